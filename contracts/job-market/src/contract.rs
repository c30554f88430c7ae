//! Entry points.

use api::common::{check_len, checked_addr, no_funds};
use api::job_market::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, SubMsgResult};

use crate::error::ContractError;
use crate::execute::{check_params, new_settings};
use crate::settle;
use crate::state::{self, Config, CONTRACT_NAME, CONTRACT_VERSION};

/// Starts with no classes and no jobs. Asks no peer.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    check_len("network_denom", &msg.network_denom, 3, 128)?;
    check_params(&msg.params)?;
    let owner = checked_addr(deps.api, "owner", &msg.owner)?;
    let guardian = checked_addr(deps.api, "guardian", &msg.guardian)?;
    let config = Config {
        network_denom: msg.network_denom,
        pool: checked_addr(deps.api, "peers.pool", &msg.peers.pool)?,
        provider_registry: checked_addr(deps.api, "peers.provider_registry", &msg.peers.provider_registry)?,
        verifier_gateway: checked_addr(deps.api, "peers.verifier_gateway", &msg.peers.verifier_gateway)?,
        fee_collector: checked_addr(deps.api, "peers.fee_collector", &msg.peers.fee_collector)?,
    };
    state::save_config(deps.storage, &config)?;
    state::save_settings(deps.storage, &new_settings(guardian, &msg.params, false))?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "instantiate").add_attribute("owner", owner))
}

/// Runs a message.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    crate::execute::execute(deps, env, info, msg)
}

/// A sale at settlement that failed: its provider gets the credits. Nothing else is ever replied to.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, _env: Env, reply: Reply) -> Result<Response, ContractError> {
    match (reply.id, reply.result) {
        (settle::SALE, SubMsgResult::Err(_)) => settle::unsold(&state::config(deps.storage)?, &reply.payload),
        (id, _) => Err(ContractError::UnexpectedReply { id }),
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
