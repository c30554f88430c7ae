//! The job-market: requests, escrow, the life of a job, settlement.

mod callback;
pub mod events;
mod execute;
mod names;
mod query;
mod request;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{HexBinary, Uint128};

use crate::common::{check_range, CommonError};

pub use callback::*;
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

/// Governed parameters.
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
    /// Bond of a provider that asks for a job's input, NET base units, > 0: it goes to the job's owner if
    /// somebody answers.
    pub data_bond: Uint128,
    /// Seconds that a called debtor has to accept, 300 to 3,600. A template keeps what holds when it is set.
    pub call_within: u64,
    /// A little more than the chain's usual time between blocks, milliseconds, 100 to 30,000: waits count blocks
    /// too.
    pub block_millis: u64,
}

/// Seconds for which a standard job that nobody took can only be called, not ended: they begin when a
/// `TimeoutJob` has recorded that nobody took it.
pub const CALL_GRACE: u64 = 600;
/// Time that a request leaves for somebody to accept the job if it says none, seconds.
pub const USUAL_ACCEPT: u64 = 600;
/// Shortest time that a standard job may leave for somebody to accept it, seconds.
pub const MIN_STANDARD_ACCEPT: u64 = 600;
/// Least overhead of a template, seconds.
pub const MIN_OVERHEAD: u64 = 600;
/// Debtors that a call looks at, if it names no number, and at the most.
pub const LOOK: (u32, u32) = (16, 1_024);
/// Seconds within which a data request must be answered.
pub const DATA_WITHIN: u64 = 3_600;
/// Bytes of a chunk of an input that is given by chunks.
pub const CHUNK: usize = 16_384;
/// Most bytes of an input that is given whole.
pub const MAX_INPUT: u32 = 65_536;
/// Output of a standard job that ran for all the time paid for without an end: sha256 of
/// `compute-amm/time-used/v1`. A valid and paid result from the time paid for on, where its verifiers find
/// that it is true.
pub const TIME_USED: [u8; 32] = [
    0x6e, 0xaa, 0x46, 0x2a, 0x5b, 0xc2, 0x21, 0xff, 0x69, 0xe9, 0x71, 0x3e, 0x53, 0xcb, 0xa5, 0x43, 0x4e,
    0x39, 0x01, 0xd8, 0x6e, 0x54, 0x94, 0x3e, 0x39, 0x06, 0x8a, 0x33, 0xa0, 0x86, 0xb9, 0x55,
];

/// What a standard job of a class looks like: it can be called on whoever owes the class's GPU time. Its GPUs
/// are the class's `standard_gpus`.
#[cw_serde]
pub struct Template {
    /// Program digest, 32 bytes hex.
    pub program: HexBinary,
    /// Verification method, whose verdict comes with the result: a validity proof of the whole statement, or
    /// signatures of attestors. A proof of the output alone would serve any number of jobs.
    pub method: u32,
    /// Seconds on each GPU per unit of work, > 0.
    pub unit_seconds: u64,
    /// Least units of work of one job: with them it pays at least `call_within` + `overhead` seconds.
    pub min_units: u64,
    /// Most units of work of one job, at least `min_units`; under a validity proof the same, because the program
    /// cannot know for how long it was paid.
    pub max_units: u64,
    /// Seconds between acceptance and deadline beyond the running time, at least 600.
    pub overhead: u64,
    /// Most bytes of a job's input, at most 65,536: each job has one, given whole. 0: none has one.
    pub max_input: u32,
}

/// A class on the market.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct ClassTerms {
    /// Its take.
    pub take: TakeParams,
    /// GPUs of all its standard jobs, 1 to 65,536: one number, so that a small call cannot stand in the way
    /// of a large one.
    pub standard_gpus: u32,
}

/// The take of a class.
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

impl TakeParams {
    /// Refuses what is out of bounds.
    pub fn check(&self) -> Result<(), CommonError> {
        // Work without take would leave no trace in the revenue, nor weight in a reputation.
        check_range("take.base_bps", self.base_bps, 1, 500)?;
        check_range("take.max_multiplier_bps", self.max_multiplier_bps, 10_000, 100_000)?;
        check_range("take.target_bps", self.target_bps, 2_000, 9_500)?;
        check_range("take.window", self.window, 60, 86_400)
    }
}

/// States of a job. The last six are final.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum JobState {
    /// Waits for a provider.
    Open,
    /// A standard job that nobody took in time: waits to be called, for at least 600 s.
    Untaken,
    /// It waits for the debtor on whom it is called.
    Called,
    /// Somebody works on it.
    Assigned,
    /// Its provider asked for its input.
    AwaitingInput,
    /// Delivered, waits for a verdict.
    Submitted,
    /// Rejected by its client, waits for the arbiter.
    Disputed,
    /// Challenged by somebody, waits for a proof.
    Challenged,
    /// Verified and paid.
    Settled,
    /// Withdrawn by its owner, or its input was withheld.
    Cancelled,
    /// Nobody accepted it: credits and tip went back, and of the take what its work had not used up by
    /// holding the multiplier (none of it, once U* of the time it was open outweighs the work).
    Expired,
    /// No verdict came, or its method was stopped.
    Refunded,
    /// Its provider missed a deadline or cheated.
    Faulted,
    /// It was called, and not served: its credits burned against the debt, its owner got damages.
    Defaulted,
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

/// `data` of the response to `RequestJob` and `RequestJobWithCredits`, in JSON: which job is open.
///
/// A swap that ends in a request, and a cw20 Send, answer without: the contract that was sent the message is another, and would
/// need a reply to pass it on, which costs more than the rest. There the event `request_job` says the id.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct JobOpened {
    /// Its id.
    pub job_id: u64,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}
