//! The stake pool: NET staked for a receipt (stNET) whose price rises with the stakers' share of revenue.
//!
//! Nobody has power over it: it has no owner, no guardian and no parameter that changes; only a migration can change it.

pub mod events;

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Decimal, Uint128};
use cw20::Cw20ReceiveMsg;

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/staking";
/// Symbol of the receipt.
pub const SYMBOL: &str = "stNET";
/// Decimals of the receipt: three more than those of NET as the market counts it, because a unit of NET first brings a thousand shares.
/// So one stNET starts at one NET.
pub const DECIMALS: u8 = 9;
/// Seconds over which what a [`ExecuteMsg::Collect`] brought, and what was left of those before, goes to the stakers.
pub const STREAM: u64 = 7 * 86_400;

/// Starts the stake pool, and its receipt with it.
#[cw_serde]
pub struct InstantiateMsg {
    /// The network token.
    pub network_denom: String,
    /// Whose stakers' share it collects.
    pub fee_collector: String,
    /// Code of `contracts/token`, from which the receipt is started.
    pub token_code_id: u64,
    /// Who may migrate the receipt.
    pub token_admin: String,
}

/// Messages of the stake pool. Before each, what has streamed by now goes to the stakers.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// The receipt: shares that came with [`ReceiveMsg`].
    Receive(Cw20ReceiveMsg),
    /// Anyone: stakes the NET that came with it for shares, rounded down. What somebody sends without this message is no stake, and is
    /// in no book.
    Stake {
        /// The fewest shares accepted, base units of the receipt.
        min_shares: Uint128,
    },
    /// Anyone: claims the stakers' share from the fee-collector and streams it, with what is left of earlier ones, over
    /// [`STREAM`] from now on. Refused while there is none to claim. Sent again and again it makes the income of the stakers
    /// decay instead of end; it takes none of it away.
    Collect {},
}

/// What a cw20 Send of the receipt carries.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ReceiveMsg {
    /// Gives the shares back for NET, rounded down, at once.
    Unstake {
        /// The least accepted, NET base units; at least 1 has to come.
        min_out: Uint128,
    },
}

/// Queries of the stake pool. What has streamed by now counts.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// What it was started with, and the receipt.
    #[returns(ConfigResponse)]
    Config {},
    /// What is staked, the shares, the stream and the price.
    #[returns(StateResponse)]
    State {},
    /// What a stake would bring now; refused as the message would be.
    #[returns(PreviewStakeResponse)]
    PreviewStake {
        /// NET base units.
        amount: Uint128,
    },
    /// What shares would redeem for now; refused as the message would be.
    #[returns(PreviewUnstakeResponse)]
    PreviewUnstake {
        /// Base units of the receipt.
        shares: Uint128,
    },
}

/// Answer to [`QueryMsg::Config`].
#[cw_serde]
pub struct ConfigResponse {
    /// The network token.
    pub network_denom: String,
    /// Whose stakers' share it collects.
    pub fee_collector: Addr,
    /// The receipt, a cw20 token of [`DECIMALS`].
    pub token: Addr,
    /// The code from which the receipt was started.
    pub token_code_id: u64,
    /// Who could migrate the receipt at the start.
    pub token_admin: Addr,
}

/// Answer to [`QueryMsg::State`]. The balance is at least `assets + left`.
#[cw_serde]
pub struct StateResponse {
    /// What belongs to the stakers, NET base units.
    pub assets: Uint128,
    /// Shares, base units: the receipt's supply.
    pub shares: Uint128,
    /// What has been collected and has not streamed yet, NET base units.
    pub left: Uint128,
    /// Unix seconds at which all of it has. While there are fewer than 999,000 shares the
    /// stream waits, and this moves on.
    pub end: u64,
    /// NET that an stNET redeems for, before rounding, rounded down to 18 digits: 1000·(assets + 1)/(shares + 1000) in base units. It
    /// never falls.
    pub price: Decimal,
}

/// Answer to [`QueryMsg::PreviewStake`].
#[cw_serde]
pub struct PreviewStakeResponse {
    /// Base units of the receipt, rounded down.
    pub shares: Uint128,
}

/// Answer to [`QueryMsg::PreviewUnstake`].
#[cw_serde]
pub struct PreviewUnstakeResponse {
    /// NET base units, rounded down.
    pub amount: Uint128,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}
