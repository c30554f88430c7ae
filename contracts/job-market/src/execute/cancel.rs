//! Withdrawing a job that nobody has accepted.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::{in_time, live, only_party, wrong_state};
use crate::error::ContractError;
use crate::record::{End, Phase};
use crate::settle::{self, Ending};
use crate::state;

/// The owner, while the job is open and its time to be accepted runs. The take is kept: a request moves the price.
pub fn cancel(deps: DepsMut, env: &Env, info: &MessageInfo, job_id: u64) -> Result<Response, ContractError> {
    let (hot, terms) = live(&deps, job_id, "open")?;
    only_party(&deps, info, job_id, "owner", &terms.owner)?;
    if hot.phase != Phase::Open {
        return Err(wrong_state(job_id, "open", &hot));
    }
    in_time(env, job_id, hot.deadline)?;
    let config = state::config(deps.storage)?;
    settle::end(
        deps,
        env,
        &config,
        Ending { job_id, terms, hot, end: End::Cancelled, reporter: None, stopped: false },
    )
}
