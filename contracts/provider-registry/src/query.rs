//! Answers.

mod available;
mod calls;
mod classes;
mod pledges;
mod providers;

use api::provider_registry::raw::RESTAKING;
use api::provider_registry::{ConfigResponse, Peers, QueryMsg};
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env, Uint128};

use crate::error::ContractError;
use crate::params;
use crate::state::GLOBALS;

/// Answers a query.
pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::Class { class } => to_json_binary(&classes::class(deps, &class)?),
        QueryMsg::Classes { order, start_after, limit } => {
            to_json_binary(&classes::classes(deps, order, start_after, limit)?)
        }
        QueryMsg::Price { class } => to_json_binary(&classes::price(deps, env, &class)?),
        QueryMsg::Provider { provider } => to_json_binary(&providers::provider(deps, env, &provider)?),
        QueryMsg::Providers { order, start_after, limit } => {
            to_json_binary(&providers::providers(deps, env, order, start_after, limit)?)
        }
        QueryMsg::Position { provider, class } => {
            to_json_binary(&providers::position(deps, env, &provider, &class)?)
        }
        QueryMsg::Backing { provider, class } => {
            to_json_binary(&providers::backing(deps, &provider, &class)?)
        }
        QueryMsg::Positions { class, order, start_after, limit } => {
            to_json_binary(&providers::positions(deps, env, &class, (order, start_after, limit))?)
        }
        QueryMsg::Available { class, min_gpus, order, start_after, limit } => {
            to_json_binary(&available::available(deps, env, &class, min_gpus, (order, start_after, limit))?)
        }
        QueryMsg::JobLock { job_id } => to_json_binary(&calls::lock(deps, job_id)?),
        QueryMsg::JobCall { job_id } => to_json_binary(&calls::call(deps, job_id)?),
        QueryMsg::Pledged { market, id } => to_json_binary(&pledges::pledge(deps, &market, id)?),
        QueryMsg::Markets { order, start_after, limit } => {
            to_json_binary(&pledges::markets(deps, order, start_after, limit)?)
        }
        QueryMsg::Queue { class, order, start_after, limit } => {
            to_json_binary(&calls::queue(deps, &class, order, start_after, limit)?)
        }
        QueryMsg::QuoteLock { cost, declared_value, detection_bps } => {
            to_json_binary(&quote_lock(deps, cost, declared_value, detection_bps)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}

fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let (config, params) = GLOBALS.load(deps.storage)?;
    let restaking = RESTAKING.may_load(deps.storage)?;
    let restaking = restaking.map(|canonical| deps.api.addr_humanize(&canonical)).transpose()?;
    Ok(ConfigResponse {
        guardian: config.guardian,
        token_code_id: config.token_code_id,
        network_denom: config.network_denom,
        peers: Peers {
            pool: config.pool.into_string(),
            job_market: config.job_market.into_string(),
            fee_collector: config.fee_collector.into_string(),
            restaking: restaking.map(Addr::into_string),
        },
        params,
    })
}

fn quote_lock(
    deps: Deps,
    cost: Uint128,
    declared_value: Uint128,
    detection_bps: u32,
) -> Result<Uint128, ContractError> {
    let governed = params::lock_params(&GLOBALS.load(deps.storage)?.1);
    Ok(credit::lock::lock(&governed, cost.u128(), declared_value.u128(), detection_bps)?.into())
}
