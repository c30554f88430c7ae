//! The messages to the wired contracts.

use api::common::{Asset, AssetAmount};
use api::pool::TransferItem;
use cosmwasm_std::{coins, to_json_binary, Addr, Coin, CosmosMsg, StdResult, Uint128, WasmMsg};
use serde::Serialize;

use crate::state::Config;

mod messages;

pub use messages::*;

/// Moves from this contract's account in the pool contract to others, all in one message.
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

    /// The message; none where nothing moves.
    pub fn into_message(self, config: &Config) -> StdResult<Option<CosmosMsg>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        execute(&config.pool, &PoolMsg::Transfer { items: self.0 }, vec![]).map(Some)
    }
}

/// Pays out from this contract's account to its wallet.
pub fn withdraw(config: &Config, what: AssetAmount, this: &Addr) -> StdResult<CosmosMsg> {
    let AssetAmount { asset, amount } = what;
    execute(&config.pool, &PoolMsg::Withdraw { asset, amount, receiver: this.to_string() }, vec![])
}

/// A message to the registry.
pub fn registry(config: &Config, msg: &RegistryMsg) -> StdResult<CosmosMsg> {
    execute(&config.provider_registry, msg, vec![])
}

/// NET to the fee-collector, by category.
pub fn deposit_fees(
    config: &Config,
    fee_collector: &Addr,
    category: Category,
    amount: u128,
) -> StdResult<CosmosMsg> {
    let funds = coins(amount, &config.network_denom);
    execute(fee_collector, &FeeMsg::Deposit { category }, funds)
}

/// Credits to the fee-collector, as fees of which no liquidity provider has a part.
pub fn send_fees(fee_collector: &Addr, credit: &Addr, amount: u128) -> StdResult<CosmosMsg> {
    let category = Category::SwapFees { lp: Uint128::zero() };
    let send = TokenMsg::Send {
        contract: fee_collector.to_string(),
        amount: amount.into(),
        msg: to_json_binary(&FeeMsg::Deposit { category })?,
    };
    execute(credit, &send, vec![])
}

/// The network token as an asset.
pub fn net(config: &Config) -> Asset {
    Asset::native(&config.network_denom)
}

fn execute(contract: &Addr, msg: &impl Serialize, funds: Vec<Coin>) -> StdResult<CosmosMsg> {
    Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg: to_json_binary(msg)?, funds }.into())
}
