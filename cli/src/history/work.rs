//! Jobs and leases: what was asked for in a class, what came of it, and what it brought its provider.

use anyhow::Result;
use api::common::CREDIT;
use cosmwasm_std::Uint128;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use super::book::{Book, DAY, HOUR};
use super::columns::CLASS;
use super::load;
use super::said::{Ask, By, Said};

/// Columns of a provider's file.
pub const COLUMNS: [&str; 10] =
    ["time", "height", "what", "class", "work", "id", "credits", "tip", "slashed", "reputation_bps"];
/// Rows of a provider's file.
const KEPT: u64 = 500;

/// A lease that has not ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Lease {
    class: String,
    gpus: u64,
    paid: Uint128,
}

/// A job or a lease that ended in this block; the registry says whose it was.
#[derive(Clone, Debug, PartialEq)]
struct Ended {
    work: &'static str,
    id: u64,
    what: String,
    credits: u128,
    tip: u128,
    slashed: u128,
    /// Class and provider.
    of: Option<(String, String)>,
}

/// What ended in a block.
#[derive(Default)]
pub struct Ends(Vec<Ended>);

impl Ends {
    /// Reads an event of the job-market, the lease-market or the registry; `leases` is the lease-market.
    pub fn see(&mut self, book: &mut Book, said: &Said, leases: &str) -> Result<()> {
        match (said.by, said.kind) {
            (By::Jobs, "request_job") => {
                let (class, job_id) = (said.text("class")?, said.id("job_id")?);
                book.note(&job(job_id), &class)?;
                let sums =
                    [("jobs", 1), ("credits", said.number("credits")?), ("cost", said.number("cost")?)];
                sum(book, said, class, &sums)
            }
            (By::Jobs, "end_job") => self.end_job(book, said),
            (By::Leases, "request_lease") => {
                let class = said.text("class")?.to_owned();
                let (gpus, seconds) = (said.id("gpus")?, said.id("seconds")?);
                let sums = [
                    ("leases", 1),
                    ("credits", credits(said, gpus, seconds)?),
                    ("cost", said.number("cost")?),
                ];
                sum(book, said, &class, &sums)?;
                book.note(&lease(said.id("lease_id")?), &Lease { class, gpus, paid: Uint128::zero() })
            }
            (By::Leases, "top_up" | "claim") => {
                let name = lease(said.id("lease_id")?);
                let Some(mut lease) = book.fact::<Lease>(&name)? else { return Ok(()) };
                let mut sums = vec![("paid", said.number("paid")?), ("take", said.number("earned")?)];
                if said.kind == "top_up" {
                    sums.push(("credits", credits(said, lease.gpus, said.id("seconds")?)?));
                    sums.push(("cost", said.number("cost")?));
                }
                lease.paid = lease.paid.checked_add(said.number("paid")?.into())?;
                sum(book, said, &lease.class, &sums)?;
                book.note(&name, &lease)
            }
            (By::Leases, "end_lease") => self.end_lease(book, said),
            (By::Registry, "end_job") => {
                let (reporter, client) = (said.number("reporter")?, said.number("client")?);
                let slashed =
                    reporter.checked_add(client).and_then(|sum| sum.checked_add(said.number("burned").ok()?));
                self.whose(said, "job", said.id("job_id")?, slashed.ok_or_else(|| said.overflow())?)
            }
            (By::Registry, "end_pledge") if said.text("market")? == leases => {
                self.whose(said, "lease", said.id("id")?, said.number("slashed")?)
            }
            _ => Ok(()),
        }
    }

    /// Jobs whose request was not read are of no known class: only their providers' rows have them.
    fn end_job(&mut self, book: &mut Book, said: &Said) -> Result<()> {
        let job_id = said.id("job_id")?;
        let state = said.text("state")?;
        let what = said.find("fault").filter(|_| state == "faulted").unwrap_or(state);
        let settled = state == "settled";
        let paid = if settled { said.number("credits")? } else { 0 };
        if let Some(class) = book.forget::<String>(&job(job_id))? {
            let column = match what {
                "settled" => "jobs_settled",
                "refunded" => "jobs_refunded",
                "expired" => "jobs_expired",
                "cancelled" => "jobs_cancelled",
                "liveness" => "jobs_late",
                "fraud" => "jobs_fraud",
                "defaulted" => "jobs_defaulted",
                other => return Err(said.odd(&format!("says `{other}`"))),
            };
            sum(book, said, &class, &[(column, 1), ("paid", paid), ("take", said.number("earned")?)])?;
        }
        let ended = self.of("job", job_id);
        (ended.what, ended.credits) = (what.to_owned(), paid);
        ended.tip = if settled { said.number("tip")? } else { 0 };
        Ok(())
    }

    fn end_lease(&mut self, book: &mut Book, said: &Said) -> Result<()> {
        let lease_id = said.id("lease_id")?;
        let (state, paid) = (said.text("state")?, said.number("paid")?);
        let mut before = 0;
        if let Some(Lease { class, paid: earlier, .. }) = book.forget(&lease(lease_id))? {
            let column = match state {
                // Over at its end, or closed by its client before.
                "ended" | "closed" => "leases_ended",
                "stopped" => "leases_stopped",
                "silent" => "leases_silent",
                "expired" => "leases_expired",
                "cancelled" => "leases_cancelled",
                other => return Err(said.odd(&format!("says `{other}`"))),
            };
            sum(book, said, &class, &[(column, 1), ("paid", paid), ("take", said.number("earned")?)])?;
            before = earlier.u128();
        }
        let ended = self.of("lease", lease_id);
        ended.what = state.to_owned();
        ended.credits = paid.checked_add(before).ok_or_else(|| said.overflow())?;
        Ok(())
    }

    fn whose(&mut self, said: &Said, work: &'static str, id: u64, slashed: u128) -> Result<()> {
        let of = (said.text("class")?.to_owned(), said.text("provider")?.to_owned());
        let ended = self.of(work, id);
        (ended.of, ended.slashed) = (Some(of), slashed);
        Ok(())
    }

    fn of(&mut self, work: &'static str, id: u64) -> &mut Ended {
        let index =
            self.0.iter().position(|ended| (ended.work, ended.id) == (work, id)).unwrap_or_else(|| {
                let what = String::new();
                self.0.push(Ended { work, id, what, credits: 0, tip: 0, slashed: 0, of: None });
                self.0.len().saturating_sub(1)
            });
        &mut self.0[index]
    }

    /// Writes the providers' rows, with their reputation after the block. Work that nobody took has none.
    pub fn close(self, book: &mut Book, ask: &dyn Ask, at: super::said::At) -> Result<()> {
        for Ended { work, id, what, credits, tip, slashed, of } in self.0 {
            let Some((class, provider)) = of else { continue };
            let reputation = load::reputation(book, ask, &class, &provider, at.time)?;
            let amount = |amount: u128| Value::from(amount.to_string());
            let row = json!([
                at.time,
                at.height,
                what,
                class,
                work,
                id,
                amount(credits),
                amount(tip),
                amount(slashed),
                reputation
            ]);
            let file = format!("provider-{provider}");
            book.push(&file, &file, &row, KEPT)?;
        }
        Ok(())
    }
}

/// GPU time in base units of credits.
fn credits(said: &Said, gpus: u64, seconds: u64) -> Result<u128> {
    let seconds = u128::from(gpus).checked_mul(seconds.into());
    seconds.and_then(|seconds| seconds.checked_mul(CREDIT)).ok_or_else(|| said.overflow())
}

fn sum(book: &mut Book, said: &Said, class: &str, sums: &[(&str, u128)]) -> Result<()> {
    for interval in [HOUR, DAY] {
        let file = format!("class-{class}-{}", interval.name);
        book.add((&file, &file), said.at.time, interval, &CLASS, sums)?;
    }
    Ok(())
}

fn job(job_id: u64) -> String {
    format!("job/{job_id}")
}

fn lease(lease_id: u64) -> String {
    format!("lease/{lease_id}")
}
