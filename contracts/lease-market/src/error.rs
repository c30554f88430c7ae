//! Errors of the lease-market: each names what was expected and what came.

use amm_math::MathError;
use api::common::CommonError;
use api::lease_market::LeaseState;
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
    #[error("new requests and top-ups are paused")]
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
    /// As many classes as there may be.
    #[error("expected at most {max} classes")]
    TooMany {
        /// How many there may be.
        max: usize,
    },
    /// The primary pool is empty, so credits have no price.
    #[error("pool {pool_id} has no price: expected liquidity on both sides")]
    NoPrice {
        /// Which pool.
        pool_id: u64,
    },
    /// The lease does not exist.
    #[error("unknown lease {lease_id}")]
    UnknownLease {
        /// Which id came.
        lease_id: u64,
    },
    /// The lease is in another state than the message needs.
    #[error("lease {lease_id}: expected state {expected}, got {got}")]
    State {
        /// Which lease.
        lease_id: u64,
        /// In which state the message works.
        expected: &'static str,
        /// Its state.
        got: LeaseState,
    },
    /// The message does not suit the lease.
    #[error("lease {lease_id}: expected {expected}, got {got}")]
    Unsuited {
        /// Which lease.
        lease_id: u64,
        /// What would suit it.
        expected: String,
        /// What came.
        got: String,
    },
    /// The time for the message is over.
    #[error("lease {lease_id}: too late, expected before {deadline} s, block time is {now} s")]
    TooLate {
        /// Which lease.
        lease_id: u64,
        /// Since when it is too late.
        deadline: u64,
        /// Block time.
        now: u64,
    },
    /// The wait that must be over is not.
    #[error("lease {lease_id}: too early, expected after {deadline} s (later if the chain stood still), got {now} s")]
    TooEarly {
        /// Which lease.
        lease_id: u64,
        /// When it is over.
        deadline: u64,
        /// Block time.
        now: u64,
    },
    /// The provider has started no lease.
    #[error("{provider} has started no lease: expected a provider that has")]
    UnknownProvider {
        /// Who.
        provider: Addr,
    },
    /// A swap that ends here brought something else.
    #[error("a swap that ends in a lease: expected {expected}, got {got}")]
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
    /// What came bought the credits but does not cover the take.
    #[error("payment does not cover the take: expected {expected} NET left of it, got {got}")]
    Underpaid {
        /// Take.
        expected: u128,
        /// What is left.
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
    /// Nothing waits.
    #[error("no take and no fees wait to be swept")]
    NothingToSweep,
}
