//! Medians and verdicts as plain text.

use std::fmt::Write;

use super::calibrate::Line;
use super::names::Scenario;
use super::report::{criteria, numbers::share};
use super::rows::{Measure, Table};
use super::verdicts::{Finding, Verdict};

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

/// Each world that was looked at, and what the market without a token came to in it.
pub fn calibration(lines: &[Line]) -> String {
    let mut out =
        String::from("asks at rest, hurdle: margin, retained 30 days, served, price over the cloud's\n");
    for line in lines {
        let numbers = [line.margin, line.retention, line.served, line.over_cloud];
        let numbers: Vec<String> = numbers.into_iter().map(share).collect();
        let _ = writeln!(out, "{:.1}, {:.1}: {}", line.world.asks.0, line.world.hurdle, numbers.join(", "));
    }
    out
}

/// What the runs say of each criterion, test by test.
pub fn verdicts(all: &[Verdict]) -> String {
    let mut out = String::new();
    for verdict in all {
        let criterion = verdict.criterion;
        let _ = writeln!(out, "{}: {}\n  {}", criterion.id, criteria::outcome(verdict), criterion.statement);
        tests(&mut out, &verdict.findings);
        if !verdict.beside.is_empty() {
            let _ = writeln!(out, "    {}", criteria::BESIDE);
            tests(&mut out, &verdict.beside);
        }
        if !verdict.missing.is_empty() {
            let _ = writeln!(out, "    not run: {}", criteria::missing(verdict));
        }
    }
    out
}

fn tests(out: &mut String, findings: &[Finding]) {
    for (test, lines) in criteria::lines(findings) {
        let _ = writeln!(out, "    {}: {}", criteria::what(test), criteria::threshold(test));
        for line in lines {
            let holds = criteria::holds(line.holds);
            let _ = writeln!(out, "      {holds:<8}{:<22}{}", line.scenario.label(), line.found);
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
