//! What a proven fraud costs does not depend on how many back the provider, or on how many wait to leave.

use api::common::Asset;
use api::job_market::{AcceptPayout, JobState};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::{small_market_with, Market};
use cosmwasm_std::{to_json_vec, Addr};
use wasm_tests::estimate::Estimate;
use wasm_tests::Call;

use crate::crowd::Both;

/// How many back the provider in the larger market.
const MANY: u128 = 100_000;
/// What all of them deposit together, NET base units; it is divided by every number of delegators here.
const TOGETHER: u128 = 100_000 * ONE;

/// What the verdict on a backed job costs, and every call that it makes, where so many back the provider in equal parts. Each of
/// them leaves with a half: a part of those before the job is accepted, so that tickets of two generations burn with it.
fn slash(delegators: u128) -> (u64, Vec<Call>) {
    let both = Both::default();
    let (mut market, provider, client) = small_market_with(&both, |_| {});
    market.create_vault(&provider, H100, Asset::native(NET)).expect("a vault");
    let all: Vec<Addr> = (0..delegators)
        .map(|n| {
            let delegator = market.actor(&format!("delegator {n}"));
            market.back(&delegator, &provider, H100, TOGETHER / delegators).expect("a deposit");
            delegator
        })
        .collect();
    let (early, late) = all.split_at(all.len() / 2);
    leave(&mut market, &provider, early);
    let request = market.request_for(H100, 1, 1_000);
    let job = market.request(&client, request, 1_000 * ONE).expect("requested");
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
    market.rotate_vault(&client, &provider, H100).expect("a generation without jobs before it");
    leave(&mut market, &provider, late);
    market.submit(&provider, job, digest("forged"), None).expect("delivered");
    let backed = market.job_lock(job).expect("a lock").backed;
    let reporter = market.address("reporter");
    let verdict = market.verdict(job, false, &reporter);
    let bytes = to_json_vec(&verdict).expect("a message is JSON").len();
    both.meter();
    market.gateway(&reporter, &verdict).expect("a verdict");
    let calls = both.wasm.meter.take();
    assert_eq!(market.job(job).state, JobState::Faulted);
    let vault = market.vault(&provider, H100);
    assert!(!backed.is_zero() && vault.burned == backed, "{vault:?}");
    assert!(!vault.tickets.is_zero() && !vault.tickets_before.is_zero(), "{vault:?}");
    (Estimate::new(bytes, 0, calls.clone()).total(), calls)
}

/// Half of what each has leaves.
fn leave(market: &mut Market, provider: &Addr, who: &[Addr]) {
    for delegator in who {
        let half = market.vault_shares(delegator, provider, H100) / 2;
        market.exit_vault(delegator, provider, H100, half).expect("an exit");
    }
}

#[test]
fn a_slash_costs_the_same_however_many_back_the_provider() {
    let ((few, expected), (many, got)) = (slash(10), slash(MANY));
    println!("a verdict of fraud, estimated SDK gas: {few} with 10 delegators, {many} with {MANY}");
    assert!(expected.iter().all(|call| call.contract != "restaking" && call.contract != "token"));
    let accesses = |calls: &[Call]| {
        let of = |call: &Call| (call.address.clone(), call.reads.clone(), call.writes.clone(), call.steps);
        calls.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(accesses(&got), accesses(&expected), "the same records of the same lengths");
    assert_eq!(many, few);
}
