//! What a deployment is recorded as: the file that every other tool reads to find a market.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use api::common::Asset;
use serde::{Deserialize, Serialize};

use crate::observe::Observed;
use crate::plan::{Instantiation, Plan};
use crate::wiring::Wiring;
use crate::{Checksum, Checksums, Code};

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

/// A pool of the market.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolEntry {
    /// Its id.
    pub pool_id: u64,
    /// First asset.
    pub asset_0: Asset,
    /// Second asset.
    pub asset_1: Asset,
    /// Its LP token.
    pub lp_token: String,
}

/// A market on a chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The chain.
    pub chain_id: String,
    /// Block in which the contracts came into being.
    pub height: u64,
    /// Who instantiated them: governance.
    pub creator: String,
    /// Salt of the wiring.
    pub salt: String,
    /// The network token.
    pub network_denom: String,
    /// The first checksum of each code, hex, from which every address follows; upgrades leave them.
    pub checksums: BTreeMap<Code, String>,
    /// The eight contracts, as they run now.
    pub contracts: Vec<ManifestEntry>,
    /// Credit token of each class.
    pub credits: BTreeMap<String, String>,
    /// Every pool.
    pub pools: Vec<PoolEntry>,
    /// The tokens of `credits` and `pools` and the receipt of stakes, as they run now.
    pub tokens: Vec<ManifestEntry>,
}

/// What runs at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Its code.
    pub code_id: u64,
    /// sha256 of the code.
    pub checksum: Checksum,
    /// Its cw2 version.
    pub version: String,
}

impl Plan {
    /// The record of every contract once the plan has been carried out, in the order of instantiation.
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

impl Manifest {
    /// The record of a market that stands; `running` says of each contract and token what runs there.
    pub fn of(
        chain_id: &str,
        height: u64,
        wiring: &Wiring,
        plan: &Plan,
        first: &Checksums,
        on: &Observed,
        running: &BTreeMap<String, Running>,
    ) -> Result<Self> {
        let entry = |contract: &str, address: &str| -> Result<ManifestEntry> {
            let now = running.get(address).with_context(|| format!("nothing is known of {address}"))?;
            Ok(ManifestEntry {
                chain_id: chain_id.to_owned(),
                contract: contract.to_owned(),
                code_id: now.code_id,
                checksum: hex::encode(now.checksum),
                address: address.to_owned(),
                version: now.version.clone(),
            })
        };
        let pool = |pool: &api::pool::PoolResponse| PoolEntry {
            pool_id: pool.pool_id,
            asset_0: pool.asset_0.clone(),
            asset_1: pool.asset_1.clone(),
            lp_token: pool.lp_token.clone(),
        };
        let contracts = plan.addresses.all().into_iter().map(|(code, address)| entry(code.name(), address));
        let tokens = on.tokens();
        let tokens = tokens.iter().map(|token| entry(Code::Token.name(), token));
        Ok(Self {
            chain_id: chain_id.to_owned(),
            height,
            creator: plan.creator.clone(),
            salt: wiring.salt.clone(),
            network_denom: wiring.network_denom.clone(),
            checksums: first.iter().map(|(code, checksum)| (*code, hex::encode(checksum))).collect(),
            contracts: contracts.collect::<Result<_>>()?,
            credits: on.classes.iter().map(|c| (c.class.clone(), c.credit.to_string())).collect(),
            pools: on.pools.iter().map(pool).collect(),
            tokens: tokens.collect::<Result<_>>()?,
        })
    }

    /// Where a contract is.
    pub fn address(&self, code: Code) -> Result<&str> {
        let found = self.contracts.iter().find(|entry| entry.contract == code.name());
        Ok(&found.with_context(|| format!("the manifest names no {}", code.name()))?.address)
    }

    /// Where all eight are.
    pub fn addresses(&self) -> Result<crate::Addresses> {
        let at = |code| self.address(code).map(str::to_owned);
        Ok(crate::Addresses {
            pool: at(Code::Pool)?,
            provider_registry: at(Code::ProviderRegistry)?,
            job_market: at(Code::JobMarket)?,
            verifier_gateway: at(Code::VerifierGateway)?,
            fee_collector: at(Code::FeeCollector)?,
            lease_market: at(Code::LeaseMarket)?,
            staking: at(Code::Staking)?,
            restaking: at(Code::Restaking)?,
        })
    }
}
