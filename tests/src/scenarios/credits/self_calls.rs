//! Debtors that call jobs on themselves to be left alone.

use api::job_market::{JobState, Template};

use super::{
    ask, called, checked, deliver, holder, ignored, market_with_calls, market_without_debtor, poorer, serve,
    wealth, worth, ACCEPT_WITHIN, CALL_WITHIN, GPUS, HORIZON, LEAST, MOST, OWED, PRICE, TEMPLATE, UNIT,
    UNITS,
};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::Refused;
use compute_amm_testing::wirings::{H100, NET, ONE};

/// A debtor calls its own smallest job whenever it is due, and serves it in the last second. Nobody else can
/// call it; but of the time for which that keeps its GPUs from others, it works for half, as attestors sign,
/// and redeems that much. A template of shorter jobs is refused.
pub fn self_calls_cost_work_for_half_of_the_time(codes: &dyn Codes) {
    let (mut market, thief, _) = market_with_calls(codes, 0);
    let shorter = Template { min_units: UNITS.0 - 1, ..credits::template(UNIT, UNITS.0, UNITS.1) };
    market.set_template(H100, TEMPLATE + 1, Some(shorter)).refused(&["seconds of the least job"]);
    let terms = market.template(H100, TEMPLATE);
    market.deposit(&thief, 100 * ONE, NET).expect("for the take");
    let began = market.now();
    let mut owed = market.position(&thief, H100).open.u128();
    let mut worked = 0;
    for _ in 0..6 {
        let job = ask(&mut market, &thief, terms.min_units);
        market.wait(ACCEPT_WITHIN);
        market.call(&thief, job).expect("it is due");
        assert_eq!(market.job_call(job).expect("called").provider, thief);
        // From now on it is not due for as long as others with its debt would be.
        let due = market.position(&thief, H100).due;
        let blocked = u128::from(due - market.now()) * owed / api::common::CREDIT;
        let reserved = u128::from(GPUS) * u128::from(CALL_WITHIN + terms.min_units * UNIT + terms.overhead);
        assert!(blocked.abs_diff(reserved * u128::from(HORIZON)) <= blocked / 100, "{blocked}");
        serve(&mut market, &thief, job);
        owed -= LEAST;
        worked += LEAST / api::common::CREDIT;
        assert!(2 * LEAST / api::common::CREDIT >= reserved, "half of the time at least");
        let rest = market.position(&thief, H100).due - market.now();
        market.wait(rest);
    }
    // GPU-seconds of work over H, against what it owed: half.
    let share = worked * u128::from(HORIZON) / u128::from(market.now() - began);
    assert!(share * 100 >= OWED / api::common::CREDIT * 40, "{share} of {}", OWED / api::common::CREDIT);
    checked(&market);
}

/// The same, but it lets its own calls pass: damages come back to it, the penalty burns, and so it pays a
/// quarter of the price for what it could have served.
pub fn ignored_self_calls_cost_the_penalty(codes: &dyn Codes) {
    let (mut market, thief, _) = market_with_calls(codes, 0);
    market.deposit(&thief, 100 * ONE, NET).expect("for the take");
    // Its own credits were worth what it owes; the debt that a default ends is worth the same.
    let before = (wealth(&market, &thief, PRICE), market.net_supply());
    for _ in 0..3 {
        let (_, on) = ignored(&mut market, &thief, UNITS.0);
        assert_eq!(on, thief);
        let rest = market.position(&thief, H100).due - market.now();
        market.wait(rest);
    }
    let burned = before.1 - market.net_supply();
    assert!(burned * 100 >= 3 * worth(LEAST, PRICE) / 4 * 99, "a quarter of the price, {burned}");
    let after = wealth(&market, &thief, PRICE);
    // Its collateral over the price of the credits was its own all along.
    poorer("a debtor that ignores its own calls", before.0, after);
    checked(&market);
}

/// A debtor of sixteen GPUs, so large that it is due every 25 minutes, is called, and then offers only the
/// eight that it still needs for its debt. A second long call would need GPUs that are in the first: it is
/// passed over until that is delivered.
pub fn calls_need_no_more_gpus_than_there_are(codes: &dyn Codes) {
    let (mut market, client) = market_without_debtor(codes, 10 * MOST, |_| {});
    let owed = u128::from(2 * GPUS) * u128::from(HORIZON) * api::common::CREDIT;
    let large = super::debtor(&mut market, "large", 100_000 * ONE, 2 * GPUS, owed);
    let (first, _) = called(&mut market, &client, UNITS.1);
    market.redeem(&large, H100, owed / 2).expect("half of it");
    market.offer(&large, H100, GPUS).expect("enough for the other half");
    market.accept(&large, first, api::job_market::AcceptPayout::Redeem {}).expect("accepted");
    market.wait(450);
    let second = ask(&mut market, &client, UNITS.1);
    market.wait(1_100);
    assert!(market.position(&large, H100).due <= market.now(), "it is its turn again");
    market.call(&client, second).refused(&["nobody to call"]);
    deliver(&mut market, &large, first, digest("output"));
    market.call(&client, second).expect("now it has the GPUs");
    assert_eq!(market.job_call(second).expect("called").provider, large);
    checked(&market);
}

/// Who has no debt can be called for nothing: a class without debtors has no call to make.
pub fn nobody_without_a_debt_is_called(codes: &dyn Codes) {
    let (mut market, client) = market_without_debtor(codes, 2 * MOST, |_| {});
    let stranger = market.provider("stranger", H100, 10_000 * ONE, GPUS);
    let other = holder(&mut market, "nobody in particular", 0);
    let job = ask(&mut market, &client, UNITS.1);
    market.wait(ACCEPT_WITHIN);
    market.call(&other, job).refused(&["owner"]);
    market.call(&client, job).refused(&["nobody to call"]);
    assert_eq!(market.job(job).state, JobState::Open);
    assert_eq!(market.position(&stranger, H100).called_gpus, 0);
    checked(&market);
}
