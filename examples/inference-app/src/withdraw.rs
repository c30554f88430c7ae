//! Paying what is owed.

use api::common::{no_funds, Asset};
use api::pool;
use cosmwasm_std::{coins, to_json_binary, BankMsg, CosmosMsg, DepsMut, MessageInfo, Response, WasmMsg};

use crate::error::AppError;
use crate::state::{CONFIG, OWED, OWED_NET};

/// Pays the sender all that it is owed to its wallet: fees out of the app's, NET and credits out of its account.
pub fn withdraw(deps: DepsMut, info: &MessageInfo) -> Result<Response, AppError> {
    no_funds(info)?;
    let address = info.sender.clone();
    let Some(owed) = OWED.may_load(deps.storage, &address)? else {
        return Err(AppError::NothingOwed { address });
    };
    let config = CONFIG.load(deps.storage)?;
    OWED.remove(deps.storage, &address);
    let left = OWED_NET.load(deps.storage)?.checked_sub(owed.net)?;
    OWED_NET.save(deps.storage, &left)?;
    let mut messages: Vec<CosmosMsg> = vec![];
    if !owed.fees.is_zero() {
        let amount = coins(owed.fees.u128(), &config.denom);
        messages.push(BankMsg::Send { to_address: address.to_string(), amount }.into());
    }
    let account = [(Asset::native(&config.denom), owed.net), (Asset::cw20(&config.credit), owed.credits)];
    for (asset, amount) in account.into_iter().filter(|(_, amount)| !amount.is_zero()) {
        let receiver = Some(address.to_string());
        let msg = pool::ExecuteMsg::Withdraw { asset, amount, owner: None, receiver };
        let contract_addr = config.pool.to_string();
        messages.push(WasmMsg::Execute { contract_addr, msg: to_json_binary(&msg)?, funds: vec![] }.into());
    }
    Ok(Response::new()
        .add_messages(messages)
        .add_attribute("action", "withdraw")
        .add_attribute("to", address)
        .add_attribute("fees", owed.fees)
        .add_attribute("net", owed.net)
        .add_attribute("credits", owed.credits))
}
