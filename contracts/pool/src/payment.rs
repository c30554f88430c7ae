//! What pays for a swap or a single-sided provision.

use api::common::{checked_addr_or, coin_in, no_funds, Asset, Source};
use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo};

use crate::error::ContractError;
use crate::ledger::debit;

/// A payment that was announced: from where, and how much (for exact-out: at most).
#[derive(Clone, Debug)]
pub struct Payment {
    /// Who acts.
    pub sender: Addr,
    /// Whose account pays; none if coins or tokens came along.
    pub account: Option<Addr>,
    /// What pays.
    pub asset: Asset,
    /// How much, base units; more than zero.
    pub amount: u128,
}

impl Payment {
    /// From an execute message: coins of `asset`, exactly one, or an account and no coins.
    pub fn from_message(
        deps: &DepsMut,
        info: &MessageInfo,
        asset: Asset,
        source: &Source,
    ) -> Result<Self, ContractError> {
        let sender = info.sender.clone();
        match source {
            Source::Funds {} => {
                let Asset::Native { denom } = &asset else {
                    return Err(ContractError::NeedsSend { asset });
                };
                let amount = coin_in(info, denom)?.u128();
                Ok(Payment { sender, account: None, asset, amount })
            }
            Source::Account { owner, amount } => {
                no_funds(info)?;
                if amount.is_zero() {
                    return Err(ContractError::ZeroAmount { field: "from.amount" });
                }
                let owner = checked_addr_or(deps.api, "from.owner", owner.as_deref(), &sender)?;
                Ok(Payment { sender, account: Some(owner), asset, amount: amount.u128() })
            }
        }
    }

    /// From tokens that a cw20 Send brought.
    pub fn from_tokens(sender: Addr, asset: Asset, amount: u128) -> Self {
        Payment { sender, account: None, asset, amount }
    }

    /// Takes `amount` from the account that pays; coins and tokens have come already. The answer is the event of
    /// an allowance that this used.
    pub fn take(&self, deps: &mut DepsMut, env: &Env, amount: u128) -> Result<Option<Event>, ContractError> {
        match &self.account {
            Some(owner) => debit(deps.api, deps.storage, env, &self.sender, owner, &self.asset, amount),
            None => Ok(None),
        }
    }
}
