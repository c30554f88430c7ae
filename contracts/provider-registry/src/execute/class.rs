//! Hardware classes: their credit token, their pool, their parameters.

use api::common::{check_class_id, check_len, credit_salt, Asset, CommonError};
use api::pool::PoolResponse;
use api::provider_registry::events::RegistryEvent;
use api::provider_registry::{ClassParams, ClassPaused};
use cosmwasm_std::{
    instantiate2_address, to_json_binary, Addr, Deps, DepsMut, Env, MessageInfo, Response, WasmMsg,
};

use crate::error::ContractError;
use crate::params;
use crate::state::{self, Class, Config, MAX_CLASSES};

/// Decimal places of a credit: a whole one is a GPU-second.
const CREDIT_DECIMALS: u8 = 6;

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
    cw_ownable::assert_owner(deps.storage, &info.sender)?;
    check_class_id(&id)?;
    check_symbol(&credit_symbol)?;
    params::check_class(&class_params)?;
    if state::may_class(deps.storage, &id)?.is_some() {
        return Err(ContractError::ClassExists { class: id });
    }
    if state::classes(deps.storage, None, MAX_CLASSES)?.len() >= MAX_CLASSES {
        return Err(ContractError::TooManyClasses { max: MAX_CLASSES });
    }
    let config = state::config(deps.storage)?;
    let credit = credit_address(deps.as_ref(), &env, &config, &id)?;
    let class = Class {
        credit,
        pool_id: None,
        params: class_params,
        paused: ClassPaused { mint: false, accept: false },
    };
    state::save_class(deps.storage, &id, &class)?;

    let registry = env.contract.address.to_string();
    let token = api::token::InstantiateMsg {
        name: format!("{id} compute credit"),
        symbol: credit_symbol,
        decimals: CREDIT_DECIMALS,
        minter: registry.clone(),
        burners: vec![registry],
    };
    let message = WasmMsg::Instantiate2 {
        admin: Some(info.sender.into_string()),
        code_id: config.token_code_id,
        label: format!("credit-{id}"),
        msg: to_json_binary(&token)?,
        funds: vec![],
        salt: credit_salt(&id).into(),
    };
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
    cw_ownable::assert_owner(deps.storage, &info.sender)?;
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
    cw_ownable::assert_owner(deps.storage, &info.sender)?;
    params::check_class(&class_params)?;
    let mut class = state::class(deps.storage, &id)?;
    class.params = class_params;
    state::save_class(deps.storage, &id, &class)?;
    Ok(Response::new().add_event(RegistryEvent::UpdateClass { class: &id }))
}

fn credit_address(deps: Deps, env: &Env, config: &Config, id: &str) -> Result<Addr, ContractError> {
    let code = deps.querier.query_wasm_code_info(config.token_code_id)?;
    let creator = deps.api.addr_canonicalize(env.contract.address.as_str())?;
    let address = instantiate2_address(code.checksum.as_slice(), &creator, &credit_salt(id))?;
    Ok(deps.api.addr_humanize(&address)?)
}

/// The token's own alphabet, refused here by the field's name.
fn check_symbol(symbol: &str) -> Result<(), CommonError> {
    check_len("credit_symbol", symbol, 3, 12)?;
    if symbol.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
        return Ok(());
    }
    Err(CommonError::Bounds {
        field: "credit_symbol",
        expected: "letters and `-`".into(),
        got: format!("`{symbol}`"),
    })
}
