//! The one way in: a swap in the pool contract that ends here.

use api::common::{checked_addr, only};
use api::job_market::SwapMsg;
use api::pool::SwapReceived;
use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};

use super::open::{open, Order};
use crate::error::ContractError;
use crate::state::CONFIG;

/// Opens a job for whoever sent the swap; for whom this contract names, if it was this contract. Not inlined: a request is moved
/// here, and with that the entry point would have more locals than a chain's VM takes with ease.
#[inline(never)]
pub fn receive(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    swap: SwapReceived,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    only(&info.sender, &[&config.pool], "the pool contract")?;
    let direct = swap.sender == env.contract.address.as_str();
    let (payer, request) = match (direct, from_json(&swap.msg)?) {
        (true, SwapMsg::Forwarded { payer, request }) => (payer, request),
        (false, SwapMsg::RequestJob { request }) => (swap.sender.clone(), request),
        (_, other) => {
            let expected = if direct { "`forwarded`" } else { "`request_job`" };
            let got =
                if matches!(other, SwapMsg::Forwarded { .. }) { "`forwarded`" } else { "`request_job`" };
            let got = format!("{got} of {}", swap.sender);
            return Err(ContractError::Swap { expected: expected.into(), got });
        }
    };
    let payer = checked_addr(deps.api, "sender", &payer)?;
    open(deps, env, &config, Order { payer, request, swap, direct })
}
