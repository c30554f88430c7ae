//! One module per verb, and the checks that several of them share.

pub mod admin;
pub mod bond;
pub mod call;
pub mod class;
pub mod crank;
pub mod deliver;
pub mod exit;
pub mod fault;
pub mod gpus;
pub mod lock;
pub mod mint;
pub mod outcome;
pub mod provider;
pub mod redeem;
pub mod sunset;

use api::common::{check_len, CommonError};
use cosmwasm_std::{Addr, Api, Storage, Uint128};

use crate::error::ContractError;
use crate::state::{self, Provider};

/// Most bytes of a provider's metadata.
const MAX_METADATA: usize = 256;

/// A provider that registered and has not left.
fn active_provider(api: &dyn Api, storage: &dyn Storage, address: &Addr) -> Result<Provider, ContractError> {
    match state::provider(api, storage, address)? {
        provider if provider.active => Ok(provider),
        _ => Err(ContractError::NotRegistered { address: address.clone() }),
    }
}

/// As [`active_provider`], and not in jail.
fn free_provider(
    api: &dyn Api,
    storage: &dyn Storage,
    address: &Addr,
    now: u64,
) -> Result<Provider, ContractError> {
    match active_provider(api, storage, address)? {
        provider if provider.jailed_until == 0 => Ok(provider),
        provider => {
            Err(ContractError::Jailed { address: address.clone(), until: provider.jailed_until, now })
        }
    }
}

fn check_metadata(metadata: &str) -> Result<(), CommonError> {
    check_len("metadata", metadata, 0, MAX_METADATA)
}

/// Refuses zero.
fn more_than_zero(field: &'static str, amount: Uint128) -> Result<u128, ContractError> {
    if amount.is_zero() {
        return Err(ContractError::Zero { field });
    }
    Ok(amount.u128())
}
