//! Standard jobs at a steady rate: most are accepted, some are called.

use anyhow::Result;
use api::job_market::{
    AcceptPayout, ExecuteMsg as JobMsg, QueryMsg as JobQuery, QuoteResponse, CALL_GRACE, CALL_WITHIN,
};
use api::provider_registry::{NextCallResponse, QueryMsg as RegistryQuery};
use cosmwasm_std::Addr;
use market_tests::jobs::digest;
use market_tests::wirings::H100;

use super::{Stress, HOUR};

/// GPUs of a job.
pub(super) const GPUS: u32 = 32;
/// Its seconds.
pub(super) const SECONDS: u64 = 4 * HOUR;
/// Its template's number.
pub(super) const TEMPLATE: u32 = 0;
/// Seconds between two requests.
pub(super) const EVERY: u64 = 2 * HOUR;
/// One job in so many finds no volunteer, and is called.
const CALLED_EVERY: u64 = 3;
/// How many providers look at a job before it waits to be called.
const LOOKS: usize = 3;
/// What a job has beyond the time paid for, seconds: nobody looks more often while all is quiet.
pub(super) const OVERHEAD: u64 = 2 * HOUR;
const ACCEPT_WITHIN: u64 = 600;
/// Most that a client pays for a job, over the fair price of its credits; take included.
const DEAREST: f64 = 1.25;

/// A job between request and end.
pub(super) struct Job {
    id: u64,
    stage: Stage,
}

enum Stage {
    Open { accept_by: u64 },
    Called { until: u64 },
    Assigned { provider: Addr, done_at: u64 },
}

impl Stress {
    /// A client asks for a job, unless the pool has become too dear.
    pub(super) fn request_job(&mut self) -> Result<()> {
        let query = JobQuery::Quote { class: H100.into(), gpus: GPUS, seconds: SECONDS };
        // A pool with fewer credits than that has no price.
        let Ok(quote) = self.market.ask::<QuoteResponse>(&self.market.at.job_market, &query) else {
            return Ok(());
        };
        let price = quote.cost + quote.take;
        let credits = f64::from(GPUS) * SECONDS as f64 * 1e6;
        if price.u128() as f64 > DEAREST * self.fair * credits {
            return Ok(());
        }
        let mut request = self.market.request_for(H100, GPUS, SECONDS);
        request.input = None;
        request.template = Some(TEMPLATE);
        request.accept_within = ACCEPT_WITHIN;
        request.run_within = SECONDS + OVERHEAD;
        request.max_payment = price;
        let client = self.client.clone();
        let id = self.market.request(&client, request, price.u128())?;
        self.requested += 1;
        let accepted = match self.requested.is_multiple_of(CALLED_EVERY) {
            true => None,
            false => self.volunteer(id),
        };
        let stage = match accepted {
            Some(provider) => self.assigned(provider),
            None => Stage::Open { accept_by: self.market.now() + ACCEPT_WITHIN },
        };
        self.jobs.push(Job { id, stage });
        Ok(())
    }

    fn assigned(&self, provider: Addr) -> Stage {
        Stage::Assigned { provider, done_at: self.market.now() + SECONDS }
    }

    /// The first of the next few providers whose free bond covers the job.
    fn volunteer(&mut self, id: u64) -> Option<Addr> {
        let first = usize::try_from(self.requested).unwrap_or_default();
        for offset in 0..LOOKS {
            let provider = &self.providers[(first + offset) % self.providers.len()];
            let addr = provider.addr.clone();
            if !provider.vanished && self.accept(&addr, id).is_ok() {
                return Some(addr);
            }
        }
        None
    }

    fn accept(&mut self, provider: &Addr, id: u64) -> Result<()> {
        self.market.heartbeat(provider);
        self.market.accept(provider, id, AcceptPayout::Redeem {})?;
        Ok(())
    }

    /// Whatever is due at the jobs that run.
    pub(super) fn work(&mut self) -> Result<()> {
        for mut job in std::mem::take(&mut self.jobs) {
            let next = match job.stage {
                Stage::Open { accept_by } if self.market.now() >= accept_by => {
                    self.call(job.id, accept_by)?
                }
                Stage::Called { until } if self.market.now() >= until => {
                    self.time_out(job.id)?;
                    None
                }
                Stage::Assigned { ref provider, done_at } if self.market.now() >= done_at => {
                    let (provider, output) = (provider.clone(), digest(&format!("result {}", job.id)));
                    let proof = self.market.attest(job.id, &output);
                    self.market.submit(&provider, job.id, output, Some(proof))?;
                    None
                }
                waits => Some(waits),
            };
            if let Some(stage) = next {
                job.stage = stage;
                self.jobs.push(job);
            }
        }
        Ok(())
    }

    /// Calls it on whoever is next, who takes it unless it has vanished.
    fn call(&mut self, id: u64, accept_by: u64) -> Result<Option<Stage>> {
        let query = RegistryQuery::NextCall { class: H100.into() };
        let next: NextCallResponse = self.market.ask(&self.market.at.provider_registry, &query)?;
        let Some(provider) = next.provider else {
            if self.market.now() < accept_by + CALL_GRACE {
                return Ok(Some(Stage::Open { accept_by }));
            }
            self.time_out(id)?;
            return Ok(None);
        };
        let keeper = self.keeper.clone();
        self.market.jobs(&keeper, &JobMsg::CallJob { job_id: id, input: None }, &[])?;
        let gone = self.providers.iter().any(|other| other.addr == provider && other.vanished);
        if gone {
            return Ok(Some(Stage::Called { until: self.market.now() + CALL_WITHIN }));
        }
        self.accept(&provider, id)?;
        Ok(Some(self.assigned(provider)))
    }

    fn time_out(&mut self, id: u64) -> Result<()> {
        let keeper = self.keeper.clone();
        self.market.jobs(&keeper, &JobMsg::TimeoutJob { job_id: id }, &[])?;
        Ok(())
    }
}
