//! Giving LP shares back for their part of both reserves.

use api::common::{check_deadline, Payout};
use api::pool::events::{Liquidity, PoolEvent};
use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Event, Response, WasmMsg};
use cw20::Cw20ExecuteMsg;

use crate::book::Book;
use crate::error::ContractError;
use crate::ledger::{credit, receiver};
use crate::payout::Transfers;
use crate::pool::{Side, Withdrawn};
use crate::state::{load_supply, save_supply};

/// What a withdrawal asks for.
#[derive(Debug)]
pub struct Withdrawal {
    /// Which pool.
    pub pool_id: u64,
    /// The least of either asset accepted.
    pub min: (u128, u128),
    /// Wallet or account.
    pub payout: Payout,
    /// Who receives, the sender if left out.
    pub receiver: Option<String>,
    /// Unix seconds at which the message is too late.
    pub deadline: Option<u64>,
}

/// Burns `shares` of `token`, which `sender` sent, and pays out what they stand for.
pub fn run(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    token: &Addr,
    shares: u128,
    withdrawal: &Withdrawal,
) -> Result<Response, ContractError> {
    check_deadline(env.block.time, withdrawal.deadline)?;
    let receiver = receiver(deps.as_ref(), env, sender, "receiver", withdrawal.receiver.as_deref(), sender)?;
    let mut book = Book::new(env);
    let pool = book.pool(deps.storage, withdrawal.pool_id)?;
    if *token != pool.config.lp_token {
        return Err(ContractError::WrongLpToken {
            pool_id: withdrawal.pool_id,
            expected: pool.config.lp_token.to_string(),
            got: token.to_string(),
        });
    }
    let config = pool.config.clone();
    let supply = load_supply(deps.storage, withdrawal.pool_id)?;
    let pool = book.pool(deps.storage, withdrawal.pool_id)?;
    let Withdrawn { out, spread, supply } = pool.withdraw(supply, shares)?;
    for (field, min, got) in [("min_0", withdrawal.min.0, out.0), ("min_1", withdrawal.min.1, out.1)] {
        if got < min {
            return Err(ContractError::BelowMinimum { field, min, got });
        }
    }
    book.store(deps.storage)?;
    save_supply(deps.storage, withdrawal.pool_id, supply);

    let mut transfers = Transfers::default();
    for (side, asset) in [(Side::Zero, &config.asset_0), (Side::One, &config.asset_1)] {
        let amount = side.of(out);
        match withdrawal.payout {
            Payout::Wallet => transfers.push(&receiver, asset, amount)?,
            Payout::Account => credit(deps.api, deps.storage, asset, &receiver, amount)?,
        }
    }
    let liquidity = Liquidity {
        sender,
        receiver: &receiver,
        pool_id: withdrawal.pool_id,
        amount_0: out.0.into(),
        amount_1: out.1.into(),
        shares: shares.into(),
    };
    let to = match withdrawal.payout {
        Payout::Wallet => "wallet",
        Payout::Account => "account",
    };
    let event: Event = PoolEvent::WithdrawLiquidity { liquidity, spread, to }.into();
    let msg = to_json_binary(&Cw20ExecuteMsg::Burn { amount: shares.into() })?;
    let burn = WasmMsg::Execute { contract_addr: token.to_string(), msg, funds: vec![] };
    Ok(Response::new().add_event(event).add_message(burn).add_messages(transfers.into_messages()))
}
