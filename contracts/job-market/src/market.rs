//! What a class's market says, read raw from the registry and the pool: no contract is loaded for it.

use amm_math::oracle::{Checkpoints, Window};
use amm_math::record::Hot;
use amm_math::{Price, Rounding};
use api::pool::raw as pool_raw;
use api::provider_registry::raw::{totals_key, ClassTotals};
use cosmwasm_std::{Env, QuerierWrapper};

use crate::error::ContractError;
use crate::state::{Class, Config};

/// Proven GPUs of a class: what its capacity is taken to be. None is an error.
pub fn proven_gpus(querier: QuerierWrapper, config: &Config, class: &str) -> Result<u64, ContractError> {
    match may_proven_gpus(querier, config, class)? {
        0 => Err(ContractError::NoCapacity { class: class.to_owned() }),
        gpus => Ok(gpus),
    }
}

/// As [`proven_gpus`], where none is 0.
pub fn may_proven_gpus(querier: QuerierWrapper, config: &Config, class: &str) -> Result<u64, ContractError> {
    let bytes = querier.query_wasm_raw(&config.provider_registry, totals_key(class))?;
    Ok(bytes.map_or(Ok(0), |bytes| ClassTotals::decode(&bytes).map(|totals| totals.proven_gpus))?)
}

/// What a job's credits cost, and what they are worth; NET, rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// NET swapped for them, LP fee included; where none was, what they are worth.
    pub paid: u128,
    /// At least that, and at least the 30-minute mean of the primary pool: what take and lock follow from. A client that pushes the
    /// price down within its own transaction saves neither.
    pub worth: u128,
}

/// The cost of `credits` base units for which `swapped` NET was paid. Where none was: at the greater of spot and mean. A pool
/// younger than half an hour has no mean.
pub fn cost(
    querier: QuerierWrapper,
    config: &Config,
    class: &Class,
    env: &Env,
    credits: u128,
    swapped: Option<u128>,
) -> Result<Cost, ContractError> {
    let no_price = || ContractError::NoPrice { pool_id: class.pool_id };
    let hot = querier.query_wasm_raw(&config.pool, pool_raw::hot_key(class.pool_id))?.ok_or_else(no_price)?;
    let mut hot = Hot::decode(&hot)?;
    if hot.reserves.0 == 0 || hot.reserves.1 == 0 {
        return Err(no_price());
    }
    // As a trade at this block would observe the price that has stood since the last one, so that a quote, a request that swaps and
    // one that does not read the same mean; after a trade in this block it changes nothing.
    let now = env.block.time.seconds();
    hot.obs = hot.obs.advance(env.block.height, now, hot.spot_log()?)?;
    let checkpoints = querier.query_wasm_raw(&config.pool, pool_raw::checkpoints_key(class.pool_id))?;
    let mean = match checkpoints {
        Some(bytes) => hot.twap(&Checkpoints::decode(&bytes)?, Window::HalfHour, now)?,
        None => None,
    };
    let at = |price: Price| price.value(credits, Rounding::Up);
    let mean = mean.map_or(Ok(0), at)?;
    let paid = match swapped {
        Some(paid) => paid,
        None => at(hot.spot()?)?.max(mean),
    };
    Ok(Cost { paid, worth: paid.max(mean) })
}
