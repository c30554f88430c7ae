//! What the app stores.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Addr;
use cw_storage_plus::{Item, Map};

use crate::msg::BountyResponse;

/// What was fixed at the start.
#[cw_serde]
pub struct Config {
    /// Verifies.
    pub gateway: Addr,
    /// By which of its methods.
    pub method: u32,
}

/// What was fixed at the start.
pub const CONFIG: Item<Config> = Item::new("config");
/// Number of the last bounty.
pub const LAST: Item<u64> = Item::new("last");
/// Bounties that wait, by number. Their coins are in the app's wallet.
pub const BOUNTIES: Map<u64, BountyResponse> = Map::new("bounties");
