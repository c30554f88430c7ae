//! Why the token refuses a message.

use api::common::CommonError;
use api::versioning::VersionError;
use cosmwasm_std::{Addr, StdError, Uint128};
use thiserror::Error;

/// Errors of this contract. Amounts are in base units of the token.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// A shared check failed.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// A migration over another state, or not forward.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// A rule of cw20 itself.
    #[error("cw20: {0}")]
    Cw20(cw20_base::ContractError),
    /// The account holds less than the message moves.
    #[error("balance of {account} too small: expected at least {expected}, got {got}")]
    Balance {
        /// Whose balance.
        account: Addr,
        /// What the message moves.
        expected: Uint128,
        /// What the account holds.
        got: Uint128,
    },
    /// The owner granted less than the message moves.
    #[error("allowance of {spender} from {owner} too small: expected at least {expected}, got {got}")]
    Allowance {
        /// Whose tokens.
        owner: Addr,
        /// Who tried to move them.
        spender: Addr,
        /// What the message moves.
        expected: Uint128,
        /// What is left of the grant.
        got: Uint128,
    },
    /// A message of cw20 that this token does not have.
    #[error("`{message}` is not available: expected {expected}")]
    Unavailable {
        /// The message that came.
        message: &'static str,
        /// What holds instead.
        expected: &'static str,
    },
    /// The same address twice among the burners.
    #[error("duplicate burner: expected each address once, got {address} twice")]
    DuplicateBurner {
        /// The address.
        address: Addr,
    },
}

impl From<cw20_base::ContractError> for ContractError {
    fn from(err: cw20_base::ContractError) -> Self {
        match err {
            cw20_base::ContractError::Std(err) => ContractError::Std(err),
            err => ContractError::Cw20(err),
        }
    }
}
