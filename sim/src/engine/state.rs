//! A run of the market: who takes part, and what is to happen when.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use api::provider_registry::PositionResponse;
use compute_amm_testing::Market;
use cosmwasm_std::Addr;
use market_tests::shared::Receipt;
use rand_chacha::ChaCha12Rng;

use super::agents::{Client, Provider};
use super::backed::Backed;
use super::hosts::{Fate, Leases};
use super::ledger::Ledger;
use super::proven::{External, Proven};
use super::record::Record;
use super::shock::Shock;
use crate::demand::Demand;

/// A run of the market.
pub struct Engine {
    pub(super) market: Market,
    pub(super) start: u64,
    pub(super) rng: ChaCha12Rng,
    pub(super) demand: Vec<Demand>,
    pub(super) providers: Vec<Provider>,
    pub(super) clients: Vec<Client>,
    pub(super) keeper: Addr,
    pub(super) reporter: Addr,
    /// Keeps the dollar pool at the dollar's price.
    pub(super) trader: Addr,
    pub(super) shock: Shock,
    pub(super) ledger: Ledger,
    /// The price of a credit in each class's pool when it was last looked at, NET base units.
    pub(super) prices: Vec<f64>,
    pub(super) receipts: Vec<Receipt>,
    pub(super) external: External,
    pub(super) queue: BinaryHeap<Reverse<(u64, u64, Event)>>,
    pub(super) sequence: u64,
    /// Jobs that no provider had room for yet, by class.
    pub(super) waiting: Vec<VecDeque<u64>>,
    pub(super) live: BTreeMap<u64, Live>,
    pub(super) leases: Leases,
    pub(super) backed: Backed,
    /// Whether the flaky host is heard of no more.
    pub(super) silent: bool,
    pub(super) record: Record,
}

/// A job between request and end.
pub(super) struct Live {
    pub(super) client: Addr,
    pub(super) class: usize,
    pub(super) gpus: u32,
    pub(super) standard: bool,
    /// Whether it can still be called.
    pub(super) callable: bool,
    /// Whether anyone may call it, or its owner alone.
    pub(super) anyone: bool,
    pub(super) called: Option<Called>,
    pub(super) input: Option<Input>,
    pub(super) seconds: u64,
    pub(super) cost: u128,
    pub(super) provider: Option<usize>,
    pub(super) proven: Option<Proven>,
}

/// Who is called for a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Called {
    /// Which provider.
    pub index: usize,
    /// The recent price of the job's credits at the call, NET base units.
    pub value: u128,
}

/// An input that its client did not hand over when its provider began.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// What it is.
    pub data: Vec<u8>,
    /// Whether it never comes.
    pub withheld: bool,
}

/// What happens at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    /// The client of this demand looks at the price, for the nth time.
    Arrive(usize, u32),
    /// The provider of this job is done with it.
    Finish(u64),
    /// A deadline of this job passes.
    Deadline(u64),
    /// The reporter has found this result to be forged.
    Report(u64),
    /// The client of a job approves its result, or its provider shows it to the contract that judges it.
    Judge(u64),
    /// The client of this job hands its input over.
    Answer(u64),
    /// Providers look at the price.
    Hour,
    /// A provider leaves.
    Leave,
    /// A client asks for a lease; the nth of them.
    Lease(u64),
    /// Hosts send a heartbeat for all of their leases.
    Beat,
    /// The flaky host is heard of no more.
    Silent,
    /// What becomes of this lease.
    Turn(u64, Fate),
    /// Keepers sweep and distribute.
    Day,
}

impl Engine {
    /// The market, to be asked for what the summary leaves out.
    pub fn market(&self) -> &Market {
        &self.market
    }

    pub(super) fn schedule(&mut self, at: u64, event: Event) {
        self.sequence += 1;
        self.queue.push(Reverse((at, self.sequence, event)));
    }

    /// Seconds since the run began.
    pub(super) fn elapsed(&self) -> u64 {
        self.market.now() - self.start
    }

    /// Hours since the run began.
    pub(super) fn hours(&self) -> f64 {
        self.elapsed() as f64 / 3_600.0
    }

    /// The name of a provider's class.
    pub(super) fn class_name(&self, index: usize) -> String {
        self.market.wiring.classes[self.providers[index].class].class.clone()
    }

    /// A provider's position, as the registry states it.
    pub(super) fn position(&self, index: usize) -> PositionResponse {
        self.market.position(&self.providers[index].addr, &self.class_name(index))
    }

    /// What everything costs in NET now, against the start.
    pub(super) fn index(&self) -> f64 {
        self.shock.index(self.elapsed())
    }
}

impl Event {
    pub(super) fn label(self) -> &'static str {
        match self {
            Event::Arrive(..) => "requests and acceptances",
            Event::Finish(_) => "results, signatures and settlement",
            Event::Deadline(_) | Event::Report(_) | Event::Judge(_) | Event::Answer(_) => {
                "deadlines, calls and verdicts"
            }
            Event::Lease(_) | Event::Beat | Event::Silent | Event::Turn(..) => "leases",
            Event::Hour | Event::Leave => "providers' policy",
            Event::Day => "sweeps and invariants",
        }
    }
}
