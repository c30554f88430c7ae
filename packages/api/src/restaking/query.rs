//! What restaking can be asked.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Uint128};
use cw_ownable::cw_ownable_query;

use super::Peers;
use crate::common::Asset;
use crate::paging::ListOrder;

/// Queries of restaking. Pay that has streamed by now counts.
#[cw_ownable_query]
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// What it was started with.
    #[returns(ConfigResponse)]
    Config {},
    /// All assets that were ever listed, by their numbers.
    #[returns(AssetsResponse)]
    Assets {},
    /// One vault.
    #[returns(VaultResponse)]
    Vault {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
    },
    /// The vaults of a class by provider.
    #[returns(VaultsResponse)]
    Vaults {
        /// Which class.
        class: String,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this provider, in that order.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// Somebody's tickets of a vault by generation, with what of them can be claimed.
    #[returns(TicketsResponse)]
    Tickets {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// Whose.
        owner: String,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this generation, in that order.
        start_after: Option<u64>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// What a deposit would bring now; refused as the message would be.
    #[returns(PreviewDepositResponse)]
    PreviewDeposit {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// Base units of the asset.
        amount: Uint128,
    },
    /// What an exit would take out now; refused as the message would be.
    #[returns(PreviewExitResponse)]
    PreviewExit {
        /// Behind whom.
        provider: String,
        /// In which class.
        class: String,
        /// Base units of the receipt.
        shares: Uint128,
    },
}

/// See [`QueryMsg::Config`].
#[cw_serde]
pub struct ConfigResponse {
    /// The network token.
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// The code from which receipts are started.
    pub token_code_id: u64,
    /// Who may migrate receipts from the start on.
    pub token_admin: Addr,
    /// The smallest first deposit into a vault, units, each of so many base units as the list of assets says.
    pub least: Uint128,
}

/// See [`QueryMsg::Assets`].
#[cw_serde]
pub struct AssetsResponse {
    /// In the order of their numbers, from 0.
    pub assets: Vec<ListedAsset>,
}

/// An asset that may back.
#[cw_serde]
pub struct ListedAsset {
    /// Which.
    pub asset: Asset,
    /// Base units that count as one unit.
    pub unit: Uint128,
    /// Whether it backs jobs accepted now, and is taken.
    pub listed: bool,
}

/// See [`QueryMsg::Vault`]. Amounts in units, each of which is `unit` base units of the asset; shares in base units, tickets in how many.
#[cw_serde]
pub struct VaultResponse {
    /// Behind whom.
    pub provider: Addr,
    /// In which class.
    pub class: String,
    /// Its asset.
    pub asset: Asset,
    /// Base units of the asset in a unit.
    pub unit: Uint128,
    /// Counts vaults from 1; what it let go is stored under it.
    pub number: u64,
    /// Its receipt, a cw20 token of [`super::DECIMALS`].
    pub token: Addr,
    /// S: the receipt's supply, base units.
    pub shares: Uint128,
    /// A: what stays and belongs to the shares.
    pub assets: Uint128,
    /// What backs no job.
    pub free: Uint128,
    /// What jobs that run may burn, of what stays and of what leaves.
    pub backed: Uint128,
    /// g.
    pub generation: u64,
    /// B of this generation: exits that wait for two rotations.
    pub leaving: Uint128,
    /// B of the generation before: exits that the next rotation lets go.
    pub leaving_before: Uint128,
    /// Tickets for `leaving`.
    pub tickets: Uint128,
    /// Tickets for `leaving_before`.
    pub tickets_before: Uint128,
    /// All that ever burned.
    pub burned: Uint128,
    /// What of it has left the contract.
    pub sent: Uint128,
    /// Pay that has not streamed.
    pub left: Uint128,
    /// Unix seconds at which all of it has; later while there are few shares.
    pub end: u64,
    /// Whether a rotation would be refused: a backed job of the generation before runs.
    pub waits: bool,
}

/// See [`QueryMsg::Vaults`].
#[cw_serde]
pub struct VaultsResponse {
    /// One page.
    pub vaults: Vec<VaultEntry>,
}

/// A vault of a list.
#[cw_serde]
pub struct VaultEntry {
    /// Behind whom.
    pub provider: Addr,
    /// Its asset.
    pub asset: Asset,
    /// Its receipt.
    pub token: Addr,
    /// The receipt's supply, base units.
    pub shares: Uint128,
}

/// See [`QueryMsg::Tickets`].
#[cw_serde]
pub struct TicketsResponse {
    /// One page.
    pub tickets: Vec<TicketsEntry>,
}

/// Somebody's tickets for one generation.
#[cw_serde]
pub struct TicketsEntry {
    /// Which generation.
    pub generation: u64,
    /// How many.
    pub tickets: Uint128,
    /// What they pay, base units of the asset; null while the generation was not let go.
    pub claimable: Option<Uint128>,
}

/// See [`QueryMsg::PreviewDeposit`].
#[cw_serde]
pub struct PreviewDepositResponse {
    /// Base units of the receipt, rounded down.
    pub shares: Uint128,
}

/// See [`QueryMsg::PreviewExit`].
#[cw_serde]
pub struct PreviewExitResponse {
    /// Base units of the asset that would leave, if none of it burns; a whole number of units, rounded down.
    pub amount: Uint128,
    /// How many tickets for them.
    pub tickets: Uint128,
    /// Of which generation.
    pub generation: u64,
}
