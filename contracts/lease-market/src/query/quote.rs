//! What a lease would cost, by what execution runs.

use api::common::{Asset, AssetAmount};
use api::job_market::PayWith;
use api::lease_market::QuoteResponse;
use api::pool::{Leg, LegReceived, Route};
use cosmwasm_std::{Deps, Env};
use serde::Deserialize;

use crate::error::ContractError;
use crate::funds::credits;
use crate::market::{self, Asked, Bill};
use crate::peers::{self, PoolQuery};
use crate::state::{self, Class, Config};

/// What is needed of the pool's answer. The rest is not decoded, because code that decodes takes room in the artifact.
#[derive(Deserialize)]
struct PoolQuote {
    paid: AssetAmount,
    legs: Vec<LegReceived>,
}

/// A lease whose price is asked for.
pub struct Quoted {
    pub class: String,
    pub gpus: u32,
    pub seconds: u64,
    pub pay_with: Option<PayWith>,
}

/// How it is paid for: what pays, the pools in which that buys credits, and those in which it buys NET.
struct Payment {
    offer: Asset,
    credits: Vec<u64>,
    net: Vec<u64>,
}

/// What it would cost in a fresh block now.
pub fn quote(deps: Deps, env: &Env, config: &Config, lease: Quoted) -> Result<QuoteResponse, ContractError> {
    let class = state::class(deps.storage, &lease.class)?;
    let bought = credits(lease.gpus, lease.seconds)?;
    let payment = Payment::of(config, &class, lease.pay_with.unwrap_or(PayWith::Net {}));
    let first = Leg { pools: payment.credits.clone(), amount_out: bought.into() };
    let (offer, net) = (payment.offer.clone(), peers::net(config));
    let answer = ask(deps, config, &offer, vec![first.clone()])?;
    let brought = match answer.legs.as_slice() {
        [leg] if leg.received.asset == Asset::cw20(&class.credit) => leg,
        _ => {
            return Err(ContractError::Field {
                field: "pay_with.route",
                expected: format!("one that ends in {net}, for which the primary pool sells credits"),
                got: format!("{offer} through pools {:?}", first.pools),
            })
        }
    };
    let swapped = (brought.last_in.asset == net).then_some(brought.last_in.amount.u128());

    let start_by = env.block.time.seconds().saturating_add(config.params.start_within);
    let (gpus, seconds) = (lease.gpus, lease.seconds);
    let asked = Asked { class: &lease.class, gpus, seconds, until: start_by.saturating_add(seconds) };
    let Bill { cost, worth, take, pledge } = market::bill(deps, env, config, &class, asked, swapped)?;
    let mut legs = vec![first];
    let pays = if offer == net {
        // The take comes out of what is left of the payment.
        let all = answer.paid.amount.u128().checked_add(take).ok_or(amm_math::MathError::Overflow)?;
        AssetAmount { asset: net, amount: all.into() }
    } else {
        legs.push(Leg { pools: payment.net, amount_out: take.into() });
        ask(deps, config, &offer, legs.clone())?.paid
    };
    Ok(QuoteResponse {
        credits: bought.into(),
        cost: cost.into(),
        worth: worth.into(),
        take: take.into(),
        pledge: pledge.into(),
        pays,
        legs,
    })
}

fn ask(deps: Deps, config: &Config, offer: &Asset, legs: Vec<Leg>) -> Result<PoolQuote, ContractError> {
    let question = PoolQuery::QuoteExactOut { offer: offer.clone(), legs };
    Ok(deps.querier.query_wasm_smart(&config.pool, &question)?)
}

impl Payment {
    fn of(config: &Config, class: &Class, pay_with: PayWith) -> Self {
        let primary = class.pool_id;
        match pay_with {
            PayWith::Net {} => Payment { offer: peers::net(config), credits: vec![primary], net: vec![] },
            PayWith::Credits {} => {
                Payment { offer: Asset::cw20(&class.credit), credits: vec![], net: vec![primary] }
            }
            PayWith::Route(Route { offer, pools }) => {
                let through = pools.iter().copied().chain([primary]).collect();
                Payment { offer, credits: through, net: pools }
            }
        }
    }
}
