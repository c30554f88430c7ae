//! The one way in for money: a swap in the pool contract that ends here.

mod proceeds;
mod request;
mod top_up;

use api::common::{checked_addr, only};
use api::lease_market::SwapMsg;
use api::pool::SwapReceived;
use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::state::CONFIG;

/// Opens a lease for whoever sent the swap, or tops one up.
pub fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    swap: &SwapReceived,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    only(&info.sender, &[&config.pool], "the pool contract")?;
    if config.paused {
        return Err(ContractError::Paused);
    }
    let sender = checked_addr(deps.api, "sender", &swap.sender)?;
    match from_json(&swap.msg)? {
        SwapMsg::RequestLease { request } => request::open(deps, env, &config, &sender, swap, &request),
        SwapMsg::TopUp { lease_id, seconds, max_payment } => {
            let more = top_up::More { lease_id, seconds, max_payment: max_payment.u128() };
            top_up::top_up(deps, env, &config, &sender, swap, more)
        }
    }
}
