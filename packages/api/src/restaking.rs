//! Restaking: vaults of others' stake that burns with a provider's own lock when fraud is proven, and pays nobody.
//!
//! The owner lists assets and nothing else. Nobody has power over exits: no pause, no clock, no governance.
//!
//! Amounts that come or go are base units of the vault's asset. Everything that a vault or the registry counts is *units*: so many base
//! units of the asset as the list says, and one unit counts as one base unit of NET.

pub mod events;
mod query;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use crate::common::Asset;

pub use query::*;

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/restaking";
/// Symbol of every receipt.
pub const SYMBOL: &str = "BACKING";
/// Decimals of a receipt: three more than those of NET as the market counts it, because a unit first brings a thousand shares.
pub const DECIMALS: u8 = 9;
/// Most assets that are ever listed.
pub const MAX_ASSETS: usize = 4;
/// Most base units of an asset that count as one unit.
pub const MAX_UNIT: u128 = 1_000_000_000_000;

/// Starts the contract without assets or vaults. The peers need not exist yet; none is asked anything.
#[cw_serde]
pub struct InstantiateMsg {
    /// Governance: lists assets.
    pub owner: String,
    /// The network token.
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// Code of `contracts/token`, from which receipts are started.
    pub token_code_id: u64,
    /// Who may migrate the receipts.
    pub token_admin: String,
    /// The smallest first deposit into a vault, units, each of so many base units as the list of assets says; more than 0.
    pub least: Uint128,
}

/// Fixed at the start.
#[cw_serde]
pub struct Peers {
    /// `contracts/provider-registry`, which keeps what backs a position.
    pub provider_registry: String,
    /// `contracts/fee-collector`, which burns NET.
    pub fee_collector: String,
    /// `contracts/staking`: its receipt is redeemed for NET before it burns.
    pub staking: String,
}

/// Messages of restaking. No message but `deposit` and `fund` takes coins.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// A cw20 asset, or a vault's receipt, that came with a [`ReceiveMsg`].
    Receive(Cw20ReceiveMsg),
    /// Provider: opens the vault behind its position in a class; one for each, in one asset for good. Refused for an asset that is not
    /// listed.
    CreateVault {
        /// Which class.
        class: String,
        /// A listed asset.
        asset: Asset,
    },
    /// Anyone: deposits the coins that came for shares, rounded down. A whole number of units. Refused while the asset is not listed, and
    /// by a vault that lost nearly everything.
    Deposit {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// The fewest shares accepted, base units of the receipt.
        min_shares: Uint128,
    },
    /// Anyone: lets the exits of the generation before go. Refused while a backed job of that generation runs.
    Rotate {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
    },
    /// Pays the sender's tickets for a generation that was let go: its part of what is left of that generation's exits, rounded down.
    Claim {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// Which generation.
        generation: u64,
    },
    /// Anyone: sends what has burned out of existence. NET by way of the fee-collector; the stake pool's receipt is redeemed for NET first;
    /// any other asset where it lies.
    Burn {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
    },
    /// Anyone: pays the vault's delegators with the coins that came, evenly over some time. A whole number of units. What is left of
    /// earlier pay streams with it, no slower than before, and no shorter but for a thousand times as much.
    Fund {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// Seconds from now, 1 to 90 days.
        seconds: u64,
    },
    /// Owner: lists an asset, at most [`MAX_ASSETS`] ever. `unit` of its base units must be redeemable for at least one base unit of NET,
    /// always: no price is asked.
    ListAsset {
        /// Which; not listed before.
        asset: Asset,
        /// Base units that count as one base unit of NET: 1 to [`MAX_UNIT`]; 1,000 for the stake pool's receipt.
        unit: Uint128,
    },
    /// Owner: whether a listed asset backs jobs accepted from now on, and is taken. Exits, claims and jobs accepted before are not
    /// touched.
    SetListed {
        /// Which.
        asset: Asset,
        /// Whether from now on.
        listed: bool,
    },
}

/// What a cw20 Send carries.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ReceiveMsg {
    /// The vault's asset: as [`ExecuteMsg::Deposit`].
    Deposit {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// The fewest shares accepted, base units of the receipt.
        min_shares: Uint128,
    },
    /// The vault's asset: as [`ExecuteMsg::Fund`].
    Fund {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// Seconds from now, 1 to 90 days.
        seconds: u64,
    },
    /// A vault's receipt: its shares leave. They become tickets for what they are worth, which backs the jobs accepted until the next rotation,
    /// and burns with them, until those have ended. Nothing stops an exit.
    Exit {},
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}
