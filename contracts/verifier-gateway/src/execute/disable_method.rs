//! Stopping a method for good.

use api::roles::check_guardian;
use api::verifier_gateway::events::GatewayEvent;
use api::verifier_gateway::raw::{method_key, METHOD_STATUS};
use cosmwasm_std::{Addr, DepsMut, Event, Response};

use crate::error::ContractError;
use crate::state::{load_status, CONFIG};

/// Guardian or owner: stops a method at once. There is no way back: jobs under it end by refund, and a
/// job-market that has begun to refund must not find it alive again.
pub fn run(deps: DepsMut, sender: &Addr, method: u32) -> Result<Response, ContractError> {
    check_guardian(deps.storage, sender, &CONFIG.load(deps.storage)?.guardian)?;
    let mut status = load_status(deps.storage, method)?;
    if status.disabled {
        return Err(ContractError::MethodDisabled { method });
    }
    status.disabled = true;
    METHOD_STATUS.save(deps.storage, &method_key(method), &status)?;
    let event: Event = GatewayEvent::DisableMethod { method, sender }.into();
    Ok(Response::new().add_event(event))
}
