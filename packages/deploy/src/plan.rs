//! The messages of a deployment, in order.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use api::common::{checked_addr, Asset, CREDIT};
use api::verifier_gateway::{MethodKind, MethodParams};
use cosmwasm_std::{to_json_binary, Api, Binary, Uint128};
use serde::Serialize;

use crate::address::{addresses, contract_salt, credit_address, label, lp_address, stake_address, Addresses};
use crate::observe::Observed;
use crate::wiring::{BackingWiring, ClassWiring, PoolWiring, Wiring};
use crate::{Checksum, Checksums, Code, Stored};

/// A deployment: who instantiates what at which address, then what the owner says.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Who instantiates; the addresses follow from it.
    pub creator: String,
    /// Where everything will be.
    pub addresses: Addresses,
    /// Eight instantiations; their order does not matter, no contract asks a peer while it starts.
    pub instantiations: Vec<Instantiation>,
    /// What the owner then sends, in this order.
    pub setup: Vec<Execution>,
    /// Code of the tokens that the pool, the registry, the stake pool and restaking instantiate.
    pub token_code_id: u64,
    /// Credit token of each class.
    pub credits: BTreeMap<String, String>,
}

/// One `instantiate2` (with `fix_msg` false).
#[derive(Clone, Debug)]
pub struct Instantiation {
    /// Which code.
    pub code: Code,
    /// Its id on this chain.
    pub code_id: u64,
    /// sha256 of its wasm.
    pub checksum: Checksum,
    /// Who may migrate.
    pub admin: String,
    /// Label.
    pub label: String,
    /// Salt.
    pub salt: Binary,
    /// Instantiate message.
    pub msg: Binary,
    /// Where it will be.
    pub address: String,
}

/// One message of the owner; none takes funds.
#[derive(Clone, Debug)]
pub struct Execution {
    /// What it does, for people.
    pub what: String,
    /// To which contract.
    pub contract: String,
    /// The message.
    pub msg: Binary,
    /// What there is once it has been sent.
    pub effect: Effect,
}

/// What a message of the owner brings about, and by which it can be told that it was sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The pool lists an asset.
    Listed(Asset),
    /// The registry has a class.
    Class(String),
    /// The pool of this id trades these assets.
    Pool {
        /// Its id.
        pool_id: u64,
        /// First asset.
        asset_0: Asset,
        /// Second asset.
        asset_1: Asset,
    },
    /// A class has its primary pool.
    ClassPool {
        /// The class.
        class: String,
        /// The pool.
        pool_id: u64,
    },
    /// The job-market takes jobs of a class.
    Market(String),
    /// Providers may pledge to this market.
    Pledges(String),
    /// The lease-market takes leases of a class.
    Leases(String),
    /// A class has a template of this number.
    Template {
        /// The class.
        class: String,
        /// The number.
        template: u32,
    },
    /// The fee-collector has a route for an asset.
    Route(Asset),
    /// Restaking takes an asset.
    Backing(Asset),
    /// The fee-collector may bring NET to a pool.
    LiquidityPool(u64),
}

impl Effect {
    /// Whether it is there. Refuses a pool or a class that is taken by something else, as no message could mend that.
    pub fn done(&self, on: &Observed) -> Result<bool> {
        let class = |id: &str| on.classes.iter().find(|class| class.class == *id);
        Ok(match self {
            Effect::Listed(asset) => on.assets.contains(asset),
            Effect::Class(id) => class(id).is_some(),
            Effect::Pool { pool_id, asset_0, asset_1 } => {
                let found = on.pools.iter().find(|pool| pool.pool_id == *pool_id);
                if let Some(pool) = found {
                    ensure!(
                        (&pool.asset_0, &pool.asset_1) == (asset_0, asset_1),
                        "pool {pool_id}: expected {asset_0} / {asset_1}, got {} / {}",
                        pool.asset_0,
                        pool.asset_1
                    );
                }
                found.is_some()
            }
            Effect::ClassPool { class: id, pool_id } => {
                let found = class(id).and_then(|class| class.pool_id);
                if let Some(got) = found {
                    ensure!(got == *pool_id, "class {id}: expected pool {pool_id}, got pool {got}");
                }
                found.is_some()
            }
            Effect::Market(id) => on.listed.contains_key(id),
            Effect::Pledges(market) => on.allows(market),
            Effect::Leases(id) => on.leased.contains_key(id),
            Effect::Template { class: id, template } => on
                .templates
                .get(id)
                .is_some_and(|templates| templates.iter().any(|entry| entry.template == *template)),
            Effect::Route(asset) => on.routes.iter().any(|route| route.asset == *asset),
            Effect::Backing(asset) => on.backing.iter().any(|known| known.asset == *asset),
            Effect::LiquidityPool(pool_id) => on.liquidity_pools.contains(pool_id),
        })
    }
}

impl Plan {
    /// What of the setup is still to be sent.
    pub fn remaining(&self, on: &Observed) -> Result<Vec<&Execution>> {
        let mut remaining = vec![];
        for step in &self.setup {
            if !step.effect.done(on).with_context(|| step.what.clone())? {
                remaining.push(step);
            }
        }
        Ok(remaining)
    }
}

/// Computes the plan from what the chain stored; see [`Wiring::settled`] for what of it is refused.
pub fn plan(api: &dyn Api, wiring: &Wiring, creator: &str, stored: &BTreeMap<Code, Stored>) -> Result<Plan> {
    wiring.check()?;
    check_verifiers(api, &wiring.methods)?;
    let checksums = wiring.settled(stored)?;
    let at = addresses(api, creator, &checksums, &wiring.salt)?;
    let of =
        |code: Code| stored.get(&code).copied().with_context(|| format!("{} is not stored", code.name()));
    let instantiation = |code: Code, address: &str, msg: Binary| -> Result<Instantiation> {
        let Stored { code_id, checksum } = of(code)?;
        Ok(Instantiation {
            code,
            code_id,
            checksum,
            admin: wiring.roles.owner.clone(),
            label: label(&wiring.salt, code),
            salt: Binary::from(contract_salt(&wiring.salt, code).into_bytes()),
            msg,
            address: address.to_owned(),
        })
    };
    let token_code_id = of(Code::Token)?.code_id;
    let instantiations = vec![
        instantiation(Code::Pool, &at.pool, pool_msg(wiring, &at, token_code_id)?)?,
        instantiation(
            Code::ProviderRegistry,
            &at.provider_registry,
            registry_msg(wiring, &at, token_code_id)?,
        )?,
        instantiation(Code::JobMarket, &at.job_market, job_market_msg(wiring, &at)?)?,
        instantiation(Code::VerifierGateway, &at.verifier_gateway, gateway_msg(wiring, &at)?)?,
        instantiation(Code::FeeCollector, &at.fee_collector, fee_collector_msg(wiring, &at)?)?,
        instantiation(Code::LeaseMarket, &at.lease_market, lease_market_msg(wiring, &at)?)?,
        instantiation(Code::Staking, &at.staking, staking_msg(wiring, &at, token_code_id)?)?,
        instantiation(Code::Restaking, &at.restaking, restaking_msg(wiring, &at, token_code_id)?)?,
    ];
    let credit = |class: &ClassWiring| {
        Ok((class.class.clone(), credit_address(api, &at.provider_registry, &checksums, &class.class)?))
    };
    let credits = wiring.classes.iter().map(credit).collect::<Result<_>>()?;
    refuse_stakers(api, wiring, &at, &checksums, &credits)?;
    let receipt = stake_address(api, &at.staking, &checksums)?;
    let setup = setup(wiring, &at, &credits, receipt)?;
    Ok(Plan { creator: creator.to_owned(), addresses: at, instantiations, setup, token_code_id, credits })
}

/// Refuses the address of an external verifier that is not one of this chain, as it writes it.
fn check_verifiers(api: &dyn Api, methods: &[MethodParams]) -> Result<()> {
    for (params, method) in methods.iter().zip(1u32..) {
        if let MethodKind::External { contract, .. } = &params.kind {
            checked_addr(api, "contract", contract)
                .with_context(|| format!("method {method} (`{}`)", params.name))?;
        }
    }
    Ok(())
}

/// Refuses a stakers' recipient that is one of the market's contracts or tokens, and so could never draw: nothing stands at
/// those addresses yet, so the fee-collector could not tell when it starts. The stake pool claims the share.
fn refuse_stakers(
    api: &dyn Api,
    wiring: &Wiring,
    at: &Addresses,
    checksums: &Checksums,
    credits: &BTreeMap<String, String>,
) -> Result<()> {
    let Some(stakers) = wiring.roles.stakers.as_ref() else { return Ok(()) };
    let refuse = |what: &str, address: &str| {
        ensure!(stakers != address, "roles.stakers: expected who can draw, got {stakers}, which is {what}");
        Ok(())
    };
    for (code, address) in at.all().into_iter().filter(|(code, _)| *code != Code::Staking) {
        refuse(code.name(), address)?;
    }
    for (class, address) in credits {
        refuse(&format!("the credit token of {class}"), address)?;
    }
    for pool_id in (1u64..).take(wiring.classes.len().saturating_add(wiring.pools.len())) {
        refuse(&format!("the LP token of pool {pool_id}"), &lp_address(api, &at.pool, checksums, pool_id)?)?;
    }
    refuse("the receipt of stakes", &stake_address(api, &at.staking, checksums)?)
}

fn pool_msg(wiring: &Wiring, at: &Addresses, token_code_id: u64) -> Result<Binary> {
    Ok(to_json_binary(&api::pool::InstantiateMsg {
        owner: wiring.roles.owner.clone(),
        guardian: wiring.roles.guardian.clone(),
        token_code_id,
        network_denom: wiring.network_denom.clone(),
        least: wiring.pool_least,
        peers: api::pool::Peers {
            provider_registry: at.provider_registry.clone(),
            job_market: at.job_market.clone(),
            fee_collector: at.fee_collector.clone(),
        },
    })?)
}

fn registry_msg(wiring: &Wiring, at: &Addresses, token_code_id: u64) -> Result<Binary> {
    Ok(to_json_binary(&api::provider_registry::InstantiateMsg {
        owner: wiring.roles.owner.clone(),
        guardian: wiring.roles.guardian.clone(),
        token_code_id,
        network_denom: wiring.network_denom.clone(),
        peers: api::provider_registry::Peers {
            pool: at.pool.clone(),
            job_market: at.job_market.clone(),
            fee_collector: at.fee_collector.clone(),
            restaking: Some(at.restaking.clone()),
        },
        params: wiring.registry.clone(),
    })?)
}

fn job_market_msg(wiring: &Wiring, at: &Addresses) -> Result<Binary> {
    Ok(to_json_binary(&api::job_market::InstantiateMsg {
        owner: wiring.roles.owner.clone(),
        guardian: wiring.roles.guardian.clone(),
        network_denom: wiring.network_denom.clone(),
        peers: api::job_market::Peers {
            pool: at.pool.clone(),
            provider_registry: at.provider_registry.clone(),
            verifier_gateway: at.verifier_gateway.clone(),
            fee_collector: at.fee_collector.clone(),
        },
        params: wiring.job_market_params(),
    })?)
}

fn gateway_msg(wiring: &Wiring, at: &Addresses) -> Result<Binary> {
    Ok(to_json_binary(&api::verifier_gateway::InstantiateMsg {
        owner: wiring.roles.owner.clone(),
        guardian: wiring.roles.guardian.clone(),
        job_market: at.job_market.clone(),
        timelock: wiring.method_timelock,
        methods: wiring.methods.clone(),
    })?)
}

fn fee_collector_msg(wiring: &Wiring, at: &Addresses) -> Result<Binary> {
    Ok(to_json_binary(&api::fee_collector::InstantiateMsg {
        owner: wiring.roles.owner.clone(),
        network_denom: wiring.network_denom.clone(),
        peers: api::fee_collector::Peers {
            pool: at.pool.clone(),
            job_market: at.job_market.clone(),
            provider_registry: at.provider_registry.clone(),
        },
        split: wiring.split,
        stakers: wiring.roles.stakers.clone().unwrap_or_else(|| at.staking.clone()),
    })?)
}

fn lease_market_msg(wiring: &Wiring, at: &Addresses) -> Result<Binary> {
    Ok(to_json_binary(&api::lease_market::InstantiateMsg {
        owner: wiring.roles.owner.clone(),
        guardian: wiring.roles.guardian.clone(),
        network_denom: wiring.network_denom.clone(),
        peers: api::lease_market::Peers {
            pool: at.pool.clone(),
            provider_registry: at.provider_registry.clone(),
            fee_collector: at.fee_collector.clone(),
        },
        params: wiring.lease_market_params(),
    })?)
}

fn staking_msg(wiring: &Wiring, at: &Addresses, token_code_id: u64) -> Result<Binary> {
    Ok(to_json_binary(&api::staking::InstantiateMsg {
        network_denom: wiring.network_denom.clone(),
        fee_collector: at.fee_collector.clone(),
        token_code_id,
        token_admin: wiring.roles.owner.clone(),
    })?)
}

fn restaking_msg(wiring: &Wiring, at: &Addresses, token_code_id: u64) -> Result<Binary> {
    Ok(to_json_binary(&api::restaking::InstantiateMsg {
        owner: wiring.roles.owner.clone(),
        network_denom: wiring.network_denom.clone(),
        peers: api::restaking::Peers {
            provider_registry: at.provider_registry.clone(),
            fee_collector: at.fee_collector.clone(),
            staking: at.staking.clone(),
        },
        token_code_id,
        token_admin: wiring.roles.owner.clone(),
        least: wiring.restaking.least,
    })?)
}

/// Lists assets, adds classes, creates pools, opens the classes, names the fee-collector's routes and pools: in an order in
/// which each message finds what it needs.
fn setup(
    wiring: &Wiring,
    at: &Addresses,
    credits: &BTreeMap<String, String>,
    receipt: String,
) -> Result<Vec<Execution>> {
    let mut steps = Steps { at, steps: vec![] };
    for asset in &wiring.assets {
        steps.list(format!("list {asset}"), asset)?;
    }
    steps.push(
        "let providers pledge to the lease-market".into(),
        &at.provider_registry,
        Effect::Pledges(at.lease_market.clone()),
        &api::provider_registry::ExecuteMsg::AllowMarket { market: at.lease_market.clone(), allowed: true },
    )?;
    for class in &wiring.classes {
        let id = &class.class;
        let credit = Asset::cw20(credits.get(id).context("a class of the plan has a credit token")?);
        let pool_id = wiring.class_pool_id(id).context("a class of the wiring has a pool")?;
        steps.push(
            format!("add class {id}"),
            &at.provider_registry,
            Effect::Class(id.clone()),
            &api::provider_registry::ExecuteMsg::AddClass {
                class: id.clone(),
                credit_symbol: class.credit_symbol.clone(),
                params: class.params.clone(),
            },
        )?;
        steps.list(format!("list the credits of {id}"), &credit)?;
        steps.create_pool(
            format!("create the pool of {id}"),
            pool_id,
            PoolWiring {
                asset_0: credit,
                asset_1: Asset::native(&wiring.network_denom),
                fees: class.fees,
                lp_symbol: class.lp_symbol.clone(),
                // A class names the price of a whole credit.
                reference_0: Uint128::new(CREDIT),
                reference_1: class.params.price_init,
                launch: class.launch,
            },
        )?;
        steps.push(
            format!("name the pool of {id}"),
            &at.provider_registry,
            Effect::ClassPool { class: id.clone(), pool_id },
            &api::provider_registry::ExecuteMsg::SetClassPool { class: id.clone(), pool_id },
        )?;
        steps.push(
            format!("open the market for {id}"),
            &at.job_market,
            Effect::Market(id.clone()),
            &api::job_market::ExecuteMsg::ListClass { class: id.clone(), terms: class.terms },
        )?;
        steps.push(
            format!("open the lease-market for {id}"),
            &at.lease_market,
            Effect::Leases(id.clone()),
            &api::lease_market::ExecuteMsg::ListClass { class: id.clone(), terms: class.lease_terms() },
        )?;
        for (template, terms) in (1..).zip(&class.templates) {
            steps.push(
                format!("register template {template} of {id}"),
                &at.job_market,
                Effect::Template { class: id.clone(), template },
                &api::job_market::ExecuteMsg::SetTemplate {
                    class: id.clone(),
                    template,
                    terms: Some(terms.clone()),
                },
            )?;
        }
    }
    for (pool, pool_id) in wiring.pools.iter().zip(wiring.first_further_pool()?..) {
        let what = format!("create the pool {} / {}", pool.asset_0, pool.asset_1);
        steps.create_pool(what, pool_id, pool.clone())?;
    }
    for BackingWiring { asset, unit } in wiring.all_backing(&receipt) {
        let effect = Effect::Backing(asset.clone());
        let what = format!("let {asset} back providers");
        let msg = api::restaking::ExecuteMsg::ListAsset { asset, unit };
        steps.push(what, &at.restaking, effect, &msg)?;
    }
    for (asset, pools) in wiring.all_routes(credits)? {
        let effect = Effect::Route(asset.clone());
        let msg = api::fee_collector::ExecuteMsg::SetRoute { asset: asset.clone(), pools };
        steps.push(format!("name the route of {asset}"), &at.fee_collector, effect, &msg)?;
    }
    for pool_id in wiring.all_liquidity_pools() {
        let msg = api::fee_collector::ExecuteMsg::SetLiquidityPool { pool_id, allowed: true };
        let what = format!("let liquidity go to pool {pool_id}");
        steps.push(what, &at.fee_collector, Effect::LiquidityPool(pool_id), &msg)?;
    }
    Ok(steps.steps)
}

struct Steps<'a> {
    at: &'a Addresses,
    steps: Vec<Execution>,
}

impl Steps<'_> {
    fn push(&mut self, what: String, contract: &str, effect: Effect, msg: &impl Serialize) -> Result<()> {
        let (contract, msg) = (contract.to_owned(), to_json_binary(msg)?);
        self.steps.push(Execution { what, contract, msg, effect });
        Ok(())
    }

    fn list(&mut self, what: String, asset: &Asset) -> Result<()> {
        let msg = api::pool::ExecuteMsg::ListAsset { asset: asset.clone() };
        self.push(what, &self.at.pool.clone(), Effect::Listed(asset.clone()), &msg)
    }

    fn create_pool(&mut self, what: String, pool_id: u64, pool: PoolWiring) -> Result<()> {
        let PoolWiring { asset_0, asset_1, fees, lp_symbol, reference_0, reference_1, launch } = pool;
        let effect = Effect::Pool { pool_id, asset_0: asset_0.clone(), asset_1: asset_1.clone() };
        let msg = api::pool::ExecuteMsg::CreatePool {
            asset_0,
            asset_1,
            fees,
            lp_symbol,
            reference_0,
            reference_1,
            launch,
        };
        self.push(what, &self.at.pool.clone(), effect, &msg)
    }
}
