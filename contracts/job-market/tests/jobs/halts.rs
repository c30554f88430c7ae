//! Every wait through a chain that stands still: for an hour, for three days, and until it starts anew at
//! height 1. Nobody may lose by that, and nobody may gain.

use api::common::Source;
use api::job_market::{ExecuteMsg, JobState, CALL_GRACE};
use cosmwasm_std::{coins, Addr};

use crate::support::*;

const INPUT: &[u8] = b"what is to be computed";

#[derive(Clone, Copy, Debug)]
enum Gap {
    Hour,
    ThreeDays,
    Restart,
}

const GAPS: [Gap; 3] = [Gap::Hour, Gap::ThreeDays, Gap::Restart];

/// A job in a wait: how long that lasts, what may come in it, and how the job ends if nothing does.
struct Waiting {
    job_id: u64,
    seconds: u64,
    awaited: Box<dyn Fn(&mut Market) -> Sent>,
    ends: JobState,
}

type Begin = fn(&mut Market) -> Waiting;

/// Every wait of the contract.
const WAITS: [(&str, Begin); 9] = [
    ("acceptance", |market| {
        let client = market.client.clone();
        let job_id = market.request(&client, request());
        waiting(job_id, ACCEPT_WITHIN, JobState::Expired, by(&market.provider, accept(job_id)))
    }),
    ("withdrawal", |market| {
        let client = market.client.clone();
        let job_id = market.request(&client, request());
        waiting(job_id, ACCEPT_WITHIN, JobState::Expired, by(&client, ExecuteMsg::CancelJob { job_id }))
    }),
    ("acceptance of a call", |market| {
        let (job_id, on) = market.called(standard());
        waiting(job_id, CALL_WITHIN, JobState::Defaulted, by(&on, accept(job_id)))
    }),
    ("result", |market| {
        let job_id = market.assigned(request(), REDEEM);
        let result = submit(job_id, Some(market.attestation(job_id)));
        waiting(job_id, RUN_WITHIN, JobState::Faulted, by(&market.provider, result))
    }),
    ("result of a called job", |market| {
        let (job_id, on) = market.serving(standard());
        let result = submit(job_id, Some(market.attestation(job_id)));
        waiting(job_id, STANDARD_RUN, JobState::Defaulted, by(&on, result))
    }),
    ("answer", |market| {
        let job_id = market.assigned(with_input(INPUT), REDEEM);
        market.ask_data(job_id, None).unwrap();
        let answer = ExecuteMsg::AnswerData { job_id, data: INPUT.into(), path: vec![] };
        waiting(job_id, api::job_market::DATA_WITHIN, JobState::Cancelled, by(&market.stranger, answer))
    }),
    ("verdict", |market| {
        let job_id = market.submitted(request(), REDEEM);
        waiting(job_id, VERDICT_WITHIN, JobState::Refunded, verdict(job_id))
    }),
    ("word of the client", |market| {
        let job_id = market.submitted(by_client(), REDEEM);
        let client = market.client.clone();
        let dispute = ExecuteMsg::DisputeResult { job_id, from: Source::Funds {} };
        let awaited = move |market: &mut Market| market.jobs(&client, &dispute, &coins(DISPUTE_BOND, NET));
        waiting(job_id, VERDICT_WITHIN, JobState::Settled, awaited)
    }),
    ("word of the arbiter", |market| {
        let job_id = market.disputed(REDEEM);
        waiting(job_id, VERDICT_WITHIN, JobState::Refunded, verdict(job_id))
    }),
];

fn waiting(
    job_id: u64,
    seconds: u64,
    ends: JobState,
    awaited: impl Fn(&mut Market) -> Sent + 'static,
) -> Waiting {
    Waiting { job_id, seconds, awaited: Box::new(awaited), ends }
}

fn by(sender: &Addr, msg: ExecuteMsg) -> impl Fn(&mut Market) -> Sent {
    let sender = sender.clone();
    move |market| market.jobs(&sender, &msg, &[])
}

fn verdict(job_id: u64) -> impl Fn(&mut Market) -> Sent {
    move |market| {
        let stranger = market.stranger.clone();
        market.bring_verdict(&stranger, job_id, true)
    }
}

fn accept(job_id: u64) -> ExecuteMsg {
    ExecuteMsg::AcceptJob { job_id, payout: REDEEM }
}

/// The chain stands still in the wait, at least until its time is over.
fn pass(market: &mut Market, gap: Gap, seconds: u64) {
    match gap {
        Gap::Hour => market.halt(seconds.max(3_600)),
        Gap::ThreeDays => market.halt(seconds.max(3 * 86_400)),
        Gap::Restart => {
            market.halt(seconds);
            market.restart();
        }
    }
}

#[test]
fn what_is_awaited_is_accepted_after_the_chain_stood_still_and_nothing_is_timed_out() {
    for (what, begin) in WAITS {
        for gap in GAPS {
            let mut market = market_with_calls();
            let Waiting { job_id, seconds, awaited, .. } = begin(&mut market);
            pass(&mut market, gap, seconds);
            let state = market.job(job_id).state;
            market.timeout(job_id).refused(&["too early", "if the chain stood still"]);
            awaited(&mut market).unwrap_or_else(|error| panic!("{what} after {gap:?}: {error}"));
            assert_ne!(market.job(job_id).state, state, "{what} after {gap:?}");
        }
    }
}

#[test]
fn once_the_chain_has_gone_on_for_as_long_its_absence_counts() {
    for (what, begin) in WAITS {
        for gap in GAPS {
            let mut market = market_with_calls();
            let Waiting { job_id, seconds, awaited, ends } = begin(&mut market);
            pass(&mut market, gap, seconds);
            // A chain that starts anew must first make up for the height that it had.
            market.wait(seconds + 1_200 * BLOCK_SECONDS);
            awaited(&mut market).refused(&["too late"]);
            market.timeout(job_id).unwrap_or_else(|error| panic!("{what} after {gap:?}: {error}"));
            assert_eq!(market.job(job_id).state, ends, "{what} after {gap:?}");
        }
    }
}

/// The chain ran for nearly all of the wait, and stood still for the last two of its blocks: so much of it is
/// left afterwards.
#[test]
fn a_halt_at_the_very_end_of_a_wait_takes_nothing_of_it() {
    for (what, begin) in WAITS {
        for gap in [3_600, 3 * 86_400] {
            let at_the_end = || {
                let mut market = market_with_calls();
                let waiting = begin(&mut market);
                market.wait(waiting.seconds - 2 * BLOCK_SECONDS);
                market.halt(gap);
                let state = market.job(waiting.job_id).state;
                market.timeout(waiting.job_id).refused(&["too early", "if the chain stood still"]);
                assert_eq!(market.job(waiting.job_id).state, state, "{what} after {gap} s");
                (market, waiting)
            };
            let (mut market, Waiting { job_id, awaited, .. }) = at_the_end();
            let state = market.job(job_id).state;
            awaited(&mut market).unwrap_or_else(|error| panic!("{what} after {gap} s: {error}"));
            assert_ne!(market.job(job_id).state, state, "{what} after {gap} s");

            let (mut market, Waiting { job_id, awaited, ends, .. }) = at_the_end();
            market.wait(BLOCK_SECONDS);
            awaited(&mut market).refused(&["too late"]);
            market.timeout(job_id).unwrap_or_else(|error| panic!("{what} after {gap} s: {error}"));
            assert_eq!(market.job(job_id).state, ends, "{what} after {gap} s");
        }
    }
}

/// The ten minutes in which it can only be called begin when it is recorded that nobody took it: no halt
/// before that uses them up, nor one within them.
#[test]
fn after_a_halt_a_standard_job_can_still_be_called_and_is_not_ended() {
    for gap in GAPS {
        for recorded in [false, true] {
            let mut market = market_with_calls();
            let client = market.client.clone();
            let job_id = market.request(&client, standard());
            if recorded {
                market.wait(ACCEPT_WITHIN);
                market.timeout(job_id).unwrap();
            }
            pass(&mut market, gap, ACCEPT_WITHIN + CALL_GRACE);
            market.timeout(job_id).refused(&["too early"]);
            if !recorded {
                market.jobs(&client, &call(job_id), &[]).refused(&["too early"]);
                market.wait(ACCEPT_WITHIN + 1_200 * BLOCK_SECONDS);
                market.timeout(job_id).unwrap();
                market.timeout(job_id).refused(&["too early"]);
            }
            assert_eq!(market.job(job_id).state, JobState::Untaken);
            market.jobs(&client, &call(job_id), &[]).unwrap();
        }
    }
}

#[test]
fn after_a_halt_the_input_can_still_be_asked_for() {
    for gap in GAPS {
        let mut market = market();
        let job_id = market.assigned(with_input(INPUT), REDEEM);
        pass(&mut market, gap, RUN_WITHIN / 4);
        market.ask_data(job_id, None).unwrap();
    }
}

/// Thirty days after its time a wait is over however few blocks were made: nothing is stuck for ever.
#[test]
fn a_wait_ends_thirty_days_after_its_time_at_the_latest() {
    let mut market = market();
    let job_id = market.submitted(request(), REDEEM);
    market.halt(VERDICT_WITHIN + 30 * 86_400 - 1);
    market.timeout(job_id).refused(&["too early"]);
    market.halt(1);
    market.timeout(job_id).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Refunded);
}

/// The sender's own deadline is plain time.
#[test]
fn a_deadline_that_a_sender_sets_is_plain_time() {
    let mut market = market();
    let client = market.client.clone();
    let deadline = Some(market.now() + 60);
    market.halt(60);
    let request = api::job_market::JobRequest { deadline, ..request() };
    let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
    market.jobs(&client, &msg, &coins(ONE, NET)).refused(&["deadline passed"]);
}

#[test]
fn blocks_count_at_the_pace_that_governance_states() {
    let mut market = market();
    let owner = market.owner.clone();
    let job_id = market.submitted(request(), REDEEM);
    // At thirty seconds a block a day needs 2,880 blocks, at six it needs 14,400.
    market.app.update_block(|block| {
        block.time = block.time.plus_seconds(VERDICT_WITHIN);
        block.height += 2_880;
    });
    market.timeout(job_id).refused(&["too early"]);
    let params = api::job_market::Params { block_millis: 30_000, ..params() };
    market.jobs(&owner, &ExecuteMsg::UpdateParams { params }, &[]).unwrap();
    market.timeout(job_id).unwrap();
}
