//! NET for shares.

use api::common::coin_in;
use api::staking::events::{Exchange, StakingEvent};
use api::token;
use cosmwasm_std::{to_json_binary, DepsMut, Env, Event, MessageInfo, Response, WasmMsg};

use crate::book::Book;
use crate::error::ContractError;
use crate::state::CONFIG;

/// Books the coin that came and mints its shares to the sender. Refuses other coins, and fewer shares than `min_shares`.
pub fn run(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    min_shares: u128,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let amount = coin_in(info, &config.network_denom)?;
    let mut book = Book::open(deps.storage, env.block.time.seconds())?;
    let shares = book.stake(amount.u128(), min_shares)?.into();
    book.close(deps.storage)?;
    let (sender, streamed) = (&info.sender, book.streamed.into());
    let event: Event = StakingEvent::Stake(Exchange { sender, amount, shares, streamed }).into();
    let mint = token::ExecuteMsg::Mint { recipient: sender.to_string(), amount: shares };
    let mint =
        WasmMsg::Execute { contract_addr: config.token.into(), msg: to_json_binary(&mint)?, funds: vec![] };
    Ok(Response::new().add_event(event).add_message(mint))
}
