//! Calls as honest people use them, and results that come without what they need.

use api::job_market::{AcceptPayout, JobState, CALL_GRACE, DATA_WITHIN};
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use cosmwasm_std::Uint128;

use super::{
    ask, called, checked, deliver, market_with_calls, serve, ACCEPT_WITHIN, CALL_WITHIN, GPUS, MOST, OWED,
    RUN, UNIT, UNITS,
};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits::with_input;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::keys;
use compute_amm_testing::market::Refused;
use compute_amm_testing::wirings::{ATTESTATION, H100, ONE};

/// Nobody takes a standard job: it is called on a debtor that has withdrawn all of its free bond, is not seen
/// any more and has no reputation to speak of; served, and paid by redeeming.
pub fn a_called_job_is_served_and_redeemed(codes: &dyn Codes) {
    let (mut market, debtor, client) = market_with_calls(codes, MOST);
    let stranger = market.provider("stranger", H100, 10_000 * ONE, GPUS);
    let free = market.position(&debtor, H100).free.u128();
    market.withdraw_bond(&debtor, H100, free).expect("all that is free");
    let units = UNITS.1 - 1;
    let mut request = market.standard_request(H100, super::TEMPLATE, units);
    request.anyone_may_call = true;
    let job = market.request_with_credits(&client, request).expect("requested");
    market.call(&client, job).refused(&["too early"]);
    let callable = market.callable(H100);
    assert_eq!(callable.iter().map(|job| job.job_id).collect::<Vec<_>>(), [job]);
    assert_eq!(callable[0].from, market.job(job).open.expect("open").deadline);
    market.wait(ACCEPT_WITHIN);
    market.heartbeat(&stranger);
    market.accept(&stranger, job, AcceptPayout::Credits {}).refused(&["too late"]);
    market.call(&stranger, job).expect("anyone, as the request said");
    market.call(&stranger, job).refused(&["called"]);
    assert_eq!(market.job(job).state, JobState::Called);
    checked(&market);
    market.accept(&stranger, job, AcceptPayout::Redeem {}).refused(&[debtor.as_str(), stranger.as_str()]);
    market.accept(&debtor, job, AcceptPayout::Credits {}).refused(&["the payout `redeem`"]);
    let position = market.position(&debtor, H100);
    let credits = u128::from(u64::from(GPUS) * units * UNIT) * ONE;
    assert_eq!((position.called_gpus, position.called.u128()), (GPUS, credits));
    market.accept(&debtor, job, AcceptPayout::Redeem {}).expect("no free bond is needed");
    assert_eq!(market.position(&debtor, H100).locked.u128(), 0, "the held collateral answers for it");
    checked(&market);
    deliver(&mut market, &debtor, job, digest("output"));
    let position = market.position(&debtor, H100);
    assert_eq!(position.open.u128(), OWED - credits);
    assert_eq!((position.called_gpus, position.called.u128(), position.held.u128()), (0, 0, 0));
    assert_eq!(position.free.u128(), 2 * super::worth(credits, super::PRICE), "its collateral is free bond");
    checked(&market);
}

/// Somebody has the debtor accept a job of all its GPUs whose input never comes, for a tip that it will get
/// back, and calls a standard job on it. The GPUs do nothing: the debtor serves the call with them and loses
/// nothing, and gives the other job up without fault.
pub fn a_bait_that_keeps_gpus_busy_makes_nobody_default(codes: &dyn Codes) {
    let (mut market, debtor, thief) = market_with_calls(codes, 2 * MOST);
    let bond = market.position(&debtor, H100).bond;
    let job = ask(&mut market, &thief, UNITS.1);
    market.wait(ACCEPT_WITHIN);
    let mut bait = with_input(market.request_for(H100, 2 * GPUS, 1), b"known to nobody");
    bait.run_within = 86_400;
    bait.tip = Some(Uint128::new(100 * ONE));
    let bait = market.request_with_credits(&thief, bait).expect("requested");
    market.heartbeat(&debtor);
    market.accept(&debtor, bait, AcceptPayout::Credits {}).expect("a tip");
    market.call(&thief, job).expect("busy is no excuse");
    assert_eq!(market.job_call(job).expect("called").provider, debtor);
    market.request_data(&debtor, bait, None).expect("asked for");
    // By now the bait waits for its input, and its GPUs are in both.
    market.accept(&debtor, job, AcceptPayout::Redeem {}).expect("accepted");
    assert_eq!(market.position(&debtor, H100).busy, 3 * GPUS);
    checked(&market);
    deliver(&mut market, &debtor, job, digest("output"));
    checked(&market);
    market.wait(DATA_WITHIN);
    market.time_out(&debtor, bait).expect("given up");
    assert_eq!(market.job(bait).state, JobState::Cancelled);
    assert_eq!(market.position(&debtor, H100).bond, bond);
    checked(&market);
}

/// The debtor delivers without signatures, so that its own reporter could prove the fraud and take a share of
/// it; or with too few. Neither is a result. The job waits for one, and nobody can bring a verdict on what
/// was not delivered.
pub fn a_called_result_comes_with_its_signatures(codes: &dyn Codes) {
    let (mut market, debtor, client) = market_with_calls(codes, 2 * MOST);
    let reporter = market.actor("reporter");
    let (job, _) = called(&mut market, &client, UNITS.1);
    market.accept(&debtor, job, AcceptPayout::Redeem {}).expect("accepted");
    let forged = digest("forged");
    market.submit(&debtor, job, forged.clone(), None).refused(&["a proof or signatures with the result"]);
    let statement = market.statement(market.claim(job, &forged), Some(&reporter));
    let [valid, invalid] = [statement.valid, statement.invalid.expect("names its reporter")]
        .map(|digest| digest.to_array().expect("32 bytes"));
    let signers = keys::attestors();
    let one = api::verifier_gateway::Proof::Attestation { signatures: vec![signers[0].sign(0, &valid)] };
    market.submit(&debtor, job, forged, Some(one)).refused(&["proof refused"]);
    let signatures = vec![signers[0].sign(0, &invalid), signers[1].sign(1, &invalid)];
    let verdict = GatewayMsg::BringVerdict { job_id: job, valid: false, signatures };
    market.gateway(&reporter, &verdict).refused(&["submitted"]);
    assert_eq!(market.account(&reporter, &market.net()), 0);
    checked(&market);
    market.wait(RUN);
    market.time_out(&client, job).expect("a default like any other");
    assert_eq!(market.job(job).state, JobState::Defaulted);
    checked(&market);
}

/// The result comes a second late, with all its signatures: a default. A second earlier it would have been
/// paid.
pub fn a_called_result_that_is_late_is_a_default(codes: &dyn Codes) {
    for late in [0, 1] {
        let (mut market, debtor, client) = market_with_calls(codes, 2 * MOST);
        let (job, _) = called(&mut market, &client, UNITS.1);
        market.wait(CALL_WITHIN - 1);
        market.accept(&debtor, job, AcceptPayout::Redeem {}).expect("in the last second");
        let output = digest("output");
        let proof = market.attest(job, &output);
        market.wait(RUN - 1 + late);
        let delivered = market.submit(&debtor, job, output, Some(proof));
        if late == 0 {
            delivered.expect("in the last second");
            assert_eq!(market.position(&debtor, H100).open.u128(), OWED - MOST);
        } else {
            delivered.map(drop).refused(&["too late"]);
            market.time_out(&client, job).expect("defaulted");
            assert_eq!(market.job(job).state, JobState::Defaulted);
            assert!(market.position(&debtor, H100).reputation_bps < 1_000, "below a newcomer's tenth");
        }
        checked(&market);
    }
}

/// A client that times its job out in the second in which it can be called would leave nobody to call it on:
/// that only records that nobody took it, and for ten minutes from then on it can only be called.
pub fn a_job_is_not_timed_out_before_it_can_be_called(codes: &dyn Codes) {
    let (mut market, _, client) = market_with_calls(codes, 2 * MOST);
    let job = ask(&mut market, &client, UNITS.1);
    market.wait(ACCEPT_WITHIN);
    market.time_out(&client, job).expect("nobody took it");
    assert_eq!(market.job(job).state, JobState::Untaken);
    market.wait(CALL_GRACE - 1);
    market.time_out(&client, job).refused(&["too early"]);
    market.wait(1);
    market.time_out(&client, job).expect("expired");
    assert_eq!(market.job(job).state, JobState::Expired);
    market.call(&client, job).refused(&["got expired"]);
    checked(&market);
}

/// The guardian stops the method of a called job: nobody's fault. Its credits are open again, with their
/// collateral, and the client has its own back.
pub fn a_called_job_whose_method_is_stopped_is_released(codes: &dyn Codes) {
    for accepts in [false, true] {
        let (mut market, debtor, client) = market_with_calls(codes, 2 * MOST);
        let before = market.position(&debtor, H100);
        let (job, _) = called(&mut market, &client, UNITS.1);
        if accepts {
            market.accept(&debtor, job, AcceptPayout::Redeem {}).expect("accepted");
        }
        let guardian = market.guardian.clone();
        market.gateway(&guardian, &GatewayMsg::DisableMethod { method: ATTESTATION }).expect("at once");
        market.time_out(&client, job).expect("refunded at once");
        assert_eq!(market.job(job).state, JobState::Refunded);
        let after = market.position(&debtor, H100);
        assert_eq!((after.open, after.collateral, after.bond), (before.open, before.collateral, before.bond));
        assert!(after.due > before.due, "its turn stays");
        assert_eq!(market.credits(&client, H100), 2 * MOST);
        checked(&market);
    }
}

/// A debtor buys what it owes back and redeems it in one transaction; more than it owes goes to its account.
pub fn a_debt_is_bought_back_in_one_swap(codes: &dyn Codes) {
    let (mut market, debtor, client) = market_with_calls(codes, 2 * MOST);
    let credits = market.account(&debtor, &market.credit(H100));
    market.buy_and_redeem(&debtor, H100, OWED + ONE, 1_000 * ONE).expect("bought and redeemed");
    let position = market.position(&debtor, H100);
    assert_eq!((position.open.u128(), position.collateral.u128()), (0, 0));
    assert_eq!(market.account(&debtor, &market.credit(H100)), credits + ONE, "what it did not owe");
    market.buy_and_redeem(&debtor, H100, ONE, ONE).refused(&["nothing to redeem"]);
    market.withdraw_bond(&debtor, H100, position.bond.u128()).expect("all of it is free");
    checked(&market);
    let job = ask(&mut market, &client, UNITS.1);
    market.wait(ACCEPT_WITHIN);
    market.call(&client, job).refused(&["nobody to call"]);
}

/// What is left open after a choice is nothing, or enough for every standard job; and a debtor keeps the GPUs
/// for one.
pub fn no_debt_is_too_small_to_be_called_by_choice(codes: &dyn Codes) {
    let (mut market, debtor, client) = market_with_calls(codes, 2 * MOST);
    market.redeem(&debtor, H100, OWED - MOST + 1).refused(&["open debt too small"]);
    market.redeem(&debtor, H100, OWED - MOST).expect("the largest job's");
    market.offer(&debtor, H100, GPUS - 1).refused(&["too few GPUs: expected at least 8"]);
    let small = market.provider("small", H100, 1_000 * ONE, GPUS);
    let payout = api::common::Payout::Account;
    market.mint(&small, H100, MOST - 1, payout).refused(&["open debt too small"]);
    market.mint(&small, H100, MOST, payout).expect("the largest job's");
    let few = market.provider("few GPUs", H100, 1_000 * ONE, GPUS - 1);
    market.mint(&few, H100, MOST, payout).refused(&["too few GPUs"]);
    market.redeem(&debtor, H100, MOST).expect("all of it");
    let (job, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, small);
    serve(&mut market, &small, job);
    checked(&market);
}
