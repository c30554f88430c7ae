//! The prices of a pool at a given time. The pool contract and its peers read means with the one function
//! here, so they agree.

use amm_math::oracle::{Checkpoints, Window};
use amm_math::{MathError, Price, Rounding};
use cosmwasm_std::{Addr, QuerierWrapper, StdError, StdResult};

use super::raw::{checkpoints, checkpoints_key, hot_key, Hot};

/// What a pool with liquidity says at a given time. Prices are base units of asset 1 (NET, in a primary pool) for one base
/// unit of asset 0 (the credit), rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Means {
    /// Reserves of asset 0 and asset 1, base units, with the virtual one of a launch pool ([`Hot::curve`]); both positive.
    pub reserves: (u128, u128),
    /// The marginal price.
    pub spot: Price,
    /// Clamped geometric mean of 10 minutes; `None` while the pool is younger than that.
    pub ten_min: Option<Price>,
    /// Mean of 30 minutes, likewise.
    pub half_hour: Option<Price>,
    /// Mean of 24 hours, likewise.
    pub day: Option<Price>,
    /// Mean of 7 days, likewise.
    pub week: Option<Price>,
}

impl Means {
    /// The means as they would be after an observation at `now`, Unix seconds: the spot price counts from the last
    /// observation until then, within its clamp. A trade at `now` therefore changes no mean, and neither does reading
    /// one earlier in its block. A `now` before the last observation reads the means at that observation. `None` for a
    /// pool without liquidity.
    ///
    /// A mean is the mean of logarithms, rounded down to 2^-40, and its power of two, rounded up.
    ///
    /// A price that no [`Price`] can hold is the nearest that one can: [`Price::MAX`], or 2^-64, to which anything less
    /// is rounded up. An almost empty pool can be brought there with little, and whoever reads must go on: a class ends,
    /// and its jobs are called, whatever its pool says.
    ///
    /// Errors: records that no pool has.
    pub fn at(hot: &Hot, checkpoints: Option<&Checkpoints>, now: u64) -> Result<Option<Self>, MathError> {
        let reserves = hot.curve()?;
        if reserves.0 == 0 || reserves.1 == 0 {
            return Ok(None);
        }
        let obs = hot.obs.at(now, hot.spot_log()?)?;
        let mean = |window| -> Result<Option<Price>, MathError> {
            let Some(checkpoints) = checkpoints else { return Ok(None) };
            let log = checkpoints.twap_log(&obs, window)?;
            log.map(|log| held(Price::from_log2(log, Rounding::Up))).transpose()
        };
        Ok(Some(Self {
            reserves,
            spot: held(hot.spot())?,
            ten_min: mean(Window::TenMin)?,
            half_hour: mean(Window::HalfHour)?,
            day: mean(Window::Day)?,
            week: mean(Window::Week)?,
        }))
    }
}

/// The price, or the largest one in place of a larger: rounded up, none is too small.
fn held(price: Result<Price, MathError>) -> Result<Price, MathError> {
    match price {
        Err(MathError::PriceOutOfRange) => Ok(Price::MAX),
        price => price,
    }
}

/// [`Means::at`] of pool `pool_id` of the pool contract `pool`, by two raw reads. `None` for a pool that does
/// not exist or has no liquidity.
///
/// Errors: those of [`Means::at`], and records that cannot be decoded.
pub fn read(querier: QuerierWrapper, pool: &Addr, pool_id: u64, now: u64) -> StdResult<Option<Means>> {
    let Some(bytes) = querier.query_wasm_raw(pool, hot_key(pool_id))? else { return Ok(None) };
    let hot = Hot::decode(&bytes)?;
    let bytes = querier.query_wasm_raw(pool, checkpoints_key(pool_id))?;
    let checkpoints = bytes.map(|bytes| checkpoints::decode(&bytes)).transpose()?;
    Means::at(&hot, checkpoints.as_ref(), now).map_err(|error| StdError::generic_err(error.to_string()))
}
