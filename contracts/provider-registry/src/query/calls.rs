//! Answers about calls and their order.

use api::common::checked_addr;
use api::provider_registry::{CallEntry, CallOrderResponse, CallResponse, NextCallResponse};
use cosmwasm_std::{Deps, Uint128};

use super::page;
use crate::error::{CallError, ContractError};
use crate::state::{self, Call};

/// The first in a class's call order.
pub fn next(deps: Deps, id: &str) -> Result<NextCallResponse, ContractError> {
    state::class(deps.storage, id)?;
    Ok(NextCallResponse { provider: state::queue(deps.api, deps.storage, id, None, 1)?.pop() })
}

/// A page of it.
pub fn order(
    deps: Deps,
    id: &str,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<CallOrderResponse, ContractError> {
    state::class(deps.storage, id)?;
    let after = match start_after {
        Some(text) => {
            let address = checked_addr(deps.api, "start_after", &text)?;
            let tag = state::position(deps.api, deps.storage, id, &address)?.calls.tag;
            Some((tag, address))
        }
        None => None,
    };
    let after = after.as_ref().map(|(tag, address)| (*tag, address));
    let entries = state::queue(deps.api, deps.storage, id, after, page(limit))?
        .into_iter()
        .map(|provider| {
            let position = state::position(deps.api, deps.storage, id, &provider)?;
            Ok(CallEntry {
                tag: Uint128::new(position.calls.tag),
                callable: Uint128::new(position.callable_credits()),
                gpus: position.callable_gpus(),
                provider,
            })
        })
        .collect::<Result<_, ContractError>>()?;
    let virtual_time = Uint128::new(state::book(deps.storage, id)?.virtual_time);
    Ok(CallOrderResponse { virtual_time, entries })
}

/// A call that waits to be accepted, or whose job runs.
pub fn call(deps: Deps, job_id: u64) -> Result<CallResponse, ContractError> {
    let call = match state::may_call(deps.storage, job_id)? {
        Some(call) => call,
        None => state::may_lock(deps.storage, job_id)?
            .filter(|lock| lock.called > 0)
            .map(|lock| Call {
                gpus: lock.busy_gpus(),
                provider: lock.provider,
                class: lock.class,
                credits: lock.called,
            })
            .ok_or(CallError::UnknownCall { job_id })?,
    };
    Ok(CallResponse {
        job_id,
        provider: deps.api.addr_humanize(&call.provider)?,
        class: call.class,
        gpus: call.gpus,
        credits: Uint128::new(call.credits),
    })
}
