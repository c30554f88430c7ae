//! A market as it stands: everything that its contracts say of themselves, on whatever chain.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use api::common::{Asset, CREDIT};
use api::job_market::ClassTerms;
use api::paging::MAX_PAGE;
use api::provider_registry::StandardJob;
use api::{
    fee_collector, job_market, lease_market, pool, provider_registry, restaking, staking, verifier_gateway,
};
use cosmwasm_std::{to_json_binary, Binary, Uint128};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{json, Value};

use crate::{Addresses, Code};

/// How contracts are asked.
pub trait Ask {
    /// A smart query: JSON in, JSON out.
    fn smart(&self, contract: &str, query: Binary) -> Result<Binary>;
    /// What a contract stores under a key.
    fn raw(&self, contract: &str, key: &[u8]) -> Result<Option<Binary>>;
}

/// The cw2 record of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Cw2 {
    /// Its name.
    pub contract: String,
    /// Its version.
    pub version: String,
}

/// A class as a market stores it, with the terms that it has there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed<T> {
    /// Its credit token.
    pub credit: String,
    /// Its primary pool.
    pub pool_id: u64,
    /// Its terms.
    pub terms: T,
}

/// What the contracts answered.
#[derive(Clone, Debug)]
pub struct Observed {
    /// Owner of each contract that has one; none, once renounced.
    pub owners: BTreeMap<Code, Option<String>>,
    /// The pool's configuration.
    pub pool: pool::ConfigResponse,
    /// Listed assets.
    pub assets: Vec<Asset>,
    /// Pools by id.
    pub pools: Vec<pool::PoolResponse>,
    /// The registry's configuration.
    pub registry: provider_registry::ConfigResponse,
    /// Markets beside the job-market, by address.
    pub markets: Vec<provider_registry::MarketEntry>,
    /// Classes by id.
    pub classes: Vec<provider_registry::ClassResponse>,
    /// The job-market's configuration.
    pub job_market: job_market::ConfigResponse,
    /// Classes that the job-market has open, by id.
    pub listed: BTreeMap<String, Listed<ClassTerms>>,
    /// Their templates, by class.
    pub templates: BTreeMap<String, Vec<job_market::TemplateEntry>>,
    /// The lease-market's configuration.
    pub lease_market: lease_market::ConfigResponse,
    /// Classes that the lease-market has open, by id.
    pub leased: BTreeMap<String, Listed<lease_market::ClassTerms>>,
    /// The gateway's configuration.
    pub gateway: verifier_gateway::ConfigResponse,
    /// Verification methods by id.
    pub methods: Vec<verifier_gateway::MethodResponse>,
    /// The fee-collector's configuration.
    pub fee_collector: fee_collector::ConfigResponse,
    /// By which pools it sells each asset for NET.
    pub routes: Vec<fee_collector::AssetRoute>,
    /// Pools to which it may bring NET, by id.
    pub liquidity_pools: Vec<u64>,
    /// The stake pool's configuration.
    pub staking: staking::ConfigResponse,
    /// The configuration of restaking.
    pub restaking: restaking::ConfigResponse,
    /// Assets that may back, by their numbers.
    pub backing: Vec<restaking::ListedAsset>,
}

#[derive(Deserialize)]
struct Ownership {
    owner: Option<String>,
}

impl Observed {
    /// Asks all eight contracts.
    pub fn of(chain: &dyn Ask, at: &Addresses) -> Result<Self> {
        let owners = at.all().into_iter().filter(|(code, _)| code.has_owner()).map(|(code, address)| {
            let answer: Ownership = ask(chain, address, &json!({ "ownership": {} }))?;
            Ok((code, answer.owner))
        });
        let classes = all(
            |after: Option<String>| {
                let query = provider_registry::QueryMsg::Classes {
                    order: None,
                    start_after: after,
                    limit: Some(MAX_PAGE),
                };
                let page: provider_registry::ClassesResponse = ask(chain, &at.provider_registry, &query)?;
                Ok(page.classes)
            },
            |class| class.class.clone(),
        )?;
        let listed: BTreeMap<String, Listed<ClassTerms>> = listed_in(chain, &at.job_market, &classes)?;
        let templates = listed.keys().map(|class| {
            let query = job_market::QueryMsg::Templates { class: class.clone() };
            let answer: job_market::TemplatesResponse = ask(chain, &at.job_market, &query)?;
            Ok((class.clone(), answer.templates))
        });
        Ok(Self {
            templates: templates.collect::<Result<_>>()?,
            owners: owners.collect::<Result<_>>()?,
            pool: ask(chain, &at.pool, &pool::QueryMsg::Config {})?,
            assets: all(
                |after| {
                    let query =
                        pool::QueryMsg::Assets { order: None, start_after: after, limit: Some(MAX_PAGE) };
                    let page: pool::AssetsResponse = ask(chain, &at.pool, &query)?;
                    Ok(page.assets)
                },
                Asset::clone,
            )?,
            pools: all(
                |after| {
                    let query =
                        pool::QueryMsg::Pools { order: None, start_after: after, limit: Some(MAX_PAGE) };
                    let page: pool::PoolsResponse = ask(chain, &at.pool, &query)?;
                    Ok(page.pools)
                },
                |pool| pool.pool_id,
            )?,
            registry: ask(chain, &at.provider_registry, &provider_registry::QueryMsg::Config {})?,
            markets: all(
                |after: Option<String>| {
                    let query = provider_registry::QueryMsg::Markets {
                        order: None,
                        start_after: after,
                        limit: Some(MAX_PAGE),
                    };
                    let page: provider_registry::MarketsResponse = ask(chain, &at.provider_registry, &query)?;
                    Ok(page.markets)
                },
                |market| market.market.to_string(),
            )?,
            listed,
            leased: listed_in(chain, &at.lease_market, &classes)?,
            lease_market: ask(chain, &at.lease_market, &lease_market::QueryMsg::Config {})?,
            classes,
            job_market: ask(chain, &at.job_market, &job_market::QueryMsg::Config {})?,
            gateway: ask(chain, &at.verifier_gateway, &verifier_gateway::QueryMsg::Config {})?,
            methods: all(
                |after| {
                    let query = verifier_gateway::QueryMsg::Methods {
                        order: None,
                        start_after: after,
                        limit: Some(MAX_PAGE),
                    };
                    let page: verifier_gateway::MethodsResponse = ask(chain, &at.verifier_gateway, &query)?;
                    Ok(page.methods)
                },
                |method| method.method,
            )?,
            fee_collector: ask(chain, &at.fee_collector, &fee_collector::QueryMsg::Config {})?,
            routes: all(
                |after| {
                    let query = fee_collector::QueryMsg::Routes {
                        order: None,
                        start_after: after,
                        limit: Some(MAX_PAGE),
                    };
                    let page: fee_collector::RoutesResponse = ask(chain, &at.fee_collector, &query)?;
                    Ok(page.routes)
                },
                |route| route.asset.clone(),
            )?,
            liquidity_pools: liquidity_pools(chain, &at.fee_collector)?,
            staking: ask(chain, &at.staking, &staking::QueryMsg::Config {})?,
            restaking: ask(chain, &at.restaking, &restaking::QueryMsg::Config {})?,
            backing: ask::<restaking::AssetsResponse>(chain, &at.restaking, &restaking::QueryMsg::Assets {})?
                .assets,
        })
    }

    /// What a contract would have to be told today to start as it stands: its instantiate message.
    pub fn instantiate_msg(&self, code: Code) -> Result<Value> {
        let owner = self.owners.get(&code).cloned().flatten().unwrap_or_else(|| "nobody".into());
        let msg = match code {
            Code::Pool => to_value(&self.pool)?,
            Code::ProviderRegistry => to_value(&self.registry)?,
            Code::JobMarket => to_value(&self.job_market)?,
            Code::VerifierGateway => {
                let methods: Vec<_> = self.methods.iter().map(|method| &method.params).collect();
                with(to_value(&self.gateway)?, "methods", to_value(&methods)?)
            }
            Code::FeeCollector => to_value(&self.fee_collector)?,
            Code::LeaseMarket => to_value(&self.lease_market)?,
            Code::Staking => to_value(&self.staking)?,
            Code::Restaking => to_value(&self.restaking)?,
            Code::Token => Value::Null,
        };
        Ok(with(msg, "owner", owner.into()))
    }

    /// The standard jobs of a class as its templates and terms in the job-market make them: what the registry is to
    /// have been told.
    pub fn standard(&self, class: &str) -> Option<StandardJob> {
        let gpus = self.listed.get(class)?.terms.standard_gpus;
        let jobs = self.templates.get(class)?.iter().map(|entry| {
            let credits = |units: u64| {
                let seconds = Uint128::from(entry.terms.unit_seconds).saturating_mul(units.into());
                seconds.saturating_mul(gpus.into()).saturating_mul(CREDIT.into())
            };
            StandardJob { gpus, least: credits(entry.terms.min_units), most: credits(entry.terms.max_units) }
        });
        jobs.reduce(|all, job| StandardJob {
            gpus,
            least: all.least.min(job.least),
            most: all.most.max(job.most),
        })
    }

    /// Whether providers may pledge to a market.
    pub fn allows(&self, market: &str) -> bool {
        self.markets.iter().any(|entry| entry.market.as_str() == market && entry.allowed)
    }

    /// Every token of the market: the credits of each class, then the LP shares of each pool, then the receipt of stakes.
    pub fn tokens(&self) -> Vec<String> {
        let credits = self.classes.iter().map(|class| class.credit.to_string());
        let shares = self.pools.iter().map(|pool| pool.lp_token.clone());
        credits.chain(shares).chain([self.staking.token.to_string()]).collect()
    }
}

/// The cw2 record of a contract.
pub fn cw2(chain: &dyn Ask, contract: &str) -> Result<Cw2> {
    let bytes = chain.raw(contract, b"contract_info")?;
    let bytes = bytes.with_context(|| format!("{contract} has no cw2 record"))?;
    serde_json::from_slice(&bytes).with_context(|| format!("the cw2 record of {contract}"))
}

/// No market answers a query for what it knows of a class, so its record is read: `k` and the class id, in postcard.
fn listed_in<T: DeserializeOwned>(
    chain: &dyn Ask,
    market: &str,
    classes: &[provider_registry::ClassResponse],
) -> Result<BTreeMap<String, Listed<T>>> {
    let mut found = BTreeMap::new();
    for class in classes {
        let key = [b"k", class.class.as_bytes()].concat();
        if let Some(bytes) = chain.raw(market, &key)? {
            let record = postcard::from_bytes(&bytes)
                .with_context(|| format!("the record of class {} in {market}", class.class))?;
            found.insert(class.class.clone(), record);
        }
    }
    Ok(found)
}

/// Pools to which the fee-collector may bring NET.
fn liquidity_pools(chain: &dyn Ask, fee_collector: &str) -> Result<Vec<u64>> {
    let pools = all(
        |after| {
            let query =
                fee_collector::QueryMsg::Treasury { order: None, start_after: after, limit: Some(MAX_PAGE) };
            let page: fee_collector::TreasuryResponse = ask(chain, fee_collector, &query)?;
            Ok(page.pools)
        },
        |pool| pool.pool_id,
    )?;
    Ok(pools.iter().filter(|pool| pool.allowed).map(|pool| pool.pool_id).collect())
}

fn ask<A: DeserializeOwned>(chain: &dyn Ask, contract: &str, query: &impl Serialize) -> Result<A> {
    let query = to_json_binary(query)?;
    let text = || String::from_utf8_lossy(&query).into_owned();
    let answer =
        chain.smart(contract, query.clone()).with_context(|| format!("asked {contract} {}", text()))?;
    serde_json::from_slice(&answer).with_context(|| format!("the answer of {contract} to {}", text()))
}

/// All pages of a list.
fn all<T, K>(page: impl Fn(Option<K>) -> Result<Vec<T>>, key: impl Fn(&T) -> K) -> Result<Vec<T>> {
    let mut found = vec![];
    loop {
        let next = page(found.last().map(&key))?;
        if next.is_empty() {
            return Ok(found);
        }
        found.extend(next);
    }
}

fn to_value(value: &impl Serialize) -> Result<Value> {
    Ok(serde_json::to_value(value)?)
}

fn with(mut object: Value, field: &str, value: Value) -> Value {
    if let Value::Object(fields) = &mut object {
        fields.insert(field.to_owned(), value);
    }
    object
}
