//! A provider's own record: registering, signs of life, jail, leaving.

use api::provider_registry::events::{ProviderAction, RegistryEvent};
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};

use super::{active_provider, check_metadata};
use crate::error::ContractError;
use crate::state::{self, Position, MAX_CLASSES};
use crate::totals::{self, Change};

/// Becomes a provider, or one again after leaving: bonds, jail, faults and reputation are what they were.
pub fn register(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    metadata: String,
) -> Result<Response, ContractError> {
    check_metadata(&metadata)?;
    let mut provider = state::may_provider(deps.api, deps.storage, &info.sender)?.unwrap_or_default();
    if provider.active {
        return Err(ContractError::AlreadyRegistered { address: info.sender });
    }
    provider.active = true;
    provider.last_seen = env.block.time.seconds();
    state::save_provider(deps.api, deps.storage, &info.sender, &provider)?;
    state::save_metadata(deps.api, deps.storage, &info.sender, &metadata)?;
    Ok(respond(ProviderAction::Register { metadata: &metadata }, &info.sender))
}

/// Changes one's metadata.
pub fn update(deps: DepsMut, info: MessageInfo, metadata: String) -> Result<Response, ContractError> {
    check_metadata(&metadata)?;
    active_provider(deps.api, deps.storage, &info.sender)?;
    state::save_metadata(deps.api, deps.storage, &info.sender, &metadata)?;
    Ok(respond(ProviderAction::Update { metadata: &metadata }, &info.sender))
}

/// Stops being a provider. Refused while anything is owed, locked or offered in any class. With no GPUs
/// offered none are counted, so the sums of the classes need no change.
pub fn leave(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    let mut provider = active_provider(deps.api, deps.storage, &info.sender)?;
    for (class, position) in positions(&deps, &info.sender)? {
        let locked = position.locked.saturating_add(position.calls.locked);
        // A call that has not ended may lock nothing yet, and have no GPUs any more.
        let called = position.calls.credits;
        if position.obligation > 0 || locked > 0 || called > 0 || position.busy > 0 || position.gpus > 0 {
            return Err(ContractError::StillBound {
                class,
                obligation: position.obligation,
                called,
                locked,
                gpus: position.gpus,
            });
        }
    }
    provider.active = false;
    state::save_provider(deps.api, deps.storage, &info.sender, &provider)?;
    Ok(respond(ProviderAction::Leave, &info.sender))
}

/// Says that the provider is there; from jail too.
pub fn heartbeat(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, ContractError> {
    let mut provider = active_provider(deps.api, deps.storage, &info.sender)?;
    provider.last_seen = env.block.time.seconds();
    state::save_provider(deps.api, deps.storage, &info.sender, &provider)?;
    Ok(respond(ProviderAction::Heartbeat, &info.sender))
}

/// Leaves jail once its time is over; its GPUs count again in every class.
pub fn unjail(deps: DepsMut, env: Env, info: MessageInfo) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let mut provider = active_provider(deps.api, deps.storage, &info.sender)?;
    match provider.jailed_until {
        0 => return Err(ContractError::NotJailed { address: info.sender }),
        until if now < until => return Err(ContractError::Jailed { address: info.sender, until, now }),
        _ => provider.jailed_until = 0,
    }
    state::save_provider(deps.api, deps.storage, &info.sender, &provider)?;

    let params = state::params(deps.storage)?;
    for (id, mut position) in positions(&deps, &info.sender)? {
        let class = state::class(deps.storage, &id)?;
        let counted = position.recount(&params, &class, &provider, now)?;
        if counted.0 != counted.1 {
            state::save_position(deps.api, deps.storage, &id, &info.sender, &position)?;
            totals::apply(deps.storage, &id, Change { counted, ..Change::default() })?;
        }
    }
    Ok(respond(ProviderAction::Unjail, &info.sender))
}

/// A provider's positions in all classes, of which there are at most [`MAX_CLASSES`].
fn positions(deps: &DepsMut, provider: &Addr) -> Result<Vec<(String, Position)>, ContractError> {
    state::classes(deps.storage, None, MAX_CLASSES)?
        .into_iter()
        .map(|(id, _)| {
            let position = state::position(deps.api, deps.storage, &id, provider)?;
            Ok((id, position))
        })
        .collect()
}

fn respond(action: ProviderAction, provider: &Addr) -> Response {
    Response::new().add_event(RegistryEvent::Provider { action, provider })
}
