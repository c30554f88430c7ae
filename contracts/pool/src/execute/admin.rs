//! What governance and the guardian do.

use amm_math::constant_product::MAX_RESERVE;
use api::common::{check_range, checked_addr, no_funds, Asset};
use api::ownership::assert_owner;
use api::pool::events::PoolEvent;
use api::pool::{Fees, Paused};
use api::roles::{check_pause, Switch};
use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo, QuerierWrapper, Response, Storage, Uint128};
use cw20::{BalanceResponse, Cw20QueryMsg};

use super::create_pool::{check_fees, empty};
use super::sweep::sweep;
use crate::error::ContractError;
use crate::ledger::check_listed;
use crate::state::{load_pool, load_supply, save_hot, save_least, save_pool, CONFIG, LISTED};

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

/// Owner: sets the reference price of a pool that never had liquidity.
pub fn set_reference(
    deps: DepsMut,
    info: &MessageInfo,
    pool_id: u64,
    reference: (u128, u128),
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    load_pool(deps.storage, pool_id)?;
    let supply = load_supply(deps.storage, pool_id)?;
    if supply > 0 {
        return Err(ContractError::HasLiquidity { pool_id, supply });
    }
    save_hot(deps.storage, pool_id, &empty(reference)?)?;
    let event: Event = PoolEvent::SetReference { pool_id, reference }.into();
    Ok(Response::new().add_event(event))
}

/// Owner: sets the least NET of a pool's first deposit.
pub fn set_least(deps: DepsMut, info: &MessageInfo, least: Uint128) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    save_checked_least(deps.storage, least)?;
    let event: Event = PoolEvent::SetLeast { least }.into();
    Ok(Response::new().add_event(event))
}

/// Stores the least NET of a first deposit. Refuses more than a reserve can hold.
pub fn save_checked_least(storage: &mut dyn Storage, least: Uint128) -> Result<(), ContractError> {
    check_range("least", least.u128(), 0, MAX_RESERVE)?;
    save_least(storage, least.u128());
    Ok(())
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
    let switches = [
        Switch { what: "swap", before: config.paused.swap, after: paused.swap },
        Switch { what: "provide", before: config.paused.provide, after: paused.provide },
    ];
    check_pause(deps.storage, &info.sender, &CONFIG.load(deps.storage)?.guardian, &switches)?;
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
