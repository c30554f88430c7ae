//! cw20 tokens that came with a message.
//!
//! Any contract can call this and name any sender, so nothing is believed before the token is known: a swap and a
//! provision find it in a pool, a deposit and a passed-through swap on the list of assets, shares in the pool's
//! configuration. Until then nothing is booked, and for a token of none of these there is an error. Even a known token
//! is believed about its own tokens only: what else its message takes needs an allowance. This contract
//! is refused as the sender: it sends no tokens with a message, and what a market then owed it could never be paid.

use api::common::{no_funds, Asset};
use api::pool::ReceiveMsg;
use cosmwasm_std::{from_json, DepsMut, Env, MessageInfo, Response};
use cw20::Cw20ReceiveMsg;

use super::{accounts, provide, swap, withdraw_liquidity};
use crate::error::ContractError;
use crate::ledger::another;
use crate::payment::Payment;

/// Dispatches what the tokens came for.
pub fn run(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    wrapper: &Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let amount = wrapper.amount.u128();
    if amount == 0 {
        return Err(ContractError::ZeroAmount { field: "amount" });
    }
    let sender = another(deps.api, env, "sender", Some(&wrapper.sender), &info.sender)?;
    let token = Asset::cw20(&info.sender);
    let payment = Payment::from_tokens(sender.clone(), token.clone(), amount);
    match from_json(&wrapper.msg)? {
        ReceiveMsg::Deposit { receiver } => {
            accounts::deposit_tokens(deps, env, &sender, token, wrapper.amount, receiver.as_deref())
        }
        ReceiveMsg::SwapExactIn { pools, min_out, to, deadline } => {
            swap::exact_in(deps, env, &payment, &pools, min_out.u128(), to, deadline)
        }
        ReceiveMsg::SwapExactOut { legs, to, rest_to, deadline } => {
            swap::exact_out(deps, env, &payment, &legs, (to, rest_to), deadline)
        }
        ReceiveMsg::Provide { pool_id, max_other, min_shares, receiver, rest_to, deadline } => {
            let min_shares = min_shares.u128();
            let asked = provide::Provision { pool_id, min_shares, receiver, rest_to, deadline };
            provide::with_tokens(deps, env, &info.sender, &payment, &asked, max_other.u128())
        }
        ReceiveMsg::ProvideSingle { pool_id, min_shares, receiver, rest_to, deadline } => {
            let min_shares = min_shares.u128();
            let asked = provide::Provision { pool_id, min_shares, receiver, rest_to, deadline };
            provide::single(deps, env, &payment, &asked)
        }
        ReceiveMsg::WithdrawLiquidity { pool_id, min_0, min_1, payout, receiver, deadline } => {
            let min = (min_0.u128(), min_1.u128());
            let asked = withdraw_liquidity::Withdrawal { pool_id, min, payout, receiver, deadline };
            withdraw_liquidity::run(deps, env, &sender, &info.sender, amount, &asked)
        }
    }
}
