//! The job-market: requests, escrow, the life of a job, settlement.

pub mod events;
mod execute;
mod query;
mod request;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{HexBinary, Uint128};

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
    /// Bond of a provider that asks for a job's input, NET base units, > 0: it goes to who answers.
    pub data_bond: Uint128,
}

/// Seconds that a called provider has to accept.
pub const CALL_WITHIN: u64 = 600;
/// Seconds after its time to be accepted in which a standard job can only be called, not timed out.
pub const CALL_GRACE: u64 = 600;
/// Seconds within which a data request must be answered.
pub const DATA_WITHIN: u64 = 3_600;
/// Bytes of a chunk of an input that is given by chunks.
pub const CHUNK: usize = 16_384;
/// Most bytes of an input that is given whole.
pub const MAX_INPUT: u32 = 65_536;
/// Output of a standard job that ran for all the time paid for without an end: sha256 of `compute-amm/time-used/v1`.
/// A valid and paid result from the time paid for on, where its verifiers find that it is true.
pub const TIME_USED: [u8; 32] = [
    0x6e, 0xaa, 0x46, 0x2a, 0x5b, 0xc2, 0x21, 0xff, 0x69, 0xe9, 0x71, 0x3e, 0x53, 0xcb, 0xa5, 0x43, 0x4e,
    0x39, 0x01, 0xd8, 0x6e, 0x54, 0x94, 0x3e, 0x39, 0x06, 0x8a, 0x33, 0xa0, 0x86, 0xb9, 0x55,
];

/// A standard job: its class's GPUs can all serve it, so it can be called on whoever owes GPU time.
#[cw_serde]
pub struct Template {
    /// Program digest, 32 bytes hex.
    pub program: HexBinary,
    /// Verification method.
    pub method: u32,
    /// GPUs, 1 to 65,536.
    pub gpus: u32,
    /// Seconds on each GPU per unit of work, > 0.
    pub unit_seconds: u64,
    /// Most units of one job, > 0.
    pub max_units: u64,
    /// Seconds that a job must leave between acceptance and deadline beyond its running time.
    pub overhead: u64,
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
    /// Nobody took it: it waits for the provider on whom it is called.
    Called,
    /// Somebody works on it.
    Assigned,
    /// Its provider asked for its input.
    AwaitingInput,
    /// Delivered, waits for a verdict.
    Submitted,
    /// Rejected by its client, waits for the arbiter.
    Disputed,
    /// Verified and paid.
    Settled,
    /// Withdrawn by its owner, or its input was withheld.
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
