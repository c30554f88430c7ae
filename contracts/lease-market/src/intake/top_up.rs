//! More seconds for a running lease.

use amm_math::MathError;
use api::common::{check_range, CommonError};
use api::deadline::Moment;
use api::lease_market::events::LeaseEvent;
use api::lease_market::{MAX_SECONDS, NOTICE};
use api::pool::SwapReceived;
use cosmwasm_std::{Addr, DepsMut, Env, Response};

use super::proceeds::Proceeds;
use crate::error::ContractError;
use crate::execute::Running;
use crate::funds::credits;
use crate::market::{self, Asked, Bill};
use crate::state::{self, Config};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct More {
    /// For which lease.
    pub lease_id: u64,
    /// Seconds on each of its GPUs.
    pub seconds: u64,
    /// Most NET for cost + take.
    pub max_payment: u128,
}

/// Pays what is due at the price so far, then adds seconds at the price and the take of now.
pub fn top_up(
    deps: DepsMut,
    env: &Env,
    config: &Config,
    payer: &Addr,
    swap: &SwapReceived,
    more: More,
) -> Result<Response, ContractError> {
    let More { lease_id, seconds, max_payment } = more;
    check_range("seconds", seconds, 1, MAX_SECONDS)?;
    let mut running = Running::load(deps.as_ref(), lease_id)?;
    let now = Moment::of(&env.block);
    // A block's time runs behind the machine's clock, by which it may be stopped already.
    let deadline = running.run.end.saturating_sub(NOTICE);
    if now.time >= deadline {
        return Err(ContractError::TooLate { lease_id, deadline, now: now.time });
    }
    let (gpus, end) = (running.terms.gpus, running.run.end.saturating_add(seconds));
    let latest = running.run.latest_end.min(now.time.saturating_add(MAX_SECONDS));
    if end > latest {
        let expected = format!("an end by {latest} s");
        return Err(CommonError::Bounds { field: "seconds", expected, got: format!("{end} s") }.into());
    }
    let bought = credits(gpus, seconds)?;
    let class = state::class(deps.storage, &running.terms.class)?;
    let proceeds = Proceeds::read(swap, &running.credit, config, bought)?;
    let asked = Asked { class: &running.terms.class, gpus, seconds, until: end };
    let bill = market::bill(deps.as_ref(), env, config, &class, asked, proceeds.swapped)?;
    let Bill { cost, take, .. } = bill;

    let (paid, mut transfers) = running.pay(deps.storage, env, config)?;
    proceeds.settle(config, &bill, max_payment, payer, &mut transfers)?;
    let Running { mut terms, mut run, .. } = running;
    run.end = end;
    terms.seconds = terms.seconds.checked_add(seconds).ok_or(MathError::Overflow)?;
    terms.cost = terms.cost.checked_add(cost).ok_or(MathError::Overflow)?;
    terms.take = terms.take.checked_add(take).ok_or(MathError::Overflow)?;
    terms.added_take = terms.added_take.checked_add(take).ok_or(MathError::Overflow)?;
    state::save_terms(deps.storage, lease_id, &terms)?;
    state::save_run(deps.storage, lease_id, run)?;
    let event = LeaseEvent::TopUp {
        lease_id,
        seconds,
        cost: cost.into(),
        take: take.into(),
        end,
        paid: paid.credits.into(),
        earned: paid.take.into(),
    };
    Ok(Response::new().add_event(event).add_messages(transfers.into_message(config)?))
}
