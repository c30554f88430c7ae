//! What governance and the guardian set.

use api::common::{check_class_id, check_range, checked_addr, only};
use api::job_market::events::JobEvent;
use api::job_market::{Params, TakeParams};
use api::ownership::assert_owner;
use api::provider_registry::{ClassResponse, ConfigResponse as RegistryConfig, QueryMsg as RegistryQuery};
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, QuerierWrapper, Response};
use cw_ownable::get_ownership;

use super::accept::{longest_life, longest_wait};
use crate::backlog;
use crate::error::ContractError;
use crate::state::{self, Class, Config, Settings, MAX_CLASSES};

/// Bounds of every waiting time but the running time, seconds.
const WAITS: (u64, u64) = (60, 604_800);
/// Bounds of the longest running time, seconds.
const RUNS: (u64, u64) = (60, 2_592_000);

/// Settings as governance sets them; the guardian and the pause are kept apart.
pub fn new_settings(guardian: Addr, params: &Params, paused: bool) -> Settings {
    Settings {
        guardian,
        max_accept_within: params.max_accept_within,
        max_run_within: params.max_run_within,
        verdict_within: params.verdict_within,
        dispute_bond: params.dispute_bond.u128(),
        data_bond: params.data_bond.u128(),
        paused,
    }
}

/// Refuses parameters out of bounds (ECONOMICS § Parameters).
pub fn check_params(params: &Params) -> Result<(), ContractError> {
    check_range("max_accept_within", params.max_accept_within, WAITS.0, WAITS.1)?;
    check_range("max_run_within", params.max_run_within, RUNS.0, RUNS.1)?;
    check_range("verdict_within", params.verdict_within, WAITS.0, WAITS.1)?;
    check_range("dispute_bond", params.dispute_bond.u128(), 1, u128::MAX)?;
    check_range("data_bond", params.data_bond.u128(), 1, u128::MAX)?;
    Ok(())
}

fn check_take(take: &TakeParams) -> Result<(), ContractError> {
    // A job without take would leave no trace in the revenue, nor weight in a reputation.
    check_range("take.base_bps", take.base_bps, 1, 500)?;
    check_range("take.max_multiplier_bps", take.max_multiplier_bps, 10_000, 100_000)?;
    check_range("take.target_bps", take.target_bps, 2_000, 9_500)?;
    check_range("take.window", take.window, 60, 86_400)?;
    Ok(())
}

/// Refuses waiting times that together outlast the registry's unbonding: nobody could accept the longest job. The registry
/// checks each lock against it once more.
fn check_longest_job(
    querier: QuerierWrapper,
    config: &Config,
    settings: &Settings,
) -> Result<(), ContractError> {
    let registry: RegistryConfig =
        querier.query_wasm_smart(&config.provider_registry, &RegistryQuery::Config {})?;
    let longest = longest_life(settings.max_run_within, settings.verdict_within)
        .saturating_add(longest_wait(settings.max_run_within));
    check_range(
        "max_run_within + max(max_run_within / 4, 1 h) + 2 · verdict_within + 2 h",
        longest,
        0,
        registry.params.unbonding,
    )?;
    Ok(())
}

/// Owner: opens the market for a class that has its pool.
pub fn list_class(
    deps: DepsMut,
    info: &MessageInfo,
    id: String,
    take: TakeParams,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    check_class_id(&id)?;
    check_take(&take)?;
    if state::may_class(deps.storage, &id)?.is_some() {
        return Err(ContractError::AlreadyListed { class: id });
    }
    if state::classes(deps.storage)?.len() >= MAX_CLASSES {
        return Err(ContractError::TooManyClasses { max: MAX_CLASSES });
    }
    let config = state::config(deps.storage)?;
    check_longest_job(deps.querier, &config, &state::settings(deps.storage)?)?;
    let question = RegistryQuery::Class { class: id.clone() };
    let known: ClassResponse = deps.querier.query_wasm_smart(&config.provider_registry, &question)?;
    let pool_id = known.pool_id.ok_or_else(|| ContractError::NoPool { class: id.clone() })?;
    state::save_class(deps.storage, &id, &Class { credit: known.credit, pool_id, take })?;
    Ok(Response::new().add_event(JobEvent::Class { listed: true, class: &id }))
}

/// Owner: sets a class's take. Its backlog is first brought to now at the target that held so far.
pub fn update_class(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    take: TakeParams,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    check_take(&take)?;
    let class = state::class(deps.storage, id)?;
    let backlog = state::backlog(deps.storage, id)?;
    let now = backlog::decayed(backlog, &backlog::params(&class.take), env.block.time.seconds());
    state::save_backlog(deps.storage, id, now);
    state::save_class(deps.storage, id, &Class { take, ..class })?;
    Ok(Response::new().add_event(JobEvent::Class { listed: false, class: id }))
}

/// Owner: sets the parameters, for jobs requested from now on.
pub fn update_params(deps: DepsMut, info: &MessageInfo, params: &Params) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    check_params(params)?;
    let before = state::settings(deps.storage)?;
    let settings = new_settings(before.guardian, params, before.paused);
    check_longest_job(deps.querier, &state::config(deps.storage)?, &settings)?;
    state::save_settings(deps.storage, &settings)?;
    Ok(Response::new().add_event(JobEvent::UpdateParams))
}

/// The guardian stops requests, the owner sets freely.
pub fn set_paused(deps: DepsMut, info: &MessageInfo, requests: bool) -> Result<Response, ContractError> {
    let settings = state::settings(deps.storage)?;
    let owner = get_ownership(deps.storage)?.owner;
    let allowed: Vec<&Addr> = owner.iter().chain([&settings.guardian]).collect();
    only(&info.sender, &allowed, "the owner or the guardian")?;
    if !requests && owner.as_ref() != Some(&info.sender) {
        return Err(ContractError::GuardianLifts);
    }
    state::save_settings(deps.storage, &Settings { paused: requests, ..settings })?;
    Ok(Response::new().add_event(JobEvent::SetPaused { requests }))
}

/// Owner: names another guardian.
pub fn set_guardian(deps: DepsMut, info: &MessageInfo, guardian: &str) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let guardian = checked_addr(deps.api, "guardian", guardian)?;
    let settings = state::settings(deps.storage)?;
    let response = Response::new().add_event(JobEvent::SetGuardian { guardian: &guardian });
    state::save_settings(deps.storage, &Settings { guardian, ..settings })?;
    Ok(response)
}
