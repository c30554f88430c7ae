//! What happens when nobody did anything.

use api::job_market::{JobFault, CALL_GRACE};
use cosmwasm_std::{DepsMut, Env, Response};

use super::live;
use crate::error::ContractError;
use crate::method::{self, Verdict};
use crate::record::{End, Phase};
use crate::settle::{self, Ending};
use crate::state;

/// Ends a job whose state's deadline has passed, or whose method was stopped. Anyone.
pub fn timeout(deps: DepsMut, env: &Env, job_id: u64) -> Result<Response, ContractError> {
    let (hot, terms) = live(&deps, job_id, "one that is not finished")?;
    let config = state::config(deps.storage)?;
    let now = env.block.time.seconds();
    let stopped = method::disabled(deps.querier, &config, terms.method)?;
    // For a while a standard job can only be called: whoever is next must not slip away by ending it.
    let deadline = match (&hot.phase, terms.template) {
        (Phase::Open, Some(_)) => hot.deadline.saturating_add(CALL_GRACE),
        _ => hot.deadline,
    };
    if !stopped && now < deadline {
        return Err(ContractError::TooEarly { job_id, deadline, now });
    }
    let end = match (&hot.phase, terms.verdict) {
        // Whose method was stopped pays nothing for it.
        _ if stopped => End::Refunded,
        (Phase::Open | Phase::Called(_), _) => End::Expired,
        // Who works on it cannot, or was made to wait for too long, and that is not its fault.
        (Phase::AwaitingInput(..), _) => End::Cancelled,
        (Phase::Assigned(_, asked), _) if terms.waited_enough(asked.waited) => End::Cancelled,
        (Phase::Assigned(..), _) => End::Faulted(JobFault::Liveness),
        // The client had its time to dispute.
        (Phase::Submitted(..), Verdict::Client) => End::Settled,
        (Phase::Submitted(..) | Phase::Disputed(..), _) => End::Refunded,
    };
    settle::end(deps, env, &config, Ending { job_id, terms, hot, end, reporter: None, stopped })
}
