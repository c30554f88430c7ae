//! The end of a job: an answer, or the fee back.
//!
//! What comes back of a job itself, the market pays its owner, the asker. Nobody is paid here: the fee is booked as owed to the
//! operator or to the asker, who withdraws it in a message of its own, so that the callback is cheap and nobody's refusal to receive
//! can make it fail.

use api::common::{no_funds, only};
use api::job_market::{JobEnded, JobResponse, JobState, QueryMsg};
use cosmwasm_std::{DepsMut, HexBinary, MessageInfo, Response};

use crate::error::AppError;
use crate::state::{Answer, Config, CONFIG, OWED, QUESTIONS};

/// The market tells of the end of a job. Refuses everybody else, and jobs that are not this app's: anybody may name it as the
/// callback of a job.
pub fn heard(deps: DepsMut, info: &MessageInfo, ended: JobEnded) -> Result<Response, AppError> {
    let config = CONFIG.load(deps.storage)?;
    only(&info.sender, &[&config.job_market], "the job-market")?;
    book(deps, &config, ended.job_id, ended.state, ended.output)
}

/// The same for a job of which nothing was heard: the market tells of an end once.
pub fn collect(deps: DepsMut, info: &MessageInfo, job_id: u64) -> Result<Response, AppError> {
    no_funds(info)?;
    let config = CONFIG.load(deps.storage)?;
    let job: JobResponse = deps.querier.query_wasm_smart(&config.job_market, &QueryMsg::Job { job_id })?;
    if !job.state.is_final() {
        return Err(AppError::NotEnded { job_id, state: job.state });
    }
    book(deps, &config, job_id, job.state, job.output)
}

fn book(
    deps: DepsMut,
    config: &Config,
    job_id: u64,
    state: JobState,
    output: Option<HexBinary>,
) -> Result<Response, AppError> {
    let mut question = QUESTIONS.may_load(deps.storage, job_id)?.ok_or(AppError::UnknownJob { job_id })?;
    if question.answer != (Answer::Waiting {}) {
        return Err(AppError::Ended { job_id });
    }
    let settled = state == JobState::Settled;
    question.answer = match settled {
        true => Answer::Given { output: output.unwrap_or_default() },
        false => Answer::Failed { state },
    };
    let whose = if settled { &config.operator } else { &question.asker };
    let owed = OWED.may_load(deps.storage, whose)?.unwrap_or_default();
    OWED.save(deps.storage, whose, &owed.checked_add(config.fee)?)?;
    QUESTIONS.save(deps.storage, job_id, &question)?;
    Ok(Response::new()
        .add_attribute("action", "job_ended")
        .add_attribute("job_id", job_id.to_string())
        .add_attribute("answered", settled.to_string()))
}
