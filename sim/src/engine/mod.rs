//! The market run: agents that act on the real contracts of an embedded chain, driven by a stream of demand.
//!
//! Everything that moves money is a message to a contract; floats are the agents' opinions and the report's
//! numbers.

mod agents;
mod backed;
mod calls;
mod dollar;
mod hosts;
mod jobs;
mod keeper;
mod leases;
mod leaving;
mod ledger;
mod policy;
mod proven;
mod record;
mod setup;
mod shock;
mod state;
mod summary;
mod vault;

use std::cmp::Reverse;
use std::time::Instant;

use anyhow::{Context, Result};
use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;

pub use agents::{Character, Client, Provider};
pub use ledger::{Defaults, Ledger};
pub use record::{Calls, Record};
pub use setup::total_gpus;
pub use shock::Shock;
pub use state::Engine;
pub use summary::Summary;

use state::Event;

use crate::demand::Demand;
use crate::time::{DAY, HOUR};

/// How far a run is, for whoever watches.
pub struct Progress {
    /// Share of the simulated time that is over, 0 to 1.
    pub share: f64,
    /// Simulated hours so far.
    pub hour: u64,
    /// Jobs requested so far.
    pub requested: u64,
    /// Jobs settled so far.
    pub settled: u64,
}

impl Engine {
    /// Deploys the market and lets its providers bond, mint and supply liquidity.
    pub fn new(demand: Vec<Demand>, days: u32, seed: u64) -> Result<Self> {
        let began = Instant::now();
        let mut engine =
            setup::engine(demand, days, ChaCha12Rng::seed_from_u64(seed)).context("setting up")?;
        engine.record.phase("set-up", began);
        for index in 0..engine.demand.len() {
            let at = engine.demand[index].arrival;
            engine.schedule(at, Event::Arrive(index, 0));
        }
        for hour in 0..=u64::from(days) * 24 {
            engine.schedule(hour * HOUR, Event::Hour);
        }
        engine.schedule_leases(days);
        engine.schedule(engine.shock.from() / 3, Event::Leave);
        for day in 1..=u64::from(days) {
            engine.schedule(day * DAY, Event::Day);
        }
        Ok(engine)
    }

    /// Runs to the end: until every job is finished, however long after the last day. After the last day
    /// nobody asks for jobs, trades or mints any more.
    pub fn run(&mut self, mut watch: impl FnMut(Progress)) -> Result<()> {
        let days = self.record.days();
        while let Some(Reverse((at, _, event))) = self.queue.pop() {
            let now = self.elapsed();
            if at > now {
                self.market.wait(at - now);
            }
            let began = Instant::now();
            match event {
                Event::Arrive(index, attempt) => self.arrive(index, attempt)?,
                Event::Finish(job) => self.finish(job)?,
                Event::Deadline(job) => self.deadline(job)?,
                Event::Report(job) => self.report(job)?,
                Event::Judge(job) => self.judge(job)?,
                Event::Answer(job) => self.answer(job)?,
                Event::Lease(number) => self.lease(number)?,
                Event::Beat => self.beat()?,
                Event::Silent => self.silent = true,
                Event::Turn(lease, fate) => self.turn(lease, fate)?,
                Event::Leave => self.leave()?,
                Event::Hour => {
                    self.hour()?;
                    self.go_on_leaving()?;
                    self.tend_vault()?;
                    self.look();
                    watch(Progress {
                        share: (self.elapsed() as f64 / (f64::from(days) * DAY as f64)).min(1.0),
                        hour: self.elapsed() / HOUR,
                        requested: self.record.requested(),
                        settled: self.record.settled(),
                    });
                }
                Event::Day => self.day()?,
            }
            self.record.phase(event.label(), began);
        }
        let began = Instant::now();
        self.day()?;
        self.go_on_leaving()?;
        // No job runs any more: two generations end, and with them the exit.
        self.tend_vault()?;
        self.tend_vault()?;
        self.look();
        self.record.supply(self.hours(), self.market.net_supply());
        compute_amm_testing::invariants::check(&self.market).context("after the run")?;
        self.record.phase("sweeps and invariants", began);
        Ok(())
    }

    /// What there is to show.
    pub fn summary(&self, title: &str, source: &str, seed: u64) -> Result<Summary> {
        summary::summary(self, title, source, seed)
    }
}
