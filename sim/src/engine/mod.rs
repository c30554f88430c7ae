//! The market run: agents that act on the real contracts of an embedded chain, driven by a stream of demand.
//!
//! Everything that moves money is a message to a contract; floats are the agents' opinions and the report's numbers.

mod agents;
mod jobs;
mod policy;
mod record;
mod setup;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::time::Instant;

use anyhow::{Context, Result};
use cosmwasm_std::Addr;
use market_tests::shared::Receipt;
use market_tests::Market;
use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;

pub use agents::{Character, Client, Provider};
pub use record::{Record, Summary};
pub use setup::total_gpus;

use crate::demand::Demand;

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;

/// A run of the market.
pub struct Engine {
    market: Market,
    start: u64,
    rng: ChaCha12Rng,
    demand: Vec<Demand>,
    providers: Vec<Provider>,
    clients: Vec<Client>,
    keeper: Addr,
    reporter: Addr,
    receipts: Vec<Receipt>,
    queue: BinaryHeap<Reverse<(u64, u64, Event)>>,
    sequence: u64,
    /// Jobs that no provider had room for yet, by class.
    waiting: Vec<VecDeque<u64>>,
    live: BTreeMap<u64, jobs::Live>,
    record: Record,
}

/// What happens at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// The client of this demand looks at the price, for the nth time.
    Arrive(usize, u32),
    /// The provider of this job is done with it.
    Finish(u64),
    /// A deadline of this job passes.
    Deadline(u64),
    /// The reporter has found this result to be forged.
    Report(u64),
    /// Providers look at the price.
    Hour,
    /// Keepers sweep and distribute.
    Day,
}

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
        for day in 1..=u64::from(days) {
            engine.schedule(day * DAY, Event::Day);
        }
        Ok(engine)
    }

    /// Runs to the end: until every job is finished, however long after the last day.
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
                Event::Hour => {
                    self.hour()?;
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
        self.sample();
        market_tests::invariants::check(&self.market).context("after the run")?;
        self.record.phase("sweeps and invariants", began);
        Ok(())
    }

    /// What there is to show.
    pub fn summary(&self, title: &str, source: &str, seed: u64) -> Result<Summary> {
        record::summary(self, title, source, seed)
    }

    fn schedule(&mut self, at: u64, event: Event) {
        self.sequence += 1;
        self.queue.push(Reverse((at, self.sequence, event)));
    }

    /// Seconds since the run began.
    fn elapsed(&self) -> u64 {
        self.market.now() - self.start
    }
}

impl Event {
    fn label(self) -> &'static str {
        match self {
            Event::Arrive(..) => "requests and acceptances",
            Event::Finish(_) => "results, signatures and settlement",
            Event::Deadline(_) | Event::Report(_) => "deadlines and verdicts",
            Event::Hour => "providers' policy",
            Event::Day => "sweeps and invariants",
        }
    }
}
