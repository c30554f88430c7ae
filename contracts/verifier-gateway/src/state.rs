//! What is stored where.
//!
//! | key | value |
//! |---|---|
//! | `s` + method id (u32, big-endian) | [`MethodStatus`]: what peers read raw and every verification needs |
//! | `p` + program digest | the program's registration, which peers read raw |
//! | `k` + program digest | a verifying key over BN254 whose sha256 that is, prepared |
//! | `b` + program digest | one over BLS12-381 |
//! | `methods` map | [`MethodParams`] in full: keys and names, read only where they are needed |

use api::verifier_gateway::raw::{method_key, Kind, MethodStatus, METHOD_STATUS};
use api::verifier_gateway::MethodParams;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Storage};
use cw_storage_plus::{Item, Map};

use crate::error::ContractError;

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/verifier-gateway";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the contract was started with, and the guardian.
#[cw_serde]
pub struct Config {
    /// May disable methods and stop selectors.
    pub guardian: Addr,
    /// Whose jobs the verdicts are about.
    pub job_market: Addr,
    /// Seconds from adding a method or registering a program to its first use.
    pub timelock: u64,
}

/// See [`Config`].
pub const CONFIG: Item<Config> = Item::new("config");
/// Id of the newest method; ids count from 1.
pub const LAST_METHOD: Item<u32> = Item::new("last_method");
/// What each method is.
pub const METHODS: Map<u32, MethodParams> = Map::new("methods");

/// Registered verifying keys over one curve, by their sha256, each prepared as `packages/proofs` writes it.
pub struct Keys {
    prefix: &'static [u8],
}

/// See [`Keys`].
pub const BN254_KEYS: Keys = Keys { prefix: b"k" };
/// See [`Keys`].
pub const BLS12_381_KEYS: Keys = Keys { prefix: b"b" };

impl Keys {
    fn key(&self, program: &[u8; 32]) -> Vec<u8> {
        [self.prefix, program].concat()
    }

    /// The key that judges this program.
    pub fn load(&self, storage: &dyn Storage, program: &[u8; 32]) -> Option<Vec<u8>> {
        storage.get(&self.key(program))
    }

    /// Stores it.
    pub fn save(&self, storage: &mut dyn Storage, program: &[u8; 32], prepared: &[u8]) {
        storage.set(&self.key(program), prepared);
    }
}

/// What a method is; an id that does not exist is an error.
pub fn load_method(storage: &dyn Storage, method: u32) -> Result<MethodParams, ContractError> {
    METHODS.may_load(storage, method)?.ok_or(ContractError::UnknownMethod { method })
}

/// A method's status; an id that does not exist is an error.
pub fn load_status(storage: &dyn Storage, method: u32) -> Result<MethodStatus, ContractError> {
    METHOD_STATUS.may_load(storage, &method_key(method))?.ok_or(ContractError::UnknownMethod { method })
}

/// A method's status, refusing one that is disabled or still under the timelock at `now` (Unix seconds).
pub fn load_usable(storage: &dyn Storage, method: u32, now: u64) -> Result<MethodStatus, ContractError> {
    let status = load_status(storage, method)?;
    if status.disabled {
        return Err(ContractError::MethodDisabled { method });
    }
    if !status.usable(now) {
        return Err(ContractError::MethodNotActive { method, active_from: status.active_from, now });
    }
    Ok(status)
}

/// The method whose proofs count under a method, and its status: the method itself, but under proof on demand the one that it
/// relies on, since the same proof of the same claim decides. Refuses as [`load_usable`] does.
pub fn load_proving(
    storage: &dyn Storage,
    method: u32,
    now: u64,
) -> Result<(u32, MethodStatus), ContractError> {
    let status = load_usable(storage, method, now)?;
    match (status.kind, status.relies_on) {
        (Kind::Optimistic { .. }, Some(proof)) => Ok((proof, load_usable(storage, proof, now)?)),
        _ => Ok((method, status)),
    }
}
