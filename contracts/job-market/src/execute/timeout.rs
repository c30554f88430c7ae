//! What happens when nobody did anything.

use api::job_market::events::JobEvent;
use cosmwasm_std::{DepsMut, Env, Response};

use super::loaded::Loaded;
use crate::error::ContractError;
use crate::job::phase::Phase;
use crate::job::transition::Event;
use crate::job::waits;

/// Records that nobody took a standard job in time. Ends any other whose wait has passed, whose method was
/// stopped, or that could not be accepted for too long. Anyone.
pub fn timeout(deps: DepsMut, env: &Env, job_id: u64) -> Result<Response, ContractError> {
    let mut loaded = Loaded::new(deps.as_ref(), job_id, "one that has not ended")?;
    loaded.read_pause(deps.as_ref())?;
    loaded.read_method(deps.as_ref())?;
    let phase = loaded.next(env, Event::Timeout)?;
    let response = loaded.step(deps, env, &phase, None)?;
    Ok(match &phase {
        Phase::Untaken { .. } => {
            let deadline = waits::wait(&loaded.job.terms, &phase).map_or(0, |wait| wait.at());
            response.add_event(JobEvent::Untaken { job_id, deadline })
        }
        _ => response,
    })
}
