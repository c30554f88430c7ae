//! Accepting a job: bond and GPUs are bound to it, uniquely, for its whole life.

use api::common::{check_range, checked_addr, only};
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::LockRequest;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, MessageInfo, Response, Uint128};

use super::free_provider;
use crate::error::{CallError, ContractError};
use crate::state::{self, Call, Class, Lock, Position, MAX_GPUS};
use crate::{order, params, price};

/// Binds bond and GPUs of the accepting provider. Refused unless it is registered, free of jail, lately seen,
/// admitted, reputed, has the GPUs free and the bond to spare, and the job surely ends before bond asked back
/// today is released. For a job that was called, the bond comes out of the margin.
pub fn lock(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    request: LockRequest,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let (config, governed) = state::globals(deps.storage)?;
    only(&info.sender, &[&config.job_market], "the job-market")?;
    check_range("gpus", request.gpus, 1, MAX_GPUS)?;
    check_range("detection_bps", request.detection_bps, 1, 10_000)?;
    if state::may_lock(deps.storage, request.job_id)?.is_some() {
        return Err(ContractError::LockExists { job_id: request.job_id });
    }
    let latest = now.saturating_add(governed.unbonding);
    if request.ends_by > latest {
        return Err(ContractError::TooLong { latest, ends_by: request.ends_by });
    }
    let class = state::class(deps.storage, &request.class)?;
    if class.paused.accept {
        return Err(ContractError::Paused { what: "accepting", class: request.class });
    }
    class.require_before_end(&request.class, now)?;
    let address = checked_addr(deps.api, "provider", &request.provider)?;
    let provider = free_provider(deps.api, deps.storage, &address, now)?;
    let within = governed.heartbeat_within;
    if now.saturating_sub(provider.last_seen) > within {
        return Err(ContractError::Unseen { address, last_seen: provider.last_seen, within, now });
    }

    let mut position = state::position(deps.api, deps.storage, &request.class, &address)?;
    position.require_admitted(&request.class, &class, now)?;
    check_free_gpus(&position, request.gpus)?;
    let got = position.score(&governed, now)?;
    if got < request.min_reputation_bps {
        return Err(ContractError::Reputation { expected: request.min_reputation_bps, got });
    }
    let amount = amm_math::lock::lock(
        &params::lock_params(&governed),
        request.cost.u128(),
        request.declared_value.u128(),
        request.detection_bps,
    )?;
    let call = call_of(deps.as_ref(), &class, &position, &request, &address)?;
    let margin = price::margin_now(deps.querier, &config.pool, &class, &position, now)?;
    let amount = match call {
        // It owes this time: it must be able to accept with whatever is left of its bond.
        Some(ref call) if position.obligation > 0 => amount.min(position.lockable_by_call(call.credits)?),
        _ => amount,
    };
    position.bind(amount, request.gpus, call.is_some())?;
    if call.is_none() || position.obligation == 0 {
        position.require_free(margin, 0)?;
    }
    order::place(deps.api, deps.storage, &request.class, &class, &address, &mut position)?;
    if call.is_some() {
        state::remove_call(deps.storage, request.job_id);
    }

    let lock = Lock {
        provider: deps.api.addr_canonicalize(address.as_str())?,
        class: request.class,
        amount,
        gpus: request.gpus,
        cost: request.cost.u128(),
        declared_value: request.declared_value.u128(),
        reporter_bps: governed.reporter_bps,
        burn_min_bps: governed.burn_min_bps,
        busy_at_accept: position.busy,
        verified_at_accept: position.verified,
        called: call.map_or(0, |call| call.credits),
        idle: false,
    };
    state::save_position(deps.api, deps.storage, &lock.class, &address, &position)?;
    state::save_lock(deps.storage, request.job_id, &lock)?;
    Ok(Response::new().add_event(RegistryEvent::Lock {
        of: Of { provider: &address, class: &lock.class },
        job_id: request.job_id,
        amount: Uint128::new(amount),
        gpus: lock.gpus,
    }))
}

/// The job's result is there and waits for a verdict: its GPUs are free, its bond is not.
pub fn free_gpus(deps: DepsMut, info: MessageInfo, job_id: u64) -> Result<Response, ContractError> {
    only(&info.sender, &[&state::config(deps.storage)?.job_market], "the job-market")?;
    let mut lock = state::lock(deps.storage, job_id)?;
    let class = state::class(deps.storage, &lock.class)?;
    let address = deps.api.addr_humanize(&lock.provider)?;
    let mut position = state::position(deps.api, deps.storage, &lock.class, &address)?;
    let gpus = lock.busy_gpus();
    position.free_gpus(&lock)?;
    lock.idle = true;
    order::place(deps.api, deps.storage, &lock.class, &class, &address, &mut position)?;
    state::save_position(deps.api, deps.storage, &lock.class, &address, &position)?;
    state::save_lock(deps.storage, job_id, &lock)?;
    let of = Of { provider: &address, class: &lock.class };
    Ok(Response::new().add_event(RegistryEvent::FreeGpus { of, job_id, gpus }))
}

/// The call of the job, if it waits for one; refuses anyone, anywhere and any size but what was called. Nothing is looked
/// up where there can be none.
fn call_of(
    deps: Deps,
    class: &Class,
    position: &Position,
    request: &LockRequest,
    address: &Addr,
) -> Result<Option<Call>, ContractError> {
    if class.standard.is_none() && position.calls.gpus == 0 {
        return Ok(None);
    }
    let Some(call) = state::may_call(deps.storage, request.job_id)? else { return Ok(None) };
    let provider = deps.api.addr_humanize(&call.provider)?;
    if (&provider, &call.class, call.gpus) == (address, &request.class, request.gpus) {
        return Ok(Some(call));
    }
    Err(CallError::CalledOtherwise {
        job_id: request.job_id,
        expected: format!("{} GPUs of {provider} in class `{}`", call.gpus, call.class),
        got: format!("{} GPUs of {address} in class `{}`", request.gpus, request.class),
    }
    .into())
}

fn check_free_gpus(position: &Position, expected: u32) -> Result<(), ContractError> {
    let free = position.gpus.saturating_sub(position.busy);
    if expected <= free {
        return Ok(());
    }
    Err(ContractError::GpusBusy { expected, free, offered: position.gpus })
}
