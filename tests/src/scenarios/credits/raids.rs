//! Clients that live on calls.

use super::{
    ask, called, checked, ignored, market_with_calls, poorer, serve, wealth, worth, ACCEPT_WITHIN, GPUS,
    HORIZON, HOUR, MOST, OWED, PAUSE, PRICE, RUN, UNITS,
};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::market::Refused;
use compute_amm_testing::wirings::H100;

/// Four days long a client wants the largest job called every hour, on a debtor of 288,000 credits. It is
/// called once per 28 hours, each time for 8 GPUs of at most 3,000 s: within H (14 days) that is what it
/// owes, and no more.
pub fn a_raid_calls_no_faster_than_the_debt_is_served(codes: &dyn Codes) {
    let (mut market, debtor, raider) = market_with_calls(codes, 100 * MOST);
    let before = wealth(&market, &debtor, PRICE);
    let mut calls = 0;
    for _ in 0..96 {
        let job = ask(&mut market, &raider, UNITS.1);
        market.wait(ACCEPT_WITHIN);
        if market.call(&raider, job).is_ok() {
            calls += 1;
            serve(&mut market, &debtor, job);
        }
        market.wait(HOUR - ACCEPT_WITHIN);
    }
    assert_eq!(calls, 1 + 4 * 24 * HOUR / (PAUSE + HOUR / 2), "one per 28 hours");
    let busy = u128::from(calls * u64::from(GPUS) * (600 + RUN));
    let credits = OWED / api::common::CREDIT;
    assert!(
        busy * u128::from(HORIZON) <= credits * u128::from(5 * 24 * HOUR),
        "no faster than its debt over H"
    );
    let position = market.position(&debtor, H100);
    assert_eq!(position.open.u128(), OWED - u128::from(calls) * MOST, "it served, and owes that much less");
    assert!(wealth(&market, &debtor, PRICE) >= before, "being called costs a debtor that serves nothing");
    checked(&market);
}

/// The debtor is away: a client that requests, calls, waits and repeats gets at most what its credits cost on
/// the market, and has lost the credits. At the price that it bought at it gains nothing, and next time it
/// may buy no cheaper.
pub fn a_raid_that_is_ignored_ends_poorer(codes: &dyn Codes) {
    let (mut market, debtor, raider) = market_with_calls(codes, 0);
    let (began, bond) = (wealth(&market, &raider, PRICE), market.position(&debtor, H100).bond.u128());
    for _ in 0..3 {
        market.buy(&raider, H100, MOST, 1_000_000_000).expect("the pool sells");
        let (job, on) = ignored(&mut market, &raider, UNITS.1);
        assert_eq!(on, debtor, "job {job}");
        checked(&market);
        let rest = market.position(&debtor, H100).due - market.now();
        market.wait(rest);
    }
    poorer("a client that lives on damages", began, wealth(&market, &raider, PRICE));
    let lost = bond - market.position(&debtor, H100).bond.u128();
    assert!(lost > 3 * worth(MOST, PRICE), "and its debtor paid more than it would have for the credits");
}

/// While a debtor is called and its `due` runs, nobody else can be called in its place, and the client gets
/// its job's credits back: it is never forced to take damages.
pub fn an_unserved_client_has_its_credits_back(codes: &dyn Codes) {
    let (mut market, debtor, client) = market_with_calls(codes, 10 * MOST);
    let (_, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, debtor);
    let had = market.credits(&client, H100);
    let job = ask(&mut market, &client, UNITS.1);
    market.wait(ACCEPT_WITHIN);
    market.call(&client, job).refused(&["nobody to call"]);
    market.time_out(&client, job).expect("left to whoever calls it");
    market.wait(api::job_market::CALL_GRACE);
    market.time_out(&client, job).expect("expired");
    assert_eq!(market.credits(&client, H100), had);
    checked(&market);
}
