//! What governance and the guardian set.

use api::common::{check_class_id, check_range, checked_addr};
use api::deadline::BLOCK_MILLIS;
use api::job_market::events::JobEvent;
use api::job_market::{ClassTerms, Params};
use api::ownership::assert_owner;
use api::roles::{check_pause, Switch};
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response};
use serde::Deserialize;

use super::template::tell_registry;
use crate::error::ContractError;
use crate::intake::MAX_GPUS;
use crate::occupancy;
use crate::peers::RegistryQuery;
use crate::state::{self, Class, Config, Settings, CLASSES, CONFIG, MAX_CLASSES, OCCUPANCY, SETTINGS};

/// Bounds of every waiting time but the running time, seconds.
const WAITS: (u64, u64) = (60, 604_800);
/// Bounds of the longest running time, seconds.
const RUNS: (u64, u64) = (60, 2_592_000);
/// Bounds of the time that a called debtor has to accept, seconds.
const CALLS: (u64, u64) = (300, 3_600);

/// Refuses parameters out of bounds.
pub fn check_params(params: &Params) -> Result<(), ContractError> {
    check_range("max_accept_within", params.max_accept_within, WAITS.0, WAITS.1)?;
    check_range("max_run_within", params.max_run_within, RUNS.0, RUNS.1)?;
    check_range("verdict_within", params.verdict_within, WAITS.0, WAITS.1)?;
    check_range("dispute_bond", params.dispute_bond.u128(), 1, u128::MAX)?;
    check_range("data_bond", params.data_bond.u128(), 1, u128::MAX)?;
    check_range("call_within", params.call_within, CALLS.0, CALLS.1)?;
    check_range("block_millis", params.block_millis, BLOCK_MILLIS.0, BLOCK_MILLIS.1)?;
    Ok(())
}

fn check_terms(terms: &ClassTerms) -> Result<(), ContractError> {
    terms.take.check()?;
    check_range("standard_gpus", terms.standard_gpus, 1, MAX_GPUS)?;
    Ok(())
}

fn not(class: &str, expected: &'static str, got: &str) -> ContractError {
    ContractError::Class { class: class.to_owned(), expected, got: got.into() }
}

/// What a listing needs of the registry's answer about a class. The rest is not decoded, because code that
/// decodes takes room in the artifact.
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
    check_terms(&terms)?;
    if CLASSES.has(deps.storage, id.as_bytes()) {
        return Err(not(id, "one that is not listed yet", "one that is listed already"));
    }
    if state::classes(deps.storage)?.len() >= MAX_CLASSES {
        return Err(ContractError::TooMany { what: "classes", max: MAX_CLASSES });
    }
    let registry = CONFIG.load(deps.storage)?.provider_registry;
    let question = RegistryQuery::Class { class: id.to_owned() };
    let known: Known = deps.querier.query_wasm_smart(registry, &question)?;
    let pool_id = known.pool_id.ok_or_else(|| not(id, "a primary pool in the registry", "none"))?;
    let class = Class { credit: known.credit, pool_id, terms, target_since: 0 };
    CLASSES.save(deps.storage, id.as_bytes(), &class)?;
    let event = JobEvent::ListClass { class: id, credit: &class.credit, pool_id, terms };
    Ok(Response::new().add_event(event))
}

/// Owner: sets a class's terms. Its occupancy is first brought to now at the target that held so far.
pub fn update_class(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    terms: ClassTerms,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    check_terms(&terms)?;
    let before = state::class(deps.storage, id)?;
    let params = occupancy::params(&before.terms.take);
    let now = occupancy::decayed(occupancy::load(deps.storage, id)?, &params, env.block.time.seconds());
    OCCUPANCY.save(deps.storage, id.as_bytes(), &now)?;
    let target_since = match before.terms.take.target_bps == terms.take.target_bps {
        true => before.target_since,
        false => env.block.time.seconds(),
    };
    CLASSES.save(deps.storage, id.as_bytes(), &Class { terms, target_since, ..before.clone() })?;
    let response = Response::new().add_event(JobEvent::UpdateClass { class: id, terms });
    if before.terms.standard_gpus == terms.standard_gpus {
        return Ok(response);
    }
    Ok(response.add_message(tell_registry(deps.storage, id)?))
}

/// Owner: sets the parameters, for jobs requested from now on; the time between blocks at once, and for all.
pub fn update_params(deps: DepsMut, info: &MessageInfo, params: Params) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    check_params(&params)?;
    let settings = SETTINGS.load(deps.storage)?;
    SETTINGS.save(deps.storage, &Settings { params, ..settings })?;
    let config = CONFIG.load(deps.storage)?;
    CONFIG.save(deps.storage, &Config { block_millis: params.block_millis, ..config })?;
    Ok(Response::new().add_event(JobEvent::UpdateParams { params }))
}

/// The guardian stops requests, the owner sets freely.
pub fn set_paused(deps: DepsMut, info: &MessageInfo, requests: bool) -> Result<Response, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    let switch = Switch { what: "requests", before: settings.paused, after: requests };
    check_pause(deps.storage, &info.sender, &settings.guardian, &[switch])?;
    SETTINGS.save(deps.storage, &Settings { paused: requests, ..settings })?;
    Ok(Response::new().add_event(JobEvent::SetPaused { requests }))
}

/// Owner: names another guardian.
pub fn set_guardian(deps: DepsMut, info: &MessageInfo, guardian: &str) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let guardian = checked_addr(deps.api, "guardian", guardian)?;
    let settings = SETTINGS.load(deps.storage)?;
    let response = Response::new().add_event(JobEvent::SetGuardian { guardian: &guardian });
    SETTINGS.save(deps.storage, &Settings { guardian, ..settings })?;
    Ok(response)
}
