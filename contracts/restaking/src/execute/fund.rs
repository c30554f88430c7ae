//! Pay for the delegators.

use api::restaking::events::RestakingEvent;
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response};

use super::{Came, Named};
use crate::book::Book;
use crate::error::ContractError;

/// Books what came as pay that streams. Refuses another asset than the vault's, parts of a unit, more than can be counted, and a stream
/// that would be slower than the one that is, or shorter but for a thousand times as much.
pub fn run(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    (provider, class): Named,
    came: &Came,
    seconds: u64,
) -> Result<Response, ContractError> {
    let mut book = Book::open(deps.as_ref(), env, provider, class)?;
    let amount = came.amount(&book.listed.asset)?;
    let units = book.units(amount)?;
    let streamed = book.tick()?;
    book.fund(units, seconds)?;
    let messages = book.close(deps.storage)?;
    let stream = book.rules().0.stream;
    let (of, left, end) = (book.of(), book.base(stream.left)?, stream.end);
    let event: Event = RestakingEvent::Fund { of, sender, amount, streamed, left, end }.into();
    Ok(Response::new().add_event(event).add_messages(messages))
}
