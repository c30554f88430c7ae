//! What tests of calls do: debtors, standard jobs, calls, and the acceptance of called jobs.

use api::common::Payout;
use api::provider_registry::{CallRequest, ExecuteMsg, LockRequest, LockTerms, StandardJob};
use cosmwasm_std::Addr;
use cw_multi_test::AppResponse;

use super::{World, CLASS, DAY, ONE};

/// Credits of the largest standard job, which is of one GPU where a test does not say otherwise.
pub const JOB: u128 = 6_400 * ONE;
/// Seconds from a call to the latest result.
pub const SERVE: u64 = 8_000;

impl World {
    pub fn set_standard(&mut self, standard: Option<(u32, u128, u128)>) {
        let standard =
            standard.map(|(gpus, least, most)| StandardJob { gpus, least: least.into(), most: most.into() });
        let market = self.market.clone();
        self.send(&market, ExecuteMsg::SetStandard { class: CLASS.into(), standard }).unwrap();
    }

    /// A provider of so many GPUs that owes so many credits, minted to its account.
    pub fn debtor(&mut self, name: &str, gpus: u32, credits: u128) -> Addr {
        let provider = self.provider(name, 10_000 * ONE, gpus);
        self.mint(&provider, credits, Payout::Account).unwrap();
        provider
    }

    /// One GPU, no least damages, the first 16 debtors.
    pub fn call_request(&self, job_id: u64, credits: u128) -> CallRequest {
        CallRequest {
            job_id,
            class: CLASS.into(),
            gpus: 1,
            credits: credits.into(),
            serve_within: SERVE,
            min_damages: 0u128.into(),
            look: 16,
        }
    }

    pub fn begin_call(&mut self, request: CallRequest) -> anyhow::Result<AppResponse> {
        self.send(&self.market.clone(), ExecuteMsg::BeginCall(request))
    }

    /// Whom the call fell to.
    pub fn call(&mut self, job_id: u64, credits: u128) -> Addr {
        let request = self.call_request(job_id, credits);
        self.begin_call(request).unwrap();
        self.job_call(job_id).provider
    }

    pub fn called_request(&self, job_id: u64, provider: &Addr, gpus: u32) -> LockRequest {
        LockRequest {
            terms: LockTerms::Called {},
            ends_by: self.now() + DAY,
            ..self.lock_request(job_id, provider, gpus, 0)
        }
    }
}
