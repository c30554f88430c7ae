//! The one unit in which people read prices.
//!
//! Contracts compute with [`Price`]: base units of asset 1 for one base unit of asset 0, in Q64.64. That stays in storage and
//! raw keys. Every answer and event says base units of asset 1 for 1,000,000 base units of asset 0 instead, as a decimal
//! number: in a class's primary pool NET base units per whole credit, as `price_init` is.

use amm_math::{MathError, Price, Rounding};
use cosmwasm_std::{Decimal256, Uint256};

/// Decimals of a price that people read: 10^-13 of its unit is about two of the smallest steps of Q64.64.
pub const DECIMALS: u32 = 13;
/// 10^[`DECIMALS`] · 1,000,000: what 1,000,000 base units are multiplied with to count in the last decimal.
const SCALE: u128 = 10_000_000_000_000_000_000;
/// 10^(18 − [`DECIMALS`]): steps of [`Decimal256`] in one of the last decimal.
const STEPS: u64 = 100_000;

/// The price as people read it, rounded toward zero to [`DECIMALS`] decimals.
///
/// A [`Price`] that was rounded up from a number with so many decimals is shown as that number; any other is shown at most
/// 10^-13 below, and less than 6·10^-14 above, what it was rounded up from. A price below 10^-13 is shown as 0, the largest as
/// about 1.8·10^25.
///
/// Errors: none that a price can cause.
pub fn shown(price: Price) -> Result<Decimal256, MathError> {
    let last = price.value(SCALE, Rounding::Down)?;
    Ok(Decimal256::new(Uint256::from(last).saturating_mul(Uint256::from(STEPS))))
}
