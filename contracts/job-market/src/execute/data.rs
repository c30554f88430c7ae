//! Asking for a job's input on chain, and answering.

use api::common::Source;
use api::job_market::events::JobEvent;
use api::job_market::DATA_WITHIN;
use cosmwasm_std::{Binary, DepsMut, Env, HexBinary, MessageInfo, Response};

use super::loaded::Loaded;
use crate::error::ContractError;
use crate::intake::digest;
use crate::job::input;
use crate::job::phase::Phase;
use crate::job::transition::Event;
use crate::job::waits;
use crate::peers::{self, Transfers};

/// The provider, in the first quarter of its time. The bond goes to this contract's account.
pub fn request(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    chunk: Option<u32>,
    from: Source,
) -> Result<Response, ContractError> {
    let loaded = Loaded::new(deps.as_ref(), job_id, "assigned")?;
    loaded.only_provider(deps.as_ref(), info)?;
    let phase = loaded.next(env, Event::Ask { chunk })?;
    let bond = loaded.job.terms.askable.map_or(0, |askable| askable.bond);
    let message = loaded.take_bond(env, info, from, bond)?;
    let deadline = env.block.time.seconds().saturating_add(DATA_WITHIN);
    let event = JobEvent::RequestData { job_id, provider: &info.sender, chunk, bond: bond.into(), deadline };
    Ok(loaded.go_on(deps, &phase)?.add_event(event).add_message(message))
}

/// Anyone, in time, with what was asked for. The bond is the owner's, whoever answers: else the provider that
/// has the input could ask and answer for nothing. The job goes on where it was, and has the time that it
/// waited in addition.
pub fn answer(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    data: &Binary,
    path: &[HexBinary],
) -> Result<Response, ContractError> {
    let loaded = Loaded::new(deps.as_ref(), job_id, "awaiting_input")?;
    let phase = loaded.next(env, Event::Answer)?;
    let terms = &loaded.job.terms;
    let (Phase::AwaitingInput { chunk, .. }, Some(askable), Some(root)) =
        (&loaded.job.phase, terms.askable, terms.input)
    else {
        return Err(ContractError::unsuited(job_id, "a job whose input was asked for", "another"));
    };
    let path = path.iter().map(|node| digest("path", node)).collect::<Result<Vec<_>, _>>()?;
    input::check(askable.form, *chunk, &root, data, &path)
        .map_err(|wrong| ContractError::unsuited(job_id, wrong.expected, wrong.got))?;

    let mut transfers = Transfers::default();
    let owner = deps.api.addr_humanize(&terms.owner)?;
    transfers.push(&peers::net(&loaded.config), askable.bond, &owner)?;
    let deadline = waits::wait(terms, &phase).map_or(0, |wait| wait.at());
    let event = JobEvent::AnswerData { job_id, by: &info.sender, bond: askable.bond.into(), deadline, data };
    let message = transfers.into_message(&loaded.config)?;
    Ok(loaded.go_on(deps, &phase)?.add_event(event).add_messages(message))
}
