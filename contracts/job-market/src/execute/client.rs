//! What the client says of a result that waits for its word.

use api::common::{coin_in, no_funds, Source};
use api::job_market::events::JobEvent;
use api::pool::ExecuteMsg as PoolMsg;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::forward::own_account;
use super::{after, in_time, live, only_party, wrong_state};
use crate::error::ContractError;
use crate::method::{self, Verdict};
use crate::peers;
use crate::record::{End, Hot, Job, Phase};
use crate::settle::{self, Ending};
use crate::state::{self, Config, Terms};

/// Pays the provider.
pub fn approve(deps: DepsMut, env: &Env, info: &MessageInfo, job_id: u64) -> Result<Response, ContractError> {
    let (hot, terms, config) = waiting(&deps, env, info, job_id)?;
    settle::end(
        deps,
        env,
        &config,
        Ending { job_id, terms, hot, end: End::Settled, reporter: None, stopped: false },
    )
}

/// Leaves the result to the arbiter. The bond goes to this contract's account.
pub fn dispute(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    from: Source,
) -> Result<Response, ContractError> {
    let (hot, terms, config) = waiting(&deps, env, info, job_id)?;
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
    if came.u128() != terms.dispute_bond {
        return Err(ContractError::Bond { expected: terms.dispute_bond, got: came.u128() });
    }
    let Phase::Submitted(work, output) = hot.phase else {
        return Err(wrong_state(job_id, "submitted", &hot));
    };
    let deadline = after(env, terms.verdict_within)?;
    state::save_job(
        deps.storage,
        job_id,
        &Job::Live(Hot { deadline, phase: Phase::Disputed(work, output) }),
    )?;
    let event = JobEvent::Dispute { job_id, bond: came, deadline };
    Ok(Response::new().add_event(event).add_message(payment))
}

/// A delivered job of the sender's that waits for its word, in time, under a method that still stands.
fn waiting(
    deps: &DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
) -> Result<(Hot, Terms, Config), ContractError> {
    let (hot, terms) = live(deps, job_id, "submitted")?;
    only_party(deps, info, job_id, "owner", &terms.owner)?;
    if !matches!(hot.phase, Phase::Submitted(..)) {
        return Err(wrong_state(job_id, "submitted", &hot));
    }
    if terms.verdict != Verdict::Client {
        return Err(ContractError::NotByClient { job_id });
    }
    in_time(env, job_id, hot.deadline)?;
    let config = state::config(deps.storage)?;
    method::ensure_enabled(deps.querier, &config, terms.method)?;
    Ok((hot, terms, config))
}
