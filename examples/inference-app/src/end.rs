//! The end of a job: an answer, or money back.
//!
//! Nobody is paid here. What somebody is owed is booked, and it withdraws it in a message of its own, so that the callback is
//! cheap and nobody's refusal to receive can make it fail.

use api::common::{no_funds, only, Asset, AssetAmount};
use api::job_market::{JobEnded, JobResponse, JobState, QueryMsg};
use api::pool;
use cosmwasm_std::{Addr, DepsMut, Env, HexBinary, MessageInfo, Response, StdResult, Storage};

use crate::error::AppError;
use crate::state::{Answer, Config, Owed, CONFIG, OWED, OWED_NET, QUESTIONS};

/// The market tells of the end of a job. Refuses everybody else, and jobs that are not this app's: anybody may name it as the
/// callback of a job.
pub fn heard(deps: DepsMut, env: &Env, info: &MessageInfo, ended: JobEnded) -> Result<Response, AppError> {
    let config = CONFIG.load(deps.storage)?;
    only(&info.sender, &[&config.job_market], "the job-market")?;
    book(deps, env, &config, ended.job_id, ended.state, ended.output)
}

/// The same for a job of which nothing was heard: the market tells of an end once.
pub fn collect(deps: DepsMut, env: &Env, info: &MessageInfo, job_id: u64) -> Result<Response, AppError> {
    no_funds(info)?;
    let config = CONFIG.load(deps.storage)?;
    let job: JobResponse = deps.querier.query_wasm_smart(&config.job_market, &QueryMsg::Job { job_id })?;
    if !job.state.is_final() {
        return Err(AppError::NotEnded { job_id, state: job.state });
    }
    book(deps, env, &config, job_id, job.state, job.output)
}

fn book(
    deps: DepsMut,
    env: &Env,
    config: &Config,
    job_id: u64,
    state: JobState,
    output: Option<HexBinary>,
) -> Result<Response, AppError> {
    let mut question = QUESTIONS.may_load(deps.storage, job_id)?.ok_or(AppError::UnknownJob { job_id })?;
    if question.answer != (Answer::Waiting {}) {
        return Err(AppError::Ended { job_id });
    }
    let fees = config.fee;
    if state == JobState::Settled {
        let output = output.unwrap_or_default();
        question.answer = Answer::Given { output };
        owe(deps.storage, &config.operator, Owed { fees, ..Owed::default() })?;
    } else {
        // All credits of such a job come to its owner's account, and at the most its take. How much of it, only the account
        // says: what is in it and owed to nobody yet.
        let asset = Asset::native(&config.denom);
        let asked = pool::QueryMsg::Account { owner: env.contract.address.to_string(), asset };
        let account: AssetAmount = deps.querier.query_wasm_smart(&config.pool, &asked)?;
        let owed = OWED_NET.load(deps.storage)?;
        let net = account.amount.checked_sub(owed).unwrap_or_default().min(question.take);
        OWED_NET.save(deps.storage, &owed.checked_add(net)?)?;
        owe(deps.storage, &question.asker, Owed { fees, net, credits: config.credits })?;
        question.answer = Answer::Failed { state };
    }
    QUESTIONS.save(deps.storage, job_id, &question)?;
    Ok(Response::new()
        .add_attribute("action", "job_ended")
        .add_attribute("job_id", job_id.to_string())
        .add_attribute("answered", (state == JobState::Settled).to_string()))
}

fn owe(storage: &mut dyn Storage, whom: &Addr, more: Owed) -> StdResult<()> {
    let mut owed = OWED.may_load(storage, whom)?.unwrap_or_default();
    owed.add(more)?;
    OWED.save(storage, whom, &owed)
}
