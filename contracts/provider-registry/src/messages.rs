//! What the registry tells the pool contract, the fee-collector and its credit tokens.

use api::common::{Asset, AssetAmount, Payout};
use api::fee_collector::Category;
use api::pool::TransferItem;
use cosmwasm_std::{coins, to_json_binary, Addr, BankMsg, CosmosMsg, StdResult, Uint128, WasmMsg};
use cw20::Cw20ExecuteMsg;

use crate::state::Config;

/// Pays NET to a wallet or an account; nothing for zero.
pub fn pay_net(
    config: &Config,
    receiver: &Addr,
    amount: u128,
    payout: Payout,
) -> StdResult<Option<CosmosMsg>> {
    if amount == 0 {
        return Ok(None);
    }
    let funds = coins(amount, &config.network_denom);
    Ok(Some(match payout {
        Payout::Wallet => BankMsg::Send { to_address: receiver.to_string(), amount: funds }.into(),
        Payout::Account => {
            let msg = api::pool::ExecuteMsg::Deposit { receiver: Some(receiver.to_string()) };
            WasmMsg::Execute { contract_addr: config.pool.to_string(), msg: to_json_binary(&msg)?, funds }
                .into()
        }
    }))
}

/// An amount out of `owner`'s account in the pool contract, into `receiver`'s wallet.
pub fn withdraw(config: &Config, owner: &Addr, receiver: &Addr, taken: AssetAmount) -> StdResult<CosmosMsg> {
    let msg = api::pool::ExecuteMsg::Withdraw {
        asset: taken.asset,
        amount: taken.amount,
        owner: Some(owner.to_string()),
        receiver: Some(receiver.to_string()),
    };
    call(&config.pool, &msg)
}

/// Amounts out of `owner`'s account in the pool contract into `to`'s; nothing where nothing moves.
pub fn transfer(
    config: &Config,
    owner: &Addr,
    to: &Addr,
    moved: Vec<AssetAmount>,
) -> StdResult<Option<CosmosMsg>> {
    let items: Vec<_> = moved
        .into_iter()
        .filter(|moved| !moved.amount.is_zero())
        .map(|moved| TransferItem { asset: moved.asset, amount: moved.amount, to: to.to_string() })
        .collect();
    if items.is_empty() {
        return Ok(None);
    }
    call(&config.pool, &api::pool::ExecuteMsg::Transfer { owner: Some(owner.to_string()), items }).map(Some)
}

/// Slashed NET to the fee-collector, which burns it; nothing for zero.
pub fn burn_net(config: &Config, amount: u128) -> StdResult<Option<CosmosMsg>> {
    if amount == 0 {
        return Ok(None);
    }
    let msg = api::fee_collector::ExecuteMsg::Deposit { category: Category::Slash {} };
    Ok(Some(
        WasmMsg::Execute {
            contract_addr: config.fee_collector.to_string(),
            msg: to_json_binary(&msg)?,
            funds: coins(amount, &config.network_denom),
        }
        .into(),
    ))
}

/// Brings credits into being in `recipient`'s wallet.
pub fn mint(credit: &Addr, recipient: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
    call(credit, &Cw20ExecuteMsg::Mint { recipient: recipient.to_string(), amount })
}

/// Credits from this contract's wallet into `receiver`'s account in the pool contract.
pub fn deposit_credits(
    config: &Config,
    credit: &Addr,
    receiver: &Addr,
    amount: Uint128,
) -> StdResult<CosmosMsg> {
    let hook = api::pool::ReceiveMsg::Deposit { receiver: Some(receiver.to_string()) };
    let msg = Cw20ExecuteMsg::Send { contract: config.pool.to_string(), amount, msg: to_json_binary(&hook)? };
    call(credit, &msg)
}

/// Credits in this contract's wallet cease to exist.
pub fn burn_credits(credit: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
    call(credit, &Cw20ExecuteMsg::Burn { amount })
}

/// So many base units of a class's credits.
pub fn credits(credit: &Addr, amount: impl Into<Uint128>) -> AssetAmount {
    AssetAmount { asset: Asset::cw20(credit), amount: amount.into() }
}

/// So many base units of NET.
pub fn net(config: &Config, amount: Uint128) -> AssetAmount {
    AssetAmount { asset: Asset::native(&config.network_denom), amount }
}

fn call<T: serde::Serialize>(contract: &Addr, msg: &T) -> StdResult<CosmosMsg> {
    Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg: to_json_binary(msg)?, funds: vec![] }
        .into())
}
