//! Errors: each names what was expected and what came.

use api::common::CommonError;
use cosmwasm_std::{HexBinary, StdError};
use thiserror::Error;

use crate::msg::Proof;

/// Why a result is not accepted.
#[derive(Error, Debug, PartialEq)]
pub enum VerifierError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// A shared check failed.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// Two numbers that are not the factors.
    #[error("factors of {}: expected two from 2 on, the smaller first, whose product it is, got {} and {}", .0.number, .0.factors[0], .0.factors[1])]
    Factors(Box<Proof>),
    /// Something else is claimed than what is shown.
    #[error("{field}: expected {expected}, got {got}")]
    Digest {
        /// What.
        field: &'static str,
        /// What the proof is for.
        expected: HexBinary,
        /// What is claimed.
        got: HexBinary,
    },
}
