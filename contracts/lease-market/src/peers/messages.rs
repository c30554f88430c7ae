//! What is said to other contracts: as much of their messages and queries as is sent, in their form. With their own types the
//! artifact would hold the code that writes all of them.

use api::common::Asset;
use api::fee_collector::TakeReport;
use api::pool::{Leg, TransferItem};
use api::provider_registry::PledgeEnd;
use cosmwasm_std::{Binary, Uint128};
use serde::Serialize;

/// To the pool contract: [`api::pool::ExecuteMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolMsg {
    /// Pays out from this contract's account.
    Withdraw { asset: Asset, amount: Uint128, receiver: String },
    /// Moves from this contract's account to others.
    Transfer { items: Vec<TransferItem> },
}

/// To a token: `Cw20ExecuteMsg`.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenMsg {
    /// Sends this contract's tokens with a message.
    Send { contract: String, amount: Uint128, msg: Binary },
}

/// To the registry: [`api::provider_registry::ExecuteMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistryMsg {
    /// A lease has ended.
    EndPledge { id: u64, end: PledgeEnd },
}

/// To the fee-collector: [`api::fee_collector::ExecuteMsg`] with NET, [`api::fee_collector::ReceiveMsg`] with tokens.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeMsg {
    /// What comes.
    Deposit { category: Category },
}

/// What a deposit is: [`api::fee_collector::Category`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// The take of a day.
    Take(TakeReport),
    /// Fees.
    SwapFees { lp: Uint128 },
}

/// Of the pool contract: [`api::pool::QueryMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolQuery {
    /// What an exact-out swap would cost.
    QuoteExactOut { offer: Asset, legs: Vec<Leg> },
}

/// Of the registry: [`api::provider_registry::QueryMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistryQuery {
    /// A class.
    Class { class: String },
}
