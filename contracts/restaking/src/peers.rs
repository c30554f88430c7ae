//! What is said to other contracts: as much of their messages and queries as is sent, in their form. With their own types the artifact
//! would hold the code that writes all of them.

use api::common::Asset;
use api::provider_registry::BackingResponse;
use api::{staking, token};
use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, CosmosMsg, QuerierWrapper, StdResult, Uint128, WasmMsg,
};
use serde::Serialize;

use crate::error::ContractError;
use crate::state::{Burning, Config};

/// To the registry: [`api::provider_registry::ExecuteMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistryMsg<'a> {
    /// Stake comes.
    Back { provider: &'a Addr, class: &'a str, asset: u8, amount: Uint128 },
    /// Stake leaves.
    Unback { provider: &'a Addr, class: &'a str, amount: Uint128 },
    /// A generation begins.
    Rotate { provider: &'a Addr, class: &'a str },
    /// Whether an asset backs new jobs.
    SetBacking { asset: u8, listed: bool },
}

/// Of the registry: [`api::provider_registry::QueryMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum RegistryQuery<'a> {
    Backing { provider: &'a Addr, class: &'a str },
}

/// To the fee-collector: [`api::fee_collector::ExecuteMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum FeeMsg {
    Deposit { category: Category },
}

/// What a deposit is: [`api::fee_collector::Category`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Category {
    Backing {},
}

/// A message to the registry.
pub fn registry(config: &Config, msg: &RegistryMsg) -> StdResult<CosmosMsg> {
    execute(&config.provider_registry, msg)
}

/// What the registry says of a position; an error if it knows the provider or the class not.
pub fn backing(
    querier: QuerierWrapper,
    config: &Config,
    provider: &Addr,
    class: &str,
) -> StdResult<BackingResponse> {
    querier.query_wasm_smart(&config.provider_registry, &RegistryQuery::Backing { provider, class })
}

/// Shares come into being.
pub fn mint(token: &Addr, recipient: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
    execute(token, &token::ExecuteMsg::Mint { recipient: recipient.to_string(), amount })
}

/// Tokens of this contract cease to exist.
pub fn burn(token: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
    execute(token, &token::ExecuteMsg::Burn { amount })
}

/// NET that burns as backing, in a line of its own.
pub fn burn_net(config: &Config, amount: u128) -> StdResult<CosmosMsg> {
    let msg = to_json_binary(&FeeMsg::Deposit { category: Category::Backing {} })?;
    let funds = coins(amount, &config.network_denom);
    Ok(WasmMsg::Execute { contract_addr: config.fee_collector.to_string(), msg, funds }.into())
}

/// The stake pool's receipt, back to it for NET.
pub fn redeem(config: &Config, receipt: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
    let msg = to_json_binary(&staking::ReceiveMsg::Unstake { min_out: Uint128::one() })?;
    execute(receipt, &token::ExecuteMsg::Send { contract: config.staking.to_string(), amount, msg })
}

/// Base units of an asset cease to exist where they lie.
pub fn burn_here(asset: &Asset, amount: Uint128) -> StdResult<CosmosMsg> {
    match asset {
        Asset::Native { denom } => Ok(BankMsg::Burn { amount: coins(amount.u128(), denom) }.into()),
        Asset::Cw20 { address } => burn(&Addr::unchecked(address), amount),
    }
}

/// How an asset burns. A token is asked for this contract's balance: what does not answer could never be taken. Only the stake pool can
/// say which its receipt is.
pub fn burning(
    querier: QuerierWrapper,
    config: &Config,
    this: &Addr,
    asset: &Asset,
) -> Result<Burning, ContractError> {
    let Asset::Cw20 { address } = asset else {
        let is_net = *asset == Asset::native(&config.network_denom);
        return Ok(if is_net { Burning::Net } else { Burning::Here });
    };
    let balance = token::QueryMsg::Balance { address: this.to_string() };
    let _: cw20::BalanceResponse = querier.query_wasm_smart(address, &balance)?;
    let pool: staking::ConfigResponse =
        querier.query_wasm_smart(&config.staking, &staking::QueryMsg::Config {})?;
    Ok(if pool.token.as_str() == address { Burning::Redeemed } else { Burning::Here })
}

fn execute<T: Serialize>(contract: &Addr, msg: &T) -> StdResult<CosmosMsg> {
    Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg: to_json_binary(msg)?, funds: vec![] }
        .into())
}
