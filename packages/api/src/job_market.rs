//! The job-market: requests, escrow, the life of a job, settlement.

pub mod events;
mod execute;
mod query;
mod request;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;

pub use execute::*;
pub use query::*;
pub use request::*;

/// Start of the job-market: no classes, no jobs.
#[cw_serde]
pub struct InstantiateMsg {
    /// Governance: classes, parameters, lifting of pauses.
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
    /// `contracts/verifier-gateway`.
    pub verifier_gateway: String,
    /// `contracts/fee-collector`.
    pub fee_collector: String,
}

/// Governed parameters (ECONOMICS § Parameters).
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Params {
    /// Longest `accept_within` that a request may ask for, seconds, 60 to 604,800.
    pub max_accept_within: u64,
    /// Longest `run_within`, seconds, 60 to 2,592,000.
    pub max_run_within: u64,
    /// Seconds for a verdict after submission, and again for the arbiter after a dispute, 60 to 604,800.
    pub verdict_within: u64,
    /// Bond of a client that disputes a result, NET base units, > 0.
    pub dispute_bond: Uint128,
}

/// The take of a class (ECONOMICS § The take).
#[cw_serde]
#[derive(Copy, Eq)]
pub struct TakeParams {
    /// τ0, basis points of cost, 1 to 500.
    pub base_bps: u32,
    /// m_max, basis points (40,000 is fourfold), 10,000 to 100,000.
    pub max_multiplier_bps: u32,
    /// U*: target utilisation, basis points, 2,000 to 9,500.
    pub target_bps: u32,
    /// W: seconds per +12.5 % at sustained full occupancy, 60 to 86,400.
    pub window: u64,
}

/// States of a job. The last five are final.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum JobState {
    /// Waits for a provider.
    Open,
    /// Somebody works on it.
    Assigned,
    /// Delivered, waits for a verdict.
    Submitted,
    /// Rejected by its client, waits for the arbiter.
    Disputed,
    /// Verified and paid.
    Settled,
    /// Withdrawn by its owner.
    Cancelled,
    /// Nobody accepted it: credits and tip went back, and of the take what its work had not used up by holding the multiplier
    /// (none of it, once U* of the time it was open outweighs the work).
    Expired,
    /// No verdict came, or its method was disabled.
    Refunded,
    /// Its provider missed a deadline or cheated.
    Faulted,
}

/// By which fault of its provider a job ended.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum JobFault {
    /// A deadline missed.
    Liveness,
    /// A result proven false.
    Fraud,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}
