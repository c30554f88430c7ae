//! Events of the fee-collector: one per action. On chain their type carries the prefix `wasm-`. Amounts are in base
//! units; what names no asset is NET.

use cosmwasm_std::{Addr, Event, Uint128};

use super::{Category, Split};
use crate::common::{Asset, AssetAmount};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum FeeEvent<'a> {
    /// `deposit`: coins or tokens came in.
    Deposit {
        /// Who sent them.
        sender: &'a Addr,
        /// What they are.
        category: &'a Category,
        /// How much of what.
        amount: AssetAmount,
    },
    /// `distribute`: what was pending was burned and booked.
    Distribute(Distribution),
    /// `claim_stakers`: the stakers' share was paid out.
    ClaimStakers {
        /// Who claimed.
        stakers: &'a Addr,
        /// To which wallet.
        receiver: &'a Addr,
        /// How much.
        amount: Uint128,
    },
    /// `update_split`.
    UpdateSplit {
        /// The shares from now on.
        split: Split,
    },
    /// `set_stakers`.
    SetStakers {
        /// Who may claim from now on.
        stakers: &'a Addr,
    },
    /// `buy_back`: an asset was sold for NET.
    BuyBack(BuyBack<'a>),
    /// `add_liquidity`: NET went to a pool.
    AddLiquidity {
        /// Who sent the message.
        sender: &'a Addr,
        /// Which pool.
        pool_id: u64,
        /// How much NET it took.
        amount: Uint128,
        /// LP shares that it gave.
        shares: Uint128,
    },
    /// `withdraw_liquidity`: LP shares went out.
    WithdrawLiquidity {
        /// Of which pool.
        pool_id: u64,
        /// To whom.
        receiver: &'a Addr,
        /// How many.
        shares: Uint128,
    },
    /// `set_route`.
    SetRoute {
        /// Which asset's.
        asset: &'a Asset,
        /// The pools from now on; in the event joined by commas.
        pools: &'a [u64],
    },
    /// `set_liquidity_pool`.
    SetLiquidityPool {
        /// Which pool.
        pool_id: u64,
        /// Whether liquidity may go there from now on.
        allowed: bool,
    },
}

/// See [`FeeEvent::BuyBack`].
#[derive(Clone, Debug, PartialEq)]
pub struct BuyBack<'a> {
    /// Who sent the message.
    pub sender: &'a Addr,
    /// What was sold.
    pub sold: AssetAmount,
    /// NET that came for it.
    pub bought: Uint128,
    /// What of that is spread; the rest, less the tip, is swap fees.
    pub spread: Uint128,
    /// What of it went to the sender.
    pub tip: Uint128,
    /// NET that it was worth at the pools' means of 30 minutes, before fees.
    pub at_mean: Uint128,
}

/// See [`FeeEvent::Distribute`]: revenue + donations = burned + stakers + liquidity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distribution {
    /// Revenue that was pending.
    pub revenue: Uint128,
    /// Donations that were pending.
    pub donations: Uint128,
    /// Burned.
    pub burned: Uint128,
    /// Booked to stakers.
    pub stakers: Uint128,
    /// Booked for liquidity.
    pub liquidity: Uint128,
    /// What of the donations was burned; this and the next two only where there were any.
    pub donations_burned: Uint128,
    /// What of them was booked to stakers.
    pub donations_stakers: Uint128,
    /// What of them was booked for liquidity.
    pub donations_liquidity: Uint128,
}

impl From<FeeEvent<'_>> for Event {
    fn from(event: FeeEvent) -> Event {
        match event {
            FeeEvent::Deposit { sender, category, amount } => deposit_event(sender, category, &amount),
            FeeEvent::Distribute(distribution) => distribute_event(&distribution),
            FeeEvent::ClaimStakers { stakers, receiver, amount } => Event::new("claim_stakers")
                .add_attribute("stakers", stakers)
                .add_attribute("receiver", receiver)
                .add_attribute("amount", amount),
            FeeEvent::UpdateSplit { split } => Event::new("update_split")
                .add_attribute("burn_bps", split.burn_bps.to_string())
                .add_attribute("stakers_bps", split.stakers_bps.to_string())
                .add_attribute("liquidity_bps", split.liquidity_bps.to_string()),
            FeeEvent::SetStakers { stakers } => Event::new("set_stakers").add_attribute("stakers", stakers),
            FeeEvent::BuyBack(buy_back) => Event::new("buy_back")
                .add_attribute("sender", buy_back.sender)
                .add_attribute("asset", buy_back.sold.asset.to_string())
                .add_attribute("sold", buy_back.sold.amount)
                .add_attribute("bought", buy_back.bought)
                .add_attribute("spread", buy_back.spread)
                .add_attribute("tip", buy_back.tip)
                .add_attribute("at_mean", buy_back.at_mean),
            FeeEvent::AddLiquidity { sender, pool_id, amount, shares } => Event::new("add_liquidity")
                .add_attribute("sender", sender)
                .add_attribute("pool_id", pool_id.to_string())
                .add_attribute("amount", amount)
                .add_attribute("shares", shares),
            FeeEvent::WithdrawLiquidity { pool_id, receiver, shares } => Event::new("withdraw_liquidity")
                .add_attribute("pool_id", pool_id.to_string())
                .add_attribute("receiver", receiver)
                .add_attribute("shares", shares),
            FeeEvent::SetRoute { asset, pools } => Event::new("set_route")
                .add_attribute("asset", asset.to_string())
                .add_attribute("pools", pools.iter().map(u64::to_string).collect::<Vec<_>>().join(",")),
            FeeEvent::SetLiquidityPool { pool_id, allowed } => Event::new("set_liquidity_pool")
                .add_attribute("pool_id", pool_id.to_string())
                .add_attribute("allowed", allowed.to_string()),
        }
    }
}

fn distribute_event(d: &Distribution) -> Event {
    let event = Event::new("distribute")
        .add_attribute("revenue", d.revenue)
        .add_attribute("donations", d.donations)
        .add_attribute("burned", d.burned)
        .add_attribute("stakers", d.stakers)
        .add_attribute("liquidity", d.liquidity);
    if d.donations.is_zero() {
        return event;
    }
    event
        .add_attribute("donations_burned", d.donations_burned)
        .add_attribute("donations_stakers", d.donations_stakers)
        .add_attribute("donations_liquidity", d.donations_liquidity)
}

fn deposit_event(sender: &Addr, category: &Category, amount: &AssetAmount) -> Event {
    let event = Event::new("deposit")
        .add_attribute("sender", sender)
        .add_attribute("category", category.name())
        .add_attribute("asset", amount.asset.to_string())
        .add_attribute("amount", amount.amount);
    match category {
        Category::Take(report) => event
            .add_attribute("day", report.day.to_string())
            .add_attribute("jobs", report.jobs.to_string())
            .add_attribute("gpu_seconds", report.gpu_seconds)
            .add_attribute("volume", report.volume)
            .add_attribute("self_dealing", report.self_dealing),
        Category::SwapFees { lp } => event.add_attribute("lp_fees", *lp),
        Category::Spread {} | Category::Slash {} | Category::Backing {} | Category::Donation {} => event,
    }
}
