//! Where what a message pays out goes.

use api::common::{Asset, AssetAmount};
use api::pool::Destination;
use cosmwasm_std::{Addr, BankMsg, Binary, Coin, CosmosMsg, Deps, Env, StdResult, Uint128};

use crate::error::ContractError;
use crate::ledger::{another, receiver};

/// A [`Destination`] with its address checked.
#[derive(Clone, Debug)]
pub enum Target {
    /// A transfer.
    Wallet(Addr),
    /// A booking.
    Account(Addr),
    /// A booking, then a call.
    Call(Addr, Binary),
}

impl Target {
    /// Checks who receives; `sender` if left out. This contract can neither receive nor be called: a call from itself
    /// is the one sender it never expects. Whoever else is called takes what it is given, or the message fails.
    pub fn resolve(
        deps: Deps,
        env: &Env,
        sender: &Addr,
        destination: Destination,
    ) -> Result<Self, ContractError> {
        Ok(match destination {
            Destination::Wallet { receiver: to } => {
                Target::Wallet(receiver(deps, env, sender, "to.receiver", to.as_deref(), sender)?)
            }
            Destination::Account { receiver: to } => {
                Target::Account(receiver(deps, env, sender, "to.receiver", to.as_deref(), sender)?)
            }
            Destination::Call { contract, msg } => {
                Target::Call(another(deps.api, env, "to.contract", Some(&contract), sender)?, msg)
            }
        })
    }

    /// Who receives.
    pub fn receiver(&self) -> &Addr {
        match self {
            Target::Wallet(addr) | Target::Account(addr) | Target::Call(addr, _) => addr,
        }
    }

    /// The name in events.
    pub fn name(&self) -> &'static str {
        match self {
            Target::Wallet(_) => "wallet",
            Target::Account(_) => "account",
            Target::Call(..) => "call",
        }
    }
}

/// Transfers out of this contract. Coins for the same wallet leave together, because every message costs more gas than
/// its coins.
#[derive(Debug, Default)]
pub struct Transfers {
    coins: Vec<(Addr, Vec<Coin>)>,
    tokens: Vec<CosmosMsg>,
}

impl Transfers {
    /// Adds a transfer; nothing for zero.
    pub fn push(&mut self, to: &Addr, asset: &Asset, amount: u128) -> Result<(), ContractError> {
        if amount == 0 {
            return Ok(());
        }
        let Asset::Native { denom } = asset else {
            self.tokens.push(asset.transfer(to, amount.into())?);
            return Ok(());
        };
        let added = Coin { denom: denom.clone(), amount: amount.into() };
        let Some((_, coins)) = self.coins.iter_mut().find(|(wallet, _)| wallet == to) else {
            self.coins.push((to.clone(), vec![added]));
            return Ok(());
        };
        match coins.iter_mut().find(|coin| coin.denom == *denom) {
            Some(coin) => coin.amount = sum(coin.amount, added.amount)?,
            None => coins.push(added),
        }
        Ok(())
    }

    /// As [`Transfers::push`].
    pub fn push_amount(&mut self, to: &Addr, what: &AssetAmount) -> Result<(), ContractError> {
        self.push(to, &what.asset, what.amount.u128())
    }

    /// The messages; coins in the order of their denoms, as the bank module wants them.
    pub fn into_messages(self) -> Vec<CosmosMsg> {
        let coins = self.coins.into_iter().map(|(to, mut amount)| {
            amount.sort_by(|a, b| a.denom.cmp(&b.denom));
            BankMsg::Send { to_address: to.into(), amount }.into()
        });
        coins.chain(self.tokens).collect()
    }
}

fn sum(a: Uint128, b: Uint128) -> StdResult<Uint128> {
    Ok(a.checked_add(b)?)
}
