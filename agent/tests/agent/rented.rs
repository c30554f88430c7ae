//! What is true of the fake chain's leases beside what it shows, and of their machines.

use std::collections::{BTreeMap, BTreeSet};

use api::lease_market::LeaseState;

/// Seconds that a machine takes to start.
pub const STARTING: u64 = 10;
/// Seconds that a heartbeat covers.
pub const WITHIN: u64 = 600;

/// What is true of leases beside what the chain shows.
#[derive(Default)]
pub struct Rented {
    /// Final states.
    pub over: BTreeMap<u64, LeaseState>,
    /// A lease that somebody else starts just before the next transaction is carried out.
    pub steals: Option<u64>,
    /// Leases that somebody else started.
    pub taken: BTreeSet<u64>,
    /// Whether the class is interruptible.
    pub interruptible: bool,
    /// Machines that run.
    pub machines: BTreeSet<u64>,
    /// Machines that do not serve, though they run.
    pub dead: BTreeSet<u64>,
    /// Every hook that ended, and when.
    pub hooks: Vec<(u64, &'static str, u64)>,
    /// So many starts fail, though they leave a machine.
    pub fails: u32,
    /// So many ends fail.
    pub stuck: u32,
}
