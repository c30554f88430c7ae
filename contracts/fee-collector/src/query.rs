//! Answers.

use amm_math::rounding::{mul_div, Rounding};
use api::common::Asset;
use api::fee_collector::{
    AssetRoute, BalancesResponse, ConfigResponse, Peers, QueryMsg, RoutesResponse, TreasuryPool,
    TreasuryResponse, WaitingAsset, WaitingResponse,
};
use api::paging::{page, ListOrder};
use api::pool::means;
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env, Storage, Uint128};

use crate::error::ContractError;
use crate::execute::add_liquidity::shares_of;
use crate::hops::pool;
use crate::metrics::metrics;
use crate::state::{asset_of, pool_key, pool_of, Config, Funded, BALANCES, CONFIG, FUNDED, ROUTES, WAITING};

/// Largest page of the treasury: each pool of it is a query of the pool contract and one of its LP token.
const MAX_TREASURY: usize = 30;

/// Answers a question.
pub fn run(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps.storage)?),
        QueryMsg::Balances {} => to_json_binary(&balances(deps.storage)?),
        QueryMsg::Waiting { order, start_after, limit } => {
            to_json_binary(&waiting(deps.storage, order, start_after.as_ref(), limit)?)
        }
        QueryMsg::Routes { order, start_after, limit } => {
            to_json_binary(&routes(deps.storage, order, start_after.as_ref(), limit)?)
        }
        QueryMsg::Treasury { order, start_after, limit } => {
            to_json_binary(&treasury(deps, env, order, start_after, limit)?)
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
    order: Option<ListOrder>,
    start_after: Option<&Asset>,
    limit: Option<u32>,
) -> Result<WaitingResponse, ContractError> {
    let after = start_after.map(Asset::key);
    let assets = WAITING
        .page_in(order, storage, &[], after.as_deref(), page(limit))?
        .into_iter()
        .map(|(key, waiting)| {
            Ok(WaitingAsset {
                asset: asset_of(&key)?,
                amount: waiting.amount()?.into(),
                spread: waiting.spread.into(),
                lp_fees: waiting.lp_fees.into(),
                sold: waiting.sold.into(),
                bought: waiting.bought.into(),
                at_mean: waiting.at_mean.into(),
                tips: waiting.tips.into(),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(WaitingResponse { assets })
}

fn routes(
    storage: &dyn Storage,
    order: Option<ListOrder>,
    start_after: Option<&Asset>,
    limit: Option<u32>,
) -> Result<RoutesResponse, ContractError> {
    let after = start_after.map(Asset::key);
    let routes = ROUTES
        .page_in(order, storage, &[], after.as_deref(), page(limit))?
        .into_iter()
        .map(|(key, pools)| Ok(AssetRoute { asset: asset_of(&key)?, pools }))
        .collect::<Result<_, ContractError>>()?;
    Ok(RoutesResponse { routes })
}

fn treasury(
    deps: Deps,
    env: &Env,
    order: Option<ListOrder>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<TreasuryResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let after = start_after.map(pool_key);
    let pools = FUNDED
        .page_in(
            order,
            deps.storage,
            &[],
            after.as_ref().map(<[u8; 8]>::as_slice),
            page(limit).min(MAX_TREASURY),
        )?
        .into_iter()
        .map(|(key, funded)| treasury_pool(deps, env, &config, pool_of(&key)?, &funded))
        .collect::<Result<_, ContractError>>()?;
    Ok(TreasuryResponse { pools })
}

/// What a withdrawal would pay for the shares held, and what that is worth: ⌊⌋ both.
fn treasury_pool(
    deps: Deps,
    env: &Env,
    config: &Config,
    pool_id: u64,
    funded: &Funded,
) -> Result<TreasuryPool, ContractError> {
    let pool = pool(deps.querier, &config.pool, pool_id)?;
    let supply = pool.lp_supply.u128();
    let lp_token = Addr::unchecked(&pool.lp_token);
    let shares = shares_of(deps.querier, &lp_token, &env.contract.address)?;
    let part = |reserve: Uint128| match supply {
        0 => Ok(0),
        _ => mul_div(reserve.u128(), shares, supply, Rounding::Down),
    };
    let (amount_0, amount_1) = (part(pool.reserve_0)?, part(pool.reserve_1)?);
    let means = means::read(deps.querier, &config.pool, pool_id, env.block.time.seconds())?;
    let worth = means
        .and_then(|means| means.half_hour)
        .map(|mean| {
            let one = 1 << 64;
            let (net, other) = match pool.asset_0 == Asset::native(&config.network_denom) {
                true => (amount_0, mul_div(amount_1, one, mean.raw(), Rounding::Down)?),
                false => (amount_1, mul_div(amount_0, mean.raw(), one, Rounding::Down)?),
            };
            net.checked_add(other).ok_or(ContractError::Overflow { what: "worth of liquidity" })
        })
        .transpose()?;
    Ok(TreasuryPool {
        pool_id,
        allowed: funded.allowed,
        shares: shares.into(),
        put_in: funded.put_in.into(),
        amount_0: amount_0.into(),
        amount_1: amount_1.into(),
        worth: worth.map(Uint128::new),
    })
}
