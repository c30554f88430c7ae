//! Calls: which jobs are called, when and by whom, who then accepts, and how a call ends.

use api::job_market::{
    AcceptPayout, CallableResponse, ExecuteMsg, JobRequest, JobState, QueryMsg, CALL_GRACE, TIME_USED,
};
use api::paging::ListOrder;
use cosmwasm_std::{Addr, HexBinary};

use crate::support::*;

const TIP: u128 = 12_345;

fn accept(job_id: u64) -> ExecuteMsg {
    ExecuteMsg::AcceptJob { job_id, payout: REDEEM }
}

/// Who is not called, of the two providers.
fn other(market: &Market, on: &Addr) -> Addr {
    if *on == market.provider { &market.rival } else { &market.provider }.clone()
}

#[test]
fn its_owner_calls_a_standard_job_once_when_its_time_to_be_accepted_is_over() {
    let mut market = market_with_calls();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    let job_id = market.request(&client, standard());
    let due = market.now() + ACCEPT_WITHIN;
    market.jobs(&client, &call(job_id), &[]).refused(&["too early", &due.to_string()]);
    market.wait(ACCEPT_WITHIN - 1);
    market.jobs(&client, &call(job_id), &[]).refused(&["too early"]);
    market.wait(1);
    market.jobs(&stranger, &call(job_id), &[]).refused(&["its owner", client.as_str(), stranger.as_str()]);
    let first = market.first_in_queue();
    let before = market.position(&first);
    let sent = market.jobs(&client, &call(job_id), &[]).unwrap();
    let deadline = market.now() + CALL_WITHIN;
    assert_eq!(attribute(&sent, "call_job", "deadline").unwrap(), deadline.to_string());
    let call_of = market.call_of(job_id).unwrap();
    assert_eq!((&call_of.provider, call_of.gpus, call_of.credits.u128()), (&first, 2, STANDARD_CREDITS));
    let job = market.job(job_id);
    assert_eq!(job.state, JobState::Called);
    let open = job.open.unwrap();
    assert_eq!((open.provider, open.payout, open.called, open.deadline), (None, None, true, deadline));
    let after = market.position(&first);
    assert_eq!((after.called_gpus, after.called.u128()), (2, STANDARD_CREDITS));
    assert_eq!(after.open.u128() + STANDARD_CREDITS, before.open.u128());
    // Nobody is called faster than the debt could be served.
    assert!(after.due > market.now());
    market.jobs(&client, &call(job_id), &[]).refused(&["expected state open or untaken, got called"]);
}

#[test]
fn anyone_calls_a_job_whose_request_said_so() {
    let mut market = market_with_calls();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    let job_id = market.request(&client, JobRequest { anyone_may_call: true, ..standard() });
    market.wait(ACCEPT_WITHIN);
    market.jobs(&stranger, &call(job_id), &[]).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Called);
}

#[test]
fn what_only_standard_jobs_have_is_refused_in_any_other() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    for (request, field) in [
        (JobRequest { anyone_may_call: true, ..request() }, "anyone_may_call"),
        (JobRequest { min_damages: Some(1u128.into()), ..request() }, "min_damages"),
    ] {
        let msg = ExecuteMsg::RequestJob { request, from: api::common::Source::Funds {} };
        market.jobs(&client, &msg, &cosmwasm_std::coins(ONE, NET)).refused(&[field, "expected a template"]);
    }
}

#[test]
fn only_standard_jobs_are_called_and_only_where_somebody_can_be() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let ordinary = market.request(&client, request());
    // More than anybody's collateral or price.
    let demanding =
        market.request(&client, JobRequest { min_damages: Some((1_000 * ONE).into()), ..standard() });
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call(ordinary), &[]).refused(&["expected a standard job"]);
    market.jobs(&client, &call(99), &[]).refused(&["unknown job 99"]);
    assert!(market.jobs(&client, &call(demanding), &[]).is_err());
    assert_eq!(market.job(demanding).state, JobState::Open);
    for look in [0, 1_025] {
        let msg = ExecuteMsg::CallJob { job_id: demanding, input: None, look: Some(look) };
        market.jobs(&client, &msg, &[]).refused(&["`look`", "1 to 1024"]);
    }
    market.expire(demanding);
}

/// Whoever is next would otherwise end the job before it can be called, be it after a halt.
#[test]
fn a_standard_job_that_nobody_took_can_be_called_until_it_has_ended_ten_minutes_after_that_was_recorded() {
    let mut market = market_with_calls();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let [first, second, third] = [(); 3].map(|()| market.request(&client, standard()));
    let due = market.now() + ACCEPT_WITHIN;
    market.wait(ACCEPT_WITHIN - 1);
    market.timeout(first).refused(&["too early", &due.to_string()]);
    // Nobody says anything for a day: that is no reason to end what can still be called.
    market.wait(86_400);
    let before = (market.accounts(&client), market.job(first).open.unwrap());
    let ends = market.now() + CALL_GRACE;
    for job_id in [first, second] {
        let sent = market.timeout(job_id).unwrap();
        assert_eq!(attribute(&sent, "untaken_job", "deadline").unwrap(), ends.to_string());
        let job = market.job(job_id);
        assert_eq!((job.state, job.open.unwrap().deadline), (JobState::Untaken, ends));
    }
    assert_eq!(market.accounts(&client), before.0, "nothing is paid out");
    assert_eq!(market.job(first).open.unwrap(), api::job_market::OpenJob { deadline: ends, ..before.1 });
    let until: Vec<_> = market.callable().iter().map(|job| (job.job_id, job.until)).collect();
    assert_eq!(until, [(first, Some(ends)), (second, Some(ends)), (third, None)]);
    market.wait(CALL_GRACE - 1);
    market.timeout(first).refused(&["too early", &ends.to_string()]);
    market.jobs(&provider, &accept(first), &[]).refused(&["expected state open or called, got untaken"]);
    let cancel = ExecuteMsg::CancelJob { job_id: first };
    market.jobs(&client, &cancel, &[]).refused(&["expected state open, got untaken"]);
    market.wait(1);
    // Neither the end of that wait nor the time before it is too late, as long as the job has not ended.
    for job_id in [second, third] {
        market.jobs(&client, &call(job_id), &[]).unwrap();
        market.timeout(job_id).refused(&["too early"]);
    }
    market.timeout(first).unwrap();
    assert_eq!(market.job(first).state, JobState::Expired);
    market.jobs(&client, &call(first), &[]).refused(&["got expired"]);
}

#[test]
fn the_called_debtor_and_nobody_else_accepts_in_time_and_is_paid_by_redemption() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let (job_id, on) = market.called(standard());
    let other = other(&market, &on);
    market.wait(CALL_WITHIN - 1);
    for sender in [&other, &client] {
        assert!(market.jobs(sender, &accept(job_id), &[]).is_err());
    }
    for payout in [AcceptPayout::Credits {}, AcceptPayout::Net { min: 1u128.into() }] {
        market
            .jobs(&on, &ExecuteMsg::AcceptJob { job_id, payout }, &[])
            .refused(&["the payout `redeem`, as it was called"]);
    }
    market.jobs(&on, &accept(job_id), &[]).unwrap();
    let open = market.job(job_id).open.unwrap();
    assert_eq!((open.provider.as_ref(), open.called), (Some(&on), true));
    assert_eq!((open.payout, open.deadline), (Some(REDEEM), market.now() + STANDARD_RUN));
    let before = market.position(&on);
    assert_eq!((before.locked.u128(), before.busy), (0, 2), "its collateral answers for it");
    let (accounts, held) = (market.accounts(&on), market.redeemed());
    let proof = market.attestation(job_id);
    market.jobs(&on, &submit(job_id, Some(proof)), &[]).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Settled);
    assert_eq!(market.accounts(&on), (accounts.0 + TIP, accounts.1), "the tip, and no credits");
    assert_eq!(market.redeemed(), held + STANDARD_CREDITS, "they stay in the account until they burn");
    let after = market.position(&on);
    assert_eq!((after.called.u128(), after.held.u128(), after.called_gpus, after.busy), (0, 0, 0, 0));
    assert_eq!((after.open, after.bond), (before.open, before.bond));
    market.assert_books();
}

/// Neither without a proof nor with a false one; a second late is too late.
#[test]
fn a_called_job_is_served_by_what_comes_with_its_result_in_time() {
    let mut market = market_with_calls();
    let (job_id, on) = market.serving(standard());
    market.jobs(&on, &submit(job_id, None), &[]).refused(&["expected a proof or signatures with the result"]);
    let forged = market.attestation_of(job_id, digest("other"));
    market.jobs(&on, &submit(job_id, Some(forged)), &[]).refused(&["proof refused"]);
    let proof = market.attestation(job_id);
    market.wait(STANDARD_RUN);
    market.jobs(&on, &submit(job_id, Some(proof)), &[]).refused(&["too late"]);
    market.timeout(job_id).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Defaulted);
}

#[test]
fn a_call_that_is_not_accepted_or_not_served_is_a_default() {
    for served in [false, true] {
        let mut market = market_with_calls();
        let client = market.client.clone();
        let (job_id, on) = if served { market.serving(standard()) } else { market.called(standard()) };
        let open = market.job(job_id).open.unwrap();
        let call_of = market.call_of(job_id).unwrap();
        let (before, position, held) = (market.accounts(&client), market.position(&on), market.redeemed());
        let wait = if served { STANDARD_RUN } else { CALL_WITHIN };
        market.wait(wait - 1);
        market.timeout(job_id).refused(&["too early"]);
        market.wait(1);
        if !served {
            market.jobs(&on, &accept(job_id), &[]).refused(&["too late"]);
        }
        let sent = market.timeout(job_id).unwrap();
        let job = market.job(job_id);
        assert_eq!((job.state, job.fault, job.open), (JobState::Defaulted, None, None));
        assert_eq!(attribute(&sent, "end_job", "earned").unwrap(), "0");
        let damages = call_of.held.min(call_of.value).u128();
        assert!(damages > 0);
        let back = (open.take + open.tip).u128();
        assert_eq!(
            market.accounts(&client),
            (before.0 + back + damages, before.1),
            "damages, and no credits"
        );
        assert_eq!(market.redeemed(), held + STANDARD_CREDITS);
        let after = market.position(&on);
        assert_eq!((after.called.u128(), after.held.u128(), after.called_gpus, after.busy), (0, 0, 0, 0));
        assert_eq!(after.open, position.open);
        assert!(after.bond.u128() + damages < position.bond.u128(), "dearer than the damages");
        market.timeout(job_id).refused(&["got defaulted"]);
    }
}

/// Nobody sits on GPUs whose result is there: they are free for the next job, called or not.
#[test]
fn gpus_are_free_as_soon_as_a_result_waits_for_its_verdict() {
    let mut market = market();
    let provider = market.provider.clone();
    for asked in [request(), by_client()] {
        let job_id = market.assigned(asked, REDEEM);
        assert_eq!(market.position(&provider).busy, 2);
        let locked = market.position(&provider).locked;
        market.submit(job_id, None).unwrap();
        let position = market.position(&provider);
        assert_eq!((position.busy, position.locked), (0, locked), "its bond stays locked");
    }
}

#[test]
fn a_method_that_is_stopped_ends_a_call_at_once_and_nobody_defaulted() {
    for served in [false, true] {
        let mut market = market_with_calls();
        let client = market.client.clone();
        let before = market.accounts(&client);
        let waiting = market.request(&client, standard());
        let (job_id, on) = if served { market.serving(standard()) } else { market.called(standard()) };
        let held: u128 = [waiting, job_id]
            .map(|id| market.job(id).open.unwrap())
            .iter()
            .map(|o| (o.take + o.tip).u128())
            .sum();
        let position = market.position(&on);
        market.disable(ATTESTATION);
        if !served {
            market.jobs(&on, &accept(job_id), &[]).refused(&["method 1 is disabled"]);
        }
        market.jobs(&client, &call(waiting), &[]).refused(&["method 1 is disabled"]);
        // Even where the wait is over.
        market.wait(STANDARD_RUN);
        for id in [job_id, waiting] {
            market.timeout(id).unwrap();
            assert_eq!(market.job(id).state, JobState::Refunded);
        }
        assert_eq!(market.accounts(&client), (before.0 + held, before.1 + 2 * STANDARD_CREDITS));
        let after = market.position(&on);
        assert_eq!((after.bond, after.due), (position.bond, position.due));
        assert_eq!(after.open.u128(), position.open.u128() + STANDARD_CREDITS);
        assert_eq!((after.called_gpus, after.called.u128(), after.busy), (0, 0, 0));
    }
}

#[test]
fn a_called_job_is_not_withdrawn_submitted_or_judged() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let (job_id, on) = market.called(standard());
    let cancel = ExecuteMsg::CancelJob { job_id };
    market.jobs(&client, &cancel, &[]).refused(&["expected state open, got called"]);
    market.jobs(&on, &submit(job_id, None), &[]).refused(&["expected state assigned, got called"]);
    let approve = ExecuteMsg::ApproveResult { job_id };
    market.jobs(&client, &approve, &[]).refused(&["expected state submitted, got called"]);
}

#[test]
fn the_input_comes_with_the_call_and_is_not_asked_for_again() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let input: &[u8] = b"what is to be computed";
    let job_id = market.request(&client, standard_with_input(input));
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call(job_id), &[]).refused(&["the job's input with the call", "got none"]);
    market.jobs(&client, &call_with(job_id, b"something else, as long"), &[]).refused(&["23 bytes"]);
    market.jobs(&client, &call_with(job_id, b"what is to be computes"), &[]).refused(&["expected"]);
    let sent = market.jobs(&client, &call_with(job_id, input), &[]).unwrap();
    let shown = attribute(&sent, "call_job", "input").unwrap();
    assert_eq!(shown, cosmwasm_std::Binary::from(input).to_base64());
    let on = market.call_of(job_id).unwrap().provider;
    market.jobs(&on, &accept(job_id), &[]).unwrap();
    let ask = ExecuteMsg::RequestData { job_id, chunk: None, from: api::common::Source::Funds {} };
    market.jobs(&on, &ask, &cosmwasm_std::coins(DATA_BOND, NET)).refused(&["that was called with it"]);
    let without = market.request(&client, standard());
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call_with(without, input), &[]).refused(&["no input, as the job has none"]);
}

/// A template keeps the time to accept a call that its least job was checked against, and a job that of its
/// template.
#[test]
fn a_job_keeps_the_time_to_accept_a_call() {
    let mut market = market_with_calls();
    let (owner, client) = (market.owner.clone(), market.client.clone());
    let params = api::job_market::Params { call_within: 3_600, ..params() };
    market.jobs(&owner, &ExecuteMsg::UpdateParams { params }, &[]).unwrap();
    let job_id = market.request(&client, standard());
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call(job_id), &[]).unwrap();
    assert_eq!(market.job(job_id).open.unwrap().deadline, market.now() + CALL_WITHIN);
}

#[test]
fn a_volunteer_for_a_standard_job_locks_bond_and_is_late_not_in_default() {
    let mut market = market_with_calls();
    let job_id = market.assigned(standard(), AcceptPayout::Credits {});
    let provider = market.provider.clone();
    let before = market.position(&provider);
    assert!(before.locked.u128() > 0);
    assert_eq!((before.called.u128(), market.job(job_id).open.unwrap().called), (0, false));
    market.submit(job_id, None).refused(&["a proof or signatures"]);
    market.wait(STANDARD_RUN);
    market.timeout(job_id).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Faulted);
    assert!(market.position(&provider).bond < before.bond);
}

#[test]
fn what_waits_for_a_provider_is_listed_oldest_first_until_it_does_not() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let jobs: Vec<u64> = (0..5).map(|_| market.request(&client, standard())).collect();
    let from = market.now() + ACCEPT_WITHIN;
    assert_eq!(market.callable_ids(), jobs);
    let first = &market.callable()[0];
    assert_eq!((first.from, first.gpus, first.credits.u128()), (from, 2, STANDARD_CREDITS));
    let page = |start_after, limit| {
        let question = QueryMsg::Callable { class: CLASS.into(), order: None, start_after, limit };
        let page: CallableResponse = market.ask_jobs(&question).unwrap();
        page.jobs.iter().map(|job| job.job_id).collect::<Vec<_>>()
    };
    assert_eq!(page(Some(jobs[1]), Some(2)), jobs[2..4]);
    assert!(page(Some(jobs[4]), None).is_empty());
    assert!(page(None, Some(0)).is_empty());
    let newest = |start_after| {
        let (order, limit) = (Some(ListOrder::Descending), Some(3));
        let question = QueryMsg::Callable { class: CLASS.into(), order, start_after, limit };
        let page: CallableResponse = market.ask_jobs(&question).unwrap();
        (page.jobs.iter().map(|job| job.job_id).collect::<Vec<_>>(), page.next)
    };
    assert_eq!(newest(None), (vec![5, 4, 3], Some(3)));
    assert_eq!(newest(Some(3)), (vec![2, 1], None));

    market.accept(jobs[0], REDEEM);
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id: jobs[1] }, &[]).unwrap();
    assert_eq!(market.callable_ids(), jobs[2..]);
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call(jobs[2]), &[]).unwrap();
    assert_eq!(market.callable_ids(), jobs[3..]);
    market.expire(jobs[3]);
    assert_eq!(market.callable_ids(), jobs[4..]);
    market.disable(ATTESTATION);
    market.timeout(jobs[4]).unwrap();
    assert_eq!(market.callable(), []);
    let unknown = QueryMsg::Callable { class: "b200".into(), order: None, start_after: None, limit: None };
    market.ask_jobs::<CallableResponse>(&unknown).refused(&["`b200` is not listed"]);
}

#[test]
fn time_used_up_is_a_paid_result_of_a_standard_job_under_attestation_and_of_no_other() {
    let mut market = market_with_calls();
    let provider = market.provider.clone();
    let used = HexBinary::from(TIME_USED.as_slice());
    let of = |job_id, proof| ExecuteMsg::SubmitResult {
        job_id,
        output: used.clone(),
        proof,
        output_locator: None,
    };
    for asked in [request(), by_client()] {
        let job_id = market.assigned(asked, REDEEM);
        market
            .jobs(&provider, &of(job_id, None), &[])
            .refused(&["expected a standard job under attestation"]);
    }
    let job_id = market.assigned(standard(), REDEEM);
    let owed = market.position(&provider).open.u128();
    let proof = market.attestation_of(job_id, used.clone());
    let msg = of(job_id, Some(proof));
    // Not before the time paid for has passed; that is plain time.
    let used_at = (market.now() + STANDARD_SECONDS).to_string();
    market.jobs(&provider, &msg, &[]).refused(&["time paid for", &used_at]);
    market.halt(STANDARD_SECONDS - 1);
    market.jobs(&provider, &msg, &[]).refused(&["time paid for", &used_at]);
    market.halt(1);
    market.jobs(&provider, &of(job_id, None), &[]).refused(&["a proof or signatures"]);
    let sent = market.jobs(&provider, &msg, &[]).unwrap();
    assert_eq!(attribute(&sent, "submit_result", "time_used").unwrap(), "true");
    let job = market.job(job_id);
    assert_eq!((job.state, job.output.as_ref()), (JobState::Settled, Some(&used)));
    assert_eq!(market.position(&provider).open.u128(), owed - STANDARD_CREDITS);
}

#[test]
fn the_next_call_falls_to_the_next_in_the_queue() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let job_id = market.request(&client, standard());
    market.wait(ACCEPT_WITHIN);
    let first = market.first_in_queue();
    market.jobs(&client, &call(job_id), &[]).unwrap();
    let second = market.request(&client, standard());
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call(second), &[]).unwrap();
    assert_ne!(market.call_of(second).unwrap().provider, first, "the next in the queue");
    assert_eq!(market.position(&first).called_gpus, 2);
}
