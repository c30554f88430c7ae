//! What is said of jobs, to the job-market and the verifier-gateway.

use anyhow::Result;
use api::common::Asset;
use api::provider_registry::KeySignature;
use api::verifier_gateway::{self as gateway, Proof};
use api::{job_market as jobs, pool};
use cosmwasm_std::{to_json_binary, Binary, HexBinary};

use super::{call, source, Call, Place};
use crate::ask::Market;

impl Market {
    /// Requests a job as the end of the purchase of its credits: the leanest way.
    pub fn request_by_swap(
        &self,
        offer: &Asset,
        legs: Vec<pool::Leg>,
        most: u128,
        from: Place,
        request: jobs::JobRequest,
    ) -> Result<Call> {
        let (contract, deadline) = (self.at.job_market.clone(), request.deadline);
        let msg = to_json_binary(&jobs::SwapMsg::RequestJob { request })?;
        self.buy(offer, legs, most, from, pool::Destination::Call { contract, msg }, deadline)
    }

    /// Requests a job for credits in the sender's account.
    pub fn request_with_credits(&self, request: jobs::JobRequest) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::RequestJobWithCredits { request })
    }

    pub(super) fn to_jobs(&self, msg: &jobs::ExecuteMsg) -> Result<Call> {
        call(&self.at.job_market, msg)
    }

    /// Withdraws a job that nobody has accepted.
    pub fn cancel(&self, job_id: u64) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::CancelJob { job_id })
    }

    /// Accepts a job.
    pub fn accept(&self, job_id: u64, payout: jobs::AcceptPayout) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::AcceptJob { job_id, payout })
    }

    /// Delivers a result.
    pub fn result(
        &self,
        job_id: u64,
        output: HexBinary,
        proof: Option<Proof>,
        output_locator: Option<String>,
    ) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::SubmitResult { job_id, output, proof, output_locator })
    }

    /// Delivers many results with one set-inclusion receipt.
    pub fn batch(&self, root: HexBinary, seal: Binary, results: Vec<jobs::BatchResult>) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::SubmitBatch { root, seal, results })
    }

    /// Accepts a result, as the client.
    pub fn approve(&self, job_id: u64) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::ApproveResult { job_id })
    }

    /// Rejects a result with the dispute bond.
    pub fn dispute(&self, job_id: u64, bond: u128, from: Place) -> Result<Call> {
        let msg = jobs::ExecuteMsg::DisputeResult { job_id, from: source(from, bond) };
        Ok(self.with_net(self.to_jobs(&msg)?, from, bond))
    }

    /// Doubts a result with the challenge's bond.
    pub fn challenge(&self, job_id: u64, bond: u128, from: Place) -> Result<Call> {
        let msg = jobs::ExecuteMsg::ChallengeResult { job_id, from: source(from, bond) };
        Ok(self.with_net(self.to_jobs(&msg)?, from, bond))
    }

    /// Brings the proof of a challenged result.
    pub fn prove(&self, job_id: u64, proof: Proof) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::ProveChallenged { job_id, proof })
    }

    /// Calls a standard job on the first debtor of its class.
    pub fn call_job(&self, job_id: u64, input: Option<Binary>, look: Option<u32>) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::CallJob { job_id, input, look })
    }

    /// Does what a passed deadline of a job says.
    pub fn timeout(&self, job_id: u64) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::TimeoutJob { job_id })
    }

    /// Tells a callback of a job's end.
    pub fn tell_end(&self, job_id: u64) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::TellEnd { job_id })
    }

    /// Brings a signed verdict.
    pub fn verdict(&self, job_id: u64, valid: bool, signatures: Vec<KeySignature>) -> Result<Call> {
        call(&self.at.verifier_gateway, &gateway::ExecuteMsg::BringVerdict { job_id, valid, signatures })
    }

    /// Has the contract of an external method judge a result.
    pub fn verify_external(&self, job_id: u64, proof: Binary) -> Result<Call> {
        call(&self.at.verifier_gateway, &gateway::ExecuteMsg::VerifyExternal { job_id, proof })
    }

    /// Registers a verifying key.
    pub fn register_key(&self, key: Binary) -> Result<Call> {
        call(&self.at.verifier_gateway, &gateway::ExecuteMsg::RegisterKey { key })
    }
}
