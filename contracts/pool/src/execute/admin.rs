//! What governance and the guardian do.

use amm_math::constant_product::MAX_RESERVE;
use api::common::{check_range, checked_addr, no_funds};
use api::ownership::assert_owner;
use api::pool::events::PoolEvent;
use api::pool::{Fees, Paused};
use api::roles::{check_pause, Switch};
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};

use super::create_pool::{check_fees, empty};
use crate::book::Book;
use crate::error::ContractError;
use crate::state::{load_pool, load_supply, save_hot, save_least, save_pool, CONFIG};

/// Owner: sets a pool's fees. What accrued under the old ones is set aside for the next sweep; no token is asked, so
/// none can prevent it.
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
    let mut book = Book::new(env);
    let pool = book.pool(deps.storage, pool_id)?;
    pool.set_fees_aside()?;
    pool.config.fees = fees;
    save_pool(deps.storage, pool_id, &pool.config)?;
    book.store(deps.storage)?;
    let event: Event = PoolEvent::UpdateFees { pool_id, fees }.into();
    Ok(Response::new().add_event(event))
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
