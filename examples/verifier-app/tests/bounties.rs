//! Bounties on the whole market: earned, stolen in vain, taken back.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use api::verifier_gateway::{Claim, ExecuteMsg as GatewayMsg, Proof};
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{ATTESTATION, GROTH16, GROTH16_STATEMENT, NET, ONE, USD};
use compute_amm_testing::{small_market, Market, Native, Refused};
use cosmwasm_std::{coin, coins, from_json, Addr, Coin, HexBinary};
use cw_multi_test::{Contract, ContractWrapper, Executor};
use verifier_app::contract::{execute, instantiate, query};
use verifier_app::msg::{BountyResponse, ExecuteMsg, InstantiateMsg, Offered, QueryMsg};

/// A market, the app on it, a circuit whose key is registered, and who is there.
struct Scene {
    market: Market,
    app: Addr,
    key: Trapdoor,
    sponsor: Addr,
    prover: Addr,
    thief: Addr,
}

fn app() -> Box<dyn Contract<cosmwasm_std::Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

impl Scene {
    fn new() -> Self {
        let (mut market, ..) = small_market(&Native);
        let [sponsor, prover, thief] = ["sponsor", "prover", "thief"].map(|name| market.actor(name));
        let key = Trapdoor::new(1, 2);
        market.gateway(&sponsor, &GatewayMsg::RegisterKey { key: key.key() }).expect("registered");
        let start = InstantiateMsg { gateway: market.at.verifier_gateway.clone(), method: GROTH16_STATEMENT };
        let app = market.host(app(), &start, "verifier-app");
        Self { market, app, key, sponsor, prover, thief }
    }

    fn wanted(&self, output: Option<HexBinary>) -> ExecuteMsg {
        let until = self.market.now() + 3_600;
        ExecuteMsg::Offer { program: self.key.program(), input: Some(digest("input")), output, until }
    }

    fn offer(&mut self, output: Option<HexBinary>, coin: Coin) -> u64 {
        let msg = self.wanted(output);
        let sent = self.market.client.app.execute_contract(
            self.sponsor.clone(),
            self.app.clone(),
            &msg,
            std::slice::from_ref(&coin),
        );
        let offered: Offered = from_json(sent.expect("offered").data.expect("its number")).expect("JSON");
        offered.bounty
    }

    fn proof(&self, bounty: u64, prover: &Addr, output: &HexBinary) -> Proof {
        let asked = QueryMsg::Claim { bounty, prover: prover.to_string(), output: output.clone() };
        let claim: Claim = self.market.ask(self.app.as_str(), &asked).expect("a claim");
        self.key.prove_statement(&self.market.statement(claim, None).statement)
    }

    fn send(&mut self, who: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> anyhow::Result<()> {
        self.market.send(who, self.app.as_str(), msg, funds).map(drop)
    }
}

/// Whoever proves it is paid, once, and nobody with another's proof.
#[test]
fn a_proof_earns_its_bounty_once_and_serves_nobody_else() {
    let mut scene = Scene::new();
    let (prover, thief, output) = (scene.prover.clone(), scene.thief.clone(), digest("output"));
    let [first, second] = [coin(5 * ONE, NET), coin(7 * ONE, USD)].map(|coin| scene.offer(None, coin));
    let proof = scene.proof(first, &prover, &output);
    let prove = |bounty, output: &HexBinary, proof: &Proof| ExecuteMsg::Prove {
        bounty,
        output: output.clone(),
        proof: proof.clone(),
    };
    scene.send(&thief, &prove(first, &output, &proof), &[]).refused(&["pairing"]);
    scene.send(&prover, &prove(second, &output, &proof), &[]).refused(&["pairing"]);
    scene.send(&prover, &prove(first, &digest("another"), &proof), &[]).refused(&["pairing"]);
    scene.send(&prover, &prove(first, &output, &proof), &coins(1, NET)).refused(&["expected none"]);
    let short = HexBinary::from([1; 31]);
    scene.send(&prover, &prove(first, &short, &proof), &[]).refused(&["`output`", "32 bytes", "31"]);

    let had = scene.market.wallet(&prover, NET);
    scene.send(&prover, &prove(first, &output, &proof), &[]).expect("proven");
    assert_eq!(scene.market.wallet(&prover, NET) - had, 5 * ONE);
    scene.send(&prover, &prove(first, &output, &proof), &[]).refused(&["bounty 1", "one that waits"]);
    assert_eq!(scene.market.wallet(&scene.app, NET), 0);
    assert_eq!(scene.market.wallet(&scene.app, USD), 7 * ONE, "the other waits");
}

/// A proof for which a job of the market was paid earns no bounty on the same work.
#[test]
fn a_jobs_proof_earns_no_bounty() {
    let mut scene = Scene::new();
    let (prover, output) = (scene.prover.clone(), digest("output"));
    let bounty = scene.offer(None, coin(ONE, NET));
    let claim = Claim {
        job_id: bounty,
        provider: prover.to_string(),
        program: scene.key.program(),
        input: digest("input"),
        output: output.clone(),
    };
    let proof = scene.key.prove_statement(&scene.market.statement(claim, None).statement);
    scene.send(&prover, &ExecuteMsg::Prove { bounty, output, proof }, &[]).refused(&["pairing"]);
}

/// A bounty may be for one output alone, and comes back to its sponsor once the time is over.
#[test]
fn what_nobody_earned_is_taken_back_by_its_sponsor() {
    let mut scene = Scene::new();
    let (sponsor, prover, thief) = (scene.sponsor.clone(), scene.prover.clone(), scene.thief.clone());
    let bounty = scene.offer(Some(digest("wanted")), coin(ONE, NET));
    let shown: BountyResponse =
        scene.market.ask(scene.app.as_str(), &QueryMsg::Bounty { bounty }).expect("it waits");
    assert_eq!((shown.coin, shown.output), (coin(ONE, NET), Some(digest("wanted"))));
    let other = digest("other");
    let asked = QueryMsg::Claim { bounty, prover: prover.to_string(), output: other.clone() };
    scene.market.ask::<Claim>(scene.app.as_str(), &asked).refused(&[
        "expected the output",
        &digest("wanted").to_hex(),
        &other.to_hex(),
    ]);
    let back = ExecuteMsg::TakeBack { bounty };
    scene.send(&sponsor, &back, &[]).refused(&["bounty 1: expected at or after"]);
    scene.market.wait(3_600);
    scene.send(&thief, &back, &[]).refused(&["expected its sponsor", sponsor.as_str(), thief.as_str()]);
    let had = scene.market.wallet(&sponsor, NET);
    scene.send(&sponsor, &back, &[]).expect("its own");
    assert_eq!(scene.market.wallet(&sponsor, NET) - had, ONE);
    scene.send(&sponsor, &back, &[]).refused(&["one that waits"]);
}

#[test]
fn what_cannot_be_a_bounty_is_refused() {
    let mut scene = Scene::new();
    let sponsor = scene.sponsor.clone();
    let good = scene.wanted(None);
    scene.send(&sponsor, &good, &[]).refused(&["exactly one coin"]);
    scene.send(&sponsor, &good, &[coin(1, NET), coin(1, USD)]).refused(&["exactly one coin"]);
    let program = HexBinary::from([1; 31]);
    let until = scene.market.now() + 59;
    let early = ExecuteMsg::Offer { program: scene.key.program(), input: None, output: None, until };
    scene.send(&sponsor, &early, &coins(1, NET)).refused(&["`until`"]);
    let short = ExecuteMsg::Offer { program, input: None, output: None, until: until + 60 };
    scene.send(&sponsor, &short, &coins(1, NET)).refused(&["`program`", "got 31"]);
    // Under these methods whoever sees a proof could use it, or there is none.
    for method in [GROTH16, ATTESTATION] {
        let start = InstantiateMsg { gateway: scene.market.at.verifier_gateway.clone(), method };
        let code = scene.market.client.app.store_code(app());
        let creator = sponsor.clone();
        let started = scene.market.client.app.instantiate_contract(code, creator, &start, &[], "app", None);
        started.refused(&["policy `statement`"]);
    }
}
