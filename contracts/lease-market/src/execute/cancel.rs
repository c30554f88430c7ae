//! Withdrawing a lease that nobody has started.

use api::common::Asset;
use api::lease_market::events::LeaseEvent;
use api::lease_market::LeaseState;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};

use crate::error::ContractError;
use crate::funds::credits;
use crate::peers::{self, Transfers};
use crate::state::{self, CONFIG};

/// The client at any time, anyone once its time to be started is over: everything goes back to the client's account, as a request
/// has made nothing dearer for anybody.
pub fn cancel(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    lease_id: u64,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let terms = state::open(deps.storage, lease_id)?;
    let wait = terms.starting();
    let client = deps.api.addr_humanize(&terms.client)?;
    let state = if wait.passed(&env.block, config.params.block_millis) {
        LeaseState::Expired
    } else if info.sender == client {
        LeaseState::Cancelled
    } else {
        let now = env.block.time.seconds();
        return Err(ContractError::TooEarly { lease_id, deadline: wait.at(), now });
    };
    let refunded = credits(terms.gpus, terms.seconds)?;
    state::end(deps.storage, lease_id, state)?;
    let mut transfers = Transfers::default();
    transfers.push(&Asset::cw20(deps.api.addr_humanize(&terms.credit)?), refunded, &client)?;
    transfers.push(&peers::net(&config), terms.take, &client)?;
    let none = Uint128::zero();
    let event = LeaseEvent::End {
        lease_id,
        state,
        paid: none,
        refunded: refunded.into(),
        fee: none,
        earned: none,
        slash: none,
    };
    Ok(Response::new().add_event(event).add_messages(transfers.into_message(&config)?))
}
