//! Opening a lease that was paid for.

use api::common::{check_range, checked_addr};
use api::deadline::Moment;
use api::lease_market::events::LeaseEvent;
use api::lease_market::{LeaseRequest, MAX_GPUS, MAX_SECONDS};
use api::pool::SwapReceived;
use cosmwasm_std::{Addr, DepsMut, Env, Response};

use super::proceeds::Proceeds;
use crate::error::ContractError;
use crate::execute::key32;
use crate::funds::credits;
use crate::lease::Terms;
use crate::market::{self, Asked, Bill};
use crate::peers::Transfers;
use crate::state::{self, Config};

/// Charges the take, stores the lease and gives the surplus back.
pub fn open(
    deps: DepsMut,
    env: &Env,
    config: &Config,
    client: &Addr,
    swap: &SwapReceived,
    request: &LeaseRequest,
) -> Result<Response, ContractError> {
    let LeaseRequest { gpus, seconds, max_payment, .. } = *request;
    check_range("gpus", gpus, 1, MAX_GPUS)?;
    check_range("seconds", seconds, 1, MAX_SECONDS)?;
    let ssh_key = key32("ssh_key", &request.ssh_key)?;
    let provider = match &request.provider {
        Some(text) => {
            let provider = checked_addr(deps.api, "provider", text)?;
            Some(deps.api.addr_canonicalize(provider.as_str())?)
        }
        None => None,
    };
    let class = state::class(deps.storage, &request.class)?;
    let proceeds = Proceeds::read(swap, &class.credit, config, credits(gpus, seconds)?)?;
    let params = config.params;
    let requested = Moment::of(&env.block);
    let start_by = requested.time.saturating_add(params.start_within);
    let asked = Asked { class: &request.class, gpus, seconds, until: start_by.saturating_add(seconds) };
    let bill = market::bill(deps.as_ref(), env, config, &class, asked, proceeds.swapped)?;
    let mut transfers = Transfers::default();
    proceeds.settle(config, &bill, max_payment.u128(), client, &mut transfers)?;

    let Bill { cost, take, pledge, .. } = bill;
    let lease_id = state::next_lease_id(deps.storage)?;
    let terms = Terms {
        client: deps.api.addr_canonicalize(client.as_str())?,
        class: request.class.clone(),
        credit: deps.api.addr_canonicalize(class.credit.as_str())?,
        gpus,
        seconds,
        ssh_key,
        provider,
        cost,
        take,
        added_take: 0,
        pledge,
        answers_for: seconds,
        requested,
        start_within: params.start_within,
        minimum: params.minimum,
        interruptible: class.terms.interruptible,
    };
    state::save_terms(deps.storage, lease_id, &terms)?;
    let event = LeaseEvent::Request {
        lease_id,
        client,
        request,
        cost: cost.into(),
        take: take.into(),
        pledge: pledge.into(),
        deadline: start_by,
    };
    Ok(Response::new().add_event(event).add_messages(transfers.into_message(config)?))
}
