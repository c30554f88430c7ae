//! The criteria and what became of them, as tables of the document.

use crate::compare::names::Scenario;
use crate::compare::rows::Table;
use crate::compare::verdicts::{Finding, Verdict, CRITERIA};
use crate::page::markdown;

use super::criteria;
use super::runs::{made_with, seeds_of, NOT_RUN};

/// Each criterion with its tests.
pub fn criteria() -> String {
    let rows: Vec<Vec<String>> = CRITERIA
        .iter()
        .flat_map(|criterion| {
            criterion.tests.iter().enumerate().map(|(place, &test)| {
                let first = if place == 0 { criteria::named(criterion) } else { String::new() };
                vec![first, criteria::what(test), criteria::threshold(test), scenarios(criterion.scenarios)]
            })
        })
        .collect();
    markdown(&["against the thesis", "test", "threshold", "where"], &rows, 4)
}

fn scenarios(scenarios: &[Scenario]) -> String {
    if scenarios.len() == Scenario::ALL.len() {
        return "every scenario".into();
    }
    if scenarios.len() > 1 {
        return "the shocks".into();
    }
    scenarios.iter().map(|scenario| scenario.label()).collect::<Vec<_>>().join(", ")
}

/// The verdicts, and below them each with its tests, a line for a scenario.
pub fn outcomes(table: &Table, verdicts: &[Verdict]) -> String {
    let ran: Vec<Scenario> = Scenario::ALL.into_iter().filter(|&s| table.has(s)).collect();
    if ran.is_empty() {
        return NOT_RUN.into();
    }
    let mut out = format!("{}\n\n{}\n\n", seeds_of(table, &ran), made_with(table.keys()));
    let rows: Vec<Vec<String>> = verdicts
        .iter()
        .map(|verdict| {
            let missing = if verdict.missing.is_empty() { "–".into() } else { criteria::missing(verdict) };
            vec![criteria::named(verdict.criterion), criteria::outcome(verdict), missing]
        })
        .collect();
    out += &markdown(&["against the thesis", "outcome", "not run"], &rows, 3);
    out += "\nMedians of pairs with their 95 % interval in brackets, as if no two seeds had demands in common; ✓: the test holds, \
            against the thesis.\n";
    for verdict in verdicts.iter().filter(|verdict| !verdict.findings.is_empty()) {
        out += &format!("\n{}:\n\n{}", criteria::capital(verdict.criterion.id), found(verdict));
    }
    out
}

/// What was found, without the unit of the threshold beside it.
fn cell(line: &criteria::Line) -> String {
    let mark = match line.holds {
        Some(true) => " ✓",
        Some(false) => " ✗",
        None => "",
    };
    format!("{}{mark}", line.found.replace(" points", ""))
}

/// The tests of a verdict under numbers, and what was found under these: a line for a scenario.
fn found(verdict: &Verdict) -> String {
    let judged = criteria::lines(&verdict.findings);
    let count = judged.len();
    let tests: Vec<_> = judged.into_iter().chain(criteria::lines(&verdict.beside)).collect();
    let mut scenarios: Vec<Scenario> = vec![];
    for Finding { scenario, .. } in &verdict.findings {
        if !scenarios.contains(scenario) {
            scenarios.push(*scenario);
        }
    }
    let mut heads = vec!["scenario".to_owned()];
    heads.extend((1..=tests.len()).map(|number| number.to_string()));
    let rows: Vec<Vec<String>> = scenarios
        .into_iter()
        .map(|scenario| {
            let mut row = vec![scenario.label().to_owned()];
            row.extend(tests.iter().map(|(_, lines)| {
                lines.iter().find(|line| line.scenario == scenario).map_or("–".into(), cell)
            }));
            row
        })
        .collect();
    let named: Vec<Vec<String>> = tests
        .iter()
        .enumerate()
        .map(|(place, (test, _))| {
            let judged = if place < count { "yes" } else { "no" };
            vec![
                (place + 1).to_string(),
                criteria::what(*test),
                criteria::threshold(*test),
                judged.to_owned(),
            ]
        })
        .collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    format!(
        "{}\n{}",
        markdown(&["number", "test", "threshold", "judged"], &named, 4),
        markdown(&heads, &rows, heads.len())
    )
}
