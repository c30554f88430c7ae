//! Stopping a method for good.

use api::common::only;
use api::verifier_gateway::events::GatewayEvent;
use cosmwasm_std::{Addr, DepsMut, Event, Response};
use cw_ownable::is_owner;

use crate::error::ContractError;
use crate::state::{load_status, save_status, CONFIG};

/// Guardian or owner: stops a method at once. There is no way back: jobs under it end by refund, and a job-market that
/// has begun to refund must not find it alive again.
pub fn run(deps: DepsMut, sender: &Addr, method: u32) -> Result<Response, ContractError> {
    if !is_owner(deps.storage, sender)? {
        let guardian = CONFIG.load(deps.storage)?.guardian;
        only(sender, &[&guardian], "the owner or the guardian")?;
    }
    let mut status = load_status(deps.storage, method)?;
    if status.disabled {
        return Err(ContractError::MethodDisabled { method });
    }
    status.disabled = true;
    save_status(deps.storage, method, &status);
    let event: Event = GatewayEvent::DisableMethod { method, sender }.into();
    Ok(Response::new().add_event(event))
}
