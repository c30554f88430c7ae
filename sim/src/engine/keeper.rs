//! What a keeper does: sweeps, the split, buy-backs and the protocol's liquidity; and what came of that.

use anyhow::Result;
use api::common::Asset;
use api::fee_collector::{
    ExecuteMsg as FeeMsg, QueryMsg as FeeQuery, TreasuryResponse, WaitingAsset, WaitingResponse,
};
use api::job_market::ExecuteMsg as JobMsg;
use api::lease_market::ExecuteMsg as LeaseMsg;
use api::pool::{ExecuteMsg as PoolMsg, PoolResponse};

use super::ledger::{gpu_hours, net};
use super::setup::LAUNCHED;
use super::Engine;
use crate::report::protocol::{BuyBackRow, Launch, LaunchPoint, Protocol, TreasuryRow};

/// What a class's credit costs in its pool, NET base units per credit base unit: of a launch pool the virtual reserve counts.
pub(super) fn price(pool: &PoolResponse) -> f64 {
    (pool.reserve_1 + pool.virtual_reserve).u128() as f64 / pool.reserve_0.u128() as f64
}

impl Engine {
    /// Every hour: sells revenue in other assets, and brings NET to pools, wherever that is accepted now.
    pub(super) fn crank(&mut self) -> Result<()> {
        let keeper = self.keeper.clone();
        for waiting in self.waiting_assets() {
            if !waiting.amount.is_zero() {
                let done = self.market.fees(&keeper, &FeeMsg::BuyBack { asset: waiting.asset }, &[]).is_ok();
                self.record.cranks[usize::from(!done)] += 1;
            }
        }
        for pool in self.treasury().pools.iter().filter(|pool| pool.allowed) {
            let add = FeeMsg::AddLiquidity { pool_id: pool.pool_id };
            self.record.additions += u64::from(self.market.fees(&keeper, &add, &[]).is_ok());
        }
        Ok(())
    }

    /// Every day: what anyone may do and a keeper does.
    pub(super) fn day(&mut self) -> Result<()> {
        let keeper = self.keeper.clone();
        self.market.jobs(&keeper, &JobMsg::SweepTake {}, &[]).ok();
        self.market.leases(&keeper, &LeaseMsg::Sweep {}).ok();
        for pool_id in 1..=self.market.usd_pool() {
            self.market.pool(&keeper, &PoolMsg::SweepFees { pool_id, asset: None }, &[]).ok();
        }
        self.market.fees(&keeper, &FeeMsg::Distribute {}, &[]).ok();
        for class in self.market.wiring.classes.clone() {
            self.market.burn_redeemed(&keeper, &class.class).ok();
        }
        for index in 0..self.providers.len() {
            let reputation = self.position(index).reputation_bps;
            self.providers[index].reputation.push(reputation);
        }
        Ok(())
    }

    /// The launch pool as it stands.
    pub(super) fn look_at_launch(&mut self) {
        let class = &self.market.wiring.classes[LAUNCHED].class;
        let pool = self.market.pool_state(self.market.class_pool(class));
        let point = LaunchPoint {
            hour: self.hours(),
            credits: gpu_hours(pool.reserve_0.u128()),
            net: net(pool.reserve_1.u128()),
            price: price(&pool) * 3_600.0,
        };
        self.record.launch.push(point);
    }

    fn waiting_assets(&self) -> Vec<WaitingAsset> {
        let query = FeeQuery::Waiting { order: None, start_after: None, limit: Some(100) };
        self.market.ask_fees::<WaitingResponse>(&query).assets
    }

    fn treasury(&self) -> TreasuryResponse {
        self.market.ask_fees(&FeeQuery::Treasury { order: None, start_after: None, limit: Some(100) })
    }

    /// What the protocol did in the pools.
    pub(super) fn protocol(&self) -> Protocol {
        let classes = &self.market.wiring.classes;
        let sale = |waiting: WaitingAsset| {
            let class = classes.iter().find(|class| self.market.credit(&class.class) == waiting.asset);
            let (asset, whole): (String, fn(u128) -> f64) = match (class, &waiting.asset) {
                (Some(class), _) => (format!("credits of {}, GPU-hours", class.class), gpu_hours),
                (None, Asset::Native { denom }) => (denom.clone(), net),
                (None, Asset::Cw20 { address }) => (address.clone(), net),
            };
            BuyBackRow {
                asset,
                sold: whole(waiting.sold.u128()),
                bought: net(waiting.bought.u128()),
                at_mean: net(waiting.at_mean.u128()),
                waits: whole(waiting.amount.u128()),
            }
        };
        let name = |pool_id: u64| {
            let class = classes.iter().find(|class| self.market.class_pool(&class.class) == pool_id);
            class.map_or_else(|| format!("pool {pool_id}"), |class| class.class.clone())
        };
        let treasury = self.treasury().pools.into_iter().map(|pool| TreasuryRow {
            pool: name(pool.pool_id),
            put_in: net(pool.put_in.u128()),
            worth: pool.worth.map(|worth| net(worth.u128())),
        });
        Protocol {
            launch: Some(Launch {
                class: classes[LAUNCHED].class.clone(),
                points: self.record.launch.clone(),
            }),
            buy_backs: self.waiting_assets().into_iter().map(sale).collect(),
            treasury: treasury.collect(),
        }
    }
}
