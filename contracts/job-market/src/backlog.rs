//! Occupancy of a class, from which the take follows (ECONOMICS § The take).

use amm_math::occupancy::{self, TakeParams};
use amm_math::rounding::{mul_div, Rounding};
use cosmwasm_std::Storage;

use crate::error::ContractError;
use crate::state::{self, Backlog, Terms};

/// What a job pays for the capacity it takes, and what that does to the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priced {
    /// The job's work: its seconds of the class's whole capacity, rounded up, in the backlog's unit.
    pub ticks: u64,
    /// What of it was added to the backlog: less where the cap cut it off.
    pub added: u64,
    /// U* that holds now, basis points.
    pub target_bps: u32,
    /// NET base units, rounded up.
    pub take: u128,
    /// Occupancy afterwards.
    pub after: Backlog,
}

/// The parameters as `amm-math` names them.
pub fn params(take: &api::job_market::TakeParams) -> TakeParams {
    TakeParams {
        tau_bps: take.base_bps,
        mult_max_bps: take.max_multiplier_bps,
        target_bps: take.target_bps,
        window: take.window,
    }
}

/// The take of `credits` base units that cost `cost` NET, in a class with `proven_gpus` > 0. Execution and quote run this.
pub fn price(
    backlog: Backlog,
    take: &api::job_market::TakeParams,
    now: u64,
    proven_gpus: u64,
    credits: u128,
    cost: u128,
) -> Result<Priced, ContractError> {
    let params = params(take);
    let duration = occupancy::duration(credits, proven_gpus)?;
    let before = decayed(backlog, &params, now).z;
    let charge = occupancy::charge(before, duration, &params)?;
    let take = charge.take(cost, params.tau_bps)?;
    let added = charge.z_after.saturating_sub(before);
    let after = Backlog { z: charge.z_after, time: now };
    Ok(Priced { ticks: charge.ticks, added, target_bps: params.target_bps, take, after })
}

/// What a job that nobody took up still adds to the backlog at `now`: what it added, less what has decayed since. All decay
/// counts as its own, so that it never takes away what other jobs added.
pub fn remaining(terms: &Terms, now: u64) -> u64 {
    let decayed = now.saturating_sub(terms.requested_at).saturating_mul(terms.target_bps.into());
    terms.added.saturating_sub(decayed)
}

/// Takes the rest of such a job off the backlog.
pub fn give_back(
    storage: &mut dyn Storage,
    terms: &Terms,
    take: &api::job_market::TakeParams,
    now: u64,
) -> Result<(), ContractError> {
    let backlog = decayed(state::backlog(storage, &terms.class)?, &params(take), now);
    let z = backlog.z.saturating_sub(remaining(terms, now));
    state::save_backlog(storage, &terms.class, Backlog { z, time: now });
    Ok(())
}

/// What of its take an expired job has used up: the part of its work that it held the multiplier up for and cannot give back,
/// rounded up. Returning all of it would let anyone keep the multiplier up for nothing, with jobs that nobody can accept.
pub fn used_take(terms: &Terms, now: u64) -> Result<u128, ContractError> {
    let used = terms.ticks.saturating_sub(remaining(terms, now));
    Ok(mul_div(terms.take, used.into(), terms.ticks.into(), Rounding::Up)?)
}

/// The backlog now, at the target that held since it was stored.
pub fn decayed(backlog: Backlog, params: &TakeParams, now: u64) -> Backlog {
    Backlog { z: occupancy::decay(backlog.z, now.saturating_sub(backlog.time), params), time: now }
}
