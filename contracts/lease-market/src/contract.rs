//! Entry points, and which message goes where.

use api::common::{check_len, checked_addr, no_funds};
use api::lease_market::events::LeaseEvent;
use api::lease_market::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::ownership::update_ownership;
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::execute::{cancel, claim, close, governance, heartbeat, start, sweep};
use crate::intake;
use crate::state::{Config, Offices, CONFIG, CONTRACT_NAME, CONTRACT_VERSION, OFFICES};

/// Starts with no classes and no leases. Asks no peer.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    check_len("network_denom", &msg.network_denom, 3, 128)?;
    governance::check_params(&msg.params)?;
    let owner = checked_addr(deps.api, "owner", &msg.owner)?;
    let config = Config {
        network_denom: msg.network_denom,
        pool: checked_addr(deps.api, "peers.pool", &msg.peers.pool)?,
        provider_registry: checked_addr(deps.api, "peers.provider_registry", &msg.peers.provider_registry)?,
        params: msg.params,
        paused: false,
    };
    let offices = Offices {
        fee_collector: checked_addr(deps.api, "peers.fee_collector", &msg.peers.fee_collector)?,
        guardian: checked_addr(deps.api, "guardian", &msg.guardian)?,
    };
    CONFIG.save(deps.storage, &config)?;
    OFFICES.save(deps.storage, &offices)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new()
        .add_attribute("action", "instantiate")
        .add_attribute("owner", &owner)
        .add_event(LeaseEvent::SetGuardian { guardian: &offices.guardian })
        .add_event(LeaseEvent::UpdateParams { params: config.params }))
}

/// Runs a message. None takes coins.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let (env, info) = (&env, &info);
    no_funds(info)?;
    match msg {
        ExecuteMsg::ReceiveSwap(swap) => intake::receive(deps, env, info, &swap),
        ExecuteMsg::ReceivePledge(pledge) => start::start(deps, env, info, &pledge),
        ExecuteMsg::Cancel { lease_id } => cancel::cancel(deps, env, info, lease_id),
        ExecuteMsg::Heartbeat {} => heartbeat::heartbeat(deps, env, info),
        ExecuteMsg::Claim { lease_id } => claim::claim(deps, env, lease_id),
        ExecuteMsg::Close { lease_id } => close::close(deps, env, info, lease_id),
        ExecuteMsg::Sweep {} => sweep::sweep(deps, env),
        ExecuteMsg::ListClass { class, terms } => governance::list_class(deps, info, &class, terms),
        ExecuteMsg::UpdateClass { class, terms } => governance::update_class(deps, info, &class, terms),
        ExecuteMsg::UpdateParams { params } => governance::update_params(deps, info, params),
        ExecuteMsg::SetPaused { requests } => governance::set_paused(deps, info, requests),
        ExecuteMsg::SetGuardian { guardian } => governance::set_guardian(deps, info, &guardian),
        ExecuteMsg::UpdateOwnership(action) => update_ownership(deps, env, info, action),
    }
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    crate::query::query(deps, &env, msg)
}

/// Moves the state to this code's version; nothing in it changes.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    ensure_migration(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "migrate").add_attribute("version", CONTRACT_VERSION))
}
