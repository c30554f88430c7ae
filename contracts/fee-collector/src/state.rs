//! What is stored where.
//!
//! | key | value |
//! |---|---|
//! | `b` | [`Balances`], postcard |
//! | `d` + Unix day (u32, big-endian) | the day's bucket, postcard; absent where nothing happened |
//! | `a` | the bucket of all days, postcard |

use api::common::{Asset, CommonError};
use api::fee_collector::Split;
use api::store;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Env, Uint128};
use cw_storage_plus::{Item, Map};
use serde::{Deserialize, Serialize};

use crate::bucket::Bucket;
use crate::error::ContractError;

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/fee-collector";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Seconds of a Unix day.
pub const DAY: u64 = 86_400;

/// What the contract was started with, the split, and the stakers' recipient.
#[cw_serde]
pub struct Config {
    /// The network token.
    pub network_denom: String,
    /// Deposits swap fees.
    pub pool: Addr,
    /// Deposits take and lost dispute bonds.
    pub job_market: Addr,
    /// Deposits slashes.
    pub provider_registry: Addr,
    /// How revenue is split.
    pub split: Split,
    /// Who may claim the stakers' share.
    pub stakers: Addr,
    /// Unix seconds of the start.
    pub started: u64,
}

/// NET in the contract by purpose, base units.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
pub struct Balances {
    /// Revenue not yet distributed.
    pub pending_revenue: u128,
    /// Donations not yet distributed.
    pub pending_donations: u128,
    /// The stakers' share, unclaimed.
    pub stakers: u128,
    /// For protocol-owned liquidity.
    pub liquidity: u128,
}

/// Revenue in one other asset.
#[cw_serde]
pub struct Waiting {
    /// Which.
    pub asset: Asset,
    /// What waits, base units.
    pub amount: Uint128,
    /// What LPs have earned in it, base units.
    pub lp_fees: Uint128,
}

/// See [`Config`].
pub const CONFIG: Item<Config> = Item::new("config");
/// Revenue in other assets by [`Asset::key`].
pub const WAITING: Map<&[u8], Waiting> = Map::new("waiting");

/// What is held for whom; absent before the first booking.
pub const BALANCES: store::Item<Balances> = store::Item::new(b"b", "balances");
/// Each day's bucket, by [`day_key`]; absent where nothing happened.
pub const DAYS: store::Map<Bucket> = store::Map::new(b'd', "day");
/// The bucket of all days; absent before the first booking.
pub const ALL: store::Item<Bucket> = store::Item::new(b"a", "all days");

/// The block's Unix day.
pub fn today(env: &Env) -> Result<u32, ContractError> {
    day_of(env.block.time.seconds())
}

/// The Unix day of a second.
pub fn day_of(seconds: u64) -> Result<u32, ContractError> {
    u32::try_from(seconds.div_euclid(DAY)).map_err(|_| ContractError::Overflow { what: "Unix days" })
}

/// Refuses shares that do not sum to the whole, or burn less than half of it.
pub fn check_split(split: &Split) -> Result<(), ContractError> {
    api::common::check_range("split.burn_bps", split.burn_bps, 5_000, 10_000)?;
    let sum = [split.burn_bps, split.stakers_bps, split.liquidity_bps]
        .into_iter()
        .fold(0u64, |sum, share| sum.saturating_add(share.into()));
    if sum == 10_000 {
        return Ok(());
    }
    let expected = "shares that sum to 10000".to_owned();
    Err(CommonError::Bounds { field: "split", expected, got: sum.to_string() }.into())
}

/// Key of a day's bucket: the Unix day, big-endian.
pub fn day_key(day: u32) -> [u8; 4] {
    day.to_be_bytes()
}
