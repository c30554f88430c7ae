//! What a job would cost, by what execution runs.

use api::common::AssetAmount;
use api::job_market::{PayWith, QuoteResponse};
use api::pool::{Leg, LegReceived, Route};
use api::provider_registry::raw::totals;
use cosmwasm_std::{Deps, Env, StdError, Uint128};
use serde::Deserialize;

use crate::error::ContractError;
use crate::job::terms;
use crate::peers::{PoolQuery, RegistryQuery};
use crate::state::{self, Class, Config, CONFIG};
use crate::{market, method, occupancy, peers};

/// What is needed of the pool's answer. The rest is not decoded, because code that decodes takes room in the artifact.
#[derive(Deserialize)]
struct PoolQuote {
    paid: AssetAmount,
    legs: Vec<LegReceived>,
}

/// A job whose price is asked for.
pub struct Quoted {
    pub class: String,
    pub gpus: u32,
    pub seconds: u64,
    pub method: Option<u32>,
    pub declared_value: Option<Uint128>,
    pub tip: Option<Uint128>,
    pub pay_with: Option<PayWith>,
}

/// What it would cost in a fresh block now.
pub fn quote(deps: Deps, env: &Env, job: Quoted) -> Result<QuoteResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let class = state::class(deps.storage, &job.class)?;
    let credits = terms::credits(job.gpus, job.seconds)?;
    let payment = Payment::read(&config, &class, credits, job.pay_with)?;
    let swapped = payment.swapped(deps, &config)?;

    let totals = totals(deps.querier, &config.provider_registry, &job.class)?;
    let proven = market::capacity(&totals, &job.class)?;
    let now = env.block.time.seconds();
    let least = job.seconds.saturating_add(terms::SLACK);
    market::require_until(&totals, &job.class, now.saturating_add(least))?;
    let cost = market::cost(deps.querier, &config, &class, env, credits, swapped)?;
    let before = occupancy::load(deps.storage, &job.class)?;
    let take = occupancy::charge(before, &class.terms.take, now, proven, credits, cost.worth)?.take;

    let tip = job.tip.unwrap_or_default();
    let owed = tip.checked_add(take.into()).map_err(StdError::from)?;
    let (pays, legs) = payment.whole(deps, &config, cost.paid, owed)?;
    let lock =
        job.method.map(|method| lock(deps, &config, cost.worth, job.declared_value, method)).transpose()?;
    Ok(QuoteResponse {
        credits: credits.into(),
        cost: cost.paid.into(),
        worth: cost.worth.into(),
        take: take.into(),
        tip,
        lock,
        pays,
        legs,
    })
}

/// The registry's quote of the lock for a job that is worth so much.
fn lock(
    deps: Deps,
    config: &Config,
    worth: u128,
    declared_value: Option<Uint128>,
    id: u32,
) -> Result<Uint128, ContractError> {
    let question = RegistryQuery::QuoteLock {
        cost: worth.into(),
        declared_value: declared_value.unwrap_or_default(),
        detection_bps: method::status(deps.querier, config, id)?.detection_bps,
    };
    Ok(deps.querier.query_wasm_smart(&config.provider_registry, &question)?)
}

/// How the job is paid for.
struct Payment {
    /// What pays, and its way to NET; none for credits that are there already.
    route: Option<Route>,
    /// Credits that are there already, or that the first leg buys.
    credits: AssetAmount,
    first: Leg,
}

impl Payment {
    fn read(
        config: &Config,
        class: &Class,
        credits: u128,
        pay_with: Option<PayWith>,
    ) -> Result<Self, ContractError> {
        let amount_out = credits.into();
        let credits = AssetAmount { asset: api::common::Asset::cw20(&class.credit), amount: amount_out };
        let route = match pay_with.unwrap_or(PayWith::Net {}) {
            PayWith::Net {} => Route { offer: peers::net(config), pools: vec![] },
            PayWith::Route(route) => route,
            PayWith::Credits {} => {
                return Ok(Payment { route: None, credits, first: Leg { pools: vec![], amount_out } })
            }
        };
        let mut pools = route.pools.clone();
        pools.push(class.pool_id);
        Ok(Payment { route: Some(route), credits, first: Leg { pools, amount_out } })
    }

    /// NET that the primary pool takes for the credits; none where nothing is swapped for them.
    fn swapped(&self, deps: Deps, config: &Config) -> Result<Option<u128>, ContractError> {
        let Some(Route { offer, .. }) = &self.route else { return Ok(None) };
        let question = PoolQuery::QuoteExactOut { offer: offer.clone(), legs: vec![self.first.clone()] };
        let answer: PoolQuote = deps.querier.query_wasm_smart(&config.pool, &question)?;
        match answer.legs.as_slice() {
            [leg] if leg.last_in.asset == peers::net(config) && leg.received == self.credits => {
                Ok(Some(leg.last_in.amount.u128()))
            }
            _ => Err(ContractError::Field {
                field: "pay_with.route",
                expected: format!(
                    "one that ends in {}, for which the primary pool sells credits",
                    config.network_denom
                ),
                got: format!("{offer} through pools {:?}", self.first.pools),
            }),
        }
    }

    /// All that is paid for credits of that cost and for `owed` NET, and the legs that do it.
    fn whole(
        self,
        deps: Deps,
        config: &Config,
        cost: u128,
        owed: Uint128,
    ) -> Result<(Vec<AssetAmount>, Vec<Leg>), ContractError> {
        let net = |amount| AssetAmount { asset: peers::net(config), amount };
        let mut legs = vec![self.first];
        let pays = match self.route {
            None => vec![self.credits, net(owed)],
            // Take and tip come out of what is left of the payment.
            Some(Route { pools, .. }) if pools.is_empty() => {
                vec![net(owed.checked_add(cost.into()).map_err(StdError::from)?)]
            }
            Some(Route { offer, pools }) => {
                legs.push(Leg { pools, amount_out: owed });
                let question = PoolQuery::QuoteExactOut { offer, legs: legs.clone() };
                vec![deps.querier.query_wasm_smart::<PoolQuote>(&config.pool, &question)?.paid]
            }
        };
        Ok((pays, legs))
    }
}
