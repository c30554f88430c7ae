//! Answers.

use amm_math::occupancy as math;
use amm_math::rounding::{mul_div, Rounding, BPS};
use api::earned;
use api::job_market::{
    ClaimResponse, ConfigResponse, HoldingsResponse, OccupanciesResponse, OccupancyResponse, Peers, QueryMsg,
};
use api::provider_registry::raw::totals;
use cosmwasm_std::{to_json_binary, Binary, Deps, Env};

use crate::error::ContractError;
use crate::execute::submit::delivered;
use crate::job::phase::Phase;
use crate::occupancy;
use crate::state::{self, Class, Config, CONFIG, SETTINGS};

mod jobs;
mod quote;
mod standard;

/// Days that `Holdings` sums.
const HELD_DAYS: usize = 366;

/// Dispatches a query.
pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::Job { job_id } => to_json_binary(&jobs::job(deps, job_id)?),
        QueryMsg::Jobs { filter, order, start_after, limit } => {
            to_json_binary(&jobs::page(deps, filter.unwrap_or_default(), order, start_after, limit)?)
        }
        QueryMsg::Claim { job_id } => to_json_binary(&claimed(deps, job_id)?),
        QueryMsg::Quote { class, gpus, seconds, method, declared_value, tip, pay_with } => {
            let job = quote::Quoted { class, gpus, seconds, method, declared_value, tip, pay_with };
            to_json_binary(&quote::quote(deps, env, job)?)
        }
        QueryMsg::Occupancy { class } => {
            let listed = state::class(deps.storage, &class)?;
            to_json_binary(&occupancy_of(deps, env, &CONFIG.load(deps.storage)?, class, &listed)?)
        }
        QueryMsg::Occupancies {} => to_json_binary(&occupancies(deps, env)?),
        QueryMsg::Holdings {} => to_json_binary(&holdings(deps)?),
        QueryMsg::Templates { class } => to_json_binary(&standard::templates(deps, &class)?),
        QueryMsg::Callable { class, order, start_after, limit } => {
            to_json_binary(&standard::callable(deps, &class, order, start_after, limit)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}

fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let settings = SETTINGS.load(deps.storage)?;
    Ok(ConfigResponse {
        params: settings.params,
        guardian: settings.guardian,
        network_denom: config.network_denom,
        peers: Peers {
            pool: config.pool.into(),
            provider_registry: config.provider_registry.into(),
            verifier_gateway: config.verifier_gateway.into(),
            fee_collector: config.fee_collector.into(),
        },
        paused: settings.paused,
    })
}

fn claimed(deps: Deps, job_id: u64) -> Result<ClaimResponse, ContractError> {
    let expected = "submitted, disputed or challenged";
    let job = state::live(deps.storage, job_id, expected)?;
    match delivered(deps, &job)? {
        Some(claim) => {
            let disputed = matches!(job.phase, Phase::Disputed { .. });
            Ok(ClaimResponse { method: job.terms.method, disputed, claim })
        }
        None => Err(ContractError::State { job_id, expected, got: job.phase.state() }),
    }
}

fn occupancies(deps: Deps, env: &Env) -> Result<OccupanciesResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let classes = state::classes(deps.storage)?
        .into_iter()
        .map(|(id, class)| occupancy_of(deps, env, &config, id, &class))
        .collect::<Result<_, _>>()?;
    Ok(OccupanciesResponse { classes })
}

fn occupancy_of(
    deps: Deps,
    env: &Env,
    config: &Config,
    id: String,
    class: &Class,
) -> Result<OccupancyResponse, ContractError> {
    let params = occupancy::params(&class.terms.take);
    let now = occupancy::decayed(occupancy::load(deps.storage, &id)?, &params, env.block.time.seconds());
    // One tick is the least that a job is charged for.
    let next = math::charge(now.z, 1, &params)?;
    let multiplier = mul_div(next.mult, BPS.into(), 1 << math::MULT_BITS, Rounding::Up)?;
    Ok(OccupancyResponse {
        proven_gpus: totals(deps.querier, &config.provider_registry, &id)?.proven_gpus,
        class: id,
        terms: class.terms,
        backlog: now.z,
        multiplier_bps: u32::try_from(multiplier).map_err(|_| amm_math::MathError::Overflow)?,
    })
}

fn holdings(deps: Deps) -> Result<HoldingsResponse, ContractError> {
    let (take, days) = earned::waiting(deps.storage, HELD_DAYS)?;
    Ok(HoldingsResponse { take, days })
}
