//! Who the guardian and the owner are.

use api::common::checked_addr;
use api::ownership::assert_owner;
use api::verifier_gateway::events::GatewayEvent;
use cosmwasm_std::{Addr, DepsMut, Event, Response};

use crate::error::ContractError;
use crate::state::CONFIG;

/// Owner: names another guardian.
pub fn set_guardian(deps: DepsMut, sender: &Addr, guardian: &str) -> Result<Response, ContractError> {
    assert_owner(deps.storage, sender)?;
    let mut config = CONFIG.load(deps.storage)?;
    config.guardian = checked_addr(deps.api, "guardian", guardian)?;
    CONFIG.save(deps.storage, &config)?;
    let event: Event = GatewayEvent::SetGuardian { guardian: &config.guardian }.into();
    Ok(Response::new().add_event(event))
}
