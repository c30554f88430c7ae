//! The market run: agents that act on the real contracts of an embedded chain, driven by a stream of demand.
//!
//! Everything that moves money is a message to a contract; floats are the agents' opinions and the report's numbers.

mod agents;
mod calls;
mod closings;
mod jobs;
mod ledger;
mod policy;
mod record;
mod setup;
mod shock;

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
pub use calls::Calls;
pub use ledger::{Closing, Ledger};
pub use record::{Record, Summary};
pub use setup::total_gpus;
pub use shock::Shock;

use crate::demand::Demand;

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
/// Seconds from the fall of NET for which keepers are watched at least: the closing price may rise by a quarter a day, so a
/// fall by half is in it after three, and an auction lasts a day and a half.
const AFTERMATH: u64 = 5 * DAY;

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
    /// Keeps the dollar pool at the dollar's price.
    trader: Addr,
    shock: Shock,
    ledger: Ledger,
    /// The price of a credit in each class's pool when it was last looked at, NET base units.
    prices: Vec<f64>,
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
    /// The client of this job hands its input over.
    Answer(u64),
    /// Providers look at the price, keepers at what is being closed.
    Hour,
    /// Keepers alone, after the last day.
    After,
    /// A provider asks to leave.
    Leave,
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
        let last = u64::from(days) * 24;
        for hour in last + 1..=(engine.shock.from() + AFTERMATH) / HOUR {
            engine.schedule(hour * HOUR, Event::After);
        }
        for index in 0..engine.providers.len() {
            if engine.providers[index].character == Character::Thin {
                engine.mint_to_the_limit(index)?;
            }
        }
        engine.schedule(engine.shock.from() / 3, Event::Leave);
        for day in 1..=u64::from(days) {
            engine.schedule(day * DAY, Event::Day);
        }
        Ok(engine)
    }

    /// Runs to the end: until every job is finished, however long after the last day, and the debts that the fall of NET
    /// uncovered are closed. After the last day nobody asks for jobs, trades or mints any more; only keepers go on.
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
                Event::Answer(job) => self.answer(job)?,
                Event::Leave => self.leave()?,
                Event::After => self.keep()?,
                Event::Hour => {
                    self.hour()?;
                    self.keep()?;
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
        self.finish_leaving()?;
        self.record.supply(self.hours(), self.market.net_supply());
        market_tests::invariants::check(&self.market).context("after the run")?;
        self.record.phase("sweeps and invariants", began);
        Ok(())
    }

    /// The market, to be asked for what the summary leaves out.
    pub fn market(&self) -> &Market {
        &self.market
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
            Event::Deadline(_) | Event::Report(_) | Event::Answer(_) => "deadlines, calls and verdicts",
            Event::Hour | Event::After | Event::Leave => "providers' policy and closings",
            Event::Day => "sweeps and invariants",
        }
    }
}
