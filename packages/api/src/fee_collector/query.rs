//! What the fee-collector can be asked, and its answers.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Uint128};
use cw_ownable::cw_ownable_query;

use super::{Peers, Split};
use crate::common::Asset;
use crate::paging::ListOrder;

/// The span of [`QueryMsg::Metrics`].
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Window {
    /// Today so far.
    Day,
    /// Today and the 6 days before.
    Week,
    /// 30 days.
    Month,
    /// 90 days.
    Quarter,
    /// Since the start.
    All,
}

/// Queries of the fee-collector.
#[cw_ownable_query]
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Peers, split, recipients.
    #[returns(ConfigResponse)]
    Config {},
    /// NET by purpose.
    #[returns(BalancesResponse)]
    Balances {},
    /// Revenue in other assets: what waits for its buy-back, and what was bought back.
    #[returns(WaitingResponse)]
    Waiting {
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this asset, in that order.
        start_after: Option<Asset>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// By which pools each asset is sold for NET.
    #[returns(RoutesResponse)]
    Routes {
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this asset, in that order.
        start_after: Option<Asset>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// Pools that liquidity may go to or went to, by id, with what the protocol holds of them.
    #[returns(TreasuryResponse)]
    Treasury {
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this pool, in that order.
        start_after: Option<u64>,
        /// Page size, 30 if left out and at most: of each pool the pool contract is asked.
        limit: Option<u32>,
    },
    /// What happened in a window.
    #[returns(MetricsResponse)]
    Metrics {
        /// Which.
        window: Window,
    },
}

/// See [`QueryMsg::Config`].
#[cw_serde]
pub struct ConfigResponse {
    /// The network token.
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// How revenue is split.
    pub split: Split,
    /// Who may claim the stakers' share.
    pub stakers: Addr,
}

/// NET in the contract by purpose; their sum is at most its balance.
#[cw_serde]
pub struct BalancesResponse {
    /// Revenue and donations not yet distributed, NET base units.
    pub pending: Uint128,
    /// The stakers' share, unclaimed, NET base units.
    pub stakers: Uint128,
    /// For protocol-owned liquidity, NET base units.
    pub liquidity: Uint128,
}

/// See [`QueryMsg::Waiting`].
#[cw_serde]
pub struct WaitingResponse {
    /// One page.
    pub assets: Vec<WaitingAsset>,
}

/// Revenue in one asset other than NET. Sums are since the start. `bought` against `at_mean` is the price of all buy-backs
/// against the means of 30 minutes, fees and price impact included.
#[cw_serde]
pub struct WaitingAsset {
    /// Which asset.
    pub asset: Asset,
    /// What waits, base units.
    pub amount: Uint128,
    /// What of that is spread, base units; the rest is swap fees.
    pub spread: Uint128,
    /// What LPs have earned in this asset from the same swaps, base units.
    pub lp_fees: Uint128,
    /// What was sold, base units.
    pub sold: Uint128,
    /// NET that it brought, base units, tips included.
    pub bought: Uint128,
    /// NET that it was worth at the means, before fees, base units.
    pub at_mean: Uint128,
    /// What of the NET went to those who sent the buy-backs, base units.
    pub tips: Uint128,
}

/// See [`QueryMsg::Routes`].
#[cw_serde]
pub struct RoutesResponse {
    /// One page, in the order of [`Asset::key`].
    pub routes: Vec<AssetRoute>,
}

/// By which pools an asset is sold for NET.
#[cw_serde]
pub struct AssetRoute {
    /// Which asset.
    pub asset: Asset,
    /// Pool ids in order.
    pub pools: Vec<u64>,
}

/// See [`QueryMsg::Treasury`].
#[cw_serde]
pub struct TreasuryResponse {
    /// One page.
    pub pools: Vec<TreasuryPool>,
}

/// What the protocol holds of one pool. What it earned is `worth` less `put_in`.
#[cw_serde]
pub struct TreasuryPool {
    /// Which pool.
    pub pool_id: u64,
    /// Whether liquidity may go there.
    pub allowed: bool,
    /// LP shares that the contract holds, base units.
    pub shares: Uint128,
    /// NET that was put in for them, base units; what is withdrawn takes its part along, rounded up.
    pub put_in: Uint128,
    /// What they redeem for now, base units of asset 0, rounded down.
    pub amount_0: Uint128,
    /// Likewise, base units of asset 1.
    pub amount_1: Uint128,
    /// What that is worth in NET base units at the mean of 30 minutes, rounded down; none while the pool has no such mean.
    pub worth: Option<Uint128>,
}

/// NET base units unless said otherwise. Invariants: user_fees = supply_side + revenue;
/// and for [`Window::All`] revenue = burned_revenue + stakers + liquidity + pending, and
/// donations = burned_donations + booked_donations + pending_donations. A deposit counts on the day it came (take: on its
/// report's day), a burn or booking on the day it was executed.
#[cw_serde]
pub struct MetricsResponse {
    /// First day covered, Unix day.
    pub from_day: u32,
    /// Today, the last day covered, Unix day.
    pub to_day: u32,
    /// How many jobs were settled, and leases ended that paid their provider.
    pub jobs: u64,
    /// GPU-seconds settled.
    pub gpu_seconds: Uint128,
    /// NET that the credits of settled jobs cost, base units.
    pub volume: Uint128,
    /// Take, NET base units.
    pub take: Uint128,
    /// The protocol's share of swap fees, NET base units: those in NET, and the NET that was bought for others.
    pub swap_fees: Uint128,
    /// What the block anchor kept from traders, likewise in NET base units.
    pub spread: Uint128,
    /// take + swap_fees + spread, NET base units.
    pub revenue: Uint128,
    /// What LPs earned in NET from the swaps whose fees were swept, base units.
    pub lp_fees: Uint128,
    /// volume + lp_fees, NET base units.
    pub supply_side: Uint128,
    /// supply_side + revenue, NET base units.
    pub user_fees: Uint128,
    /// Burned, revenue's share (executed), NET base units.
    pub burned_revenue: Uint128,
    /// Burned, from slashes (executed), NET base units.
    pub burned_slashes: Uint128,
    /// Burned, from others' stake behind providers (executed), NET base units.
    pub burned_backing: Uint128,
    /// Burned, from donations (executed), NET base units.
    pub burned_donations: Uint128,
    /// Booked to stakers from revenue, NET base units.
    pub stakers: Uint128,
    /// Booked for liquidity from revenue, NET base units.
    pub liquidity: Uint128,
    /// Revenue in NET base units not yet distributed, now, whatever the window.
    pub pending: Uint128,
    /// Gifts, NET base units.
    pub donations: Uint128,
    /// Booked to stakers and for liquidity from donations, NET base units.
    pub booked_donations: Uint128,
    /// Donations not yet distributed, NET base units, now, whatever the window.
    pub pending_donations: Uint128,
    /// NET base units that buy-backs brought, tips included; the rest of it is in `swap_fees` and `spread`.
    pub bought_back: Uint128,
    /// What of it went to those who sent them, NET base units.
    pub tips: Uint128,
    /// NET that went to pools as the protocol's liquidity, base units.
    pub liquidity_added: Uint128,
    /// Change of NET's supply by this protocol: −(all burned). NET base units as text of a signed integer.
    pub net_supply_change: String,
    /// NET's supply over annualised revenue, in basis points, rounded down; none before 30 days of history or at 0. The
    /// window's revenue is annualised by the seconds it has lasted so far (a year: 365 days).
    pub price_to_fees_bps: Option<Uint128>,
    /// NET's supply over annualised volume, likewise in basis points.
    pub price_to_sales_bps: Option<Uint128>,
    /// GPU-seconds settled over what the GPUs that are proven now could have served in the window, all classes together,
    /// basis points, rounded down: an estimate, as proven GPUs change within the window. None without proven GPUs.
    pub utilisation_bps: Option<u32>,
    /// Share of volume whose payer was the provider, basis points, rounded down; a lower bound.
    pub self_dealing_bps: u32,
    /// Largest payer's share of the take, basis points: too low by at most `top_payer_error_bps`. Payers with the same fingerprint of 4
    /// bytes count as one.
    pub top_payer_bps: u32,
    /// Error of the sketch, basis points: a ninth of the take that no counter holds, rounded up; never above a ninth of the whole.
    pub top_payer_error_bps: u32,
    /// Occupancy of each class now, as the job-market states it.
    pub classes: Vec<crate::job_market::OccupancyResponse>,
}
