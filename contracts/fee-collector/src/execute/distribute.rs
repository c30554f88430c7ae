//! Splitting what is pending.

use api::fee_collector::events::FeeEvent;
use cosmwasm_std::{coins, BankMsg, DepsMut, Env, Event, Response};

use crate::books::Books;
use crate::error::ContractError;
use crate::state::{today, Config, CONFIG};

/// Anyone: burns the burn share of what is pending and books the others; nothing pending is an error.
pub fn run(deps: DepsMut, env: &Env) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let books = Books::open(deps.storage, today(env)?)?;
    distribute(deps, &config, books, Response::new())
}

/// Adds to `response` the burn of what `books` say is pending, by the configured split, and closes them.
pub fn distribute(
    deps: DepsMut,
    config: &Config,
    mut books: Books,
    response: Response,
) -> Result<Response, ContractError> {
    let distribution = books.distribute(&config.split)?;
    books.close(deps.storage)?;
    // At least half of what is pending, rounded up, so never a burn of nothing.
    let amount = coins(distribution.burned.u128(), &config.network_denom);
    let event: Event = FeeEvent::Distribute(distribution).into();
    Ok(response.add_event(event).add_message(BankMsg::Burn { amount }))
}
