//! Everything that contracts are told: the only place that knows their messages.

mod cranks;
mod jobs;
mod leases;
mod providers;
mod stakes;
mod vaults;

use anyhow::Result;
use api::common::{Asset, Payout, Source};
use api::pool;
use cosmwasm_std::{to_json_binary, Binary, Coin, CosmosMsg, WasmMsg};
use serde::Serialize;

use crate::ask::Market;

/// A message to a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// To which.
    pub contract: String,
    /// The message, JSON.
    pub msg: Binary,
    /// Coins that go with it.
    pub funds: Vec<Coin>,
}

/// Wallets or accounts: where a payment comes from and where it goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The bank, or a token's contract.
    #[default]
    Wallet,
    /// The ledger of the pool contract.
    Account,
}

impl Place {
    /// Of a flag.
    pub fn account_if(flag: bool) -> Self {
        if flag {
            Place::Account
        } else {
            Place::Wallet
        }
    }

    /// As messages name it.
    pub fn payout(self) -> Payout {
        match self {
            Place::Wallet => Payout::Wallet,
            Place::Account => Payout::Account,
        }
    }

    /// The sender's own.
    pub fn destination(self) -> pool::Destination {
        match self {
            Place::Wallet => pool::Destination::Wallet { receiver: None },
            Place::Account => pool::Destination::Account { receiver: None },
        }
    }
}

fn call(contract: &str, msg: &impl Serialize) -> Result<Call> {
    Ok(Call { contract: contract.to_owned(), msg: to_json_binary(msg)?, funds: vec![] })
}

/// A message that pays so much of an asset to a contract: coins with it, or a cw20 Send that carries the hook.
fn paying(
    asset: &Asset,
    amount: u128,
    contract: &str,
    msg: &impl Serialize,
    hook: &impl Serialize,
) -> Result<Call> {
    let sent =
        asset.transfer_with_call(contract, amount.into(), to_json_binary(msg)?, to_json_binary(hook)?)?;
    match sent {
        CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, funds }) => {
            Ok(Call { contract: contract_addr, msg, funds })
        }
        other => anyhow::bail!("expected a message to a contract, got {other:?}"),
    }
}

fn source(place: Place, amount: u128) -> Source {
    match place {
        Place::Wallet => Source::Funds {},
        Place::Account => Source::Account { owner: None, amount: amount.into() },
    }
}

/// What every trade says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// What pays.
    pub from: Place,
    /// Where the output goes.
    pub to: Place,
    /// Unix seconds at which it is too late.
    pub deadline: Option<u64>,
}

impl Market {
    fn net_coin(&self, amount: u128) -> Vec<Coin> {
        vec![Coin { denom: self.manifest.network_denom.clone(), amount: amount.into() }]
    }

    /// NET with a message, if the wallet pays.
    fn with_net(&self, mut call: Call, place: Place, amount: u128) -> Call {
        if place == Place::Wallet && amount > 0 {
            call.funds = self.net_coin(amount);
        }
        call
    }

    /// Sells an amount along pools.
    pub fn swap_in(
        &self,
        offer: &Asset,
        pools: &[u64],
        amount: u128,
        min_out: u128,
        terms: Terms,
    ) -> Result<Call> {
        let (pools, min_out, to, deadline) =
            (pools.to_vec(), min_out.into(), terms.to.destination(), terms.deadline);
        let msg = pool::ExecuteMsg::SwapExactIn {
            route: pool::Route { offer: offer.clone(), pools: pools.clone() },
            from: source(terms.from, amount),
            min_out,
            to: to.clone(),
            deadline,
        };
        match terms.from {
            Place::Account => call(&self.at.pool, &msg),
            Place::Wallet => {
                let hook = pool::ReceiveMsg::SwapExactIn { pools, min_out, to, deadline };
                paying(offer, amount, &self.at.pool, &msg, &hook)
            }
        }
    }

    /// Buys exact amounts for at most so much.
    pub fn swap_out(&self, offer: &Asset, legs: Vec<pool::Leg>, most: u128, terms: Terms) -> Result<Call> {
        self.buy(offer, legs, most, terms.from, terms.to.destination(), terms.deadline)
    }

    fn buy(
        &self,
        offer: &Asset,
        legs: Vec<pool::Leg>,
        most: u128,
        from: Place,
        to: pool::Destination,
        deadline: Option<u64>,
    ) -> Result<Call> {
        let msg = pool::ExecuteMsg::SwapExactOut {
            offer: offer.clone(),
            legs: legs.clone(),
            from: source(from, most),
            to: to.clone(),
            rest_to: None,
            deadline,
        };
        match from {
            Place::Account => call(&self.at.pool, &msg),
            Place::Wallet => {
                let hook = pool::ReceiveMsg::SwapExactOut { legs, to, rest_to: None, deadline };
                paying(offer, most, &self.at.pool, &msg, &hook)
            }
        }
    }

    /// Provides both assets of a pool; a cw20 side, and with `Account` both, from the sender's account.
    pub fn provide(
        &self,
        pool: &pool::PoolResponse,
        max: [u128; 2],
        min_shares: u128,
        from: Place,
    ) -> Result<Call> {
        let source = match from {
            Place::Wallet => pool::ProvideSource::Funds,
            Place::Account => pool::ProvideSource::Account,
        };
        let [max_0, max_1] = max.map(Into::into);
        let mut call = call(
            &self.at.pool,
            &pool::ExecuteMsg::Provide {
                pool_id: pool.pool_id,
                max_0,
                max_1,
                from: source,
                min_shares: min_shares.into(),
                receiver: None,
                rest_to: None,
                deadline: None,
            },
        )?;
        if from == Place::Wallet {
            for (asset, amount) in [(&pool.asset_0, max_0), (&pool.asset_1, max_1)] {
                match asset {
                    Asset::Native { denom } if !amount.is_zero() => {
                        call.funds.push(Coin { denom: denom.clone(), amount })
                    }
                    _ => {}
                }
            }
        }
        Ok(call)
    }

    /// Provides one asset of a pool.
    pub fn provide_single(
        &self,
        pool_id: u64,
        asset: &Asset,
        amount: u128,
        min_shares: u128,
        from: Place,
    ) -> Result<Call> {
        let min_shares = min_shares.into();
        let msg = pool::ExecuteMsg::ProvideSingle {
            pool_id,
            asset: asset.clone(),
            from: source(from, amount),
            min_shares,
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        match from {
            Place::Account => call(&self.at.pool, &msg),
            Place::Wallet => {
                let hook = pool::ReceiveMsg::ProvideSingle {
                    pool_id,
                    min_shares,
                    receiver: None,
                    rest_to: None,
                    deadline: None,
                };
                paying(asset, amount, &self.at.pool, &msg, &hook)
            }
        }
    }

    /// Gives LP shares of a wallet back.
    pub fn withdraw_liquidity(
        &self,
        pool: &pool::PoolResponse,
        shares: u128,
        min: [u128; 2],
        to: Place,
    ) -> Result<Call> {
        let [min_0, min_1] = min.map(Into::into);
        let hook = pool::ReceiveMsg::WithdrawLiquidity {
            pool_id: pool.pool_id,
            min_0,
            min_1,
            payout: to.payout(),
            receiver: None,
            deadline: None,
        };
        paying(&Asset::cw20(&pool.lp_token), shares, &self.at.pool, &(), &hook)
    }

    /// Brings an asset into the sender's account.
    pub fn deposit(&self, asset: &Asset, amount: u128) -> Result<Call> {
        let msg = pool::ExecuteMsg::Deposit { receiver: None };
        paying(asset, amount, &self.at.pool, &msg, &pool::ReceiveMsg::Deposit { receiver: None })
    }

    /// Takes an asset out of the sender's account to a wallet.
    pub fn draw(&self, asset: &Asset, amount: u128, receiver: Option<String>) -> Result<Call> {
        let (asset, amount) = (asset.clone(), amount.into());
        call(&self.at.pool, &pool::ExecuteMsg::Withdraw { asset, amount, owner: None, receiver })
    }
}
