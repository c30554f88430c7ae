//! Proof on demand: results that count unless somebody doubts them.

use api::common::{Source, CREDIT};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobFault, JobState, TIME_USED};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, MethodKind, MethodParams, Proof};
use cosmwasm_std::{coins, Addr, HexBinary, Uint128};
use k256::sha2::{Digest, Sha256};

use crate::shared::{accepted_receipts, Receipt};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::payouts::Watch;
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{
    ATTESTATION, CHALLENGE_BOND, GROTH16_STATEMENT, H100, NET, ONE, OPTIMISTIC, OPTIMISTIC_WAITS, RISC_ZERO,
};

const WINDOW: u64 = OPTIMISTIC_WAITS.0;
const PROVE_WITHIN: u64 = OPTIMISTIC_WAITS.1;
const VALUE: u128 = 10 * ONE;

/// The method that the wiring's next one gets.
fn next_method(market: &Market) -> u32 {
    u32::try_from(market.wiring.methods.len()).expect("few methods") + 1
}

/// A market with a provider, a client, somebody who doubts, and a circuit whose key is registered.
struct Scene {
    market: Market,
    provider: Addr,
    client: Addr,
    doubter: Addr,
    key: Trapdoor,
}

impl Scene {
    fn new(codes: &dyn Codes) -> Self {
        let (mut market, provider, client) = small_market(codes);
        let doubter = market.actor("doubter");
        let key = Trapdoor::new(1, 2);
        market.gateway(&client, &GatewayMsg::RegisterKey { key: key.key() }).expect("registered");
        Self { market, provider, client, doubter, key }
    }

    /// A job of 1,000 credits, accepted.
    fn assigned(&mut self, bond: Option<u128>) -> u64 {
        let mut request = self.market.request_for(H100, 1, 1_000);
        (request.method, request.program) = (OPTIMISTIC, self.key.program());
        request.challenge_bond = bond.map(Uint128::new);
        request.declared_value = Some(Uint128::new(VALUE));
        let job = self.market.request(&self.client, request, 100 * ONE).expect("requested");
        self.market.heartbeat(&self.provider);
        self.market.accept(&self.provider, job, AcceptPayout::Credits {}).expect("accepted");
        job
    }

    /// The same, delivered without a proof.
    fn delivered(&mut self) -> u64 {
        let job = self.assigned(None);
        self.market.submit(&self.provider, job, digest("output"), None).expect("delivered");
        assert_eq!(self.market.job(job).state, JobState::Submitted);
        job
    }

    fn challenge(&mut self, who: &Addr, job: u64) -> Result<(), anyhow::Error> {
        let msg = JobMsg::ChallengeResult { job_id: job, from: Source::Funds {} };
        self.market.jobs(who, &msg, &coins(CHALLENGE_BOND, NET)).map(drop)
    }

    /// The same, challenged in its first second.
    fn challenged(&mut self, who: &Addr) -> u64 {
        let job = self.delivered();
        self.challenge(who, job).expect("challenged");
        assert_eq!(self.market.job(job).state, JobState::Challenged);
        job
    }

    fn proof(&self, job: u64, output: &HexBinary) -> Proof {
        let statement = self.market.statement(self.market.claim(job, output), None).statement;
        self.key.prove_statement(&statement)
    }

    fn prove(&mut self, who: &Addr, job: u64, proof: Proof) -> Result<(), anyhow::Error> {
        self.market.jobs(who, &JobMsg::ProveChallenged { job_id: job, proof }, &[]).map(drop)
    }

    /// What somebody has in NET, wallet and account.
    fn net(&self, who: &Addr) -> u128 {
        self.market.wallet(who, NET) + self.market.account(who, &self.market.net())
    }
}

/// Until the window's last second anybody may challenge, from then on the result counts.
pub fn a_result_that_nobody_challenges_settles_after_its_window(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let job = scene.delivered();
    let doubter = scene.doubter.clone();
    scene.market.wait(WINDOW - 6);
    scene.market.time_out(&doubter, job).refused(&["too early"]);
    scene.market.wait(6);
    scene.challenge(&doubter, job).refused(&["too late"]);
    let watch = Watch::new(&scene.market, &doubter);
    scene.market.time_out(&doubter, job).expect("anyone may say so");
    watch.check(&scene.market, &doubter).expect("paid by the table").expect("it ended");
    assert_eq!(scene.market.job(job).state, JobState::Settled);
    assert_eq!(scene.market.account(&scene.provider, &scene.market.credit(H100)), 1_000 * CREDIT);
    invariants::check(&scene.market).unwrap();
}

/// Whoever brings the proof, also one copied from the mempool, the provider is paid for it, and a fifth burns. It proves this
/// job's output alone.
pub fn a_challenged_result_is_proven_and_its_provider_paid_for_the_proof(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let doubter = scene.doubter.clone();
    let [first, second] = [(); 2].map(|()| scene.challenged(&doubter));
    let shown = scene.market.job(first).open.expect("open");
    assert_eq!(
        (shown.challenger.as_ref(), shown.challenge_bond),
        (Some(&doubter), Some(CHALLENGE_BOND.into()))
    );
    scene.challenge(&scene.client.clone(), first).refused(&["expected state submitted, got challenged"]);
    invariants::check(&scene.market).unwrap();

    let output = digest("output");
    let proof = scene.proof(first, &output);
    let copier = scene.market.actor("copier");
    scene.prove(&copier, second, proof.clone()).refused(&["pairing"]);
    let other = scene.proof(first, &digest("another"));
    scene.prove(&copier, first, other).refused(&["pairing"]);
    let signed = scene.market.attest(first, &output);
    scene.prove(&copier, first, signed).refused(&["a Groth16 proof, got signatures"]);
    assert_eq!(scene.market.job(first).state, JobState::Challenged, "nothing moved");

    scene.market.wait(PROVE_WITHIN - 18);
    let (had, supply) = (scene.net(&scene.provider), scene.market.net_supply());
    let watch = Watch::new(&scene.market, &copier);
    scene.prove(&copier, first, proof.clone()).expect("in the last seconds");
    watch.check(&scene.market, &copier).expect("paid by the table").expect("it ended");
    assert_eq!(scene.market.job(first).state, JobState::Settled);
    assert_eq!(scene.net(&scene.provider) - had, CHALLENGE_BOND / 5 * 4);
    assert_eq!(supply - scene.market.net_supply(), CHALLENGE_BOND / 5, "the rest burns");
    scene.prove(&copier, first, proof).refused(&["got settled"]);
    // The other one's time is over now.
    scene.market.wait(18);
    let late = scene.proof(second, &output);
    scene.prove(&copier, second, late).refused(&["too late"]);
    invariants::check(&scene.market).unwrap();
}

/// No proof in time is fraud: the challenger has its bond back and the reporter's part, the client its money and its loss.
pub fn a_challenge_that_no_proof_answers_is_fraud(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (doubter, client, provider) = (scene.doubter.clone(), scene.client.clone(), scene.provider.clone());
    let had = scene.net(&doubter);
    let job = scene.challenged(&doubter);
    let take = scene.market.job(job).open.expect("open").take.u128();
    let before = scene.market.position(&provider, H100);
    let lock = before.locked.u128();
    scene.market.wait(PROVE_WITHIN - 6);
    scene.market.time_out(&client, job).refused(&["too early"]);
    scene.market.wait(6);
    let supply = scene.market.net_supply();
    scene.market.time_out(&client, job).expect("anyone may say so");
    let shown = scene.market.job(job);
    assert_eq!((shown.state, shown.fault), (JobState::Faulted, Some(JobFault::Fraud)));
    let net = scene.market.net();
    assert_eq!(scene.net(&doubter) - had, lock / 5, "its bond, and the reporter's fifth");
    assert_eq!(scene.market.account(&client, &net), VALUE + take);
    assert_eq!(scene.market.account(&client, &scene.market.credit(H100)), 1_000 * CREDIT);
    assert_eq!(before.bond.u128() - scene.market.position(&provider, H100).bond.u128(), lock);
    assert_eq!(supply - scene.market.net_supply(), lock - lock / 5 - VALUE);
    invariants::check(&scene.market).unwrap();
}

/// A party that challenges earns nothing from it: its bond comes back, and the reporter's part burns.
pub fn a_party_that_challenges_earns_nothing(codes: &dyn Codes) {
    for party in ["client", "provider"] {
        let mut scene = Scene::new(codes);
        let who = if party == "client" { scene.client.clone() } else { scene.provider.clone() };
        let job = scene.challenged(&who);
        let take = scene.market.job(job).open.expect("open").take.u128();
        let lock = scene.market.position(&scene.provider, H100).locked.u128();
        let (had, supply) = (scene.net(&who), scene.market.net_supply());
        scene.market.wait(PROVE_WITHIN);
        scene.market.time_out(&who, job).expect("no proof came");
        let due = if party == "client" { VALUE + take } else { 0 };
        assert_eq!(scene.net(&who) - had, CHALLENGE_BOND + due, "{party}");
        assert_eq!(supply - scene.market.net_supply(), lock - VALUE, "{party}: all but the declared loss");
        invariants::check(&scene.market).unwrap();
    }
}

/// Client, provider and challenger in one hand lose at least the burn, whether they prove or not.
pub fn challenger_provider_and_client_in_one_hand_lose_the_burn(codes: &dyn Codes) {
    for proves in [true, false] {
        let mut scene = Scene::new(codes);
        let (doubter, client, provider) =
            (scene.doubter.clone(), scene.client.clone(), scene.provider.clone());
        let whole = |scene: &Scene| -> u128 {
            let bond = scene.market.position(&scene.provider, H100).bond.u128();
            [&doubter, &client, &provider].iter().map(|who| scene.net(who)).sum::<u128>() + bond
        };
        let credits = |scene: &Scene| -> u128 {
            let credit = scene.market.credit(H100);
            [&client, &provider].iter().map(|who| scene.market.account(*who, &credit)).sum()
        };
        let had = credits(&scene);
        let job = scene.delivered();
        let take = scene.market.job(job).open.expect("open").take.u128();
        let before = whole(&scene) + take;
        let lock = scene.market.position(&provider, H100).locked.u128();
        scene.challenge(&doubter, job).expect("challenged");
        let burned = if proves {
            let proof = scene.proof(job, &digest("output"));
            scene.prove(&provider, job, proof).expect("proven");
            CHALLENGE_BOND / 5 + take
        } else {
            scene.market.wait(PROVE_WITHIN);
            scene.market.time_out(&doubter, job).expect("no proof came");
            lock - lock / 5 - VALUE
        };
        assert!(burned >= if proves { CHALLENGE_BOND.div_ceil(5) } else { lock.div_ceil(5) });
        assert_eq!(before - whole(&scene), burned, "proves: {proves}");
        assert_eq!(credits(&scene) - had, 1_000 * CREDIT, "the credits stay among them");
        invariants::check(&scene.market).unwrap();
    }
}

/// The bond is the request's, exactly; a request may name a higher one than the method's least, and one under a method of
/// another kind none.
pub fn the_bond_of_a_challenge_is_the_one_that_the_request_named(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (doubter, client, provider) = (scene.doubter.clone(), scene.client.clone(), scene.provider.clone());
    let with = |scene: &mut Scene, method, bond: u128| {
        let mut request = scene.market.request_for(H100, 1, 60);
        (request.method, request.challenge_bond) = (method, Some(bond.into()));
        scene.market.request(&client, request, 100 * ONE)
    };
    let (least, below) = (CHALLENGE_BOND.to_string(), (CHALLENGE_BOND - 1).to_string());
    with(&mut scene, OPTIMISTIC, CHALLENGE_BOND - 1).refused(&[
        "`challenge_bond`",
        "at least",
        &least,
        &below,
    ]);
    with(&mut scene, ATTESTATION, CHALLENGE_BOND).refused(&["`challenge_bond`", "none", "method 1", &least]);

    let bond = CHALLENGE_BOND + 1;
    let job = scene.assigned(Some(bond));
    scene.challenge(&doubter, job).refused(&["expected state submitted, got assigned"]);
    let proof = scene.proof(job, &digest("output"));
    scene.prove(&doubter, job, proof).refused(&["expected state challenged, got assigned"]);
    scene.market.submit(&provider, job, digest("output"), None).expect("delivered");
    let challenge = |from| JobMsg::ChallengeResult { job_id: job, from };
    let funds = Source::Funds {};
    scene.challenge(&doubter, job).refused(&["bond of exactly", &bond.to_string(), &least]);
    scene.market.jobs(&doubter, &challenge(funds.clone()), &[]).refused(&["exactly one coin of unet"]);
    let anothers = Source::Account { owner: Some(client.to_string()), amount: bond.into() };
    scene.market.jobs(&doubter, &challenge(anothers), &[]).refused(&["the sender's own account"]);
    scene.market.deposit(&doubter, bond, NET).expect("deposited");
    let own = Source::Account { owner: None, amount: bond.into() };
    scene.market.jobs(&doubter, &challenge(own), &[]).expect("challenged");
    let proof = scene.proof(job, &digest("output"));
    let had = scene.net(&provider);
    scene.prove(&provider, job, proof).expect("proven");
    assert_eq!(scene.net(&provider) - had, bond * 4 / 5, "rounded down");
    invariants::check(&scene.market).unwrap();
}

/// Whichever of the two methods is stopped, everything goes back, challenged or not.
pub fn a_stopped_method_returns_everything(codes: &dyn Codes) {
    for stopped in [OPTIMISTIC, GROTH16_STATEMENT] {
        let mut scene = Scene::new(codes);
        let (doubter, client, provider) =
            (scene.doubter.clone(), scene.client.clone(), scene.provider.clone());
        let had = scene.net(&doubter);
        let running = scene.assigned(None);
        let jobs = [running, scene.delivered(), scene.challenged(&doubter)];
        let bond = scene.market.position(&provider, H100).bond;
        let guardian = scene.market.guardian.clone();
        scene.market.gateway(&guardian, &GatewayMsg::DisableMethod { method: stopped }).expect("stopped");
        let proof = scene.proof(jobs[2], &digest("output"));
        scene.prove(&provider, jobs[2], proof).refused(&["disabled"]);
        scene.challenge(&doubter, jobs[1]).refused(&["disabled"]);
        scene.market.submit(&provider, running, digest("output"), None).refused(&["disabled"]);
        for job in jobs {
            let take = scene.market.job(job).open.expect("open").take.u128();
            let credits = |scene: &Scene| scene.market.account(&client, &scene.market.credit(H100));
            let (net, had) = (scene.net(&client), credits(&scene));
            scene.market.time_out(&client, job).expect("ends by refund");
            assert_eq!(scene.market.job(job).state, JobState::Refunded);
            assert_eq!(scene.net(&client) - net, take);
            assert_eq!(credits(&scene) - had, 1_000 * CREDIT);
        }
        assert_eq!(scene.net(&doubter), had);
        let position = scene.market.position(&provider, H100);
        assert_eq!((position.bond, position.locked.u128()), (bond, 0));
        invariants::check(&scene.market).unwrap();
        let mut request = scene.market.request_for(H100, 1, 60);
        request.method = OPTIMISTIC;
        scene.market.request(&client, request, 100 * ONE).refused(&["disabled"]);
    }
}

/// A result that comes with its proof waits for nobody; what nobody could prove is not taken.
pub fn a_result_with_its_proof_settles_at_once(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let provider = scene.provider.clone();
    let job = scene.assigned(None);
    scene.market.submit(&provider, job, TIME_USED.into(), None).refused(&["under attestation"]);
    let proof = scene.proof(job, &digest("output"));
    scene.market.submit(&provider, job, digest("output"), Some(proof)).expect("proven");
    assert_eq!(scene.market.job(job).state, JobState::Settled);
    let verdict = JobMsg::Verdict { job_id: job, valid: false, reporter: provider.to_string() };
    scene.market.jobs(&provider, &verdict, &[]).refused(&["the verifier-gateway"]);
    let waiting = scene.delivered();
    let signed = GatewayMsg::BringVerdict { job_id: waiting, valid: false, signatures: vec![] };
    scene.market.gateway(&provider, &signed).refused(&["by a proof once somebody challenges"]);
    invariants::check(&scene.market).unwrap();
}

/// Doubting in the last second delays a payment by the time of one proof, and pays for that proof: it keeps nobody from it.
pub fn a_challenge_bond_griefs_no_one_out_of_a_payout(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (doubter, provider) = (scene.doubter.clone(), scene.provider.clone());
    let job = scene.delivered();
    scene.market.wait(WINDOW - 6);
    scene.challenge(&doubter, job).expect("in the last block");
    let due = scene.market.job(job).open.expect("open").deadline;
    assert_eq!(due, scene.market.now() + PROVE_WITHIN, "all the time for its proof");
    let had = scene.net(&provider);
    scene.market.wait(PROVE_WITHIN - 6);
    let proof = scene.proof(job, &digest("output"));
    scene.prove(&provider, job, proof).expect("in the last block");
    assert_eq!(scene.net(&provider) - had, CHALLENGE_BOND * 4 / 5);
    assert_eq!(scene.market.account(&provider, &scene.market.credit(H100)), 1_000 * CREDIT);
    invariants::check(&scene.market).unwrap();
}

/// Nobody looked at what it ran on, so it proves no GPUs; the same job under attestation does.
pub fn a_result_on_demand_proves_no_gpus(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (provider, doubter) = (scene.provider.clone(), scene.doubter.clone());
    let job = scene.assigned(None);
    scene.market.wait(1_000);
    scene.market.submit(&provider, job, digest("output"), None).expect("delivered");
    scene.market.wait(WINDOW);
    let before = scene.market.position(&provider, H100).proven_gpus;
    scene.market.time_out(&doubter, job).expect("settled");
    assert_eq!(scene.market.position(&provider, H100).proven_gpus, before);
}

/// Challenges are decided by proofs of the output alone where that method does: then its rules hold for inputs, and a version
/// of its proofs that governance stops convicts nobody who delivered before.
pub fn a_method_on_demand_keeps_the_rules_of_its_proofs(codes: &dyn Codes) {
    let Some(receipts) = accepted_receipts() else { return };
    let [first, second] = &receipts[..] else { panic!("expected receipts of two versions") };
    let mut scene = Scene::new(codes);
    let (client, provider, doubter) = (scene.client.clone(), scene.provider.clone(), scene.doubter.clone());
    let (owner, guardian) = (scene.market.owner.clone(), scene.market.guardian.clone());
    let method = next_method(&scene.market);
    let kind = |proof| MethodKind::Optimistic {
        proof,
        window: WINDOW,
        prove_within: PROVE_WITHIN,
        bond_min: CHALLENGE_BOND.into(),
    };
    let add = |kind| GatewayMsg::AddMethod {
        params: MethodParams { kind, detection_bps: 5_000, name: "receipts on demand".into() },
    };
    scene.market.gateway(&owner, &add(kind(method))).refused(&["a validity method", "an unknown id"]);
    scene.market.gateway(&owner, &add(kind(RISC_ZERO))).expect("added");
    scene.market.wait(scene.market.wiring.method_timelock);

    let of = |scene: &mut Scene, receipt: &Receipt, input: Option<HexBinary>| {
        let mut request = scene.market.request_for(H100, 1, 60);
        (request.method, request.input) = (method, input);
        request.program = HexBinary::from(receipt.image().to_vec());
        scene.market.request(&client, request, 100 * ONE)
    };
    of(&mut scene, first, Some(digest("input"))).refused(&["a request that has no input"]);
    let [proven, doubted, late] = [first, first, second].map(|receipt| {
        let job = of(&mut scene, receipt, None).expect("requested");
        scene.market.heartbeat(&provider);
        scene.market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
        job
    });
    let output = |receipt: &Receipt| HexBinary::from(Sha256::digest(receipt.journal_bytes()).to_vec());
    let proof = |receipt: &Receipt| Proof::RiscZero { seal: receipt.seal_bytes().into(), journal: None };
    for job in [proven, doubted] {
        scene.market.submit(&provider, job, output(first), None).expect("delivered");
        scene.challenge(&doubter, job).expect("challenged");
    }
    scene.prove(&doubter, proven, proof(second)).refused(&["proof refused"]);
    scene.prove(&doubter, proven, proof(first)).expect("proven");
    assert_eq!(scene.market.job(proven).state, JobState::Settled);

    let stop = |receipt: &Receipt| GatewayMsg::StopSelector {
        method: RISC_ZERO,
        selector: HexBinary::from(receipt.selector()),
    };
    scene.market.gateway(&guardian, &stop(first)).expect("at once");
    scene.prove(&doubter, doubted, proof(first)).refused(&["selector"]);
    scene.market.submit(&provider, late, output(second), None).refused(&["a proof with the result"]);
    scene.market.submit(&provider, late, output(second), Some(proof(second))).expect("the other version");
    let (bond, had) = (scene.market.position(&provider, H100).bond, scene.net(&doubter));
    scene.market.wait(PROVE_WITHIN);
    scene.market.time_out(&doubter, doubted).expect("ends by refund");
    assert_eq!(scene.market.job(doubted).state, JobState::Refunded);
    assert_eq!(scene.market.position(&provider, H100).bond, bond, "nobody is convicted");
    assert_eq!(scene.net(&doubter) - had, CHALLENGE_BOND);
    invariants::check(&scene.market).unwrap();
}
