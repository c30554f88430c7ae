//! Markets under stress, on the real contracts: NET falls, liquidity leaves, providers leave; what is left for credits?
//! `docs/stress.md` states the model and holds the table.

mod actors;
mod auctions;
mod jobs;
mod measure;
pub mod page;
mod scenario;
mod setup;
pub mod table;

use anyhow::{ensure, Context, Result};
use api::common::Asset;
use api::fee_collector::{MetricsResponse, QueryMsg as FeeQuery, Window};
use cosmwasm_std::Addr;
use market_tests::{invariants, Market};

pub use measure::Outcome;
pub use scenario::{all, fall_in_a_day, Leaving, Scenario};

use jobs::Job;
use measure::Tally;

/// A tick while NET falls by more than 10 % in a day; an hour while it falls at all or an auction is open; otherwise
/// [`QUIET`].
const TICK: u64 = 600;
const QUIET: u64 = 2 * HOUR;
const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
/// No job is asked for in so many last seconds, so that every job has ended when a run ends.
const LAST_JOBS: u64 = 12 * HOUR;

/// One who owes credits.
struct Provider {
    addr: Addr,
    /// Tops its bond up, as long as its savings last.
    honest: bool,
    /// Does nothing any more: no top-up, no job, no call.
    vanished: bool,
    /// NET that it bonded at the start.
    bonded: f64,
    /// NET that it has topped up by.
    topped_up: f64,
    /// NET that closings have cost it beyond what the credits were worth at the fair price then.
    lost: f64,
}

/// A market in a scenario. Amounts of NET and credits are base units.
struct Stress {
    market: Market,
    scenario: Scenario,
    start: u64,
    /// Fair price of a credit now, NET base units per credit base unit.
    fair: f64,
    /// Part of all credits that nobody owes, when it was last looked at.
    unowed: f64,
    credit: Asset,
    pool_id: u64,
    providers: Vec<Provider>,
    /// Who holds credits and delivers them at the fair price.
    holders: Vec<Addr>,
    arbitrageur: Addr,
    client: Addr,
    keeper: Addr,
    lp: Addr,
    jobs: Vec<Job>,
    requested: u64,
    /// Whether an auction was open in the last tick.
    closing: bool,
    tally: Tally,
}

/// Runs a scenario to its end.
pub fn run(scenario: &Scenario) -> Result<Outcome> {
    setup::open(scenario).and_then(Stress::run).with_context(|| format!("the scenario `{}`", scenario.name))
}

impl Stress {
    /// What traders take a credit for: the fair price, less the part of all credits that nobody owes.
    fn worth(&self) -> f64 {
        self.fair * (1.0 - self.unowed)
    }

    fn run(mut self) -> Result<Outcome> {
        self.leave().context("those who leave")?;
        let end = self.scenario.days() * DAY;
        let mut elapsed = 0;
        self.sample()?;
        while elapsed < end {
            let step = match self.scenario.fall_at(elapsed) {
                11.. => TICK,
                0 if !self.closing => QUIET,
                _ => HOUR,
            };
            // Never past a time at which jobs are asked for.
            self.market.wait(step.min(QUIET - elapsed % QUIET));
            elapsed = self.market.now() - self.start;
            self.fair = setup::PRICE / 1e6 * self.scenario.fair(elapsed);
            self.tick(elapsed, end).with_context(|| format!("at {:.2} days", elapsed as f64 / DAY as f64))?;
        }
        self.finish()
    }

    fn tick(&mut self, elapsed: u64, end: u64) -> Result<()> {
        let hourly = elapsed.is_multiple_of(HOUR);
        self.arbitrage().context("the arbitrageur")?;
        if hourly {
            self.top_up().context("top-ups")?;
        }
        if elapsed + LAST_JOBS < end && elapsed.is_multiple_of(jobs::EVERY) {
            self.request_job().context("a job's request")?;
        }
        self.work().context("jobs")?;
        self.complete_exits(elapsed).context("the end of the exits")?;
        if hourly {
            self.crank().context("a crank")?;
        }
        self.auctions().context("auctions")?;
        if hourly {
            self.sample()?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Outcome> {
        ensure!(self.jobs.is_empty(), "{} jobs have not ended", self.jobs.len());
        invariants::check(&self.market)?;
        let metrics: MetricsResponse =
            self.market.ask(&self.market.at.fee_collector, &FeeQuery::Metrics { window: Window::All })?;
        self.outcome(metrics.insurance_claimed.u128() as f64)
    }
}
