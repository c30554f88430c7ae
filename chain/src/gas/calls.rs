//! Calls of standard jobs that nobody took: accepted, and ignored.

use anyhow::{Context, Result};
use api::job_market::{AcceptPayout, ExecuteMsg, JobState};
use compute_amm_testing::client::Client;
use cosmwasm_std::Addr;
use deploy::Code;

use super::tally::Tally;
use super::waiting::{Waiting, SKIPPED};

impl<C: Client> Tally<'_, C> {
    fn on_jobs(&mut self, name: &str, sender: &Addr, msg: &ExecuteMsg) -> Result<()> {
        self.send(name, Code::JobMarket, sender, msg, &[]).map(|_| ())
    }

    fn call_msg(job_id: u64, look: Option<u32>) -> ExecuteMsg {
        ExecuteMsg::CallJob { job_id, input: None, look }
    }

    /// Calls this pass's jobs, and has the debtor of the first accept. Returns the job that its debtor will ignore.
    pub(super) fn calls(&mut self, waiting: &mut Waiting) -> Result<u64> {
        let jobs = waiting.jobs.pop_front().context("standard jobs that wait for this pass")?;
        let left = jobs.callable_from.saturating_sub(self.market.now());
        if left > 0 {
            self.market.wait(left);
        }
        let client = waiting.client.clone();
        self.on_jobs("call_job", &client, &Self::call_msg(jobs.called, None))?;
        let call = self.market.job_call(jobs.called).context("a called job has a call")?;
        let accept = ExecuteMsg::AcceptJob { job_id: jobs.called, payout: AcceptPayout::Redeem {} };
        self.on_jobs("accept_called", &call.provider, &accept)?;
        let look = Some(SKIPPED.saturating_add(1));
        self.on_jobs("call_job_skipping_16", &client, &Self::call_msg(jobs.behind, look))?;
        // Those of the passes to come as well, so that each finds its time to be accepted over when it gets there.
        for job in waiting.jobs.iter().map(|jobs| jobs.ignored).chain([jobs.ignored]) {
            let found = self.market.job(job);
            if found.state == JobState::Open {
                // Requested a little later than this pass's own.
                let from = found.open.map_or(0, |open| open.deadline);
                let left = from.saturating_sub(self.market.now());
                if left > 0 {
                    self.market.wait(left);
                }
                self.market.call(&client, job)?;
                waiting.default_from = self.market.now() + self.market.wiring.job_market.call_within;
            }
        }
        Ok(jobs.ignored)
    }

    /// The debtor of a called job has not accepted it: a default.
    pub(super) fn default(&mut self, waiting: &Waiting, job_id: u64) -> Result<()> {
        let left = waiting.default_from.saturating_sub(self.market.now());
        if left > 0 {
            self.market.wait(left);
        }
        self.on_jobs("default", &waiting.client, &ExecuteMsg::TimeoutJob { job_id })
    }
}
