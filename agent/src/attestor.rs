//! `camm attestor`: does a job's work again, and signs the claim if the output is the same.
//!
//! It signs only what the chain says is assigned, and what it computed itself. So it serves programs whose output follows
//! from their input; for others it may have an inspector, which looks at claim, input and output. Each job is done once,
//! however often it is asked about.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};
use api::job_market::{InputForm, TIME_USED};
use api::verifier_gateway::Claim;
use cosmwasm_std::Binary;
use proofs::statement::{valid_digest, Statement};
use tracing::info;

use crate::form;
use crate::http::{Reply, Route};
use crate::inspect::Inspected;
use crate::keys::{array, Key};
use crate::program::{container_name, Program};
use crate::question::{Answer, Heading, Question, NO_OUTPUT, OF_ONE, PATH};
use crate::work::{End, Limits, Workload};

/// Jobs that it works on at once, at most.
pub const AT_ONCE: usize = 4;
/// Seconds that a run, or an inspection, has beyond twice those that were paid for: slowness is no verdict.
const SLOWER: u64 = 60;
/// The input digest of a job without one.
const NO_INPUT: [u8; 32] = [0; 32];
/// Results that it remembers, at most.
const REMEMBERED: usize = 4_096;
/// Of them of one job, whose provider may claim one output after another.
const OF_A_JOB: usize = 4;
/// Claims that are not the run's output after which nothing is signed for a job any more: a provider could try all outputs of
/// a program that has few.
const WRONG: u8 = 3;

/// A job as the chain says it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Assigned {
    /// Who works on it.
    pub provider: String,
    /// Program digest.
    pub program: [u8; 32],
    /// Input digest, zeros where there is none.
    pub input: [u8; 32],
    /// How the input is bound to its digest, if the request said so.
    pub form: Option<InputForm>,
    /// Seconds that were paid for.
    pub seconds: u64,
}

/// What an attestor asks the chain.
pub trait Facts: Send + Sync {
    /// A job that somebody works on, or whose result waits for its verdict; none in any other state.
    fn assigned(&self, job: u64) -> Result<Option<Assigned>>;
}

/// An attestor.
pub struct Attestor {
    /// What it signs with.
    pub key: Key,
    /// The chain.
    pub chain_id: String,
    /// The gateway's address.
    pub gateway: String,
    /// What runs a program, by its digest.
    pub workloads: BTreeMap<[u8; 32], Program>,
    /// The folder of its runs.
    pub folder: PathBuf,
    /// MiB of memory and of output of a run.
    pub memory_mib: u64,
    /// The chain.
    pub facts: Box<dyn Facts>,
    /// Results: nothing that they follow from ever changes.
    pub results: Results,
}

/// How far a run is.
#[derive(Clone, Debug, PartialEq)]
pub enum Recomputed {
    /// It goes on.
    Running(Run),
    /// It ended.
    Done {
        /// Its output digest.
        output: [u8; 32],
        /// Whether it had not ended when the paid seconds were over.
        late: bool,
        /// How often something else was claimed.
        wrong: u8,
    },
    /// It failed.
    Failed {
        /// Why.
        reason: String,
        /// Whether it had not ended when the paid seconds were over.
        late: bool,
    },
}

/// A run that goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// For whom.
    pub provider: String,
    /// When it began.
    pub since: Instant,
    /// What was paid for.
    pub paid: Duration,
}

impl Run {
    /// Whether the paid seconds are over.
    fn late(&self) -> bool {
        self.since.elapsed() >= self.paid
    }
}

impl Recomputed {
    /// Whether the paid seconds were over before it ended: what a claim of [`TIME_USED`] says.
    fn late(&self) -> bool {
        match self {
            Recomputed::Running(run) => run.late(),
            Recomputed::Done { late, .. } | Recomputed::Failed { late, .. } => *late,
        }
    }
}

/// Results, which threads share.
pub type Results = Arc<Mutex<BTreeMap<Subject, Recomputed>>>;

/// What a result is of: a job, and of one that is inspected the output that somebody claims, since another's claim is not the
/// provider's.
pub type Subject = (u64, Option<[u8; 32]>);

impl Attestor {
    /// Answers a question; nobody is asked, and nothing begun, unless the claim's provider signed it.
    pub fn answer(&self, question: &Question) -> Answer {
        self.known(&Heading::of(question), || self.judge(question))
    }

    fn known(&self, heading: &Heading, judge: impl FnOnce() -> Result<Answer>) -> Answer {
        let known = heading.check(&self.chain_id, &self.gateway);
        known.and_then(|()| judge()).unwrap_or_else(|error| Answer::Refused { reason: format!("{error:#}") })
    }

    fn judge(&self, question: &Question) -> Result<Answer> {
        let Question { claim, input, output_at, .. } = question;
        let refused = |reason: String| Ok(Answer::Refused { reason });
        let (program, output) = (array(&claim.program)?, array(&claim.output)?);
        let Some(workload) = self.workloads.get(&program) else {
            return refused(format!("no workload for program {}", claim.program));
        };
        let inspects = matches!(workload, Program::Inspector(_));
        if inspects && output == NO_OUTPUT {
            return refused("expected an output to inspect, got none: ask once the work is done".into());
        }
        let subject = (claim.job_id, inspects.then_some(output));
        let used_up = !inspects && output == TIME_USED;
        // The chain is asked before a run begins and before a result is signed, not each time in between.
        if self.works(subject, &claim.provider, used_up) {
            return Ok(Answer::Working {});
        }
        let facts = self.facts.assigned(claim.job_id).context("the chain does not answer")?;
        let Some(facts) = facts else {
            return refused(format!("nobody works on job {}", claim.job_id));
        };
        let claimed = (&claim.provider, program, array(&claim.input)?);
        if claimed != (&facts.provider, facts.program, facts.input) {
            return refused(format!("job {} is another's, or another than claimed", claim.job_id));
        }
        let known = lock(&self.results).contains_key(&subject);
        if !known && input.is_none() && facts.input != NO_INPUT {
            return Ok(Answer::Wanted {});
        }
        // Only a run that begins needs it.
        if !known {
            let bytes = input.as_ref().map_or(&[][..], |bytes| bytes.as_slice());
            let given = match input {
                Some(bytes) => form::digest(facts.form, bytes),
                None => Some(NO_INPUT),
            };
            if given != Some(facts.input) {
                let (expected, got) = (hex::encode(facts.input), form::shown(given, bytes));
                return refused(format!("expected the input with digest {expected}, got {got}"));
            }
        }
        let inspected = match workload {
            Program::Inspector(_) => {
                // Time that was used up has no output.
                let url = output_at.clone().filter(|_| output != TIME_USED);
                if url.is_none() && output != TIME_USED {
                    let expected = "expected to be told where the output is, got nothing";
                    return refused(format!("{expected}: the agent serves it (`listen.outputs`)"));
                }
                Some(Inspected { claim: claim.clone(), output, url })
            }
            Program::Command(_) | Program::Container(_) => None,
        };
        let Some(result) = self.result(subject, workload, input.as_ref(), &facts, inspected, !known)? else {
            // It was forgotten meanwhile: it begins when it is asked again.
            return Ok(Answer::Working {});
        };
        match result {
            Recomputed::Running(run) if !(used_up && run.late()) => Ok(Answer::Working {}),
            // Such a question only begins a run.
            known if output == NO_OUTPUT => {
                if matches!(known, Recomputed::Failed { late: false, .. }) {
                    // It begins anew when it is told again that the provider's run goes on.
                    lock(&self.results).remove(&subject);
                }
                refused("the run has ended: expected the output, got none".into())
            }
            Recomputed::Done { wrong: WRONG.., .. } => refused(format!(
                "expected the output of job {} at once, got {WRONG} others first",
                claim.job_id
            )),
            known if used_up && known.late() => self.sign(claim),
            Recomputed::Running(_) => Ok(Answer::Working {}),
            Recomputed::Failed { reason, .. } => {
                // What failed is forgotten once it was told, and may be tried again.
                let mut results = lock(&self.results);
                if matches!(results.get(&subject), Some(Recomputed::Failed { .. })) {
                    results.remove(&subject);
                }
                refused(reason)
            }
            Recomputed::Done { output: found, .. } if found != output => {
                if let Some(Recomputed::Done { wrong, .. }) = lock(&self.results).get_mut(&subject) {
                    *wrong = wrong.saturating_add(1);
                }
                // Whoever claims something else is not told what would be signed: it could claim that without any work.
                info!(job = claim.job_id, "expected output {}, got {}", hex::encode(found), claim.output);
                refused(format!("expected the output of the attestor's own run, got {}", claim.output))
            }
            Recomputed::Done { .. } => self.sign(claim),
        }
    }

    /// Whether it works on this job, or on as many others as it can, or does for its provider; not where its time is claimed to be
    /// used up, and is.
    fn works(&self, subject: Subject, provider: &str, used_up: bool) -> bool {
        let results = lock(&self.results);
        match results.get(&subject) {
            Some(Recomputed::Running(run)) => !(used_up && run.late()),
            Some(_) => false,
            None => full(&results, provider),
        }
    }

    fn sign(&self, claim: &Claim) -> Result<Answer> {
        let statement = Statement {
            chain_id: &self.chain_id,
            gateway: &self.gateway,
            job_id: claim.job_id,
            provider: &claim.provider,
            program: array(&claim.program)?,
            input: array(&claim.input)?,
            output: array(&claim.output)?,
        };
        let signature = self.key.sign(&valid_digest(&statement.digest()))?;
        Ok(Answer::Signed { key: self.key.public(), signature: signature.into() })
    }

    /// The result of a job, whose run begins if it has not and `may`; none, if it may not.
    fn result(
        &self,
        subject: Subject,
        program: &Program,
        input: Option<&Binary>,
        facts: &Assigned,
        inspected: Option<Inspected>,
        may: bool,
    ) -> Result<Option<Recomputed>> {
        let mut results = lock(&self.results);
        if let Some(known) = results.get(&subject) {
            return Ok(Some(known.clone()));
        }
        if !may {
            return Ok(None);
        }
        let paid = Duration::from_secs(facts.seconds);
        let run = Run { provider: facts.provider.clone(), since: Instant::now(), paid };
        let running = Recomputed::Running(run.clone());
        if full(&results, &facts.provider) {
            // It begins when it is asked again and has room.
            return Ok(Some(running));
        }
        let of_it = results.range((subject.0, None)..).take_while(|((job, _), _)| *job == subject.0).count();
        ensure!(of_it < OF_A_JOB, "expected at most {OF_A_JOB} outputs of job {}, got one more", subject.0);
        while results.len() >= REMEMBERED {
            let ended = |(_, result): &(&Subject, &Recomputed)| !matches!(result, Recomputed::Running(_));
            let oldest = results.iter().find(ended).map(|(subject, _)| *subject);
            results.remove(&oldest.context("every run that is remembered goes on: ask again")?);
        }
        let (job, claimed) = subject;
        let name = claimed.map_or(job.to_string(), |output| format!("{job}-{}", hex::encode(output)));
        let folder = self.folder.join(name);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let path = folder.join("input");
        if let Some(bytes) = input {
            std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let mut workload = Workload {
            program: program.clone(),
            name: container_name(&self.chain_id, job, &self.folder),
            environment: vec![("CAMM_JOB".into(), job.to_string())],
            folder: folder.join("run"),
            input: input.map(|_| path),
        };
        // The same work may take longer here, where others are done beside it.
        let seconds = facts.seconds.saturating_mul(2).saturating_add(SLOWER);
        let time = Duration::from_secs(seconds);
        let limits = Limits { time, memory_mib: self.memory_mib, output_mib: 64 };
        results.insert(subject, running.clone());
        let shared = self.results.clone();
        let begun = Builder::new().spawn(move || {
            let found = match &inspected {
                Some(inspected) => inspected.by(&mut workload, &folder, &limits),
                None => workload.run(&limits).and_then(|end| match end {
                    End::Done { output, .. } => Ok(output),
                    End::TimeUsed => bail!("it did not end within {seconds} s"),
                }),
            };
            let late = run.late();
            let result = match found {
                Ok(output) => Recomputed::Done { output, late, wrong: 0 },
                Err(error) => Recomputed::Failed { reason: format!("{error:#}"), late },
            };
            let _ = std::fs::remove_dir_all(&folder);
            lock(&shared).insert(subject, result);
        });
        // The run's thread waits for this lock before it ends, so nothing that it says is lost.
        if let Err(error) = begun {
            results.remove(&subject);
            return Err(error).context("the system has no thread for the run: ask again");
        }
        Ok(Some(running))
    }
}

impl Route for Attestor {
    fn reply(&self, method: &str, path: &str, body: &[u8]) -> Reply {
        match (method, path) {
            // The long input is made out only for those who may ask.
            ("POST", PATH) => match serde_json::from_slice(body) {
                Ok(heading) => Reply::json(
                    200,
                    &self.known(&heading, || {
                        let question: Question =
                            serde_json::from_slice(body).context("expected an input in base64")?;
                        self.judge(&question)
                    }),
                ),
                Err(error) => Reply::text(400, &format!("expected a claim and its input: {error}\n")),
            },
            ("GET", "/health") => Reply::text(200, "well\n"),
            _ => Reply::text(404, &format!("expected POST {PATH}\n")),
        }
    }
}

/// Whether it works on as many jobs as it can, or on as many as it does for one provider.
fn full(results: &BTreeMap<Subject, Recomputed>, provider: &str) -> bool {
    let running = results.values().filter_map(|result| match result {
        Recomputed::Running(run) => Some(run.provider.as_str()),
        Recomputed::Done { .. } | Recomputed::Failed { .. } => None,
    });
    let (all, its) = running.fold((0usize, 0usize), |(all, its), other| {
        (all.saturating_add(1), its.saturating_add(usize::from(other == provider)))
    });
    all >= AT_ONCE || its >= OF_ONE
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
