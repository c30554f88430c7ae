//! What the job-market and the verifier-gateway are asked.

use anyhow::Result;
use api::job_market::JobFilter;
use api::paging::ListOrder;
use api::{job_market as jobs, verifier_gateway as gateway};
use cosmwasm_std::HexBinary;

use super::{listed, pages, Market, PAGE};
use crate::exit::usage;

impl Market {
    /// Its parameters.
    pub fn jobs_config(&self) -> Result<jobs::ConfigResponse> {
        self.ask_jobs(&jobs::QueryMsg::Config {})
    }

    /// A job.
    pub fn job(&self, job_id: u64) -> Result<jobs::JobResponse> {
        self.ask_jobs(&jobs::QueryMsg::Job { job_id })
    }

    /// Jobs of a filter by id, at most `limit`, after an id in an order. Of a finished job the chain's state has neither owner, provider nor
    /// class: a filter for one of these finds unfinished jobs only.
    pub fn jobs(
        &self,
        filter: &JobFilter,
        order: Option<ListOrder>,
        start_after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<jobs::JobResponse>> {
        let filter = Some(filter.clone()).filter(|filter| *filter != JobFilter::default());
        listed(start_after, limit, |start_after| {
            let (filter, limit) = (filter.clone(), Some(PAGE));
            let page: jobs::JobsResponse =
                self.ask_jobs(&jobs::QueryMsg::Jobs { filter, order, start_after, limit })?;
            Ok((page.jobs, page.next))
        })
    }

    /// Every job as it was after the block of a height.
    pub fn jobs_at(&self, height: u64) -> Result<Vec<jobs::JobResponse>> {
        listed(None, usize::MAX, |start_after| {
            let query = jobs::QueryMsg::Jobs { filter: None, order: None, start_after, limit: Some(PAGE) };
            let page: jobs::JobsResponse = self.ask_at(height, &self.at.job_market, &query)?;
            Ok((page.jobs, page.next))
        })
    }

    /// The newest jobs, the newest first, at most `limit`; without their callbacks, which [`Market::job`] alone says.
    pub fn newest_jobs(&self, limit: usize) -> Result<Vec<jobs::JobResponse>> {
        self.jobs(&JobFilter::default(), Some(ListOrder::Descending), None, limit)
    }

    /// Standard jobs of a class that nobody has accepted, at most `limit`.
    pub fn callable(&self, class: &str, limit: usize) -> Result<Vec<jobs::CallableJob>> {
        listed(None, limit, |start_after| {
            let (class, limit) = (class.to_owned(), Some(PAGE));
            let page: jobs::CallableResponse =
                self.ask_jobs(&jobs::QueryMsg::Callable { class, order: None, start_after, limit })?;
            Ok((page.jobs, page.next))
        })
    }

    /// What a request would cost now, its take, its lock and its tip included, by what pays.
    pub fn quote_job(
        &self,
        request: &jobs::JobRequest,
        pay_with: jobs::PayWith,
    ) -> Result<jobs::QuoteResponse> {
        self.ask_jobs(&jobs::QueryMsg::Quote {
            class: request.class.clone(),
            gpus: request.gpus,
            seconds: request.seconds,
            method: Some(request.method),
            declared_value: request.declared_value,
            tip: request.tip,
            pay_with: Some(pay_with),
        })
    }

    /// Terms and occupancy of every listed class.
    pub fn occupancies(&self) -> Result<Vec<jobs::OccupancyResponse>> {
        Ok(self.ask_jobs::<jobs::OccupanciesResponse>(&jobs::QueryMsg::Occupancies {})?.classes)
    }

    /// The templates of a class.
    pub fn templates(&self, class: &str) -> Result<Vec<jobs::TemplateEntry>> {
        let query = jobs::QueryMsg::Templates { class: class.into() };
        Ok(self.ask_jobs::<jobs::TemplatesResponse>(&query)?.templates)
    }

    /// What the gateway judges of a submitted job.
    pub fn claim(&self, job_id: u64) -> Result<jobs::ClaimResponse> {
        self.ask_jobs(&jobs::QueryMsg::Claim { job_id })
    }

    /// Take that waits to be swept.
    pub fn holdings(&self) -> Result<jobs::HoldingsResponse> {
        self.ask_jobs(&jobs::QueryMsg::Holdings {})
    }

    /// Every method.
    pub fn methods(&self) -> Result<Vec<gateway::MethodResponse>> {
        pages(|last: Option<&gateway::MethodResponse>| {
            let start_after = last.map(|method| method.method);
            let query = gateway::QueryMsg::Methods { order: None, start_after, limit: Some(PAGE) };
            Ok(self.ask_gateway::<gateway::MethodsResponse>(&query)?.methods)
        })
    }

    /// One method.
    pub fn method(&self, method: u32) -> Result<gateway::MethodResponse> {
        self.ask_gateway(&gateway::QueryMsg::Method { method })
    }

    /// What a method, or the one that decides its challenges, lets a proof state. Refuses one that takes no proofs.
    pub fn policy(&self, method: u32) -> Result<gateway::JournalPolicy> {
        let mut kind = self.method(method)?.params.kind;
        if let gateway::MethodKind::Optimistic { proof, .. } = kind {
            kind = self.method(proof)?.params.kind;
        }
        kind.policy().ok_or_else(|| {
            usage(format!("method {method} takes no proofs"), "`camm class methods` shows those that do")
        })
    }

    /// The registered key of a program; none if nobody registered it.
    pub fn key(&self, program: &HexBinary) -> Result<Option<gateway::KeyResponse>> {
        let query = gateway::QueryMsg::Key { program: program.clone() };
        match self.ask_gateway(&query) {
            Ok(key) => Ok(Some(key)),
            Err(error) if error.downcast_ref::<chain::rpc::Refusal>().is_some() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether a proof of a claim is valid: an error says why not.
    pub fn verify(&self, method: u32, claim: gateway::Claim, proof: gateway::Proof) -> Result<bool> {
        let query = gateway::QueryMsg::VerifyProof { method, claim, proof };
        Ok(self.ask_gateway::<gateway::VerifyResponse>(&query)?.valid)
    }
}

/// The claim that an assigned job's provider makes with an output; zeros for an input that there is none of.
pub fn claim_of(job: &jobs::JobResponse, output: &HexBinary) -> Option<gateway::Claim> {
    let open = job.open.as_ref()?;
    Some(gateway::Claim {
        job_id: job.job_id,
        provider: open.provider.as_ref()?.to_string(),
        program: open.program.clone(),
        input: open.input.clone(),
        output: output.clone(),
    })
}
