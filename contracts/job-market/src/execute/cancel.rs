//! Withdrawing a job that nobody has accepted.

use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::loaded::Loaded;
use crate::error::ContractError;
use crate::job::transition::Event;

/// The owner, while the job is open and its time to be accepted runs. The take is kept, because a request
/// moves the price; it comes back where accepting is paused, because nobody could take the job.
pub fn cancel(deps: DepsMut, env: &Env, info: &MessageInfo, job_id: u64) -> Result<Response, ContractError> {
    let mut loaded = Loaded::new(deps.as_ref(), job_id, "open")?;
    loaded.only_owner(deps.as_ref(), info)?;
    loaded.read_pause(deps.as_ref())?;
    let phase = loaded.next(env, Event::Cancel)?;
    loaded.step(deps, env, &phase, None)
}
