//! `camm job`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use api::job_market::{AcceptPayout, JobState};
use api::paging::ListOrder;
use api::provider_registry::KeySignature;
use api::verifier_gateway::Proof;
use clap::{Args, Subcommand, ValueEnum};
use cosmwasm_std::{Binary, Event, HexBinary};
use serde_json::{json, Map, Value};

use super::batch::Batch;
use super::output::Output;
use super::prove::{policy, Proving};
use super::request::JobTerms;
use super::{job_text, watch};
use crate::ask::{JobFilter, Market};
use crate::evidence::Evidence;
use crate::exit::{missing, usage, Exit};
use crate::files::bytes_of;
use crate::money;
use crate::plan;
use crate::render::{preview, progress, span, text_of, when, Fields, Table};
use crate::say::Place;
use crate::send::attribute;
use crate::session::Session;
use crate::sign::sha256;

/// Jobs: ask for them, work on them, end them.
#[derive(Subcommand)]
pub enum Job {
    /// Requests a job: buys its credits and asks for the work, in one message.
    Request {
        #[command(flatten)]
        terms: Box<JobTerms>,
        /// Wait until the job has ended.
        #[arg(long)]
        wait: bool,
    },
    /// One job as it stands.
    Show {
        /// Which.
        job_id: u64,
    },
    /// Jobs by number. The chain's state keeps whose a job was until it ends; `camm export` has all of them.
    List(List),
    /// Follows a job until it has ended: exit code 0 if it was paid for, 6 if not.
    Watch {
        /// Which.
        job_id: u64,
        /// Give up after so many seconds, with exit code 5.
        #[arg(long, value_name = "SECONDS")]
        timeout: Option<u64>,
    },
    /// Withdraws a job that nobody has accepted. Its take is kept.
    Cancel {
        /// Which.
        job_id: u64,
    },
    /// Accepts a job, as a provider: part of the bond is locked.
    Accept {
        /// Which.
        job_id: u64,
        /// How it is paid.
        #[arg(long, value_enum, default_value = "redeem")]
        payout: PayoutKind,
        /// The least NET, where it is paid in NET; credits, if the sale would bring less.
        #[arg(long, value_name = "AMOUNT", value_parser = money::units, required_if_eq("payout", "net"))]
        min_net: Option<u128>,
    },
    /// Delivers a result, as the job's provider.
    Result(Box<Delivery>),
    /// Delivers the results of many jobs that one receipt of RISC Zero's set builder proves: all of them or none.
    Batch(Batch),
    /// Fetches a job's output from where its provider says it is, and checks it against the digest on the chain: another is
    /// refused with exit code 6.
    Output(Output),
    /// Brings a signed verdict on a delivered result.
    Verdict {
        /// Which.
        job_id: u64,
        /// The result is wrong; the signatures name who sends this.
        #[arg(long)]
        invalid: bool,
        /// What `camm attest` wrote; may be repeated.
        #[arg(long = "signature", value_name = "FILE", required = true)]
        signatures: Vec<PathBuf>,
    },
    /// Accepts a result, as the job's owner.
    Approve {
        /// Which.
        job_id: u64,
    },
    /// Rejects a result, as the job's owner, with the dispute bond; the method's arbiter judges.
    Dispute {
        /// Which.
        job_id: u64,
        /// Pay the bond from the account, not from the wallet.
        #[arg(long)]
        from_account: bool,
    },
    /// Doubts a result under proof on demand, with the challenge's bond. Anyone may, and gets it back unless a proof comes.
    Challenge {
        /// Which.
        job_id: u64,
        /// Pay the bond from the account, not from the wallet.
        #[arg(long)]
        from_account: bool,
    },
    /// Brings the proof of a challenged result. Anyone may; its provider is paid for it.
    Prove(Box<Proving>),
    /// Has the contract of an external method judge a delivered result: if it accepts, the job is paid. Anyone may.
    Verify {
        /// Which.
        job_id: u64,
        /// What the contract wants to see, as its makers say: the file's bytes, at most 64 KiB.
        #[arg(long, value_name = "FILE")]
        proof: PathBuf,
    },
    /// Calls a standard job that nobody took on the first debtor of its class.
    Call {
        /// Which.
        job_id: u64,
        /// Its input, if it has one.
        #[arg(long, value_name = "FILE")]
        input_file: Option<PathBuf>,
        /// How many debtors may be looked at; each costs gas.
        #[arg(long, value_name = "NUMBER")]
        look: Option<u32>,
    },
    /// Does what the passed deadline of a job says. Anyone may.
    Timeout {
        /// Which.
        job_id: u64,
    },
    /// Has the contract told that a job's request named as its callback, once the job has ended. Anyone may.
    Tell {
        /// Which.
        job_id: u64,
    },
}

/// How a provider is paid.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PayoutKind {
    /// Credits redeemed against its debt.
    Redeem,
    /// Credits to its account.
    Credits,
    /// NET to its account.
    Net,
}

/// Which jobs.
#[derive(Args)]
pub struct List {
    /// Of this owner.
    #[arg(long, value_name = "ADDRESS")]
    owner: Option<String>,
    /// Of this provider.
    #[arg(long, value_name = "ADDRESS")]
    provider: Option<String>,
    /// Of this class.
    #[arg(long)]
    class: Option<String>,
    /// In this state: open, untaken, called, assigned, awaiting_input, submitted, disputed, challenged, settled,
    /// cancelled, expired, refunded, faulted or defaulted.
    #[arg(long, value_parser = state)]
    state: Option<JobState>,
    /// The newest first.
    #[arg(long)]
    newest_first: bool,
    /// After this job, in that order.
    #[arg(long, value_name = "ID")]
    start_after: Option<u64>,
    /// At most so many.
    #[arg(long, value_name = "NUMBER", default_value_t = 30)]
    limit: usize,
}

/// A result.
#[derive(Args)]
pub struct Delivery {
    /// Of which job.
    job_id: u64,
    /// Digest of the output, 32 bytes hex.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest, required_unless_present = "output_file", conflicts_with = "output_file")]
    output: Option<HexBinary>,
    /// The output itself: its sha256 is the digest.
    #[arg(long, value_name = "FILE")]
    output_file: Option<PathBuf>,
    /// What an attestor's `camm attest` wrote; may be repeated, until the method's threshold is reached.
    #[arg(long = "signature", value_name = "FILE", conflicts_with_all = ["seal", "file"])]
    signatures: Vec<PathBuf>,
    #[command(flatten)]
    evidence: Evidence,
    /// Where the output can be fetched.
    #[arg(long, value_name = "URL")]
    output_locator: Option<String>,
    /// Wait until the job has ended.
    #[arg(long)]
    wait: bool,
}

fn state(text: &str) -> Result<JobState, String> {
    serde_json::from_value(Value::from(text))
        .map_err(|_| format!("expected a state such as open or settled, got `{text}`"))
}

impl Job {
    /// Does it.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let call = match self {
            Job::Request { terms, wait } => return request(session, terms, *wait),
            Job::Show { job_id } => return show(session, *job_id),
            Job::List(list) => return list.run(session),
            Job::Watch { job_id, timeout } => {
                return watch::ended(session, &watch::to_the_end(session, *job_id, *timeout)?)
            }
            Job::Result(delivery) => return delivery.run(session),
            Job::Output(output) => return output.run(session),
            Job::Cancel { job_id } => market.cancel(*job_id)?,
            Job::Accept { job_id, payout, min_net } => {
                let payout = match payout {
                    PayoutKind::Redeem => AcceptPayout::Redeem {},
                    PayoutKind::Credits => AcceptPayout::Credits {},
                    PayoutKind::Net => AcceptPayout::Net { min: min_net.unwrap_or_default().into() },
                };
                market.accept(*job_id, payout)?
            }
            Job::Verdict { job_id, invalid, signatures } => {
                market.verdict(*job_id, !invalid, read_signatures(signatures)?)?
            }
            Job::Approve { job_id } => market.approve(*job_id)?,
            Job::Dispute { job_id, from_account } => {
                let bond = market.job(*job_id)?.open.and_then(|open| open.dispute_bond).ok_or_else(|| {
                    usage(
                        format!("the result of job {job_id} cannot be disputed"),
                        &format!("`camm job show {job_id}` shows its state"),
                    )
                })?;
                market.dispute(*job_id, bond.u128(), Place::account_if(*from_account))?
            }
            Job::Challenge { job_id, from_account } => {
                let bond =
                    market.job(*job_id)?.open.and_then(|open| open.challenge_bond).ok_or_else(|| {
                        usage(
                            format!("the result of job {job_id} cannot be challenged"),
                            &format!("`camm job show {job_id}` shows its method and its state"),
                        )
                    })?;
                market.challenge(*job_id, bond.u128(), Place::account_if(*from_account))?
            }
            Job::Batch(batch) => batch.call(session)?,
            Job::Prove(proving) => proving.call(session)?,
            Job::Verify { job_id, proof } => market.verify_external(*job_id, read(proof)?)?,
            Job::Call { job_id, input_file, look } => {
                let input = input_file.as_deref().map(read).transpose()?;
                market.call_job(*job_id, input, *look)?
            }
            Job::Timeout { job_id } => market.timeout(*job_id)?,
            Job::Tell { job_id } => market.tell_end(*job_id)?,
        };
        session.sender()?.just(&[call])?;
        Ok(Exit::Done)
    }
}

fn request(session: &Session, terms: &JobTerms, wait: bool) -> Result<Exit> {
    let market = &session.market;
    if terms.template.is_none() && terms.program.is_none() {
        return Err(usage(
            "no program is named",
            "name its digest: --program HEX; or a standard job: --template NUMBER",
        ));
    }
    let pay = terms.pay(market)?;
    let sender = session.sender()?.going_on(wait);
    let plan = plan::job(market, terms.request(market)?, &pay, terms.bound())?;
    if !session.out.json {
        preview(&plan.text(market, &pay));
    }
    if matches!(pay, plan::Pay::Asset(..)) {
        let quoted = plan.quote.cost.checked_add(plan.quote.take)?;
        plan::check_maximum(market, plan.request.max_payment, quoted, "camm quote job")?;
    }
    let receipt = sender.act(std::slice::from_ref(&plan.call), |events| {
        let id: u64 = requested(market, events)?;
        Ok(Map::from_iter([("job_id".to_owned(), json!(id)), ("quote".to_owned(), json!(plan.document()))]))
    })?;
    match receipt {
        Some(receipt) if wait => {
            let id = requested(market, &receipt.events)?;
            watch::ended_line(session, &watch::to_the_end(session, id, None)?)
        }
        _ => Ok(Exit::Done),
    }
}

/// Which job the job-market says was requested; what other contracts say in the same transaction counts for nothing.
fn requested(market: &Market, events: &[Event]) -> Result<u64> {
    let id = attribute(events, &market.at.job_market, "request_job", "job_id");
    Ok(id.context("no job in the events")?.parse()?)
}

fn show(session: &Session, job_id: u64) -> Result<Exit> {
    let market = &session.market;
    let job = market.job(job_id)?;
    let (lock, call) = match job.open {
        Some(_) => (market.job_lock(job_id), market.job_call(job_id)),
        None => (None, None),
    };
    let now = market.now()?;
    let document = json!({ "job": job, "lock": lock, "call": call });
    session.out.show(&document, |_| {
        let mut fields = Fields::new();
        fields.maybe("locked", lock.map(|lock| market.net_shown(lock.amount)));
        fields.maybe("called on", call.map(|call| call.provider));
        job_text::text(session, &job, Some(now)) + &fields.text()
    })?;
    Ok(Exit::Done)
}

impl List {
    fn run(&self, session: &Session) -> Result<Exit> {
        let filter = JobFilter {
            owner: self.owner.clone(),
            provider: self.provider.clone(),
            class: self.class.clone(),
            state: self.state,
        };
        let order = self.newest_first.then_some(ListOrder::Descending);
        let jobs = session.market.jobs(&filter, order, self.start_after, self.limit)?;
        let now = session.market.now()?;
        let mut table =
            Table::new(&["job", "state", "class", "GPUs", "for", "owner", "provider", "deadline"]);
        for job in &jobs {
            let open = job.open.as_ref();
            let cell = |text: Option<String>| text.unwrap_or_else(|| "-".into());
            table.row(vec![
                job.job_id.to_string(),
                text_of(&job.state),
                cell(open.map(|open| open.class.clone())),
                cell(open.map(|open| open.gpus.to_string())),
                cell(open.map(|open| span(open.seconds))),
                cell(open.map(|open| open.owner.to_string())),
                cell(open.and_then(|open| open.provider.as_ref().map(ToString::to_string))),
                cell(open.map(|open| when(open.deadline, now))),
            ]);
        }
        session.out.show(&json!({ "jobs": jobs }), |_| table.text("no jobs"))?;
        Ok(Exit::Done)
    }
}

impl Delivery {
    fn run(&self, session: &Session) -> Result<Exit> {
        let output = match (&self.output, &self.output_file) {
            (Some(output), _) => output.clone(),
            (None, Some(path)) => sha256(&read(path)?),
            (None, None) => return Err(usage("no output", "--output HEX, or --output-file FILE")),
        };
        let proof = match self.evidence.read()? {
            Some(found) => Some(found.proof(policy(session, self.job_id)?)),
            None if self.signatures.is_empty() => {
                progress("no proof comes with the result: it waits for a verdict, or for a challenge");
                None
            }
            None => Some(Proof::Attestation { signatures: read_signatures(&self.signatures)? }),
        };
        let call = session.market.result(self.job_id, output, proof, self.output_locator.clone())?;
        let sent = session.sender()?.going_on(self.wait).just(&[call])?;
        if sent.is_some() && self.wait {
            return watch::ended_line(session, &watch::to_the_end(session, self.job_id, None)?);
        }
        Ok(Exit::Done)
    }
}

fn read(path: &Path) -> Result<Binary> {
    bytes_of(path).map(Binary::from)
}

/// Signatures as `camm attest --json` writes them: each file holds one, several, or the whole answer.
fn read_signatures(paths: &[PathBuf]) -> Result<Vec<KeySignature>> {
    let mut found = vec![];
    for path in paths {
        let text = std::fs::read_to_string(path).map_err(|error| {
            missing(
                format!("cannot read {}: {error}", path.display()),
                "write it: `camm attest --json JOB > FILE`",
            )
        })?;
        let value: Value = serde_json::from_str(&text).map_err(|_| unsigned(path))?;
        let value = value.get("signature").filter(|inner| inner.is_object()).cloned().unwrap_or(value);
        match value {
            Value::Array(list) => {
                for one in list {
                    found.push(serde_json::from_value(one).map_err(|_| unsigned(path))?);
                }
            }
            one => found.push(serde_json::from_value(one).map_err(|_| unsigned(path))?),
        }
    }
    Ok(found)
}

fn unsigned(path: &Path) -> anyhow::Error {
    usage(
        format!("{}: expected a signature, {{\"key\": 0, \"signature\": \"…\"}}", path.display()),
        "write it: `camm attest --json JOB > FILE`",
    )
}
