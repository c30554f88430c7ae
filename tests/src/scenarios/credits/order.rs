//! Who is called when: identities, rests, newcomers.

use api::common::{Payout, CREDIT};
use api::job_market::AcceptPayout;
use cosmwasm_std::Addr;

use super::{
    ask, called, checked, debtor, deliver, market_with_calls, market_without_debtor, serve, ACCEPT_WITHIN,
    GPUS, LEAST, MOST, OWED, PAUSE, TEMPLATE, UNITS,
};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, NET, ONE};

/// A job every ten hours: those that are called are served. Returns on whom.
fn calls_of(market: &mut Market, client: &Addr, attempts: u64) -> Vec<Addr> {
    let mut on = vec![];
    for _ in 0..attempts {
        let job = ask(market, client, UNITS.1);
        market.wait(ACCEPT_WITHIN);
        if market.call(client, job).is_ok() {
            let debtor = market.job_call(job).expect("called").provider;
            serve(market, &debtor, job);
            on.push(debtor);
        }
        market.wait(10 * 3_600 - ACCEPT_WITHIN);
    }
    on
}

/// One debtor of 288,000 credits, and twenty identities with 14,400 each and as many GPUs as each needs:
/// within ten days the twenty are called no less often than the one, and then each waits twenty times as
/// long, so that a credit is called as often.
pub fn identities_are_called_no_later_than_one(codes: &dyn Codes) {
    let (mut counts, mut waits) = (vec![], vec![]);
    for identities in [1, 20] {
        let (mut market, client) = market_without_debtor(codes, 100 * MOST, |_| {});
        for n in 0..identities {
            debtor(&mut market, &format!("identity {n}"), 1_000 * ONE, 2 * GPUS, OWED / identities);
        }
        let (_, first) = called(&mut market, &client, UNITS.1);
        waits.push(market.position(&first, H100).due - market.now());
        counts.push(calls_of(&mut market, &client, 24).len());
        checked(&market);
    }
    assert!(counts[1] >= counts[0] && counts[0] >= 6, "{counts:?}");
    assert_eq!(waits[1], 20 * waits[0], "{waits:?}");
}

/// Sixteen identities pay with a job of their own most of what they owe. What stays open is enough for the
/// largest standard job: they are called like others.
pub fn a_settlement_leaves_no_rest(codes: &dyn Codes) {
    let (mut market, client) = market_without_debtor(codes, 20 * MOST, |_| {});
    let thieves: Vec<Addr> =
        (0..16).map(|n| debtor(&mut market, &format!("thief {n}"), 1_000 * ONE, GPUS, MOST + 1)).collect();
    for thief in &thieves {
        market.deposit(thief, 10 * ONE, NET).expect("for the take");
        let mut request = market.request_for(H100, GPUS, 1_200);
        request.provider = Some(thief.to_string());
        let job = market.request_with_credits(thief, request).expect("its own job");
        market.heartbeat(thief);
        market.accept(thief, job, AcceptPayout::Redeem {}).expect("accepted");
        deliver(&mut market, thief, job, digest("output"));
        assert_eq!(market.position(thief, H100).open.u128(), MOST, "the rest came as credits");
    }
    debtor(&mut market, "behind them", 1_000 * ONE, GPUS, MOST);
    let (_, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, thieves[0]);
    checked(&market);
}

/// Rests that calls leave, on which no job can be called any more, stand in nobody's way: they are not in the
/// queue.
pub fn rests_stand_in_front_of_nobody(codes: &dyn Codes) {
    let (mut market, client) = market_without_debtor(codes, 40 * MOST, |_| {});
    let thieves: Vec<Addr> =
        (0..16).map(|n| debtor(&mut market, &format!("rest {n}"), 1_000 * ONE, GPUS, MOST)).collect();
    for thief in &thieves {
        let (job, on) = called(&mut market, &client, UNITS.0);
        assert_eq!(on, *thief);
        serve(&mut market, thief, job);
        assert_eq!(market.position(thief, H100).open.u128(), MOST - LEAST, "a rest of 4,800");
    }
    let victim = debtor(&mut market, "behind them", 1_000 * ONE, GPUS, MOST);
    let queue: Vec<Addr> = market.queue(H100).into_iter().map(|entry| entry.provider).collect();
    assert_eq!(queue, std::slice::from_ref(&victim));
    // Long after all of them are due again, a call looks at sixteen.
    market.wait(60 * 86_400);
    let (job, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, victim);
    serve(&mut market, &victim, job);
    market.mint(&victim, H100, MOST, Payout::Account).expect("minted anew");
    checked(&market);
}

/// Sixteen debtors that are due but owe too little for the largest job stand in front. A call that looks
/// at sixteen finds nobody; the caller pays for more.
pub fn a_caller_looks_further_for_more_gas(codes: &dyn Codes) {
    let (mut market, client) = market_without_debtor(codes, 40 * MOST, |_| {});
    let small = (0..16).map(|n| debtor(&mut market, &format!("small {n}"), 1_000 * ONE, GPUS, MOST));
    let small: Vec<Addr> = small.collect();
    market.set_template(H100, TEMPLATE, Some(credits::template(60, 20, 40))).expect("larger jobs");
    for thief in &small {
        market.touch(&client, H100, thief).expect("anyone touches");
    }
    let last = debtor(&mut market, "far behind", 1_000 * ONE, GPUS, 2 * MOST);
    let job = ask(&mut market, &client, 40);
    market.wait(ACCEPT_WITHIN);
    market.call(&client, job).refused(&["nobody to call", "looked at 16"]);
    market.call_looking(&client, job, 17).expect("the seventeenth");
    assert_eq!(market.job_call(job).expect("called").provider, last);
    checked(&market);
}

/// Two honest debtors and one that, before every call, redeems all it owes and mints it anew. It is called
/// like the others: a new debt joins at the turn, where the others were called already.
pub fn a_new_mint_comes_at_the_turn(codes: &dyn Codes) {
    let (mut market, client) = market_without_debtor(codes, 40 * MOST, |_| {});
    let thief = debtor(&mut market, "thief", 2_000 * ONE, 2 * GPUS, OWED);
    for name in ["honest", "honest too"] {
        debtor(&mut market, name, 2_000 * ONE, 2 * GPUS, OWED);
    }
    let mut on = vec![];
    for _ in 0..9 {
        let job = ask(&mut market, &client, UNITS.1);
        let open = market.position(&thief, H100).open.u128();
        market.redeem(&thief, H100, open).expect("all of it");
        market.mint(&thief, H100, open, Payout::Account).expect("and anew");
        market.wait(ACCEPT_WITHIN);
        market.call(&client, job).expect("called");
        let debtor = market.job_call(job).expect("called").provider;
        serve(&mut market, &debtor, job);
        on.push(debtor);
        market.wait(PAUSE / 3);
    }
    assert!(on.iter().filter(|debtor| **debtor == thief).count() >= 3, "{on:?}");
    checked(&market);
}

/// A victim that was called once is due again in a day. A thief's newcomers join at the turn: after whoever
/// waits since before, so that nobody is pushed back, and never in front of who is due.
pub fn a_newcomer_stands_in_front_of_nobody(codes: &dyn Codes) {
    let (mut market, victim, client) = market_with_calls(codes, 40 * MOST);
    let waiting = debtor(&mut market, "waits since the beginning", 2_000 * ONE, 2 * GPUS, OWED);
    let (job, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, victim);
    serve(&mut market, &victim, job);
    let newcomer = debtor(&mut market, "newcomer", 2_000 * ONE, 2 * GPUS, OWED);
    let (waits, joins) = (market.position(&waiting, H100).due, market.position(&newcomer, H100).due);
    assert_eq!(joins, market.class(H100).turn);
    assert!(waits <= joins && joins <= market.now());
    let (_, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, waiting, "it was there first");
    let (_, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, newcomer, "and does not come last either");
    market.wait(PAUSE);
    let (_, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, victim, "whose turn it is again");
    checked(&market);
}

/// A debtor mints a little, and a lot, to be called later: each mint moves it forward in the queue, or leaves
/// it where it is.
pub fn minting_postpones_no_call(codes: &dyn Codes) {
    let (mut market, thief, client) = market_with_calls(codes, 40 * MOST);
    let (job, _) = called(&mut market, &client, UNITS.1);
    serve(&mut market, &thief, job);
    let mut due = market.position(&thief, H100).due;
    for credits in [1, CREDIT, MOST, OWED, 4 * OWED] {
        market.mint(&thief, H100, credits, Payout::Account).expect("minted");
        let now = market.position(&thief, H100).due;
        assert!(now <= due, "{now} after {due}, by a mint of {credits}");
        due = now;
    }
    assert!(due < market.now() + PAUSE / 2, "the more it owes, the sooner");
    checked(&market);
}
