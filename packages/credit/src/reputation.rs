//! Reputation: good jobs and faults, weighted by the take they paid, fading with time.

use amm_math::log::{mul_exp2, FRAC_BITS};
use amm_math::rounding::{mul_div, BPS};
use amm_math::{MathError, Rounding};
use serde::{Deserialize, Serialize};

use crate::sums::add;
use crate::RuleError;

/// Seconds in which the memory of good jobs halves.
pub const GOOD_HALF_LIFE: u64 = 30 * 86_400;
/// Seconds in which the memory of faults halves.
pub const BAD_HALF_LIFE: u64 = 90 * 86_400;

/// What a provider's jobs in a class are remembered by.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// Take of good jobs as of `at`, NET.
    pub good: u128,
    /// Weighted take of faults as of `at`, NET.
    pub bad: u128,
    /// Unix seconds to which both are decayed.
    pub at: u64,
}

/// Governed parameters of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prior {
    /// a: take that every newcomer is credited with, NET.
    pub good: u128,
    /// b: what counts against every newcomer, NET.
    pub bad: u128,
    /// λ: weight of bad against good.
    pub lambda: u32,
}

impl Memory {
    /// Brought to `now`: good jobs fade faster, and each is rounded against the provider.
    pub fn faded(&self, now: u64) -> Result<Self, RuleError> {
        let elapsed = now.saturating_sub(self.at);
        Ok(Self {
            good: decay(self.good, elapsed, GOOD_HALF_LIFE, Rounding::Down)?,
            bad: decay(self.bad, elapsed, BAD_HALF_LIFE, Rounding::Up)?,
            at: self.at.max(now),
        })
    }

    /// Remembers a good job by the take it paid.
    pub fn remember_good(&mut self, take: u128, now: u64) -> Result<(), RuleError> {
        let faded = self.faded(now)?;
        *self = Self { good: add("good jobs", faded.good, take)?, ..faded };
        Ok(())
    }

    /// Remembers fraud by the take that the job would have paid.
    pub fn remember_fraud(&mut self, take: u128, now: u64) -> Result<(), RuleError> {
        let faded = self.faded(now)?;
        *self = Self { bad: add("faults", faded.bad, take)?, ..faded };
        Ok(())
    }

    /// Remembers a late result or a default: a quarter of fraud, rounded up.
    pub fn remember_unserved(&mut self, take: u128, now: u64) -> Result<(), RuleError> {
        self.remember_fraud(take.div_ceil(4), now)
    }

    /// (G + a)/(G + λB + a + b) at `now`, basis points, rounded down.
    pub fn score_bps(&self, prior: &Prior, now: u64) -> Result<u32, RuleError> {
        let faded = self.faded(now)?;
        let good = add("good jobs", faded.good, prior.good)?;
        let bad = faded
            .bad
            .checked_mul(prior.lambda.into())
            .and_then(|bad| bad.checked_add(prior.bad))
            .ok_or(RuleError::Range { what: "faults" })?;
        let score = mul_div(good, BPS.into(), add("jobs", good, bad)?, Rounding::Down)?;
        u32::try_from(score).map_err(|_| RuleError::Range { what: "score" })
    }
}

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
