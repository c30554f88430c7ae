//! Calls: a standard job that nobody accepted falls to the next in the class's call order.

use amm_math::closing::called;
use api::common::{check_range, checked_addr, only};
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::{CallRequest, StandardJob};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};

use super::more_than_zero;
use crate::error::{CallError, ContractError};
use crate::order;
use crate::state::{self, Book, Call, Standard, MAX_GPUS};

/// Calls a job on the first in the order, whatever it is doing: it moves back by the job's part of what it owes. Neither
/// jail nor absence helps; what it does not accept in time is closed.
pub fn call(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    request: CallRequest,
) -> Result<Response, ContractError> {
    let CallRequest { job_id, class: id, gpus, .. } = request;
    only(&info.sender, &[&state::config(deps.storage)?.job_market], "the job-market")?;
    check_range("gpus", gpus, 1, MAX_GPUS)?;
    let credits = more_than_zero("credits", request.credits)?;
    if state::may_call(deps.storage, job_id)?.is_some() {
        return Err(CallError::CallExists { job_id }.into());
    }
    if state::may_lock(deps.storage, job_id)?.is_some() {
        return Err(ContractError::LockExists { job_id });
    }
    let class = state::class(deps.storage, &id)?;
    if class.paused.accept {
        return Err(ContractError::Paused { what: "accepting", class: id });
    }
    class.require_before_end(&id, env.block.time.seconds())?;
    let address = checked_addr(deps.api, "provider", &request.provider)?;
    let first = state::queue(deps.api, deps.storage, &id, None, 1)?.pop();
    if first.as_ref() != Some(&address) {
        let expected = first.map_or_else(|| "of whom there is none".into(), |first| first.to_string());
        return Err(CallError::NotNext { class: id, expected, got: address }.into());
    }

    let mut position = state::position(deps.api, deps.storage, &id, &address)?;
    if !position.can_be_called(Standard { gpus, credits }) {
        return Err(CallError::NotCallable {
            address,
            credits: position.callable_credits(),
            gpus: position.callable_gpus(),
            got_credits: credits,
            got_gpus: gpus,
        }
        .into());
    }
    let book = state::book(deps.storage, &id)?;
    let (tag, virtual_time) = called(position.calls.tag, book.virtual_time, credits, position.obligation)?;
    state::save_book(deps.storage, &id, &Book { virtual_time, ..book })?;
    order::take_out(deps.api, deps.storage, &id, &address, &mut position)?;
    position.calls.tag = tag;
    position.begin_call(gpus, credits)?;
    order::place(deps.api, deps.storage, &id, &class, &address, &mut position)?;
    state::save_position(deps.api, deps.storage, &id, &address, &position)?;

    let provider = deps.api.addr_canonicalize(address.as_str())?;
    let call = Call { provider, class: id, gpus, credits };
    state::save_call(deps.storage, job_id, &call)?;
    Ok(Response::new().add_event(RegistryEvent::Call {
        of: Of { provider: &address, class: &call.class },
        job_id,
        gpus,
        credits: request.credits,
        tag,
    }))
}

/// Ends a call that was not accepted. If its provider let the time pass, so many credits of its debt are to be closed;
/// not if the class was stopped or has ended, so that it could not have accepted.
pub fn end(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    job_id: u64,
    ignored: bool,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    only(&info.sender, &[&state::config(deps.storage)?.job_market], "the job-market")?;
    let call = state::may_call(deps.storage, job_id)?.ok_or(CallError::UnknownCall { job_id })?;
    let class = state::class(deps.storage, &call.class)?;
    let address = deps.api.addr_humanize(&call.provider)?;
    let mut position = state::position(deps.api, deps.storage, &call.class, &address)?;
    position.end_call(call.gpus, call.credits)?;
    let ignored = ignored && !class.paused.accept && class.require_before_end(&call.class, now).is_ok();
    if ignored {
        position.ignore_call(call.credits, class.standard);
        if position.calls.ignored > 0 && position.closing.since == 0 {
            position.closing.since = now;
            state::mark_closing(deps.api, deps.storage, &call.class, &address, true)?;
        }
    }
    order::place(deps.api, deps.storage, &call.class, &class, &address, &mut position)?;
    state::save_position(deps.api, deps.storage, &call.class, &address, &position)?;
    state::remove_call(deps.storage, job_id);
    Ok(Response::new().add_event(RegistryEvent::EndCall {
        of: Of { provider: &address, class: &call.class },
        job_id,
        ignored,
        ignored_credits: Uint128::new(position.calls.ignored),
        closing_since: Some(position.closing.since).filter(|since| *since > 0),
    }))
}

/// Sets the largest standard job of a class. Who is in the call order stays in it until its position changes or is
/// touched; whoever it is too large for can redeem freely, and must grow to it with the next mint.
pub fn set_standard(
    deps: DepsMut,
    info: MessageInfo,
    id: String,
    standard: Option<StandardJob>,
) -> Result<Response, ContractError> {
    only(&info.sender, &[&state::config(deps.storage)?.job_market], "the job-market")?;
    let mut class = state::class(deps.storage, &id)?;
    class.standard = match standard {
        Some(job) => {
            check_range("standard.gpus", job.gpus, 1, MAX_GPUS)?;
            Some(Standard { gpus: job.gpus, credits: more_than_zero("standard.credits", job.credits)? })
        }
        None => None,
    };
    state::save_class(deps.storage, &id, &class)?;
    Ok(Response::new().add_event(RegistryEvent::SetStandard { class: &id, standard }))
}
