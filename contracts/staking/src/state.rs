//! What is stored where.
//!
//! | key | value |
//! |---|---|
//! | `config` | [`Config`], JSON |
//! | `s` | [`Record`], postcard; absent before the first message |

pub use api::staking::CONTRACT_NAME;
use api::store;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::Addr;
use cw_storage_plus::Item;
use serde::{Deserialize, Serialize};

/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the contract was started with, and its receipt. It never changes.
#[cw_serde]
pub struct Config {
    /// The network token.
    pub network_denom: String,
    /// Whose stakers' share it collects.
    pub fee_collector: Addr,
    /// The receipt.
    pub token: Addr,
    /// The code from which the receipt was started.
    pub token_code_id: u64,
    /// Who could migrate the receipt at the start.
    pub token_admin: Addr,
}

/// What is staked and what streams, as of `last`. Base units of NET, but for `shares`.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What belongs to the stakers.
    pub assets: u128,
    /// The receipt's supply.
    pub shares: u128,
    /// What has not streamed.
    pub left: u128,
    /// Unix seconds up to which it has.
    pub last: u64,
    /// Unix seconds at which nothing is left.
    pub end: u64,
}

/// See [`Config`].
pub const CONFIG: Item<Config> = Item::new("config");
/// See [`Record`].
pub const RECORD: store::Item<Record> = store::Item::new(b"s", "stakes");
