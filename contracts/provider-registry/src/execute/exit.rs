//! Leaving one's obligation: it is auctioned, and after 30 days the class's reserve takes over what is left.

use amm_math::closing::exit_deposit;
use api::provider_registry::closing_events::ClosingEvent;
use api::provider_registry::events::Of;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use crate::error::{ClosingError, ContractError};
use crate::state::{self, Closing};
use crate::totals::{self, Change};
use crate::{book, closing, order};

/// Seconds from asking to leave until the reserve takes over.
const NOTICE: u64 = 30 * 86_400;

/// Opens the auction of all that the sender owes; one that is open goes on at its price. There is no way back but to owe
/// nothing any more.
pub fn exit(deps: DepsMut, env: Env, info: MessageInfo, id: String) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let class = state::class(deps.storage, &id)?;
    if let Some(at) = class.sunset_at {
        return Err(ContractError::Ending { class: id, at });
    }
    let mut position = state::position(deps.api, deps.storage, &id, &info.sender)?;
    if position.obligation == 0 {
        return Err(ClosingError::NothingOwed { class: id, address: info.sender }.into());
    }
    if position.closing.exit_at > 0 {
        return Err(ContractError::Exiting { class: id, exit_at: position.closing.exit_at });
    }
    let before = position.closing.since;
    position.closing.exit_at = now;
    if before == 0 {
        position.closing.since = now;
    }
    closing::index(deps.api, deps.storage, &id, &info.sender, before, &position)?;
    state::save_position(deps.api, deps.storage, &id, &info.sender, &position)?;
    let of = Of { provider: &info.sender, class: &id };
    Ok(Response::new().add_event(ClosingEvent::Exit { of, obligation: position.obligation }))
}

/// Hands what is left of the sender's obligation to the class's reserve, with a fifth more than it is worth, or than it was
/// minted at if that is more.
pub fn complete(deps: DepsMut, env: Env, info: MessageInfo, id: String) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let (config, params) = state::globals(deps.storage)?;
    let class = state::class(deps.storage, &id)?;
    class.require_before_end(&id, now)?;
    let mut position = state::position(deps.api, deps.storage, &id, &info.sender)?;
    let exit_at = position.closing.exit_at;
    let due = exit_at.saturating_add(NOTICE);
    if exit_at == 0 || now < due {
        return Err(ClosingError::ExitNotDue { class: id, exit_at, due, now }.into());
    }
    let (mut book, market) = book::load(deps.querier, deps.storage, &env, &config, &id, &class)?;
    let obligation = position.obligation;
    let deposit = exit_deposit(obligation, market.price, position.basis)?;
    if position.payable() < deposit {
        return Err(
            ClosingError::ExitTooDear { class: id, expected: deposit, got: position.payable() }.into()
        );
    }
    let before = position.closing.since;
    position.pay(deposit)?;
    position.redeem_up_to(obligation)?;
    position.closing = Closing::default();
    book.take_over(deposit, obligation, now)?;

    closing::index(deps.api, deps.storage, &id, &info.sender, before, &position)?;
    order::place(deps.api, deps.storage, &id, &class, &info.sender, &mut position)?;
    let provider = state::provider(deps.api, deps.storage, &info.sender)?;
    let counted = position.recount(&params, &class, &provider, now)?;
    state::save_position(deps.api, deps.storage, &id, &info.sender, &position)?;
    state::save_book(deps.storage, &id, &book)?;
    totals::apply(deps.storage, &id, Change { redeemed: obligation, counted, ..Change::default() })?;
    let of = Of { provider: &info.sender, class: &id };
    Ok(Response::new().add_event(ClosingEvent::CompleteExit { of, obligation, deposit }))
}
