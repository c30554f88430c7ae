//! The public state of the market's contracts, rebuilt from nothing but the events of every transaction since
//! the deployment, as an indexer does it; compared with what the contracts answer. What a contract was
//! instantiated with is known from its deployment.

mod backing;
mod cover;
mod fees;
mod gateway;
mod jobs;
mod leases;
mod pool;
mod registry;
mod said;
mod staking;
mod vaults;

use anyhow::{ensure, Context, Result};
use compute_amm_testing::Market;
use cosmwasm_std::Event;

pub use said::Said;

/// What an indexer knows.
#[derive(Debug, Default)]
pub struct Indexer {
    registry: registry::Registry,
    jobs: jobs::Jobs,
    leases: leases::Leases,
    pool: pool::Pools,
    fees: fees::Fees,
    gateway: gateway::Gateway,
    stakes: staking::Stakes,
    vaults: vaults::Vaults,
}

impl Indexer {
    /// Reads transactions' events.
    pub fn read(&mut self, market: &Market, events: &[(u64, Event)]) -> Result<()> {
        let at = &market.at;
        for (time, event) in events.iter().filter(|(_, event)| event.ty.starts_with("wasm-")) {
            let said = Said { event, at: *time };
            match said.text("_contract_address")? {
                contract if contract == at.provider_registry => self.registry.read(&said),
                contract if contract == at.job_market => self.jobs.read(&said),
                contract if contract == at.lease_market => self.leases.read(market, &self.registry, &said),
                contract if contract == at.pool => self.pool.read(&said),
                contract if contract == at.fee_collector => self.fees.read(&said),
                contract if contract == at.verifier_gateway => self.gateway.read(&said),
                contract if contract == at.staking => self.stakes.read(&said),
                contract if contract == at.restaking => self.vaults.read(&said),
                _ => continue,
            }
            .with_context(|| format!("{event:?}"))?;
        }
        Ok(())
    }

    /// The chain stood still from then on, for some time.
    pub fn stood_still(&mut self, at: u64) {
        self.leases.stood_still(at);
    }

    /// Compares with what the contracts say now; of finished jobs the recent ones alone.
    pub fn compare(&self, market: &Market) -> Result<()> {
        self.compare_others(market)?;
        self.jobs.compare(market, &market.recent_jobs())
    }

    /// The same with all jobs that ever were.
    pub fn compare_all(&self, market: &Market) -> Result<()> {
        let mut all = vec![];
        loop {
            let start_after = all.last().map(|job: &api::job_market::JobResponse| job.job_id);
            let query =
                api::job_market::QueryMsg::Jobs { filter: None, order: None, start_after, limit: Some(100) };
            let page = market.ask_jobs::<api::job_market::JobsResponse>(&query).jobs;
            if page.is_empty() {
                break;
            }
            all.extend(page);
        }
        ensure!(all.len() == self.jobs.len(), "{} jobs by events, {} by queries", self.jobs.len(), all.len());
        self.compare_others(market)?;
        self.jobs.compare(market, &all)
    }

    /// All but the jobs.
    fn compare_others(&self, market: &Market) -> Result<()> {
        self.registry.compare(market)?;
        self.leases.compare(market)?;
        self.pool.compare(market)?;
        self.fees.compare(market)?;
        self.stakes.compare(market)?;
        self.vaults.compare(market)?;
        self.gateway.compare(market)
    }
}
