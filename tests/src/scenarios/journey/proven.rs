//! A zero-knowledge proof settles a job on the spot.

use api::common::Source;
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, Proof};
use cosmwasm_std::{coins, Binary, HexBinary};
use k256::sha2::{Digest, Sha256};

use super::{ends, provider, somebody};
use crate::shared::accepted_receipts;
use compute_amm_testing::client::Client;
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{
    CHALLENGE_BOND, GROTH16_STATEMENT, H100, NET, ONE, OPTIMISTIC, RISC_ZERO,
};

/// A real RISC Zero receipt settles the job for its guest; the same receipt with a flipped bit, or in
/// another's hands, does not. Skips, and says so, where there are no shared vectors.
pub fn a_job_is_proven_by_a_receipt<C: Client>(market: &mut Market<C>) {
    let Some(receipts) = accepted_receipts() else { return };
    let receipt = receipts.last().expect("the vectors are not empty");
    let provider = provider(market);
    let client = somebody(market, "client", &coins(100 * ONE, NET));
    let bystander = somebody(market, "bystander", &[]);
    let mut request = market.request_for(H100, 1, 60);
    request.method = RISC_ZERO;
    request.program = HexBinary::from(receipt.image().to_vec());
    // These guests state no input's digest in their journal.
    request.input = None;
    let job = market.request(&client, request, 50 * ONE).unwrap_or_else(|e| panic!("request: {e:#}"));
    market.accept(&provider, job, AcceptPayout::Credits {}).unwrap_or_else(|e| panic!("accept: {e:#}"));

    let output = HexBinary::from(Sha256::digest(receipt.journal_bytes()).to_vec());
    let proof = |seal: Vec<u8>| Some(Proof::RiscZero { seal: Binary::from(seal), journal: None });
    let stolen = market.submit(&client, job, output.clone(), proof(receipt.seal_bytes()));
    stolen.refused(&["its provider", provider.as_str(), client.as_str()]);
    let mut seal = receipt.seal_bytes();
    seal[100] ^= 1;
    market.submit(&provider, job, output.clone(), proof(seal)).refused(&["proof refused"]);
    assert_eq!(market.job(job).state, JobState::Assigned, "nothing moved");
    ends(market, &bystander, job, JobState::Settled, |market| {
        market
            .submit(&provider, job, output, proof(receipt.seal_bytes()))
            .unwrap_or_else(|e| panic!("{}: {e:#}", receipt.name));
    });
    invariants::check(market).unwrap();
}

/// Somebody's circuit: its key is registered by the client, and a proof of the job's statement settles the job at once. Of
/// another job it proves nothing.
pub fn a_job_is_proven_under_a_registered_key<C: Client>(market: &mut Market<C>) {
    let provider = provider(market);
    let client = somebody(market, "client", &coins(100 * ONE, NET));
    let bystander = somebody(market, "bystander", &[]);
    // Another key each time, as one is registered once.
    let key = Trapdoor::new(market.now(), 2);
    let register = GatewayMsg::RegisterKey { key: key.key() };
    market.gateway(&client, &register).unwrap_or_else(|e| panic!("registration: {e:#}"));
    market.gateway(&bystander, &register).refused(&["registered already"]);
    let [job, other] = [(); 2].map(|()| {
        let mut request = market.request_for(H100, 1, 60);
        (request.method, request.program) = (GROTH16_STATEMENT, key.program());
        let job = market.request(&client, request, 50 * ONE).unwrap_or_else(|e| panic!("request: {e:#}"));
        market.accept(&provider, job, AcceptPayout::Credits {}).unwrap_or_else(|e| panic!("accept: {e:#}"));
        job
    });
    let output = digest("output");
    let statement = market.statement(market.claim(job, &output), None).statement;
    let proof = || Some(key.prove_statement(&statement));
    market.submit(&provider, other, output.clone(), proof()).refused(&["proof refused"]);
    assert_eq!(market.job(other).state, JobState::Assigned, "nothing moved");
    ends(market, &bystander, job, JobState::Settled, |market| {
        market.submit(&provider, job, output, proof()).unwrap_or_else(|e| panic!("its own job: {e:#}"));
    });
    let statement = market.statement(market.claim(other, &digest("work")), None).statement;
    let proof = Some(key.prove_statement(&statement));
    market.submit(&provider, other, digest("work"), proof).unwrap_or_else(|e| panic!("the other: {e:#}"));
    invariants::check(market).unwrap();
}

/// A result counts unless somebody doubts it: then its proof settles the job, and its provider is paid for the proof.
pub fn a_doubted_result_is_proven<C: Client>(market: &mut Market<C>) {
    let provider = provider(market);
    let client = somebody(market, "client", &coins(100 * ONE, NET));
    let doubter = somebody(market, "doubter", &coins(CHALLENGE_BOND, NET));
    let key = Trapdoor::new(market.now(), 2);
    let register = GatewayMsg::RegisterKey { key: key.key() };
    market.gateway(&client, &register).unwrap_or_else(|e| panic!("registration: {e:#}"));
    let mut request = market.request_for(H100, 1, 60);
    (request.method, request.program) = (OPTIMISTIC, key.program());
    let job_id = market.request(&client, request, 50 * ONE).unwrap_or_else(|e| panic!("request: {e:#}"));
    market.accept(&provider, job_id, AcceptPayout::Credits {}).unwrap_or_else(|e| panic!("accept: {e:#}"));
    let output = digest("output");
    market.submit(&provider, job_id, output.clone(), None).unwrap_or_else(|e| panic!("submit: {e:#}"));
    assert_eq!(market.job(job_id).state, JobState::Submitted);
    let challenge = JobMsg::ChallengeResult { job_id, from: Source::Funds {} };
    let bond = coins(CHALLENGE_BOND, NET);
    market.jobs(&doubter, &challenge, &bond).unwrap_or_else(|e| panic!("challenge: {e:#}"));
    assert_eq!(market.job(job_id).state, JobState::Challenged);
    invariants::check(market).unwrap();
    let of = |output: &HexBinary| {
        let statement = market.statement(market.claim(job_id, output), None).statement;
        JobMsg::ProveChallenged { job_id, proof: key.prove_statement(&statement) }
    };
    let (right, wrong) = (of(&output), of(&digest("another")));
    market.jobs(&doubter, &wrong, &[]).refused(&["proof refused"]);
    ends(market, &client, job_id, JobState::Settled, |market| {
        market.jobs(&doubter, &right, &[]).unwrap_or_else(|e| panic!("proof: {e:#}"));
    });
    invariants::check(market).unwrap();
}
