//! Adding a method.

use api::ownership::assert_owner;
use api::verifier_gateway::events::GatewayEvent;
use api::verifier_gateway::{MethodAdded, MethodParams};
use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Event, Response};

use crate::error::ContractError;
use crate::method;
use crate::state::{Config, CONFIG};

/// Owner: adds a method, which can be used once the timelock has passed.
pub fn run(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    params: &MethodParams,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, sender)?;
    let active_from = after_timelock(&CONFIG.load(deps.storage)?, env)?;
    let method = method::add(deps.api, deps.storage, params, active_from)?;
    let event: Event = GatewayEvent::AddMethod { method, params, active_from }.into();
    let data = to_json_binary(&MethodAdded { method })?;
    Ok(Response::new().add_event(event).set_data(data))
}

/// Unix seconds at which what is added now can be used.
pub fn after_timelock(config: &Config, env: &Env) -> Result<u64, ContractError> {
    env.block
        .time
        .seconds()
        .checked_add(config.timelock)
        .ok_or(ContractError::Overflow { what: "Unix seconds" })
}
