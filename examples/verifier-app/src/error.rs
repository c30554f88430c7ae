//! Errors: each names what was expected and what came.

use api::common::CommonError;
use cosmwasm_std::{Addr, StdError};
use thiserror::Error;

/// Why a message or query is refused.
#[derive(Error, Debug, PartialEq)]
pub enum AppError {
    /// Passed through from the standard library; what the gateway says of a proof, too.
    #[error(transparent)]
    Std(#[from] StdError),
    /// A shared check failed.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// The method's proofs do not name who made them.
    #[error("method {method}: expected a validity method under policy `statement`, whose proofs nobody else can use, got another")]
    Method {
        /// Which came.
        method: u32,
    },
    /// Nobody offered it, or it was paid.
    #[error("bounty {bounty}: expected one that waits, got none")]
    UnknownBounty {
        /// Which came.
        bounty: u64,
    },
    /// A digest has 32 bytes.
    #[error("`{field}`: expected 32 bytes, got {got}")]
    Digest {
        /// Which.
        field: &'static str,
        /// How many bytes came.
        got: usize,
    },
    /// Another output than the bounty is for.
    #[error("bounty {bounty}: expected the output {expected}, got {got}")]
    Output {
        /// Which bounty.
        bounty: u64,
        /// What it is for, hex.
        expected: String,
        /// What came, hex.
        got: String,
    },
    /// Only the sponsor takes it back.
    #[error("bounty {bounty}: expected its sponsor {expected}, got {got}")]
    NotTheirs {
        /// Which.
        bounty: u64,
        /// Who offered it.
        expected: Addr,
        /// Who tried.
        got: Addr,
    },
    /// It may still be earned.
    #[error("bounty {bounty}: expected at or after {until} s, block time is {now} s")]
    TooEarly {
        /// Which.
        bounty: u64,
        /// From when on it can be taken back.
        until: u64,
        /// Block time.
        now: u64,
    },
}
