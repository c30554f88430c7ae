//! The messages of a deployment, in order.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use api::common::Asset;
use cosmwasm_std::{to_json_binary, Api, Binary, Uint128};
use serde::{Deserialize, Serialize};

use crate::address::{addresses, contract_salt, credit_address, Addresses};
use crate::wiring::Wiring;
use crate::{Checksum, Checksums, Code, Stored};

/// Base units of a whole credit, whose price a class names.
const CREDIT: Uint128 = Uint128::new(1_000_000);

/// A deployment: who instantiates what at which address, then what the owner says.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Who instantiates; the addresses follow from it.
    pub creator: String,
    /// Where everything will be.
    pub addresses: Addresses,
    /// Five instantiations; their order does not matter, no contract asks a peer while it starts.
    pub instantiations: Vec<Instantiation>,
    /// What the owner then sends, in this order.
    pub setup: Vec<Execution>,
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
}

/// A contract as it was deployed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// The chain.
    pub chain_id: String,
    /// Which contract.
    pub contract: String,
    /// Its code.
    pub code_id: u64,
    /// sha256 of the code, hex.
    pub checksum: String,
    /// Where it is.
    pub address: String,
    /// Its cw2 version.
    pub version: String,
}

impl Plan {
    /// What the deployment is to be recorded as, once it has been carried out: every contract, in the order of its
    /// instantiation.
    pub fn manifest(&self, chain_id: &str) -> Vec<ManifestEntry> {
        let entry = |step: &Instantiation| ManifestEntry {
            chain_id: chain_id.to_owned(),
            contract: step.code.name().to_owned(),
            code_id: step.code_id,
            checksum: hex::encode(step.checksum),
            address: step.address.clone(),
            // Contracts and plan share the workspace's version.
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        self.instantiations.iter().map(entry).collect()
    }
}

/// Computes the plan from what the chain stored; see [`Wiring::settled`] for what of it is refused.
pub fn plan(api: &dyn Api, wiring: &Wiring, creator: &str, stored: &BTreeMap<Code, Stored>) -> Result<Plan> {
    wiring.check()?;
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
            label: format!("compute-amm {}", code.name()),
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
    ];
    let setup = setup(api, wiring, &at, &checksums)?;
    Ok(Plan { creator: creator.to_owned(), addresses: at, instantiations, setup })
}

fn pool_msg(wiring: &Wiring, at: &Addresses, token_code_id: u64) -> Result<Binary> {
    Ok(to_json_binary(&api::pool::InstantiateMsg {
        owner: wiring.roles.owner.clone(),
        guardian: wiring.roles.guardian.clone(),
        token_code_id,
        network_denom: wiring.network_denom.clone(),
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
        params: wiring.job_market,
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
        stakers: wiring.roles.stakers.clone(),
    })?)
}

/// Lists assets, adds classes, creates pools, opens the classes: in an order in which each message finds what it needs.
fn setup(api: &dyn Api, wiring: &Wiring, at: &Addresses, checksums: &Checksums) -> Result<Vec<Execution>> {
    let mut steps = Steps { at, steps: vec![] };
    for asset in &wiring.assets {
        steps.pool(format!("list {asset}"), &api::pool::ExecuteMsg::ListAsset { asset: asset.clone() })?;
    }
    for class in &wiring.classes {
        let id = &class.class;
        let credit = Asset::cw20(credit_address(api, &at.provider_registry, checksums, id)?);
        steps.registry(
            format!("add class {id}"),
            &api::provider_registry::ExecuteMsg::AddClass {
                class: id.clone(),
                credit_symbol: class.credit_symbol.clone(),
                params: class.params.clone(),
            },
        )?;
        steps.pool(
            format!("list the credits of {id}"),
            &api::pool::ExecuteMsg::ListAsset { asset: credit.clone() },
        )?;
        steps.pool(
            format!("create the pool of {id}"),
            &api::pool::ExecuteMsg::CreatePool {
                asset_0: credit,
                asset_1: Asset::native(&wiring.network_denom),
                fees: class.fees,
                lp_symbol: class.lp_symbol.clone(),
                reference_0: CREDIT,
                reference_1: class.params.price_init,
            },
        )?;
        let pool_id = wiring.class_pool_id(id).context("a class of the wiring has a pool")?;
        steps.registry(
            format!("name the pool of {id}"),
            &api::provider_registry::ExecuteMsg::SetClassPool { class: id.clone(), pool_id },
        )?;
        steps.job_market(
            format!("open the market for {id}"),
            &api::job_market::ExecuteMsg::ListClass { class: id.clone(), take: class.take },
        )?;
    }
    for pool in &wiring.pools {
        steps.pool(
            format!("create the pool {} / {}", pool.asset_0, pool.asset_1),
            &api::pool::ExecuteMsg::CreatePool {
                asset_0: pool.asset_0.clone(),
                asset_1: pool.asset_1.clone(),
                fees: pool.fees,
                lp_symbol: pool.lp_symbol.clone(),
                reference_0: pool.reference_0,
                reference_1: pool.reference_1,
            },
        )?;
    }
    Ok(steps.steps)
}

struct Steps<'a> {
    at: &'a Addresses,
    steps: Vec<Execution>,
}

impl Steps<'_> {
    fn push(&mut self, what: String, contract: String, msg: &impl Serialize) -> Result<()> {
        self.steps.push(Execution { what, contract, msg: to_json_binary(msg)? });
        Ok(())
    }

    fn pool(&mut self, what: String, msg: &api::pool::ExecuteMsg) -> Result<()> {
        self.push(what, self.at.pool.clone(), msg)
    }

    fn registry(&mut self, what: String, msg: &api::provider_registry::ExecuteMsg) -> Result<()> {
        self.push(what, self.at.provider_registry.clone(), msg)
    }

    fn job_market(&mut self, what: String, msg: &api::job_market::ExecuteMsg) -> Result<()> {
        self.push(what, self.at.job_market.clone(), msg)
    }
}
