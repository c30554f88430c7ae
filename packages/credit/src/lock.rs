//! Locks of jobs that were not called, slashes, and where a slash goes.

use amm_math::rounding::{mul_bps, mul_div, rest_bps, BPS};
use amm_math::{MathError, Rounding};

/// The first lateness fault costs this part of the job, each further one twice as much.
pub const LIVENESS_START_BPS: u32 = 1_000;

/// Seconds in which the count of lateness faults halves.
pub const FAULT_HALF_LIFE: u64 = 30 * 86_400;

/// Governed parameters of locks and slashes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct LockParams {
    /// What cheating can win, as a part of the job's cost.
    pub gain_bps: u32,
    /// ρ: the reporter's part of a fraud slash.
    pub rho_bps: u32,
    /// The part of a fraud slash that is burned at least.
    pub burn_min_bps: u32,
    /// The largest lateness slash, as a part of the job's cost.
    pub liveness_cap_bps: u32,
    /// The smallest lock in NET base units.
    pub l_min: u128,
}

/// Where the slash for a fraud goes, in NET base units; the parts add up to the slash.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Waterfall {
    /// To who brought the verdict.
    pub reporter: u128,
    /// To the client, up to its declared value.
    pub compensation: u128,
    /// Burned: all the rest.
    pub burned: u128,
}

/// NET base units to lock for a job of `cost` and `declared_value`, when a fraud is detected with probability
/// `p_bps`: the largest of five terms, each rounded up. With g = cost·gain +
/// declared_value these are `l_min`, liveness_cap·cost, declared_value/(1 − ρ − burn_min), g(1 − p)/(p(1 −
/// ρ)) and, where a value is declared, g(1 − p)/(p·burn_min).
///
/// Errors: [`MathError::OutOfRange`] unless 0 < p ≤ 1, ρ + burn_min < 1 and burn_min > 0.
pub fn lock(params: &LockParams, cost: u128, declared_value: u128, p_bps: u32) -> Result<u128, MathError> {
    in_range("detection probability", p_bps, 1, BPS)?;
    let kept = rest_bps("reporter's share", params.rho_bps)?;
    in_range("burned share", params.burn_min_bps, 1, kept.saturating_sub(1))?;
    let for_client = kept.saturating_sub(params.burn_min_bps);

    let liveness = mul_bps(cost, params.liveness_cap_bps, Rounding::Up)?;
    let compensation = of_share(declared_value, BPS, for_client, BPS)?;
    let gain = mul_bps(cost, params.gain_bps, Rounding::Up)?
        .checked_add(declared_value)
        .ok_or(MathError::Overflow)?;
    let missed = rest_bps("detection probability", p_bps)?;
    let without_report = of_share(gain, missed, p_bps, kept)?;
    let with_collusion =
        if declared_value > 0 { of_share(gain, missed, p_bps, params.burn_min_bps)? } else { 0 };
    Ok(params.l_min.max(liveness).max(compensation).max(without_report).max(with_collusion))
}

/// Divides a fraud slash: reporter ⌊ρ⌋, then ⌈burn_min⌉ is kept for burning, then the client up to
/// `declared_value`; the rest burns too. Without a reporter its share burns, and does not go to the client.
///
/// Errors: [`MathError::OutOfRange`] if ρ + burn_min exceeds the whole.
pub fn fraud_waterfall(
    params: &LockParams,
    slashed: u128,
    declared_value: u128,
    has_reporter: bool,
) -> Result<Waterfall, MathError> {
    let kept = rest_bps("reporter's share", params.rho_bps)?;
    in_range("burned share", params.burn_min_bps, 0, kept)?;
    let bounty = mul_bps(slashed, params.rho_bps, Rounding::Down)?;
    let burn_min = mul_bps(slashed, params.burn_min_bps, Rounding::Up)?;
    let unreserved =
        slashed.checked_sub(bounty).and_then(|rest| rest.checked_sub(burn_min)).ok_or(MathError::Overflow)?;
    let compensation = declared_value.min(unreserved);
    let reporter = if has_reporter { bounty } else { 0 };
    let given = reporter.saturating_add(compensation);
    let burned = slashed.checked_sub(given).ok_or(MathError::Overflow)?;
    Ok(Waterfall { reporter, compensation, burned })
}

/// NET base units that missing a deadline costs: [`LIVENESS_START_BPS`] of the job's cost, doubled per
/// earlier fault, at most `liveness_cap_bps`; rounded up.
///
/// Errors: [`MathError::Overflow`].
pub fn liveness_slash(cost: u128, faults: u32, liveness_cap_bps: u32) -> Result<u128, MathError> {
    mul_bps(cost, ramp(faults).min(liveness_cap_bps), Rounding::Up)
}

/// Whether a fault after `faults` earlier ones reaches the cap, which is when the provider is jailed.
pub fn liveness_at_cap(faults: u32, liveness_cap_bps: u32) -> bool {
    ramp(faults) >= liveness_cap_bps
}

/// Earlier faults that still count after `dt_seconds`: halved, rounded down, every [`FAULT_HALF_LIFE`].
pub fn decayed_faults(faults: u32, dt_seconds: u64) -> u32 {
    let halvings = u32::try_from(dt_seconds / FAULT_HALF_LIFE).unwrap_or(u32::MAX);
    faults.checked_shr(halvings).unwrap_or(0)
}

fn ramp(faults: u32) -> u32 {
    2u32.saturating_pow(faults).saturating_mul(LIVENESS_START_BPS)
}

/// ⌈amount · num / (den/10⁴ · share)⌉ with all three in basis points.
fn of_share(amount: u128, num: u32, den: u32, share: u32) -> Result<u128, MathError> {
    let numerator = u128::from(num).saturating_mul(u128::from(BPS));
    let denominator = u128::from(den).saturating_mul(u128::from(share));
    mul_div(amount, numerator, denominator, Rounding::Up)
}

fn in_range(what: &'static str, got: u32, min: u32, max: u32) -> Result<(), MathError> {
    if got < min || got > max {
        return Err(MathError::OutOfRange {
            what,
            min: u128::from(min),
            max: u128::from(max),
            got: u128::from(got),
        });
    }
    Ok(())
}
