//! Occupancy of a class, from which the take follows (ECONOMICS § The take).

use amm_math::occupancy::{self, TakeParams};
use cosmwasm_std::Storage;

use crate::error::ContractError;
use crate::state::{self, Backlog};

/// What a job pays for the capacity it takes, and what that does to the class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priced {
    /// What the job added to the backlog, in its unit: less than its duration where the cap cut it off.
    pub added: u64,
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
    Ok(Priced { added, take, after: Backlog { z: charge.z_after, time: now } })
}

/// Gives back what an expired job added at `since`, as far as it has not decayed.
pub fn refund(
    storage: &mut dyn Storage,
    class: &str,
    take: &api::job_market::TakeParams,
    now: u64,
    added: u64,
    since: u64,
) -> Result<(), ContractError> {
    let params = params(take);
    let backlog = decayed(state::backlog(storage, class)?, &params, now);
    let z = occupancy::refund(backlog.z, added, now.saturating_sub(since), &params);
    state::save_backlog(storage, class, Backlog { z, time: now });
    Ok(())
}

/// The backlog now, at the target that held since it was stored.
pub fn decayed(backlog: Backlog, params: &TakeParams, now: u64) -> Backlog {
    Backlog { z: occupancy::decay(backlog.z, now.saturating_sub(backlog.time), params), time: now }
}
