//! Binary logarithm and exponential on integers, with stated error bounds.

use crate::wide::{shift_left, shift_right, wide, Checked, U256, U512};
use crate::{MathError, Rounding};

/// Fractional bits of every logarithm in this crate: one unit is 2^-40, a factor of 1 + 6.3·10^-13.
pub const FRAC_BITS: u32 = 40;

/// Fractional bits of a mantissa in [1, 2).
const MANTISSA_BITS: u32 = 63;

/// `log2(num / den)` in Q40.
///
/// The result `r` never exceeds the exact logarithm and falls short of it by less than one unit and a
/// millionth: `0 ≤ log2(num/den) − r/2^40 < 2^-40 + 2^-61`. It lies within ±128·2^40.
/// Errors: [`MathError::Zero`] if either argument is zero.
pub fn log2_ratio(num: u128, den: u128) -> Result<i64, MathError> {
    if num == 0 || den == 0 {
        return Err(MathError::Zero { what: "argument of the logarithm" });
    }
    let (exponent, mantissa) = normalise(num, den);
    // Squaring doubles the logarithm: each time the square reaches 2, the next binary digit is one.
    let mut mantissa = mantissa;
    let mut log = exponent;
    for _ in 0..FRAC_BITS {
        let square = u128::from(mantissa).saturating_mul(u128::from(mantissa));
        let carry = square >> 127;
        log = (log << 1) | i64::from(carry == 1);
        mantissa = if carry == 1 { (square >> 64) as u64 } else { ((square << 1) >> 64) as u64 };
    }
    Ok(log)
}

/// `num / den = 2^e · m` with `m` in [1, 2), as `(e, ⌊m · 2^63⌋)`, by long division; both arguments are
/// positive.
fn normalise(num: u128, den: u128) -> (i64, u64) {
    let mut exponent = i64::from(den.leading_zeros()).saturating_sub(i64::from(num.leading_zeros()));
    let divisor = den.checked_shl(den.leading_zeros()).unwrap_or(den);
    let dividend = num.checked_shl(num.leading_zeros()).unwrap_or(num);
    // Both have their top bit set, so the quotient lies in (1/2, 2); scaled to [1, 2), its integer part is
    // one.
    let mut remainder = if dividend >= divisor {
        dividend.wrapping_sub(divisor)
    } else {
        exponent = exponent.saturating_sub(1);
        (dividend << 1).wrapping_sub(divisor)
    };
    let mut mantissa = 1u64;
    for _ in 0..MANTISSA_BITS {
        // The remainder is below the divisor; doubled, it may need a 129th bit.
        let carry = remainder >> 127;
        remainder <<= 1;
        mantissa <<= 1;
        if carry == 1 || remainder >= divisor {
            remainder = remainder.wrapping_sub(divisor);
            mantissa |= 1;
        }
    }
    (exponent, mantissa)
}

/// `value · 2^x` with `x` in Q40, rounded.
///
/// Rounding down gives `r` with `exact·(1 − 2^-56) − 1 < r ≤ exact`, rounding up `exact ≤ r < exact·(1 +
/// 2^-56) + 1`.
/// Errors: [`MathError::Overflow`] if the result exceeds `u128`.
pub fn mul_exp2(value: u128, x: i64, rounding: Rounding) -> Result<u128, MathError> {
    scale(value, x >> FRAC_BITS, fraction_bits(x), rounding)
}

/// The fraction of `x`, from Q40 to 64 bits.
fn fraction_bits(x: i64) -> u64 {
    u64::try_from(x.rem_euclid(1 << FRAC_BITS)).unwrap_or(0) << (64 - FRAC_BITS)
}

/// `2^x` as Q64.64 with `x` in Q40, rounded; bounds as for [`mul_exp2`].
///
/// Errors: [`MathError::Overflow`] for `x ≥ 64`.
pub fn exp2_q64(x: i64, rounding: Rounding) -> Result<u128, MathError> {
    mul_exp2(1 << 64, x, rounding)
}

/// `value · 2^(whole + fraction/2^64)`, rounded, with the bounds of [`mul_exp2`].
pub(crate) fn scale(value: u128, whole: i64, fraction: u64, rounding: Rounding) -> Result<u128, MathError> {
    if value == 0 {
        return Ok(0);
    }
    let (low, high) = exp2_mantissa(fraction);
    let factor = match rounding {
        Rounding::Down => low,
        Rounding::Up => high,
    };
    times_power(value, factor, i64::from(MANTISSA_BITS).saturating_sub(whole), rounding)
}

/// `value · factor / 2^shift`, rounded, for a factor from 2^63 to 2^64.
fn times_power(value: u128, factor: u128, shift: i64, rounding: Rounding) -> Result<u128, MathError> {
    let product: U256 = wide::<4>(value).times(wide(factor))?;
    match u32::try_from(shift) {
        Ok(right) => shift_right(product, right, rounding)?.narrow(),
        // Too large for u32: nothing is left. Negative: 2^63 and more, times a mantissa of 2^63 and more.
        Err(_) if shift > 0 => shift_right(product, u32::MAX, rounding)?.narrow(),
        Err(_) => {
            let left = u32::try_from(shift.unsigned_abs()).map_err(|_| MathError::Overflow)?;
            if product.bits().saturating_add(left) > 128 {
                return Err(MathError::Overflow);
            }
            product.checked_shl(left).ok_or(MathError::Overflow)?.narrow()
        }
    }
}

/// A number just below `2^x`, kept as a fraction so that what is computed from it, products, quotients and
/// comparisons, belongs to one and the same number.
#[derive(Copy, Clone)]
pub(crate) struct Power {
    /// From 2^63 to 2^64.
    mantissa: u128,
    /// The number is `mantissa / 2^shift`.
    shift: i64,
}

impl Power {
    /// The number by which [`mul_exp2`] multiplies when it rounds down: at most `2^x`, with `x` in Q40, and
    /// above `2^x·(1 − 2^-56)`.
    pub(crate) fn below(x: i64) -> Self {
        let (mantissa, _) = exp2_mantissa(fraction_bits(x));
        Self { mantissa, shift: i64::from(MANTISSA_BITS).saturating_sub(x >> FRAC_BITS) }
    }

    /// `⌊value · this⌋`: what [`mul_exp2`] gives, rounding down.
    ///
    /// Errors: [`MathError::Overflow`] if it exceeds `u128`.
    pub(crate) fn times(self, value: u128) -> Result<u128, MathError> {
        if value == 0 {
            return Ok(0);
        }
        times_power(value, self.mantissa, self.shift, Rounding::Down)
    }

    /// `value / this` as a numerator and a denominator.
    ///
    /// Errors: [`MathError::Overflow`] if one of them exceeds 512 bits.
    pub(crate) fn divide(self, value: U512) -> Result<(U512, U512), MathError> {
        let places = u32::try_from(self.shift.unsigned_abs()).map_err(|_| MathError::Overflow)?;
        let mantissa = wide(self.mantissa);
        if self.shift >= 0 {
            Ok((shift_left(value, places)?, mantissa))
        } else {
            Ok((value, shift_left(mantissa, places)?))
        }
    }
}

/// Bounds `(low, high)` of `2^(fraction/2^64)` in Q63: the product of the roots of two at the set bits.
///
/// Each root is below its exact value by less than a unit, and so is each product; as all values are below
/// 2^64, a relative error of 2^-63 is at most two units, twice per bit. The two lowest bits, worth less than
/// a unit each, have no root of their own.
fn exp2_mantissa(fraction: u64) -> (u128, u128) {
    let mut low = 1u128 << MANTISSA_BITS;
    let mut bits = fraction;
    for root in ROOTS {
        if bits >> 63 == 1 {
            low = low.saturating_mul(u128::from(root)) >> MANTISSA_BITS;
        }
        bits <<= 1;
    }
    let slack = if fraction == 0 { 0 } else { fraction.count_ones().saturating_mul(4).saturating_add(4) };
    (low, low.saturating_add(u128::from(slack)))
}

/// `⌊2^(2^-i) · 2^63⌋` for i = 1, 2, …, 62.
const ROOTS: [u64; 62] = [
    0xb504_f333_f9de_6484,
    0x9837_f051_8db8_a96f,
    0x8b95_c1e3_ea8b_d6e6,
    0x85aa_c367_cc48_7b14,
    0x82cd_8698_ac2b_a1d7,
    0x8164_d1f3_bc03_0773,
    0x80b1_ed4f_d999_ab6c,
    0x8058_d7d2_d5e5_f6b0,
    0x802c_6436_d0e0_4f50,
    0x8016_302f_1746_7628,
    0x800b_179c_8202_8fd0,
    0x8005_8baf_7fee_3b5d,
    0x8002_c5d0_0fdc_fcb6,
    0x8001_62e6_1bed_4a48,
    0x8000_b172_92f7_02a3,
    0x8000_58b9_2abb_ae02,
    0x8000_2c5c_8dad_e4d7,
    0x8000_162e_44ea_f636,
    0x8000_0b17_21fa_7c18,
    0x8000_058b_90de_7e4c,
    0x8000_02c5_c867_8f36,
    0x8000_0162_e431_db9f,
    0x8000_00b1_7218_72d0,
    0x8000_0058_b90c_1aa8,
    0x8000_002c_5c86_05a4,
    0x8000_0016_2e43_00e6,
    0x8000_000b_1721_7ff8,
    0x8000_0005_8b90_bfdd,
    0x8000_0002_c5c8_5fe6,
    0x8000_0001_62e4_2ff1,
    0x8000_0000_b172_17f8,
    0x8000_0000_58b9_0bfc,
    0x8000_0000_2c5c_85fd,
    0x8000_0000_162e_42fe,
    0x8000_0000_0b17_217f,
    0x8000_0000_058b_90bf,
    0x8000_0000_02c5_c85f,
    0x8000_0000_0162_e42f,
    0x8000_0000_00b1_7217,
    0x8000_0000_0058_b90b,
    0x8000_0000_002c_5c85,
    0x8000_0000_0016_2e42,
    0x8000_0000_000b_1721,
    0x8000_0000_0005_8b90,
    0x8000_0000_0002_c5c8,
    0x8000_0000_0001_62e4,
    0x8000_0000_0000_b172,
    0x8000_0000_0000_58b9,
    0x8000_0000_0000_2c5c,
    0x8000_0000_0000_162e,
    0x8000_0000_0000_0b17,
    0x8000_0000_0000_058b,
    0x8000_0000_0000_02c5,
    0x8000_0000_0000_0162,
    0x8000_0000_0000_00b1,
    0x8000_0000_0000_0058,
    0x8000_0000_0000_002c,
    0x8000_0000_0000_0016,
    0x8000_0000_0000_000b,
    0x8000_0000_0000_0005,
    0x8000_0000_0000_0002,
    0x8000_0000_0000_0001,
];
