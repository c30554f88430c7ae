//! Paying out of insurance.

use api::common::only;
use api::fee_collector::events::FeeEvent;
use cosmwasm_std::{coins, Addr, BankMsg, DepsMut, Env, Event, Response, Uint128};

use crate::books::Books;
use crate::error::ContractError;
use crate::state::{today, CONFIG};

/// The provider-registry, for credits that their debtor cannot buy back: takes so much out of insurance, and no more than there
/// is. What for, its own events say.
pub fn run(deps: DepsMut, env: &Env, sender: &Addr, amount: Uint128) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    only(sender, &[&config.provider_registry], "the provider-registry")?;
    let mut books = Books::open(deps.storage, today(env)?)?;
    books.claim(amount.u128())?;
    books.close(deps.storage)?;
    let event: Event = FeeEvent::ClaimInsurance { receiver: sender, amount }.into();
    let amount = coins(amount.u128(), config.network_denom);
    Ok(Response::new().add_event(event).add_message(BankMsg::Send { to_address: sender.to_string(), amount }))
}
