//! The criteria and what became of them, as tables of the document.

use crate::compare::names::Scenario;
use crate::compare::rows::Table;
use crate::compare::verdicts::{Test, Verdict, CRITERIA};
use crate::page::markdown;

use super::criteria;
use super::runs::{made_with, seeds_of, wrapped, NOT_RUN};

/// What the cells of the outcomes are.
const MEDIANS: &str = "Medians of pairs with their 95 % interval in brackets, as if no two seeds had demands in common; ✓: the test \
                       holds, against the thesis. By windows: the lowest and the highest of the medians of the disjoint windows of \
                       the demand, of which a seed is counted in the one in which its first job lies; ✓: the test holds at both.";

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
    out += &format!("\n{}\n", wrapped(MEDIANS));
    let found: Vec<Found> = verdicts.iter().map(Found::of).collect();
    for (place, (verdict, here)) in verdicts.iter().zip(&found).enumerate() {
        if !verdict.findings.is_empty() {
            let before = verdicts.iter().zip(&found[..place]);
            out += &format!("\n{}:\n\n{}", criteria::capital(verdict.criterion.id), here.tables(before));
        }
    }
    out
}

fn marked(text: &str, holds: Option<bool>) -> String {
    let mark = match holds {
        Some(true) => " ✓",
        Some(false) => " ✗",
        None => "",
    };
    format!("{}{mark}", text.replace(" points", ""))
}

/// The tests of a verdict under numbers, and what was found, without the unit of the threshold beside it.
struct Found {
    tests: Vec<(Test, Vec<criteria::Line>)>,
    judged: usize,
    scenarios: Vec<Scenario>,
}

impl Found {
    fn of(verdict: &Verdict) -> Self {
        let judged = criteria::lines(&verdict.findings);
        let mut scenarios: Vec<Scenario> = verdict.findings.iter().map(|finding| finding.scenario).collect();
        scenarios.dedup();
        let mut of = Self { judged: judged.len(), tests: judged, scenarios: vec![] };
        of.tests.extend(criteria::lines(&verdict.beside));
        for scenario in scenarios {
            if !of.scenarios.contains(&scenario) {
                of.scenarios.push(scenario);
            }
        }
        of
    }

    /// A row of cells in the order of the tests.
    fn cells(&self, scenario: Scenario, cell: impl Fn(&criteria::Line) -> Option<String>) -> Vec<String> {
        let line =
            |lines: &[criteria::Line]| lines.iter().find(|line| line.scenario == scenario).and_then(&cell);
        self.tests.iter().map(|(_, lines)| line(lines).unwrap_or("–".into())).collect()
    }

    fn seeds(&self, scenario: Scenario) -> Vec<String> {
        self.cells(scenario, |line| Some(marked(&line.found, line.holds)))
    }

    fn windows(&self, scenario: Scenario) -> Vec<String> {
        self.cells(scenario, |line| {
            line.windows.as_ref().map(|(text, holds)| marked(text, line.holds.map(|_| *holds)))
        })
    }

    /// The tests, what was found, and the same by windows. Scenarios in which another verdict before has the same numbers
    /// are not repeated.
    fn tables<'a>(&self, mut before: impl Iterator<Item = (&'a Verdict, &'a Found)>) -> String {
        let same = |other: &Found, scenario| {
            other.tests.len() == self.tests.len() && other.seeds(scenario) == self.seeds(scenario)
        };
        let twin = before.find(|(_, other)| self.scenarios.iter().any(|&scenario| same(other, scenario)));
        let own = |scenario: &&Scenario| twin.is_none_or(|(_, other)| !same(other, **scenario));
        let own: Vec<Scenario> = self.scenarios.iter().filter(own).copied().collect();
        let named: Vec<Vec<String>> = self
            .tests
            .iter()
            .enumerate()
            .map(|(place, (test, _))| {
                let judged = if place < self.judged { "yes" } else { "no" };
                let number = (place + 1).to_string();
                vec![number, criteria::what(*test), criteria::threshold(*test), judged.to_owned()]
            })
            .collect();
        let mut out = markdown(&["number", "test", "threshold", "judged"], &named, 4);
        if let Some((verdict, _)) = twin {
            let id = verdict.criterion.id;
            out += &format!("\nEvery number is that of “{id}”, because the runs are, but in what follows.\n");
        }
        out += &format!("\n{}", self.table(&own, |scenario| self.seeds(scenario)));
        if own.iter().any(|&scenario| self.windows(scenario).iter().any(|cell| cell != "–")) {
            out += &format!("\nBy windows:\n\n{}", self.table(&own, |scenario| self.windows(scenario)));
        }
        out
    }

    fn table(&self, scenarios: &[Scenario], cells: impl Fn(Scenario) -> Vec<String>) -> String {
        let mut heads = vec!["scenario".to_owned()];
        heads.extend((1..=self.tests.len()).map(|number| number.to_string()));
        let rows: Vec<Vec<String>> = scenarios
            .iter()
            .map(|&scenario| std::iter::once(scenario.label().to_owned()).chain(cells(scenario)).collect())
            .collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        markdown(&heads, &rows, heads.len())
    }
}
