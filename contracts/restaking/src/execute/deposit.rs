//! Stake for shares.

use api::restaking::events::RestakingEvent;
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response, Uint128};

use super::{Came, Named};
use crate::book::Book;
use crate::error::ContractError;
use crate::peers;

/// Books what came and mints its shares to the sender. Refuses another asset than the vault's, one that is not listed, parts of a unit,
/// fewer shares than `min_shares`, and more than can be counted.
pub fn run(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    (provider, class): Named,
    came: &Came,
    min_shares: Uint128,
) -> Result<Response, ContractError> {
    let mut book = Book::open(deps.as_ref(), env, provider, class)?;
    let amount = came.amount(&book.listed.asset)?;
    book.listed.require_listed()?;
    let units = book.units(amount)?;
    let streamed = book.tick()?;
    let shares = book.deposit(units, min_shares.u128())?.into();
    let messages = book.close(deps.storage)?;
    let event: Event = RestakingEvent::Deposit { of: book.of(), sender, amount, shares, streamed }.into();
    let mint = peers::mint(&book.token, sender, shares)?;
    Ok(Response::new().add_event(event).add_messages(messages).add_message(mint))
}
