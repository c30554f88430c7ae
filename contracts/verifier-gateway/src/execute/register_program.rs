//! Saying where a program's journal states its input's digest.

use api::common::check_range;
use api::ownership::assert_owner;
use api::verifier_gateway::events::GatewayEvent;
use api::verifier_gateway::raw::{ProgramStatus, PROGRAMS};
use api::verifier_gateway::MAX_INPUT_OFFSET;
use cosmwasm_std::{Addr, DepsMut, Env, Event, HexBinary, Response};

use super::add_method::after_timelock;
use crate::claim::digest;
use crate::error::ContractError;
use crate::state::CONFIG;

/// Owner: registers a program, once; it can be used with an input once the timelock has passed. Refuses an
/// offset at which no journal of the longest length holds a digest.
pub fn run(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    program: &HexBinary,
    input_offset: u32,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, sender)?;
    let image = digest("program", program)?;
    check_range("input_offset", input_offset, 0, MAX_INPUT_OFFSET)?;
    if let Some(status) = PROGRAMS.may_load(deps.storage, &image)? {
        let input_offset = status.input_offset;
        return Err(ContractError::ProgramRegistered { program: program.clone(), input_offset });
    }
    let active_from = after_timelock(&CONFIG.load(deps.storage)?, env)?;
    PROGRAMS.save(deps.storage, &image, &ProgramStatus { input_offset, active_from })?;
    let event: Event = GatewayEvent::RegisterProgram { program, input_offset, active_from }.into();
    Ok(Response::new().add_event(event))
}
