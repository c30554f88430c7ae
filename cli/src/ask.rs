//! Everything that contracts are asked: the only place that knows their queries.

mod fees;
mod jobs;
mod leases;
mod pool;
mod registry;
mod restaking;
mod staking;

pub use api::job_market::JobFilter;
pub use api::lease_market::LeaseFilter;
pub use jobs::claim_of;
pub use pool::Prices;

use anyhow::{Context, Result};
use api::common::Asset;
use chain::node::Node;
use cosmwasm_std::{to_json_binary, Uint128};
use deploy::{Addresses, Manifest};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::exit::usage;
use crate::money::Amount;

/// Largest page of a list query.
const PAGE: u32 = 100;

/// A market on a chain.
pub struct Market {
    /// The chain.
    pub node: Node,
    /// Its contracts.
    pub at: Addresses,
    /// The record of its deployment.
    pub manifest: Manifest,
}

impl Market {
    /// Asks a contract.
    fn ask<A: DeserializeOwned>(&self, contract: &str, query: &impl Serialize) -> Result<A> {
        self.ask_at(0, contract, query)
    }

    /// Asks a contract of the state after the block of a height; 0 for the newest.
    fn ask_at<A: DeserializeOwned>(&self, height: u64, contract: &str, query: &impl Serialize) -> Result<A> {
        let answer = self.node.smart_at(contract, to_json_binary(query)?, height)?;
        serde_json::from_slice(&answer).with_context(|| {
            format!(
                "the answer of {contract} is not what this version expects; is `camm` as new as the market?"
            )
        })
    }

    fn ask_pool<A: DeserializeOwned>(&self, query: &api::pool::QueryMsg) -> Result<A> {
        self.ask(&self.at.pool, query)
    }

    fn ask_registry<A: DeserializeOwned>(&self, query: &api::provider_registry::QueryMsg) -> Result<A> {
        self.ask(&self.at.provider_registry, query)
    }

    fn ask_jobs<A: DeserializeOwned>(&self, query: &api::job_market::QueryMsg) -> Result<A> {
        self.ask(&self.at.job_market, query)
    }

    fn ask_leases<A: DeserializeOwned>(&self, query: &api::lease_market::QueryMsg) -> Result<A> {
        self.ask(&self.at.lease_market, query)
    }

    fn ask_fees<A: DeserializeOwned>(&self, query: &api::fee_collector::QueryMsg) -> Result<A> {
        self.ask(&self.at.fee_collector, query)
    }

    fn ask_gateway<A: DeserializeOwned>(&self, query: &api::verifier_gateway::QueryMsg) -> Result<A> {
        self.ask(&self.at.verifier_gateway, query)
    }

    /// The network token.
    pub fn net(&self) -> Asset {
        Asset::native(&self.manifest.network_denom)
    }

    /// Seconds of the newest block.
    pub fn now(&self) -> Result<u64> {
        Ok(self.node.latest()?.time.seconds())
    }

    /// An asset by what people call it: `net`, a class (its credits), `lp:POOL`, a denom, or a token's address.
    pub fn asset(&self, text: &str) -> Result<Asset> {
        if text == "net" || text == self.manifest.network_denom {
            return Ok(self.net());
        }
        if let Some(credit) = self.manifest.credits.get(text) {
            return Ok(Asset::cw20(credit));
        }
        if let Some(id) = text.strip_prefix("lp:") {
            let id = id
                .parse()
                .map_err(|_| usage(format!("expected a pool's number, got `{text}`"), "e.g. lp:1"))?;
            return Ok(Asset::cw20(self.pool(id)?.lp_token));
        }
        if let Some(address) = text.strip_prefix("cw20:") {
            return Ok(Asset::cw20(address));
        }
        if text.starts_with(&format!("{}1", self.node.prefix())) {
            return Ok(Asset::cw20(text));
        }
        if let Some(class) = self.classes()?.into_iter().find(|class| class.class == text) {
            return Ok(Asset::cw20(class.credit));
        }
        let listed = self.assets()?;
        let denom = Asset::native(text);
        if listed.contains(&denom) {
            return Ok(denom);
        }
        let names: Vec<String> = listed.iter().map(|asset| self.name(asset)).collect();
        Err(usage(
            format!("`{text}` is neither a class, a listed asset nor a token's address"),
            &format!("one of: net, {}", names.join(", ")),
        ))
    }

    /// What people call an asset.
    pub fn name(&self, asset: &Asset) -> String {
        let class = self.manifest.credits.iter().find(|(_, credit)| *asset == Asset::cw20(credit.as_str()));
        let lp = || self.manifest.pools.iter().find(|pool| *asset == Asset::cw20(pool.lp_token.as_str()));
        match class {
            Some((class, _)) => class.clone(),
            None => {
                lp().map_or_else(|| crate::money::asset_text(asset), |pool| format!("lp:{}", pool.pool_id))
            }
        }
    }

    /// Whether an asset is the credits of a class.
    pub fn is_credit(&self, asset: &Asset) -> bool {
        self.manifest.credits.values().any(|credit| *asset == Asset::cw20(credit.as_str()))
    }

    /// The same, also of a class that came after the manifest was written.
    pub fn counts_gpu_time(&self, asset: &Asset) -> Result<bool> {
        let credit = |class: &api::provider_registry::ClassResponse| *asset == Asset::cw20(&class.credit);
        Ok(self.is_credit(asset) || self.classes()?.iter().any(credit))
    }

    /// An amount of an asset for people.
    pub fn shown(&self, asset: &Asset, amount: Uint128) -> String {
        if self.is_credit(asset) {
            return format!("{} of {}", crate::money::gpu_time(amount.u128()), self.name(asset));
        }
        format!("{} {}", crate::money::grouped(amount.u128()), self.name(asset))
    }

    /// Base units of an asset; GPU time of anything but credits is refused.
    pub fn units(&self, amount: Amount, asset: &Asset) -> Result<u128> {
        if amount.time && !self.counts_gpu_time(asset)? {
            let text = format!("amount: expected base units of {}, got GPU time", self.name(asset));
            return Err(usage(text, "`90s` and `1.5h` are amounts of a class's credits alone"));
        }
        Ok(amount.base)
    }

    /// NET for people.
    pub fn net_shown(&self, amount: Uint128) -> String {
        self.shown(&self.net(), amount)
    }
}

/// Every entry of a list that comes in pages, each asked for after the last of the page before.
fn pages<T>(page: impl Fn(Option<&T>) -> Result<Vec<T>>) -> Result<Vec<T>> {
    let mut found: Vec<T> = vec![];
    loop {
        let next = page(found.last())?;
        if next.is_empty() {
            return Ok(found);
        }
        found.extend(next);
    }
}

/// Entries of a list whose pages say after which id the next one begins: at most `limit`, after an id.
fn listed<T>(
    mut start_after: Option<u64>,
    limit: usize,
    page: impl Fn(Option<u64>) -> Result<(Vec<T>, Option<u64>)>,
) -> Result<Vec<T>> {
    let mut found = vec![];
    loop {
        let (entries, next) = page(start_after)?;
        found.extend(entries);
        if found.len() >= limit || next.is_none() {
            found.truncate(limit);
            return Ok(found);
        }
        start_after = next;
    }
}
