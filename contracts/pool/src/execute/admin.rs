//! What governance and the guardian do.

use api::common::{checked_addr, no_funds, only, Asset};
use api::ownership::assert_owner;
use api::pool::events::PoolEvent;
use api::pool::{Fees, Paused};
use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo, QuerierWrapper, Response, Uint128};
use cw20::{BalanceResponse, Cw20QueryMsg};
use cw_ownable::is_owner;

use super::create_pool::check_fees;
use super::sweep::sweep;
use crate::error::ContractError;
use crate::ledger::check_listed;
use crate::state::{load_pool, save_pool, CONFIG, LISTED};

/// Owner: sets a pool's fees. What accrued under the old ones is swept first.
pub fn update_fees(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    pool_id: u64,
    fees: Fees,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    check_fees(fees)?;
    let mut config = load_pool(deps.storage, pool_id)?;
    let response = sweep(deps.storage, env, pool_id, Response::new())?;
    config.fees = fees;
    save_pool(deps.storage, pool_id, &config)?;
    let event: Event = PoolEvent::UpdateFees { pool_id, fees }.into();
    Ok(response.add_event(event))
}

/// Owner: lists an asset.
pub fn list_asset(deps: DepsMut, info: &MessageInfo, asset: &Asset) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    asset.check(deps.api)?;
    if LISTED.has(deps.storage, &asset.key()) {
        return Err(ContractError::AlreadyListed { asset: asset.clone() });
    }
    LISTED.save(deps.storage, &asset.key(), asset)?;
    let event: Event = PoolEvent::ListAsset { asset }.into();
    Ok(Response::new().add_event(event))
}

/// Owner: delists an asset of which the contract holds nothing. Solvency makes the balance the upper bound of all
/// that accounts, reserves and fees could hold.
pub fn delist_asset(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    asset: &Asset,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    check_listed(deps.storage, asset)?;
    let network_denom = CONFIG.load(deps.storage)?.network_denom;
    if *asset == Asset::native(&network_denom) {
        return Err(ContractError::DelistNetwork { denom: network_denom });
    }
    let balance = balance(&deps.querier, &env.contract.address, asset)?;
    if !balance.is_zero() {
        return Err(ContractError::DelistHeld { asset: asset.clone(), balance: balance.u128() });
    }
    LISTED.remove(deps.storage, &asset.key());
    let event: Event = PoolEvent::DelistAsset { asset }.into();
    Ok(Response::new().add_event(event))
}

/// The owner sets freely; the guardian only adds.
pub fn set_paused(
    deps: DepsMut,
    info: &MessageInfo,
    pool_id: u64,
    paused: Paused,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut config = load_pool(deps.storage, pool_id)?;
    if !is_owner(deps.storage, &info.sender)? {
        let guardian = CONFIG.load(deps.storage)?.guardian;
        only(&info.sender, &[&guardian], "the owner or the guardian")?;
        for (operation, before, after) in
            [("swap", config.paused.swap, paused.swap), ("provide", config.paused.provide, paused.provide)]
        {
            if before && !after {
                return Err(ContractError::GuardianLifts { operation, pool_id });
            }
        }
    }
    config.paused = paused;
    save_pool(deps.storage, pool_id, &config)?;
    let event: Event = PoolEvent::SetPaused { pool_id, paused }.into();
    Ok(Response::new().add_event(event))
}

/// Owner: names another guardian.
pub fn set_guardian(deps: DepsMut, info: &MessageInfo, guardian: &str) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    let guardian = checked_addr(deps.api, "guardian", guardian)?;
    let mut config = CONFIG.load(deps.storage)?;
    config.guardian = guardian.clone();
    CONFIG.save(deps.storage, &config)?;
    let event: Event = PoolEvent::SetGuardian { guardian: &guardian }.into();
    Ok(Response::new().add_event(event))
}

fn balance(querier: &QuerierWrapper, holder: &Addr, asset: &Asset) -> Result<Uint128, ContractError> {
    Ok(match asset {
        Asset::Native { denom } => querier.query_balance(holder, denom)?.amount,
        Asset::Cw20 { address } => {
            let query = Cw20QueryMsg::Balance { address: holder.to_string() };
            querier.query_wasm_smart::<BalanceResponse>(address, &query)?.balance
        }
    })
}
