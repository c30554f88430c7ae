//! Medians and verdicts as plain text.

use std::fmt::Write;

use super::names::Scenario;
use super::rows::{Measure, Table};
use super::verdicts::{Test, Verdict};

/// Of each scenario a table: a line for each model, a column for each measure, medians over seeds, and below each
/// the 5th and 95th percentile.
pub fn medians(table: &Table) -> String {
    let mut out = String::new();
    for scenario in Scenario::ALL.into_iter().filter(|&scenario| table.has(scenario)) {
        let _ = writeln!(out, "{}", scenario.label());
        for (number, measure) in Measure::ALL.into_iter().enumerate() {
            let _ = writeln!(out, "  {:>2} {}", number + 1, measure.label());
        }
        let _ = write!(out, "  {:<24}", "");
        for number in 1..=Measure::ALL.len() {
            let _ = write!(out, "{number:>11}");
        }
        out.push('\n');
        for model in table.models(scenario) {
            for (percentile, name) in [(50.0, model.label()), (5.0, ""), (95.0, "")] {
                let _ = write!(out, "  {name:<24}");
                for measure in Measure::ALL {
                    let value = table.percentile(model, scenario, measure, percentile);
                    let _ = write!(out, "{:>11}", value.map_or("–".into(), number));
                }
                out.push('\n');
            }
        }
    }
    out
}

/// What the runs say of each criterion, test by test.
pub fn verdicts(all: &[Verdict]) -> String {
    let mut out = String::new();
    for verdict in all {
        let outcome = match verdict.met() {
            Some(true) => "BORNE OUT, against the thesis",
            Some(false) => "not borne out",
            None => "not decided: runs are missing",
        };
        let _ = writeln!(out, "{}: {outcome}\n  {}", verdict.criterion.id, verdict.criterion.statement);
        for finding in &verdict.findings {
            let holds = match finding.holds() {
                Some(true) => "holds",
                Some(false) => "fails",
                None => "unknown",
            };
            let found = finding.found.map_or("–".into(), number);
            let whose = finding.model.map_or("", |model| model.label());
            let _ = writeln!(
                out,
                "    {holds:<8}{:<22}{found:>11}  {}{whose}",
                finding.scenario.label(),
                of(finding.test)
            );
        }
        if !verdict.missing.is_empty() {
            let names: Vec<_> = verdict.missing.iter().map(|scenario| scenario.label()).collect();
            let _ = writeln!(out, "    not run: {}", names.join(", "));
        }
    }
    out
}

fn of(test: Test) -> String {
    match test {
        Test::Ratio { measure, a, b, is } => {
            format!("{} / {}, {}: {is:?}", a.label(), b.label(), measure.label())
        }
        Test::Difference { measure, a, b, is } => {
            format!("{} − {}, {}: {is:?}", a.label(), b.label(), measure.label())
        }
        Test::Value { measure, model, percentile, is } => {
            format!("{}, {}, percentile {percentile}: {is:?}", model.label(), measure.label())
        }
        Test::Every { measure, is } => format!("{}: {is:?}, ", measure.label()),
        Test::Created { model, against, is } => {
            format!("subsidy for a dollar of volume, {} beyond {}: {is:?}", model.label(), against.label())
        }
    }
}

/// A number in a narrow column.
fn number(value: f64) -> String {
    match value.abs() {
        size if !size.is_finite() => "∞".into(),
        size if size >= 1_000.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        0.0 => "0".into(),
        size if size < 0.001 => format!("{value:.1e}"),
        _ => format!("{value:.4}"),
    }
}
