//! What is noted along the way.

use std::time::Instant;

use compute_amm_testing::Market;

use super::proven::Proven;
use crate::report::data::{ClassPoint, Outcome, OutcomeBucket};
use crate::report::protocol::LaunchPoint;

/// Hours per bucket of the outcomes' chart.
const BUCKET: f64 = 6.0;

/// What became of calls, and of questions for inputs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Calls {
    /// Standard jobs requested.
    pub standard: u64,
    /// Calls made.
    pub made: u64,
    /// Of those, accepted.
    pub accepted: u64,
    /// Of those, settled.
    pub settled: u64,
    /// Defaults of providers that could not accept, for want of free GPUs.
    pub passed: u64,
    /// Defaults of the provider that ignores every call.
    pub ignored: u64,
    /// Defaults of providers that accepted and delivered nothing.
    pub stalled: u64,
    /// Standard jobs that could not be called on anyone.
    pub uncallable: u64,
    /// Inputs asked for on chain.
    pub asked: u64,
    /// Of those, not answered.
    pub withheld: u64,
}

/// Counters and samples of a run.
pub struct Record {
    pub(super) days: u32,
    pub(super) names: Vec<String>,
    pub(super) requested: Vec<u64>,
    pub(super) priced_out: u64,
    pub(super) declined: u64,
    pub(super) receipts: u64,
    pub(super) sp1: u64,
    pub(super) keyed: u64,
    pub(super) approved: u64,
    pub(super) accepted: u64,
    /// Results on demand: that nobody doubted, that were doubted and proven, and that were not proven.
    pub(super) demand: [u64; 3],
    pub(super) attested: u64,
    pub(super) in_dollars: u64,
    pub(super) trades: [u64; 2],
    pub(super) top_ups: u64,
    pub(super) points: Vec<Vec<ClassPoint>>,
    pub(super) supply: Vec<(f64, u128)>,
    pub(super) outcomes: Vec<OutcomeBucket>,
    pub(super) paid: u128,
    pub(super) phases: Vec<(&'static str, f64)>,
    pub(super) calls: Calls,
    /// Requests that cost more than quoted, because they were not the first of their block.
    pub(super) behind: u64,
    /// Buy-backs done and refused.
    pub(super) cranks: [u64; 2],
    /// Additions to the protocol's liquidity.
    pub(super) additions: u64,
    pub(super) launch: Vec<LaunchPoint>,
}

impl Record {
    pub(super) fn new(market: &Market, days: u32, classes: usize) -> Self {
        Self {
            days,
            names: market.wiring.classes.iter().map(|class| class.class.clone()).collect(),
            requested: vec![0; classes],
            priced_out: 0,
            declined: 0,
            receipts: 0,
            sp1: 0,
            keyed: 0,
            approved: 0,
            accepted: 0,
            demand: [0; 3],
            attested: 0,
            in_dollars: 0,
            trades: [0; 2],
            top_ups: 0,
            points: vec![vec![]; classes],
            supply: vec![],
            outcomes: vec![],
            paid: 0,
            phases: vec![],
            calls: Calls::default(),
            behind: 0,
            cranks: [0; 2],
            additions: 0,
            launch: vec![],
        }
    }

    pub(super) fn days(&self) -> u32 {
        self.days
    }

    pub(super) fn requested(&self) -> u64 {
        self.requested.iter().sum()
    }

    pub(super) fn settled(&self) -> u64 {
        let [undoubted, proven, _] = self.demand;
        self.receipts
            + self.sp1
            + self.keyed
            + self.approved
            + self.accepted
            + self.attested
            + undoubted
            + proven
    }

    pub(super) fn request(&mut self, class: usize, dollars: bool, paid: u128) {
        self.requested[class] += 1;
        self.in_dollars += u64::from(dollars);
        self.paid += paid;
    }

    pub(super) fn priced_out(&mut self, at: u64) {
        self.priced_out += 1;
        self.bucket(at).priced_out += 1;
    }

    pub(super) fn declined(&mut self) {
        self.declined += 1;
    }

    pub(super) fn proven(&mut self, how: Option<Proven>) {
        match how {
            Some(Proven::Receipt(_)) => self.receipts += 1,
            Some(Proven::Sp1) => self.sp1 += 1,
            Some(Proven::Key) => self.keyed += 1,
            Some(Proven::Demand { doubted }) => self.demand[usize::from(doubted)] += 1,
            Some(Proven::Approved) => self.approved += 1,
            Some(Proven::Accepted(_)) => self.accepted += 1,
            None => self.attested += 1,
        }
    }

    /// A doubted result that was not proven in time.
    pub(super) fn convicted(&mut self) {
        self.demand[2] += 1;
    }

    pub(super) fn traded(&mut self, done: bool) {
        self.trades[usize::from(!done)] += 1;
    }

    pub(super) fn topped_up(&mut self) {
        self.top_ups += 1;
    }

    pub(super) fn sample(&mut self, class: usize, point: ClassPoint) {
        self.points[class].push(point);
    }

    pub(super) fn supply(&mut self, hour: f64, supply: u128) {
        self.supply.push((hour, supply));
    }

    pub(super) fn end(&mut self, at: u64, outcome: Outcome) {
        let position = Outcome::ALL.iter().position(|&other| other == outcome).unwrap_or_default();
        self.bucket(at).counts[position] += 1;
    }

    /// The bucket of a time, seconds since the start.
    fn bucket(&mut self, at: u64) -> &mut OutcomeBucket {
        let bucket = (at as f64 / 3_600.0 / BUCKET) as usize;
        while self.outcomes.len() <= bucket {
            let hour = self.outcomes.len() as f64 * BUCKET;
            self.outcomes.push(OutcomeBucket { hour, ..OutcomeBucket::default() });
        }
        &mut self.outcomes[bucket]
    }

    pub(super) fn phase(&mut self, label: &'static str, began: Instant) {
        let seconds = began.elapsed().as_secs_f64();
        match self.phases.iter_mut().find(|(other, _)| *other == label) {
            Some((_, sum)) => *sum += seconds,
            None => self.phases.push((label, seconds)),
        }
    }
}
