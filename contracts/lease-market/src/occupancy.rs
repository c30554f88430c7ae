//! Occupancy of a class by leases, from which the take of a lease follows.
//!
//! z counts leased capacity above the target, in 10^-4 seconds of the class's whole capacity: it moves by leased/capacity − U* a
//! second. A request moves nothing, so nobody makes the class dear by asking.

use amm_math::occupancy::{self as math, TakeParams, MULT_BITS};
use amm_math::rounding::{mul_div, Rounding, BPS};
use amm_math::MathError;
use api::common::CREDIT;
use api::job_market::TakeParams as ClassTake;
use serde::{Deserialize, Serialize};

/// Occupancy of a class.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Occupancy {
    /// z as of `time`, 10^-4 seconds of full capacity.
    pub z: u64,
    /// Unix seconds.
    pub time: u64,
    /// GPUs on lease since then.
    pub leased: u64,
    /// Proven GPUs at the last start, at least 1 where there was one.
    pub capacity: u64,
}

/// The parameters as `amm-math` names them.
fn params(take: &ClassTake) -> TakeParams {
    TakeParams {
        tau_bps: take.base_bps,
        mult_max_bps: take.max_multiplier_bps,
        target_bps: take.target_bps,
        window: take.window,
    }
}

impl Occupancy {
    /// As it is now. What was leased rounds up, by less than a tick each time; z stops where the multiplier is at its largest.
    pub fn at(self, take: &ClassTake, now: u64) -> Result<Self, MathError> {
        let params = params(take);
        let passed = now.saturating_sub(self.time);
        // More GPUs than were ever proven count as all of them: offering GPUs costs nothing.
        let work = u128::from(self.leased.min(self.capacity.max(1)))
            .checked_mul(passed.into())
            .and_then(|work| work.checked_mul(BPS.into()))
            .ok_or(MathError::Overflow)?
            .div_ceil(u128::from(self.capacity.max(1)));
        let work = u64::try_from(work).map_err(|_| MathError::Overflow)?;
        let target = passed.saturating_mul(u64::from(params.target_bps));
        let z = match work.checked_sub(target) {
            None | Some(0) => self.z.saturating_sub(target.saturating_sub(work)),
            Some(above) => math::charge(self.z, above, &params)?.z_after,
        };
        Ok(Self { z, time: now, ..self })
    }

    /// With `gpus` more on lease, and so many GPUs proven; where none is, as many as before.
    pub fn started(self, gpus: u32, proven_gpus: u64) -> Self {
        let leased = self.leased.saturating_add(gpus.into());
        let capacity = if proven_gpus > 0 { proven_gpus } else { self.capacity.max(1) };
        Self { leased, capacity, ..self }
    }

    /// With `gpus` fewer on lease.
    pub fn ended(self, gpus: u32) -> Self {
        Self { leased: self.leased.saturating_sub(gpus.into()), ..self }
    }

    /// The take of a lease of `gpus` that is worth so much NET, at this occupancy: its multiplier is the mean over what the GPUs
    /// would add in a window.
    pub fn take(
        &self,
        take: &ClassTake,
        gpus: u32,
        proven_gpus: u64,
        worth: u128,
    ) -> Result<u128, MathError> {
        self.charge(take, gpus, proven_gpus)?.take(worth, take.base_bps)
    }

    /// The multiplier of that take, basis points, rounded up.
    pub fn multiplier(&self, take: &ClassTake, gpus: u32, proven_gpus: u64) -> Result<u32, MathError> {
        let charge = self.charge(take, gpus, proven_gpus)?;
        let multiplier = mul_div(charge.mult, BPS.into(), 1 << MULT_BITS, Rounding::Up)?;
        u32::try_from(multiplier).map_err(|_| MathError::Overflow)
    }

    fn charge(&self, take: &ClassTake, gpus: u32, proven_gpus: u64) -> Result<math::Charge, MathError> {
        let work = u128::from(gpus)
            .checked_mul(take.window.into())
            .and_then(|work| work.checked_mul(CREDIT))
            .ok_or(MathError::Overflow)?;
        math::charge(self.z, math::ticks(work, proven_gpus)?, &params(take))
    }
}
