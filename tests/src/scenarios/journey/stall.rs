//! A provider that accepts and does nothing.

use api::common::CREDIT;
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState};
use api::pool::ExecuteMsg as PoolMsg;
use cosmwasm_std::{coins, Uint128};

use super::{ends, provider, somebody};
use compute_amm_testing::client::Client;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, NET, ONE};

/// Seconds that the stalled job may run. One is the least that the contracts allow; a chain needs some blocks
/// in which the deadline has not passed.
pub const RUN_WITHIN: u64 = 5;

/// The deadline passes: a small slash, burned in the bank's supply, and the client has everything back.
pub fn a_stalled_job_is_slashed<C: Client>(market: &mut Market<C>) {
    let provider = provider(market);
    let client = somebody(market, "client", &coins(100 * ONE, NET));
    let keeper = somebody(market, "keeper", &[]);
    let began = market.wallet(&client, NET);
    let mut request = market.request_for(H100, 1, RUN_WITHIN);
    request.run_within = RUN_WITHIN;
    request.tip = Some(Uint128::new(ONE));
    let job = market.request(&client, request, 50 * ONE).unwrap_or_else(|e| panic!("request: {e:#}"));
    let cost = market.job(job).open.expect("an open job").cost.u128();
    market.accept(&provider, job, AcceptPayout::Credits {}).unwrap_or_else(|e| panic!("accept: {e:#}"));
    let timeout = JobMsg::TimeoutJob { job_id: job };
    market.jobs(&keeper, &timeout, &[]).refused(&["too early"]);
    market.wait(RUN_WITHIN + 1);
    let proof = market.attest(job, &digest("late"));
    market.submit(&provider, job, digest("late"), Some(proof)).refused(&["too late"]);

    let (bond, supply, burned) =
        (market.position(&provider, H100).bond.u128(), market.net_supply(), market.burned());
    ends(market, &keeper, job, JobState::Faulted, |market| {
        market.jobs(&keeper, &timeout, &[]).unwrap_or_else(|e| panic!("anyone may say so: {e:#}"));
    });
    let slashed = bond - market.position(&provider, H100).bond.u128();
    assert!(slashed > 0, "something burns");
    assert_eq!(supply - market.net_supply(), slashed, "all of it left the bank's supply");
    assert_eq!(market.burned() - burned, slashed, "and the metrics say so");

    let net = market.net();
    let withdraw = PoolMsg::Withdraw {
        asset: net.clone(),
        amount: Uint128::new(market.account(&client, &net)),
        owner: None,
        receiver: None,
    };
    market.pool(&client, &withdraw, &[]).unwrap_or_else(|e| panic!("withdraw: {e:#}"));
    assert_eq!(began - market.wallet(&client, NET), cost, "take and tip came back");
    let credits = market.account(&client, &market.credit(H100));
    assert_eq!(credits, u128::from(RUN_WITHIN) * CREDIT, "and what the cost had bought");
    invariants::check(market).unwrap();
}
