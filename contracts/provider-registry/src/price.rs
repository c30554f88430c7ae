//! The price at which what is owed is margined, read raw from the class's pool (ECONOMICS § Credits).

use amm_math::closing::Mark;
use amm_math::margin::{margin, mint_price};
use amm_math::oracle::{Checkpoints, Window};
use amm_math::record::Hot;
use amm_math::{Price, Rounding};
use api::common::CREDIT;
use api::pool::raw::{checkpoints_key, hot_key};
use cosmwasm_std::{Addr, QuerierWrapper};

use crate::error::ContractError;
use crate::state::{Class, Position};

/// P_mint, and whether the class's mint cap is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MintPrice {
    /// NET base units per credit base unit.
    pub price: Price,
    /// The pool is old enough for a 24-hour mean.
    pub seasoned: bool,
}

/// The class's floor p_init as a price, rounded up.
pub fn floor(price_init: u128) -> Result<Price, ContractError> {
    Ok(Price::from_ratio(price_init, CREDIT, Rounding::Up)?)
}

/// What a class's pool says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// NET in its reserve, base units.
    pub net: u128,
    /// Its marginal price.
    pub spot: Price,
    /// Mean of 30 minutes, unless the pool is younger.
    pub half_hour: Option<Price>,
    /// Mean of 24 hours, likewise.
    pub day: Option<Price>,
    /// Mean of 7 days, likewise; asked for with a height only.
    pub week: Option<Price>,
}

/// The quotes of a class's pool, none without a pool or without liquidity in it. Two raw reads. With a `height` the price
/// that has stood since the last trade counts in the means as a trade at that block would make it; without, they go on at
/// the last price that a trade has counted.
pub fn quotes(
    querier: QuerierWrapper,
    pool: &Addr,
    class: &Class,
    now: u64,
    height: Option<u64>,
) -> Result<Option<Quotes>, ContractError> {
    let Some(pool_id) = class.pool_id else { return Ok(None) };
    let hot = querier.query_wasm_raw(pool, hot_key(pool_id))?.map(|bytes| Hot::decode(&bytes)).transpose()?;
    let Some(mut hot) = hot.filter(|hot| hot.reserves.0 > 0 && hot.reserves.1 > 0) else {
        return Ok(None);
    };
    if let Some(height) = height {
        hot.obs = hot.obs.advance(height, now, hot.spot_log()?)?;
    }
    let checkpoints = querier.query_wasm_raw(pool, checkpoints_key(pool_id))?;
    let checkpoints = checkpoints.map(|bytes| Checkpoints::decode(&bytes)).transpose()?;
    let twap = |window| match &checkpoints {
        Some(checkpoints) => hot.twap(checkpoints, window, now),
        None => Ok(None),
    };
    Ok(Some(Quotes {
        net: hot.reserves.1,
        spot: hot.spot()?,
        half_hour: twap(Window::HalfHour)?,
        day: twap(Window::Day)?,
        week: if height.is_some() { twap(Window::Week)? } else { None },
    }))
}

/// max(p_init, spot, TWAP 30 min, TWAP 24 h) at `now` (Unix seconds); p_init alone while the class has no
/// pool or the pool no liquidity, and without the means for which the pool is too young. Two raw reads.
pub fn current(
    querier: QuerierWrapper,
    pool: &Addr,
    class: &Class,
    now: u64,
) -> Result<MintPrice, ContractError> {
    let floor = floor(class.params.price_init.u128())?;
    Ok(of_quotes(floor, quotes(querier, pool, class, now, None)?))
}

fn of_quotes(floor: Price, quotes: Option<Quotes>) -> MintPrice {
    match quotes {
        Some(quotes) => MintPrice {
            price: mint_price(floor, quotes.spot, quotes.half_hour, quotes.day),
            seasoned: quotes.day.is_some(),
        },
        None => MintPrice { price: floor, seasoned: false },
    }
}

/// As [`current`], and no less than the class's fading floor, which comes with it as it is from now on: it follows the
/// lesser of the means of 30 minutes and of 24 hours up at once, and down by half within the class's horizon. So a price
/// pushed down, by a debt just minted and sold too, makes no other debt cheap for as long as that debt can be served.
pub fn at_mint(
    querier: QuerierWrapper,
    pool: &Addr,
    class: &Class,
    floor: Option<(i64, u64)>,
    now: u64,
) -> Result<(MintPrice, Option<(i64, u64)>), ContractError> {
    let least = self::floor(class.params.price_init.u128())?;
    let quotes = quotes(querier, pool, class, now, None)?;
    let target = match quotes.and_then(|quotes| Some(quotes.half_hour?.min(quotes.day?))) {
        Some(mean) => Some(mean.log2()?),
        None => None,
    };
    let mark = match (floor.map(|(log, time)| Mark { log, time }), target) {
        (Some(mark), Some(target)) => mark.fade(target, class.params.horizon, now),
        (Some(mark), None) => mark.fade(least.log2()?, class.params.horizon, now),
        (None, Some(log)) => Mark { log, time: now },
        (None, None) => return Ok((of_quotes(least, quotes), None)),
    };
    let mut minted = of_quotes(least, quotes);
    minted.price = minted.price.max(Price::from_log2(mark.log, Rounding::Up)?);
    Ok((minted, Some((mark.log, mark.time))))
}

/// The margin of a position at `now`'s price. One that owes nothing needs none, and no read of the pool.
pub fn margin_now(
    querier: QuerierWrapper,
    pool: &Addr,
    class: &Class,
    position: &Position,
    now: u64,
) -> Result<u128, ContractError> {
    if position.obligation == 0 {
        return Ok(0);
    }
    margin_at(class, position, current(querier, pool, class, now)?.price)
}

/// coverage · max(obligation · price, basis), rounded up.
pub fn margin_at(class: &Class, position: &Position, price: Price) -> Result<u128, ContractError> {
    Ok(margin(class.params.coverage_bps, position.obligation, price, position.basis)?)
}
