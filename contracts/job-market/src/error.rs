//! Errors of the job-market: each names what was expected and what came.

use amm_math::MathError;
use api::common::CommonError;
use api::job_market::JobState;
use api::versioning::VersionError;
use cosmwasm_std::{Addr, StdError};
use cw_ownable::OwnershipError;
use thiserror::Error;

/// Why a message or query is refused. Times are Unix seconds, amounts base units.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// A shared check failed.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// Arithmetic refused.
    #[error(transparent)]
    Math(#[from] MathError),
    /// The sender is not the owner, or ownership cannot change that way.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// The migration is refused.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// New requests are stopped.
    #[error("new requests are paused")]
    Paused,
    /// The class is not on this market.
    #[error("class `{class}` is not listed on this market")]
    UnknownClass {
        /// Which.
        class: String,
    },
    /// The class is not as it would have to be.
    #[error("class `{class}`: expected {expected}, got {got}")]
    Class {
        /// Which.
        class: String,
        /// What it would have to be.
        expected: &'static str,
        /// What it is.
        got: String,
    },
    /// As many as there may be.
    #[error("expected at most {max} {what}; remove one first")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        max: usize,
    },
    /// The primary pool is empty, so credits have no price.
    #[error("pool {pool_id} has no price: expected liquidity on both sides")]
    NoPrice {
        /// Which pool.
        pool_id: u64,
    },
    /// The job does not exist.
    #[error("unknown job {job_id}")]
    UnknownJob {
        /// Which id came.
        job_id: u64,
    },
    /// The job's request named no callback, or that was told.
    #[error("job {job_id} has nobody to tell: expected a callback that was not told yet, got none")]
    NobodyToTell {
        /// Which job.
        job_id: u64,
    },
    /// The job is in another state than the message needs.
    #[error("job {job_id}: expected state {expected}, got {got}")]
    State {
        /// Which job.
        job_id: u64,
        /// In which state the message works.
        expected: &'static str,
        /// Its state.
        got: JobState,
    },
    /// The message does not suit the job.
    #[error("job {job_id}: expected {expected}, got {got}")]
    Unsuited {
        /// Which job.
        job_id: u64,
        /// What would suit it.
        expected: String,
        /// What came.
        got: String,
    },
    /// The time for the message is over.
    #[error("job {job_id}: too late, expected before {deadline} s, block time is {now} s")]
    TooLate {
        /// Which job.
        job_id: u64,
        /// Since when it is too late.
        deadline: u64,
        /// Block time.
        now: u64,
    },
    /// The wait that must be over is not.
    #[error("job {job_id}: too early, expected after {deadline} s (later if the chain stood still or accepting was paused), got {now} s")]
    TooEarly {
        /// Which job.
        job_id: u64,
        /// When it is over.
        deadline: u64,
        /// Block time.
        now: u64,
    },
    /// The message is somebody else's to send.
    #[error("job {job_id}: expected its {role} {expected}, got {got}")]
    NotTheirs {
        /// Which job.
        job_id: u64,
        /// `owner`, `provider` or `named provider`.
        role: &'static str,
        /// Who that is.
        expected: Addr,
        /// Who tried.
        got: Addr,
    },
    /// No such template.
    #[error("class `{class}` has no template {template}: expected one of its templates")]
    UnknownTemplate {
        /// Which class.
        class: String,
        /// Which number came.
        template: u32,
    },
    /// A request that departs from its template.
    #[error("not a standard job of template {template}: expected {field} {expected}, got {got}")]
    OffTemplate {
        /// Which template.
        template: u32,
        /// In which field.
        field: &'static str,
        /// What the template says.
        expected: String,
        /// What came.
        got: String,
    },
    /// The method was stopped.
    #[error("verification method {method} is disabled: its jobs end by refund (TimeoutJob)")]
    MethodDisabled {
        /// Which.
        method: u32,
    },
    /// The method is not as it would have to be.
    #[error("verification method {method}: expected {expected}, got {got}")]
    Method {
        /// Which.
        method: u32,
        /// What it would have to be.
        expected: &'static str,
        /// What it is.
        got: String,
    },
    /// The gateway refused the proof.
    #[error("job {job_id}: proof refused: {reason}")]
    ProofRefused {
        /// Which job.
        job_id: u64,
        /// What the gateway says.
        reason: String,
    },
    /// A result of a batch that cannot settle its job, where the reason does not say which.
    #[error("job {job_id}: {reason}")]
    InBatch {
        /// Which job.
        job_id: u64,
        /// What is wrong.
        reason: String,
    },
    /// The gateway refused the proof of a batch.
    #[error("proof of the batch refused: {reason}")]
    BatchRefused {
        /// What the gateway says.
        reason: String,
    },
    /// A swap that ends here brought something else.
    #[error("a swap that ends in a request: expected {expected}, got {got}")]
    Swap {
        /// What it must bring.
        expected: String,
        /// What it brought.
        got: String,
    },
    /// Dearer than the client allows.
    #[error("cost {cost} and take {take} are above max_payment {max}")]
    AboveMaximum {
        /// Of the credits, NET.
        cost: u128,
        /// Take, NET.
        take: u128,
        /// What the client allows, NET.
        max: u128,
    },
    /// What came bought the credits but does not cover take and tip.
    #[error("payment does not cover take and tip: expected {expected} left of it, got {got}")]
    Underpaid {
        /// Take and tip, NET.
        expected: u128,
        /// What is left, NET.
        got: u128,
    },
    /// A field that says what it must not.
    #[error("`{field}`: expected {expected}, got {got}")]
    Field {
        /// Which.
        field: &'static str,
        /// What it may say.
        expected: String,
        /// What it says.
        got: String,
    },
    /// The bond, exactly.
    #[error("expected a bond of exactly {expected}, got {got}")]
    Bond {
        /// NET.
        expected: u128,
        /// NET that came.
        got: u128,
    },
    /// No take waits.
    #[error("no take waits to be swept")]
    NothingToSweep,
    /// A reply to nothing that was asked.
    #[error("unexpected reply {id}")]
    UnexpectedReply {
        /// Its id.
        id: u64,
    },
}

impl ContractError {
    /// The message does not suit the job.
    pub(crate) fn unsuited(job_id: u64, expected: impl Into<String>, got: impl Into<String>) -> Self {
        ContractError::Unsuited { job_id, expected: expected.into(), got: got.into() }
    }
}
