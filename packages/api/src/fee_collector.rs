//! The fee-collector: revenue with its category, its split, burning, and metrics anyone can audit.

pub mod events;
mod query;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use crate::common::Asset;

pub use query::*;

/// Most counters of one [`TakeReport::payers`].
pub const MAX_PAYERS: usize = 8;
/// What of the NET that a buy-back brings goes to its sender, basis points.
pub const TIP_BPS: u32 = 10;

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
    /// `contracts/pool`: swap fees and spread.
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
    /// Burned, basis points.
    pub burn_bps: u32,
    /// To the chain's stakers, claimed by their recipient, basis points.
    pub stakers_bps: u32,
    /// For protocol-owned liquidity, basis points: waits in the contract until [`ExecuteMsg::AddLiquidity`] brings it to a pool.
    pub liquidity_bps: u32,
}

/// What a deposit is.
#[cw_serde]
pub enum Category {
    /// From the job-market, or a market to which governance ever let providers pledge: the take of one day's jobs or leases, and that
    /// day's volume. NET only; the coins that come are the take.
    Take(TakeReport),
    /// From the pool: the protocol's share of swap fees of one pool, in the asset that comes. From a market: fees that it took in
    /// credits.
    SwapFees {
        /// What LPs earned from the same swaps, base units of the same asset.
        lp: Uint128,
    },
    /// From the pool: what the block anchor of one pool kept from traders, in the asset that comes. No part of it is the
    /// LPs'.
    Spread {},
    /// From the registry or the job-market: slashed NET and lost dispute bonds; burned at once, not revenue.
    Slash {},
    /// From restaking: others' stake that burned with a provider's lock, as NET; burned at once, not revenue.
    Backing {},
    /// A gift from anyone, NET only: split like revenue, never counted as revenue.
    Donation {},
}

impl Category {
    /// Its name as it is written in a message.
    pub fn name(&self) -> &'static str {
        match self {
            Category::Take(_) => "take",
            Category::SwapFees { .. } => "swap_fees",
            Category::Spread {} => "spread",
            Category::Slash {} => "slash",
            Category::Backing {} => "backing",
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
    /// How many jobs were settled.
    pub jobs: u64,
    /// GPU-seconds settled.
    pub gpu_seconds: Uint128,
    /// NET base units that their credits cost: gross job volume, what providers earned at purchase price.
    pub volume: Uint128,
    /// Of the volume, where the payer was the provider, NET base units: a lower bound of self-dealing. At most the volume.
    pub self_dealing: Uint128,
    /// Heaviest payers of the day, by take (a Misra-Gries sketch of at most eight counters: each under-counts its fingerprint by
    /// at most a ninth of the take that no counter holds). Their sum is at most the take.
    pub payers: Vec<PayerWeight>,
}

/// One counter of the payers' sketch.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct PayerWeight {
    /// First 4 bytes of sha256 of the payer's address, big-endian: payers that share them count as one.
    pub payer: u64,
    /// Take it paid, NET base units; may be too low by the sketch's error.
    pub take: Uint128,
}

/// Messages of the fee-collector.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Peer (pool, markets): cw20 fees and spread that came with [`ReceiveMsg`]; the token must be listed by the pool, so that nobody's own
    /// token can name the pool as its sender.
    Receive(Cw20ReceiveMsg),
    /// Peers, by category (a donation: anyone): books the coins that came.
    Deposit {
        /// What they are.
        category: Category,
    },
    /// Splits pending NET revenue: burns the burn share at once, books the others. Anyone.
    Distribute {},
    /// Sells what waits of an asset, or as much of it as its pools take at once, along its route, and books the NET as the
    /// revenue that it was. Anyone, for a tip of [`TIP_BPS`] of the NET, rounded down. A pool takes a quota at once,
    /// from all assets together, which comes back within half an hour. Refused while the price is not what the pools' means say;
    /// whatever fails, nothing is changed.
    BuyBack {
        /// Which asset.
        asset: Asset,
    },
    /// Brings NET of the liquidity share, or as much of it as the pool takes at once, to a pool that governance allows, and
    /// keeps the LP shares. Anyone; it uses the pool's quota and is guarded as [`ExecuteMsg::BuyBack`] is.
    AddLiquidity {
        /// Which pool.
        pool_id: u64,
    },
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
    /// Owner: sets the pools by which an asset is sold for NET. They must exist and lead there, each once, and pass NET at
    /// the end only.
    SetRoute {
        /// Which asset; not NET.
        asset: Asset,
        /// Pool ids in order, at most [`crate::common::MAX_HOPS`]; empty: the asset is no longer sold.
        pools: Vec<u64>,
    },
    /// Owner: lets [`ExecuteMsg::AddLiquidity`] go to a pool, or no longer. It must trade NET and be no launch pool.
    SetLiquidityPool {
        /// Which pool.
        pool_id: u64,
        /// Whether from now on.
        allowed: bool,
    },
    /// Owner: sends LP shares that the contract holds to somebody that can draw them.
    WithdrawLiquidity {
        /// Of which pool.
        pool_id: u64,
        /// How many LP shares, base units; more than 0.
        shares: Uint128,
        /// To whom.
        receiver: String,
    },
}

/// What a cw20 Send from the pool or a market carries.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ReceiveMsg {
    /// As [`ExecuteMsg::Deposit`], with [`Category::SwapFees`] and [`Category::Spread`] only.
    Deposit {
        /// What they are.
        category: Category,
    },
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}

/// Wraps a category for a cw20 Send.
pub fn receive_hook(category: Category) -> cosmwasm_std::StdResult<Binary> {
    cosmwasm_std::to_json_binary(&ReceiveMsg::Deposit { category })
}
