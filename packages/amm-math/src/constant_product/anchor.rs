//! Swaps under a limit: no unit brings more than the price at which the block began.
//!
//! x and y are the reserves coming in and going out, n is the net input, p the most y per x, and plain =
//! ⌊y·n/(x + n)⌋. Where y/x ≤ p the limit does not bear on the swap. Otherwise the curve gives more than p up to
//! the knee a, and from there on less:
//!
//! ```text
//! a = ⌈√(x·y/p)⌉ − x      g = ⌊a·p⌋      E = max(0, ⌈y·a/(x + a)⌉ − g)
//! exact-in    n ≤ a: out = min(plain, ⌊n·p⌋)             n > a: out = max(plain − E, min(g, plain))
//! exact-out   o ≤ g: n = max(⌈o/p⌉, ⌈x·o/(y − o)⌉)       else:  n = ⌈x·(o + E)/(y − o − E)⌉, which is above a
//! ```
//!
//! In the first of these ⌈x·o/(y − o)⌉ matters where a unit of input is much of x: the unit that holds the knee is
//! then worth less on the curve than at the limit.
//!
//! p is the limit 2^L itself, short of it by less than 2^-56 of it: one fraction of a mantissa of 64 bits and a
//! power of two, the same in every formula. So the rounding above is all there is: the output is at most n·p and
//! at most plain, it never falls as n grows, and the input for an output is the first that gives it.

use super::bounds::{check_reserve, plain_net};
use crate::log::Power;
use crate::rounding::{mul_div, Rounding};
use crate::wide::{sqrt_floor, wide, Checked, U512};
use crate::MathError;

/// The limit of a swap within a block that began at the price 2^`anchor_log`, log2 in Q40 of asset 1 per asset 0
/// as [`spot_log`](super::spot_log) gives it: that price where asset 0 is sold, and two units less than its
/// inverse where asset 1 is.
///
/// A logarithm falls short of the price by up to a unit and a millionth, so both limits are at or below the exact
/// price, and the product of both is below one.
pub fn limit(anchor_log: i64, sold_asset_0: bool) -> i64 {
    if sold_asset_0 {
        anchor_log
    } else {
        anchor_log.saturating_add(2).saturating_neg()
    }
}

/// What reserves of `x` and `y` are worth, at the price 2^`anchor_log` of asset 0 in asset 1, beyond the least that any
/// reserves with their product are worth at it: (√y − √(x·price))², in whichever asset the pool has too much of.
/// The answer is (of asset 0, of asset 1); one of them is 0, both at that very price.
///
/// Rounded up but for the logarithm's error, and by less than three units. It is at most the reserve.
/// A provider who leaves within a block leaves its part of it: what trades of the block brought the pool by moving its
/// price belongs to nobody who came in between. Else who buys first could sell, as a provider, at the raised price.
pub fn excess(x: u128, y: u128, anchor_log: i64) -> (u128, u128) {
    let of_1 = beyond(y, x, anchor_log);
    if of_1 > 0 {
        return (0, of_1);
    }
    (beyond(x, y, anchor_log.saturating_neg()), 0)
}

/// (√own − √(other·2^`log`))², rounded up; 0 unless own is the larger one.
fn beyond(own: u128, other: u128, log: i64) -> u128 {
    let least = Power::below(log).times(other).unwrap_or(u128::MAX);
    if least >= own {
        return 0;
    }
    // ⌊√(4·own·least)⌋, of numbers of at most 113 bits in any pool: nothing overflows.
    let square = wide::<8>(own).times(wide(least)).and_then(|product| product.times(wide(4)));
    let root = square.and_then(sqrt_floor).and_then(|root| root.narrow()).unwrap_or(u128::MAX);
    own.saturating_add(least).saturating_sub(root)
}

/// A limit that bears on a swap, with the reserves.
#[derive(Copy, Clone)]
pub(super) struct Cap {
    x: u128,
    y: u128,
    p: Power,
}

/// What the limit gives up to the knee, g, and what the curve gives there beyond that, E.
struct Knee {
    output: u128,
    excess: u128,
}

impl Cap {
    /// None where the curve is nowhere above the limit.
    pub(super) fn above_which(x: u128, y: u128, limit: i64) -> Option<Self> {
        let p = Power::below(limit);
        // y is whole, so that it may be compared with what rounding down leaves; what overflows is above it.
        p.times(x).ok().filter(|most| y > *most).map(|_| Self { x, y, p })
    }

    /// The output for the net input `net`, which must leave the reserve within its bounds, of which the curve
    /// gives `plain`.
    pub(super) fn output(self, net: u128, plain: u128) -> Result<u128, MathError> {
        // The limit alone is what overflows here, and plain is less.
        let line = self.p.times(net).unwrap_or(u128::MAX);
        // Never more than the line. (It also keeps what follows within 512 bits: p is at least 2^-112.)
        if line == 0 || self.is_before_knee(net)? {
            return Ok(plain.min(line));
        }
        let knee = self.knee()?;
        Ok(plain.saturating_sub(knee.excess).max(plain.min(knee.output)))
    }

    /// The first net input whose output is at least `out`.
    ///
    /// Errors: [`MathError::ReserveTooLarge`] if it exceeds the largest reserve;
    /// [`MathError::InsufficientLiquidity`] if there is none.
    pub(super) fn input(self, out: u128) -> Result<u128, MathError> {
        let plain = plain_net(self.x, self.y, out, 0)?;
        // The output is at most n·p, so no input below ⌈out/p⌉ will do, before the knee or after it.
        let line = self
            .p
            .divide(wide(out))
            .and_then(|(numerator, denominator)| numerator.over(denominator, Rounding::Up)?.narrow())
            .unwrap_or(u128::MAX);
        check_reserve(self.x.saturating_add(line))?;
        if self.is_before_knee(line)? {
            return Ok(plain.max(line));
        }
        let knee = self.knee()?;
        plain_net(self.x, self.y, out, knee.excess)
    }

    /// Whether n ≤ a, without the root: x + n − 1 < √(x·y/p).
    fn is_before_knee(self, net: u128) -> Result<bool, MathError> {
        let below: U512 = wide(self.x.saturating_add(net).saturating_sub(1));
        let (numerator, denominator) = self.square()?;
        Ok(below.times(below)?.times(denominator)? < numerator)
    }

    /// x·y/p, the square of the input's reserve at the knee.
    fn square(self) -> Result<(U512, U512), MathError> {
        self.p.divide(wide::<8>(self.x).times(wide(self.y))?)
    }

    fn knee(self) -> Result<Knee, MathError> {
        let (numerator, denominator) = self.square()?;
        // ⌈√(n/d)⌉ = ⌊√⌊(n − 1)/d⌋⌋ + 1 for whole n, d > 0.
        let below = numerator.minus(U512::ONE)?.over(denominator, Rounding::Down)?;
        let reserve = sqrt_floor(below)?.narrow()?.checked_add(1).ok_or(MathError::Overflow)?;
        let input = reserve.checked_sub(self.x).ok_or(MathError::Overflow)?;
        let output = self.p.times(input)?;
        let excess = mul_div(self.y, input, reserve, Rounding::Up)?.saturating_sub(output);
        Ok(Knee { output, excess })
    }
}
