//! What must hold when every job has ended: queries, events and books say the same, and nobody's money is stuck.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use api::job_market::{HoldingsResponse, JobResponse, JobState, QueryMsg};
use chain::market::DevnetClient;
use compute_amm_testing::wirings::{H100, NET};
use compute_amm_testing::{invariants, Market};

use super::people::{net, People};
use super::walk::{Job, Told, Walk};

/// What somebody paid and got, by events: NET base units, and credits.
#[derive(Default)]
struct Books {
    paid: BTreeMap<String, u128>,
    returned: BTreeMap<String, u128>,
    worked: BTreeMap<String, u128>,
    earned: u128,
}

/// Checks all of it; the error names what does not hold, and both sides of it.
pub fn check(
    market: &Market<DevnetClient>,
    people: &People,
    walk: &Walk,
    jobs: &[JobResponse],
) -> Result<()> {
    let asked: Vec<u64> = jobs.iter().map(|job| job.job_id).collect();
    let told: Vec<u64> = walk.jobs.keys().copied().collect();
    ensure!(asked == told, "jobs by query {asked:?}, by events {told:?}");
    let mut books = Books::default();
    for job in jobs {
        let told = walk.jobs.get(&job.job_id).context("a job by its events")?;
        books.enter(job, told).with_context(|| format!("job {}", job.job_id))?;
    }
    books.compare(market, people)?;
    invariants::check(market).context("an invariant")
}

fn once<'a>(told: &'a [Told], what: &str) -> Result<&'a Told> {
    ensure!(told.len() == 1, "expected one {what}, got {}", told.len());
    told.first().context("one")
}

impl Books {
    fn enter(&mut self, job: &JobResponse, told: &Job) -> Result<()> {
        let (request, end) = (once(&told.request, "request")?, once(&told.end, "end")?);
        let state = end.text("state")?;
        ensure!(state == job.state.name(), "by its end {state}, by query {}", job.state);
        let credits = end.number("credits")?;
        ensure!(request.number("credits")? == credits, "its end pays other credits than its request locked");
        ensure!(request.text("owner")? == end.text("owner")?, "its end has another owner");
        let owner = end.text("owner")?.to_owned();
        let earned = end.number("earned")?;
        self.earned += earned;
        *self.paid.entry(owner.clone()).or_default() += request.number("cost")? + earned;
        if job.state == JobState::Settled {
            let (accept, result) = (once(&told.accept, "acceptance")?, once(&told.result, "result")?);
            let provider = end.text("provider")?;
            ensure!(accept.text("provider")? == provider, "settled to another than who accepted it");
            let output = job.output.as_ref().context("a settled job without an output")?.to_hex();
            ensure!(result.text("output")? == output, "another output by events than by query");
            *self.worked.entry(provider.to_owned()).or_default() += credits;
        } else {
            *self.returned.entry(owner).or_default() += credits;
        }
        Ok(())
    }

    fn compare(&self, market: &Market<DevnetClient>, people: &People) -> Result<()> {
        let of = |book: &BTreeMap<String, u128>, who: &str| book.get(who).copied().unwrap_or_default();
        for (client, before) in people.clients.iter().zip(&people.net) {
            let after = net(market, client);
            let paid = of(&self.paid, client.as_str());
            ensure!(after + paid == *before, "{client} had {before} NET, paid {paid} and has {after}");
            let (credits, got) = (of(&self.returned, client.as_str()), market.credits(client, H100));
            ensure!(got == credits, "{client} got {credits} credits back and has {got}");
        }
        for (provider, owed) in people.providers.iter().zip(&people.owed) {
            let position = market.position(provider, H100);
            let open = position.open.u128();
            let (worked, kept) = (of(&self.worked, provider.as_str()), market.credits(provider, H100));
            ensure!(
                open + worked == owed + kept,
                "{provider} owed {owed}, worked for {worked}, and owes {open} and has {kept} credits"
            );
            let (locked, busy) = (position.locked, position.busy);
            ensure!(
                locked.is_zero() && busy == 0,
                "{provider} still has {locked} locked and {busy} GPUs busy"
            );
        }
        let take = market.ask_jobs::<HoldingsResponse>(&QueryMsg::Holdings {}).take.u128();
        ensure!(take == self.earned, "take of the job-market {take}, by events {}", self.earned);
        let held = market.account(&market.at.job_market, &market.net());
        ensure!(held == take, "the job-market's account has {held} NET, and its take is {take}");
        let wallet = market.wallet(&market.at.job_market, NET);
        ensure!(wallet == 0, "the job-market's wallet has {wallet} NET");
        Ok(())
    }
}
