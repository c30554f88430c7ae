//! The prices that a mint and a call use, from the class's primary pool. Neither values a debt after it was made.

use amm_math::{Price, Rounding};

use crate::call::value_at_init;
use crate::{RuleError, CREDIT};

/// What the class's primary pool says now. Prices in NET per credit, base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Market {
    /// NET in its reserve.
    pub net: u128,
    /// Marginal price.
    pub spot: Price,
    /// Mean of 30 minutes, unless the pool is younger.
    pub half_hour: Option<Price>,
    /// Mean of 24 hours, likewise.
    pub day: Option<Price>,
    /// Mean of 7 days, likewise.
    pub week: Option<Price>,
}

/// The pool's word if it is believed: there is liquidity, and at least `least` NET of it.
fn believed(market: Option<&Market>, least: u128) -> Option<&Market> {
    market.filter(|market| market.net >= least)
}

/// The price at which a mint now is collateralised: the dearest of spot, the means of 30 minutes, 24 hours and 7
/// days that exist, and the class's `price_init` (NET base units per whole credit, rounded up).
pub fn mint_price(market: Option<&Market>, least: u128, price_init: u128) -> Result<Price, RuleError> {
    let floor = Price::from_ratio(price_init, CREDIT, Rounding::Up)?;
    let Some(market) = believed(market, least) else { return Ok(floor) };
    let means = [market.half_hour, market.day, market.week];
    Ok(means.into_iter().flatten().fold(market.spot.max(floor), Price::max))
}

/// v = ⌊credits · max(mean of 30 minutes, mean of 24 hours)⌋ of those that exist, NET; at `price_init` where there is
/// neither. Whatever the pool holds: else a debtor that provides its liquidity could withdraw it for one transaction, and be
/// called at `price_init`. Damages are bounded by the collateral anyway. No price is too large: below 2^64 credits (base
/// units), of which no job has as many, the value fits.
pub fn call_value(credits: u128, market: Option<&Market>, price_init: u128) -> Result<u128, RuleError> {
    match call_mean(market) {
        Some(mean) => Ok(mean.value(credits, Rounding::Down)?),
        None => value_at_init(credits, price_init),
    }
}

/// The price behind [`call_value`], per credit, to be shown; `price_init` rounded up.
pub fn call_price(market: Option<&Market>, price_init: u128) -> Result<Price, RuleError> {
    match call_mean(market) {
        Some(mean) => Ok(mean),
        None => Ok(Price::from_ratio(price_init, CREDIT, Rounding::Up)?),
    }
}

/// The mean that a call uses: the dearer of those of 30 minutes and 24 hours; none while there is neither.
fn call_mean(market: Option<&Market>) -> Option<Price> {
    market.and_then(|market| market.half_hour.max(market.day))
}

/// Whether the class's mint cap holds: its pool is younger than 7 days, or holds less than `least`.
pub fn is_capped(market: Option<&Market>, least: u128) -> bool {
    believed(market, least).is_none_or(|market| market.week.is_none())
}
