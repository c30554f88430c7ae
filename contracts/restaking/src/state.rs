//! What is stored where.
//!
//! | key | value |
//! |---|---|
//! | `config` | [`Config`], JSON |
//! | `a` | all [`Listed`] assets by their numbers, postcard |
//! | `n` | how many vaults there are, postcard |
//! | `v` + class prefix + provider's canonical address | [`Record`], postcard |
//! | `t` + canonical address of a receipt | [`Whose`] vault it is of, postcard |
//! | `r` + number of the vault (u64) + generation (u64) | [`Released`], postcard, until its last ticket is paid |
//! | `k` + number of the vault (u64) + length (1 byte) and canonical address of an owner + generation (u64) | tickets (u128), postcard, until paid |
//!
//! A class prefix is the length of the class id (1 byte) and the id; numbers are big-endian. Beside them lie the items of cw2
//! (`contract_info`) and cw-ownable (`ownership`).

use api::common::Asset;
pub use api::restaking::CONTRACT_NAME;
use api::store;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, CanonicalAddr, Uint128};
use credit::Released;
use cw_storage_plus::Item;
use serde::{Deserialize, Serialize};

/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the contract was started with. It never changes.
#[cw_serde]
pub struct Config {
    /// The network token.
    pub network_denom: String,
    /// Keeps what backs positions.
    pub provider_registry: Addr,
    /// Burns NET.
    pub fee_collector: Addr,
    /// Redeems its receipt for NET.
    pub staking: Addr,
    /// The code from which receipts are started.
    pub token_code_id: u64,
    /// Who may migrate receipts from the start on.
    pub token_admin: Addr,
    /// The smallest first deposit into a vault, units.
    pub least: Uint128,
}

/// An asset that may back. Its number is its place in the list, and never changes.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub asset: Asset,
    /// Base units that count as one unit.
    pub unit: u128,
    /// Whether it backs new jobs, and is taken.
    pub listed: bool,
    /// How it burns.
    pub burning: Burning,
}

/// How what burned of an asset ceases to exist.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Burning {
    /// NET: the fee-collector burns it.
    Net,
    /// The stake pool's receipt: it is redeemed for NET.
    Redeemed,
    /// Where it lies, by the bank or the token itself.
    Here,
}

/// A vault. Amounts in units but for shares and tickets.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Counts vaults from 1.
    pub number: u64,
    /// Number of its asset.
    pub asset: u8,
    /// Its receipt.
    pub token: CanonicalAddr,
    /// The receipt's supply.
    pub shares: u128,
    /// Tickets for the bucket of an even and of an odd generation.
    pub tickets: [u128; 2],
    /// What of all that burned has left this contract.
    pub sent: u128,
    /// Pay that has not streamed.
    pub left: u128,
    /// Unix seconds up to which it has.
    pub last: u64,
    /// Unix seconds at which nothing is left.
    pub end: u64,
}

/// Behind whom a vault is, and in which class.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    /// Which provider.
    pub provider: CanonicalAddr,
    /// Which class.
    pub class: String,
}

/// See [`Config`].
pub const CONFIG: Item<Config> = Item::new("config");
/// By number from 0; absent before the first.
pub const ASSETS: store::Item<Vec<Listed>> = store::Item::new(b"a", "listed assets");
/// How many vaults there are; absent before the first.
pub const COUNT: store::Item<u64> = store::Item::new(b"n", "number of vaults");
/// By [`vault_key`].
pub const VAULTS: store::Map<Record> = store::Map::new(b'v', "vault");
/// By a receipt's canonical address.
pub const WHOSE: store::Map<Whose> = store::Map::new(b't', "vault of the receipt");
/// By [`released_key`].
pub const RELEASED: store::Map<Released> = store::Map::new(b'r', "released exits");
/// By [`tickets_prefix`] and generation.
pub const TICKETS: store::Map<u128> = store::Map::new(b'k', "tickets");

/// Key of a vault.
pub fn vault_key(class: &str, provider: &CanonicalAddr) -> Vec<u8> {
    [store::class_prefix(class).as_slice(), provider.as_slice()].concat()
}

/// Key of what was let go of a vault's generation.
pub fn released_key(vault: u64, generation: u64) -> Vec<u8> {
    [vault.to_be_bytes(), generation.to_be_bytes()].concat()
}

/// What the keys of somebody's tickets of a vault start with.
pub fn tickets_prefix(vault: u64, owner: &CanonicalAddr) -> Vec<u8> {
    let length = u8::try_from(owner.len()).unwrap_or(u8::MAX);
    [vault.to_be_bytes().as_slice(), &[length], owner.as_slice()].concat()
}

/// Key of somebody's tickets for a generation.
pub fn tickets_key(vault: u64, owner: &CanonicalAddr, generation: u64) -> Vec<u8> {
    [tickets_prefix(vault, owner).as_slice(), &generation.to_be_bytes()].concat()
}
