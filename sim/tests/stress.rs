//! What must hold under stress, on the real contracts; the whole table is `cargo xtask stress`.

use sim::stress::{self, Leaving, Outcome, Scenario};

fn run(scenario: &Scenario) -> Outcome {
    stress::run(scenario).expect("the scenario runs to its end")
}

/// No credit without a debtor at any hour, everything owed covered at every hour, no auction left open.
fn holds(outcome: &Outcome) {
    assert_eq!(outcome.deficit_largest, 0.0, "a deficit: {outcome:#?}");
    let lowest = outcome.funded_lowest.expect("something is owed");
    assert!(lowest >= 1.0, "funded to {lowest} only: {outcome:#?}");
    assert_eq!(outcome.still_open, 0, "a closing did not end: {outcome:#?}");
    assert_eq!(outcome.insurance, 0.0, "insurance had to pay: {outcome:#?}");
}

#[test]
fn a_fall_by_a_fifth_in_a_day_leaves_no_deficit() {
    holds(&run(&stress::fall_in_a_day(20)));
}

#[test]
fn who_ignores_calls_is_closed_at_about_the_fair_price() {
    let scenario =
        Scenario { name: "half vanish".into(), falls: vec![20], withdrawn: 0, leaving: Leaving::Vanish(5) };
    let outcome = run(&scenario);
    holds(&outcome);
    assert!(outcome.closed > 0.0, "nobody was closed: {outcome:#?}");
    let at = outcome.closed_at.expect("something was closed");
    assert!((1.0..=1.25).contains(&at), "closed at {at} of the fair price");
}

#[test]
fn what_must_not_hold_in_a_crash_does_not() {
    let outcome = run(&stress::fall_in_a_day(80));
    assert!(
        outcome.deficit_largest > 0.0,
        "the measures see no deficit where there must be one: {outcome:#?}"
    );
    assert!(outcome.funded_lowest < Some(1.0), "funded in full after a fall of 80 %: {outcome:#?}");
}

#[test]
fn a_page_with_another_table_is_refused() {
    let empty =
        "before\n<!-- table: cargo xtask stress --write docs/stress.md -->\n<!-- end of table -->\nafter\n";
    let page = stress::page::with_table(empty, "| a |\n").expect("the marks are there");
    assert!(page.starts_with("before\n") && page.ends_with("after\n") && page.contains("| a |"), "{page}");
    stress::page::check(&page, "| a |\n").expect("the table that it holds");
    stress::page::check(&page, "| b |\n").expect_err("another table");
    stress::page::with_table("no marks", "| a |\n").expect_err("no marks");
}

#[test]
fn the_page_holds_what_the_contracts_do_now() {
    let results = stress::table::results(|_| ()).expect("every scenario runs to its end");
    let page = include_str!("../../docs/stress.md");
    stress::page::check(page, &stress::table::render(&results)).expect("docs/stress.md is up to date");
    for percent in [20, 50] {
        assert!(results.holds >= percent, "a fall of {percent} % in a day leaves a deficit");
    }
}
