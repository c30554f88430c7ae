//! Swaps along routes, exact-in and exact-out.

use api::common::{check_deadline, AssetAmount};
use api::pool::events::{PoolEvent, Swap};
use api::pool::{Destination, Leg, LegReceived, SwapReceived};
use cosmwasm_std::{Addr, Deps, DepsMut, Env, Event, Response};

use crate::book::Book;
use crate::error::ContractError;
use crate::ledger::{credit, receiver};
use crate::payment::Payment;
use crate::payout::{Target, Transfers};
use crate::route::{self, Filled};

/// Sells all of `payment` along `pools`.
pub fn exact_in(
    mut deps: DepsMut,
    env: &Env,
    payment: &Payment,
    pools: &[u64],
    min_out: u128,
    to: Destination,
    deadline: Option<u64>,
) -> Result<Response, ContractError> {
    check_deadline(env.block.time, deadline)?;
    let target = Target::resolve(deps.as_ref(), env, &payment.sender, to)?;
    let mut book = Book::new(env);
    let filled = route::exact_in(&mut book, deps.storage, &payment.asset, pools, payment.amount)?;
    let got = filled.leg.received.amount.u128();
    if got < min_out {
        return Err(ContractError::BelowMinimum { field: "min_out", min: min_out, got });
    }
    book.store(deps.storage)?;
    let allowance = payment.take(&mut deps, env, payment.amount)?;
    let response = Response::new().add_events(allowance).add_event(event(payment, &filled, &target, 0));
    deliver(deps, response, payment, target, vec![filled.leg], Rest { kept: 0, back: 0, to: &payment.sender })
}

/// Buys what `legs` name, one after the other, for at most `payment`. What is left of coins or tokens goes to the wallet
/// named second in `to`; without one, to a contract that is called, or else to the sender's wallet.
pub fn exact_out(
    mut deps: DepsMut,
    env: &Env,
    payment: &Payment,
    legs: &[Leg],
    (to, rest_to): (Destination, Option<String>),
    deadline: Option<u64>,
) -> Result<Response, ContractError> {
    check_deadline(env.block.time, deadline)?;
    let target = Target::resolve(deps.as_ref(), env, &payment.sender, to)?;
    // A called contract gets all that was named, unless somebody else gets the rest: it may need some of it, and gives
    // back what it does not.
    let keeps = matches!(target, Target::Call(..)) && rest_to.is_none();
    let rest_to = rest_receiver(deps.as_ref(), env, payment, rest_to)?;
    let mut book = Book::new(env);
    let (filled, cost) = route::exact_out_legs(&mut book, deps.storage, &payment.asset, legs)?;
    let Some(rest) = payment.amount.checked_sub(cost) else {
        return Err(ContractError::AboveMaximum { max: payment.amount, got: cost });
    };
    book.store(deps.storage)?;
    let taken = if keeps { payment.amount } else { cost };
    let allowance = payment.take(&mut deps, env, taken)?;
    let last = filled.len().saturating_sub(1);
    let events = filled.iter().enumerate().map(|(i, filled)| {
        let beyond = if i == last { taken.saturating_sub(cost) } else { 0 };
        event(payment, filled, &target, beyond)
    });
    let response = Response::new().add_events(allowance).add_events(events);
    let received = filled.into_iter().map(|filled| filled.leg).collect();
    let (kept, back) = if keeps { (rest, 0) } else { (0, rest) };
    deliver(deps, response, payment, target, received, Rest { kept, back, to: &rest_to })
}

/// Who gets what is left. Naming somebody where an account pays is an error: it is debited the cost only, or gives the rest
/// to a called contract.
fn rest_receiver(
    deps: Deps,
    env: &Env,
    payment: &Payment,
    rest_to: Option<String>,
) -> Result<Addr, ContractError> {
    if rest_to.is_some() && payment.account.is_some() {
        return Err(ContractError::NoRest {});
    }
    receiver(deps, env, &payment.sender, "rest_to", rest_to.as_deref(), &payment.sender)
}

/// What is left of a payment, base units.
struct Rest<'a> {
    /// Booked to the contract that is called.
    kept: u128,
    /// Of coins or tokens: paid to `to`.
    back: u128,
    to: &'a Addr,
}

/// Hands over what came out, and what is left of the payment; then calls whoever is to be called.
fn deliver(
    deps: DepsMut,
    response: Response,
    payment: &Payment,
    target: Target,
    legs: Vec<LegReceived>,
    rest: Rest,
) -> Result<Response, ContractError> {
    let mut transfers = Transfers::default();
    for leg in &legs {
        match &target {
            Target::Wallet(wallet) => transfers.push_amount(wallet, &leg.received)?,
            Target::Account(owner) | Target::Call(owner, _) => {
                credit(deps.api, deps.storage, &leg.received.asset, owner, leg.received.amount.u128())?;
            }
        }
    }
    // An account was debited the cost only, so there is nothing to give back to it.
    if payment.account.is_none() {
        transfers.push(rest.to, &payment.asset, rest.back)?;
    }
    let response = response.add_messages(transfers.into_messages());
    let Target::Call(contract, msg) = target else { return Ok(response) };
    credit(deps.api, deps.storage, &payment.asset, &contract, rest.kept)?;
    let received = SwapReceived {
        sender: payment.sender.to_string(),
        legs,
        rest: AssetAmount { asset: payment.asset.clone(), amount: rest.kept.into() },
        msg,
    };
    Ok(response.add_message(received.into_message(contract)?))
}

fn event(payment: &Payment, filled: &Filled, target: &Target, rest: u128) -> Event {
    PoolEvent::Swap(Swap {
        sender: &payment.sender,
        payer: payment.account.as_ref(),
        hops: &filled.hops,
        paid: AssetAmount { asset: payment.asset.clone(), amount: filled.paid.into() },
        received: filled.leg.received.clone(),
        to: target.name(),
        receiver: target.receiver(),
        rest,
    })
    .into()
}
