//! What seconds of a lease would cost now, and the message that buys them.

use anyhow::Result;
use api::common::Asset;
use api::job_market::PayWith;
use api::lease_market::{QuoteResponse, SwapMsg};
use api::pool::Leg;
use cosmwasm_std::Uint128;
use serde::Serialize;

use super::{trade_route, Bound};
use crate::ask::Market;
use crate::money::above;
use crate::render::Fields;
use crate::say::{Call, Place};

/// Seconds that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seconds {
    /// On GPUs of this class.
    pub class: String,
    /// On so many.
    pub gpus: u32,
    /// So many on each.
    pub seconds: u64,
}

/// What pays.
#[derive(Clone, Debug, PartialEq)]
pub struct Payer {
    /// NET, the class's credits, or an asset that pools trade for NET.
    pub asset: Asset,
    /// From there. What is left of it goes to the account.
    pub from: Place,
    /// Unix seconds at which it is too late.
    pub deadline: Option<u64>,
}

/// Seconds of a lease as they would be bought.
pub struct LeasePlan<'a> {
    wanted: Seconds,
    payer: &'a Payer,
    legs: Vec<Leg>,
    /// What they cost now.
    pub quote: QuoteResponse,
    /// Most for credits and take, NET base units.
    pub max_payment: Uint128,
    /// What goes out of the wallet or the account at most, base units of what pays.
    pub most: u128,
}

/// Quotes seconds.
pub fn seconds<'a>(
    market: &Market,
    wanted: Seconds,
    payer: &'a Payer,
    bound: Bound,
) -> Result<LeasePlan<'a>> {
    let asset = &payer.asset;
    let in_net = *asset == market.net();
    let pay_with = match asset {
        _ if in_net => PayWith::Net {},
        asset if *asset == market.asset(&wanted.class)? => PayWith::Credits {},
        asset => PayWith::Route(trade_route(market, asset, &wanted.class)?),
    };
    let quote = market.quote_lease(&wanted.class, wanted.gpus, wanted.seconds, pay_with)?;
    let max_payment = bound.most(quote.cost.checked_add(quote.take)?)?;
    let mut legs = quote.legs.clone();
    let most = if in_net {
        max_payment.u128()
    } else {
        // The take may have risen by then: so much more NET is bought. What is left of it goes to the
        // account.
        if let Some(take) = legs.get_mut(1) {
            take.amount_out = above(quote.take.u128(), bound.slippage_bps)?.into();
        }
        above(market.quote_out(asset, &legs)?.paid.amount.u128(), bound.slippage_bps)?
    };
    Ok(LeasePlan { wanted, payer, legs, quote, max_payment, most })
}

/// What is said of its cost, once.
#[derive(Serialize)]
pub struct LeaseDocument<'a> {
    class: &'a str,
    gpus: u32,
    seconds: u64,
    credits: Uint128,
    cost: Uint128,
    take: Uint128,
    max_payment: Uint128,
    provider_pledge: Uint128,
    paid: Uint128,
    max_paid: Uint128,
}

impl LeasePlan<'_> {
    /// The message that buys them; `purpose` says, with the plan's `max_payment`, what for.
    pub fn call(&self, market: &Market, purpose: &SwapMsg) -> Result<Call> {
        let Payer { asset, from, deadline } = self.payer;
        market.lease_by_swap(asset, self.legs.clone(), self.most, *from, purpose, *deadline)
    }

    /// For machines. NET base units; `paid` and `max_paid` are of what pays.
    pub fn document(&self) -> LeaseDocument<'_> {
        LeaseDocument {
            class: &self.wanted.class,
            gpus: self.wanted.gpus,
            seconds: self.wanted.seconds,
            credits: self.quote.credits,
            cost: self.quote.cost,
            take: self.quote.take,
            max_payment: self.max_payment,
            provider_pledge: self.quote.pledge,
            paid: self.quote.pays.amount,
            max_paid: self.most.into(),
        }
    }

    /// For people.
    pub fn text(&self, market: &Market) -> String {
        let (said, payer) = (self.document(), self.payer);
        let mut fields = Fields::new();
        fields.add("credits", crate::money::gpu_time(said.credits.u128()));
        fields.add("they cost", market.net_shown(said.cost));
        fields.add("take", market.net_shown(said.take));
        fields.add("together at most", market.net_shown(said.max_payment));
        fields.add("that is", market.shown(&payer.asset, said.paid));
        let from = if payer.from == Place::Wallet { "your wallet" } else { "your account" };
        let most = market.shown(&payer.asset, said.max_paid);
        fields.add("goes out of", format!("{from}: {most}, the rest comes to your account"));
        fields.add("a provider pledges", market.net_shown(said.provider_pledge));
        fields.text()
    }
}
