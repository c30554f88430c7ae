//! Splitting an amount by basis points without losing a unit.

use crate::rounding::{mul_bps, Rounding, BPS};
use crate::MathError;

/// Shares of `amount` by `bps`, each rounded down, the remainder going to the first: the parts add up to
/// `amount` exactly.
///
/// Errors: [`MathError::BadShares`] unless the basis points add up to [`BPS`].
pub fn split_bps<const N: usize>(amount: u128, bps: &[u32; N]) -> Result<[u128; N], MathError> {
    let sum = bps.iter().fold(0u64, |sum, share| sum.saturating_add(u64::from(*share)));
    if sum != u64::from(BPS) {
        return Err(MathError::BadShares { expected: BPS, got: sum });
    }
    let mut parts = [0u128; N];
    let mut rest = amount;
    for (part, share) in parts.iter_mut().zip(bps) {
        *part = mul_bps(amount, *share, Rounding::Down)?;
        rest = rest.checked_sub(*part).ok_or(MathError::Overflow)?;
    }
    if let Some(first) = parts.first_mut() {
        *first = first.checked_add(rest).ok_or(MathError::Overflow)?;
    }
    Ok(parts)
}
