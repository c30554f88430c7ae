//! What is said to other contracts: as much of their messages and queries as is sent, in their form. With their own types the
//! artifact would hold the code that writes all of them.

use api::common::{Asset, Source};
use api::fee_collector::TakeReport;
use api::pool::{Destination, Leg, Route, TransferItem};
use api::provider_registry::{CallRequest, JobEnd, LockRequest, StandardJob};
use api::verifier_gateway::{Claim, Proof, SetClaim};
use cosmwasm_std::{Binary, HexBinary, Uint128};
use serde::Serialize;

/// To the pool contract: [`api::pool::ExecuteMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolMsg {
    /// Sells.
    SwapExactIn { route: Route, from: Source, min_out: Uint128, to: Destination },
    /// Buys.
    SwapExactOut {
        offer: Asset,
        legs: Vec<Leg>,
        #[serde(skip_serializing_if = "Source::is_funds")]
        from: Source,
        to: Destination,
    },
    /// Books the coins that come to this contract's account.
    Deposit {},
    /// Pays out from this contract's account.
    Withdraw { asset: Asset, amount: Uint128, receiver: String },
    /// Moves between accounts, from this contract's if no owner is named.
    Transfer {
        #[serde(skip_serializing_if = "Option::is_none")]
        owner: Option<String>,
        items: Vec<TransferItem>,
    },
}

/// With tokens, to the pool contract: [`api::pool::ReceiveMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolHook {
    /// Buys.
    SwapExactOut { legs: Vec<Leg>, to: Destination },
}

/// To a token: [`cw20::Cw20ExecuteMsg`].
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
    /// Binds who accepts.
    LockJob(LockRequest),
    /// Picks a debtor.
    BeginCall(CallRequest),
    /// The result is there.
    FreeGpus { job_id: u64 },
    /// The job has ended.
    EndJob { job_id: u64, end: JobEnd },
    /// What the class's standard jobs are.
    SetStandard { class: String, standard: Option<StandardJob> },
}

/// To the fee-collector: [`api::fee_collector::ExecuteMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeMsg {
    /// NET that comes.
    Deposit { category: Category },
}

/// What a deposit is: [`api::fee_collector::Category`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// The take of a day.
    Take(TakeReport),
    /// To be burned.
    Slash {},
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
    /// What a job would lock.
    QuoteLock { cost: Uint128, declared_value: Uint128, detection_bps: u32 },
}

/// Of the gateway: [`api::verifier_gateway::QueryMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GatewayQuery {
    /// Whether a proof is valid.
    VerifyProof { method: u32, claim: Claim, proof: Proof },
    /// Whether one is, of many claims.
    VerifySet { method: u32, root: HexBinary, seal: Binary, claims: Vec<SetClaim> },
}
