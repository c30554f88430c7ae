//! Real RISC Zero receipts settle real jobs.

use api::job_market::{AcceptPayout, JobState};
use api::verifier_gateway::Proof;
use cosmwasm_std::{Addr, Binary, HexBinary};
use k256::sha2::{Digest, Sha256};

use super::small_market;
use crate::codes::Codes;
use crate::invariants;
use crate::market::{Market, Refused};
use crate::shared::{receipts, Receipt};
use crate::wirings::{H100, ONE, RISC_ZERO};

fn assigned(market: &mut Market, client: &Addr, provider: &Addr, receipt: &Receipt) -> u64 {
    let mut request = market.request_for(H100, 1, 60);
    request.method = RISC_ZERO;
    request.program = HexBinary::from(receipt.image().to_vec());
    // These guests state no input's digest in their journal.
    request.input = None;
    let job = market.request(client, request, 50 * ONE).expect("requested");
    market.heartbeat(provider);
    market.accept(provider, job, AcceptPayout::Redeem {}).expect("accepted");
    job
}

fn output(receipt: &Receipt) -> HexBinary {
    HexBinary::from(Sha256::digest(receipt.journal_bytes()).to_vec())
}

/// All five versions, each on a job for its guest.
pub fn every_real_receipt_settles_a_job(codes: &dyn Codes) {
    let Some(receipts) = receipts() else { return };
    assert_eq!(receipts.len(), 5);
    let (mut market, provider, client) = small_market(codes);
    for receipt in &receipts {
        let job = assigned(&mut market, &client, &provider, receipt);
        let proof = Proof::RiscZero { seal: Binary::from(receipt.seal_bytes()), journal: None };
        market
            .submit(&provider, job, output(receipt), Some(proof))
            .unwrap_or_else(|e| panic!("{}: {e:#}", receipt.name));
        assert_eq!(market.job(job).state, JobState::Settled, "{}", receipt.name);
        invariants::check(&market).unwrap();
    }
}

/// A receipt proves its own guest and output, and nothing else; a wrong proof moves nothing.
pub fn a_receipt_of_another_output_settles_nothing(codes: &dyn Codes) {
    let Some(receipts) = receipts() else { return };
    let (mut market, provider, client) = small_market(codes);
    let receipt = &receipts[0];
    let mut with_input = market.request_for(H100, 1, 60);
    with_input.method = RISC_ZERO;
    market.request(&client, with_input, 50 * ONE).refused(&["no input"]);
    let job = assigned(&mut market, &client, &provider, receipt);
    let proof = |seal: Vec<u8>| Some(Proof::RiscZero { seal: Binary::from(seal), journal: None });
    let other = HexBinary::from([7; 32]);
    market.submit(&provider, job, other, proof(receipt.seal_bytes())).refused(&["pairing"]);
    let mut seal = receipt.seal_bytes();
    seal[0] ^= 1;
    market.submit(&provider, job, output(receipt), proof(seal)).refused(&["selector"]);
    let mut seal = receipt.seal_bytes();
    seal[100] ^= 1;
    market.submit(&provider, job, output(receipt), proof(seal)).refused(&["curve"]);
    market.submit(&provider, job, output(receipt), None).refused(&["proof"]);
    market.submit(&client, job, output(receipt), proof(receipt.seal_bytes())).refused(&[provider.as_str()]);
    assert_eq!(market.job(job).state, JobState::Assigned, "nothing moved");
    market
        .submit(&provider, job, output(receipt), proof(receipt.seal_bytes()))
        .expect("the real one settles");
    invariants::check(&market).unwrap();
}
