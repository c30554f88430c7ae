//! What the registry tells the pool contract, the fee-collector and its credit tokens.

use api::common::{Asset, AssetAmount};
use api::fee_collector::{BalancesResponse, Category};
use api::pool::TransferItem;
use cosmwasm_std::{coins, to_json_binary, Addr, CosmosMsg, QuerierWrapper, StdResult, Uint128, WasmMsg};
use cw20::Cw20ExecuteMsg;

use crate::state::Config;

/// NET from a wallet into `receiver`'s account in the pool contract.
pub fn deposit_net(config: &Config, receiver: &Addr, amount: u128) -> StdResult<CosmosMsg> {
    let msg = api::pool::ExecuteMsg::Deposit { receiver: Some(receiver.to_string()) };
    Ok(WasmMsg::Execute {
        contract_addr: config.pool.to_string(),
        msg: to_json_binary(&msg)?,
        funds: coins(amount, &config.network_denom),
    }
    .into())
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

/// Amounts out of `owner`'s account in the pool contract into `to`'s.
pub fn transfer(config: &Config, owner: &Addr, to: &Addr, moved: Vec<AssetAmount>) -> StdResult<CosmosMsg> {
    let items = moved
        .into_iter()
        .map(|moved| TransferItem { asset: moved.asset, amount: moved.amount, to: to.to_string() })
        .collect();
    call(&config.pool, &api::pool::ExecuteMsg::Transfer { owner: Some(owner.to_string()), items })
}

/// A slash to the fee-collector; nothing if there is nothing in it.
pub fn slash(config: &Config, burn: u128, insurance: u128) -> StdResult<Option<CosmosMsg>> {
    // Both are parts of one bond, so the sum is below its u128.
    let amount = burn.saturating_add(insurance);
    if amount == 0 {
        return Ok(None);
    }
    let category = Category::Slash { burn: Uint128::new(burn), insurance: Uint128::new(insurance) };
    let msg = api::fee_collector::ExecuteMsg::Deposit { category };
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

/// Credits from this contract's wallet to another.
pub fn send_credits(credit: &Addr, recipient: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
    call(credit, &Cw20ExecuteMsg::Transfer { recipient: recipient.to_string(), amount })
}

/// What the fee-collector's insurance holds, NET.
pub fn insurance(querier: QuerierWrapper, config: &Config) -> StdResult<u128> {
    let question = api::fee_collector::QueryMsg::Balances {};
    let balances: BalancesResponse = querier.query_wasm_smart(&config.fee_collector, &question)?;
    Ok(balances.insurance.u128())
}

/// NET out of insurance, into this contract's wallet; nothing if nothing is claimed.
pub fn claim_insurance(config: &Config, amount: u128) -> StdResult<Option<CosmosMsg>> {
    let claim = api::fee_collector::ExecuteMsg::ClaimInsurance { amount: Uint128::new(amount) };
    (amount > 0).then(|| call(&config.fee_collector, &claim)).transpose()
}

/// Credits in this contract's wallet cease to exist.
pub fn burn(credit: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
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
