//! What governance and the guardian set.

use api::common::{check_class_id, check_range, checked_addr};
use api::deadline::BLOCK_MILLIS;
use api::lease_market::events::LeaseEvent;
use api::lease_market::{ClassTerms, Params, NOTICE};
use api::ownership::assert_owner;
use api::roles::{check_pause, Switch};
use cosmwasm_std::{Addr, DepsMut, MessageInfo, Response};
use serde::Deserialize;

use crate::error::ContractError;
use crate::peers::RegistryQuery;
use crate::state::{self, Class, Config, Offices, CLASSES, CONFIG, MAX_CLASSES, OFFICES};

/// Refuses parameters out of bounds.
pub fn check_params(params: &Params) -> Result<(), ContractError> {
    check_range("start_within", params.start_within, 60, 3_600)?;
    check_range("heartbeat_within", params.heartbeat_within, NOTICE, 3_600)?;
    check_range("minimum", params.minimum, 0, NOTICE)?;
    check_range("early_end_bps", params.early_end_bps, 0, 5_000)?;
    check_range("block_millis", params.block_millis, BLOCK_MILLIS.0, BLOCK_MILLIS.1)?;
    Ok(())
}

/// What a listing needs of the registry's answer about a class. The rest is not decoded, because code that decodes takes room in
/// the artifact.
#[derive(Deserialize)]
struct Known {
    credit: Addr,
    pool_id: Option<u64>,
}

/// Owner: opens the market for a class that has its pool.
pub fn list_class(
    deps: DepsMut,
    info: &MessageInfo,
    id: &str,
    terms: ClassTerms,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    check_class_id(id)?;
    terms.check()?;
    let not =
        |expected, got: &str| Err(ContractError::Class { class: id.to_owned(), expected, got: got.into() });
    if CLASSES.has(deps.storage, id.as_bytes()) {
        return not("one that is not listed yet", "one that is listed already");
    }
    if state::classes(deps.storage)?.len() >= MAX_CLASSES {
        return Err(ContractError::TooMany { max: MAX_CLASSES });
    }
    let registry = CONFIG.load(deps.storage)?.provider_registry;
    let question = RegistryQuery::Class { class: id.to_owned() };
    let known: Known = deps.querier.query_wasm_smart(registry, &question)?;
    let Some(pool_id) = known.pool_id else {
        return not("a primary pool in the registry", "none");
    };
    let class = Class { credit: known.credit, pool_id, terms };
    CLASSES.save(deps.storage, id.as_bytes(), &class)?;
    let event = LeaseEvent::ListClass { class: id, credit: &class.credit, pool_id, terms };
    Ok(Response::new().add_event(event))
}

/// Owner: sets a class's terms, for leases that are requested from now on.
pub fn update_class(
    deps: DepsMut,
    info: &MessageInfo,
    id: &str,
    terms: ClassTerms,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    terms.check()?;
    let before = state::class(deps.storage, id)?;
    CLASSES.save(deps.storage, id.as_bytes(), &Class { terms, ..before })?;
    Ok(Response::new().add_event(LeaseEvent::UpdateClass { class: id, terms }))
}

/// Owner: sets the parameters.
pub fn update_params(deps: DepsMut, info: &MessageInfo, params: Params) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    check_params(&params)?;
    change(deps, |config| config.params = params)?;
    Ok(Response::new().add_event(LeaseEvent::UpdateParams { params }))
}

/// The guardian stops requests and top-ups, the owner sets freely.
pub fn set_paused(deps: DepsMut, info: &MessageInfo, requests: bool) -> Result<Response, ContractError> {
    let (before, guardian) = (CONFIG.load(deps.storage)?.paused, OFFICES.load(deps.storage)?.guardian);
    let switch = Switch { what: "requests", before, after: requests };
    check_pause(deps.storage, &info.sender, &guardian, &[switch])?;
    change(deps, |config| config.paused = requests)?;
    Ok(Response::new().add_event(LeaseEvent::SetPaused { requests }))
}

/// Owner: names another guardian.
pub fn set_guardian(deps: DepsMut, info: &MessageInfo, guardian: &str) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let guardian = checked_addr(deps.api, "guardian", guardian)?;
    let response = Response::new().add_event(LeaseEvent::SetGuardian { guardian: &guardian });
    let offices = OFFICES.load(deps.storage)?;
    OFFICES.save(deps.storage, &Offices { guardian, ..offices })?;
    Ok(response)
}

fn change(deps: DepsMut, set: impl FnOnce(&mut Config)) -> Result<(), ContractError> {
    let mut config = CONFIG.load(deps.storage)?;
    set(&mut config);
    Ok(CONFIG.save(deps.storage, &config)?)
}
