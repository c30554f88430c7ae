//! Governance of the whole registry: parameters, the guardian.

use api::common::checked_addr;
use api::ownership::assert_owner;
use api::provider_registry::events::ClassEvent;
use api::provider_registry::Params;
use cosmwasm_std::{DepsMut, MessageInfo, Response};

use crate::error::ContractError;
use crate::params;
use crate::state::GLOBALS;

/// Owner: sets the parameters, all of them. Locks keep the size they were taken at.
pub fn update_params(deps: DepsMut, info: &MessageInfo, params: Params) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    params::check(&params)?;
    let (config, _) = GLOBALS.load(deps.storage)?;
    let response = Response::new().add_event(ClassEvent::UpdateParams { params: &params });
    GLOBALS.save(deps.storage, &(config, params))?;
    Ok(response)
}

/// Owner: names another guardian.
pub fn set_guardian(deps: DepsMut, info: &MessageInfo, guardian: &str) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let (mut config, params) = GLOBALS.load(deps.storage)?;
    config.guardian = checked_addr(deps.api, "guardian", guardian)?;
    GLOBALS.save(deps.storage, &(config.clone(), params))?;
    Ok(Response::new().add_event(ClassEvent::SetGuardian { guardian: &config.guardian }))
}
