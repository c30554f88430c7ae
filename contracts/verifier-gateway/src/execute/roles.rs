//! Who the guardian and the owner are.

use api::common::checked_addr;
use api::verifier_gateway::events::GatewayEvent;
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response};
use cw_ownable::{assert_owner, Action};

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

/// The two steps in which ownership moves.
pub fn update_ownership(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    action: Action,
) -> Result<Response, ContractError> {
    if let Action::TransferOwnership { new_owner, .. } = &action {
        checked_addr(deps.api, "new_owner", new_owner)?;
    }
    let ownership = cw_ownable::update_ownership(deps, &env.block, sender, action)?;
    Ok(Response::new().add_event(Event::new("update_ownership").add_attributes(ownership.into_attributes())))
}
