//! The fee-collector: revenue with its category, its split, burning, and metrics anyone can audit.

pub mod events;

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Binary, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::{cw_ownable_execute, cw_ownable_query};

use crate::common::Asset;

/// Most counters of one [`TakeReport::payers`].
pub const MAX_PAYERS: usize = 8;

/// Start of the fee-collector.
#[cw_serde]
pub struct InstantiateMsg {
    /// Governance: the split and the recipients.
    pub owner: String,
    /// The denom of the network token (NET).
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// How revenue is split.
    pub split: Split,
    /// Who may claim the stakers' share.
    pub stakers: String,
}

/// Who may deposit revenue and slashes. Fixed at the start.
#[cw_serde]
pub struct Peers {
    /// `contracts/pool`: swap fees.
    pub pool: String,
    /// `contracts/job-market`: take.
    pub job_market: String,
    /// `contracts/provider-registry`: slashes.
    pub provider_registry: String,
}

/// Shares of revenue in basis points; they sum to 10,000 and `burn_bps` is at least 5,000.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Split {
    /// Burned.
    pub burn_bps: u32,
    /// To the chain's stakers, claimed by their recipient.
    pub stakers_bps: u32,
    /// For protocol-owned liquidity; waits in the contract until the guarded way to add it exists.
    pub liquidity_bps: u32,
}

/// What a deposit is.
#[cw_serde]
pub enum Category {
    /// From the job-market: the take of one day's settled jobs, and that day's volume. NET only; the coins
    /// that come are the take.
    Take(TakeReport),
    /// From the pool: the protocol's share of swap fees of one pool, in the asset that comes.
    SwapFees {
        /// What LPs earned from the same swaps, in the same asset.
        lp: Uint128,
    },
    /// From the registry or the job-market: slashed NET and lost dispute bonds; burned at once, not revenue.
    Slash {},
    /// A gift from anyone, NET only: split like revenue, never counted as revenue.
    Donation {},
}

impl Category {
    /// Its name as it is written in a message.
    pub fn name(&self) -> &'static str {
        match self {
            Category::Take(_) => "take",
            Category::SwapFees { .. } => "swap_fees",
            Category::Slash {} => "slash",
            Category::Donation {} => "donation",
        }
    }
}

/// One day of settled (and take-keeping) jobs.
#[cw_serde]
pub struct TakeReport {
    /// Unix day, the day on which the jobs ended: today or before, and booked to that day however late it comes. A day
    /// before the fee-collector's start counts to its first day.
    pub day: u32,
    /// Jobs settled.
    pub jobs: u64,
    /// GPU-seconds settled.
    pub gpu_seconds: Uint128,
    /// NET that their credits cost: gross job volume, what providers earned at purchase price.
    pub volume: Uint128,
    /// Of the volume, where the payer was the provider: a lower bound of self-dealing. At most the volume.
    pub self_dealing: Uint128,
    /// Heaviest payers of the day, by take (a Misra-Gries sketch of at most eight counters: each under-counts its payer by
    /// at most a ninth of the take that no counter holds). Their sum is at most the take.
    pub payers: Vec<PayerWeight>,
}

/// One counter of the payers' sketch.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct PayerWeight {
    /// First 8 bytes of sha256 of the payer's address.
    pub payer: u64,
    /// Take it paid, NET base units; may be too low by the sketch's error.
    pub take: Uint128,
}

/// Messages of the fee-collector.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// *Peer* (pool): cw20 fees that came with [`ReceiveMsg`]; the token must be listed by the pool, so that nobody's own
    /// token can name the pool as its sender.
    Receive(Cw20ReceiveMsg),
    /// *Peers*, by category (a donation: anyone): books the coins that came.
    Deposit {
        /// What they are.
        category: Category,
    },
    /// Splits pending NET revenue: burns the burn share at once, books the others. Anyone.
    Distribute {},
    /// The stakers' recipient: claims their share.
    ClaimStakers {
        /// To which wallet, the recipient's if left out.
        receiver: Option<String>,
    },
    /// Owner: sets the split, for revenue not yet distributed as well (which is distributed by the old one first).
    UpdateSplit {
        /// The new shares.
        split: Split,
    },
    /// Owner: names who may claim the stakers' share.
    SetStakers {
        /// Who.
        stakers: String,
    },
}

/// What a cw20 Send from the pool carries.
#[cw_serde]
pub enum ReceiveMsg {
    /// As [`ExecuteMsg::Deposit`], with [`Category::SwapFees`] only.
    Deposit {
        /// What they are.
        category: Category,
    },
}

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
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Peers, split, recipients.
    #[returns(ConfigResponse)]
    Config {},
    /// NET by purpose.
    #[returns(BalancesResponse)]
    Balances {},
    /// Revenue in other assets, which waits for the guarded buy-back.
    #[returns(WaitingResponse)]
    Waiting {
        /// After this asset.
        start_after: Option<Asset>,
        /// Page size, 30 if left out, at most 100.
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
    /// Revenue and donations not yet distributed.
    pub pending: Uint128,
    /// The stakers' share, unclaimed.
    pub stakers: Uint128,
    /// For protocol-owned liquidity.
    pub liquidity: Uint128,
}

/// See [`QueryMsg::Waiting`].
#[cw_serde]
pub struct WaitingResponse {
    /// One page.
    pub assets: Vec<WaitingAsset>,
}

/// Revenue in one asset other than NET.
#[cw_serde]
pub struct WaitingAsset {
    /// Which asset.
    pub asset: Asset,
    /// What waits, base units.
    pub amount: Uint128,
    /// What LPs have earned in this asset from the same swaps, since the start.
    pub lp_fees: Uint128,
}

/// NET base units unless said otherwise. Invariants: user_fees = supply_side + revenue;
/// and for [`Window::All`] revenue = burned_revenue + stakers + liquidity + pending, and
/// donations = burned_donations + booked_donations + pending_donations. A deposit counts on the day it came (take: on its
/// report's day), a burn or booking on the day it was executed.
#[cw_serde]
pub struct MetricsResponse {
    /// First and last day covered, Unix days.
    pub from_day: u32,
    /// Today.
    pub to_day: u32,
    /// Jobs settled.
    pub jobs: u64,
    /// GPU-seconds settled.
    pub gpu_seconds: Uint128,
    /// NET that the credits of settled jobs cost.
    pub volume: Uint128,
    /// Take.
    pub take: Uint128,
    /// The protocol's share of swap fees, those in NET.
    pub swap_fees: Uint128,
    /// take + swap_fees.
    pub revenue: Uint128,
    /// What LPs earned in NET from the swaps whose fees were swept.
    pub lp_fees: Uint128,
    /// volume + lp_fees.
    pub supply_side: Uint128,
    /// supply_side + revenue.
    pub user_fees: Uint128,
    /// Burned, revenue's share (executed).
    pub burned_revenue: Uint128,
    /// Burned, from slashes (executed).
    pub burned_slashes: Uint128,
    /// Burned, from donations (executed).
    pub burned_donations: Uint128,
    /// Booked to stakers from revenue.
    pub stakers: Uint128,
    /// Booked for liquidity from revenue.
    pub liquidity: Uint128,
    /// Revenue in NET not yet distributed, now, whatever the window.
    pub pending: Uint128,
    /// Gifts.
    pub donations: Uint128,
    /// Booked to stakers and for liquidity from donations.
    pub booked_donations: Uint128,
    /// Donations not yet distributed, now, whatever the window.
    pub pending_donations: Uint128,
    /// Change of NET's supply by this protocol: −(all burned). As text of a signed integer.
    pub net_supply_change: String,
    /// NET's supply over annualised revenue, in basis points, rounded down; none before 30 days of history or at 0. The
    /// window's revenue is annualised by the seconds it has lasted so far (a year: 365 days).
    pub price_to_fees_bps: Option<Uint128>,
    /// NET's supply over annualised volume, likewise.
    pub price_to_sales_bps: Option<Uint128>,
    /// GPU-seconds settled over what the GPUs that are proven now could have served in the window, all classes together,
    /// basis points, rounded down: an estimate, as proven GPUs change within the window. None without proven GPUs.
    pub utilisation_bps: Option<u32>,
    /// Share of volume whose payer was the provider, basis points, rounded down; a lower bound.
    pub self_dealing_bps: u32,
    /// Largest payer's share of the take, basis points: a lower bound, too low by at most `top_payer_error_bps`.
    pub top_payer_bps: u32,
    /// Error of the sketch: a ninth of the take that no counter holds, rounded up; never above a ninth of the whole.
    pub top_payer_error_bps: u32,
    /// Occupancy of each class now, as the job-market states it.
    pub classes: Vec<crate::job_market::OccupancyResponse>,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}

/// Wraps a category for a cw20 Send.
pub fn receive_hook(category: Category) -> cosmwasm_std::StdResult<Binary> {
    cosmwasm_std::to_json_binary(&ReceiveMsg::Deposit { category })
}
