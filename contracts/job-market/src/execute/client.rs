//! What the client says of a result that waits for its word.

use api::common::Source;
use api::job_market::events::JobEvent;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::loaded::Loaded;
use crate::error::ContractError;
use crate::job::transition::Event;

/// Pays the provider.
pub fn approve(deps: DepsMut, env: &Env, info: &MessageInfo, job_id: u64) -> Result<Response, ContractError> {
    let loaded = delivered(&deps, info, job_id)?;
    let phase = loaded.next(env, Event::Approve)?;
    loaded.step(deps, env, &phase, None)
}

/// Leaves the result to the arbiter. The bond goes to this contract's account.
pub fn dispute(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    from: Source,
) -> Result<Response, ContractError> {
    let loaded = delivered(&deps, info, job_id)?;
    let phase = loaded.next(env, Event::Dispute)?;
    let terms = &loaded.job.terms;
    let bond = loaded.take_bond(env, info, from, terms.dispute_bond)?;
    let deadline = env.block.time.seconds().saturating_add(terms.verdict_within);
    let event = JobEvent::Dispute { job_id, bond: terms.dispute_bond.into(), deadline };
    Ok(loaded.go_on(deps, &phase)?.add_event(event).add_message(bond))
}

/// A job of the sender's, and whether its method still stands.
fn delivered(deps: &DepsMut, info: &MessageInfo, job_id: u64) -> Result<Loaded, ContractError> {
    let mut loaded = Loaded::new(deps.as_ref(), job_id, "submitted")?;
    loaded.only_owner(deps.as_ref(), info)?;
    loaded.read_method(deps.as_ref())?;
    Ok(loaded)
}
