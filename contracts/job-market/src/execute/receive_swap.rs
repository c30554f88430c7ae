//! The one way in: a swap in the pool contract that ends here.

use api::common::{checked_addr, only};
use api::job_market::SwapMsg;
use api::pool::SwapReceived;
use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};

use super::open;
use crate::error::ContractError;
use crate::state;

/// Opens a job for whoever sent the swap; for whom this contract names, if it was this contract.
pub fn receive_swap(
    deps: DepsMut,
    env: Env,
    info: &MessageInfo,
    swap: SwapReceived,
) -> Result<Response, ContractError> {
    let config = state::config(deps.storage)?;
    only(&info.sender, &[&config.pool], "the pool contract")?;
    let ours = swap.sender == env.contract.address.as_str();
    let (payer, request) = match (ours, from_json(&swap.msg)?) {
        (true, SwapMsg::Forwarded { payer, request }) => (payer, request),
        (false, SwapMsg::RequestJob { request }) => (swap.sender.clone(), request),
        (true, SwapMsg::RequestJob { .. }) => {
            return Err(ContractError::SwapMessage { sender: swap.sender, expected: "`forwarded`" });
        }
        (false, SwapMsg::Forwarded { .. }) => {
            return Err(ContractError::SwapMessage { sender: swap.sender, expected: "`request_job`" });
        }
    };
    let payer = checked_addr(deps.api, "sender", &payer)?;
    open::open(deps, env, &config, open::Paid { payer, request, swap, direct: ours })
}
