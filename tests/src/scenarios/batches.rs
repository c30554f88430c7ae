//! Many jobs that one set-inclusion receipt settles.

use api::job_market::{AcceptPayout, BatchResult, JobState};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, MAX_SET};
use cosmwasm_std::{Addr, Binary, HexBinary};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::inclusion::{program, result, set, Set};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, ONE, RISC_ZERO, RISC_ZERO_STATEMENT, SELECTORS};
use compute_amm_testing::{invariants, small_market};

/// A market whose provider has GPUs for a whole batch.
fn large_market(codes: &dyn Codes) -> (Market, Addr, Addr) {
    let (mut market, _, client) = small_market(codes);
    let provider = market.provider("many GPUs", H100, 200_000 * ONE, 64);
    (market, provider, client)
}

/// Jobs of the receipt's program, assigned.
fn assigned(market: &mut Market, client: &Addr, provider: &Addr, method: u32, count: usize) -> Vec<u64> {
    let one = |_| {
        let mut request = market.request_for(H100, 1, 60);
        (request.method, request.program, request.input) = (method, program(), None);
        let job = market.request(client, request, 50 * ONE).expect("requested");
        market.accept(provider, job, AcceptPayout::Redeem {}).expect("accepted");
        job
    };
    (0..count).map(one).collect()
}

fn results(jobs: &[u64]) -> Vec<BatchResult> {
    jobs.iter().map(|job| result(*job)).collect()
}

/// A real receipt settles as many jobs as a batch may have, and each of them once.
pub fn one_receipt_settles_many_jobs(codes: &dyn Codes) {
    let (mut market, provider, client) = large_market(codes);
    let jobs = assigned(&mut market, &client, &provider, RISC_ZERO, MAX_SET);
    let sent = market.submit_batch(&provider, set(), results(&jobs)).expect("settled");
    let ended = sent.events.iter().filter(|event| event.ty == "wasm-end_job").count();
    assert!(ended >= MAX_SET, "{ended} events of ends");
    assert!(jobs.iter().all(|job| market.job(*job).state == JobState::Settled));
    let again = market.submit_batch(&provider, set(), results(&jobs));
    again.refused(&[&format!("job {}: ", jobs[0]), "got settled"]);
    assert_eq!(market.position(&provider, H100).locked.u128(), 0);
    invariants::check(&market).unwrap();
}

/// One bad result refuses the whole batch, says whose it is, and moves nothing.
pub fn a_bad_result_refuses_its_whole_batch_by_name(codes: &dyn Codes) {
    let (mut market, provider, client) = large_market(codes);
    let thief = market.provider("thief", H100, 10_000 * ONE, 2);
    let jobs = assigned(&mut market, &client, &provider, RISC_ZERO, 4);
    let others = assigned(&mut market, &client, &thief, RISC_ZERO, 1);
    let statement = assigned(&mut market, &client, &provider, RISC_ZERO_STATEMENT, 1);
    let settled = assigned(&mut market, &client, &provider, RISC_ZERO, 1);
    market.submit_batch(&provider, set(), results(&settled)).expect("a set of one job");
    let mut refused = |sender: &Addr, set: Set, results: Vec<BatchResult>, says: &[&str]| {
        market.submit_batch(sender, set, results).refused(says);
        assert!(jobs.iter().all(|job| market.job(*job).state == JobState::Assigned), "nothing moved");
    };
    let named = |job: u64| format!("job {job}: ");
    let with = |change: &dyn Fn(&mut BatchResult)| {
        let mut results = results(&jobs);
        change(&mut results[2]);
        results
    };
    let mine = provider.as_str();

    refused(&thief, set(), results(&jobs), &[&named(jobs[0]), "its provider", mine, thief.as_str()]);
    let foreign = [&jobs[..], &others].concat();
    refused(&provider, set(), results(&foreign), &[&named(others[0]), thief.as_str(), mine]);
    let finished = [&jobs[..], &settled].concat();
    refused(
        &provider,
        set(),
        results(&finished),
        &[&named(settled[0]), "expected state assigned, got settled"],
    );
    let twice = [jobs[0], jobs[1], jobs[1]];
    refused(&provider, set(), results(&twice), &["`job_id`", "ids that ascend", &format!("got {}", jobs[1])]);
    let mixed = [&jobs[..], &statement].concat();
    refused(&provider, set(), results(&mixed), &[&named(statement[0]), "the method of the jobs before it"]);
    refused(&provider, set(), vec![], &["1 to 64", "got 0"]);
    refused(&provider, set(), (1..=65).map(result).collect(), &["1 to 64", "got 65"]);

    let third = format!("job {}: ", jobs[2]);
    let path = |bytes: usize| move |one: &mut BatchResult| one.path = vec![7; bytes].into();
    refused(&provider, set(), with(&path(32)), &[&third, "root: expected"]);
    refused(&provider, set(), with(&path(33)), &[&third, "path: expected nodes of 32 bytes, got 33 bytes"]);
    refused(&provider, set(), with(&path(7 * 32)), &[&third, "path: expected at most 6 nodes, got 7"]);
    refused(&provider, set(), with(&|one| one.output = digest("another")), &[&third, "root: expected"]);
    let journal = |one: &mut BatchResult| one.journal = Some(Binary::from(b"another"));
    refused(&provider, set(), with(&journal), &[&third, "journal: expected the output"]);
    let short = |one: &mut BatchResult| one.output = HexBinary::from([1; 31]);
    refused(&provider, set(), with(&short), &[&named(jobs[2]), "`output`", "31 bytes"]);
    let locator = |one: &mut BatchResult| one.output_locator = Some(String::new());
    refused(&provider, set(), with(&locator), &[&named(jobs[2]), "`output_locator`", "0 bytes"]);

    // Another root needs paths that lead there, and then a receipt of it.
    let other_root = Set { root: digest("root"), ..set() };
    refused(&provider, other_root, results(&jobs), &[&format!("job {}: ", jobs[0]), "root: expected"]);
    for at in [0, 4, 100, 259] {
        let mut seal = set().seal.to_vec();
        seal[at] ^= 1;
        refused(
            &provider,
            Set { seal: seal.into(), ..set() },
            results(&jobs),
            &["proof of the batch refused"],
        );
    }
    // Under the policy `statement` the claim is of another journal.
    refused(&provider, set(), results(&statement), &[&format!("job {}: ", statement[0]), "root: expected"]);
    market.submit_batch(&provider, set(), results(&jobs)).expect("as it came");
    invariants::check(&market).unwrap();
}

/// A job whose time has passed keeps its batch from settling; without it the others settle.
pub fn a_late_job_refuses_its_batch(codes: &dyn Codes) {
    let (mut market, provider, client) = large_market(codes);
    let late = assigned(&mut market, &client, &provider, RISC_ZERO, 1);
    let run_within = market.request_for(H100, 1, 60).run_within;
    market.wait(run_within.saturating_sub(30));
    market.heartbeat(&provider);
    let jobs = assigned(&mut market, &client, &provider, RISC_ZERO, 2);
    market.wait(31);
    let all = [&late[..], &jobs].concat();
    market.submit_batch(&provider, set(), results(&all)).refused(&[&format!("job {}: ", late[0])]);
    market.submit_batch(&provider, set(), results(&jobs)).expect("the others");
    invariants::check(&market).unwrap();
}

/// Once the receipt's version is stopped, no batch settles under it, and every job ends by refund.
pub fn a_stopped_version_settles_no_batch(codes: &dyn Codes) {
    let (mut market, provider, client) = large_market(codes);
    let jobs = assigned(&mut market, &client, &provider, RISC_ZERO, 2);
    let guardian = market.guardian.clone();
    for selector in SELECTORS.into_iter().rev() {
        let stop = GatewayMsg::StopSelector { method: RISC_ZERO, selector: selector.into() };
        market.gateway(&guardian, &stop).expect("at once");
        let says = if selector == SELECTORS[0] { "disabled" } else { "selector: expected one of" };
        market.submit_batch(&provider, set(), results(&jobs)).refused(&["proof of the batch refused", says]);
    }
    for job in jobs {
        market.time_out(&client, job).expect("ends by refund");
        assert_eq!(market.job(job).state, JobState::Refunded);
    }
    invariants::check(&market).unwrap();
}
