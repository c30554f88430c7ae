//! Real RISC Zero receipts settle real jobs.

use anyhow::Error;
use api::job_market::{AcceptPayout, JobState};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, Proof};
use cosmwasm_std::{Addr, Binary, HexBinary};
use k256::sha2::{Digest, Sha256};

use crate::shared::{accepted_receipts, receipts, Receipt};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, ONE, RISC_ZERO, SELECTORS};

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

fn deliver(market: &mut Market, provider: &Addr, job: u64, receipt: &Receipt) -> Result<(), Error> {
    let proof = Proof::RiscZero { seal: Binary::from(receipt.seal_bytes()), journal: None };
    market.submit(provider, job, output(receipt), Some(proof)).map(drop)
}

/// A real receipt of every version, each on a job for its guest: those that the method accepts settle it, of
/// the others none does.
pub fn receipts_of_accepted_versions_settle_jobs(codes: &dyn Codes) {
    let Some(receipts) = receipts() else { return };
    assert_eq!(receipts.len(), 5);
    let (mut market, provider, client) = small_market(codes);
    let mut settled = 0;
    for receipt in &receipts {
        let job = assigned(&mut market, &client, &provider, receipt);
        let delivered = deliver(&mut market, &provider, job, receipt);
        if SELECTORS.contains(&receipt.selector()) {
            delivered.unwrap_or_else(|e| panic!("{}: {e:#}", receipt.name));
            assert_eq!(market.job(job).state, JobState::Settled, "{}", receipt.name);
            settled += 1;
        } else {
            let selector = HexBinary::from(receipt.selector()).to_hex();
            delivered.refused(&["selector: expected one of bb001d44, 73c457ba", &selector]);
            assert_eq!(market.job(job).state, JobState::Assigned, "{}", receipt.name);
        }
        invariants::check(&market).unwrap();
    }
    assert_eq!(settled, 2);
}

/// The guardian stops one version: the other goes on. Once that is stopped too, the method is disabled, and
/// its unfinished jobs end by refund.
pub fn a_stopped_selector_settles_nothing_and_the_last_one_ends_by_refund(codes: &dyn Codes) {
    let Some(receipts) = accepted_receipts() else { return };
    let [first, second] = &receipts[..] else { panic!("expected receipts of two versions") };
    let (mut market, provider, client) = small_market(codes);
    let guardian = market.guardian.clone();
    let jobs = [first, second, second].map(|receipt| assigned(&mut market, &client, &provider, receipt));
    let stop = |receipt: &Receipt| GatewayMsg::StopSelector {
        method: RISC_ZERO,
        selector: HexBinary::from(receipt.selector()),
    };
    market.gateway(&client, &stop(first)).refused(&["the owner or the guardian"]);
    market.gateway(&guardian, &stop(first)).expect("at once");
    deliver(&mut market, &provider, jobs[0], first).refused(&["selector: expected one of 73c457ba"]);
    deliver(&mut market, &provider, jobs[1], second).expect("the other version goes on");
    assert_eq!(market.job(jobs[1]).state, JobState::Settled);

    market.gateway(&guardian, &stop(second)).expect("at once");
    for job in [jobs[0], jobs[2]] {
        deliver(&mut market, &provider, job, second).refused(&["disabled"]);
        market.time_out(&client, job).expect("ends by refund");
        assert_eq!(market.job(job).state, JobState::Refunded);
    }
    assert_eq!(market.position(&provider, H100).locked.u128(), 0);
    invariants::check(&market).unwrap();
}

/// A receipt proves its own guest and output, and nothing else; a wrong proof moves nothing.
pub fn a_receipt_of_another_output_settles_nothing(codes: &dyn Codes) {
    let Some(receipts) = accepted_receipts() else { return };
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
