//! Paying covered seconds.

use api::lease_market::events::LeaseEvent;
use cosmwasm_std::{DepsMut, Env, Response};

use super::running::Running;
use crate::error::ContractError;
use crate::state::{self, CONFIG};

/// Anyone: pays what is due to the provider's account; nothing, where nothing is.
pub fn claim(deps: DepsMut, env: &Env, lease_id: u64) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut running = Running::load(deps.as_ref(), lease_id)?;
    let (paid, transfers) = running.pay(deps.storage, env, &config)?;
    state::save_run(deps.storage, lease_id, running.run)?;
    let event = LeaseEvent::Claim { lease_id, paid: paid.credits.into(), earned: paid.take.into() };
    Ok(Response::new().add_event(event).add_messages(transfers.into_message(&config)?))
}
