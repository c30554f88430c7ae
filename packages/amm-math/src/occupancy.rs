//! The take: a base fee driven by occupancy.
//!
//! The state `z` counts, in 10^-4 seconds of a class's full capacity, the work paid for above the target. The
//! multiplier at `u` is min(m_max, e^(u/Kz)), and as Kz = (1 − U*)·W/ln 1.125, that exponential is
//! 1.125^(u/D) with the integer D = (10⁴ − U*_bps)·W.

use crate::log::{log2_ratio, scale};
use crate::rounding::{mul_div, Rounding, BPS};
use crate::wide::{shift_right, wide, Checked, U256, U512};
use crate::MathError;

/// Base units in a credit, which is one GPU-second.
const CREDIT: u128 = 1_000_000;

/// Ticks, the unit of `z`, in a second.
const TICKS: u128 = 10_000;

/// ⌊log2(1.125)·2^64⌋.
const LOG2_STEP: u128 = 3_134_563_013_331_062_591;

/// ⌊2^64/ln(1.125)⌋.
const INV_LN_STEP: u128 = 156_616_307_016_619_150_451;

/// Fractional bits of a multiplier.
pub const MULT_BITS: u32 = 32;

/// The largest m_max for which the stated bounds hold: a multiplier of 100.
pub const MULT_MAX_BPS: u32 = 1_000_000;

/// The largest W for which the stated bounds hold: 30 days, in seconds.
pub const WINDOW_MAX: u64 = 30 * 86_400;

/// Governed parameters of the take.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TakeParams {
    /// τ0: the take at multiplier one, as a part of the cost.
    pub tau_bps: u32,
    /// m_max: the largest multiplier, in basis points of one.
    pub mult_max_bps: u32,
    /// U*: the occupancy at which the multiplier stands still.
    pub target_bps: u32,
    /// W: seconds of full occupancy in which the multiplier grows by an eighth.
    pub window: u64,
}

/// What a job does to a class's occupancy, and what it pays for that.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// Mean multiplier over the job, Q32, rounded up.
    pub mult: u128,
    /// The occupancy state afterwards.
    pub z_after: u64,
    /// Integral of the multiplier over the job, Q32 · ticks.
    area: u128,
    /// Length of the job in units of the state, 10^-4 seconds.
    pub ticks: u64,
}

impl Charge {
    /// ⌈cost · τ0 · mean multiplier⌉ in NET base units, with the mean unrounded: parts of a job that last
    /// whole ticks and share its cost in proportion never pay less in sum than the job.
    ///
    /// Errors: [`MathError::Overflow`].
    pub fn take(&self, cost: u128, tau_bps: u32) -> Result<u128, MathError> {
        rate(cost, self.area, tau_bps, u128::from(self.ticks))
    }
}

/// The state after `dt_seconds` without work: z − U*·Δt, at least zero.
pub fn decay(z: u64, dt_seconds: u64, params: &TakeParams) -> u64 {
    z.saturating_sub(dt_seconds.saturating_mul(u64::from(params.target_bps)))
}

/// Ticks of the class's full capacity in `credits` base units: at least one, rounded up.
///
/// Errors: [`MathError::Zero`] for a class without capacity; [`MathError::Overflow`] above 2^64 − 1.
pub fn ticks(credits: u128, cap_gpus: u64) -> Result<u64, MathError> {
    if cap_gpus == 0 {
        return Err(MathError::Zero { what: "capacity" });
    }
    let per_second = u128::from(cap_gpus).checked_mul(CREDIT).ok_or(MathError::Overflow)?;
    let ticks = mul_div(credits, TICKS, per_second, Rounding::Up)?.max(1);
    u64::try_from(ticks).map_err(|_| MathError::Overflow)
}

/// The multiplier of a job of so many `ticks` that starts at state `z`, and the state after it.
///
/// The multiplier is at least the exact mean of min(m_max, e^(u/Kz)) over [z, z + ticks]. It exceeds it by
/// less than two units plus m_max·((1 + Kz/ticks)/2^53 + 1/(Kz·ticks)), with Kz in ticks. Errors:
/// [`MathError::Zero`] for no ticks; [`MathError::OutOfRange`] for parameters outside the formula's domain:
/// U* below 100 %, m_max from 1 to [`MULT_MAX_BPS`], W from 1 to [`WINDOW_MAX`] seconds.
pub fn charge(z: u64, ticks: u64, params: &TakeParams) -> Result<Charge, MathError> {
    let curve = Curve::new(params)?;
    if ticks == 0 {
        return Err(MathError::Zero { what: "work" });
    }
    let end = z.checked_add(ticks).ok_or(MathError::Overflow)?;
    // Bounds of one antiderivative: in a sum over parts what lies between does not cancel but adds.
    let upper = curve.area(end, Rounding::Up)?;
    let area = upper.checked_sub(curve.area(z, Rounding::Down)?).ok_or(MathError::Overflow)?;
    let highest = curve.mult_max.checked_mul(u128::from(ticks)).ok_or(MathError::Overflow)?;
    let area = area.min(highest);
    Ok(Charge { mult: area.div_ceil(u128::from(ticks)), z_after: end.min(curve.z_max), area, ticks })
}

/// The state after a job that raised it by `added` ticks, `dt_seconds` ago, expired: what the job added, less
/// what has decayed since. All decay counts as the job's own and what the cap cut off was never added, so
/// that posting jobs and letting them expire never takes away what other jobs added (short of the cap). `z`
/// is the state now.
pub fn refund(z: u64, added: u64, dt_seconds: u64, params: &TakeParams) -> u64 {
    z.saturating_sub(decay(added, dt_seconds, params))
}

/// ⌈cost · τ0 · mult⌉ in NET base units, with `mult` in Q32: for a multiplier that was fixed beforehand. A
/// job charged at once pays [`Charge::take`], which is never more.
///
/// Errors: [`MathError::Overflow`].
pub fn take(cost: u128, mult: u128, tau_bps: u32) -> Result<u128, MathError> {
    rate(cost, mult, tau_bps, 1)
}

/// ⌈cost · τ0 · area / ticks⌉.
fn rate(cost: u128, area: u128, tau_bps: u32, ticks: u128) -> Result<u128, MathError> {
    let product: U512 = wide::<8>(cost).times(wide(area))?.times(wide(u128::from(tau_bps)))?;
    let divisor = wide::<8>(ticks).times(wide(u128::from(BPS) << MULT_BITS))?;
    product.over(divisor, Rounding::Up)?.narrow()
}

/// The multiplier as a function of the state.
struct Curve {
    /// D: ticks in which the multiplier grows by an eighth.
    step: u128,
    /// Where the multiplier reaches its maximum, in ticks, rounded down.
    z_max: u64,
    /// m_max in Q32, rounded up.
    mult_max: u128,
}

impl Curve {
    fn new(params: &TakeParams) -> Result<Self, MathError> {
        let whole = u128::from(BPS);
        let range = |what, got: u128, min, max| {
            if got < min || got > max {
                return Err(MathError::OutOfRange { what, min, max, got });
            }
            Ok(())
        };
        range("target occupancy", u128::from(params.target_bps), 0, whole.saturating_sub(1))?;
        range("largest multiplier", u128::from(params.mult_max_bps), whole, u128::from(MULT_MAX_BPS))?;
        range("window", u128::from(params.window), 1, u128::from(WINDOW_MAX))?;
        let step = whole
            .saturating_sub(u128::from(params.target_bps))
            .checked_mul(u128::from(params.window))
            .ok_or(MathError::Overflow)?;
        let log_max = log2_ratio(u128::from(params.mult_max_bps), whole)?;
        let log_max = u128::try_from(log_max).map_err(|_| MathError::Overflow)? << 24;
        // One more in the divisor, so that the curve never passes its maximum.
        let z_max = mul_div(step, log_max, LOG2_STEP.saturating_add(1), Rounding::Down)?;
        Ok(Self {
            step,
            z_max: u64::try_from(z_max).map_err(|_| MathError::Overflow)?,
            mult_max: mul_div(u128::from(params.mult_max_bps), 1 << MULT_BITS, whole, Rounding::Up)?,
        })
    }

    /// A bound from below or above of the integral of the multiplier from 0 to `z`, in Q32 · ticks.
    fn area(&self, z: u64, rounding: Rounding) -> Result<u128, MathError> {
        let curved = z.min(self.z_max);
        let flat =
            u128::from(z.saturating_sub(curved)).checked_mul(self.mult_max).ok_or(MathError::Overflow)?;
        let log2_step = LOG2_STEP.saturating_add(u128::from(rounding == Rounding::Up));
        let exponent = mul_div(u128::from(curved), log2_step, self.step, rounding)?;
        let whole = i64::try_from(exponent >> 64).map_err(|_| MathError::Overflow)?;
        let fraction = (exponent & 0xffff_ffff_ffff_ffff) as u64;
        let growth = scale(1 << 64, whole, fraction, rounding)?.saturating_sub(1 << 64);
        let inv_ln_step = INV_LN_STEP.saturating_add(u128::from(rounding == Rounding::Up));
        let rise: U256 = wide::<4>(growth).times(wide(inv_ln_step))?.times(wide(self.step))?;
        let rise = shift_right(rise, 128 - MULT_BITS, rounding)?.narrow()?;
        rise.checked_add(flat).ok_or(MathError::Overflow)
    }
}
