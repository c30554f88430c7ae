//! Jobs in the words of the scenarios: ask, accept, work, sign, deliver.

use anyhow::{Context, Result};
use api::common::{Payout, Source, CREDIT};
use api::job_market::{AcceptPayout, BatchResult, ClaimResponse, ExecuteMsg, JobRequest, QueryMsg, SwapMsg};
use api::pool;
use api::verifier_gateway::{
    Claim, ExecuteMsg as GatewayMsg, Proof, QueryMsg as GatewayQuery, StatementResponse,
};
use cosmwasm_std::{coins, to_json_binary, Addr, HexBinary, Uint128};

use crate::client::{Client, Receipt};
pub use crate::digest::digest;
use crate::inclusion::Set;
use crate::keys;
use crate::market::Market;
use crate::wirings::{ATTESTATION, NET, ONE};

/// Reads the id of the job that a response tells of.
pub fn job_id(response: &Receipt) -> Result<u64> {
    let attribute = response.events.iter().flat_map(|event| &event.attributes).find(|a| a.key == "job_id");
    Ok(attribute.context("no job_id in the events")?.value.parse()?)
}

/// Asks what a job would cost in NET.
pub fn quote_of(class: &str, gpus: u32, seconds: u64) -> QueryMsg {
    QueryMsg::Quote {
        class: class.into(),
        gpus,
        seconds,
        method: None,
        declared_value: None,
        tip: None,
        pay_with: None,
    }
}

impl<C: Client> Market<C> {
    /// A plain attested job of `gpus` · `seconds`, with at most 1,000 NET to pay.
    pub fn request_for(&mut self, class: &str, gpus: u32, seconds: u64) -> JobRequest {
        let n = self.fresh();
        JobRequest {
            class: class.into(),
            gpus,
            seconds,
            program: digest("program"),
            input: Some(digest(&format!("input {n}"))),
            method: ATTESTATION,
            accept_within: 600,
            run_within: seconds.max(60) * 2,
            min_reputation_bps: 0,
            provider: None,
            challenge_bond: None,
            declared_value: None,
            min_backing: None,
            max_payment: Uint128::new(1_000 * ONE),
            tip: None,
            owner: None,
            surplus: Payout::Wallet,
            surplus_to: None,
            deadline: None,
            program_locator: None,
            input_form: None,
            template: None,
            min_damages: None,
            anyone_may_call: false,
            input_locator: None,
            callback: None,
        }
    }

    /// Requests it the leanest way: as a swap of at most `max_in` NET from the wallet.
    pub fn request(&mut self, client: &Addr, request: JobRequest, max_in: u128) -> Result<u64> {
        let msg = self.swap_request(request, Source::Funds {})?;
        job_id(&self.pool(client, &msg, &coins(max_in, NET))?)
    }

    /// Requests it the leanest way: as a swap of at most `max_in` NET from the account.
    pub fn request_from_account(&mut self, client: &Addr, request: JobRequest, max_in: u128) -> Result<u64> {
        let from = Source::Account { owner: None, amount: Uint128::new(max_in) };
        let msg = self.swap_request(request, from)?;
        job_id(&self.pool(client, &msg, &[])?)
    }

    /// The swap that ends in a request.
    pub fn swap_request(&self, request: JobRequest, from: Source) -> Result<pool::ExecuteMsg> {
        let credits = u128::from(request.gpus) * u128::from(request.seconds) * CREDIT;
        Ok(pool::ExecuteMsg::SwapExactOut {
            offer: self.net(),
            legs: vec![pool::Leg {
                pools: vec![self.class_pool(&request.class)],
                amount_out: Uint128::new(credits),
            }],
            from,
            to: pool::Destination::Call {
                contract: self.at.job_market.clone(),
                msg: to_json_binary(&SwapMsg::RequestJob { request })?,
            },
            rest_to: None,
            deadline: None,
        })
    }

    /// Accepts.
    pub fn accept(&mut self, provider: &Addr, job_id: u64, payout: AcceptPayout) -> Result<Receipt> {
        self.jobs(provider, &ExecuteMsg::AcceptJob { job_id, payout }, &[])
    }

    /// Delivers, with or without a proof.
    pub fn submit(
        &mut self,
        provider: &Addr,
        job_id: u64,
        output: HexBinary,
        proof: Option<Proof>,
    ) -> Result<Receipt> {
        self.jobs(provider, &ExecuteMsg::SubmitResult { job_id, output, proof, output_locator: None }, &[])
    }

    /// Delivers many results with one proof.
    pub fn submit_batch(&mut self, provider: &Addr, set: Set, results: Vec<BatchResult>) -> Result<Receipt> {
        let Set { root, seal } = set;
        self.jobs(provider, &ExecuteMsg::SubmitBatch { root, seal, results }, &[])
    }

    /// The claim that an assigned job's provider makes with an output.
    pub fn claim(&self, job_id: u64, output: &HexBinary) -> Claim {
        let open = self.job(job_id).open.expect("an unfinished job");
        Claim {
            job_id,
            provider: open.provider.expect("an assigned job").into_string(),
            program: open.program,
            input: open.input,
            output: output.clone(),
        }
    }

    /// What there is to sign for a claim; for *invalid*, if `reporter` brings it.
    pub fn statement(&self, claim: Claim, reporter: Option<&Addr>) -> StatementResponse {
        let reporter = reporter.map(Addr::to_string);
        self.ask_gateway(&GatewayQuery::Statement { claim, reporter })
            .expect("a well-formed claim has a statement")
    }

    /// A proof by two of the three attestors that the output of an assigned job is valid.
    pub fn attest(&self, job_id: u64, output: &HexBinary) -> Proof {
        let statement = self.statement(self.claim(job_id, output), None);
        let digest: [u8; 32] = statement.valid.to_array().expect("32 bytes");
        let signers = keys::attestors();
        Proof::Attestation { signatures: vec![signers[0].sign(0, &digest), signers[2].sign(2, &digest)] }
    }

    /// What the gateway will judge of a submitted job.
    pub fn submitted_claim(&self, job_id: u64) -> ClaimResponse {
        self.ask_jobs(&QueryMsg::Claim { job_id })
    }

    /// The verdict on a delivered job of those whom its method asks, two attestors or the arbiter, for `reporter`
    /// to bring.
    pub fn verdict(&self, job_id: u64, valid: bool, reporter: &Addr) -> GatewayMsg {
        let submitted = self.submitted_claim(job_id);
        let statement = self.statement(submitted.claim, Some(reporter));
        let digest = if valid { statement.valid } else { statement.invalid.expect("named a reporter") };
        let digest: [u8; 32] = digest.to_array().expect("32 bytes");
        let signatures = if submitted.disputed {
            vec![keys::arbiter().sign(0, &digest)]
        } else {
            let signers = keys::attestors();
            vec![signers[0].sign(0, &digest), signers[2].sign(2, &digest)]
        };
        GatewayMsg::BringVerdict { job_id, valid, signatures }
    }

    /// A job from request to settlement, attested.
    pub fn run_job(
        &mut self,
        client: &Addr,
        provider: &Addr,
        class: &str,
        gpus: u32,
        seconds: u64,
        payout: AcceptPayout,
    ) -> Result<u64> {
        let request = self.request_for(class, gpus, seconds);
        let job = self.request(client, request, 2_000 * ONE).context("request")?;
        self.serve(provider, job, payout)?;
        Ok(job)
    }

    /// Does an open attested job, whoever asked for it: the provider accepts it, works for as long as it may take, a minute at
    /// the most, and delivers with two attestors' signatures. It is settled then. Returns the output's digest.
    pub fn serve(&mut self, provider: &Addr, job: u64, payout: AcceptPayout) -> Result<HexBinary> {
        self.heartbeat(provider);
        self.accept(provider, job, payout).context("accept")?;
        let seconds = self.job(job).open.context("an accepted job is open")?.seconds;
        self.wait(seconds.min(60));
        let output = digest(&format!("output of {job}"));
        let proof = self.attest(job, &output);
        self.submit(provider, job, output.clone(), Some(proof)).context("submit")?;
        Ok(output)
    }
}
