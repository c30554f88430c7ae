//! What GPUs cost for some time: requests, top-ups and quotes run this. A class's capacity and price are read raw, so that no
//! contract is loaded for them.

use amm_math::rounding::mul_bps;
use amm_math::{Price, Rounding};
use api::pool::means;
use api::provider_registry::raw::totals;
use cosmwasm_std::{Deps, Env};

use crate::error::ContractError;
use crate::funds::credits;
use crate::state::{Class, Config};

/// GPUs for some time, as they are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Hardware class.
    pub class: &'a str,
    /// GPUs.
    pub gpus: u32,
    /// Seconds that are bought on each.
    pub seconds: u64,
    /// Unix seconds by which they are over at the latest.
    pub until: u64,
}

/// What they cost, NET base units, rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bill {
    /// NET swapped for the credits, LP fee included; where none was, what they are worth.
    pub cost: u128,
    /// At least that, and at least the 30-minute mean of the primary pool: what the take follows from. A client that pushes the price
    /// down within its own transaction saves nothing of it.
    pub worth: u128,
    /// The take.
    pub take: u128,
    /// What a provider pledges for them: a part of what they are worth by that mean alone, or of the cost where there is none. A
    /// client that pushes the price up within its own transaction makes no provider answer for more.
    pub pledge: u128,
}

/// What they cost now, where `swapped` NET was paid for the credits; where none was, the greater of spot and mean. A pool
/// younger than half an hour has no mean.
///
/// Refuses a class in which accepting is paused, so that nobody could start, one that ends before, and one whose pool is empty.
pub fn bill(
    deps: Deps,
    env: &Env,
    config: &Config,
    class: &Class,
    asked: Asked,
    swapped: Option<u128>,
) -> Result<Bill, ContractError> {
    let Asked { class: id, gpus, seconds, until } = asked;
    let refused = |expected, got: String| Err(ContractError::Class { class: id.to_owned(), expected, got });
    let totals = totals(deps.querier, &config.provider_registry, id)?;
    if totals.accept_paused {
        return refused("one in which work is accepted", "one where that is paused".into());
    }
    if totals.ends_at > 0 && until > totals.ends_at {
        let got = format!("one that ends at {} s", totals.ends_at);
        return refused("one that lasts as long as the lease may", got);
    }
    let now = env.block.time.seconds();
    let means = means::read(deps.querier, &config.pool, class.pool_id, now)?;
    let means = means.ok_or(ContractError::NoPrice { pool_id: class.pool_id })?;
    let credits = credits(gpus, seconds)?;
    let at = |price: Price| price.value(credits, Rounding::Up);
    let mean = means.half_hour.map_or(Ok(0), at)?;
    let cost = match swapped {
        Some(paid) => paid,
        None => at(means.spot)?.max(mean),
    };
    let worth = cost.max(mean);
    let take = mul_bps(worth, class.terms.take_bps, Rounding::Up)?;
    let fair = if mean > 0 { mean } else { cost };
    let pledge = mul_bps(fair, config.params.early_end_bps, Rounding::Up)?;
    Ok(Bill { cost, worth, take, pledge })
}
