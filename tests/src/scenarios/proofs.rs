//! Jobs that are settled by Groth16 under registered keys, and by SP1.

use anyhow::Error;
use api::job_market::{AcceptPayout, JobState};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, JournalPolicy, MethodKind, MethodParams, Proof};
use cosmwasm_std::{Addr, HexBinary};
use k256::sha2::{Digest, Sha256};

use crate::shared::{sp1_proofs, Sp1Proof};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::groth16::{BlsTrapdoor, Encoded, Trapdoor, TrapdoorOver};
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{GROTH16, GROTH16_STATEMENT, H100, ONE};

/// A job of a program under a method, assigned; with an input under a policy that needs no registration for it.
fn assigned(
    market: &mut Market,
    client: &Addr,
    provider: &Addr,
    method: u32,
    program: &HexBinary,
    input: Option<HexBinary>,
) -> u64 {
    let mut request = market.request_for(H100, 1, 60);
    request.method = method;
    request.program = program.clone();
    request.input = input;
    let job = market.request(client, request, 50 * ONE).expect("requested");
    market.heartbeat(provider);
    market.accept(provider, job, AcceptPayout::Redeem {}).expect("accepted");
    job
}

fn register<E: Encoded>(market: &mut Market, sender: &Addr, key: &TrapdoorOver<E>) {
    market.gateway(sender, &GatewayMsg::RegisterKey { key: key.key() }).expect("registered");
}

/// Somebody's circuit judges a job as soon as its key is registered, by whomever. A proof of one job serves no other, and
/// who copies it from the mempool is paid nothing.
pub fn a_proof_under_a_registered_key_settles_its_own_job(codes: &dyn Codes) {
    settles_its_own_job(codes, &Trapdoor::new(1, 2));
}

/// The same of a key over BLS12-381, whose pairings the chain computes.
pub fn a_proof_over_bls12_381_settles_its_own_job(codes: &dyn Codes) {
    settles_its_own_job(codes, &BlsTrapdoor::new(1, 2));
}

fn settles_its_own_job<E: Encoded>(codes: &dyn Codes, key: &TrapdoorOver<E>) {
    let (mut market, provider, client) = small_market(codes);
    let thief = market.provider("thief", H100, 10_000 * ONE, 2);
    let (program, input) = (key.program(), Some(digest("input")));
    let [first, second] = [(); 2]
        .map(|()| assigned(&mut market, &client, &provider, GROTH16_STATEMENT, &program, input.clone()));
    let stolen = assigned(&mut market, &client, &thief, GROTH16_STATEMENT, &program, input);
    let output = digest("output");
    let statement = market.statement(market.claim(first, &output), None).statement;
    let proof = || Some(key.prove_statement(&statement));

    let unregistered = market.submit(&provider, first, output.clone(), proof());
    unregistered.refused(&[&program.to_hex(), "register it with `register_key`, as anyone may"]);
    let bystander = market.actor("bystander");
    register(&mut market, &bystander, key);
    market.submit(&provider, second, output.clone(), proof()).refused(&["pairing"]);
    market.submit(&thief, stolen, output.clone(), proof()).refused(&["pairing"]);
    market.submit(&thief, first, output.clone(), proof()).refused(&[provider.as_str()]);
    market.submit(&provider, first, digest("another"), proof()).refused(&["pairing"]);
    market.submit(&provider, first, output.clone(), None).refused(&["proof"]);
    market.submit(&provider, first, output, proof()).expect("its own job");
    assert_eq!(market.job(first).state, JobState::Settled);
    assert_eq!(market.job(second).state, JobState::Assigned, "nothing moved");
    invariants::check(&market).unwrap();
}

/// Under the policy `Output` a proof serves every job of its key and public inputs; a job with an input needs a program
/// that is registered to state it.
pub fn a_proof_of_public_inputs_settles_jobs_of_that_output(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let key = Trapdoor::new(2, 1);
    register(&mut market, &client, &key);
    let mut with_input = market.request_for(H100, 1, 60);
    (with_input.method, with_input.program) = (GROTH16, key.program());
    market.request(&client, with_input, 50 * ONE).refused(&["no input"]);

    let inputs = [7; 32].map(|byte: u8| byte >> 3);
    let output = HexBinary::from(Sha256::digest(inputs).to_vec());
    let jobs = [(); 2].map(|()| assigned(&mut market, &client, &provider, GROTH16, &key.program(), None));
    let other = market.submit(&provider, jobs[0], digest("another"), Some(key.prove_output(&inputs)));
    other.refused(&["public inputs: expected the output"]);
    let Proof::Groth16 { proof, .. } = key.prove_output(&inputs) else { panic!("a Groth16 proof") };
    let bare =
        market.submit(&provider, jobs[0], output.clone(), Some(Proof::Groth16 { proof, inputs: None }));
    bare.refused(&["expected the public inputs"]);
    for job in jobs {
        market.submit(&provider, job, output.clone(), Some(key.prove_output(&inputs))).expect("proven");
        assert_eq!(market.job(job).state, JobState::Settled);
    }
    invariants::check(&market).unwrap();
}

/// Governance adds a method of these versions of SP1; its id.
fn sp1_method(market: &mut Market, proofs: &[Sp1Proof]) -> u32 {
    let selectors = proofs.iter().map(|proof| HexBinary::from(proof.selector())).collect();
    let kind = MethodKind::Sp1 { policy: JournalPolicy::Output, selectors };
    let params = MethodParams { kind, detection_bps: 10_000, name: "SP1, as its vectors".into() };
    let owner = market.owner.clone();
    market.gateway(&owner, &GatewayMsg::AddMethod { params }).expect("added");
    market.wait(market.wiring.method_timelock);
    u32::try_from(market.wiring.methods.len()).expect("few methods") + 1
}

/// Real proofs of several versions, each on a job for its program. One binds 253 bits of the digest of its public values: a
/// provider that claims an output with other highest bits is refused.
pub fn sp1_proofs_settle_jobs_and_steal_no_output(codes: &dyn Codes) {
    let Some(proofs) = sp1_proofs() else { return };
    let (mut market, provider, client) = small_market(codes);
    let method = sp1_method(&mut market, &proofs);
    for real in &proofs {
        let job = assigned(&mut market, &client, &provider, method, &real.program_vkey, None);
        let mut stolen = real.output().to_vec();
        stolen[0] ^= 0xe0;
        let with = |values| Some(Proof::Sp1 { proof: real.proof_bytes.as_slice().into(), values });
        let without_values = market.submit(&provider, job, stolen.clone().into(), with(None));
        without_values.refused(&["expected the public values, whose sha256 is the output"]);
        market
            .submit(&provider, job, stolen.into(), Some(real.proof()))
            .refused(&["public values: expected the output"]);
        market.submit(&provider, job, real.output(), Some(real.proof())).expect(&real.name);
        assert_eq!(market.job(job).state, JobState::Settled, "{}", real.name);
        invariants::check(&market).unwrap();
    }
}

/// The guardian stops the versions of SP1 one by one: the other goes on, and with the last the method is disabled.
pub fn a_stopped_version_of_sp1_settles_nothing(codes: &dyn Codes) {
    let Some(proofs) = sp1_proofs() else { return };
    let [first, second] = &proofs[..] else { panic!("expected proofs of two versions") };
    let (mut market, provider, client) = small_market(codes);
    let method = sp1_method(&mut market, &proofs);
    let jobs = [first, second, second]
        .map(|real| assigned(&mut market, &client, &provider, method, &real.program_vkey, None));
    let guardian = market.guardian.clone();
    let stop = |real: &Sp1Proof| GatewayMsg::StopSelector { method, selector: real.selector().into() };
    let deliver = |market: &mut Market, job, real: &Sp1Proof| -> Result<(), Error> {
        market.submit(&provider, job, real.output(), Some(real.proof())).map(drop)
    };
    market.gateway(&guardian, &stop(first)).expect("at once");
    deliver(&mut market, jobs[0], first).refused(&["selector: expected one of 0e78f4db, got 11b6a09d"]);
    deliver(&mut market, jobs[1], second).expect("the other version goes on");
    market.gateway(&guardian, &stop(second)).expect("at once");
    for job in [jobs[0], jobs[2]] {
        deliver(&mut market, job, second).refused(&["disabled"]);
        market.time_out(&client, job).expect("ends by refund");
        assert_eq!(market.job(job).state, JobState::Refunded);
    }
    assert_eq!(market.position(&provider, H100).locked.u128(), 0);
    invariants::check(&market).unwrap();
}
