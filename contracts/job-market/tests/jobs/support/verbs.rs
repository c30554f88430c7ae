//! What people do: one message each, or a job brought as far as a test wants it.

use super::*;

impl Market {
    /// Registers, bonds, offers GPUs and mints credits to the account.
    pub fn enlist(&mut self, provider: &Addr, class: &str, gpus: u32, credits: u128) {
        use registry::ExecuteMsg::{Bond, MintCredits, OfferGpus, Register};
        let class = class.to_owned();
        self.registry(provider, &Register { metadata: "somebody".into() }, &[]).unwrap();
        let bond = Bond { class: class.clone(), from: Source::Funds {} };
        self.registry(provider, &bond, &coins(100_000 * ONE, NET)).unwrap();
        self.registry(provider, &OfferGpus { class: class.clone(), gpus, admission: None }, &[]).unwrap();
        let max_collateral = (100_000 * ONE).into();
        let mint = MintCredits { class, amount: credits.into(), max_collateral, payout: Payout::Account };
        self.registry(provider, &mint, &[]).unwrap();
    }

    pub fn deposit(&mut self, who: &Addr, amount: u128, denom: &str) {
        self.pool(who, &pool::ExecuteMsg::Deposit { receiver: None }, &coins(amount, denom)).unwrap();
    }

    /// Requests a job for `from`, paid with plenty of NET; its id.
    #[track_caller]
    pub fn request(&mut self, from: &Addr, request: JobRequest) -> u64 {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        let sent = self.jobs(from, &msg, &coins(1_000 * ONE, NET)).unwrap();
        job_id(&sent)
    }

    /// The same without a look at the books, which takes longer the more jobs there are.
    #[track_caller]
    pub fn request_unchecked(&mut self, from: &Addr, request: JobRequest) -> u64 {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        let to = self.at.job_market.clone();
        job_id(&self.send(from, &to, &msg, &coins(10 * ONE, NET)).unwrap())
    }

    #[track_caller]
    pub fn accept(&mut self, job_id: u64, payout: AcceptPayout) {
        let provider = self.provider.clone();
        self.jobs(&provider, &ExecuteMsg::AcceptJob { job_id, payout }, &[]).unwrap();
    }

    /// A job in work by the provider.
    #[track_caller]
    pub fn assigned(&mut self, request: JobRequest, payout: AcceptPayout) -> u64 {
        let client = self.client.clone();
        let job_id = self.request(&client, request);
        self.accept(job_id, payout);
        job_id
    }

    #[track_caller]
    pub fn submit(&mut self, job_id: u64, proof: Option<Proof>) -> Sent {
        let provider = self.provider.clone();
        self.jobs(&provider, &submit(job_id, proof), &[])
    }

    /// A job that waits for its verdict.
    #[track_caller]
    pub fn submitted(&mut self, request: JobRequest, payout: AcceptPayout) -> u64 {
        let job_id = self.assigned(request, payout);
        self.submit(job_id, None).unwrap();
        job_id
    }

    /// A job that waits for the arbiter.
    #[track_caller]
    pub fn disputed(&mut self, payout: AcceptPayout) -> u64 {
        let job_id = self.submitted(by_client(), payout);
        let client = self.client.clone();
        self.jobs(
            &client,
            &ExecuteMsg::DisputeResult { job_id, from: api::common::Source::Funds {} },
            &coins(DISPUTE_BOND, NET),
        )
        .unwrap();
        job_id
    }

    #[track_caller]
    pub fn timeout(&mut self, job_id: u64) -> Sent {
        let stranger = self.stranger.clone();
        self.jobs(&stranger, &ExecuteMsg::TimeoutJob { job_id }, &[])
    }

    pub fn tell(&mut self, job_id: u64) -> Sent {
        let stranger = self.stranger.clone();
        self.jobs(&stranger, &ExecuteMsg::TellEnd { job_id }, &[])
    }

    pub fn disable(&mut self, method: u32) {
        let guardian = self.guardian.clone();
        self.gateway(&guardian, &gateway::ExecuteMsg::DisableMethod { method }).unwrap();
    }

    /// A signature of the attestor on a result of a job in work.
    pub fn attestation(&self, job_id: u64) -> Proof {
        self.attestation_of(job_id, output())
    }

    /// The same on this result.
    pub fn attestation_of(&self, job_id: u64, output: HexBinary) -> Proof {
        let open = self.job(job_id).open.unwrap();
        let claim = Claim {
            job_id,
            provider: open.provider.unwrap().into(),
            program: open.program,
            input: open.input,
            output,
        };
        Proof::Attestation { signatures: vec![self.signed(ATTESTOR_SEED, claim, None)] }
    }

    /// The verdict of whoever judges a waiting job, brought by `reporter`.
    #[track_caller]
    pub fn bring_verdict(&mut self, reporter: &Addr, job_id: u64, valid: bool) -> Sent {
        let waiting: ClaimResponse = self.ask_jobs(&QueryMsg::Claim { job_id })?;
        let seed = if waiting.disputed { ARBITER_SEED } else { ATTESTOR_SEED };
        let signatures = vec![self.signed(seed, waiting.claim, (!valid).then_some(reporter))];
        self.gateway(reporter, &gateway::ExecuteMsg::BringVerdict { job_id, valid, signatures })
    }

    /// That a claim is valid; or, as `reporter` would bring it, that it is not.
    fn signed(&self, seed: u8, claim: Claim, reporter: Option<&Addr>) -> KeySignature {
        let question = gateway::QueryMsg::Statement { claim, reporter: reporter.map(Addr::to_string) };
        let statement: StatementResponse = self.ask(&self.at.verifier_gateway, &question).unwrap();
        let digest = statement.invalid.unwrap_or(statement.valid);
        KeySignature { key: 0, signature: key(seed).sign(digest.as_slice()).to_bytes().as_slice().into() }
    }
}
