//! Verdicts that the gateway brings.

use api::common::{checked_addr, only};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::loaded::Loaded;
use crate::error::ContractError;
use crate::job::transition::Event;

/// On a result that waits for signatures or another contract's word, or that its client disputed; in time.
pub fn verdict(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    valid: bool,
    reporter: &str,
) -> Result<Response, ContractError> {
    let config = crate::state::CONFIG.load(deps.storage)?;
    only(&info.sender, &[&config.verifier_gateway], "the verifier-gateway")?;
    let reporter = checked_addr(deps.api, "reporter", reporter)?;
    let loaded = Loaded::new(deps.as_ref(), job_id, "submitted or disputed")?;
    let phase = loaded.next(env, Event::Judge { valid })?;
    loaded.step(deps, env, &phase, Some(reporter))
}
