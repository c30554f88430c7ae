//! Asking for a job's input on chain, and answering.

use api::common::{coin_in, no_funds, Source};
use api::job_market::events::JobEvent;
use api::job_market::{InputForm, DATA_WITHIN};
use api::pool::ExecuteMsg as PoolMsg;
use cosmwasm_std::{Binary, DepsMut, Env, HexBinary, MessageInfo, Response};

use super::forward::own_account;
use super::request::digest;
use super::{after, in_time, live, only_party, wrong_state};
use crate::error::ContractError;
use crate::input;
use crate::peers::{self, Transfers};
use crate::record::{Asked, Hot, Job, Phase, Wait};
use crate::state;

/// The assigned provider, before a quarter of the job's time has passed since it accepted, waiting not included, and until it has
/// waited for its patience: from then on it may give the job up. Whole inputs are asked for once, chunks in their order. The bond
/// goes to this contract's account.
pub fn request(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    chunk: Option<u32>,
    from: Source,
) -> Result<Response, ContractError> {
    let (hot, terms) = live(&deps, job_id, "assigned")?;
    let Phase::Assigned(work, asked) = hot.phase else {
        return Err(wrong_state(job_id, "assigned", &hot));
    };
    only_party(&deps, info, job_id, "provider", &work.provider)?;
    let data = terms.data.ok_or(ContractError::NoInputForm { job_id })?;
    check_chunk(job_id, data.form, chunk, asked.next)?;
    let waited = asked.waited;
    if terms.waited_enough(waited) {
        let patience = state::patience(terms.run_within);
        return Err(ContractError::WaitedEnough { job_id, waited, patience });
    }
    let began_at = hot.deadline.saturating_sub(terms.run_within);
    in_time(env, job_id, began_at.saturating_add(terms.run_within / 4))?;

    let config = state::config(deps.storage)?;
    let (came, payment) = match from {
        Source::Funds {} => {
            let came = coin_in(info, &config.network_denom)?;
            (came, peers::pool_with_net(&config, &PoolMsg::Deposit { receiver: None }, came)?)
        }
        Source::Account { owner, amount } => {
            no_funds(info)?;
            own_account(info, owner)?;
            (amount, peers::debit(&config, &info.sender, amount.u128(), &env.contract.address)?)
        }
    };
    if came.u128() != data.bond {
        return Err(ContractError::Bond { expected: data.bond, got: came.u128() });
    }
    let wait = Wait { waited, asked_at: env.block.time.seconds(), due: hot.deadline, chunk };
    let deadline = after(env, DATA_WITHIN)?;
    let phase = Phase::AwaitingInput(work, wait);
    state::save_job(deps.storage, job_id, &Job::Live(Hot { deadline, phase }))?;
    let event = JobEvent::RequestData { job_id, provider: &info.sender, chunk, bond: came, deadline };
    Ok(Response::new().add_event(event).add_message(payment))
}

/// Anyone, in time, with what was asked for: earns the bond. The job goes on where it was, and has the time that it waited
/// in addition.
pub fn answer(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    data: &Binary,
    path: &[HexBinary],
) -> Result<Response, ContractError> {
    let (hot, terms) = live(&deps, job_id, "awaiting_input")?;
    let Phase::AwaitingInput(work, wait) = hot.phase else {
        return Err(wrong_state(job_id, "awaiting_input", &hot));
    };
    in_time(env, job_id, hot.deadline)?;
    let (Some(asked), Some(root)) = (terms.data, terms.input) else {
        return Err(ContractError::NoInputForm { job_id });
    };
    let path = path.iter().map(|node| digest("path", node)).collect::<Result<Vec<_>, _>>()?;
    input::check(asked.form, wait.chunk, &root, data, &path).map_err(|wrong| ContractError::WrongData {
        job_id,
        expected: wrong.expected,
        got: wrong.got,
    })?;

    let seconds = env.block.time.seconds().saturating_sub(wait.asked_at);
    let deadline = wait.due.saturating_add(seconds);
    let waited = wait.waited.saturating_add(u32::try_from(seconds).unwrap_or(u32::MAX));
    let asked_for = Asked { waited, next: wait.chunk.map_or(1, |chunk| chunk.saturating_add(1)) };
    let phase = Phase::Assigned(work, asked_for);
    state::save_job(deps.storage, job_id, &Job::Live(Hot { deadline, phase }))?;
    let config = state::config(deps.storage)?;
    let mut transfers = Transfers::default();
    transfers.push(&peers::net(&config), asked.bond, &info.sender)?;
    let bond = asked.bond.into();
    let event = JobEvent::AnswerData { job_id, by: &info.sender, bond, deadline, data };
    Ok(Response::new().add_event(event).add_messages(transfers.into_message(&config)?))
}

/// A chunk of an input in chunks, from the `next` on, and none of a whole one, which is asked for once. What was answered is on
/// chain; were it asked for again, a provider could wait for nothing.
fn check_chunk(job_id: u64, form: InputForm, chunk: Option<u32>, next: u32) -> Result<(), ContractError> {
    let expected = match (form, chunk) {
        (InputForm::Bytes { .. }, None) if next == 0 => return Ok(()),
        (InputForm::Chunks { count }, Some(chunk)) if (next..count).contains(&chunk) => return Ok(()),
        (InputForm::Bytes { .. }, None) => "nothing more, as it was answered".to_owned(),
        (InputForm::Bytes { .. }, Some(_)) => "the whole input, no chunk".to_owned(),
        (InputForm::Chunks { count }, _) if next >= count => {
            "nothing more, as the last was answered".to_owned()
        }
        (InputForm::Chunks { count }, _) => format!("a chunk from {next} to {}", count.saturating_sub(1)),
    };
    let got = chunk.map_or_else(|| "the whole input".to_owned(), |chunk| format!("chunk {chunk}"));
    Err(ContractError::WrongData { job_id, expected, got })
}
