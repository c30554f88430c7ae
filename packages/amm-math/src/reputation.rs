//! Reputation: work and faults weighted by the take they paid, fading with time (ECONOMICS § Reputation).

use crate::log::{mul_exp2, FRAC_BITS};
use crate::rounding::BPS;
use crate::wide::{wide, Checked, U256};
use crate::{MathError, Rounding};

/// `value · 2^(−dt/half_life)`; both times in seconds.
///
/// Rounding down never exceeds the exact value and is below it by less than one unit plus a part in 2^39;
/// rounding up mirrors that.
/// Errors: [`MathError::Zero`] for a half-life of zero.
pub fn decay(
    value: u128,
    dt_seconds: u64,
    half_life_seconds: u64,
    rounding: Rounding,
) -> Result<u128, MathError> {
    let half_life = u128::from(half_life_seconds);
    let scaled = u128::from(dt_seconds) << FRAC_BITS;
    // The more halvings, the smaller the result: the exponent is rounded against the result.
    let halvings = match rounding {
        Rounding::Down => scaled.checked_next_multiple_of(half_life).and_then(|v| v.checked_div(half_life)),
        Rounding::Up => scaled.checked_div(half_life),
    }
    .ok_or(MathError::Zero { what: "half-life" })?;
    // 2^22 halvings and more are the same to any amount: nothing, or the one unit of rounding up.
    let exponent = i64::try_from(halvings).unwrap_or(i64::MAX).checked_neg().ok_or(MathError::Overflow)?;
    mul_exp2(value, exponent, rounding)
}

/// `(G + a) / (G + λB + a + b)` in basis points, rounded down: `g` and `b` are the decayed takes of successes
/// and faults, `a` and `b_prior` the prior that a newcomer starts from, all in NET base units; `lambda`
/// weighs faults.
///
/// Errors: [`MathError::DivisionByZero`] if all of them are zero.
pub fn score_bps(g: u128, b: u128, a: u128, b_prior: u128, lambda: u32) -> Result<u32, MathError> {
    let good: U256 = wide::<4>(g).plus(wide(a))?;
    let bad = wide::<4>(b).times(wide(u128::from(lambda)))?.plus(wide(b_prior))?;
    let score = good.times(wide(u128::from(BPS)))?.over(good.plus(bad)?, Rounding::Down)?.narrow()?;
    u32::try_from(score).map_err(|_| MathError::Overflow)
}
