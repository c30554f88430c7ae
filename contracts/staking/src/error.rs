//! Why a message is refused. Amounts are in base units.

use amm_math::MathError;
use api::common::CommonError;
use api::versioning::VersionError;
use cosmwasm_std::{Addr, StdError};
use thiserror::Error;

/// Errors of the stake pool.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// One of the checks that all contracts share.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// A migration that is not one forward of this contract.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// Nothing, or too little to be worth a share; or beyond 128 bits.
    #[error(transparent)]
    Math(#[from] MathError),
    /// Tokens of another contract than the receipt.
    #[error("expected tokens of {expected}, the receipt of this pool, got tokens of {got}")]
    WrongToken {
        /// The receipt.
        expected: Addr,
        /// Who said that tokens came.
        got: Addr,
    },
    /// Less than the sender accepts, or nothing.
    #[error("below minimum: expected `{field}` of at least {min}, got {got}")]
    BelowMinimum {
        /// Which minimum.
        field: &'static str,
        /// What was accepted; at least 1.
        min: u128,
        /// What it would have been.
        got: u128,
    },
    /// The balance is below what the book says, which no message of this contract brings about.
    #[error("the book says {booked}, got a balance of {held}")]
    Missing {
        /// Stakes, and what streams.
        booked: u128,
        /// The balance.
        held: u128,
    },
    /// A reply to nothing that was asked.
    #[error("unexpected reply {id}")]
    UnexpectedReply {
        /// Which.
        id: u64,
    },
}
