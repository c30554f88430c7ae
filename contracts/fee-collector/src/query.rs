//! Answers.

use api::common::Asset;
use api::fee_collector::{BalancesResponse, ConfigResponse, Peers, QueryMsg, WaitingAsset, WaitingResponse};
use api::paging::page;
use cosmwasm_std::{to_json_binary, Binary, Deps, Env, Order, Storage};
use cw_storage_plus::Bound;

use crate::error::ContractError;
use crate::metrics::metrics;
use crate::state::{BALANCES, CONFIG, WAITING};

/// Answers a question.
pub fn run(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps.storage)?),
        QueryMsg::Balances {} => to_json_binary(&balances(deps.storage)?),
        QueryMsg::Waiting { start_after, limit } => {
            to_json_binary(&waiting(deps.storage, start_after.as_ref(), limit)?)
        }
        QueryMsg::Metrics { window } => to_json_binary(&metrics(deps, env, window)?),
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    };
    Ok(answer?)
}

fn config(storage: &dyn Storage) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(storage)?;
    Ok(ConfigResponse {
        network_denom: config.network_denom,
        peers: Peers {
            pool: config.pool.into(),
            job_market: config.job_market.into(),
            provider_registry: config.provider_registry.into(),
        },
        split: config.split,
        stakers: config.stakers,
    })
}

fn balances(storage: &dyn Storage) -> Result<BalancesResponse, ContractError> {
    let balances = BALANCES.may_load(storage)?.unwrap_or_default();
    let pending = balances
        .pending_revenue
        .checked_add(balances.pending_donations)
        .ok_or(ContractError::Overflow { what: "pending" })?;
    Ok(BalancesResponse {
        pending: pending.into(),
        stakers: balances.stakers.into(),
        liquidity: balances.liquidity.into(),
    })
}

fn waiting(
    storage: &dyn Storage,
    start_after: Option<&Asset>,
    limit: Option<u32>,
) -> Result<WaitingResponse, ContractError> {
    let after = start_after.map(Asset::key);
    let assets = WAITING
        .range(storage, after.as_deref().map(Bound::exclusive), None, Order::Ascending)
        .take(page(limit))
        .map(|entry| {
            let (_, waiting) = entry?;
            Ok(WaitingAsset { asset: waiting.asset, amount: waiting.amount, lp_fees: waiting.lp_fees })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(WaitingResponse { assets })
}
