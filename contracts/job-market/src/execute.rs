//! One file per message; who may send what.

mod accept;
mod admin;
mod call;
mod cancel;
mod client;
mod data;
mod forward;
mod open;
mod receive_swap;
mod request;
mod submit;
mod sweep;
mod template;
mod timeout;
mod verdict;

use api::common::no_funds;
use api::job_market::ExecuteMsg;
use api::ownership::update_ownership;
use cosmwasm_std::{CanonicalAddr, DepsMut, Env, MessageInfo, Response, StdError, StdResult};

use crate::error::ContractError;
use crate::record::{Hot, Job};
use crate::state::{self, Terms};

pub use admin::{check_params, new_settings};
pub use submit::claim;

/// Dispatches a message. Only a request with funds and the bonds of a dispute and of a request for data take coins.
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let takes_coins = matches!(
        msg,
        ExecuteMsg::RequestJob { .. } | ExecuteMsg::DisputeResult { .. } | ExecuteMsg::RequestData { .. }
    );
    if !takes_coins {
        no_funds(&info)?;
    }
    match msg {
        ExecuteMsg::Receive(received) => forward::tokens(deps, &env, &info, received),
        ExecuteMsg::ReceiveSwap(swap) => receive_swap::receive_swap(deps, env, &info, swap),
        ExecuteMsg::RequestJob { request, from } => forward::net(deps, &env, &info, request, from),
        ExecuteMsg::RequestJobWithCredits { request } => forward::credits(deps, &env, &info, request),
        ExecuteMsg::CancelJob { job_id } => cancel::cancel(deps, &env, &info, job_id),
        ExecuteMsg::AcceptJob { job_id, payout } => accept::accept(deps, &env, info, job_id, payout),
        ExecuteMsg::SubmitResult { job_id, output, proof, output_locator } => {
            let result = submit::Submission { job_id, output, proof, output_locator };
            submit::submit(deps, &env, &info, result)
        }
        ExecuteMsg::ApproveResult { job_id } => client::approve(deps, &env, &info, job_id),
        ExecuteMsg::DisputeResult { job_id, from } => client::dispute(deps, &env, &info, job_id, from),
        ExecuteMsg::TimeoutJob { job_id } => timeout::timeout(deps, &env, job_id),
        ExecuteMsg::Verdict { job_id, valid, reporter } => {
            verdict::verdict(deps, &env, &info, job_id, valid, &reporter)
        }
        ExecuteMsg::SweepTake {} => sweep::sweep(deps, &env),
        ExecuteMsg::CallJob { job_id, input } => call::call(deps, &env, job_id, input),
        ExecuteMsg::RequestData { job_id, chunk, from } => {
            data::request(deps, &env, &info, job_id, chunk, from)
        }
        ExecuteMsg::AnswerData { job_id, data, path } => {
            data::answer(deps, &env, &info, job_id, &data, &path)
        }
        ExecuteMsg::SetTemplate { class, template, terms } => {
            template::set(deps, &info, class, template, terms)
        }
        ExecuteMsg::ListClass { class, take } => admin::list_class(deps, &info, class, take),
        ExecuteMsg::UpdateClass { class, take } => admin::update_class(deps, &env, &info, &class, take),
        ExecuteMsg::UpdateParams { params } => admin::update_params(deps, &info, &params),
        ExecuteMsg::SetPaused { requests } => admin::set_paused(deps, &info, requests),
        ExecuteMsg::SetGuardian { guardian } => admin::set_guardian(deps, &info, &guardian),
        ExecuteMsg::UpdateOwnership(action) => update_ownership(deps, &env, &info, action),
    }
}

/// A job that is not finished, and its terms; `expected` says in which state the message works.
fn live(deps: &DepsMut, job_id: u64, expected: &'static str) -> Result<(Hot, Terms), ContractError> {
    match state::job(deps.storage, job_id)? {
        (Job::Live(hot), Some(terms)) => Ok((hot, terms)),
        (job, _) => Err(ContractError::State { job_id, expected, got: job.state() }),
    }
}

/// A live job in another state than `expected`.
fn wrong_state(job_id: u64, expected: &'static str, hot: &Hot) -> ContractError {
    ContractError::State { job_id, expected, got: hot.phase.state() }
}

/// Refuses a message at or after the deadline of the job's state.
fn in_time(env: &Env, job_id: u64, deadline: u64) -> Result<(), ContractError> {
    let now = env.block.time.seconds();
    if now >= deadline {
        return Err(ContractError::TooLate { job_id, deadline, now });
    }
    Ok(())
}

/// Refuses everyone but one party of the job.
fn only_party(
    deps: &DepsMut,
    info: &MessageInfo,
    job_id: u64,
    role: &'static str,
    expected: &CanonicalAddr,
) -> Result<(), ContractError> {
    let expected = deps.api.addr_humanize(expected)?;
    if info.sender == expected {
        return Ok(());
    }
    Err(ContractError::NotTheirs { job_id, role, expected, got: info.sender.clone() })
}

/// Block time plus seconds.
fn after(env: &Env, seconds: u64) -> StdResult<u64> {
    let now = env.block.time.seconds();
    now.checked_add(seconds).ok_or_else(|| StdError::generic_err("time out of range"))
}
