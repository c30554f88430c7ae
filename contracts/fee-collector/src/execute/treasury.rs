//! What governance says of buy-backs and of the protocol's liquidity.

use amm_math::rounding::{mul_div, Rounding};
use api::common::{check_range, checked_addr, Asset, MAX_HOPS};
use api::fee_collector::events::FeeEvent;
use api::ownership::assert_owner;
use api::receivers::check_draws;
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response, Uint128};

use super::add_liquidity::{check_pool, shares_of};
use crate::error::ContractError;
use crate::hops::{passed, pool};
use crate::state::{pool_key, CONFIG, FUNDED, ROUTES};

/// Owner: sets the pools by which an asset is sold. They have to lead to NET, each once, and to meet it at the end only.
pub fn set_route(
    deps: DepsMut,
    sender: &Addr,
    asset: &Asset,
    pools: Vec<u64>,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, sender)?;
    asset.check(deps.api)?;
    let config = CONFIG.load(deps.storage)?;
    check_range("pools", pools.len(), 0, MAX_HOPS)?;
    let net = Asset::native(&config.network_denom);
    let route = |expected: String, got: String| ContractError::Route { asset: asset.clone(), expected, got };
    if *asset == net {
        return Err(route("another asset than the network token".into(), net.to_string()));
    }
    let key = asset.key();
    if pools.is_empty() {
        ROUTES.remove(deps.storage, &key);
    } else {
        let mut offer = asset.clone();
        for (i, pool_id) in pools.iter().enumerate() {
            if offer == net {
                return Err(route(
                    "the network token at the end only".into(),
                    format!("{net} before pool {pool_id}"),
                ));
            }
            if pools.iter().take(i).any(|earlier| earlier == pool_id) {
                return Err(route("each pool once".into(), format!("pool {pool_id} twice")));
            }
            let pool = pool(deps.querier, &config.pool, *pool_id)?;
            offer = passed(&pool, &offer)?.1.clone();
        }
        if offer != net {
            return Err(route(format!("pools that lead to {net}"), format!("pools that lead to {offer}")));
        }
        ROUTES.save(deps.storage, &key, &pools)?;
    }
    let event: Event = FeeEvent::SetRoute { asset, pools: &pools }.into();
    Ok(Response::new().add_event(event))
}

/// Owner: lets liquidity go to a pool, or no longer.
pub fn set_liquidity_pool(
    deps: DepsMut,
    sender: &Addr,
    pool_id: u64,
    allowed: bool,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, sender)?;
    let config = CONFIG.load(deps.storage)?;
    let pool = pool(deps.querier, &config.pool, pool_id)?;
    if allowed {
        check_pool(&pool, &Asset::native(&config.network_denom))?;
    }
    let key = pool_key(pool_id);
    let mut funded = FUNDED.may_load(deps.storage, &key)?.unwrap_or_default();
    funded.allowed = allowed;
    FUNDED.save(deps.storage, &key, &funded)?;
    let event: Event = FeeEvent::SetLiquidityPool { pool_id, allowed }.into();
    Ok(Response::new().add_event(event))
}

/// Owner: sends LP shares to somebody that can draw them. What was put in for them goes with them, rounded up.
pub fn withdraw_liquidity(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    pool_id: u64,
    shares: Uint128,
    receiver: &str,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, sender)?;
    let config = CONFIG.load(deps.storage)?;
    let receiver = checked_addr(deps.api, "receiver", receiver)?;
    let this = &env.contract.address;
    if receiver == *this {
        return Err(ContractError::SelfReceiver {});
    }
    check_draws(deps.querier, this, "receiver", &receiver)?;
    let lp_token = Addr::unchecked(pool(deps.querier, &config.pool, pool_id)?.lp_token);
    let held = shares_of(deps.querier, &lp_token, this)?;
    if shares.is_zero() || shares.u128() > held {
        return Err(ContractError::Shares { pool_id, held, got: shares.u128() });
    }
    let key = pool_key(pool_id);
    if let Some(mut funded) = FUNDED.may_load(deps.storage, &key)? {
        let part = mul_div(funded.put_in, shares.u128(), held, Rounding::Up)?;
        funded.put_in = funded.put_in.saturating_sub(part);
        FUNDED.save(deps.storage, &key, &funded)?;
    }
    let event: Event = FeeEvent::WithdrawLiquidity { pool_id, receiver: &receiver, shares }.into();
    let payment = Asset::cw20(lp_token).transfer(receiver, shares)?;
    Ok(Response::new().add_event(event).add_message(payment))
}
