//! The stakers' share, from the fee-collector.

use api::common::no_funds;
use api::fee_collector;
use api::staking::events::StakingEvent;
use api::store::{decode, encode};
use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Event, MessageInfo, Response, SubMsg, WasmMsg};
use serde::{Deserialize, Serialize};

use crate::book::{unbooked, Book};
use crate::error::ContractError;
use crate::state::CONFIG;

/// Reply to the claim.
pub const CLAIMED: u64 = 1;

/// What the reply needs to know.
#[derive(Serialize, Deserialize)]
struct Claim {
    sender: Addr,
    /// NET in no book before the claim, base units.
    before: u128,
}

/// Claims the whole share from the fee-collector that this contract was started with; nobody says another.
pub fn run(deps: DepsMut, env: &Env, info: &MessageInfo) -> Result<Response, ContractError> {
    no_funds(info)?;
    let config = CONFIG.load(deps.storage)?;
    let before = unbooked(deps.storage, deps.querier, &env.contract.address, &config)?;
    let claim = Claim { sender: info.sender.clone(), before };
    let msg = to_json_binary(&fee_collector::ExecuteMsg::ClaimStakers { receiver: None })?;
    let msg = WasmMsg::Execute { contract_addr: config.fee_collector.into(), msg, funds: vec![] };
    let msg = SubMsg::reply_on_success(msg, CLAIMED).with_payload(encode(&claim, "claim")?);
    Ok(Response::new().add_submessage(msg))
}

/// Streams what came, whatever the fee-collector said of it. Nothing is an error.
pub fn claimed(deps: DepsMut, env: &Env, payload: &[u8]) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let Claim { sender, before } = decode(payload, "claim")?;
    let now = unbooked(deps.storage, deps.querier, &env.contract.address, &config)?;
    let amount = now.saturating_sub(before);
    let mut book = Book::open(deps.storage, env.block.time.seconds())?;
    book.collect(amount)?;
    book.close(deps.storage)?;
    let stream = book.stream();
    let event: Event = StakingEvent::Collect {
        sender: &sender,
        amount: amount.into(),
        streamed: book.streamed.into(),
        left: stream.left.into(),
        end: stream.end,
    }
    .into();
    Ok(Response::new().add_event(event))
}
