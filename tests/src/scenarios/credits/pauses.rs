//! Waits for acceptance through a pause of accepting, whenever it begins and ends.

use api::job_market::{AcceptPayout, JobState, CALL_GRACE};
use api::provider_registry::{ClassPaused, ExecuteMsg as RegistryMsg};

use super::{ask, called, checked, market_with_calls, serve, ACCEPT_WITHIN, CALL_WITHIN, MOST, UNITS};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::H100;

fn pause(market: &mut Market, accept: bool) {
    let owner = market.owner.clone();
    let paused = ClassPaused { mint: false, accept };
    market.registry(&owner, &RegistryMsg::SetPaused { class: H100.into(), paused }, &[]).expect("set");
}

/// When a pause begins and ends, in seconds after the beginning of a wait of 600 s (before it, where
/// negative).
const PAUSES: [(i64, i64); 6] = [(-100, 10), (10, 590), (500, 700), (10, 2_000), (590, 90_000), (599, 601)];

/// A called debtor, in six cases: while accepting is paused it cannot accept, and is not in default, however
/// long that lasts. After it, it has all of its time again. And a pause after its time was over revives the
/// wait that nobody ended.
pub fn a_pause_of_accepting_costs_nobody(codes: &dyn Codes) {
    for (from, to) in PAUSES {
        let (mut market, debtor, client) = market_with_calls(codes, 4 * MOST);
        let (job, _) = if from < 0 {
            // Nobody is called during a pause: it is over at the call.
            let job = ask(&mut market, &client, UNITS.1);
            market.wait(ACCEPT_WITHIN - 100);
            pause(&mut market, true);
            market.wait(100);
            market.call(&client, job).refused(&["too early"]);
            pause(&mut market, false);
            market.wait(ACCEPT_WITHIN);
            market.call(&client, job).expect("the wait to be accepted began anew");
            (job, debtor.clone())
        } else {
            called(&mut market, &client, UNITS.1)
        };
        if from >= 0 {
            market.wait(from.unsigned_abs());
            pause(&mut market, true);
            market.accept(&debtor, job, AcceptPayout::Redeem {}).refused(&["accepting is stopped"]);
            market.wait((to - from).unsigned_abs());
            market.time_out(&client, job).refused(&["too early"]);
            pause(&mut market, false);
        }
        market.time_out(&client, job).refused(&["too early"]);
        market.wait(CALL_WITHIN - 1);
        market.time_out(&client, job).refused(&["too early"]);
        serve(&mut market, &debtor, job);
        checked(&market);
    }
}

/// The same of a job that waits for anybody, and of one that could be called: neither expires by a pause, the
/// one can be accepted and the other called for all of its time after it.
pub fn a_pause_of_accepting_expires_no_job(codes: &dyn Codes) {
    let (mut market, _, client) = market_with_calls(codes, 10 * MOST);
    let provider = market.provider("volunteer", H100, 1_000_000_000, 8);
    let request = market.request_for(H100, 1, 600);
    let job = market.request_with_credits(&client, request).expect("requested");
    let standard = ask(&mut market, &client, UNITS.1);
    market.wait(ACCEPT_WITHIN - 10);
    pause(&mut market, true);
    market.wait(3 * 86_400);
    for waiting in [job, standard] {
        market.time_out(&client, waiting).refused(&["too early"]);
    }
    market.call(&client, standard).refused(&["too early"]);
    pause(&mut market, false);
    market.wait(ACCEPT_WITHIN - 1);
    market.call(&client, standard).refused(&["too early"]);
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Credits {}).expect("in time");
    market.wait(1 + CALL_GRACE - 1);
    market.call(&client, standard).expect("in time");
    checked(&market);
}

/// A wait that has passed unused is revived by a pause after it: nobody says what nobody said in time.
pub fn a_pause_revives_a_wait_that_nobody_ended(codes: &dyn Codes) {
    let (mut market, debtor, client) = market_with_calls(codes, 4 * MOST);
    let (job, _) = called(&mut market, &client, UNITS.1);
    market.wait(CALL_WITHIN);
    market.accept(&debtor, job, AcceptPayout::Redeem {}).refused(&["too late"]);
    pause(&mut market, true);
    market.wait(10);
    pause(&mut market, false);
    market.time_out(&client, job).refused(&["too early"]);
    serve(&mut market, &debtor, job);
    assert_eq!(market.job(job).state, JobState::Settled);
    checked(&market);
}
