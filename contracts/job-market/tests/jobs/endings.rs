//! The table of endings, row by row: escrow, take, tip, lock, and the tombstone.

use api::common::Asset;
use api::job_market::{AcceptPayout, ExecuteMsg, HoldingsResponse, JobFault, JobRequest, JobState, QueryMsg};
use api::provider_registry::PositionResponse;
use cosmwasm_std::{coins, Uint128};

use crate::support::*;

const REDEEM: AcceptPayout = AcceptPayout::Redeem {};
const CREDITS_OUT: AcceptPayout = AcceptPayout::Credits {};
const TIP: u128 = 12_345;

/// What everybody holds, before and after.
struct Ledger {
    client: (u128, u128),
    provider: (u128, u128),
    redeemed: u128,
    earned: u128,
    position: PositionResponse,
}

fn ledger(market: &Market) -> Ledger {
    let held: HoldingsResponse = market.ask_jobs(&QueryMsg::Holdings {}).unwrap();
    Ledger {
        client: market.accounts(&market.client),
        provider: market.accounts(&market.provider),
        redeemed: market.redeemed(),
        earned: held.take.u128(),
        position: market.position(&market.provider),
    }
}

/// The whole escrow, the take and the tip are with the client again.
fn assert_refunded(market: &Market, before: &Ledger, take: u128) {
    let after = ledger(market);
    assert_eq!(after.client, (before.client.0 + take + TIP, before.client.1 + CREDITS));
    assert_eq!(after.provider, before.provider);
    assert_eq!(after.earned, before.earned);
    assert_eq!(after.redeemed, before.redeemed);
}

fn take_of(market: &Market, job_id: u64) -> u128 {
    market.job(job_id).open.unwrap().take.u128()
}

fn assert_finished(market: &Market, job_id: u64, state: JobState, fault: Option<JobFault>, output: bool) {
    let job = market.job(job_id);
    assert_eq!((job.state, job.fault, job.open), (state, fault, None));
    assert_eq!(job.output, output.then(crate::support::output));
}

#[test]
fn settled_by_redemption() {
    let mut market = market();
    let job_id = market.assigned(request(), REDEEM);
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    assert_eq!(before.position.locked.u128(), ONE);
    let proof = market.attestation(job_id);
    market.submit(job_id, Some(proof)).unwrap();
    let after = ledger(&market);
    assert_finished(&market, job_id, JobState::Settled, None, true);
    assert_eq!(after.redeemed, before.redeemed + CREDITS);
    assert_eq!(after.provider, (before.provider.0 + TIP, before.provider.1));
    assert_eq!(after.client, before.client);
    assert_eq!(after.earned, before.earned + take);
    assert_eq!(after.position.open.u128(), before.position.open.u128() - CREDITS);
    assert_eq!((after.position.locked.u128(), after.position.busy), (0, 0));
    assert_eq!(after.position.good.u128(), take);
}

#[test]
fn settled_by_redemption_of_more_than_is_owed_pays_the_rest_in_credits() {
    let mut market = market();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    market.enlist(&stranger, CLASS, 8, 50 * ONE);
    let before = market.accounts(&stranger).1;
    let job_id = market.request(&client, request());
    market.jobs(&stranger, &ExecuteMsg::AcceptJob { job_id, payout: REDEEM }, &[]).unwrap();
    let proof = market.attestation(job_id);
    market.jobs(&stranger, &submit(job_id, Some(proof)), &[]).unwrap();
    assert_eq!(market.position(&stranger).open.u128(), 0);
    assert_eq!(market.accounts(&stranger).1, before + CREDITS - 50 * ONE);
}

#[test]
fn settled_in_credits() {
    let mut market = market();
    let job_id = market.assigned(request(), CREDITS_OUT);
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    let proof = market.attestation(job_id);
    market.submit(job_id, Some(proof)).unwrap();
    let after = ledger(&market);
    assert_eq!(after.provider, (before.provider.0 + TIP, before.provider.1 + CREDITS));
    assert_eq!(after.position.open, before.position.open);
    assert_eq!((after.earned, after.redeemed), (before.earned + take, before.redeemed));
}

#[test]
fn settled_in_net_sells_the_credits() {
    let mut market = market();
    let job_id = market.assigned(request(), AcceptPayout::Net { min: Uint128::new(150_000) });
    let before = ledger(&market);
    let proof = market.attestation(job_id);
    market.submit(job_id, Some(proof)).unwrap();
    let after = ledger(&market);
    let sold = after.provider.0 - before.provider.0 - TIP;
    assert!((177_000..=179_000).contains(&sold), "{sold}");
    assert_eq!(after.provider.1, before.provider.1);
}

#[test]
fn settled_in_net_below_the_minimum_pays_credits() {
    let mut market = market();
    let job_id = market.assigned(request(), AcceptPayout::Net { min: Uint128::new(ONE) });
    let before = ledger(&market);
    let proof = market.attestation(job_id);
    let sent = market.submit(job_id, Some(proof)).unwrap();
    let after = ledger(&market);
    assert_eq!(after.provider, (before.provider.0 + TIP, before.provider.1 + CREDITS));
    assert_finished(&market, job_id, JobState::Settled, None, true);
    assert_eq!(attribute(&sent, "payout_fallback", "credits"), Some(CREDITS.to_string()));
}

#[test]
fn settled_in_net_while_the_pool_is_paused_pays_credits() {
    let mut market = market();
    let job_id = market.submitted(by_client(), AcceptPayout::Net { min: Uint128::zero() });
    let guardian = market.guardian.clone();
    let paused = api::pool::Paused { swap: true, provide: false };
    market.pool(&guardian, &api::pool::ExecuteMsg::SetPaused { pool_id: 1, paused }, &[]).unwrap();
    let before = ledger(&market);
    market.wait(VERDICT_WITHIN);
    market.timeout(job_id).unwrap();
    assert_eq!(ledger(&market).provider, (before.provider.0 + TIP, before.provider.1 + CREDITS));
}

#[test]
fn settled_by_a_valid_verdict_later() {
    let mut market = market();
    let job_id = market.submitted(request(), CREDITS_OUT);
    assert_eq!(market.job(job_id).output, Some(output()));
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    let stranger = market.stranger.clone();
    market.bring_verdict(&stranger, job_id, true).unwrap();
    let after = ledger(&market);
    assert_eq!(after.provider, (before.provider.0 + TIP, before.provider.1 + CREDITS));
    assert_eq!(after.earned, before.earned + take);
    // Who brings a valid verdict earns nothing.
    assert_eq!(market.accounts(&stranger), (0, 0));
}

#[test]
fn settled_by_approval_and_by_silence_of_the_client() {
    for silent in [false, true] {
        let mut market = market();
        let job_id = market.submitted(by_client(), CREDITS_OUT);
        let (before, take) = (ledger(&market), take_of(&market, job_id));
        if silent {
            market.wait(VERDICT_WITHIN);
            market.timeout(job_id).unwrap();
        } else {
            let client = market.client.clone();
            market.jobs(&client, &ExecuteMsg::ApproveResult { job_id }, &[]).unwrap();
        }
        let after = ledger(&market);
        assert_finished(&market, job_id, JobState::Settled, None, true);
        assert_eq!(after.provider, (before.provider.0 + TIP, before.provider.1 + CREDITS));
        assert_eq!(after.earned, before.earned + take);
    }
}

#[test]
fn settled_after_a_lost_dispute_takes_the_bond() {
    let mut market = market();
    let job_id = market.disputed(CREDITS_OUT);
    assert_eq!(market.job(job_id).state, JobState::Disputed);
    let before = ledger(&market);
    let supply = |market: &Market| market.app.wrap().query_supply(NET).unwrap().amount.u128();
    let (supply_before, stranger) = (supply(&market), market.stranger.clone());
    let held = market.wallet(&market.at.fee_collector, NET);
    market.bring_verdict(&stranger, job_id, true).unwrap();
    let after = ledger(&market);
    assert_finished(&market, job_id, JobState::Settled, None, true);
    assert_eq!(after.provider, (before.provider.0 + TIP, before.provider.1 + CREDITS));
    assert_eq!(after.client, before.client);
    assert_eq!(supply_before - supply(&market), DISPUTE_BOND, "burned whole");
    assert_eq!(market.wallet(&market.at.fee_collector, NET), held);
}

#[test]
fn faulted_after_a_won_dispute_gives_the_bond_back() {
    let mut market = market();
    let job_id = market.disputed(REDEEM);
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    let stranger = market.stranger.clone();
    market.bring_verdict(&stranger, job_id, false).unwrap();
    assert_finished(&market, job_id, JobState::Faulted, Some(JobFault::Fraud), true);
    let after = ledger(&market);
    assert_eq!(after.client, (before.client.0 + take + TIP + DISPUTE_BOND, before.client.1 + CREDITS));
    assert_eq!(market.accounts(&stranger).0, ONE / 5);
}

#[test]
fn cancelled_keeps_the_take() {
    let mut market = market();
    let client = market.client.clone();
    let job_id = market.request(&client, request());
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
    let after = ledger(&market);
    assert_finished(&market, job_id, JobState::Cancelled, None, false);
    assert_eq!(after.client, (before.client.0 + TIP, before.client.1 + CREDITS));
    assert_eq!(after.earned, before.earned + take);
}

#[test]
fn expired_keeps_of_the_take_what_it_used_of_the_occupancy() {
    let mut market = market();
    let client = market.client.clone();
    // 1,000 s of the class's whole capacity, of which 600 s at the target of 60 % have decayed when it
    // expires.
    let long = JobRequest { seconds: 8_000, run_within: 8_000, ..request() };
    let job_id = market.request(&client, long.clone());
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    market.timeout(job_id).refused(&["too early", &(market.now() + ACCEPT_WITHIN).to_string()]);
    market.wait(ACCEPT_WITHIN - 1);
    market.timeout(job_id).refused(&["too early"]);
    market.wait(1);
    market.timeout(job_id).unwrap();
    assert_finished(&market, job_id, JobState::Expired, None, false);
    let used = (take * 36).div_ceil(100);
    let after = ledger(&market);
    assert_eq!(after.earned - before.earned, used);
    let credits = 2 * 8_000 * ONE;
    assert_eq!(after.client, (before.client.0 + take - used + TIP, before.client.1 + credits));
    assert_eq!(after.provider, before.provider);

    // A short one has used all of it.
    let job_id = market.request(&client, request());
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    market.wait(ACCEPT_WITHIN);
    market.timeout(job_id).unwrap();
    let after = ledger(&market);
    assert_eq!(after.earned - before.earned, take);
    assert_eq!(after.client, (before.client.0 + TIP, before.client.1 + CREDITS));
}

#[test]
fn faulted_by_a_missed_deadline() {
    let mut market = market();
    let job_id = market.assigned(request(), REDEEM);
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    let cost = market.job(job_id).open.unwrap().cost.u128();
    market.wait(RUN_WITHIN - 1);
    market.timeout(job_id).refused(&["too early"]);
    market.wait(1);
    market.submit(job_id, None).refused(&["too late"]);
    market.timeout(job_id).unwrap();
    assert_finished(&market, job_id, JobState::Faulted, Some(JobFault::Liveness), false);
    assert_refunded(&market, &before, take);
    let position = market.position(&market.provider);
    assert_eq!((position.locked.u128(), position.busy), (0, 0));
    assert_eq!(before.position.bond.u128() - position.bond.u128(), cost.div_ceil(10));
    assert_eq!(position.bad.u128(), take.div_ceil(4));
}

/// Its whole take comes back, so its work counts for nobody's multiplier any more.
#[test]
fn what_is_left_of_a_failed_jobs_work_leaves_the_occupancy() {
    let backlog = |market: &Market| {
        let question = api::job_market::QueryMsg::Occupancy { class: CLASS.into() };
        market.ask_jobs::<api::job_market::OccupancyResponse>(&question).unwrap().backlog
    };
    // Small enough for the backlog to hold both.
    let long = |request: JobRequest| JobRequest { seconds: 1_000, run_within: 1_000, ..request };
    let mut market = market();
    let client = market.client.clone();
    market.request(&client, JobRequest { accept_within: 86_400, ..long(request()) });
    let one = backlog(&market);
    let fraud = market.submitted(long(request()), REDEEM);
    assert!(backlog(&market) > one);
    let stranger = market.stranger.clone();
    market.bring_verdict(&stranger, fraud, false).unwrap();
    assert_eq!((market.job(fraud).state, backlog(&market)), (JobState::Faulted, one));
}

#[test]
fn faulted_by_fraud_loses_the_whole_lock_and_pays_the_reporter() {
    let mut market = market();
    let value = 2 * ONE;
    let request = JobRequest { declared_value: Some(value.into()), ..request() };
    let job_id = market.submitted(request, REDEEM);
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    let locked = before.position.locked.u128();
    let stranger = market.stranger.clone();
    market.bring_verdict(&stranger, job_id, false).unwrap();
    assert_finished(&market, job_id, JobState::Faulted, Some(JobFault::Fraud), true);
    let after = ledger(&market);
    assert_eq!(before.position.bond.u128() - after.position.bond.u128(), locked);
    assert_eq!(after.position.locked.u128(), 0);
    assert_eq!(market.accounts(&stranger).0, locked / 5);
    // Escrow, take and tip come back, and the declared loss on top.
    assert_eq!(after.client, (before.client.0 + take + TIP + value, before.client.1 + CREDITS));
    assert_eq!(after.earned, before.earned);
}

#[test]
fn refunded_without_a_verdict() {
    let mut market = market();
    let job_id = market.submitted(request(), REDEEM);
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    market.wait(VERDICT_WITHIN - 1);
    market.timeout(job_id).refused(&["too early"]);
    market.wait(1);
    let stranger = market.stranger.clone();
    market.bring_verdict(&stranger, job_id, true).refused(&["too late"]);
    market.timeout(job_id).unwrap();
    assert_finished(&market, job_id, JobState::Refunded, None, false);
    // A day held the multiplier up for all of its work: the take is kept, as of a job that nobody accepted.
    let after = ledger(&market);
    assert_eq!(after.client, (before.client.0 + TIP, before.client.1 + CREDITS));
    assert_eq!((after.provider, after.earned), (before.provider, before.earned + take));
    let position = market.position(&market.provider);
    assert_eq!((position.bond, position.locked.u128()), (before.position.bond, 0));
}

#[test]
fn refunded_when_the_arbiter_is_silent() {
    let mut market = market();
    let job_id = market.disputed(REDEEM);
    let (before, take) = (ledger(&market), take_of(&market, job_id));
    market.wait(VERDICT_WITHIN);
    market.timeout(job_id).unwrap();
    assert_finished(&market, job_id, JobState::Refunded, None, false);
    let after = ledger(&market);
    assert_eq!(after.client, (before.client.0 + TIP + DISPUTE_BOND, before.client.1 + CREDITS));
    assert_eq!((after.position.locked.u128(), after.earned), (0, before.earned + take));
}

#[test]
fn a_disabled_method_refunds_at_once_from_every_state() {
    let mut market = market();
    let client = market.client.clone();
    let open = market.request(&client, by_client());
    let assigned = market.assigned(by_client(), REDEEM);
    let submitted = market.submitted(by_client(), REDEEM);
    let disputed = market.disputed(REDEEM);
    market.disable(CLIENT_APPROVAL);

    // Nothing but the refund goes on.
    let provider = market.provider.clone();
    let disabled: &[&str] = &["method 5 is disabled"];
    let accept = ExecuteMsg::AcceptJob { job_id: open, payout: REDEEM };
    market.jobs(&provider, &accept, &[]).refused(disabled);
    market.submit(assigned, None).refused(disabled);
    market.jobs(&client, &ExecuteMsg::ApproveResult { job_id: submitted }, &[]).refused(disabled);
    let dispute = ExecuteMsg::DisputeResult { job_id: submitted, from: api::common::Source::Funds {} };
    market.jobs(&client, &dispute, &coins(DISPUTE_BOND, NET)).refused(disabled);
    let request = ExecuteMsg::RequestJob { request: by_client(), from: api::common::Source::Funds {} };
    market.jobs(&client, &request, &coins(ONE, NET)).refused(disabled);
    let stranger = market.stranger.clone();
    assert!(market.bring_verdict(&stranger, disputed, true).is_err());

    for (job_id, state, bond) in [
        (open, JobState::Refunded, 0),
        (assigned, JobState::Refunded, 0),
        (submitted, JobState::Refunded, 0),
        (disputed, JobState::Refunded, DISPUTE_BOND),
    ] {
        let (before, take) = (ledger(&market), take_of(&market, job_id));
        market.timeout(job_id).unwrap();
        assert_finished(&market, job_id, state, None, false);
        let after = ledger(&market);
        assert_eq!(after.client, (before.client.0 + take + TIP + bond, before.client.1 + CREDITS));
        assert_eq!(after.position.bond, before.position.bond);
    }
    assert_eq!(market.position(&provider).locked.u128(), 0);
}

#[test]
fn a_disabled_method_spares_the_provider_that_missed_its_deadline() {
    let mut market = market();
    let job_id = market.assigned(request(), REDEEM);
    let before = ledger(&market);
    market.wait(RUN_WITHIN);
    market.disable(ATTESTATION);
    market.timeout(job_id).unwrap();
    assert_finished(&market, job_id, JobState::Refunded, None, false);
    assert_eq!(market.position(&market.provider).bond, before.position.bond);
}

#[test]
fn a_proof_under_a_disabled_method_is_refused() {
    let mut market = market();
    let job_id = market.assigned(request(), REDEEM);
    let proof = market.attestation(job_id);
    market.disable(ATTESTATION);
    market.submit(job_id, Some(proof)).refused(&["proof refused", "disabled"]);
}

#[test]
fn every_job_pays_out_once() {
    let mut market = market();
    let (client, provider, stranger) =
        (market.client.clone(), market.provider.clone(), market.stranger.clone());
    let cancelled = market.request(&client, request());
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id: cancelled }, &[]).unwrap();
    let settled = market.assigned(by_client(), REDEEM);
    market.submit(settled, None).unwrap();
    market.jobs(&client, &ExecuteMsg::ApproveResult { job_id: settled }, &[]).unwrap();
    let before = ledger(&market);
    for (job_id, state) in [(cancelled, "got cancelled"), (settled, "got settled")] {
        let state: &[&str] = &[state];
        market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).refused(state);
        let accept = ExecuteMsg::AcceptJob { job_id, payout: REDEEM };
        market.jobs(&provider, &accept, &[]).refused(state);
        market.submit(job_id, None).refused(state);
        market.jobs(&client, &ExecuteMsg::ApproveResult { job_id }, &[]).refused(state);
        let dispute = ExecuteMsg::DisputeResult { job_id, from: api::common::Source::Funds {} };
        market.jobs(&client, &dispute, &coins(DISPUTE_BOND, NET)).refused(state);
        market.wait(10 * VERDICT_WITHIN);
        market.timeout(job_id).refused(state);
        market.bring_verdict(&stranger, job_id, false).refused(state);
    }
    let after = ledger(&market);
    assert_eq!((after.client, after.provider, after.earned), (before.client, before.provider, before.earned));
    assert_eq!(market.account(&client, &Asset::native(USD)), 0);
}
