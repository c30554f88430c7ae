//! What a provider is regardless of a class: registered, seen, in jail.

use api::provider_registry::events::{ProviderAction, RegistryEvent};
use api::store::class_prefix;
use cosmwasm_std::{Addr, CanonicalAddr, Deps, DepsMut, Env, Event, MessageInfo, Response};

use super::check_metadata;
use crate::error::ContractError;
use crate::ledger::{save_provider, Ledger};
use crate::state::{Provider, CLASSES, MAX_CLASSES, METADATA, POSITIONS, PROVIDERS};

/// Becomes a provider, or one again; seen now. Jail, faults and reputation of an earlier time stay.
pub fn register(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    metadata: &str,
) -> Result<Response, ContractError> {
    check_metadata(metadata)?;
    let (canonical, before) = load(deps.as_ref(), &info.sender)?;
    let before = before.unwrap_or_default();
    if before.active {
        return Err(ContractError::AlreadyRegistered { address: info.sender.clone() });
    }
    let after = Provider { active: true, last_seen: env.block.time.seconds(), ..before };
    save_metadata(deps, &canonical, metadata)
        .and_then(|deps| save_provider(deps.storage, &info.sender, &canonical, &before, &after))
        .map(|changed| respond(ProviderAction::Register { metadata }, &info.sender, changed))
}

/// Changes one's metadata.
pub fn update(deps: DepsMut, info: &MessageInfo, metadata: &str) -> Result<Response, ContractError> {
    check_metadata(metadata)?;
    let (canonical, _) = load_active(deps.as_ref(), &info.sender)?;
    save_metadata(deps, &canonical, metadata)?;
    Ok(respond(ProviderAction::Update { metadata }, &info.sender, None))
}

/// Stops being a provider. Refused while anything is owed, locked, offered or busy in any class; so none of its
/// GPUs are counted, and the sums of the classes need no change.
pub fn leave(deps: DepsMut, info: &MessageInfo) -> Result<Response, ContractError> {
    let (canonical, before) = load_active(deps.as_ref(), &info.sender)?;
    for class in class_ids(deps.as_ref())? {
        let key = [class_prefix(&class).as_slice(), canonical.as_slice()].concat();
        let Some(position) = POSITIONS.may_load(deps.storage, &key)? else { continue };
        let (owed, gpus) = (position.debt.owed(), position.gpus.offered.max(position.gpus.busy));
        if owed > 0 || position.locked > 0 || gpus > 0 {
            return Err(ContractError::StillBound { class, owed, locked: position.locked, gpus });
        }
    }
    let after = Provider { active: false, ..before };
    let changed = save_provider(deps.storage, &info.sender, &canonical, &before, &after)?;
    Ok(respond(ProviderAction::Leave, &info.sender, changed))
}

/// Says that the provider is there; from jail too.
pub fn heartbeat(deps: DepsMut, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    let (canonical, before) = load_active(deps.as_ref(), &info.sender)?;
    let after = Provider { last_seen: env.block.time.seconds(), ..before };
    let changed = save_provider(deps.storage, &info.sender, &canonical, &before, &after)?;
    Ok(respond(ProviderAction::Heartbeat, &info.sender, changed))
}

/// Leaves jail once its time is over; its GPUs count again in every class.
pub fn unjail(deps: DepsMut, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let (canonical, before) = load_active(deps.as_ref(), &info.sender)?;
    match before.jailed_until {
        0 => return Err(ContractError::NotJailed { address: info.sender.clone() }),
        until if now < until => {
            return Err(ContractError::Jailed { address: info.sender.clone(), until, now })
        }
        _ => {}
    }
    let after = Provider { jailed_until: 0, ..before };
    let changed = save_provider(deps.storage, &info.sender, &canonical, &before, &after)?;
    let mut response = respond(ProviderAction::Unjail, &info.sender, changed);
    for class in class_ids(deps.as_ref())? {
        let mut ledger = Ledger::open(deps.storage, env, &class)?;
        ledger.account(deps.storage, deps.api, &info.sender)?;
        response = response.add_events(ledger.commit(deps.storage)?);
    }
    Ok(response)
}

/// All classes, of which there are at most [`MAX_CLASSES`].
fn class_ids(deps: Deps) -> Result<Vec<String>, ContractError> {
    CLASSES
        .page(deps.storage, &[], None, MAX_CLASSES)?
        .into_iter()
        .map(|(id, _)| Ok(String::from_utf8(id).map_err(cosmwasm_std::StdError::invalid_utf8)?))
        .collect()
}

fn load(deps: Deps, address: &Addr) -> Result<(CanonicalAddr, Option<Provider>), ContractError> {
    let canonical = deps.api.addr_canonicalize(address.as_str())?;
    let provider = PROVIDERS.may_load(deps.storage, &canonical)?;
    Ok((canonical, provider))
}

fn load_active(deps: Deps, address: &Addr) -> Result<(CanonicalAddr, Provider), ContractError> {
    let (canonical, provider) = load(deps, address)?;
    let provider = provider.unwrap_or_default();
    provider.require_active(address)?;
    Ok((canonical, provider))
}

fn save_metadata<'a>(
    deps: DepsMut<'a>,
    canonical: &CanonicalAddr,
    metadata: &str,
) -> Result<DepsMut<'a>, ContractError> {
    if metadata.is_empty() {
        METADATA.remove(deps.storage, canonical);
    } else {
        METADATA.save(deps.storage, canonical, &metadata.to_owned())?;
    }
    Ok(deps)
}

fn respond(action: ProviderAction, provider: &Addr, changed: Option<Event>) -> Response {
    Response::new().add_event(RegistryEvent::Provider { action, provider }).add_events(changed)
}
