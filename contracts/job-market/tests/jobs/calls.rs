//! Calls: who can be called for what and when, who then accepts, and how a call ends.

use api::job_market::{
    AcceptPayout, CallableResponse, ExecuteMsg, JobRequest, JobState, QueryMsg, CALL_GRACE, CALL_WITHIN,
    TIME_USED,
};
use api::provider_registry::{self as registry, ClassPaused};
use cosmwasm_std::{Addr, HexBinary};

use crate::support::*;

fn accept(job_id: u64) -> ExecuteMsg {
    ExecuteMsg::AcceptJob { job_id, payout: REDEEM }
}

/// Who is not on call, of the two providers.
fn other(market: &Market, on: &Addr) -> Addr {
    if *on == market.provider { &market.rival } else { &market.provider }.clone()
}

fn called_gpus_and_credits(market: &Market, on: &Addr) -> (u32, u128) {
    let position = market.position(on);
    (position.called_gpus, position.called_credits.u128())
}

#[test]
fn anyone_calls_a_standard_job_once_when_its_time_to_be_accepted_is_over() {
    let mut market = market_with_calls();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    let job_id = market.request(&client, standard());
    let due = market.now() + ACCEPT_WITHIN;
    market.jobs(&stranger, &call(job_id), &[]).refused(&["too early", &due.to_string()]);
    market.wait(ACCEPT_WITHIN - 1);
    market.jobs(&stranger, &call(job_id), &[]).refused(&["too early"]);
    market.wait(1);
    let next = market.next_call().unwrap();
    let sent = market.jobs(&stranger, &call(job_id), &[]).unwrap();
    let deadline = market.now() + CALL_WITHIN;
    assert_eq!(attribute(&sent, "call_job", "provider").unwrap(), next.to_string());
    assert_eq!(attribute(&sent, "call_job", "deadline").unwrap(), deadline.to_string());
    let job = market.job(job_id);
    assert_eq!(job.state, JobState::Called);
    let open = job.open.unwrap();
    assert_eq!((open.provider.as_ref(), open.payout, open.deadline), (Some(&next), None, deadline));
    assert_eq!(called_gpus_and_credits(&market, &next), (2, CREDITS));
    market.jobs(&stranger, &call(job_id), &[]).refused(&["expected state open, got called"]);
    market.wait(CALL_WITHIN);
    market.jobs(&stranger, &call(job_id), &[]).refused(&["expected state open, got called"]);
}

#[test]
fn only_standard_jobs_are_called_and_only_where_somebody_can_be() {
    let mut market = market();
    let client = market.client.clone();
    let ordinary = market.request(&client, request());
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call(ordinary), &[]).refused(&["expected a standard job"]);
    market.jobs(&client, &call(99), &[]).refused(&["unknown job 99"]);
    market.set_template(TEMPLATE, Some(template())).unwrap();
    let job_id = market.request(&client, standard());
    market.wait(ACCEPT_WITHIN);
    assert_eq!(market.next_call(), None, "nobody's position has changed since the first template");
    market.jobs(&client, &call(job_id), &[]).refused(&["nobody to call", CLASS]);
    assert_eq!(market.job(job_id).state, JobState::Open);
    market.wait(CALL_GRACE);
    market.timeout(job_id).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Expired);
}

/// Whoever is next would otherwise end the job before it can be called.
#[test]
fn for_a_while_a_standard_job_can_be_called_and_not_timed_out() {
    let mut market = market_with_calls();
    let (client, provider) = (market.client.clone(), market.provider.clone());
    let [first, second] = [(); 2].map(|()| market.request(&client, standard()));
    let grace_ends = market.now() + ACCEPT_WITHIN + CALL_GRACE;
    for wait in [ACCEPT_WITHIN, CALL_GRACE - 1] {
        market.wait(wait);
        market.timeout(first).refused(&["too early", &grace_ends.to_string()]);
        market.jobs(&provider, &accept(first), &[]).refused(&["too late"]);
        market.jobs(&client, &ExecuteMsg::CancelJob { job_id: first }, &[]).refused(&["too late"]);
    }
    market.wait(1);
    market.timeout(first).unwrap();
    assert_eq!(market.job(first).state, JobState::Expired);
    market.jobs(&provider, &call(second), &[]).unwrap();
    assert_eq!(market.callable(), []);
}

#[test]
fn an_ordinary_job_times_out_as_ever() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let job_id = market.request(&client, request());
    assert_eq!(market.callable(), []);
    market.wait(ACCEPT_WITHIN);
    market.timeout(job_id).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Expired);
}

#[test]
fn the_called_provider_and_nobody_else_accepts_in_time_and_is_paid_as_ever() {
    for payout in [REDEEM, AcceptPayout::Credits {}] {
        let mut market = market_with_calls();
        let client = market.client.clone();
        let (job_id, on) = market.called(standard());
        let other = other(&market, &on);
        market.wait(CALL_WITHIN - 1);
        for sender in [&other, &client] {
            market.jobs(sender, &accept(job_id), &[]).refused(&["called provider", on.as_str()]);
        }
        market.jobs(&on, &ExecuteMsg::AcceptJob { job_id, payout }, &[]).unwrap();
        let open = market.job(job_id).open.unwrap();
        assert_eq!((open.provider.as_ref(), open.deadline), (Some(&on), market.now() + RUN_WITHIN));
        assert_eq!(market.position(&on).locked.u128(), 0, "its lock lies in the margin");
        assert!(market.position(&on).called_locked.u128() > 0);
        let (before, owed) = (market.accounts(&on), market.position(&on).obligation);
        let proof = market.attestation(job_id);
        market.jobs(&on, &submit(job_id, Some(proof)), &[]).unwrap();
        assert_eq!(market.job(job_id).state, JobState::Settled);
        let redeemed = if payout == REDEEM { CREDITS } else { 0 };
        let after = market.accounts(&on);
        assert_eq!(after, (before.0 + 12_345, before.1 + CREDITS - redeemed), "the tip, and the credits");
        let position = market.position(&on);
        assert_eq!(position.obligation.u128(), owed.u128() - redeemed);
        assert_eq!((position.called_gpus, position.called_credits.u128()), (0, 0));
        assert_eq!((position.called_locked.u128(), position.ignored_credits.u128()), (0, 0));
    }
}

#[test]
fn a_call_that_is_ignored_expires_the_job_and_closes_so_much_of_the_debt() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let before = market.accounts(&client);
    let (job_id, on) = market.called(standard());
    let open = market.job(job_id).open.unwrap();
    market.wait(CALL_WITHIN - 1);
    market.timeout(job_id).refused(&["too early"]);
    market.wait(1);
    market.jobs(&on, &accept(job_id), &[]).refused(&["too late"]);
    let sent = market.timeout(job_id).unwrap();
    assert_eq!(attribute(&sent, "end_call", "ignored").unwrap(), "true");
    let job = market.job(job_id);
    assert_eq!((job.state, job.fault, job.open), (JobState::Expired, None, None));
    let earned: u128 = attribute(&sent, "end_job", "earned").unwrap().parse().unwrap();
    let back = (open.take + open.tip).u128() - earned;
    assert_eq!(market.accounts(&client), (before.0 + back, before.1 + CREDITS));
    let position = market.position(&on);
    assert_eq!(position.ignored_credits.u128(), CREDITS);
    assert_eq!(position.closing_since, Some(market.now()));
    assert_eq!((position.called_gpus, position.called_credits.u128()), (0, 0));
    market.timeout(job_id).refused(&["got expired"]);
}

/// A result without its proof: the verdict may take a day, in which whoever was called could do nothing else, and need not.
#[test]
fn a_called_job_that_waits_for_its_verdict_leaves_its_gpus_to_the_next_call() {
    let mut market = market_with_calls();
    let (job_id, on) = market.called(standard());
    market.jobs(&on, &accept(job_id), &[]).unwrap();
    let before = market.position(&on);
    assert_eq!((before.busy, called_gpus_and_credits(&market, &on)), (2, (2, CREDITS)));
    let sent = market.jobs(&on, &submit(job_id, None), &[]).unwrap();
    assert_eq!(attribute(&sent, "free_gpus", "gpus").unwrap(), "2");
    let after = market.position(&on);
    assert_eq!((after.busy, called_gpus_and_credits(&market, &on)), (0, (0, CREDITS)));
    assert_eq!(after.called_locked, before.called_locked);
    let stranger = market.stranger.clone();
    market.bring_verdict(&stranger, job_id, true).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Settled);
    let position = market.position(&on);
    assert_eq!((position.busy, position.called_locked.u128()), (0, 0));
    assert_eq!(called_gpus_and_credits(&market, &on), (0, 0));
    // A volunteer's are free as well: it may be called for another.
    let taken = market.assigned(standard(), REDEEM);
    let provider = market.provider.clone();
    assert_eq!(market.position(&provider).busy, 2);
    market.submit(taken, None).unwrap();
    assert_eq!(market.position(&provider).busy, 0);
    // Of a job that is no standard job nothing is said: nobody is called for it.
    let ordinary = market.assigned(request(), REDEEM);
    let sent = market.submit(ordinary, None).unwrap();
    assert_eq!(attribute(&sent, "free_gpus", "gpus"), None);
}

#[test]
fn a_method_that_is_stopped_ends_a_call_at_once_and_nobody_ignored_it() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let before = market.accounts(&client);
    let waiting = market.request(&client, standard());
    let (job_id, on) = market.called(standard());
    let held: u128 = [waiting, job_id]
        .map(|id| market.job(id).open.unwrap())
        .iter()
        .map(|o| (o.take + o.tip).u128())
        .sum();
    market.disable(ATTESTATION);
    market.jobs(&on, &accept(job_id), &[]).refused(&["method 1 is disabled"]);
    market.jobs(&on, &call(waiting), &[]).refused(&["method 1 is disabled"]);
    let sent = market.timeout(job_id).unwrap();
    assert_eq!(attribute(&sent, "end_call", "ignored").unwrap(), "false");
    market.timeout(waiting).unwrap();
    for id in [job_id, waiting] {
        assert_eq!(market.job(id).state, JobState::Refunded);
    }
    assert_eq!(market.accounts(&client), (before.0 + held, before.1 + 2 * CREDITS));
    let position = market.position(&on);
    assert_eq!((position.ignored_credits.u128(), position.closing_since), (0, None));
    assert_eq!((position.called_gpus, position.called_credits.u128()), (0, 0));
    assert_eq!(market.callable(), []);
}

#[test]
fn a_called_job_is_not_withdrawn_submitted_or_judged() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let (job_id, on) = market.called(standard());
    market
        .jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[])
        .refused(&["expected state open, got called"]);
    market.jobs(&on, &submit(job_id, None), &[]).refused(&["expected state assigned, got called"]);
    market
        .jobs(&client, &ExecuteMsg::ApproveResult { job_id }, &[])
        .refused(&["expected state submitted, got called"]);
    assert_eq!(market.job(job_id).state, JobState::Called);
}

/// The class could not have been served: the job just expires.
#[test]
fn no_job_of_a_stopped_class_is_called() {
    let mut market = market_with_calls();
    let (client, guardian) = (market.client.clone(), market.guardian.clone());
    let (called, on) = market.called(standard());
    let waiting = market.request(&client, standard());
    let paused = ClassPaused { mint: false, accept: true };
    let stop = registry::ExecuteMsg::SetPaused { class: CLASS.into(), paused };
    market.registry(&guardian, &stop, &[]).unwrap();
    market.wait(CALL_WITHIN.max(ACCEPT_WITHIN));
    market.jobs(&client, &call(waiting), &[]).refused(&[CLASS]);
    market.timeout(called).unwrap();
    assert_eq!(market.position(&on).ignored_credits.u128(), 0, "it could not have accepted");
    market.wait(CALL_GRACE);
    market.timeout(waiting).unwrap();
    for id in [called, waiting] {
        assert_eq!(market.job(id).state, JobState::Expired);
    }
}

#[test]
fn what_waits_for_a_provider_is_listed_oldest_first_until_it_does_not() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let jobs: Vec<u64> = (0..5).map(|_| market.request(&client, standard())).collect();
    let from = market.now() + ACCEPT_WITHIN;
    assert_eq!(market.callable_ids(), jobs);
    let first = &market.callable()[0];
    assert_eq!((first.from, first.gpus, first.credits.u128()), (from, 2, CREDITS));
    let page = |start_after, limit| {
        let question = QueryMsg::Callable { class: CLASS.into(), start_after, limit };
        let page: CallableResponse = market.ask_jobs(&question).unwrap();
        page.jobs.iter().map(|job| job.job_id).collect::<Vec<_>>()
    };
    assert_eq!(page(Some(jobs[1]), Some(2)), jobs[2..4]);
    assert!(page(Some(jobs[4]), None).is_empty());
    assert!(page(None, Some(0)).is_empty());

    market.accept(jobs[0], REDEEM);
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id: jobs[1] }, &[]).unwrap();
    assert_eq!(market.callable_ids(), jobs[2..]);
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call(jobs[2]), &[]).unwrap();
    assert_eq!(market.callable_ids(), jobs[3..]);
    market.wait(CALL_GRACE);
    market.timeout(jobs[3]).unwrap();
    assert_eq!(market.callable_ids(), jobs[4..]);
    market.disable(ATTESTATION);
    market.timeout(jobs[4]).unwrap();
    assert_eq!(market.callable(), []);
    let unknown = QueryMsg::Callable { class: "b200".into(), start_after: None, limit: None };
    market.ask_jobs::<CallableResponse>(&unknown).refused(&["`b200` is not listed"]);
}

#[test]
fn time_used_up_is_a_paid_result_of_a_standard_job_and_of_no_other() {
    let mut market = market_with_calls();
    let provider = market.provider.clone();
    let used = HexBinary::from(TIME_USED.as_slice());
    let submit = |market: &Market, job_id, proven: bool| ExecuteMsg::SubmitResult {
        job_id,
        output: used.clone(),
        proof: proven.then(|| market.attestation_of(job_id, used.clone())),
        output_locator: None,
    };
    for asked in [request(), by_client()] {
        let job_id = market.assigned(asked, REDEEM);
        let msg = submit(&market, job_id, false);
        market.jobs(&provider, &msg, &[]).refused(&["expected a standard job"]);
    }
    for proven in [true, false] {
        let asked = JobRequest { tip: None, ..standard() };
        let seconds = asked.seconds;
        let job_id = market.assigned(asked, REDEEM);
        let owed = market.position(&provider).obligation.u128();
        let msg = submit(&market, job_id, proven);
        // Not before the time paid for has passed.
        let used_at = (market.now() + seconds).to_string();
        market.jobs(&provider, &msg, &[]).refused(&["time paid for", &used_at]);
        market.wait(seconds - 1);
        market.jobs(&provider, &msg, &[]).refused(&["time paid for", &used_at]);
        market.wait(1);
        let sent = market.jobs(&provider, &msg, &[]).unwrap();
        assert_eq!(attribute(&sent, "submit_result", "time_used").unwrap(), "true");
        if !proven {
            let stranger = market.stranger.clone();
            market.bring_verdict(&stranger, job_id, true).unwrap();
        }
        let job = market.job(job_id);
        assert_eq!((job.state, job.output.as_ref()), (JobState::Settled, Some(&used)));
        assert_eq!(market.position(&provider).obligation.u128(), owed - CREDITS);
    }
    let job_id = market.assigned(standard(), REDEEM);
    let sent = market.submit(job_id, None).unwrap();
    assert_eq!(attribute(&sent, "submit_result", "time_used"), None);
    // Who says so falsely cheats, as with any result.
    let job_id = market.assigned(standard(), REDEEM);
    let msg = submit(&market, job_id, false);
    market.wait(standard().seconds);
    market.jobs(&provider, &msg, &[]).unwrap();
    let stranger = market.stranger.clone();
    market.bring_verdict(&stranger, job_id, false).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Faulted);
}
