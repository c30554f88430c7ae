//! Pools as an order meets them: assets, fee, reserves and means, each read from the pool contract, and what of their quotas
//! earlier orders have left.

use amm_math::oracle::Window;
use api::common::Asset;
use api::pool::means::Means;
use api::pool::raw::{checkpoints, checkpoints_key, hot_key, Hot};
use api::pool::{PoolResponse, QueryMsg};
use cosmwasm_std::{Addr, Deps, QuerierWrapper, Storage, Uint128};

use crate::error::ContractError;
use crate::orders::{dear, left, Hop, Part, LEAST, REFILL, WHOLE};
use crate::state::{side_key, Used, USED};

/// How many windows a mean may cover. While a pool is traded in at least every 20 minutes (a day, for the longer one) it
/// covers no more; what covers more is stale.
const MOST_WINDOWS: u64 = 3;

/// A pool, as an asset is brought to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// The pool.
    pub pool: PoolResponse,
    /// What the arithmetic needs of it.
    pub hop: Hop,
}

/// A pool by its id; the pool contract's error for an id that it does not know.
pub fn pool(querier: QuerierWrapper, contract: &Addr, pool_id: u64) -> Result<PoolResponse, ContractError> {
    Ok(querier.query_wasm_smart(contract, &QueryMsg::Pool { pool_id })?)
}

/// Whether `asset` is asset 0 of the pool, and what comes out for it. An asset that it does not trade is an error.
pub fn passed<'a>(pool: &'a PoolResponse, asset: &Asset) -> Result<(bool, &'a Asset), ContractError> {
    let PoolResponse { pool_id, asset_0, asset_1, .. } = pool;
    match asset {
        asset if asset == asset_0 => Ok((true, asset_1)),
        asset if asset == asset_1 => Ok((false, asset_0)),
        asset => Err(ContractError::Route {
            asset: asset.clone(),
            expected: format!("a pool of it, or of what comes out before (pool {pool_id})"),
            got: format!("a pool of {asset_0} and {asset_1}"),
        }),
    }
}

/// Meets the pool with `offer`, at `now` (Unix seconds). Refuses a pool without liquidity, without the means of half an
/// hour and of a day, with a stale one, without a protocol's share of its fees, and a launch pool with nothing to pay.
pub fn meet(
    deps: Deps,
    contract: &Addr,
    pool: PoolResponse,
    offer: &Asset,
    now: u64,
) -> Result<Met, ContractError> {
    let (sells_zero, _) = passed(&pool, offer)?;
    let reserve = |reserve: Uint128, beside: Uint128| reserve.u128().checked_add(beside.u128());
    let net =
        reserve(pool.reserve_1, pool.virtual_reserve).ok_or(ContractError::Overflow { what: "reserve" })?;
    let (reserve_in, reserve_out) = match sells_zero {
        true => (pool.reserve_0.u128(), net),
        false => (net, pool.reserve_0.u128()),
    };
    let PoolResponse { pool_id, launch, fees, .. } = pool;
    if fees.protocol_share_bps == 0 {
        return Err(ContractError::NoShare { pool_id });
    }
    let pays = (launch && sells_zero).then(|| pool.reserve_1.u128());
    if pays == Some(0) {
        return Err(ContractError::NoBid { pool_id, asset: pool.asset_1 });
    }
    let (half_hour, day) = means(deps.querier, contract, pool_id, now)?;
    let used = USED.may_load(deps.storage, &side_key(pool_id, sells_zero))?.unwrap_or_default();
    let free = left(used.parts, now.saturating_sub(used.time));
    let (fee_bps, share_bps) = (fees.fee_bps, fees.protocol_share_bps);
    let hop = Hop { fee_bps, share_bps, reserve_in, reserve_out, free, pays, sells_zero, half_hour, day };
    Ok(Met { pool, hop })
}

/// Refuses hops at whose end `asset` costs over 5 % more at the means of half an hour than at those of a day.
pub fn check_price(asset: &Asset, hops: &[Hop]) -> Result<(), ContractError> {
    match dear(hops)? {
        Some(bps) => Err(ContractError::Dear { asset: asset.clone(), bps }),
        None => Ok(()),
    }
}

/// Notes at `now` what an order uses of a pool's quota, parts of [`WHOLE`].
pub fn take(
    storage: &mut dyn Storage,
    pool_id: u64,
    hop: &Hop,
    uses: u64,
    now: u64,
) -> Result<(), ContractError> {
    let parts = WHOLE.saturating_sub(hop.free).saturating_add(uses);
    Ok(USED.save(storage, &side_key(pool_id, hop.sells_zero), &Used { time: now, parts })?)
}

/// The order, or why there is none: too little is held of `asset`, or a pool takes too little, now or ever.
pub fn ordered<T>(
    part: Part<T>,
    asset: &Asset,
    held: u128,
    pools: &[u64],
    hops: &[Hop],
    now: u64,
) -> Result<T, ContractError> {
    let index = match part {
        Part::Order(order) => return Ok(order),
        Part::Held => return Err(ContractError::TooLittle { asset: asset.clone(), least: LEAST, held }),
        Part::Hop(index) => index,
    };
    let (Some(pool_id), Some(hop)) = (pools.get(index).copied(), hops.get(index)) else {
        return Err(ContractError::Overflow { what: "pools of a route" });
    };
    let used = WHOLE.saturating_sub(hop.free);
    if used == 0 {
        return Err(ContractError::TooSmall { pool_id, least: LEAST });
    }
    let back = u128::from(used).saturating_mul(REFILL.into()).div_ceil(WHOLE.into());
    let from = now.saturating_add(u64::try_from(back).unwrap_or(REFILL));
    Err(ContractError::TooSoon { pool_id, from, now })
}

/// The means of half an hour and of a day, by two raw reads.
fn means(
    querier: QuerierWrapper,
    contract: &Addr,
    pool_id: u64,
    now: u64,
) -> Result<(amm_math::Price, amm_math::Price), ContractError> {
    let empty = ContractError::NoLiquidity { pool_id };
    let Some(hot) = querier.query_wasm_raw(contract, hot_key(pool_id))? else { return Err(empty) };
    let hot = Hot::decode(&hot).map_err(cosmwasm_std::StdError::from)?;
    let Some(checkpoints) = querier.query_wasm_raw(contract, checkpoints_key(pool_id))? else {
        return Err(empty);
    };
    let checkpoints = checkpoints::decode(&checkpoints).map_err(cosmwasm_std::StdError::from)?;
    let Some(means) = Means::at(&hot, Some(&checkpoints), now)? else { return Err(empty) };
    let now = now.max(hot.obs.time);
    let fresh = |mean: Option<amm_math::Price>, window: Window| {
        let seconds = window.seconds();
        let none = || ContractError::NoMean { pool_id, window: seconds };
        let mean = mean.ok_or_else(none)?;
        let begins = checkpoints.reference(now, window).ok_or_else(none)?.time;
        let covers = now.saturating_sub(begins);
        let most = seconds.saturating_mul(MOST_WINDOWS);
        match covers > most {
            true => Err(ContractError::StaleMean { pool_id, window: seconds, most, covers }),
            false => Ok(mean),
        }
    };
    Ok((fresh(means.half_hour, Window::HalfHour)?, fresh(means.day, Window::Day)?))
}
