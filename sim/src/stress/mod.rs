//! Markets under stress, on the real contracts: NET falls, debtors stop serving; what does a credit bring?
//! `docs/stress.md` states the model and holds the table.

mod debtors;
mod jobs;
mod measure;
mod scenario;
mod setup;
mod state;
pub mod table;
mod tally;
mod trades;

use anyhow::{ensure, Context, Result};
use compute_amm_testing::invariants;

pub use measure::Outcome;
pub use scenario::{all, fall_in_a_day, Scenario};

use state::Stress;

use crate::time::{DAY, HOUR};

/// Everybody looks at the market once in so many seconds.
const TICK: u64 = 1_200;
/// Who trades does so in a block of its own, so that what it was quoted holds: seconds to the next.
const BLOCK: u64 = 6;
/// No job is asked for in so many last seconds, so that every job has ended when a run ends.
const LAST_JOBS: u64 = 12 * HOUR;

/// Runs a scenario to its end.
pub fn run(scenario: &Scenario) -> Result<Outcome> {
    setup::open(scenario).and_then(Stress::run).with_context(|| format!("the scenario `{}`", scenario.name))
}

impl Stress {
    fn run(mut self) -> Result<Outcome> {
        let end = self.scenario.days() * DAY;
        let mut elapsed = 0;
        self.sample();
        while elapsed < end {
            self.market.wait(TICK - 2 * BLOCK);
            elapsed = self.market.now() - self.start + 2 * BLOCK;
            self.fair = setup::PRICE / 1e6 * self.scenario.fair(elapsed);
            self.tick(elapsed, end).with_context(|| format!("at {:.2} days", elapsed as f64 / DAY as f64))?;
        }
        ensure!(self.jobs.is_empty(), "{} jobs have not ended", self.jobs.len());
        invariants::check(&self.market)?;
        self.outcome()
    }

    fn tick(&mut self, elapsed: u64, end: u64) -> Result<()> {
        let hourly = elapsed.is_multiple_of(HOUR);
        self.arbitrage().context("the arbitrageur")?;
        self.market.wait(BLOCK);
        if hourly {
            self.mint().context("mints")?;
        }
        self.market.wait(BLOCK);
        if elapsed + LAST_JOBS < end && elapsed.is_multiple_of(jobs::EVERY) {
            self.request_job().context("a job's request")?;
        }
        self.work().context("jobs")?;
        if hourly {
            self.sample();
        }
        Ok(())
    }
}
