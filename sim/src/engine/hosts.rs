//! Who lets machines, how leases go, and what came of them.

use api::lease_market::LeaseState;
use compute_amm_testing::wirings::ONE;
use compute_amm_testing::Market;
use cosmwasm_std::Addr;

use super::ledger::gpu_hours;

/// The class whose hosts may end a lease with notice.
pub(super) const INTERRUPTIBLE: usize = 2;
/// The classes that have hosts.
pub(super) const CLASSES: [usize; 2] = [1, INTERRUPTIBLE];
const HOST_GPUS: u32 = 32;

/// How a lease goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// It runs until its end.
    Lasts,
    /// Its client has done what it wanted, and closes.
    Leaves,
    /// Its client wants an hour more.
    Extends,
    /// There is no machine: its client looks and closes.
    Empty,
    /// Its host needs the machine, and gives notice.
    Preempted,
    /// Its host is heard of no more.
    Vanishes,
}

/// Who lets machines, and what came of it.
#[derive(Debug)]
pub(super) struct Leases {
    /// A host that keeps its word in each class.
    pub(super) hosts: Vec<Addr>,
    /// One that does not, in the first.
    pub(super) flaky: Addr,
    /// Leases that ended so.
    pub(super) ended: Vec<(LeaseState, u64)>,
    pub(super) requested: u64,
    pub(super) extended: u64,
    pub(super) notices: u64,
    /// Credits that hosts were paid, base units.
    pub(super) served: u128,
    /// NET that hosts paid to clients, base units.
    pub(super) slashed: u128,
    /// Ended before anything was paid.
    pub(super) unpaid: u64,
}

impl Leases {
    /// Hosts bond.
    pub(super) fn new(market: &mut Market) -> Self {
        let mut host = |name: &str, class: usize| {
            let class = market.wiring.classes[CLASSES[class]].class.clone();
            market.provider(name, &class, 20_000 * ONE, HOST_GPUS)
        };
        let flaky = host("flaky host", 0);
        let hosts = vec![host("host", 0), host("host of the interruptible class", 1)];
        let [requested, extended, notices, unpaid] = [0; 4];
        let [served, slashed] = [0; 2];
        Self { hosts, flaky, ended: vec![], requested, extended, notices, served, slashed, unpaid }
    }

    /// How many ended so.
    pub(super) fn count(&self, state: LeaseState) -> u64 {
        self.ended.iter().find(|(other, _)| *other == state).map_or(0, |(_, count)| *count)
    }

    /// GPU-hours that hosts were paid.
    pub(super) fn gpu_hours(&self) -> u64 {
        gpu_hours(self.served) as u64
    }
}
