//! Entry points; they only dispatch.

use api::common::{checked_addr, no_funds};
use api::ownership::update_ownership;
use api::verifier_gateway::bounds::check_start;
use api::verifier_gateway::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};

use crate::error::ContractError;
use crate::execute::{
    add_method, bring_verdict, disable_method, register_key, register_program, roles, stop_selector,
    verify_external,
};
use crate::method;
use crate::query;
use crate::state::{Config, CONFIG, CONTRACT_NAME, CONTRACT_VERSION};

/// Starts the contract with its first methods, which are active at once. Refuses coins, addresses that are
/// not canonical, a timelock below a day or above a year, too many methods, and methods out of bounds.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let owner = checked_addr(deps.api, "owner", &msg.owner)?;
    check_start(msg.timelock, msg.methods.len())?;
    let config = Config {
        guardian: checked_addr(deps.api, "guardian", &msg.guardian)?,
        job_market: checked_addr(deps.api, "job_market", &msg.job_market)?,
        timelock: msg.timelock,
    };
    CONFIG.save(deps.storage, &config)?;
    for params in &msg.methods {
        method::add(deps.api, deps.storage, params, env.block.time.seconds())?;
    }
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}

/// Runs a message; [`ExecuteMsg`] says who may send which. Coins are refused with every one of them.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let (env, sender) = (&env, &info.sender);
    match msg {
        ExecuteMsg::BringVerdict { job_id, valid, signatures } => {
            bring_verdict::run(deps.as_ref(), env, sender, job_id, valid, &signatures)
        }
        ExecuteMsg::VerifyExternal { job_id, proof } => {
            verify_external::run(deps.as_ref(), env, sender, job_id, proof)
        }
        ExecuteMsg::AddMethod { params } => add_method::run(deps, env, sender, &params),
        ExecuteMsg::DisableMethod { method } => disable_method::run(deps, sender, method),
        ExecuteMsg::StopSelector { method, selector } => {
            stop_selector::run(deps, env, sender, method, &selector)
        }
        ExecuteMsg::RegisterProgram { program, input_offset } => {
            register_program::run(deps, env, sender, &program, input_offset)
        }
        ExecuteMsg::RegisterKey { key } => register_key::run(deps, &key),
        ExecuteMsg::SetGuardian { guardian } => roles::set_guardian(deps, sender, &guardian),
        ExecuteMsg::UpdateOwnership(action) => update_ownership(deps, env, &info, action),
    }
}

/// What an external verifier answered. Nothing else is ever replied to.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, _env: Env, reply: Reply) -> Result<Response, ContractError> {
    match reply.id {
        verify_external::VERIFIED => verify_external::answered(deps.as_ref(), reply.result, &reply.payload),
        id => Err(ContractError::UnexpectedReply { id }),
    }
}

/// Answers a question.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::run(deps, &env, msg)
}

/// Moves a state of this contract to newer code.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    ensure_migration(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
