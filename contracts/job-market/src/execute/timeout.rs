//! What happens when nobody did anything.

use cosmwasm_std::{DepsMut, Env, Response};

use super::loaded::Loaded;
use crate::error::ContractError;
use crate::job::transition::Event;

/// Ends a job whose wait has passed, whose method was stopped, or that could not be accepted for too long. Anyone.
pub fn timeout(deps: DepsMut, env: &Env, job_id: u64) -> Result<Response, ContractError> {
    let mut loaded = Loaded::new(deps.as_ref(), job_id, "one that has not ended")?;
    loaded.read_method(deps.as_ref())?;
    let phase = loaded.next(env, Event::Timeout)?;
    loaded.step(deps, env, &phase, None)
}
