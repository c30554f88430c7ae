//! What stands behind minted credits (ECONOMICS § Credits): mint price, basis, margin, capacity.

use crate::rounding::{mul_bps, mul_div, Rounding};
use crate::{MathError, Price};

/// Base units in a credit, which is one GPU-second.
const CREDIT: u128 = 1_000_000;

/// The price at which minted credits are margined: the highest of the class's governed floor, the spot price
/// and the means that exist yet.
pub fn mint_price(p_init: Price, spot: Price, twap_30m: Option<Price>, twap_24h: Option<Price>) -> Price {
    p_init.max(spot).max(twap_30m.unwrap_or(Price::ZERO)).max(twap_24h.unwrap_or(Price::ZERO))
}

/// `coverage · max(obligation · p, basis)` in NET base units, rounded up at both steps; obligation in credit
/// base units.
///
/// Errors: [`MathError::Overflow`].
pub fn margin(coverage_bps: u32, obligation: u128, p: Price, basis: u128) -> Result<u128, MathError> {
    mul_bps(p.value(obligation, Rounding::Up)?.max(basis), coverage_bps, Rounding::Up)
}

/// What minting adds to the basis: `minted · p` in NET base units, rounded up.
///
/// Errors: [`MathError::Overflow`].
pub fn basis_added(minted: u128, p: Price) -> Result<u128, MathError> {
    p.value(minted, Rounding::Up)
}

/// The basis left after `redeemed` of `obligation` credits: pro rata, rounded up; nothing once all are
/// redeemed.
///
/// Errors: [`MathError::InsufficientLiquidity`] if more is redeemed than owed.
pub fn basis_after(basis: u128, obligation: u128, redeemed: u128) -> Result<u128, MathError> {
    let left = obligation
        .checked_sub(redeemed)
        .ok_or(MathError::InsufficientLiquidity { available: obligation, requested: redeemed })?;
    if left == 0 {
        return Ok(0);
    }
    mul_div(basis, left, obligation, Rounding::Up)
}

/// The most credits, in base units, that `gpus` may owe when each can serve `horizon_secs`.
///
/// Errors: [`MathError::Overflow`].
pub fn capacity(gpus: u32, horizon_secs: u64) -> Result<u128, MathError> {
    u128::from(gpus)
        .checked_mul(u128::from(horizon_secs))
        .and_then(|seconds| seconds.checked_mul(CREDIT))
        .ok_or(MathError::Overflow)
}
