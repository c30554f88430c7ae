//! Intermediate results wider than 128 bits: checked, and narrowed explicitly.

use bnum::{cast::CastFrom, BUint};

use crate::{MathError, Rounding};

/// 256 bits: a product of two amounts.
pub(crate) type U256 = BUint<4>;
/// 512 bits: a product of two such products.
pub(crate) type U512 = BUint<8>;

/// Arithmetic that reports overflow as [`MathError`].
pub(crate) trait Checked: Sized {
    fn plus(self, other: Self) -> Result<Self, MathError>;
    fn minus(self, other: Self) -> Result<Self, MathError>;
    fn times(self, other: Self) -> Result<Self, MathError>;
    fn over(self, other: Self, rounding: Rounding) -> Result<Self, MathError>;
    fn narrow(self) -> Result<u128, MathError>;
}

impl<const N: usize> Checked for BUint<N> {
    fn plus(self, other: Self) -> Result<Self, MathError> {
        self.checked_add(other).ok_or(MathError::Overflow)
    }

    fn minus(self, other: Self) -> Result<Self, MathError> {
        self.checked_sub(other).ok_or(MathError::Overflow)
    }

    fn times(self, other: Self) -> Result<Self, MathError> {
        self.checked_mul(other).ok_or(MathError::Overflow)
    }

    fn over(self, other: Self, rounding: Rounding) -> Result<Self, MathError> {
        let quotient = self.checked_div(other).ok_or(MathError::DivisionByZero)?;
        match rounding {
            Rounding::Down => Ok(quotient),
            Rounding::Up if quotient.times(other)? == self => Ok(quotient),
            Rounding::Up => quotient.plus(Self::ONE),
        }
    }

    fn narrow(self) -> Result<u128, MathError> {
        u128::try_from(self).map_err(|_| MathError::Overflow)
    }
}

/// Lossless: every type that calls this is at least 256 bits wide.
pub(crate) fn wide<const N: usize>(value: u128) -> BUint<N> {
    BUint::cast_from(value)
}

/// `value / 2^shift`, rounded; a shift past the width leaves nothing, or one when rounding up.
pub(crate) fn shift_right<const N: usize>(
    value: BUint<N>,
    shift: u32,
    rounding: Rounding,
) -> Result<BUint<N>, MathError> {
    let floor = value.checked_shr(shift).unwrap_or(BUint::ZERO);
    let exact = value.is_zero() || value.trailing_zeros() >= shift;
    match rounding {
        Rounding::Up if !exact => floor.plus(BUint::ONE),
        _ => Ok(floor),
    }
}

/// `value · 2^shift`, exact.
pub(crate) fn shift_left<const N: usize>(value: BUint<N>, shift: u32) -> Result<BUint<N>, MathError> {
    if value.is_zero() {
        return Ok(value);
    }
    if value.leading_zeros() < shift {
        return Err(MathError::Overflow);
    }
    value.checked_shl(shift).ok_or(MathError::Overflow)
}

/// ⌊√n⌋ by Newton's iteration from above. The start is the root of the leading 126 bits or so, rounded up,
/// hence right to 62 bits: two to four divisions are enough for 512 bits.
pub(crate) fn sqrt_floor<const N: usize>(n: BUint<N>) -> Result<BUint<N>, MathError> {
    if n.is_zero() {
        return Ok(n);
    }
    let shift = n.bits().saturating_sub(126).next_multiple_of(2);
    let leading = n.checked_shr(shift).unwrap_or(BUint::ZERO).narrow()?;
    let start = wide::<N>(leading.isqrt()).plus(BUint::ONE)?;
    let mut root = start.checked_shl(shift / 2).ok_or(MathError::Overflow)?;
    loop {
        let next = root.plus(n.over(root, Rounding::Down)?)?.checked_shr(1).unwrap_or(BUint::ZERO);
        if next >= root {
            return Ok(root);
        }
        root = next;
    }
}
