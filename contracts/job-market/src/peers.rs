//! The messages to the wired contracts.

use api::common::{Asset, AssetAmount};
use api::pool::TransferItem;
use cosmwasm_std::{coins, to_json_binary, Addr, Coin, CosmosMsg, StdResult, Uint128, WasmMsg};
use serde::Serialize;

use crate::state::Config;

mod messages;

pub use messages::*;

/// Moves from one account in the pool contract to others, all in one message.
#[derive(Debug, Default)]
pub struct Transfers(Vec<TransferItem>);

impl Transfers {
    /// Adds a transfer; nothing for zero. Several of one asset to one account become one.
    pub fn push(&mut self, asset: &Asset, amount: u128, to: &Addr) -> StdResult<()> {
        if amount == 0 {
            return Ok(());
        }
        let amount = Uint128::new(amount);
        match self.0.iter_mut().find(|item| item.asset == *asset && item.to == to.as_str()) {
            Some(item) => item.amount = item.amount.checked_add(amount)?,
            None => self.0.push(TransferItem { asset: asset.clone(), amount, to: to.to_string() }),
        }
        Ok(())
    }

    /// The message, out of this contract's account; none where nothing moves.
    pub fn into_message(self, config: &Config) -> StdResult<Option<CosmosMsg>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        pool(config, &PoolMsg::Transfer { owner: None, items: self.0 }).map(Some)
    }
}

/// Takes NET from the account of `payer`, who sent the message that this contract runs, into this contract's.
pub fn debit(config: &Config, payer: &Addr, amount: u128, this: &Addr) -> StdResult<CosmosMsg> {
    let item = TransferItem { asset: net(config), amount: amount.into(), to: this.to_string() };
    pool(config, &PoolMsg::Transfer { owner: Some(payer.to_string()), items: vec![item] })
}

/// Pays out from this contract's account to a wallet.
pub fn withdraw(config: &Config, what: AssetAmount, receiver: &Addr) -> StdResult<CosmosMsg> {
    let AssetAmount { asset, amount } = what;
    pool(config, &PoolMsg::Withdraw { asset, amount, receiver: receiver.to_string() })
}

/// A message to the pool contract, without coins.
pub fn pool(config: &Config, msg: &PoolMsg) -> StdResult<CosmosMsg> {
    execute(&config.pool, msg, vec![])
}

/// A message to the pool contract with `amount` of NET.
pub fn pool_with_net(config: &Config, msg: &PoolMsg, amount: Uint128) -> StdResult<CosmosMsg> {
    execute(&config.pool, msg, coins(amount.u128(), &config.network_denom))
}

/// A message to the registry.
pub fn registry(config: &Config, msg: &RegistryMsg) -> StdResult<CosmosMsg> {
    execute(&config.provider_registry, msg, vec![])
}

/// NET to the fee-collector, by category.
pub fn deposit_fees(config: &Config, category: Category, amount: u128) -> StdResult<CosmosMsg> {
    execute(&config.fee_collector, &FeeMsg::Deposit { category }, coins(amount, &config.network_denom))
}

/// The network token as an asset.
pub fn net(config: &Config) -> Asset {
    Asset::native(&config.network_denom)
}

fn execute(contract: &Addr, msg: &impl Serialize, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
    Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg: to_json_binary(msg)?, funds }.into())
}
