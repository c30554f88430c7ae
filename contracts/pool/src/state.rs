//! What is stored where.
//!
//! What a swap touches has keys of one letter and an id, and fixed-width or compact values, because gas is paid per
//! byte; [`api::pool::raw`] documents what peers may read. What is rarely touched uses cw-storage-plus.
//!
//! | key | value |
//! |---|---|
//! | `h` + id | hot record of a pool: reserves, fees, spreads, observation, anchor |
//! | `k` + id | its checkpoints |
//! | `p` + id | its [`PoolConfig`], postcard |
//! | `s` + id | its LP supply, the locked minimum included, as an amount; absent before the first liquidity |
//! | `a` + … | an account, as an amount; absent if 0 |
//! | `l` | the least NET of a first deposit, as an amount; absent if 0 |
//!
//! An id has 1 to 8 bytes and an amount 1 to 16, big-endian, without leading zeros.

use amm_math::oracle::Checkpoints;
use api::common::Asset;
use api::pool::raw::{self, Hot};
pub use api::pool::raw::{KNOWN, LISTED};
use api::pool::{Fees, Paused};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Api, Empty, Storage, Uint128};
use cw_storage_plus::{Item, Map};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/pool";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the contract was started with, and the guardian.
#[cw_serde]
pub struct Config {
    /// May pause.
    pub guardian: Addr,
    /// Code of the LP tokens.
    pub token_code_id: u64,
    /// The network token.
    pub network_denom: String,
    /// May debit any account, for its own caller.
    pub provider_registry: Addr,
    /// May debit any account, for its own caller.
    pub job_market: Addr,
    /// Receives swept fees.
    pub fee_collector: Addr,
}

impl Config {
    /// Whether somebody debits accounts for its own caller.
    pub fn is_peer(&self, sender: &Addr) -> bool {
        *sender == self.job_market || *sender == self.provider_registry
    }
}

/// How much of an account a spender may debit.
#[cw_serde]
#[derive(Copy, Default)]
pub struct Allowance {
    /// What is left of it, base units.
    pub amount: Uint128,
    /// Unix seconds at which it ends.
    pub expires: u64,
}

/// What of a pool changes only by governance.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct PoolConfig {
    /// First asset.
    pub asset_0: Asset,
    /// Second asset.
    pub asset_1: Asset,
    /// Its fees.
    pub fees: Fees,
    /// What is paused.
    pub paused: Paused,
    /// Its LP token.
    pub lp_token: Addr,
    /// Which of its assets are delisted: neither comes in any more, see [`PoolConfig::check_intake`].
    pub delisted: (bool, bool),
    /// Whether it is a launch pool: a virtual reserve of asset 1, as large as the LP supply, counts with its own.
    pub launch: bool,
    /// Fees of either asset that accrued before its fees changed last and are not swept.
    pub aside: (Aside, Aside),
}

/// Accrued fees that are told apart from those of the hot record, because their share was another.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
pub struct Aside {
    /// The protocol's part, base units.
    pub accrued: u128,
    /// What LPs earned beside it.
    pub lp: u128,
}

/// See [`Config`].
pub const CONFIG: Item<Config> = Item::new("config");
/// Id of the newest pool; ids count from 1.
pub const LAST_POOL: Item<u64> = Item::new("last_pool");
/// Pools of each asset, by [`Asset::key`] and id.
pub const POOLS_OF: Map<(&[u8], u64), Empty> = Map::new("pools_of");
/// Allowances by owner, spender and [`Asset::key`].
pub const ALLOWANCES: Map<(&Addr, &Addr, &[u8]), Allowance> = Map::new("allowances");

/// Configuration of a pool; an id that does not exist is an error.
pub fn load_pool(storage: &dyn Storage, pool_id: u64) -> Result<PoolConfig, ContractError> {
    let bytes = storage.get(&raw::pool_key(b'p', pool_id)).ok_or(ContractError::UnknownPool { pool_id })?;
    Ok(postcard::from_bytes(&bytes)?)
}

/// Stores a pool's configuration.
pub fn save_pool(storage: &mut dyn Storage, pool_id: u64, config: &PoolConfig) -> Result<(), ContractError> {
    storage.set(&raw::pool_key(b'p', pool_id), &postcard::to_allocvec(config)?);
    Ok(())
}

/// Hot record of a pool.
pub fn load_hot(storage: &dyn Storage, pool_id: u64) -> Result<Hot, ContractError> {
    let bytes = storage.get(&raw::hot_key(pool_id)).ok_or(ContractError::UnknownPool { pool_id })?;
    Ok(Hot::decode(&bytes)?)
}

/// Stores a pool's hot record.
pub fn save_hot(storage: &mut dyn Storage, pool_id: u64, hot: &Hot) -> Result<(), ContractError> {
    storage.set(&raw::hot_key(pool_id), &hot.encode()?);
    Ok(())
}

/// Checkpoints of a pool; none before its first liquidity.
pub fn load_checkpoints(storage: &dyn Storage, pool_id: u64) -> Result<Option<Checkpoints>, ContractError> {
    storage.get(&raw::checkpoints_key(pool_id)).map(|bytes| Ok(raw::checkpoints::decode(&bytes)?)).transpose()
}

/// Stores a pool's checkpoints.
pub fn save_checkpoints(
    storage: &mut dyn Storage,
    pool_id: u64,
    checkpoints: &Checkpoints,
) -> Result<(), ContractError> {
    storage.set(&raw::checkpoints_key(pool_id), &raw::checkpoints::encode(checkpoints)?);
    Ok(())
}

/// LP shares of a pool, the locked minimum included; 0 before its first liquidity.
pub fn load_supply(storage: &dyn Storage, pool_id: u64) -> Result<u128, ContractError> {
    load_amount(storage, &raw::pool_key(b's', pool_id), "LP supply")
}

/// Stores the number of LP shares of a pool.
pub fn save_supply(storage: &mut dyn Storage, pool_id: u64, supply: u128) {
    save_amount(storage, &raw::pool_key(b's', pool_id), supply);
}

/// The least NET of a pool's first deposit, base units.
pub fn load_least(storage: &dyn Storage) -> Result<u128, ContractError> {
    load_amount(storage, raw::LEAST, "least NET of a first deposit")
}

/// Stores the least NET of a pool's first deposit.
pub fn save_least(storage: &mut dyn Storage, least: u128) {
    save_amount(storage, raw::LEAST, least);
}

/// What an account holds of an asset.
pub fn load_account(
    api: &dyn Api,
    storage: &dyn Storage,
    asset: &Asset,
    owner: &Addr,
) -> Result<u128, ContractError> {
    let owner = api.addr_canonicalize(owner.as_str())?;
    load_amount(storage, &raw::account_key(asset, &owner), "account")
}

/// What an account holds, changed by `change`.
pub fn update_account(
    api: &dyn Api,
    storage: &mut dyn Storage,
    asset: &Asset,
    owner: &Addr,
    change: impl FnOnce(u128) -> Result<u128, ContractError>,
) -> Result<(), ContractError> {
    let key = raw::account_key(asset, &api.addr_canonicalize(owner.as_str())?);
    let held = load_amount(storage, &key, "account")?;
    save_amount(storage, &key, change(held)?);
    Ok(())
}

/// An amount as it is stored.
pub fn decode_amount(bytes: &[u8], what: &'static str) -> Result<u128, ContractError> {
    raw::decode_amount(bytes).ok_or(ContractError::Record { what, got: bytes.len() })
}

/// Stores an amount; nothing is kept for zero.
fn save_amount(storage: &mut dyn Storage, key: &[u8], amount: u128) {
    if amount == 0 {
        storage.remove(key);
    } else {
        storage.set(key, &raw::encode_amount(amount));
    }
}

fn load_amount(storage: &dyn Storage, key: &[u8], what: &'static str) -> Result<u128, ContractError> {
    storage.get(key).map_or(Ok(0), |bytes| decode_amount(&bytes, what))
}
