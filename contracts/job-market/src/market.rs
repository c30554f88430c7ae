//! What a class's market says, read raw from the registry and the pool: no contract is loaded for it.

use amm_math::oracle::{Checkpoints, Window};
use amm_math::record::Hot;
use amm_math::{Price, Rounding};
use api::pool::raw as pool_raw;
use api::provider_registry::raw::{totals_key, ClassTotals};
use cosmwasm_std::{Addr, QuerierWrapper};

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

/// What `credits` base units are worth in NET where none was swapped for them: at the greater of spot and 30-minute mean
/// of the primary pool, rounded up. A pool younger than that has a spot price only.
pub fn reference_cost(
    querier: QuerierWrapper,
    config: &Config,
    class: &Class,
    now: u64,
    credits: u128,
) -> Result<u128, ContractError> {
    let price = reference_price(querier, &config.pool, class.pool_id, now)?;
    Ok(price.value(credits, Rounding::Up)?)
}

fn reference_price(
    querier: QuerierWrapper,
    pool: &Addr,
    pool_id: u64,
    now: u64,
) -> Result<Price, ContractError> {
    let no_price = || ContractError::NoPrice { pool_id };
    let hot = querier.query_wasm_raw(pool, pool_raw::hot_key(pool_id))?.ok_or_else(no_price)?;
    let hot = Hot::decode(&hot)?;
    if hot.reserves.0 == 0 || hot.reserves.1 == 0 {
        return Err(no_price());
    }
    let spot = hot.spot()?;
    let Some(checkpoints) = querier.query_wasm_raw(pool, pool_raw::checkpoints_key(pool_id))? else {
        return Ok(spot);
    };
    let mean = hot.twap(&Checkpoints::decode(&checkpoints)?, Window::HalfHour, now)?;
    Ok(mean.map_or(spot, |mean| mean.max(spot)))
}
