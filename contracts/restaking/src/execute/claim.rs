//! Tickets for what they are worth.

use api::restaking::events::RestakingEvent;
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response};

use super::Named;
use crate::book::Book;
use crate::error::ContractError;
use crate::state::{released_key, tickets_key, RELEASED, TICKETS};

/// Pays all of the sender's tickets for a generation that was let go: ⌊e·B/E⌋. The last one is paid all that is left, so nothing of a
/// bucket stays behind. Where all of it burned, nothing is paid.
pub fn run(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    (provider, class): Named,
    generation: u64,
) -> Result<Response, ContractError> {
    let book = Book::open(deps.as_ref(), env, provider, class)?;
    let bucket = released_key(book.number, generation);
    let Some(mut released) = RELEASED.may_load(deps.storage, &bucket)? else {
        let current = book.rules().2.generation.saturating_sub(1);
        return Err(ContractError::NotReleased { generation, current });
    };
    let sender = deps.api.addr_canonicalize(info.sender.as_str())?;
    let key = tickets_key(book.number, &sender, generation);
    let Some(tickets) = TICKETS.may_load(deps.storage, &key)? else {
        return Err(ContractError::NoTickets { owner: info.sender.clone(), generation });
    };
    let units = released.claim(tickets)?;
    TICKETS.remove(deps.storage, &key);
    if released.tickets == 0 {
        RELEASED.remove(deps.storage, &bucket);
    } else {
        RELEASED.save(deps.storage, &bucket, &released)?;
    }
    let (of, sender, amount) = (book.of(), &info.sender, book.base(units)?);
    let tickets = tickets.into();
    let event: Event = RestakingEvent::Claim { of, sender, generation, tickets, amount }.into();
    Ok(Response::new().add_event(event).add_messages(book.pay(sender, units)?))
}
