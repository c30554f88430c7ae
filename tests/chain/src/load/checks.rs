//! What must hold when every job has ended: queries, events and books say the same, and nobody's money is stuck.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use api::job_market::{HoldingsResponse, JobResponse, JobState, QueryMsg};
use chain::market::DevnetClient;
use compute_amm_testing::wirings::{H100, NET};
use compute_amm_testing::{invariants, Market};
use cosmwasm_std::Addr;

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

/// What queries say once every job has ended: NET and credits in base units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct After {
    /// Of each client, NET in wallet and account, and credits.
    pub clients: Vec<(u128, u128)>,
    /// Each provider.
    pub providers: Vec<Worked>,
    /// What the job-market says it may pay out.
    pub take: u128,
    /// NET in the job-market's account.
    pub held: u128,
    /// NET in its wallet.
    pub wallet: u128,
}

/// A provider.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worked {
    /// Credits that it owes.
    pub open: u128,
    /// Credits in its account.
    pub credits: u128,
    /// NET that jobs lock.
    pub locked: u128,
    /// GPUs in jobs.
    pub busy: u32,
}

impl After {
    /// What they say now.
    pub fn of(market: &Market<DevnetClient>, people: &People) -> Self {
        let client = |who: &Addr| (net(market, who), market.credits(who, H100));
        let provider = |who: &Addr| {
            let position = market.position(who, H100);
            let (open, locked, busy) = (position.open.u128(), position.locked.u128(), position.busy);
            Worked { open, credits: market.credits(who, H100), locked, busy }
        };
        Self {
            clients: people.clients.iter().map(client).collect(),
            providers: people.providers.iter().map(provider).collect(),
            take: market.ask_jobs::<HoldingsResponse>(&QueryMsg::Holdings {}).take.u128(),
            held: market.account(&market.at.job_market, &market.net()),
            wallet: market.wallet(&market.at.job_market, NET),
        }
    }
}

/// Checks all of it, and the invariants.
pub fn check(
    market: &Market<DevnetClient>,
    people: &People,
    walk: &Walk,
    jobs: &[JobResponse],
) -> Result<()> {
    agree(people, walk, jobs, &After::of(market, people))?;
    invariants::check(market).context("an invariant")
}

/// Whether queries, events and books say the same; the error names what does not hold, and both sides of it.
pub fn agree(people: &People, walk: &Walk, jobs: &[JobResponse], after: &After) -> Result<()> {
    let asked: Vec<u64> = jobs.iter().map(|job| job.job_id).collect();
    let told: Vec<u64> = walk.jobs.keys().copied().collect();
    ensure!(asked == told, "jobs by query {asked:?}, by events {told:?}");
    let mut books = Books::default();
    for job in jobs {
        let told = walk.jobs.get(&job.job_id).context("a job by its events")?;
        books.enter(job, told).with_context(|| format!("job {}", job.job_id))?;
    }
    books.compare(people, after)
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

    fn compare(&self, people: &People, after: &After) -> Result<()> {
        let of =
            |book: &BTreeMap<String, u128>, who: &Addr| book.get(who.as_str()).copied().unwrap_or_default();
        let seen = (after.clients.len(), after.providers.len());
        ensure!(
            seen == (people.clients.len(), people.providers.len()),
            "clients and providers by query: {seen:?}"
        );
        for ((client, before), (now, got)) in people.clients.iter().zip(&people.net).zip(&after.clients) {
            let paid = of(&self.paid, client);
            ensure!(now + paid == *before, "{client} had {before} NET, paid {paid} and has {now}");
            let credits = of(&self.returned, client);
            ensure!(*got == credits, "{client} got {credits} credits back and has {got}");
        }
        for ((provider, owed), now) in people.providers.iter().zip(&people.owed).zip(&after.providers) {
            let (worked, Worked { open, credits, locked, busy }) = (of(&self.worked, provider), now);
            ensure!(
                open + worked == owed + credits,
                "{provider} owed {owed}, worked for {worked}, and owes {open} and has {credits} credits"
            );
            ensure!((*locked, *busy) == (0, 0), "{provider} still has {locked} locked and {busy} GPUs busy");
        }
        let After { take, held, wallet, .. } = after;
        ensure!(*take == self.earned, "take of the job-market {take}, by events {}", self.earned);
        ensure!(held == take, "the job-market's account has {held} NET, and its take is {take}");
        ensure!(*wallet == 0, "the job-market's wallet has {wallet} NET");
        Ok(())
    }
}
