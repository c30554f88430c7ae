//! The messages, by whom they come from: providers about themselves and their stake, anyone who mints, the
//! job-market about jobs, providers and other markets about pledges, restaking about what backs positions,
//! governance.

mod able;
pub mod backing;
pub mod classes;
pub mod credits;
pub mod governance;
pub mod jobs;
pub mod pledges;
pub mod providers;
pub mod stake;
pub mod sunset;

use api::common::{check_len, CommonError};
use cosmwasm_std::Uint128;

use crate::error::ContractError;

/// Most bytes of a provider's metadata.
const MAX_METADATA: usize = 256;

fn check_metadata(metadata: &str) -> Result<(), CommonError> {
    check_len("metadata", metadata, 0, MAX_METADATA)
}

/// Refuses zero.
pub fn more_than_zero(field: &'static str, amount: Uint128) -> Result<u128, ContractError> {
    if amount.is_zero() {
        return Err(ContractError::Zero { field });
    }
    Ok(amount.u128())
}
