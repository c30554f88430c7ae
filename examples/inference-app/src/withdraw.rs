//! Paying what is owed.

use api::common::no_funds;
use cosmwasm_std::{coins, BankMsg, DepsMut, MessageInfo, Response};

use crate::error::AppError;
use crate::state::{CONFIG, OWED};

/// Pays the sender all that it is owed, out of the app's wallet to its own.
pub fn withdraw(deps: DepsMut, info: &MessageInfo) -> Result<Response, AppError> {
    no_funds(info)?;
    let address = info.sender.clone();
    let owed = OWED.may_load(deps.storage, &address)?.unwrap_or_default();
    if owed.is_zero() {
        return Err(AppError::NothingOwed { address });
    }
    let config = CONFIG.load(deps.storage)?;
    OWED.remove(deps.storage, &address);
    let amount = coins(owed.u128(), config.denom);
    Ok(Response::new()
        .add_message(BankMsg::Send { to_address: address.to_string(), amount })
        .add_attribute("action", "withdraw")
        .add_attribute("to", address)
        .add_attribute("fees", owed))
}
