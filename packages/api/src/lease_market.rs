//! The lease-market: GPUs by the second, paid from prepaid escrow while their provider's heartbeat covers them.

pub mod events;
mod execute;
mod names;
mod query;

use cosmwasm_schema::cw_serde;

pub use execute::*;
pub use query::*;

use crate::common::{check_range, CommonError};

/// Most GPUs of one lease.
pub const MAX_GPUS: u32 = 65_536;
/// Most seconds that are prepaid at any time, 30 days. The end of a class is announced 90 days ahead, so every lease ends before
/// its class.
pub const MAX_SECONDS: u64 = 2_592_000;
/// Most bytes of an endpoint.
pub const MAX_ENDPOINT: usize = 128;
/// Seconds by which a provider must announce that it ends a lease of an interruptible class, and before the end of any lease by
/// which a client must top it up: so it is known beforehand that a machine stops.
pub const NOTICE: u64 = 120;
/// After so many times `heartbeat_within` without a heartbeat anyone may close a lease.
pub const SILENCE: u64 = 3;

/// Start of the lease-market: no classes, no leases.
#[cw_serde]
pub struct InstantiateMsg {
    /// Governance: classes, parameters, lifting of the pause.
    pub owner: String,
    /// May stop new requests, nothing else.
    pub guardian: String,
    /// The denom of the network token (NET).
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// See [`Params`].
    pub params: Params,
}

/// Fixed at the start.
#[cw_serde]
pub struct Peers {
    /// `contracts/pool`.
    pub pool: String,
    /// `contracts/provider-registry`.
    pub provider_registry: String,
    /// `contracts/fee-collector`.
    pub fee_collector: String,
}

/// Governed parameters.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Params {
    /// Seconds for a provider to start a lease, 60 to 3,600. A lease keeps what holds when it is requested.
    pub start_within: u64,
    /// Seconds that one heartbeat covers, 120 to 3,600: no less than [`NOTICE`], in which a host with a machine that is gone sends none. A heartbeat covers what holds when it is sent.
    pub heartbeat_within: u64,
    /// A provider is paid nothing before so many seconds have passed since the start, or the lease is over; a client that closes
    /// sooner pays so many seconds in fees instead; notice is given no sooner. 0 to 120. A lease keeps what holds when it is
    /// requested.
    pub minimum: u64,
    /// What a provider pledges, basis points of what the lease's credits are worth by the primary pool's mean of half an hour at its
    /// request, or of what they cost while it has none; 0 to 5,000. A lease keeps what holds when it is requested.
    pub early_end_bps: u32,
    /// A little more than the chain's usual time between blocks, milliseconds, 100 to 30,000: waits and heartbeats count blocks
    /// too. Holds at once, for all leases.
    pub block_millis: u64,
}

/// A class on the market.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct ClassTerms {
    /// Its take, basis points of what a lease's credits are worth at its request, 1 to 500.
    pub take_bps: u32,
    /// Whether its providers may end leases with [`NOTICE`] seconds' notice at no cost, once their first `minimum` seconds are over.
    pub interruptible: bool,
}

impl ClassTerms {
    /// Refuses what is out of bounds.
    pub fn check(&self) -> Result<(), CommonError> {
        // Work without take would leave no trace in the revenue, nor weight in a reputation.
        check_range("take_bps", self.take_bps, 1, 500)
    }
}

/// States of a lease. The last six are final.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum LeaseState {
    /// Waits for a provider.
    Open,
    /// A provider serves it.
    Running,
    /// Its client withdrew it before anybody started it.
    Cancelled,
    /// Nobody started it in time.
    Expired,
    /// It ran until its end.
    Ended,
    /// Its client closed it before its end.
    Closed,
    /// Its provider ended it before its end.
    Stopped,
    /// Somebody closed it because no heartbeat came.
    Silent,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}
