//! Stopping one selector of a method for good.

use api::roles::check_guardian;
use api::verifier_gateway::events::GatewayEvent;
use api::verifier_gateway::raw::{method_key, METHOD_STATUS};
use cosmwasm_std::{Addr, DepsMut, Env, Event, HexBinary, Response};

use crate::error::ContractError;
use crate::state::{load_status, CONFIG};
use crate::versions::Versions;

/// Guardian or owner: from now on no proof under this selector verifies under the method. There is no way
/// back, as for a whole method; one under which nothing verifies any more is disabled. Refuses a selector that the method does
/// not accept, or no longer.
pub fn run(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    method: u32,
    selector: &HexBinary,
) -> Result<Response, ContractError> {
    check_guardian(deps.storage, sender, &CONFIG.load(deps.storage)?.guardian)?;
    let mut status = load_status(deps.storage, method)?;
    if status.disabled {
        return Err(ContractError::MethodDisabled { method });
    }
    let accepted = Versions::of(&status);
    let rest = accepted.without(selector).ok_or_else(|| ContractError::SelectorNotAccepted {
        method,
        accepted,
        got: selector.clone(),
    })?;
    status.accepted = rest.bits();
    status.disabled = rest.prove_nothing();
    status.narrowed_at = env.block.time.seconds();
    METHOD_STATUS.save(deps.storage, &method_key(method), &status)?;
    let stopped: Event = GatewayEvent::StopSelector { method, selector, sender }.into();
    let disabled: Option<Event> =
        status.disabled.then(|| GatewayEvent::DisableMethod { method, sender }.into());
    Ok(Response::new().add_event(stopped).add_events(disabled))
}
