//! Registering a verifying key of Groth16.

use api::verifier_gateway::events::GatewayEvent;
use cosmwasm_std::{DepsMut, Event, HexBinary, Response};
use proofs::groth16::{PreparedKey, VerifyingKey};

use crate::error::ContractError;
use crate::state::KEYS;
use crate::verify::sha256;

/// Anyone: registers a key, once and at once. There is no timelock, as nobody decides anything: the program that
/// the key judges is its own sha256, and a job names that program. Refuses a key of a wrong length or of points
/// that are not canonical, not on their curves, outside the subgroup, infinity, or equal. Stored is what a verification
/// needs, computed here once.
pub fn run(deps: DepsMut, key: &[u8]) -> Result<Response, ContractError> {
    let digest = sha256(key);
    let program = HexBinary::from(&digest);
    if KEYS.has(deps.storage, &digest) {
        return Err(ContractError::KeyRegistered { program });
    }
    let prepared = PreparedKey::prepare(&VerifyingKey::from_bytes(key)?)?;
    KEYS.save(deps.storage, &digest, &prepared);
    let inputs = u32::try_from(prepared.input_count()).unwrap_or(u32::MAX);
    let event: Event = GatewayEvent::RegisterKey { program: &program, inputs }.into();
    Ok(Response::new().add_event(event))
}
