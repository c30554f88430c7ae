//! Tokens that came.

use api::common::checked_addr;
use api::restaking::ReceiveMsg;
use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};
use cw20::Cw20ReceiveMsg;

use super::{deposit, exit, fund, Came};
use crate::error::ContractError;

/// Does what the sender says. Any contract can call this and name any sender: what came counts as tokens of the caller, which must be the
/// vault's asset, or its receipt.
pub fn run(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    wrapper: &Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let sender = checked_addr(deps.api, "sender", &wrapper.sender)?;
    let came = Came::Tokens(&info.sender, wrapper.amount);
    match from_json(&wrapper.msg)? {
        ReceiveMsg::Deposit { provider, class, min_shares } => {
            deposit::run(deps, env, &sender, (&provider, &class), &came, min_shares)
        }
        ReceiveMsg::Fund { provider, class, seconds } => {
            fund::run(deps, env, &sender, (&provider, &class), &came, seconds)
        }
        ReceiveMsg::Exit {} => exit::run(deps, env, &info.sender, &sender, wrapper.amount),
    }
}
