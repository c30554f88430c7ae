//! A new generation of exits.

use api::restaking::events::RestakingEvent;
use cosmwasm_std::{DepsMut, Env, Event, Response};

use super::Named;
use crate::book::Book;
use crate::error::ContractError;
use crate::peers::{self, RegistryMsg};
use crate::state::{released_key, RELEASED};

/// Lets the exits of the generation before go: from now on they can be claimed. Anyone, as soon as the last job of that generation has
/// ended; a new job counts for this generation, so nobody can put it off.
pub fn run(deps: DepsMut, env: &Env, (provider, class): Named) -> Result<Response, ContractError> {
    let mut book = Book::open(deps.as_ref(), env, provider, class)?;
    let released = book.rotate()?;
    if let Some((generation, released)) = &released {
        RELEASED.save(deps.storage, &released_key(book.number, *generation), released)?;
    }
    let messages = book.close(deps.storage)?;
    let (_, released) = released.unwrap_or_default();
    let (of, generation) = (book.of(), book.rules().2.generation);
    let (assets, tickets) = (book.base(released.assets)?, released.tickets.into());
    let event: Event = RestakingEvent::Rotate { of, generation, released: assets, tickets }.into();
    let (provider, class) = (&book.provider, book.class.as_str());
    let told = peers::registry(&book.config, &RegistryMsg::Rotate { provider, class })?;
    Ok(Response::new().add_event(event).add_messages(messages).add_message(told))
}
