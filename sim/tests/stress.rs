//! What must hold under stress, on the real contracts; the whole table is `cargo xtask stress`.

use sim::page::STRESS;
use sim::stress::{self, Outcome, Scenario};

fn run(scenario: &Scenario) -> Outcome {
    stress::run(scenario).expect("the scenario runs to its end")
}

/// What holds whatever happens: a call is served or defaulted on, and nothing is taken from who serves.
fn holds(outcome: &Outcome) {
    assert!(outcome.calls > 0, "nothing was called: {outcome:#?}");
    assert_eq!(outcome.served + outcome.defaulted, outcome.calls, "a call ended otherwise: {outcome:#?}");
    if let Some(loss) = outcome.honest_loss {
        assert!(loss.abs() < 1e-6, "who serves lost {loss} of its bond: {outcome:#?}");
    }
}

#[test]
fn a_fall_by_a_fifth_in_a_day_changes_nothing_for_who_calls() {
    let outcome = run(&stress::fall_in_a_day(20));
    holds(&outcome);
    assert_eq!(outcome.defaulted, 0, "{outcome:#?}");
    assert!(outcome.unserved >= Some(0.999_999), "a credit would bring less than a GPU-second: {outcome:#?}");
    // The pool's price stays within its fee of the fair one.
    assert!(outcome.collateral >= Some(1.57), "200 % less a fifth is 160 %: {outcome:#?}");
}

#[test]
fn who_does_not_serve_pays_about_the_price() {
    let outcome = run(&Scenario { name: "half are silent".into(), falls: vec![20], silent: 5 });
    holds(&outcome);
    assert!(outcome.defaulted > 0 && outcome.served > 0, "{outcome:#?}");
    let damages = outcome.damages.expect("somebody defaulted");
    assert!((0.9..=1.1).contains(&damages), "damages of {damages} of the fair price: {outcome:#?}");
}

#[test]
fn what_must_not_hold_in_a_crash_does_not() {
    let outcome = run(&stress::fall_in_a_day(80));
    holds(&outcome);
    assert!(outcome.defaulted > 0, "strategic debtors serve at a loss: {outcome:#?}");
    assert!(outcome.unserved < Some(0.6), "400 % of 40 % is not a whole: {outcome:#?}");
    let least = outcome.least_damages.expect("somebody defaulted");
    assert!(least >= 0.39, "damages of {least}, where 40 % were locked at least: {outcome:#?}");
}

#[test]
fn a_page_with_another_table_is_refused() {
    let empty =
        "before\n<!-- table: cargo xtask stress --write docs/stress.md -->\n<!-- end of table -->\nafter\n";
    let page = STRESS.with_table(empty, "| a |\n").expect("the marks are there");
    assert!(page.starts_with("before\n") && page.ends_with("after\n") && page.contains("| a |"), "{page}");
    STRESS.check(&page, "| a |\n").expect("the table that it holds");
    STRESS.check(&page, "| b |\n").expect_err("another table");
    STRESS.with_table("no marks", "| a |\n").expect_err("no marks");
}

#[test]
fn the_page_holds_what_the_contracts_do_now() {
    let results = stress::table::results(|_| ()).expect("every scenario runs to its end");
    let page = include_str!("../../docs/stress.md");
    STRESS.check(page, &stress::table::render(&results)).expect("docs/stress.md is up to date");
    results.rows.iter().for_each(holds);
    assert!(results.covered >= 49, "a fall of {} % in a day is covered", results.covered);
}
