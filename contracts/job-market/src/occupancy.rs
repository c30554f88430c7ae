//! Occupancy of a class, from which the take follows.

use amm_math::occupancy::{self as math, TakeParams};
use amm_math::rounding::{mul_div, Rounding};
use api::job_market::TakeParams as ClassTake;
use cosmwasm_std::Storage;

use crate::error::ContractError;
use crate::job::terms::Terms;
use crate::state::{Class, Occupancy, OCCUPANCY};

/// What a job costs for the capacity it takes, and what that does to the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The job's work in ticks, 10^-4 seconds of the class's whole capacity, rounded up.
    pub ticks: u64,
    /// What of it was added to the occupancy: less where the cap cut it off.
    pub added: u64,
    /// U* that holds now, basis points.
    pub target_bps: u32,
    /// NET base units, rounded up.
    pub take: u128,
    /// Occupancy afterwards.
    pub after: Occupancy,
}

/// The parameters as `amm-math` names them.
pub fn params(take: &ClassTake) -> TakeParams {
    TakeParams {
        tau_bps: take.base_bps,
        mult_max_bps: take.max_multiplier_bps,
        target_bps: take.target_bps,
        window: take.window,
    }
}

/// The take of `credits` base units that are worth `worth` NET, in a class with `proven_gpus` > 0. Execution
/// and quote run this.
pub fn charge(
    occupancy: Occupancy,
    take: &ClassTake,
    now: u64,
    proven_gpus: u64,
    credits: u128,
    worth: u128,
) -> Result<Charge, ContractError> {
    let params = params(take);
    let before = decayed(occupancy, &params, now).z;
    let charge = math::charge(before, math::ticks(credits, proven_gpus)?, &params)?;
    Ok(Charge {
        ticks: charge.ticks,
        added: charge.z_after.saturating_sub(before),
        target_bps: params.target_bps,
        take: charge.take(worth, params.tau_bps)?,
        after: Occupancy { z: charge.z_after, time: now },
    })
}

/// Occupancy of a class as it was stored; zero before its first job.
pub fn load(storage: &dyn Storage, class: &str) -> Result<Occupancy, ContractError> {
    Ok(OCCUPANCY.may_load(storage, class.as_bytes())?.unwrap_or_default())
}

/// Takes off what is left of a job's work; nothing where the class's target has changed since its request, because then
/// nobody can tell what of it the new target has left.
pub fn give_back(
    storage: &mut dyn Storage,
    terms: &Terms,
    class: &Class,
    now: u64,
) -> Result<(), ContractError> {
    if class.target_since >= terms.requested.time && class.target_since > 0 {
        return Ok(());
    }
    let stands = decayed(load(storage, &terms.class)?, &params(&class.terms.take), now);
    let z = stands.z.saturating_sub(remaining(terms, now));
    Ok(OCCUPANCY.save(storage, terms.class.as_bytes(), &Occupancy { z, time: now })?)
}

/// What of its take a job has used up by `now`: the part of its work that it held the multiplier up for and
/// cannot give back, rounded up. Returning all of it would let anyone keep the multiplier up for nothing,
/// with jobs that nobody can accept or judge.
pub fn used_take(terms: &Terms, now: u64) -> Result<u128, ContractError> {
    let used = terms.ticks.saturating_sub(remaining(terms, now));
    Ok(mul_div(terms.take, used.into(), terms.ticks.into(), Rounding::Up)?)
}

/// The occupancy now, at the target that held since it was stored.
pub fn decayed(stored: Occupancy, params: &TakeParams, now: u64) -> Occupancy {
    Occupancy { z: math::decay(stored.z, now.saturating_sub(stored.time), params), time: now }
}

/// What a job's work still adds to the occupancy at `now`: what it added, less what has decayed since. All
/// decay counts as its own, so that it never takes away what other jobs added.
fn remaining(terms: &Terms, now: u64) -> u64 {
    let decayed = now.saturating_sub(terms.requested.time).saturating_mul(terms.target_bps.into());
    terms.added.saturating_sub(decayed)
}
