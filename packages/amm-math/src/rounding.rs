//! Proportions with the rounding direction as an argument.

pub use crate::direction::Rounding;
use crate::wide::{wide, Checked, U256};
use crate::MathError;

/// Basis points in the whole.
pub const BPS: u32 = 10_000;

/// `a · b / c`, rounded, with the product held in 256 bits.
///
/// Errors: [`MathError::DivisionByZero`] for `c = 0`, [`MathError::Overflow`] if the quotient exceeds `u128`.
pub fn mul_div(a: u128, b: u128, c: u128, rounding: Rounding) -> Result<u128, MathError> {
    match a.checked_mul(b) {
        Some(product) => {
            let quotient = product.checked_div(c).ok_or(MathError::DivisionByZero)?;
            let exact = product.checked_rem(c) == Some(0);
            match rounding {
                Rounding::Up if !exact => quotient.checked_add(1).ok_or(MathError::Overflow),
                _ => Ok(quotient),
            }
        }
        None => wide::<4>(a).times(U256::from(b))?.over(U256::from(c), rounding)?.narrow(),
    }
}

/// `bps` basis points of `amount`, rounded. `bps` may exceed [`BPS`].
///
/// Errors: [`MathError::Overflow`] if the result exceeds `u128`.
pub fn mul_bps(amount: u128, bps: u32, rounding: Rounding) -> Result<u128, MathError> {
    mul_div(amount, u128::from(bps), u128::from(BPS), rounding)
}

/// What `bps` leave of the whole, in basis points.
///
/// Errors: [`MathError::OutOfRange`] naming `what` if `bps` is more than [`BPS`].
pub fn rest_bps(what: &'static str, bps: u32) -> Result<u32, MathError> {
    BPS.checked_sub(bps).ok_or(MathError::OutOfRange {
        what,
        min: 0,
        max: u128::from(BPS),
        got: u128::from(bps),
    })
}
