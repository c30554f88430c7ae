//! A provider's machines run.

use api::deadline::Moment;
use api::lease_market::events::LeaseEvent;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::state::{CLOCKS, CONFIG};

/// A provider that has started a lease, for all its leases at once.
pub fn heartbeat(deps: DepsMut, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    let pace = CONFIG.load(deps.storage)?.pace();
    let provider = deps.api.addr_canonicalize(info.sender.as_str())?;
    let clock = CLOCKS.may_load(deps.storage, &provider)?;
    let clock = clock.ok_or_else(|| ContractError::UnknownProvider { provider: info.sender.clone() })?;
    CLOCKS.save(deps.storage, &provider, &clock.beat(Moment::of(&env.block), pace))?;
    Ok(Response::new().add_event(LeaseEvent::Heartbeat { provider: &info.sender }))
}
