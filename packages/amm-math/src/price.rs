//! The price of a credit.

use crate::log::{exp2_q64, log2_ratio};
use crate::rounding::{self, mul_div, Rounding};
use crate::MathError;

/// NET base units per credit base unit in Q64.64, so from 2^-64 to 2^64 and to 5·10^-20 absolutely.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Price(u128);

/// One in Q64.64.
const ONE: u128 = 1 << 64;

impl Price {
    /// No price at all: the neutral element of a maximum.
    pub const ZERO: Self = Self(0);
    /// The largest price, 2^64 less 2^-64.
    pub const MAX: Self = Self(u128::MAX);

    /// The price whose Q64.64 representation is `raw`.
    pub const fn from_raw(raw: u128) -> Self {
        Self(raw)
    }

    /// The Q64.64 representation.
    pub const fn raw(self) -> u128 {
        self.0
    }

    /// `num` NET base units for `den` credit base units, rounded.
    ///
    /// Errors: [`MathError::DivisionByZero`] for `den = 0`; [`MathError::PriceOutOfRange`] if the price is
    /// not below 2^64, or if a positive one would round to zero.
    pub fn from_ratio(num: u128, den: u128, rounding: Rounding) -> Result<Self, MathError> {
        match mul_div(num, ONE, den, rounding) {
            Ok(0) if num > 0 => Err(MathError::PriceOutOfRange),
            Ok(raw) => Ok(Self(raw)),
            Err(MathError::Overflow) => Err(MathError::PriceOutOfRange),
            Err(error) => Err(error),
        }
    }

    /// The price whose base-2 logarithm is `x` in Q40, rounded; bounds of [`exp2_q64`].
    ///
    /// Errors: [`MathError::PriceOutOfRange`] if it is not below 2^64 or rounds to zero.
    pub fn from_log2(x: i64, rounding: Rounding) -> Result<Self, MathError> {
        match exp2_q64(x, rounding) {
            Ok(0) | Err(MathError::Overflow) => Err(MathError::PriceOutOfRange),
            Ok(raw) => Ok(Self(raw)),
            Err(error) => Err(error),
        }
    }

    /// Base-2 logarithm in Q40, rounded as by [`log2_ratio`].
    ///
    /// Errors: [`MathError::Zero`] for [`Price::ZERO`].
    pub fn log2(self) -> Result<i64, MathError> {
        log2_ratio(self.0, ONE)
    }

    /// NET base units that `credits` base units are worth, rounded.
    ///
    /// Errors: [`MathError::Overflow`] if the value exceeds `u128`.
    pub fn value(self, credits: u128, rounding: Rounding) -> Result<u128, MathError> {
        mul_div(self.0, credits, ONE, rounding)
    }

    /// `bps` basis points of the price, rounded.
    ///
    /// Errors: [`MathError::PriceOutOfRange`] if it is not below 2^64.
    pub fn mul_bps(self, bps: u32, rounding: Rounding) -> Result<Self, MathError> {
        match rounding::mul_bps(self.0, bps, rounding) {
            Ok(raw) => Ok(Self(raw)),
            Err(_) => Err(MathError::PriceOutOfRange),
        }
    }
}
