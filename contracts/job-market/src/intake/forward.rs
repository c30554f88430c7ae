//! Requests that come directly: each goes through the pool contract and comes back as a swap.

use api::common::{checked_addr, only, Asset, Source};
use api::job_market::{JobOpened, JobRequest, ReceiveMsg, SwapMsg};
use api::pool::{Destination, Leg};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, DepsMut, Env, MessageInfo, Response, StdResult, Storage, WasmMsg,
};
use cw20::Cw20ReceiveMsg;

use super::fields::own_account;
use crate::error::ContractError;
use crate::job::terms::credits as credits_of;
use crate::peers::{self, PoolHook, PoolMsg, TokenMsg};
use crate::state::{self, CONFIG};

/// Paid in NET: from coins that came, or from the sender's own account.
pub fn net(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    request: JobRequest,
    from: Source,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let class = state::class(deps.storage, &request.class)?;
    let (from, funds) = match from {
        Source::Funds {} => (from, api::common::coin_in(info, &config.network_denom)?),
        Source::Account { owner, amount } => {
            api::common::no_funds(info)?;
            own_account(info, owner)?;
            (Source::Account { owner: Some(info.sender.to_string()), amount }, 0u128.into())
        }
    };
    let leg =
        Leg { pools: vec![class.pool_id], amount_out: credits_of(request.gpus, request.seconds)?.into() };
    let swap = PoolMsg::SwapExactOut {
        offer: peers::net(&config),
        legs: vec![leg],
        from,
        to: back(env, &info.sender, request)?,
    };
    let message = if funds.is_zero() {
        peers::pool(&config, &swap)?
    } else {
        peers::pool_with_net(&config, &swap, funds)?
    };
    Ok(Response::new().add_message(message).set_data(opens(deps.storage)?))
}

/// Paid in credits from the sender's own account.
pub fn credits(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    request: JobRequest,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let class = state::class(deps.storage, &request.class)?;
    let amount = credits_of(request.gpus, request.seconds)?.into();
    let swap = PoolMsg::SwapExactOut {
        offer: Asset::cw20(class.credit),
        legs: vec![Leg { pools: vec![], amount_out: amount }],
        from: Source::Account { owner: Some(info.sender.to_string()), amount },
        to: back(env, &info.sender, request)?,
    };
    Ok(Response::new().add_message(peers::pool(&config, &swap)?).set_data(opens(deps.storage)?))
}

/// Paid in credits that came by cw20 Send: exactly the job's.
pub fn tokens(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    received: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let ReceiveMsg::RequestJob { request } = from_json(&received.msg)?;
    let config = CONFIG.load(deps.storage)?;
    let class = state::class(deps.storage, &request.class)?;
    only(&info.sender, &[&class.credit], "the credit token of the job's class")?;
    let payer = checked_addr(deps.api, "sender", &received.sender)?;
    let expected = credits_of(request.gpus, request.seconds)?;
    if received.amount.u128() != expected {
        let got = received.amount.to_string();
        return Err(ContractError::Swap { expected: format!("exactly {expected} credits"), got });
    }
    let swap = PoolHook::SwapExactOut {
        legs: vec![Leg { pools: vec![], amount_out: received.amount }],
        to: back(env, &payer, request)?,
    };
    let send =
        TokenMsg::Send { contract: config.pool.into(), amount: received.amount, msg: to_json_binary(&swap)? };
    let message =
        WasmMsg::Execute { contract_addr: class.credit.into(), msg: to_json_binary(&send)?, funds: vec![] };
    Ok(Response::new().add_message(message))
}

/// What a request answers with. The job opens within this message, and no other contract than the pool runs before it does:
/// NET and credits are in accounts by then, or come as coins. So its id is known, and no reply is needed.
fn opens(storage: &dyn Storage) -> Result<Binary, ContractError> {
    Ok(to_json_binary(&JobOpened { job_id: state::coming_job_id(storage)? })?)
}

/// The swap ends here again, with the request and who pays for it.
fn back(env: &Env, payer: &Addr, request: JobRequest) -> StdResult<Destination> {
    Ok(Destination::Call {
        contract: env.contract.address.to_string(),
        msg: to_json_binary(&SwapMsg::Forwarded { payer: payer.to_string(), request })?,
    })
}
