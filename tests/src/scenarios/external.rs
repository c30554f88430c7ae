//! Results that another contract judges, and what it can do when it means harm: accept, or nothing.

use anyhow::Result;
use api::common::{Source, CREDIT};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState, Template};
use api::pool::ExecuteMsg as PoolMsg;
use api::provider_registry::{ExecuteMsg as RegistryMsg, JobEnd};
use api::verifier_gateway::{
    ExecuteMsg as GatewayMsg, MethodKind, MethodParams, QueryMsg as GatewayQuery, VerifyResponse,
};
use cosmwasm_std::{to_json_binary, Addr, Binary, Empty, Uint128};
use cw_multi_test::Executor;
use hostile_verifier::{Call, Mode, QueryMsg as VerifierQuery};
use serde::Serialize;

use crate::hostile::{self, Master};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::payouts::Watch;
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{template, ATTESTATION, H100, NET, ONE};

/// A market with an external method that is in use.
struct Scene {
    market: Market,
    provider: Addr,
    client: Addr,
    /// Brings proofs.
    anyone: Addr,
    verifier: Addr,
    method: u32,
}

fn params(verifier: &Addr) -> MethodParams {
    let kind = MethodKind::External { contract: verifier.to_string(), gas_limit: 500_000 };
    MethodParams { kind, detection_bps: 8_000, name: "external".into() }
}

impl Scene {
    fn new(codes: &dyn Codes) -> Self {
        let (mut market, provider, client) = small_market(codes);
        let verifier = hosted(&mut market);
        let anyone = market.actor("anyone");
        let mut scene = Self { market, provider, client, anyone, verifier: verifier.clone(), method: 0 };
        scene.method = scene.add(&verifier);
        scene
    }

    /// Governance adds a method, and its timelock passes.
    fn add(&mut self, verifier: &Addr) -> u32 {
        let owner = self.market.owner.clone();
        let msg = GatewayMsg::AddMethod { params: params(verifier) };
        self.market.gateway(&owner, &msg).expect("added");
        self.market.wait(self.market.wiring.method_timelock);
        let wired = u32::try_from(self.market.wiring.methods.len()).expect("few methods");
        wired.max(self.method) + 1
    }

    /// A job of 1,000 credits under a method, assigned to somebody.
    fn assigned(&mut self, method: u32, provider: &Addr) -> u64 {
        let mut request = self.market.request_for(H100, 1, 1_000);
        request.method = method;
        request.declared_value = Some(Uint128::new(10 * ONE));
        let job = self.market.request(&self.client, request, 100 * ONE).expect("requested");
        self.market.heartbeat(provider);
        self.market.accept(provider, job, AcceptPayout::Credits {}).expect("accepted");
        job
    }

    /// The same under the external method, delivered.
    fn delivered(&mut self) -> u64 {
        let (method, provider) = (self.method, self.provider.clone());
        let job = self.assigned(method, &provider);
        self.market.submit(&provider, job, digest("output"), None).expect("delivered");
        assert_eq!(self.market.job(job).state, JobState::Submitted);
        job
    }

    fn bring(&mut self, job_id: u64) -> Result<()> {
        let msg = GatewayMsg::VerifyExternal { job_id, proof: Binary::from(b"shown") };
        self.market.gateway(&self.anyone.clone(), &msg).map(drop)
    }

    /// A job that is accepted pays its provider, and nobody else.
    fn paid(&mut self, job: u64) {
        let (anyone, credit) = (self.anyone.clone(), self.market.credit(H100));
        let (had, watch) =
            (self.market.account(&self.provider, &credit), Watch::new(&self.market, &self.anyone));
        self.bring(job).expect("accepted");
        watch.check(&self.market, &anyone).expect("paid by the table").expect("it ended");
        assert_eq!(self.market.job(job).state, JobState::Settled);
        assert_eq!(self.market.account(&self.provider, &credit), had + 1_000 * CREDIT);
        invariants::check(&self.market).unwrap();
    }

    /// A job for which no verdict came goes back as a whole, and costs its provider nothing.
    fn refunded(&mut self, job: u64) {
        let (anyone, credit) = (self.anyone.clone(), self.market.credit(H100));
        let (had, watch) =
            (self.market.account(&self.client, &credit), Watch::new(&self.market, &self.anyone));
        let before = self.market.position(&self.provider, H100);
        self.market.time_out(&anyone, job).expect("anyone may say so");
        watch.check(&self.market, &anyone).expect("paid by the table").expect("it ended");
        let after = self.market.position(&self.provider, H100);
        assert_eq!(self.market.job(job).state, JobState::Refunded);
        assert_eq!(self.market.account(&self.client, &credit), had + 1_000 * CREDIT);
        assert_eq!(after.bond, before.bond, "nobody is punished");
        assert!(after.locked < before.locked, "the lock is free");
        invariants::check(&self.market).unwrap();
    }

    /// The wait for a verdict passes.
    fn wait_for_verdict(&mut self) {
        self.market.wait(self.market.wiring.job_market.verdict_within);
    }

    fn statement(&self, job: u64, provider: &Addr) -> Binary {
        let mut claim = self.market.claim(job, &digest("output"));
        claim.provider = provider.to_string();
        Binary::from(self.market.statement(claim, None).statement.as_slice())
    }

    fn failures(&self) -> Vec<String> {
        self.market.ask(self.verifier.as_str(), &VerifierQuery::Failures {}).expect("it answers")
    }
}

/// A verifier whose admin is somebody.
fn hosted(market: &mut Market) -> Addr {
    let code = market.client.app.store_code(hostile::verifier());
    let admin = market.address("admin of the verifier");
    let (label, by) = ("verifier", Some(admin.to_string()));
    market.client.app.instantiate_contract(code, admin, &Empty {}, &[], label, by).expect("it starts")
}

fn call(contract: &str, msg: &impl Serialize) -> Call {
    Call { contract: contract.into(), msg: to_json_binary(msg).expect("messages serialise") }
}

/// A result waits for its verifier, to whom anyone brings the proof; neither a proof with the result nor signatures judge it.
pub fn an_accepted_result_is_paid_as_an_attested_one(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (method, provider) = (scene.method, scene.provider.clone());
    let job = scene.assigned(method, &provider);
    scene.bring(job).refused(&["assigned"]);
    let signed = scene.market.attest(job, &digest("output"));
    scene.market.submit(&provider, job, digest("output"), Some(signed.clone())).refused(&[
        "`verify_external` brings it to its contract once the result is submitted",
        "got signatures",
    ]);
    let claim = scene.market.claim(job, &digest("output"));
    let query = GatewayQuery::VerifyProof { method, claim, proof: signed };
    scene.market.ask_gateway::<VerifyResponse>(&query).refused(&["`verify_external` brings it"]);
    scene.market.submit(&provider, job, digest("output"), None).expect("delivered");
    let verdict = scene.market.verdict(job, true, &provider);
    scene
        .market
        .gateway(&provider, &verdict)
        .refused(&["judged by its contract, which `verify_external` asks"]);

    let attested = scene.assigned(ATTESTATION, &provider);
    scene.market.submit(&provider, attested, digest("output"), None).expect("delivered");
    scene
        .bring(attested)
        .refused(&["judged by signatures of its keys, got a proof for an external verifier"]);
    scene.paid(job);
    scene.bring(job).refused(&["settled"]);

    let late = scene.delivered();
    scene.wait_for_verdict();
    scene.bring(late).refused(&["too late"]);
    scene.refunded(late);
}

/// It may refuse, say nothing, or say what accepts something else: nothing moves, jobs beside it go on, and its own end by refund.
pub fn a_verifier_that_does_not_accept_holds_up_nothing(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (provider, verifier) = (scene.provider.clone(), scene.verifier.clone());
    let [job, other] = [(); 2].map(|()| scene.delivered());
    let thief = scene.market.address("thief");
    let says = |data| Mode::Says { data };
    for (mode, got) in [
        (Mode::Silent {}, "got none"),
        (Mode::Fails {}, "got an error"),
        (Mode::SaysMuch { bytes: 1 << 20 }, "got other data, in 1048580 bytes"),
        (says(scene.statement(other, &provider)), "got other data, in 34 bytes"),
        (says(scene.statement(job, &thief)), "got other data, in 34 bytes"),
        (
            says(Binary::from(scene.statement(job, &provider).to_base64().as_bytes())),
            "got other data, in 46 bytes",
        ),
    ] {
        scene.market.turn(&verifier, mode);
        let stored = scene.market.job(job);
        scene.bring(job).refused(&["verifier: expected the statement", got]);
        assert_eq!(scene.market.job(job), stored, "nothing moved");
        let beside = scene.assigned(ATTESTATION, &provider);
        let signed = scene.market.attest(beside, &digest("output"));
        scene.market.submit(&provider, beside, digest("output"), Some(signed)).expect("settled");
        invariants::check(&scene.market).unwrap();
    }
    // What it said before binds nobody: it may still accept.
    scene.market.turn(&verifier, Mode::Accepts {});
    scene.paid(other);
    scene.market.turn(&verifier, Mode::Silent {});
    scene.wait_for_verdict();
    scene.refunded(job);
}

/// The thief owns the verifier. It was good when governance looked; now it sends, in the middle of its answer, all that might move
/// money or spare it work. It is whoever it is, and nobody else: none of it is done. What is left to it is to accept, which pays
/// a job that its client put under it.
pub fn a_verifier_that_turns_hostile_after_registration_takes_nothing(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (provider, verifier) = (scene.provider.clone(), scene.verifier.clone());
    let before = scene.delivered();
    scene.paid(before);

    let [job, other] = [(); 2].map(|()| scene.delivered());
    let method = scene.method;
    let running = scene.assigned(method, &provider);
    let (at, client, net) = (scene.market.at.clone(), scene.client.clone(), scene.market.net());
    scene.market.deposit(&client, 10 * ONE, NET).expect("deposited");
    let thief = verifier.to_string();
    let jobs = |msg: JobMsg| call(&at.job_market, &msg);
    let gateway = |msg: GatewayMsg| call(&at.verifier_gateway, &msg);
    let end = JobEnd::Fraud { take: Uint128::zero(), client: thief.clone(), reporter: Some(thief.clone()) };
    let bond = || Source::Account { owner: None, amount: Uint128::new(5 * ONE) };
    let withdraw = |owner: &str| PoolMsg::Withdraw {
        asset: net.clone(),
        amount: Uint128::one(),
        owner: Some(owner.into()),
        receiver: None,
    };
    let forged =
        |job_id| JobMsg::SubmitResult { job_id, output: digest("forged"), proof: None, output_locator: None };
    let calls = vec![
        jobs(JobMsg::Verdict { job_id: other, valid: true, reporter: thief.clone() }),
        jobs(JobMsg::Verdict { job_id: job, valid: false, reporter: thief.clone() }),
        jobs(forged(running)),
        jobs(forged(job)),
        jobs(JobMsg::CancelJob { job_id: job }),
        jobs(JobMsg::TimeoutJob { job_id: job }),
        jobs(JobMsg::TimeoutJob { job_id: running }),
        jobs(JobMsg::ApproveResult { job_id: other }),
        jobs(JobMsg::DisputeResult { job_id: other, from: bond() }),
        jobs(JobMsg::ChallengeResult { job_id: other, from: bond() }),
        gateway(GatewayMsg::BringVerdict { job_id: other, valid: false, signatures: vec![] }),
        gateway(GatewayMsg::VerifyExternal { job_id: running, proof: Binary::default() }),
        gateway(GatewayMsg::DisableMethod { method: ATTESTATION }),
        gateway(GatewayMsg::AddMethod { params: params(&verifier) }),
        call(&at.provider_registry, &RegistryMsg::EndJob { job_id: other, end }),
        call(&at.provider_registry, &RegistryMsg::FreeGpus { job_id: other }),
        call(&at.pool, &withdraw(client.as_str())),
        call(&at.pool, &withdraw(&at.job_market)),
    ];
    let tried = calls.len();
    scene.market.turn(&verifier, Mode::Calls { calls });
    scene.paid(job);
    let failures = scene.failures();
    assert_eq!(failures.len(), tried, "{failures:#?}");
    assert_eq!(scene.market.account(&verifier, &scene.market.net()), 0);
    assert_eq!(scene.market.wallet(&verifier, NET), 0);
    let states = [other, running].map(|job| scene.market.job(job).state);
    assert_eq!(states, [JobState::Submitted, JobState::Assigned]);

    // Governance's guardian sees it, and what still waits goes back.
    let guardian = scene.market.guardian.clone();
    scene.market.gateway(&guardian, &GatewayMsg::DisableMethod { method }).expect("stopped");
    for job in [other, running] {
        scene.refunded(job);
    }
}

/// Asked again in the middle of its answer, a verifier judges another job, which is paid once, and this one once; of the same job
/// the second verdict is refused, and with it all that came of the message.
pub fn a_verifier_that_calls_back_is_heard_once(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (verifier, credit) = (scene.verifier.clone(), scene.market.credit(H100));
    let [job, other] = [(); 2].map(|()| scene.delivered());
    let gateway = scene.market.at.verifier_gateway.clone();
    let again = |job_id| {
        let msg = GatewayMsg::VerifyExternal { job_id, proof: Binary::default() };
        Mode::Calls { calls: vec![call(&gateway, &msg)] }
    };
    scene.market.turn(&verifier, again(job));
    let stored = scene.market.job(job);
    scene.bring(job).refused(&["expected state submitted or disputed, got settled"]);
    assert_eq!(scene.market.job(job), stored, "nothing moved");
    invariants::check(&scene.market).unwrap();

    scene.market.turn(&verifier, again(other));
    let had = scene.market.account(&scene.provider, &credit);
    scene.bring(job).expect("both are accepted");
    assert_eq!(scene.failures(), [""; 0]);
    for job in [job, other] {
        assert_eq!(scene.market.job(job).state, JobState::Settled);
        scene.bring(job).refused(&["settled"]);
    }
    assert_eq!(scene.market.account(&scene.provider, &credit), had + 2_000 * CREDIT);
    invariants::check(&scene.market).unwrap();
}

/// The statement is read before the verifier runs and told after. Between the two a submitted job can only end, which the verifier
/// may bring about when its time has come: then its own verdict is refused.
pub fn a_verifier_that_ends_its_own_job_gains_nothing(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let verifier = scene.verifier.clone();
    let job = scene.delivered();
    let call = call(&scene.market.at.job_market, &JobMsg::TimeoutJob { job_id: job });
    scene.market.turn(&verifier, Mode::Calls { calls: vec![call] });
    scene.wait_for_verdict();
    scene.bring(job).refused(&["expected state submitted or disputed, got refunded"]);
    assert_eq!(scene.market.job(job).state, JobState::Submitted, "nothing moved");
    scene.refunded(job);
}

/// Its admin migrates it to code that understands nothing; of another there never was a contract.
pub fn a_verifier_that_is_gone_holds_up_nothing(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let first = scene.delivered();
    let admin = scene.market.address("admin of the verifier");
    let app = &mut scene.market.client.app;
    let code = app.store_code(hostile::gone());
    app.migrate_contract(admin, scene.verifier.clone(), &Empty {}, code).expect("its admin may");
    scene.bring(first).refused(&["verifier: expected the statement", "got an error", "nobody is here"]);

    let nobody = scene.market.address("no contract");
    scene.wait_for_verdict();
    scene.refunded(first);
    scene.method = scene.add(&nobody);
    let second = scene.delivered();
    scene.bring(second).refused(&["verifier: expected the statement", "got an error"]);
    scene.wait_for_verdict();
    scene.refunded(second);
}

/// The guardian stops the method at once: nothing is asked any more, and every job under it goes back, whatever its state.
pub fn a_stopped_external_method_refunds(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (method, provider) = (scene.method, scene.provider.clone());
    let submitted = scene.delivered();
    let assigned = scene.assigned(method, &provider);
    let guardian = scene.market.guardian.clone();
    scene.market.gateway(&guardian, &GatewayMsg::DisableMethod { method }).expect("stopped");
    let disabled = format!("method {method} is disabled");
    scene.bring(submitted).refused(&[&disabled]);
    scene.market.submit(&provider, assigned, digest("output"), None).refused(&["disabled"]);
    for job in [submitted, assigned] {
        scene.refunded(job);
    }
    let mut request = scene.market.request_for(H100, 1, 1_000);
    request.method = method;
    scene.market.request(&scene.client, request, 100 * ONE).refused(&["disabled"]);
}

/// Its word comes after the result, so it cannot judge a debtor's work; and it has no keys and no proofs by which a dispute or a
/// challenge could be decided.
pub fn an_external_method_judges_no_standard_job_and_for_no_other(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (method, owner) = (scene.method, scene.market.owner.clone());
    let terms = Template { method, ..template() };
    let msg = JobMsg::SetTemplate { class: H100.into(), template: 1, terms: Some(terms) };
    let expected =
        ["a validity proof of the whole statement, or attestation", "one that waits for its contract"];
    scene.market.jobs(&owner, &msg, &[]).refused(&expected);
    for (kind, expected) in [
        (MethodKind::ClientApproval { arbiter: method }, "an attestation method"),
        (
            MethodKind::Optimistic {
                proof: method,
                window: 600,
                prove_within: 3_600,
                bond_min: Uint128::one(),
            },
            "a validity method",
        ),
    ] {
        let params = MethodParams { kind, detection_bps: 500, name: "relies".into() };
        scene
            .market
            .gateway(&owner, &GatewayMsg::AddMethod { params })
            .refused(&[expected, "a method of another kind"]);
    }
}
