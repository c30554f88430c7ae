//! What a class's market says, read raw from the registry and the pool: no contract is loaded for it.

use amm_math::{Price, Rounding};
use api::pool::means;
use api::provider_registry::raw::ClassTotals;
use cosmwasm_std::{Env, QuerierWrapper};

use crate::error::ContractError;
use crate::state::{Class, Config};

/// Proven GPUs of a class: what its capacity is taken to be. None is an error, and so is a class in which accepting
/// is paused: whoever requested a job in it could withdraw it at no cost, and would make the class dear meanwhile.
pub fn capacity(totals: &ClassTotals, class: &str) -> Result<u64, ContractError> {
    let refused = |expected, got: &str| {
        Err(ContractError::Class { class: class.to_owned(), expected, got: got.to_owned() })
    };
    match totals.proven_gpus {
        _ if totals.accept_paused => refused("one in which jobs are accepted", "one where that is paused"),
        0 => refused("proven GPUs, at least 1", "0"),
        gpus => Ok(gpus),
    }
}

/// Refuses a job that may last until then, Unix seconds, in a class that ends before: nobody could accept it.
pub fn require_until(totals: &ClassTotals, class: &str, until: u64) -> Result<(), ContractError> {
    if totals.ends_at == 0 || until <= totals.ends_at {
        return Ok(());
    }
    let (expected, got) =
        ("one that lasts as long as the job may", format!("one that ends at {} s", totals.ends_at));
    Err(ContractError::Class { class: class.to_owned(), expected, got })
}

/// What a job's credits cost, and what they are worth; NET, rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// NET swapped for them, LP fee included; where none was, what they are worth.
    pub paid: u128,
    /// At least that, and at least the 30-minute mean of the primary pool: what take and lock follow from. A
    /// client that pushes the price down within its own transaction saves neither.
    pub worth: u128,
}

/// The cost of `credits` base units for which `swapped` NET was paid. Where none was: at the greater of spot
/// and mean. A pool younger than half an hour has no mean.
pub fn cost(
    querier: QuerierWrapper,
    config: &Config,
    class: &Class,
    env: &Env,
    credits: u128,
    swapped: Option<u128>,
) -> Result<Cost, ContractError> {
    let now = env.block.time.seconds();
    let means = means::read(querier, &config.pool, class.pool_id, now)?;
    let means = means.ok_or(ContractError::NoPrice { pool_id: class.pool_id })?;
    let at = |price: Price| price.value(credits, Rounding::Up);
    let mean = means.half_hour.map_or(Ok(0), at)?;
    let paid = match swapped {
        Some(paid) => paid,
        None => at(means.spot)?.max(mean),
    };
    Ok(Cost { paid, worth: paid.max(mean) })
}
