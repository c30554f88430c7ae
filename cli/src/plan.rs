//! What a trade, a job or a lease would cost now, and the message that does just that: a quote shows the one,
//! the verb sends the other.

pub mod lease;

use anyhow::{Context, Result};
use api::common::{Asset, MAX_HOPS};
use api::job_market::{JobRequest, PayWith, QuoteResponse as JobQuote};
use api::pool::{Leg, PoolResponse, QuoteResponse, Route};
use cosmwasm_std::Uint128;
use serde::Serialize;
use serde_json::{json, Value};

use crate::ask::Market;
use crate::exit::{missing, told, usage, Exit};
use crate::money::{above, below};
use crate::say::{Call, Place, Terms};

/// Most routes that are quoted to find the best.
const MOST_ROUTES: usize = 24;

/// The amount that a trade fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exact {
    /// Sells exactly so much.
    In(u128),
    /// Buys exactly so much.
    Out(u128),
}

/// A trade that is asked for.
pub struct Trade {
    /// What is sold.
    pub offer: Asset,
    /// What is bought.
    pub want: Asset,
    /// How much of the one or the other.
    pub exact: Exact,
    /// By these pools; by the best way that is found, if none is named.
    pub pools: Vec<u64>,
    /// How much worse than quoted it may become, basis points.
    pub slippage_bps: u32,
    /// Wallets or accounts, and until when.
    pub terms: Terms,
}

/// A trade as it would be carried out.
pub struct TradePlan {
    /// What it would give now.
    pub quote: QuoteResponse,
    /// By which pools.
    pub pools: Vec<u64>,
    /// The least that comes out, or the most that goes in.
    pub bound: u128,
    /// The message.
    pub call: Call,
}

/// Quotes a trade and writes its message.
pub fn trade(market: &Market, trade: &Trade) -> Result<TradePlan> {
    if trade.offer == trade.want {
        return Err(usage("expected two assets, got one twice", "name what is sold and what is bought"));
    }
    let routes = if trade.pools.is_empty() {
        routes(&market.pools()?, &trade.offer, &trade.want)
    } else {
        vec![trade.pools.clone()]
    };
    if routes.is_empty() {
        let (offer, want) = (market.name(&trade.offer), market.name(&trade.want));
        return Err(missing(
            format!("no pools lead from {offer} to {want}"),
            "`camm metrics --pools` shows the pools",
        ));
    }
    let mut best: Option<(QuoteResponse, Vec<u64>)> = None;
    let mut refusal = None;
    for pools in routes {
        let quote = match trade.exact {
            Exact::In(amount) => market.quote_in(&trade.offer, &pools, amount),
            Exact::Out(amount) => {
                market.quote_out(&trade.offer, &[Leg { pools: pools.clone(), amount_out: amount.into() }])
            }
        };
        match quote {
            Ok(quote) if best.as_ref().is_none_or(|(other, _)| better(trade.exact, &quote, other)) => {
                best = Some((quote, pools));
            }
            Ok(_) => {}
            Err(error) => refusal = Some(error),
        }
    }
    let Some((quote, pools)) = best else { return Err(refusal.context("no route was quoted")?) };
    let (bound, call) = match trade.exact {
        Exact::In(amount) => {
            let least = below(received(&quote).u128(), trade.slippage_bps)?.max(1);
            (least, market.swap_in(&trade.offer, &pools, amount, least, trade.terms)?)
        }
        Exact::Out(amount) => {
            let most = above(quote.paid.amount.u128(), trade.slippage_bps)?;
            let legs = vec![Leg { pools: pools.clone(), amount_out: amount.into() }];
            (most, market.swap_out(&trade.offer, legs, most, trade.terms)?)
        }
    };
    Ok(TradePlan { quote, pools, bound, call })
}

fn received(quote: &QuoteResponse) -> Uint128 {
    quote.legs.first().map(|leg| leg.received.amount).unwrap_or_default()
}

fn better(exact: Exact, quote: &QuoteResponse, than: &QuoteResponse) -> bool {
    match exact {
        Exact::In(_) => received(quote) > received(than),
        Exact::Out(_) => quote.paid.amount < than.paid.amount,
    }
}

/// Ways from one asset to another that pass no asset twice, the shortest first, at most [`MOST_ROUTES`].
pub fn routes(pools: &[PoolResponse], offer: &Asset, want: &Asset) -> Vec<Vec<u64>> {
    let mut found = vec![];
    let mut ways = vec![(vec![offer.clone()], vec![])];
    for _ in 0..MAX_HOPS {
        let mut longer = vec![];
        for (assets, ids) in &ways {
            for pool in pools {
                let Some(at) = assets.last() else { continue };
                let next = match at {
                    at if *at == pool.asset_0 => &pool.asset_1,
                    at if *at == pool.asset_1 => &pool.asset_0,
                    _ => continue,
                };
                if assets.contains(next) {
                    continue;
                }
                let mut way: Vec<u64> = ids.clone();
                way.push(pool.pool_id);
                if next == want {
                    found.push(way);
                } else {
                    let mut assets = assets.clone();
                    assets.push(next.clone());
                    longer.push((assets, way));
                }
                if found.len() >= MOST_ROUTES {
                    return found;
                }
            }
        }
        ways = longer;
    }
    found
}

/// What pays for a job.
#[derive(Clone, Debug, PartialEq)]
pub enum Pay {
    /// An asset from the wallet or the account: what is left of it comes back.
    Asset(Asset, Place),
    /// Credits in the account; take and tip from the account's NET.
    Credits,
}

/// A job as it would be requested.
pub struct JobPlan {
    /// What it costs in NET now.
    pub quote: JobQuote,
    /// What goes out of the wallet or the account at most, base units of what pays.
    pub most: u128,
    /// What it would cost of the asset that pays, if that is not NET: credits, take and tip.
    pub paid: Option<Uint128>,
    /// The request, as it is sent.
    pub request: JobRequest,
    /// The message.
    pub call: Call,
}

/// How dear a job or a lease may become until it is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Most for its credits and take, NET base units; what is quoted and `slippage_bps` more, rounded up, if none is named.
    pub max_payment: Option<u128>,
    /// How much more than quoted, basis points.
    pub slippage_bps: u32,
}

impl Bound {
    /// The most for credits and take that are quoted at so much NET.
    fn most(&self, quoted: Uint128) -> Result<Uint128> {
        let quoted = || above(quoted.u128(), self.slippage_bps);
        Ok(self.max_payment.map_or_else(quoted, Ok)?.into())
    }
}

/// Refuses a maximum below what credits and take are quoted at; `again` is the verb that quotes them.
pub fn check_maximum(market: &Market, most: Uint128, quoted: Uint128, again: &str) -> Result<()> {
    if most >= quoted {
        return Ok(());
    }
    Err(told(
        Exit::Refused,
        format!(
            "the payment is above its maximum: expected at most {}, quoted are {} for credits and take",
            market.net_shown(most),
            market.net_shown(quoted)
        ),
        &format!("quote again (`{again}`), and allow more: --slippage-bps or --max-payment"),
    ))
}

/// Quotes a job and writes its message, with the `max_payment` of `bound`.
pub fn job(market: &Market, mut request: JobRequest, pay: &Pay, bound: Bound) -> Result<JobPlan> {
    let slippage_bps = bound.slippage_bps;
    let pay_with = match pay {
        Pay::Credits => PayWith::Credits {},
        Pay::Asset(asset, _) if *asset == market.net() => PayWith::Net {},
        Pay::Asset(asset, _) => PayWith::Route(trade_route(market, asset, &request.class)?),
    };
    let quote = market.quote_job(&request, pay_with)?;
    request.max_payment = bound.most(quote.cost.checked_add(quote.take)?)?;
    let mut legs = quote.legs.clone();
    let (call, most, paid) = match pay {
        Pay::Credits => (market.request_with_credits(request.clone())?, quote.credits.u128(), None),
        Pay::Asset(asset, place) if *asset == market.net() => {
            let most = request.max_payment.checked_add(quote.tip)?.u128();
            (market.request_by_swap(asset, legs, most, *place, request.clone())?, most, None)
        }
        Pay::Asset(asset, place) => {
            // Its take may have risen by then: so much more NET is bought, and what is left of it comes back.
            if let Some(fees) = legs.get_mut(1) {
                fees.amount_out = quote.tip.checked_add(above(quote.take.u128(), slippage_bps)?.into())?;
            }
            let paid = market.quote_out(asset, &legs)?.paid.amount;
            let most = above(paid.u128(), slippage_bps)?;
            (market.request_by_swap(asset, legs, most, *place, request.clone())?, most, Some(paid))
        }
    };
    Ok(JobPlan { quote, most, paid, request, call })
}

/// A way from what pays to NET that leaves out the pool in which the credits are bought.
fn trade_route(market: &Market, asset: &Asset, class: &str) -> Result<Route> {
    let primary = market.class(class)?.pool_id;
    let ways = routes(&market.pools()?, asset, &market.net());
    let found = ways.into_iter().find(|way| primary.is_none_or(|pool| !way.contains(&pool)));
    let pools = found.ok_or_else(|| {
        missing(format!("no pools lead from {} to NET", market.name(asset)), "pay with another asset")
    })?;
    Ok(Route { offer: asset.clone(), pools })
}

impl TradePlan {
    /// For machines.
    pub fn document(&self, market: &Market, trade: &Trade) -> Value {
        let exact_in = matches!(trade.exact, Exact::In(_));
        json!({
            "offer": market.name(&trade.offer),
            "want": market.name(&trade.want),
            "pools": self.pools,
            "paid": self.quote.paid.amount,
            "received": received(&self.quote),
            "min_received": exact_in.then(|| Uint128::new(self.bound)),
            "max_paid": (!exact_in).then(|| Uint128::new(self.bound)),
            "costs": self.quote.costs,
        })
    }

    /// For people.
    pub fn text(&self, market: &Market, trade: &Trade) -> String {
        let mut fields = crate::render::Fields::new();
        fields.add("pay", market.shown(&trade.offer, self.quote.paid.amount));
        fields.add("get", market.shown(&trade.want, received(&self.quote)));
        match trade.exact {
            Exact::In(_) => fields.add("at least", market.shown(&trade.want, self.bound.into())),
            Exact::Out(_) => fields.add("at most", market.shown(&trade.offer, self.bound.into())),
        };
        let pools: Vec<String> = self.pools.iter().map(u64::to_string).collect();
        fields.add("by pools", pools.join(", "));
        if let Some(cost) = self.quote.costs.first() {
            fields.add("price impact", crate::render::percent(cost.impact_bps.into()));
            for hop in &cost.hops {
                let fee = hop.lp_fee.u128().saturating_add(hop.protocol_fee.u128());
                fields.add(&format!("fee in pool {}", hop.pool_id), crate::money::grouped(fee));
            }
        }
        fields.text()
    }
}

/// What is said of a job's cost, once.
#[derive(Serialize)]
pub struct JobDocument<'a> {
    class: &'a str,
    gpus: u32,
    seconds: u64,
    credits: Uint128,
    cost: Uint128,
    take: Uint128,
    tip: Uint128,
    total: Uint128,
    max_payment: Uint128,
    provider_lock: Option<Uint128>,
    paid: Option<Uint128>,
    max_paid: Uint128,
}

impl JobPlan {
    /// For machines. NET base units; `paid` and `max_paid` are of what pays.
    pub fn document(&self) -> JobDocument<'_> {
        let tip = self.request.tip.unwrap_or_default();
        let total = self.quote.cost.saturating_add(self.quote.take).saturating_add(tip);
        JobDocument {
            class: &self.request.class,
            gpus: self.request.gpus,
            seconds: self.request.seconds,
            credits: self.quote.credits,
            cost: self.quote.cost,
            take: self.quote.take,
            tip,
            total,
            max_payment: self.request.max_payment,
            provider_lock: self.quote.lock,
            paid: self.paid,
            max_paid: self.most.into(),
        }
    }

    /// For people.
    pub fn text(&self, market: &Market, pay: &Pay) -> String {
        let said = self.document();
        let mut fields = crate::render::Fields::new();
        fields.add("credits", crate::money::gpu_time(said.credits.u128()));
        fields.add("they cost", market.net_shown(said.cost));
        fields.add("take", market.net_shown(said.take));
        fields.add("tip", market.net_shown(said.tip));
        fields.add("together", market.net_shown(said.total));
        fields.add("at most, without the tip", market.net_shown(said.max_payment));
        match pay {
            Pay::Credits => fields.add("paid with", "credits in your account; take and tip from its NET"),
            Pay::Asset(asset, place) => {
                fields.maybe("that is", said.paid.map(|paid| market.shown(asset, paid)));
                let from = if *place == Place::Wallet { "your wallet" } else { "your account" };
                fields.add(
                    "goes out of",
                    format!("{from}: {}, the rest comes back", market.shown(asset, said.max_paid)),
                )
            }
        };
        fields.maybe("a provider locks", self.quote.lock.map(|lock| market.net_shown(lock)));
        fields.text()
    }
}
