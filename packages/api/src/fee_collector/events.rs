//! Events of the fee-collector: one per action. On chain their type carries the prefix `wasm-`. Amounts are in base
//! units; what names no asset is NET.

use cosmwasm_std::{Addr, Event, Uint128};

use super::{Category, Split};
use crate::common::AssetAmount;

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
}

impl From<FeeEvent<'_>> for Event {
    fn from(event: FeeEvent) -> Event {
        match event {
            FeeEvent::Deposit { sender, category, amount } => deposit_event(sender, category, &amount),
            FeeEvent::Distribute(d) => Event::new("distribute")
                .add_attribute("revenue", d.revenue)
                .add_attribute("donations", d.donations)
                .add_attribute("burned", d.burned)
                .add_attribute("stakers", d.stakers)
                .add_attribute("liquidity", d.liquidity),
            FeeEvent::ClaimStakers { stakers, receiver, amount } => Event::new("claim_stakers")
                .add_attribute("stakers", stakers)
                .add_attribute("receiver", receiver)
                .add_attribute("amount", amount),
            FeeEvent::UpdateSplit { split } => Event::new("update_split")
                .add_attribute("burn_bps", split.burn_bps.to_string())
                .add_attribute("stakers_bps", split.stakers_bps.to_string())
                .add_attribute("liquidity_bps", split.liquidity_bps.to_string()),
            FeeEvent::SetStakers { stakers } => Event::new("set_stakers").add_attribute("stakers", stakers),
        }
    }
}

fn deposit_event(sender: &Addr, category: &Category, amount: &AssetAmount) -> Event {
    let event = Event::new("deposit")
        .add_attribute("sender", sender)
        .add_attribute("category", category.name())
        .add_attribute("asset", amount.asset.to_string())
        .add_attribute("amount", amount.amount);
    match category {
        Category::Take(report) => {
            event.add_attribute("day", report.day.to_string()).add_attribute("volume", report.volume)
        }
        Category::SwapFees { lp } => event.add_attribute("lp_fees", *lp),
        Category::Slash {} | Category::Donation {} => event,
    }
}
