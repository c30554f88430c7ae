//! Hardware classes: their credit token, their pool, their parameters.

use api::common::{check_class_id, credit_salt, Asset};
use api::ownership::assert_owner;
use api::pool::PoolResponse;
use api::provider_registry::events::RegistryEvent;
use api::provider_registry::{ClassParams, ClassPaused};
use api::token::{check_symbol, NewToken};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::params;
use crate::state::{self, Class, MAX_CLASSES};

/// Owner: adds a class and instantiates its credit token, which only this contract mints and burns. The
/// token's address follows from its code's checksum, this contract and the class id, so it is known before
/// the token answers.
pub fn add(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    id: String,
    credit_symbol: String,
    class_params: ClassParams,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    check_class_id(&id)?;
    check_symbol("credit_symbol", &credit_symbol)?;
    params::check_class(&class_params)?;
    if state::may_class(deps.storage, &id)?.is_some() {
        return Err(ContractError::ClassExists { class: id });
    }
    if state::classes(deps.storage, None, MAX_CLASSES)?.len() >= MAX_CLASSES {
        return Err(ContractError::TooManyClasses { max: MAX_CLASSES });
    }
    let config = state::config(deps.storage)?;
    let token = NewToken {
        code_id: config.token_code_id,
        admin: &info.sender,
        label: format!("credit-{id}"),
        name: format!("{id} compute credit"),
        symbol: credit_symbol,
        salt: credit_salt(&id),
    };
    let (credit, message) = token.instantiate(deps.as_ref(), &env.contract.address)?;
    let class = Class {
        credit,
        pool_id: None,
        params: class_params,
        paused: ClassPaused { mint: false, accept: false },
        standard: None,
        sunset_at: None,
    };
    state::save_class(deps.storage, &id, &class)?;
    Ok(Response::new()
        .add_message(message)
        .add_event(RegistryEvent::AddClass { class: &id, credit: &class.credit }))
}

/// Owner: names the class's primary pool, once. The pool must trade this class's credits (asset 0) for NET
/// (asset 1).
pub fn set_pool(
    deps: DepsMut,
    info: MessageInfo,
    id: String,
    pool_id: u64,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let config = state::config(deps.storage)?;
    let mut class = state::class(deps.storage, &id)?;
    if let Some(pool_id) = class.pool_id {
        return Err(ContractError::PoolSet { class: id, pool_id });
    }
    let pool: PoolResponse =
        deps.querier.query_wasm_smart(&config.pool, &api::pool::QueryMsg::Pool { pool_id })?;
    let expected = (Asset::cw20(&class.credit), Asset::native(&config.network_denom));
    if (&pool.asset_0, &pool.asset_1) != (&expected.0, &expected.1) {
        return Err(ContractError::WrongPool {
            pool_id,
            expected: format!("{} / {}", expected.0, expected.1),
            got: format!("{} / {}", pool.asset_0, pool.asset_1),
        });
    }
    class.pool_id = Some(pool_id);
    state::save_class(deps.storage, &id, &class)?;
    Ok(Response::new().add_event(RegistryEvent::SetClassPool { class: &id, pool_id }))
}

/// Owner: sets a class's parameters, all of them. What was admitted or minted before stays; margins follow at
/// once.
pub fn update(
    deps: DepsMut,
    info: MessageInfo,
    id: String,
    class_params: ClassParams,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    params::check_class(&class_params)?;
    let mut class = state::class(deps.storage, &id)?;
    class.params = class_params;
    state::save_class(deps.storage, &id, &class)?;
    Ok(Response::new().add_event(RegistryEvent::UpdateClass { class: &id }))
}
