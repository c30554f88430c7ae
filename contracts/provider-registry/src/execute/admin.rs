//! Governance: parameters, pauses, roles.

use api::common::{checked_addr, only};
use api::ownership::assert_owner;
use api::provider_registry::events::RegistryEvent;
use api::provider_registry::{ClassPaused, Params};
use cosmwasm_std::{DepsMut, MessageInfo, Response};

use crate::error::ContractError;
use crate::params;
use crate::state;

/// Owner: sets the parameters, all of them. Locks keep the size they were taken at.
pub fn update_params(deps: DepsMut, info: MessageInfo, governed: Params) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    params::check(&governed)?;
    let config = state::config(deps.storage)?;
    state::save_globals(deps.storage, &config, &governed)?;
    Ok(Response::new().add_event(RegistryEvent::UpdateParams))
}

/// The guardian stops, the owner sets freely. Redeeming, unbonding and the end of a job cannot be stopped.
pub fn set_paused(
    deps: DepsMut,
    info: MessageInfo,
    id: String,
    paused: ClassPaused,
) -> Result<Response, ContractError> {
    let mut class = state::class(deps.storage, &id)?;
    if !cw_ownable::is_owner(deps.storage, &info.sender)? {
        let config = state::config(deps.storage)?;
        only(&info.sender, &[&config.guardian], "the owner or the guardian")?;
        let lifted = [
            ("minting", class.paused.mint && !paused.mint),
            ("accepting", class.paused.accept && !paused.accept),
        ];
        if let Some((what, _)) = lifted.into_iter().find(|(_, lifted)| *lifted) {
            return Err(ContractError::GuardianLifts { what });
        }
    }
    class.paused = paused;
    state::save_class(deps.storage, &id, &class)?;
    Ok(Response::new().add_event(RegistryEvent::SetPaused { class: &id, paused }))
}

/// Owner: names another guardian.
pub fn set_guardian(deps: DepsMut, info: MessageInfo, guardian: String) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let (mut config, governed) = state::globals(deps.storage)?;
    config.guardian = checked_addr(deps.api, "guardian", &guardian)?;
    state::save_globals(deps.storage, &config, &governed)?;
    Ok(Response::new().add_event(RegistryEvent::SetGuardian { guardian: &config.guardian }))
}
