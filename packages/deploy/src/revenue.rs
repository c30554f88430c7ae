//! Which pools the fee-collector sells revenue through, and which get the protocol's liquidity.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Context, Result};
use api::common::{Asset, MAX_HOPS};

use crate::wiring::{PoolWiring, RouteWiring, Wiring};

impl Wiring {
    /// Routes of the fee-collector, given the credit token of each class: those of credits, then those of `assets`.
    pub fn all_routes(&self, credits: &BTreeMap<String, String>) -> Result<Vec<(Asset, Vec<u64>)>> {
        let mut routes = vec![];
        for class in &self.classes {
            let credit = credits.get(&class.class).context("a class of the plan has a credit token")?;
            let pool_id = self.class_pool_id(&class.class).context("a class of the wiring has a pool")?;
            routes.push((Asset::cw20(credit), vec![pool_id]));
        }
        routes.extend(self.asset_routes()?);
        Ok(routes)
    }

    /// Those of `assets`: as named, else through the first pool with NET; none of an asset that is sold by none.
    pub fn asset_routes(&self) -> Result<Vec<(Asset, Vec<u64>)>> {
        let mut routes = vec![];
        let first = self.first_further_pool()?;
        let net = Asset::native(&self.network_denom);
        for asset in &self.assets {
            let named = self.routes.iter().find(|route| route.asset == *asset);
            let sells = |pool: &PoolWiring| {
                [(&pool.asset_0, &pool.asset_1), (&pool.asset_1, &pool.asset_0)].contains(&(asset, &net))
            };
            let direct = || (first..).zip(&self.pools).find(|(_, pool)| sells(pool)).map(|(id, _)| vec![id]);
            let pools = named.map_or_else(|| direct().unwrap_or_default(), |route| route.pools.clone());
            if !pools.is_empty() {
                routes.push((asset.clone(), pools));
            }
        }
        Ok(routes)
    }

    /// Pools to which the fee-collector may bring NET.
    pub fn all_liquidity_pools(&self) -> Vec<u64> {
        let of_classes = || {
            (1..)
                .zip(self.launches())
                .take(self.classes.len())
                .filter(|(_, launch)| !launch)
                .map(|(id, _)| id)
        };
        self.liquidity_pools.clone().unwrap_or_else(|| of_classes().collect())
    }

    /// Whether each pool is a launch pool, by number.
    fn launches(&self) -> impl Iterator<Item = bool> + '_ {
        self.classes.iter().map(|class| class.launch).chain(self.pools.iter().map(|pool| pool.launch))
    }

    /// A route that is one leads to NET. Pools of classes trade credits, which are no wired assets.
    fn check_route(&self, asset: &Asset, pools: &[u64]) -> Result<()> {
        let net = Asset::native(&self.network_denom);
        let (first, mut offer) = (self.first_further_pool()?, asset);
        for id in pools {
            let pool = (first..).zip(&self.pools).find(|(number, _)| number == id).map(|(_, pool)| pool);
            offer = match pool {
                Some(pool) if *offer == pool.asset_0 => &pool.asset_1,
                Some(pool) if *offer == pool.asset_1 => &pool.asset_0,
                _ => bail!("route of {asset}: pool {id} does not trade {offer}"),
            };
        }
        ensure!(
            pools.is_empty() || *offer == net,
            "route of {asset}: expected it to lead to {net}, got {offer}"
        );
        Ok(())
    }

    /// Routes of assets that are wired, through pools that are; and liquidity for such pools, each once.
    pub(crate) fn check_fee_collector(&self) -> Result<()> {
        let pools = u64::try_from(self.classes.len().saturating_add(self.pools.len()))?;
        let check = |what: &str, id: u64| {
            ensure!((1..=pools).contains(&id), "{what}: expected pools from 1 to {pools}, got {id}");
            Ok(())
        };
        for (i, RouteWiring { asset, pools }) in self.routes.iter().enumerate() {
            ensure!(self.assets.contains(asset), "route of {asset}: it does not stand in `assets`");
            let twice = self.routes.iter().skip(i + 1).any(|other| other.asset == *asset);
            ensure!(!twice, "route of {asset} stands twice");
            ensure!(
                pools.len() <= MAX_HOPS,
                "route of {asset}: expected at most {MAX_HOPS} pools, got {}",
                pools.len()
            );
            pools.iter().try_for_each(|id| check(&format!("route of {asset}"), *id))?;
            self.check_route(asset, pools)?;
        }
        for (i, id) in self.liquidity_pools.iter().flatten().enumerate() {
            check("liquidity_pools", *id)?;
            let twice = self.liquidity_pools.iter().flatten().skip(i + 1).any(|other| other == id);
            ensure!(!twice, "liquidity_pools: pool {id} stands twice");
            let launch = (1..).zip(self.launches()).any(|(number, launch)| launch && number == *id);
            ensure!(!launch, "liquidity_pools: pool {id} is a launch pool");
        }
        Ok(())
    }
}
