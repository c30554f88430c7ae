//! Shares for tickets.

use api::restaking::events::RestakingEvent;
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response, Uint128};
use credit::vault::Exit;

use crate::book::Book;
use crate::error::ContractError;
use crate::peers;
use crate::state::{tickets_key, TICKETS, WHOSE};

/// Burns the shares that came, by the word of the receipt `token`, and books tickets for the exits of this generation to who sent them.
/// Nothing stops it: no pause, no jail, no list.
pub fn run(
    deps: DepsMut,
    env: &Env,
    token: &Addr,
    sender: &Addr,
    shares: Uint128,
) -> Result<Response, ContractError> {
    let canonical = deps.api.addr_canonicalize(token.as_str())?;
    let whose = WHOSE
        .may_load(deps.storage, &canonical)?
        .ok_or_else(|| ContractError::WrongToken { got: token.clone() })?;
    let provider = deps.api.addr_humanize(&whose.provider)?;
    let mut book = Book::open(deps.as_ref(), env, provider.as_str(), &whose.class)?;
    let streamed = book.tick()?;
    let Exit { assets, tickets } = book.exit(shares.u128())?;
    let generation = book.rules().2.generation;
    let key = tickets_key(book.number, &deps.api.addr_canonicalize(sender.as_str())?, generation);
    let held = TICKETS.may_load(deps.storage, &key)?.unwrap_or_default();
    let held = held.checked_add(tickets).ok_or(ContractError::Overflow { what: "tickets" })?;
    TICKETS.save(deps.storage, &key, &held)?;
    let messages = book.close(deps.storage)?;
    let amount = book.base(assets)?;
    let (of, tickets) = (book.of(), tickets.into());
    let event: Event =
        RestakingEvent::Exit { of, sender, amount, shares, tickets, generation, streamed }.into();
    let burn = peers::burn(&book.token, shares)?;
    Ok(Response::new().add_event(event).add_messages(messages).add_message(burn))
}
