//! What amounts and fees the curve takes, and the curve itself.

use crate::rounding::{mul_div, rest_bps, Rounding, BPS};
use crate::MathError;

/// Largest reserve in base units: what 14 bytes hold.
pub const MAX_RESERVE: u128 = (1 << 112) - 1;

/// What the curve gives for `net`, rounded down.
pub(super) fn plain_out(reserve_in: u128, reserve_out: u128, net: u128) -> Result<u128, MathError> {
    let reserve_after = reserve_in.checked_add(net).ok_or(MathError::Overflow)?;
    mul_div(reserve_out, net, reserve_after, Rounding::Down)
}

/// The first net input for which the curve gives `amount_out` and `excess` more.
pub(super) fn plain_net(
    reserve_in: u128,
    reserve_out: u128,
    amount_out: u128,
    excess: u128,
) -> Result<u128, MathError> {
    let taken = amount_out.saturating_add(excess);
    let left =
        reserve_out.checked_sub(taken).filter(|left| *left > 0).ok_or(MathError::InsufficientLiquidity {
            available: reserve_out.saturating_sub(excess).saturating_sub(1),
            requested: amount_out,
        })?;
    mul_div(reserve_in, taken, left, Rounding::Up)
}

pub(super) fn positive(what: &'static str, value: u128) -> Result<(), MathError> {
    if value == 0 {
        return Err(MathError::Zero { what });
    }
    Ok(())
}

pub(super) fn check_reserve(reserve: u128) -> Result<(), MathError> {
    if reserve > MAX_RESERVE {
        return Err(MathError::ReserveTooLarge { max: MAX_RESERVE, got: reserve });
    }
    Ok(())
}

pub(super) fn check_reserves(x: u128, y: u128) -> Result<(), MathError> {
    positive("reserve", x)?;
    positive("reserve", y)?;
    check_reserve(x)?;
    check_reserve(y)
}

/// The reserve after `amount` came in.
pub(super) fn grown(reserve: u128, amount: u128) -> Result<u128, MathError> {
    let after = reserve.saturating_add(amount);
    check_reserve(after)?;
    Ok(after)
}

/// What the fee leaves of the whole, in basis points.
pub(super) fn check_fee(fee_bps: u32) -> Result<u32, MathError> {
    rest_bps("fee", fee_bps)
        .ok()
        .filter(|kept| *kept > 0)
        .ok_or(MathError::BadFee { limit: BPS, got: fee_bps })
}
