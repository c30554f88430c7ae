//! Why a message is refused. Amounts are in base units.

use api::common::{Asset, CommonError};
use api::versioning::VersionError;
use cosmwasm_std::StdError;
use cw_ownable::OwnershipError;
use thiserror::Error;

/// Errors of the fee-collector.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// One of the checks that all contracts share.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// The sender is not the owner, or not the one to whom ownership was offered.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// A migration that is not one forward of this contract.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// Shares that do not sum to the whole, or an overflow.
    #[error(transparent)]
    Math(#[from] amm_math::MathError),
    /// A figure of a take report that exceeds what it is a part of.
    #[error("take report: expected `{field}` of at most {max}, got {got}")]
    Report {
        /// Which figure.
        field: &'static str,
        /// What it is a part of.
        max: u128,
        /// What came.
        got: u128,
    },
    /// Tokens of another category than those that come as tokens.
    #[error("tokens are deposited as `swap_fees`, got `{got}`")]
    TokenCategory {
        /// What came.
        got: &'static str,
    },
    /// A token that the pool contract does not list, which could say anything of its sender.
    #[error("expected a token listed by the pool contract, got {got}")]
    NotListed {
        /// What came.
        got: Asset,
    },
    /// No tokens.
    #[error("expected more than 0 tokens")]
    NoTokens {},
    /// Nothing to split.
    #[error("nothing is pending: expected revenue or donations in NET, got 0")]
    NothingPending {},
    /// Nothing to claim.
    #[error("nothing to claim: expected a stakers' share above 0, got 0")]
    NothingToClaim {},
    /// A payment of this contract to itself would be in no book.
    #[error("`receiver` must not be the fee-collector itself")]
    SelfReceiver {},
    /// A sum beyond 128 bits.
    #[error("overflow of {what}")]
    Overflow {
        /// Of what.
        what: &'static str,
    },
}
