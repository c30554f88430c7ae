//! Registering a verifying key of Groth16.

use api::verifier_gateway::events::GatewayEvent;
use cosmwasm_std::{DepsMut, Event, HexBinary, Response};

use crate::error::ContractError;
use crate::groth16::register;
use crate::verify::sha256;

/// Anyone: registers a key, once and at once. There is no timelock, as nobody decides anything: the program that
/// the key judges is its own sha256, and a job names that program.
pub fn run(deps: DepsMut, key: &[u8]) -> Result<Response, ContractError> {
    let digest = sha256(key);
    let key = register(deps, &digest, key)?;
    let program = HexBinary::from(&digest);
    let event: Event = GatewayEvent::RegisterKey { program: &program, key }.into();
    Ok(Response::new().add_event(event))
}
