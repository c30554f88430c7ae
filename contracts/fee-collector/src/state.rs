//! What is stored where.
//!
//! | key | value |
//! |---|---|
//! | `b` | [`Balances`], postcard |
//! | `d` + Unix day (u32, big-endian) | the day's bucket, postcard; absent where nothing happened |
//! | `a` | the bucket of all days, postcard |
//! | `w` + [`Asset::key`] | [`Waiting`] of that asset, postcard |
//! | `r` + [`Asset::key`] | its route: pool ids, postcard; absent without one |
//! | `l` + pool id (u64, big-endian) | [`Funded`]: what liquidity went there, postcard |
//! | `q` + pool id (u64, big-endian) + 0 or 1, the asset that goes in | [`Used`]: what of that quota was used, postcard; absent before the first order |

use api::common::{Asset, CommonError};
use api::fee_collector::Split;
use api::store;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Env, QuerierWrapper, StdError, StdResult, Storage};
use cw_storage_plus::Item;
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

impl Balances {
    /// All that is in the books.
    pub fn total(&self) -> Result<u128, ContractError> {
        [self.pending_revenue, self.pending_donations, self.stakers, self.liquidity]
            .into_iter()
            .try_fold(0u128, |sum, part| sum.checked_add(part))
            .ok_or(ContractError::Overflow { what: "balances" })
    }
}

/// Revenue in one other asset, base units; sums since the start.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
pub struct Waiting {
    /// Swap fees that wait.
    pub swap_fees: u128,
    /// Spread that waits.
    pub spread: u128,
    /// What LPs have earned in it.
    pub lp_fees: u128,
    /// What was sold.
    pub sold: u128,
    /// NET that it brought, tips included.
    pub bought: u128,
    /// NET that it was worth at the means.
    pub at_mean: u128,
    /// What of the NET went to those who sent the buy-backs.
    pub tips: u128,
}

impl Waiting {
    /// All that waits.
    pub fn amount(&self) -> Result<u128, ContractError> {
        self.swap_fees.checked_add(self.spread).ok_or(ContractError::Overflow { what: "waiting revenue" })
    }
}

/// The protocol's liquidity in one pool.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
pub struct Funded {
    /// Whether NET may go there.
    pub allowed: bool,
    /// NET that went there for the LP shares still held, base units.
    pub put_in: u128,
}

/// What orders have used of a pool's quota for one of its assets.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
pub struct Used {
    /// Unix seconds of the last order; 0 before the first.
    pub time: u64,
    /// How much of it was used then, parts of [`crate::orders::WHOLE`].
    pub parts: u64,
}

/// See [`Config`].
pub const CONFIG: Item<Config> = Item::new("config");
/// What is held for whom; absent before the first booking.
pub const BALANCES: store::Item<Balances> = store::Item::new(b"b", "balances");
/// Each day's bucket, by [`day_key`]; absent where nothing happened.
pub const DAYS: store::Map<Bucket> = store::Map::new(b'd', "day");
/// The bucket of all days; absent before the first booking.
pub const ALL: store::Item<Bucket> = store::Item::new(b"a", "all days");
/// Revenue in other assets by [`Asset::key`]; only assets that the pool contract lists or listed.
pub const WAITING: store::Map<Waiting> = store::Map::new(b'w', "waiting revenue");
/// Routes to NET by [`Asset::key`].
pub const ROUTES: store::Map<Vec<u64>> = store::Map::new(b'r', "route");
/// Pools that governance named for liquidity, by [`pool_key`].
pub const FUNDED: store::Map<Funded> = store::Map::new(b'l', "liquidity");
/// Pools that an order went to, by [`side_key`].
pub const USED: store::Map<Used> = store::Map::new(b'q', "quota");

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

/// Key of a pool's record: the id, big-endian.
pub fn pool_key(pool_id: u64) -> [u8; 8] {
    pool_id.to_be_bytes()
}

/// Key of what an order has used in a pool: the id, big-endian, and the asset that goes in.
pub fn side_key(pool_id: u64, sells_zero: bool) -> [u8; 9] {
    let [a, b, c, d, e, f, g, h] = pool_id.to_be_bytes();
    [a, b, c, d, e, f, g, h, u8::from(!sells_zero)]
}

/// The pool of a key.
pub fn pool_of(key: &[u8]) -> StdResult<u64> {
    let bytes = key.try_into().map_err(|_| StdError::generic_err("a pool's key of 8 bytes"))?;
    Ok(u64::from_be_bytes(bytes))
}

/// The asset of an [`Asset::key`].
pub fn asset_of(key: &[u8]) -> StdResult<Asset> {
    let (tag, text) = key.split_first().ok_or_else(|| StdError::generic_err("an asset's key is empty"))?;
    let text = String::from_utf8(text.to_vec())?;
    Ok(if *tag == b'n' { Asset::native(text) } else { Asset::cw20(text) })
}

/// NET that the contract has beyond its books, base units: gifts by plain transfer, and what came in this message and is
/// not booked yet. What others book or burn in between changes nothing of it, so the difference before and after a call is
/// what came of that call, whatever the callee did meanwhile.
pub fn unbooked(
    storage: &dyn Storage,
    querier: QuerierWrapper,
    this: &Addr,
    denom: &str,
) -> Result<u128, ContractError> {
    let held = querier.query_balance(this, denom)?.amount.u128();
    let booked = BALANCES.may_load(storage)?.unwrap_or_default().total()?;
    held.checked_sub(booked)
        .ok_or(ContractError::Overflow { what: "the books, which hold more than the balance" })
}
