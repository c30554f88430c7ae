//! Shares back for NET.

use api::common::{checked_addr, no_funds};
use api::staking::events::{Exchange, StakingEvent};
use api::staking::ReceiveMsg;
use api::token;
use cosmwasm_std::{
    coins, from_json, to_json_binary, BankMsg, DepsMut, Env, Event, MessageInfo, Response, WasmMsg,
};
use cw20::Cw20ReceiveMsg;

use crate::book::Book;
use crate::error::ContractError;
use crate::state::CONFIG;

/// Burns the shares that came and pays what they redeem for, at once, to who sent them. Any contract can call this and name any sender,
/// so it must be the receipt.
pub fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    wrapper: &Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let config = CONFIG.load(deps.storage)?;
    if info.sender != config.token {
        return Err(ContractError::WrongToken { expected: config.token, got: info.sender.clone() });
    }
    let sender = checked_addr(deps.api, "sender", &wrapper.sender)?;
    let ReceiveMsg::Unstake { min_out } = from_json(&wrapper.msg)?;
    let shares = wrapper.amount;
    let mut book = Book::open(deps.storage, env.block.time.seconds())?;
    let out = book.unstake(shares.u128(), min_out.u128())?;
    book.close(deps.storage)?;
    let (amount, streamed) = (out.into(), book.streamed.into());
    let event: Event = StakingEvent::Unstake(Exchange { sender: &sender, amount, shares, streamed }).into();
    let burn = to_json_binary(&token::ExecuteMsg::Burn { amount: shares })?;
    let burn = WasmMsg::Execute { contract_addr: config.token.into(), msg: burn, funds: vec![] };
    let payment = BankMsg::Send { to_address: sender.into(), amount: coins(out, config.network_denom) };
    Ok(Response::new().add_event(event).add_message(burn).add_message(payment))
}
