//! Ending a running lease.

use amm_math::MathError;
use api::common::Asset;
use api::deadline::Moment;
use api::lease_market::events::LeaseEvent;
use api::provider_registry::{PledgeEnd, PledgeSlash};
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response, Storage};

use super::running::Running;
use crate::error::ContractError;
use crate::lease::{Closer, Closing, Outcome};
use crate::peers::{self, RegistryMsg, Transfers};
use crate::state::{self, Config, CONFIG, FEES};

/// Anyone after its end or a long silence, its client and its provider before.
pub fn close(deps: DepsMut, env: &Env, info: &MessageInfo, lease_id: u64) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut running = Running::load(deps.as_ref(), lease_id)?;
    match decide(env, &config, &running, lease_id, &info.sender)? {
        Closing::Over(outcome) => over(deps.storage, env, &config, &running, lease_id, &outcome),
        Closing::Notice { end } => {
            // Its provider agrees to no later end any more.
            (running.run.end, running.run.latest_end) = (end, end);
            state::save_run(deps.storage, lease_id, running.run)?;
            Ok(Response::new().add_event(LeaseEvent::Notice { lease_id, end }))
        }
    }
}

/// What a `Close` of a sender does now, and refuses one that is too early. Execution and quote run this.
pub fn decide(
    env: &Env,
    config: &Config,
    running: &Running,
    lease_id: u64,
    sender: &Addr,
) -> Result<Closing, ContractError> {
    let by = match sender {
        sender if *sender == running.client => Closer::Client,
        sender if *sender == running.provider => Closer::Provider,
        _ => Closer::Anyone,
    };
    let now = Moment::of(&env.block);
    let closing =
        running.run.clone().close(&running.terms, &running.clock, by, now, config.params.block_millis)?;
    closing.map_err(|deadline| ContractError::TooEarly { lease_id, deadline, now: now.time })
}

/// Pays everybody, and frees the provider.
fn over(
    storage: &mut dyn Storage,
    env: &Env,
    config: &Config,
    running: &Running,
    lease_id: u64,
    outcome: &Outcome,
) -> Result<Response, ContractError> {
    let Outcome { state, paid, rest, fee, slash, good, bad } = *outcome;
    let (terms, client) = (&running.terms, &running.client);
    state::end(storage, lease_id, state)?;
    if fee > 0 {
        let class = terms.class.as_bytes();
        let waiting = FEES.may_load(storage, class)?.unwrap_or_default();
        FEES.save(storage, class, &waiting.checked_add(fee).ok_or(MathError::Overflow)?)?;
    }

    let mut transfers = Transfers::default();
    if running.run.paid.credits > 0 || paid.credits > 0 {
        running.book(storage, env, &paid, true, &mut transfers)?;
    }
    transfers.push(&Asset::cw20(&running.credit), rest.credits, client)?;
    transfers.push(&peers::net(config), rest.take, client)?;
    let paid_out = (slash > 0).then(|| PledgeSlash { amount: slash.into(), to: client.to_string() });
    let end = PledgeEnd { good: good.into(), bad: bad.into(), slash: paid_out };
    let event = LeaseEvent::End {
        lease_id,
        state,
        paid: paid.credits.into(),
        refunded: rest.credits.into(),
        fee: fee.into(),
        earned: paid.take.into(),
        slash: slash.into(),
    };
    Ok(Response::new()
        .add_event(event)
        .add_messages(transfers.into_message(config)?)
        .add_message(peers::registry(config, &RegistryMsg::EndPledge { id: lease_id, end })?))
}
