//! What comes to the pool contract with cw20 tokens.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;

#[cfg(doc)]
use super::ExecuteMsg;
use super::{Destination, Leg};
use crate::common::Payout;

/// What a cw20 Send to the pool contract carries. The sender of the tokens is the one who acts.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ReceiveMsg {
    /// As [`ExecuteMsg::Deposit`].
    Deposit {
        /// Whose account, the sender's if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
    },
    /// As [`ExecuteMsg::SwapExactIn`], offering the tokens that came.
    SwapExactIn {
        /// Pool ids in order, at most 4.
        pools: Vec<u64>,
        /// The least output accepted, base units.
        min_out: Uint128,
        /// Where the output goes; the sender's wallet, if left out.
        #[serde(default, skip_serializing_if = "Destination::is_own_wallet")]
        to: Destination,
        /// Unix seconds at which the message is too late.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<u64>,
    },
    /// As [`ExecuteMsg::SwapExactOut`], paying at most the tokens that came.
    SwapExactOut {
        /// What is bought: 1 or 2 legs, filled in order.
        legs: Vec<Leg>,
        /// Where the output goes; the sender's wallet, if left out.
        #[serde(default, skip_serializing_if = "Destination::is_own_wallet")]
        to: Destination,
        /// Whose wallet gets what is left of the tokens that came, the sender's if left out: to be named where the message
        /// comes through another contract or account. A contract that is called gets the rest if nobody is named; a request
        /// for a job needs it and names `surplus_to` instead ([`ExecuteMsg::SwapExactOut`]).
        #[serde(skip_serializing_if = "Option::is_none")]
        rest_to: Option<String>,
        /// Unix seconds at which the message is too late.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<u64>,
    },
    /// As [`ExecuteMsg::Provide`], with the tokens that came as one side and the sender's account for the other, within
    /// the sender's allowance ([`ExecuteMsg::IncreaseAllowance`]) for the token contract, which alone says who sent. What is left
    /// of the tokens that came is booked to the sender's account. (Without an allowance: deposit, then provide.)
    Provide {
        /// Which pool.
        pool_id: u64,
        /// Most of the other asset, base units, from the sender's account.
        max_other: Uint128,
        /// The fewest LP shares accepted, base units.
        min_shares: Uint128,
        /// Who gets the shares, the sender if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
        /// Whose wallet gets what is left of the tokens that came; the sender's account, if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest_to: Option<String>,
        /// Unix seconds at which the message is too late.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<u64>,
    },
    /// As [`ExecuteMsg::ProvideSingle`] with the tokens that came.
    ProvideSingle {
        /// Which pool.
        pool_id: u64,
        /// The fewest LP shares accepted, base units.
        min_shares: Uint128,
        /// Who gets the shares, the sender if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
        /// Whose wallet gets what is left of the tokens that came; the sender's account, if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        rest_to: Option<String>,
        /// Unix seconds at which the message is too late.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<u64>,
    },
    /// Gives LP shares back for their part of both reserves. Never pausable. In a block that has moved the price, what the
    /// move brought the shares goes to the protocol: they are paid what they were worth at the price before it.
    WithdrawLiquidity {
        /// Which pool; the tokens that came must be its LP shares.
        pool_id: u64,
        /// The least of asset 0 accepted, base units.
        min_0: Uint128,
        /// The least of asset 1 accepted, base units.
        min_1: Uint128,
        /// Wallet or account.
        payout: Payout,
        /// Who receives, the sender if left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
        /// Unix seconds at which the message is too late.
        #[serde(skip_serializing_if = "Option::is_none")]
        deadline: Option<u64>,
    },
}
