//! The verifier on the whole market: governance adds it, a job is factored, judged and paid.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::arithmetic_side_effects)]

use api::external_verifier::VerifierMsg;
use api::job_market::{AcceptPayout, JobState};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, MethodKind, MethodParams};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{H100, ONE};
use compute_amm_testing::{small_market, Market, Native, Refused};
use cosmwasm_std::{to_json_binary, Addr, Empty, HexBinary, Uint256, Uint512};
use cw_multi_test::{Contract, ContractWrapper};
use external_verifier::contract::{execute, instantiate, query};
use external_verifier::msg::{DigestsResponse, InstantiateMsg, Proof, QueryMsg};

/// Two primes of 128 bits, and what a provider is asked to take apart.
const SMALLER: &str = "170141183460469231731687303715884105727";
const LARGER: &str = "340282366920938463463374607431768211297";

fn contract() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

fn shown(smaller: &str, larger: &str) -> Proof {
    let factors = [smaller, larger].map(|text| text.parse::<Uint256>().unwrap());
    Proof { number: factors[0].full_mul(factors[1]), factors }
}

struct Scene {
    market: Market,
    provider: Addr,
    client: Addr,
    verifier: Addr,
    method: u32,
}

impl Scene {
    fn new() -> Self {
        let (mut market, provider, client) = small_market(&Native);
        let verifier = market.host(contract(), &InstantiateMsg {}, "factors");
        let kind = MethodKind::External { contract: verifier.to_string(), gas_limit: 300_000 };
        let params = MethodParams { kind, detection_bps: 10_000, name: "factors".into() };
        let owner = market.owner.clone();
        market.gateway(&owner, &GatewayMsg::AddMethod { params }).expect("added");
        market.wait(market.wiring.method_timelock);
        market.heartbeat(&provider);
        let method = u32::try_from(market.wiring.methods.len()).unwrap() + 1;
        Self { market, provider, client, verifier, method }
    }

    fn digests(&self, proof: Proof) -> anyhow::Result<DigestsResponse> {
        self.market.ask(self.verifier.as_str(), &QueryMsg::Digests { proof })
    }

    /// A job to find these factors, delivered with this output.
    fn delivered(&mut self, found: &DigestsResponse, output: HexBinary) -> u64 {
        let mut request = self.market.request_for(H100, 1, 60);
        (request.method, request.program) = (self.method, found.program.clone());
        request.input = Some(found.input.clone());
        let job = self.market.request(&self.client, request, 50 * ONE).expect("requested");
        self.market.accept(&self.provider, job, AcceptPayout::Credits {}).expect("accepted");
        self.market.submit(&self.provider, job, output, None).expect("delivered");
        job
    }

    fn bring(&mut self, job_id: u64, proof: Proof) -> anyhow::Result<()> {
        let anyone = self.market.address("anyone");
        let proof = to_json_binary(&proof).unwrap();
        self.market.gateway(&anyone, &GatewayMsg::VerifyExternal { job_id, proof }).map(drop)
    }
}

#[test]
fn factors_that_are_found_are_paid() {
    let mut scene = Scene::new();
    let proof = shown(SMALLER, LARGER);
    let found = scene.digests(proof).unwrap();
    let job = scene.delivered(&found, found.output.clone());
    let credit = scene.market.credit(H100);
    assert_eq!(scene.market.account(&scene.provider, &credit), 0);
    scene.bring(job, proof).expect("anyone brings it");
    assert_eq!(scene.market.job(job).state, JobState::Settled);
    assert_eq!(scene.market.account(&scene.provider, &credit), 60 * ONE);
    scene.bring(job, proof).refused(&["settled"]);
}

#[test]
fn what_is_not_the_factors_of_the_number_is_not() {
    let mut scene = Scene::new();
    let proof = shown(SMALLER, LARGER);
    let found = scene.digests(proof).unwrap();
    let job = scene.delivered(&found, found.output.clone());
    let forged = scene.delivered(&found, digest("forged"));
    for (wrong, expected) in [
        (shown(LARGER, SMALLER), "the smaller first"),
        (Proof { factors: [Uint256::one(), Uint256::MAX], ..proof }, "two from 2 on"),
        (Proof { number: Uint512::from(15u8), ..proof }, "whose product it is"),
        (shown("3", "5"), "input: expected"),
    ] {
        scene.bring(job, wrong).refused(&["verifier: expected the statement", expected]);
    }
    scene.bring(forged, proof).refused(&["output: expected", &digest("forged").to_hex()]);
    assert_eq!(scene.market.job(job).state, JobState::Submitted);
    scene.bring(job, proof).expect("a wrong proof before it hinders nobody");
}

#[test]
fn it_judges_no_other_program() {
    let mut scene = Scene::new();
    let proof = shown("3", "5");
    let found = scene.digests(proof).unwrap();
    let other = DigestsResponse { program: digest("another program"), ..found.clone() };
    let job = scene.delivered(&other, found.output);
    scene.bring(job, proof).refused(&["program: expected", &other.program.to_hex()]);
}

#[test]
fn its_word_to_others_settles_nothing() {
    let mut scene = Scene::new();
    let proof = shown("3", "5");
    let found = scene.digests(proof).unwrap();
    let job = scene.delivered(&found, found.output.clone());
    let claim = scene.market.claim(job, &found.output);
    let statement = HexBinary::from([7; 32]);
    let msg = VerifierMsg::Verify { claim, statement, proof: to_json_binary(&proof).unwrap() };
    let (client, verifier) = (scene.client.clone(), scene.verifier.to_string());
    scene.market.send(&client, &verifier, &msg, &[]).expect("anyone may ask");
    assert_eq!(scene.market.job(job).state, JobState::Submitted);
}
