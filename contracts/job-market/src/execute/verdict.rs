//! Verdicts that the gateway brings.

use api::common::{checked_addr, only};
use api::job_market::JobFault;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::{in_time, live, wrong_state};
use crate::error::ContractError;
use crate::method::Verdict;
use crate::record::{End, Phase};
use crate::settle::{self, Ending};
use crate::state;

/// On a result that waits for signatures, or that its client disputed; in time.
pub fn verdict(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    valid: bool,
    reporter: &str,
) -> Result<Response, ContractError> {
    let config = state::config(deps.storage)?;
    only(&info.sender, &[&config.verifier_gateway], "the verifier-gateway")?;
    let reporter = checked_addr(deps.api, "reporter", reporter)?;
    let (hot, terms) = live(&deps, job_id, "submitted or disputed")?;
    match (&hot.phase, terms.verdict) {
        (Phase::Submitted(..), Verdict::Client) => return Err(ContractError::NotDisputed { job_id }),
        (Phase::Submitted(..) | Phase::Disputed(..), _) => {}
        _ => return Err(wrong_state(job_id, "submitted or disputed", &hot)),
    }
    in_time(env, job_id, hot.deadline)?;
    let (end, reporter) =
        if valid { (End::Settled, None) } else { (End::Faulted(JobFault::Fraud), Some(reporter)) };
    settle::end(deps, env, &config, Ending { job_id, terms, hot, end, reporter, stopped: false })
}
