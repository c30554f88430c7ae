//! All public state of the registry, the job-market and the pool contract, rebuilt from nothing but the events of every
//! transaction since the deployment, as an indexer does it; compared with what the contracts answer.

mod jobs;
mod pool;
mod registry;
mod said;

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use cosmwasm_std::Event;
use market_tests::Market;

use said::Said;

/// What an indexer knows.
#[derive(Debug, Default)]
pub struct Indexer {
    registry: registry::Registry,
    jobs: jobs::Jobs,
    pool: pool::Pools,
    /// How many events of each kind there were, of these contracts.
    pub seen: BTreeMap<String, u32>,
}

impl Indexer {
    /// Reads transactions' events.
    pub fn read(&mut self, market: &Market, events: &[(u64, Event)]) -> Result<()> {
        let (registry, jobs, pool) = (&market.at.provider_registry, &market.at.job_market, &market.at.pool);
        for (at, event) in events.iter().filter(|(_, event)| event.ty.starts_with("wasm-")) {
            let said = Said { event, at: *at };
            let contract = said.text("_contract_address")?;
            if contract == registry {
                self.registry.read(&said).with_context(|| format!("{event:?}"))?;
            } else if contract == jobs {
                self.jobs.read(&said).with_context(|| format!("{event:?}"))?;
            } else if contract == pool {
                self.pool.read(&said).with_context(|| format!("{event:?}"))?;
            } else {
                continue;
            }
            *self.seen.entry(said.kind().into()).or_default() += 1;
        }
        Ok(())
    }

    /// Compares with what the contracts say now; of finished jobs the recent ones alone.
    pub fn compare(&self, market: &Market) -> Result<()> {
        self.pool.compare(market)?;
        self.registry.compare(market)?;
        self.jobs.compare(market, &market.recent_jobs())
    }

    /// The same with all jobs that ever were.
    pub fn compare_all(&self, market: &Market) -> Result<()> {
        let mut all = vec![];
        loop {
            let start_after = all.last().map(|job: &api::job_market::JobResponse| job.job_id);
            let query = api::job_market::QueryMsg::Jobs { start_after, limit: Some(100) };
            let page = market.ask_jobs::<api::job_market::JobsResponse>(&query).jobs;
            if page.is_empty() {
                break;
            }
            all.extend(page);
        }
        ensure!(all.len() == self.jobs.len(), "{} jobs by events, {} by queries", self.jobs.len(), all.len());
        self.pool.compare(market)?;
        self.registry.compare(market)?;
        self.jobs.compare(market, &all)
    }
}
