//! Messages of the job-market, and of the verifier-gateway about jobs.

use anyhow::{Context, Result};
use api::common::{Payout, Source};
use api::job_market::{AcceptPayout, ExecuteMsg, JobRequest, ReceiveMsg};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, MethodKind, Proof};
use compute_amm_testing::client::{Client, Receipt};
use compute_amm_testing::credits::with_input;
use compute_amm_testing::groth16::{BlsTrapdoor, Encoded, Trapdoor, TrapdoorOver};
use compute_amm_testing::jobs::{digest, job_id};
use compute_amm_testing::wirings::{
    template, ATTESTATION, CHALLENGE_BOND, CLIENT_APPROVAL, GROTH16_STATEMENT, H100, NET, ONE, OPTIMISTIC,
    RISC_ZERO,
};
use cosmwasm_std::{coins, Addr, Binary, Coin, HexBinary, Uint128};
use deploy::Code;
use market_tests::shared::accepted_receipts;
use sha2::Digest as _;

use super::tally::Tally;
use super::waiting::TEMPLATE;
use super::words::attribute;

/// Most that a request here pays.
pub(super) const MAX_IN: u128 = 100 * ONE;

impl<C: Client> Tally<'_, C> {
    fn jobs(&mut self, name: &str, sender: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Result<Receipt> {
        self.send(name, Code::JobMarket, sender, msg, funds)
    }

    /// A job of a minute under a method.
    pub(super) fn minute(&mut self, method: u32) -> JobRequest {
        let mut request = self.market.request_for(H100, 1, 60);
        request.method = method;
        request
    }

    /// A job of a method, requested and accepted without being measured.
    pub(super) fn assigned(
        &mut self,
        client: &Addr,
        provider: &Addr,
        method: u32,
        payout: AcceptPayout,
    ) -> Result<u64> {
        let request = self.minute(method);
        let job = self.market.request(client, request, MAX_IN)?;
        self.market.accept(provider, job, payout)?;
        Ok(job)
    }

    /// Every way to ask for a job, and to be rid of it again.
    pub(super) fn requests(&mut self, client: &Addr) -> Result<()> {
        let net = || coins(MAX_IN, NET);
        let request = self.minute(ATTESTATION);
        let msg = self.market.swap_request(request, Source::Funds {})?;
        let first = job_id(&self.send("request", Code::Pool, client, &msg, &net())?)?;
        let account = || Source::Account { owner: None, amount: Uint128::new(MAX_IN) };
        let mut request = self.minute(ATTESTATION);
        request.surplus = Payout::Account;
        let msg = self.market.swap_request(request, account())?;
        self.send("request_from_account", Code::Pool, client, &msg, &[])?;
        let request = self.minute(ATTESTATION);
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        self.jobs("request_job", client, &msg, &net())?;
        let mut request = self.minute(ATTESTATION);
        request.surplus = Payout::Account;
        let msg = ExecuteMsg::RequestJob { request, from: account() };
        self.jobs("request_job_from_account", client, &msg, &[])?;
        let cancelled = ExecuteMsg::CancelJob { job_id: first };
        // Its credits are in the client's account now.
        self.jobs("cancel_job", client, &cancelled, &[])?;
        let request = self.minute(ATTESTATION);
        let msg = ExecuteMsg::RequestJobWithCredits { request };
        self.jobs("request_job_with_credits", client, &msg, &[])?;
        Ok(())
    }

    /// A request that is paid with credits sent as tokens.
    pub(super) fn request_with_tokens(&mut self, holder: &Addr) -> Result<()> {
        let credit = self.market.credit(H100);
        let request = self.minute(ATTESTATION);
        let to = self.market.at.job_market.clone();
        // The take comes from its account.
        let hook = ReceiveMsg::RequestJob { request };
        self.send_cw20("request_with_credits_sent", holder, &credit, &to, 60 * ONE, &hook)?;
        Ok(())
    }

    /// Accepting and delivering under every method.
    pub(super) fn work(&mut self, client: &Addr, provider: &Addr) -> Result<()> {
        // The usual last: by then a provider and its client have every record that such jobs go on to use.
        let kinds = [
            ("_net", AcceptPayout::Net { min: Uint128::one() }),
            ("_credits", AcceptPayout::Credits {}),
            ("", AcceptPayout::Redeem {}),
        ];
        for (kind, payout) in kinds {
            let request = self.minute(ATTESTATION);
            let job = self.market.request(client, request, MAX_IN)?;
            let msg = ExecuteMsg::AcceptJob { job_id: job, payout };
            self.jobs(&format!("accept{kind}"), provider, &msg, &[])?;
            let output = digest(&format!("output of {job}"));
            let proof = Some(self.market.attest(job, &output));
            self.submit(&format!("submit_attestation{kind}"), provider, job, output, proof)?;
        }
        self.proven(client, provider)?;
        let key = self.proven_under_key(client, provider)?;
        self.proven_on_demand(client, provider, &key)?;
        let job = self.assigned(client, provider, CLIENT_APPROVAL, AcceptPayout::Credits {})?;
        self.submit("submit_unproven", provider, job, digest("work"), None)?;
        self.second_passes();
        self.jobs("approve_result", client, &ExecuteMsg::ApproveResult { job_id: job }, &[])?;
        let job = self.assigned(client, provider, CLIENT_APPROVAL, AcceptPayout::Credits {})?;
        self.market.submit(provider, job, digest("work"), None)?;
        let dispute = ExecuteMsg::DisputeResult { job_id: job, from: Source::Funds {} };
        let bond = self.market.wiring.job_market.dispute_bond.u128();
        self.jobs("dispute_result", client, &dispute, &coins(bond, NET))?;
        self.verdict("bring_verdict_of_arbiter", client, job, true)?;
        // Fraud ends in jail, so somebody commits it who is not needed any more.
        let cheat = self.actor("cheat")?;
        self.market.join(&cheat, H100, 100 * ONE, 1)?;
        // Nor does a party of the job earn as its reporter.
        let verdicts =
            [("bring_verdict", provider, client, true), ("bring_verdict_of_fraud", &cheat, provider, false)];
        for (name, provider, reporter, valid) in verdicts {
            let job = self.assigned(client, provider, ATTESTATION, AcceptPayout::Credits {})?;
            self.market.submit(provider, job, digest("work"), None)?;
            self.verdict(name, reporter, job, valid)?;
        }
        Ok(())
    }

    pub(super) fn submit(
        &mut self,
        name: &str,
        provider: &Addr,
        job_id: u64,
        output: HexBinary,
        proof: Option<Proof>,
    ) -> Result<()> {
        self.second_passes();
        let msg = ExecuteMsg::SubmitResult { job_id, output, proof, output_locator: None };
        self.jobs(name, provider, &msg, &[]).map(|_| ())
    }

    pub(super) fn verdict(&mut self, name: &str, sender: &Addr, job_id: u64, valid: bool) -> Result<()> {
        self.second_passes();
        let msg: GatewayMsg = self.market.verdict(job_id, valid, sender);
        self.send(name, Code::VerifierGateway, sender, &msg, &[]).map(|_| ())
    }

    /// Waits for another second. A settlement is a sign of life of its provider, and costs less where it has one of
    /// the same second already: then it would depend on the speed of the machine what is measured.
    pub(super) fn second_passes(&mut self) {
        self.market.wait(1);
    }

    /// Jobs that real RISC Zero receipts settle, where there are any.
    fn proven(&mut self, client: &Addr, provider: &Addr) -> Result<()> {
        let Some(receipts) = accepted_receipts() else { return Ok(()) };
        let receipt = receipts.first().context("a receipt among the vectors")?;
        let mut request = self.minute(RISC_ZERO);
        request.program = HexBinary::from(receipt.image().to_vec());
        request.input = None;
        let job = self.market.request(client, request, MAX_IN)?;
        self.market.accept(provider, job, AcceptPayout::Redeem {})?;
        let proof = Proof::RiscZero { seal: Binary::from(receipt.seal_bytes()), journal: None };
        let output = HexBinary::from(sha2::Sha256::digest(receipt.journal_bytes()).to_vec());
        self.submit("submit_risc0", provider, job, output, Some(proof))
    }

    /// Jobs under Groth16, two public inputs, over either curve. The key is that over BN254.
    fn proven_under_key(&mut self, client: &Addr, provider: &Addr) -> Result<Trapdoor> {
        let key = Trapdoor::new(u64::from(u32::from(self.pass)), 2);
        self.proven_by("register_key", "submit_groth16_bn254", client, provider, &key)?;
        let over_bls = BlsTrapdoor::new(u64::from(u32::from(self.pass)), 2);
        self.proven_by("register_key_bls", "submit_groth16_bls", client, provider, &over_bls)?;
        Ok(key)
    }

    /// A job that a proof of its statement settles, under a key that is registered first: the names of both figures.
    fn proven_by<E: Encoded>(
        &mut self,
        registration: &str,
        submission: &str,
        client: &Addr,
        provider: &Addr,
        key: &TrapdoorOver<E>,
    ) -> Result<()> {
        let register = GatewayMsg::RegisterKey { key: key.key() };
        self.send(registration, Code::VerifierGateway, client, &register, &[])?;
        let mut request = self.minute(GROTH16_STATEMENT);
        request.program = key.program();
        let job = self.market.request(client, request, MAX_IN)?;
        self.market.accept(provider, job, AcceptPayout::Redeem {})?;
        let output = digest(&format!("output of {job}"));
        let statement = self.market.statement(self.market.claim(job, &output), None).statement;
        let proof = key.prove_statement(&statement);
        self.submit(submission, provider, job, output, Some(proof))
    }

    /// A result that somebody doubts, and its proof under the same key, which somebody else brings.
    fn proven_on_demand(&mut self, client: &Addr, provider: &Addr, key: &Trapdoor) -> Result<()> {
        let mut request = self.minute(OPTIMISTIC);
        request.program = key.program();
        let job_id = self.market.request(client, request, MAX_IN)?;
        self.market.accept(provider, job_id, AcceptPayout::Redeem {})?;
        let output = digest(&format!("output of {job_id}"));
        self.market.submit(provider, job_id, output.clone(), None)?;
        let doubter = self.actor("doubter")?;
        let challenge = ExecuteMsg::ChallengeResult { job_id, from: Source::Funds {} };
        self.jobs("challenge", &doubter, &challenge, &coins(CHALLENGE_BOND, NET))?;
        let statement = self.market.statement(self.market.claim(job_id, &output), None).statement;
        let prove = ExecuteMsg::ProveChallenged { job_id, proof: key.prove_statement(&statement) };
        self.second_passes();
        self.jobs("prove_challenged", &doubter, &prove, &[])?;
        Ok(())
    }

    /// A provider asks for the input of a job, a kilobyte, and gets it.
    pub(super) fn inputs(&mut self, client: &Addr, provider: &Addr) -> Result<()> {
        let data = [7; 1_024];
        let mut request = with_input(self.market.request_for(H100, 1, 60), &data);
        request.method = ATTESTATION;
        let job_id = self.market.request(client, request, MAX_IN)?;
        self.market.accept(provider, job_id, AcceptPayout::Credits {})?;
        let ask = ExecuteMsg::RequestData { job_id, chunk: None, from: Source::Funds {} };
        let bond = self.market.wiring.job_market.data_bond.u128();
        self.jobs("request_data", provider, &ask, &coins(bond, NET))?;
        let answer = ExecuteMsg::AnswerData { job_id, data: Binary::from(data), path: vec![] };
        self.jobs("answer_data", client, &answer, &[])?;
        Ok(())
    }

    /// A job whose provider does not deliver, and one that nobody accepts; they take a minute.
    pub(super) fn timeouts(&mut self, client: &Addr, provider: &Addr) -> Result<()> {
        let unwanted = self.minute(ATTESTATION);
        let accept_within = unwanted.accept_within.min(60);
        let unwanted = JobRequest { accept_within, ..unwanted };
        let unwanted = self.market.request(client, unwanted, MAX_IN)?;
        let mut request = self.market.request_for(H100, 1, 1);
        request.run_within = 1;
        let late = self.market.request(client, request, MAX_IN)?;
        self.market.accept(provider, late, AcceptPayout::Credits {})?;
        self.market.wait(3);
        self.jobs("timeout_job", client, &ExecuteMsg::TimeoutJob { job_id: late }, &[])?;
        self.market.wait(60);
        self.jobs("expire_job", client, &ExecuteMsg::TimeoutJob { job_id: unwanted }, &[])?;
        self.jobs("sweep_take", client, &ExecuteMsg::SweepTake {}, &[])?;
        Ok(())
    }

    /// What the owner says of standard jobs.
    pub(super) fn standard(&mut self, owner: &Addr) -> Result<()> {
        let class = H100.to_owned();
        let set = ExecuteMsg::SetTemplate { class, template: TEMPLATE, terms: Some(template()) };
        self.jobs("set_template", owner, &set, &[])?;
        Ok(())
    }

    /// What the owner says to the job-market, and the guardian.
    pub(super) fn jobs_owner(&mut self, owner: &Addr, guardian: &Addr) -> Result<()> {
        let terms = self.market.wiring.classes.first().context("a class in the wiring")?.terms;
        let class = format!("gas-{}", self.pass);
        self.jobs("list_class", owner, &ExecuteMsg::ListClass { class, terms }, &[])?;
        let update = ExecuteMsg::UpdateClass { class: H100.to_owned(), terms };
        self.jobs("jobs_update_class", owner, &update, &[])?;
        let params = self.market.wiring.job_market_params();
        self.jobs("jobs_update_params", owner, &ExecuteMsg::UpdateParams { params }, &[])?;
        self.jobs("jobs_pause", guardian, &ExecuteMsg::SetPaused { requests: true }, &[])?;
        self.jobs("jobs_unpause", owner, &ExecuteMsg::SetPaused { requests: false }, &[])?;
        let same = ExecuteMsg::SetGuardian { guardian: guardian.to_string() };
        self.jobs("jobs_set_guardian", owner, &same, &[])?;
        Ok(())
    }

    /// What the owner says to the gateway, and anybody about programs.
    pub(super) fn gateway_owner(&mut self, owner: &Addr, guardian: &Addr) -> Result<()> {
        let gateway = Code::VerifierGateway;
        let params = self.market.wiring.methods.first().context("a method in the wiring")?.clone();
        let added = self.send("add_method", gateway, owner, &GatewayMsg::AddMethod { params }, &[])?;
        let method = attribute(&added, "method")?.parse()?;
        self.send("disable_method", gateway, guardian, &GatewayMsg::DisableMethod { method }, &[])?;
        let proofs = self.market.wiring.methods.iter().find_map(|params| match &params.kind {
            MethodKind::RiscZero { selectors, .. } => Some((params.clone(), selectors.first()?.clone())),
            _ => None,
        });
        let (params, selector) = proofs.context("a RISC Zero method in the wiring")?;
        let added = self.send("add_risc0_method", gateway, owner, &GatewayMsg::AddMethod { params }, &[])?;
        let stop = GatewayMsg::StopSelector { method: attribute(&added, "method")?.parse()?, selector };
        self.send("stop_selector", gateway, guardian, &stop, &[])?;
        let program = digest(&format!("program of pass {}", self.pass));
        let register = GatewayMsg::RegisterProgram { program, input_offset: 0 };
        self.send("register_program", gateway, owner, &register, &[])?;
        let same = GatewayMsg::SetGuardian { guardian: guardian.to_string() };
        self.send("gateway_set_guardian", gateway, owner, &same, &[]).map(|_| ())
    }
}
