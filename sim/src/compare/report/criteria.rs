//! The criteria against the thesis in words: what is tested, the threshold, what was found.

use std::fmt::Write;

use crate::compare::names::Scenario;
use crate::compare::rows::Measure;
use crate::compare::verdicts::{Bound, Criterion, Finding, Test, Verdict};
use crate::report::svg::escape;

use super::numbers::{difference, kind, price, share, shown, Kind};

/// What is said before the tests that are not judged.
pub const BESIDE: &str = "Beside it, not judged:";

/// What a criterion is called, and whether it was added after the first runs.
pub fn named(criterion: &Criterion) -> String {
    let late = if criterion.added { " (added)" } else { "" };
    format!("{}{late}", criterion.id)
}

/// How many of the tests that were made hold; a dash where none was made.
pub fn held(verdict: &Verdict) -> String {
    let lines: Vec<Line> = lines(&verdict.findings).into_iter().flat_map(|(_, lines)| lines).collect();
    let held = lines.iter().filter(|line| line.holds == Some(true)).count();
    if lines.is_empty() {
        "–".into()
    } else {
        format!("{held} of {}", lines.len())
    }
}

/// What the runs say of a statement against the thesis.
pub fn outcome(verdict: &Verdict) -> String {
    let held = held(verdict);
    match (verdict.met(), verdict.missing.is_empty()) {
        (Some(true), true) => "borne out: speaks against the thesis".into(),
        (Some(true), false) => "borne out in what was run: speaks against the thesis".into(),
        (Some(false), _) => format!("not borne out: {held} tests hold"),
        (None, _) => "not decided: runs are missing".into(),
    }
}

/// What a test is of.
pub fn what(test: Test) -> String {
    match test {
        Test::Ratio { measure, a, b, .. } => {
            format!("{}: {} ÷ {}", measure.label(), a.label(), b.label())
        }
        Test::Difference { measure, a, b, .. } => {
            format!("{}: {} − {}", measure.label(), a.label(), b.label())
        }
        Test::Value { measure, model, percentile, .. } => {
            format!("{}: {}, {percentile}th percentile of seeds", measure.label(), model.label())
        }
        Test::Every { measure, .. } => format!("{}: every model with a token", measure.label()),
        Test::Created { measure, model, against, .. } => {
            format!(
                "subsidy for a dollar that {} adds to {} in: {}",
                model.label(),
                against.label(),
                measure.label().trim_end_matches(", USD")
            )
        }
    }
}

/// Its threshold.
pub fn threshold(test: Test) -> String {
    match test.bound() {
        Bound::AtLeast(least) => format!("at least {}", number(test, least)),
        Bound::AtMost(most) => format!("at most {}", number(test, most)),
        Bound::Within(most) => {
            format!("within ±{}", number(test, most).trim_start_matches('+'))
        }
    }
}

/// A number of a test, with its unit.
pub fn number(test: Test, value: f64) -> String {
    match test {
        Test::Ratio { .. } => share(value),
        Test::Difference { measure, .. } => with_points(measure, value),
        Test::Every { measure: measure @ Measure::Speculation, .. } => with_points(measure, value),
        Test::Value { measure, .. } | Test::Every { measure, .. } => shown(measure, value),
        Test::Created { .. } if value.is_finite() => format!("{} USD", price(value)),
        Test::Created { .. } => "∞".into(),
    }
}

/// The same without its unit.
fn bare(test: Test, value: f64) -> String {
    number(test, value).trim_end_matches([' ', '%']).trim_end_matches(" points").to_owned()
}

fn with_points(measure: Measure, value: f64) -> String {
    let text = difference(measure, value);
    match kind(measure) {
        Kind::Share => format!("{text} points"),
        _ => text,
    }
}

/// A test in a scenario: what was found, and whether it is within the bound; none if that is not known.
pub struct Line {
    /// Where.
    pub scenario: Scenario,
    /// In words.
    pub found: String,
    /// Whether all of it holds.
    pub holds: Option<bool>,
    /// What disjoint windows of the demand say, from where to where, and whether it holds at both ends.
    pub windows: Option<(String, bool)>,
}

/// Each test that was made, with its lines.
pub fn lines(findings: &[Finding]) -> Vec<(Test, Vec<Line>)> {
    let mut tests: Vec<Test> = vec![];
    for finding in findings {
        if tests.iter().all(|&test| what(test) != what(finding.test)) {
            tests.push(finding.test);
        }
    }
    tests
        .into_iter()
        .map(|test| {
            let of_test: Vec<&Finding> =
                findings.iter().filter(|finding| what(finding.test) == what(test)).collect();
            let mut scenarios: Vec<Scenario> = of_test.iter().map(|finding| finding.scenario).collect();
            scenarios.dedup();
            let line = |scenario| {
                let here: Vec<&Finding> =
                    of_test.iter().copied().filter(|finding| finding.scenario == scenario).collect();
                line(scenario, test, &here)
            };
            (test, scenarios.into_iter().map(line).collect())
        })
        .collect()
}

fn line(scenario: Scenario, test: Test, findings: &[&Finding]) -> Line {
    let held: Option<Vec<bool>> = findings.iter().map(|finding| finding.holds()).collect();
    let holds = held.as_ref().map(|held| held.iter().all(|&held| held));
    let known = findings.iter().filter_map(|finding| Some((finding.found?, finding.model)));
    let found = match findings {
        [one] if one.model.is_none() => {
            let found = one.found.map_or("–".into(), |found| number(test, found));
            match one.interval {
                Some([low, high]) if low != high => {
                    format!("{found} ({} to {})", bare(test, low), bare(test, high))
                }
                _ => found,
            }
        }
        many => {
            let lowest = known.min_by(|a, b| a.0.total_cmp(&b.0));
            let count = findings.iter().filter(|finding| finding.holds() == Some(true)).count();
            let lowest = lowest.map_or(String::new(), |(found, model)| {
                format!(
                    ", lowest {}{}",
                    number(test, found),
                    model.map_or(String::new(), |model| format!(" ({})", model.label()))
                )
            });
            format!("{count} of {}{lowest}", many.len())
        }
    };
    let windows = match findings {
        [one] => one.windows.zip(one.holds_by_windows()).map(|([low, high], holds)| {
            let (low, high) = (bare(test, low), bare(test, high));
            (if low == high { low } else { format!("{low} to {high}") }, holds)
        }),
        _ => None,
    };
    Line { scenario, found, holds, windows }
}

/// In a word.
pub fn holds(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "holds",
        Some(false) => "fails",
        None => "unknown",
    }
}

/// The cards of all verdicts.
pub fn html(verdicts: &[Verdict]) -> String {
    let mut out = String::new();
    for verdict in verdicts {
        let _ = write!(
            out,
            r#"<div class="verdict"><h3>{}</h3><p><span class="chip held">{}</span></p><p>{}</p>"#,
            escape(&capital(&named(verdict.criterion))),
            escape(&outcome(verdict)),
            escape(verdict.criterion.statement)
        );
        out += &tests(&verdict.findings);
        if !verdict.beside.is_empty() {
            let _ = write!(out, "<p>{BESIDE}</p>{}", tests(&verdict.beside));
        }
        if !verdict.missing.is_empty() {
            let _ = write!(out, "<p>Not run: {}.</p>", escape(&missing(verdict)));
        }
        out.push_str("</div>");
    }
    out
}

fn tests(findings: &[Finding]) -> String {
    let mut out = String::new();
    for (test, lines) in lines(findings) {
        let _ = write!(
            out,
            r#"<p class="test">{} <b>{}</b></p><ul class="found">"#,
            escape(&what(test)),
            escape(&threshold(test))
        );
        for line in lines {
            let _ = write!(
                out,
                r#"<li class="{}"><span>{}</span> <b>{}</b> <em>{}</em></li>"#,
                holds(line.holds),
                escape(line.scenario.label()),
                escape(&line.found),
                holds(line.holds)
            );
        }
        out.push_str("</ul>");
    }
    out
}

/// The scenarios that were not run.
pub fn missing(verdict: &Verdict) -> String {
    verdict.missing.iter().map(|scenario| scenario.label()).collect::<Vec<_>>().join(", ")
}

/// With a capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
