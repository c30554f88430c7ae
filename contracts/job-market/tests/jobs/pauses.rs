//! The class's accept pause: a wait for acceptance does not pass while it is on, and begins anew at its end.

use api::job_market::{ExecuteMsg, JobState, CALL_GRACE};

use crate::support::*;

fn accept(job_id: u64) -> ExecuteMsg {
    ExecuteMsg::AcceptJob { job_id, payout: REDEEM }
}

#[test]
fn nobody_defaults_on_a_call_that_it_could_not_accept() {
    let mut market = market_with_calls();
    let (job_id, on) = market.called(standard());
    let before = market.position(&on);
    market.pause_accepting(true);
    market.wait(10 * CALL_WITHIN);
    assert!(market.jobs(&on, &accept(job_id), &[]).is_err());
    market.timeout(job_id).refused(&["too early", "accepting was paused"]);
    market.pause_accepting(false);
    market.wait(CALL_WITHIN - 6);
    market.timeout(job_id).refused(&["too early"]);
    market.jobs(&on, &accept(job_id), &[]).unwrap();
    assert_eq!(market.position(&on).bond, before.bond);
}

#[test]
fn after_the_pause_the_whole_wait_begins_anew() {
    let mut market = market_with_calls();
    let (job_id, on) = market.called(standard());
    market.wait(CALL_WITHIN - 6);
    market.pause_accepting(true);
    market.wait(60);
    market.pause_accepting(false);
    market.wait(CALL_WITHIN);
    market.jobs(&on, &accept(job_id), &[]).refused(&["too late"]);
    market.timeout(job_id).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Defaulted);
}

/// A pause that came after the wait was over revives it: known, and to nobody's loss.
#[test]
fn a_pause_also_revives_a_wait_that_had_passed_unused() {
    let mut market = market();
    let client = market.client.clone();
    let job_id = market.request(&client, request());
    market.wait(ACCEPT_WITHIN);
    market.pause_accepting(true);
    market.timeout(job_id).refused(&["too early"]);
    market.wait(6);
    market.pause_accepting(false);
    market.timeout(job_id).refused(&["too early"]);
    market.accept(job_id, REDEEM);
}

#[test]
fn no_standard_job_is_called_or_expires_while_it_could_not_be_accepted() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let [first, second, untaken] = [(); 3].map(|()| market.request(&client, standard()));
    market.wait(ACCEPT_WITHIN);
    market.timeout(untaken).unwrap();
    market.pause_accepting(true);
    market.wait(2 * CALL_GRACE);
    for job_id in [first, second, untaken] {
        market.jobs(&client, &call(job_id), &[]).refused(&["too early"]);
        market.timeout(job_id).refused(&["too early"]);
    }
    market.pause_accepting(false);
    // What was recorded as untaken waits for a call anew, and can be called at once.
    market.wait(CALL_GRACE - 1);
    market.timeout(untaken).refused(&["too early"]);
    market.jobs(&client, &call(first), &[]).refused(&["too early"]);
    market.wait(1);
    market.jobs(&client, &call(first), &[]).unwrap();
    market.timeout(untaken).unwrap();
    assert_eq!(market.job(untaken).state, JobState::Expired);
    market.expire(second);
}

/// Nobody could take the job, so its owner takes all of it back; the take is lost where somebody could.
#[test]
fn who_withdraws_a_job_while_accepting_is_paused_gets_the_whole_take_back() {
    for (paused, untaken) in [(true, false), (true, true), (false, false)] {
        let mut market = market_with_calls();
        let client = market.client.clone();
        let asked = if untaken { standard() } else { request() };
        let credits = u128::from(asked.gpus) * u128::from(asked.seconds) * ONE;
        let job_id = market.request(&client, asked);
        if untaken {
            market.wait(ACCEPT_WITHIN);
            market.timeout(job_id).unwrap();
        }
        let (before, open) = (market.accounts(&client), market.job(job_id).open.unwrap());
        if paused {
            market.pause_accepting(true);
            // Even where its time to be accepted is over.
            market.wait(2 * ACCEPT_WITHIN);
        }
        let sent = market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
        let (state, earned) = match paused {
            true => (JobState::Refunded, 0),
            false => (JobState::Cancelled, open.take.u128()),
        };
        assert_eq!(market.job(job_id).state, state);
        assert_eq!(attribute(&sent, "end_job", "earned").unwrap(), earned.to_string());
        let back = (open.take + open.tip).u128() - earned;
        assert_eq!(market.accounts(&client), (before.0 + back, before.1 + credits));
    }
}

/// A pause that was forgotten, or that lasts beyond the end of the class, holds nothing for ever.
#[test]
fn thirty_days_after_a_pause_began_whatever_waits_for_acceptance_goes_back() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let before = market.accounts(&client);
    let (called, on) = market.called(standard());
    let [ordinary, waiting, untaken] =
        [request(), standard(), standard()].map(|request| market.request(&client, request));
    market.wait(CALL_WITHIN - 6);
    market.wait(6);
    market.timeout(untaken).unwrap();
    let jobs = [ordinary, waiting, untaken, called];
    let position = market.position(&on);
    let held: u128 =
        jobs.map(|id| market.job(id).open.unwrap()).iter().map(|o| (o.take + o.tip).u128()).sum();
    market.pause_accepting(true);
    market.wait(30 * 86_400 - 1);
    for job_id in jobs {
        market.timeout(job_id).refused(&["too early", "accepting was paused"]);
    }
    market.wait(1);
    for job_id in jobs {
        market.timeout(job_id).unwrap();
        assert_eq!(market.job(job_id).state, JobState::Refunded);
    }
    assert_eq!(market.accounts(&client), (before.0 + held, before.1 + CREDITS + 3 * STANDARD_CREDITS));
    let after = market.position(&on);
    assert_eq!((after.called.u128(), after.called_gpus, after.bond), (0, 0, position.bond));
    assert_eq!(after.open.u128(), position.open.u128() + STANDARD_CREDITS, "nobody defaulted");
    assert_eq!(market.callable(), []);
}

/// What is in work does not wait for acceptance.
#[test]
fn a_pause_of_accepting_excuses_nobody_that_has_accepted() {
    let mut market = market_with_calls();
    let late = market.assigned(request(), REDEEM);
    let (job_id, _) = market.serving(standard());
    market.pause_accepting(true);
    market.wait(RUN_WITHIN);
    for (job_id, state) in [(late, JobState::Faulted), (job_id, JobState::Defaulted)] {
        market.timeout(job_id).unwrap();
        assert_eq!(market.job(job_id).state, state);
    }
}
