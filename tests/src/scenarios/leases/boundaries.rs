//! Every boundary of a lease at its second.

use api::common::CREDIT;
use api::lease_market::{ExecuteMsg, HoldingsResponse, LeaseState, Params, QueryMsg, NOTICE};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::market::Refused;
use compute_amm_testing::wirings::{H100, ONE};
use compute_amm_testing::{invariants, small_market, small_market_with};

use super::life::{held, quote_close, serve, COVER};

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;

pub fn a_heartbeat_covers_ten_minutes_to_the_second(codes: &dyn Codes) {
    for (silent, paid) in [(COVER - 1, COVER - 1), (COVER, COVER), (COVER + 1, COVER), (2 * COVER, COVER)] {
        let (mut market, provider, client) = small_market(codes);
        let lease = market.lease_running(&client, &provider, lease_of(H100, 1, HOUR), 0).expect("it runs");
        market.wait(silent);
        market.lease_heartbeat(&provider).expect("it has started a lease");
        let before = held(&market, &provider).credits;
        market.claim_lease(&provider, lease).expect("claimed");
        assert_eq!(held(&market, &provider).credits - before, u128::from(paid) * CREDIT, "{silent}");
        // What was missed stays missed, and what comes is paid again.
        serve(&mut market, &provider, 100);
        market.claim_lease(&provider, lease).expect("claimed");
        assert_eq!(held(&market, &provider).credits - before, u128::from(paid + 100) * CREDIT, "{silent}");
        invariants::check(&market).expect("all is conserved");
    }
}

pub fn two_claims_in_a_block_pay_once(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, HOUR), 0).expect("it runs");
    market.claim_lease(&provider, lease).expect("nothing is due at once");
    market.wait(300);
    let before = held(&market, &provider).credits;
    for _ in 0..2 {
        market.claim_lease(&provider, lease).expect("claimed");
        assert_eq!(held(&market, &provider).credits - before, 300 * CREDIT);
    }
    invariants::check(&market).expect("all is conserved");
}

pub fn gaps_after_the_end_cost_who_claims_late(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, COVER), 0).expect("it runs");
    let before = held(&market, &provider).credits;
    market.wait(2 * COVER - 100);
    market.close_lease(&client, lease).expect("it has ended");
    assert_eq!(held(&market, &provider).credits - before, 100 * CREDIT);
    assert_eq!(market.lease(lease).state, LeaseState::Ended);
    invariants::check(&market).expect("all is conserved");
}

pub fn anyone_closes_after_three_times_the_cover(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let stranger = market.actor("stranger");
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 7_200), 0).expect("it runs");
    let live = market.lease(lease).live.expect("it runs");
    let (before, bond) = (held(&market, &client), market.position(&provider, H100).bond.u128());
    market.wait(3 * COVER - 1);
    assert!(!market.running_lease(lease).silent);
    market.close_lease(&stranger, lease).refused(&["too early"]);
    market.wait(1);
    assert!(market.running_lease(lease).silent);
    let quoted = quote_close(&market, lease, &stranger);
    market.close_lease(&stranger, lease).expect("it is silent");
    assert_eq!(market.lease(lease).state, LeaseState::Silent);
    // Three quarters of the lease were not served: so much of the pledge is the client's.
    let slash = live.pledge.u128() * 5_400 / 7_200;
    assert_eq!(quoted.slash.u128(), slash);
    assert_eq!(bond - market.position(&provider, H100).bond.u128(), slash);
    let earned = (live.take.u128() * 600).div_ceil(7_200);
    let after = held(&market, &client);
    assert_eq!(after.credits - before.credits, 6_600 * CREDIT);
    assert_eq!(after.net - before.net, live.take.u128() - earned + slash);
    invariants::check(&market).expect("all is conserved");
}

pub fn a_heartbeat_ends_a_silence(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let stranger = market.actor("stranger");
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 7_200), 0).expect("it runs");
    market.wait(3 * COVER);
    market.lease_heartbeat(&provider).expect("late, but before anybody closed");
    market.close_lease(&stranger, lease).refused(&["too early"]);
    assert_eq!(market.running_lease(lease).due.u128(), u128::from(COVER) * CREDIT);
}

/// Governance cuts the time that a heartbeat covers to two minutes: nobody is silent for the past.
pub fn a_heartbeat_covers_what_held_when_it_was_sent(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let (owner, stranger) = (market.owner.clone(), market.actor("stranger"));
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 7_200), 0).expect("it runs");
    market.wait(500);
    let params = Params { heartbeat_within: 120, ..market.wiring.lease_market_params() };
    market.leases(&owner, &ExecuteMsg::UpdateParams { params }).expect("governance may");
    let due = market.running_lease(lease).due.u128();
    assert_eq!(due, 500 * CREDIT);
    market.close_lease(&stranger, lease).refused(&["too early"]);
    market.wait(200);
    assert_eq!(market.running_lease(lease).due.u128(), 600 * CREDIT, "the old time has passed");
    market.lease_heartbeat(&provider).expect("it has started a lease");
    market.wait(359);
    assert_eq!(market.running_lease(lease).due.u128(), 720 * CREDIT, "the new one covers two minutes");
    market.close_lease(&stranger, lease).refused(&["too early"]);
    market.wait(1);
    market.close_lease(&stranger, lease).expect("it is silent");
    invariants::check(&market).expect("all is conserved");
}

pub fn the_end_is_a_second(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let stranger = market.actor("stranger");
    let ask = || lease_of(H100, 1, 500);
    let [ended, topped] =
        [0, 1].map(|_| market.lease_running(&client, &provider, ask(), HOUR).expect("it runs"));
    let stopped = market.lease_running(&client, &provider, ask(), 0).expect("it runs");
    // The host may stop a machine by its own clock, which is ahead of the block's.
    market.wait(379);
    market.top_up_lease(&client, topped, 10, ONE).expect("121 s before the end");
    market.wait(1);
    market.top_up_lease(&client, ended, 10, ONE).refused(&["too late"]);
    market.wait(119);
    market.close_lease(&stranger, ended).refused(&["too early"]);
    let pledge = market.lease(stopped).live.expect("it runs").pledge.u128();
    let quoted = quote_close(&market, stopped, &provider);
    assert_eq!((quoted.state, quoted.slash.u128()), (LeaseState::Stopped, pledge / 500));
    market.wait(1);
    // Whoever closes it now, it has ended, and nobody pays for that.
    for who in [&stranger, &client, &provider] {
        let quoted = quote_close(&market, ended, who);
        assert_eq!(quoted.state, LeaseState::Ended);
        assert_eq!((quoted.slash.u128(), quoted.fee.u128()), (0, 0));
        assert_eq!(quoted.paid.u128(), 500 * CREDIT);
    }
    market.close_lease(&stranger, ended).expect("it has ended");
    market.close_lease(&provider, stopped).expect("it has ended");
    assert_eq!(market.lease(stopped).state, LeaseState::Ended);
    invariants::check(&market).expect("all is conserved");
}

pub fn a_lease_starts_in_its_last_second(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.request_lease(&client, lease_of(H100, 1, 600), 10 * ONE).expect("requested");
    market.wait(599);
    market.heartbeat(&provider);
    market.start_lease(&provider, lease, 0).expect("a second before it is too late");
    assert_eq!(market.running_lease(lease).end, market.now() + 600);
    invariants::check(&market).expect("all is conserved");
}

pub fn notice_shortens_a_lease_or_is_refused(codes: &dyn Codes) {
    for (left, given) in [(NOTICE + 1, true), (NOTICE, false), (1, false)] {
        let (mut market, provider, client) =
            small_market_with(codes, |wiring| wiring.classes[0].interruptible = true);
        let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 600), 0).expect("it runs");
        let end = market.running_lease(lease).end;
        market.wait(600 - left);
        let notice = market.close_lease(&provider, lease);
        if given {
            notice.expect("it ends a second sooner");
            assert_eq!(market.running_lease(lease).end, end - 1);
        } else {
            notice.refused(&["too early"]);
            assert_eq!(market.running_lease(lease).end, end);
        }
        invariants::check(&market).expect("all is conserved");
    }
}

/// So a client that obeys a notice pays for the seconds that it had, and no fee for those that it has not.
pub fn notice_is_given_once_the_first_minute_is_over(codes: &dyn Codes) {
    let (mut market, provider, client) =
        small_market_with(codes, |wiring| wiring.classes[0].interruptible = true);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 600), 0).expect("it runs");
    let (begun, before) = (market.now(), held(&market, &client).credits);
    market.wait(59);
    let minute = (begun + 60).to_string();
    market.close_lease(&provider, lease).refused(&["too early", minute.as_str()]);
    market.wait(1);
    market.close_lease(&provider, lease).expect("notice");
    assert_eq!(market.running_lease(lease).end, begun + 60 + NOTICE);
    market.close_lease(&client, lease).expect("a client may close");
    let holdings: HoldingsResponse = market.ask_leases(&QueryMsg::Holdings {});
    assert!(holdings.fees.iter().all(|fees| fees.credits.is_zero()), "{holdings:?}");
    assert_eq!(held(&market, &client).credits - before, 540 * CREDIT);
    invariants::check(&market).expect("all is conserved");
}

pub fn a_provider_that_stops_pays_for_what_it_does_not_serve(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 1_000), 0).expect("it runs");
    let live = market.lease(lease).live.expect("it runs");
    let bond = market.position(&provider, H100).bond.u128();
    let reputation = market.position(&provider, H100).reputation_bps;
    let before = (held(&market, &client), held(&market, &provider));
    market.wait(250);
    market.close_lease(&provider, lease).expect("a provider may stop");
    assert_eq!(market.lease(lease).state, LeaseState::Stopped);
    let slash = live.pledge.u128() * 750 / 1_000;
    assert_eq!(bond - market.position(&provider, H100).bond.u128(), slash);
    let earned = (live.take.u128() * 250).div_ceil(1_000);
    assert_eq!(held(&market, &client).net - before.0.net, slash + live.take.u128() - earned);
    assert_eq!(held(&market, &client).credits - before.0.credits, 750 * CREDIT);
    assert_eq!(held(&market, &provider).credits - before.1.credits, 250 * CREDIT);
    assert!(market.position(&provider, H100).reputation_bps <= reputation, "it is no better for that");
    invariants::check(&market).expect("all is conserved");
}

pub fn the_first_minute_costs_a_minute_to_the_second(codes: &dyn Codes) {
    let cases = [(0, 600, 60), (59, 600, 60), (60, 600, 0), (61, 600, 0), (10, 50, 50), (0, 50, 50)];
    for (after, seconds, fee) in cases {
        let (mut market, provider, client) = small_market(codes);
        let request = lease_of(H100, 2, seconds);
        let lease = market.lease_running(&client, &provider, request, 0).expect("it runs");
        let take = market.lease(lease).live.expect("it runs").take.u128();
        let before = (held(&market, &client), held(&market, &provider));
        if after > 0 {
            market.wait(after);
        }
        let served = if fee > 0 { 0 } else { after };
        let due = market.lease(lease).live.and_then(|live| live.running).expect("it runs").due;
        assert_eq!(due.u128(), 2 * u128::from(served) * CREDIT, "after {after} of {seconds}");
        market.close_lease(&client, lease).expect("a client may close");
        let holdings: HoldingsResponse = market.ask_leases(&QueryMsg::Holdings {});
        let fees: u128 = holdings.fees.iter().map(|fees| fees.credits.u128()).sum();
        assert_eq!(fees, 2 * fee * CREDIT, "after {after} of {seconds}");
        let rest = 2 * (u128::from(seconds - served) - fee) * CREDIT;
        assert_eq!(held(&market, &client).credits - before.0.credits, rest, "after {after} of {seconds}");
        let paid = 2 * u128::from(served) * CREDIT;
        assert_eq!(held(&market, &provider).credits - before.1.credits, paid, "a minute or nothing");
        let earned = (take * u128::from(served)).div_ceil(seconds.into());
        assert_eq!(held(&market, &client).net - before.0.net, take - earned, "no take for a fee");
        invariants::check(&market).expect("all is conserved");
    }
}

pub fn a_halt_is_paid_and_closes_nothing(codes: &dyn Codes) {
    for restart in [false, true] {
        for halt in [HOUR, 3 * DAY] {
            let (mut market, provider, client) = small_market(codes);
            let stranger = market.actor("stranger");
            let request = lease_of(H100, 1, 7 * DAY);
            let lease = market.lease_running(&client, &provider, request, 0).expect("it runs");
            let before = held(&market, &provider).credits;
            serve(&mut market, &provider, 500);
            if restart {
                market.restart(halt);
            } else {
                market.halt(halt);
            }
            market.close_lease(&stranger, lease).refused(&["too early"]);
            market.lease_heartbeat(&provider).expect("as soon as a block was made");
            market.claim_lease(&provider, lease).expect("claimed");
            let paid = held(&market, &provider).credits - before;
            assert_eq!(paid, u128::from(500 + halt) * CREDIT, "{halt} s, restart: {restart}");
            invariants::check(&market).expect("all is conserved");
        }
    }
}

pub fn a_halt_takes_no_time_to_start_away(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let stranger = market.actor("stranger");
    let lease = market.request_lease(&client, lease_of(H100, 1, 600), 10 * ONE).expect("requested");
    market.halt(HOUR);
    market.cancel_lease(&stranger, lease).refused(&["too early"]);
    market.heartbeat(&provider);
    market.start_lease(&provider, lease, 0).expect("nobody could have done it before");
    assert_eq!(market.running_lease(lease).end, market.now() + 600, "the meter begins at the start");
}
