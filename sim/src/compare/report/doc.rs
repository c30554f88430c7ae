//! Tables of `docs/thesis.md`. What stands outside of their marks is written by hand.

use anyhow::Result;

use crate::compare::ablation;
use crate::compare::names::{Model, Scenario};
use crate::compare::rows::{Measure, Table};
use crate::compare::verdicts::{judge, Finding, Verdict, CRITERIA};
use crate::page::{markdown, Marks};
use crate::report::format::{compact, whole};

use super::burn::{Rates, MATTERS, PUBLIC};
use super::charts::band;
use super::criteria;
use super::numbers::{difference, share, shown, with_band};
use super::sensitivity;

/// How small the burn is.
pub const BURN: Marks = Marks { command: "cargo xtask compare --write docs/thesis.md: burn" };
/// The criteria with their thresholds.
pub const CRITERIA_MARKS: Marks = Marks { command: "cargo xtask compare --write docs/thesis.md: criteria" };
/// What was found.
pub const OUTCOMES: Marks = Marks { command: "cargo xtask compare --write docs/thesis.md: outcomes" };
/// Medians of the measures.
pub const RESULTS: Marks = Marks { command: "cargo xtask compare --write docs/thesis.md: results" };
/// What changes with one number of the world.
pub const WORLDS: Marks = Marks { command: "cargo xtask compare --write docs/thesis.md: worlds" };

/// Ours with one rule switched off at a time.
pub const ABLATION: Marks =
    Marks { command: "cargo xtask compare --ablation --write docs/thesis.md: ablation" };

const NOT_RUN: &str = "The set has not been run.\n";

/// What of the page's measures the document shows, table by table.
const MEASURES: [&[Measure]; 2] = [
    &[
        Measure::Surplus,
        Measure::Served,
        Measure::OverCloud,
        Measure::Margin,
        Measure::Retention,
        Measure::Unfunded,
    ],
    &[
        Measure::Return,
        Measure::Cash,
        Measure::Justified,
        Measure::Supply,
        Measure::Drawdown,
        Measure::Subsidy,
        Measure::Stakes,
        Measure::Charged,
    ],
];

/// What is shown of other worlds.
const ELSEWHERE: [(&str, Model, Measure); 8] = [
    ("served: ours", Model::Ours, Measure::Served),
    ("served: no token", Model::None, Measure::Served),
    ("served: AEP-76", Model::Aep76, Measure::Served),
    ("surplus, USD: ours", Model::Ours, Measure::Surplus),
    ("surplus, USD: no token", Model::None, Measure::Surplus),
    ("drawdown: ours", Model::Ours, Measure::Drawdown),
    ("supply: AEP-76", Model::Aep76, Measure::Supply),
    ("speculator − model: ours", Model::Ours, Measure::Speculation),
];

/// The document with the tables of these worlds, `base` first. An error if a mark is missing.
pub fn write_into(document: &str, worlds: &[(String, Table)]) -> Result<String> {
    let nothing = Table::default();
    let table = worlds.first().map_or(&nothing, |(_, table)| table);
    let document = BURN.with_table(document, burn().trim_end())?;
    let document = CRITERIA_MARKS.with_table(&document, criteria().trim_end())?;
    let document = OUTCOMES.with_table(&document, outcomes(table, &judge(table)).trim_end())?;
    let document = ABLATION.with_table(&document, without(worlds).trim_end())?;
    let document = WORLDS.with_table(&document, elsewhere(&sensitivity::worlds(worlds)).trim_end())?;
    RESULTS.with_table(&document, results(table).trim_end())
}

/// Heads and rows of the table of public networks.
pub fn networks() -> (Vec<String>, Vec<Vec<String>>) {
    let rates = Rates::defaults();
    let mut heads: Vec<String> = [
        "network",
        "volume, USD a year",
        "market value, USD",
        "our burn would be, USD a year",
        "of supply a year",
    ]
    .map(String::from)
    .to_vec();
    heads.extend(MATTERS.map(|part| format!("{} of supply from", share(part))));
    let rows = PUBLIC
        .iter()
        .map(|network| {
            let or_none = |value: Option<String>| value.unwrap_or("–".into());
            let mut row = vec![
                network.name.into(),
                compact(network.volume),
                or_none(network.value.map(compact)),
                compact(rates.both() * network.volume),
                or_none(network.value.map(|value| share(rates.of_supply(network.volume, value)))),
            ];
            row.extend(MATTERS.map(|part| {
                or_none(network.value.map(|value| {
                    let volume = rates.volume_for(part, value);
                    format!("{} ({} times)", compact(volume), compact(volume / network.volume))
                }))
            }));
            row
        })
        .collect();
    (heads, rows)
}

/// What the defaults burn, in words.
pub fn burn_words() -> String {
    let rates = Rates::defaults();
    format!(
        "Of gross volume the protocol takes {} (τ0) and burns {} of that: **{} of gross volume**. Beside \
        it the \
         protocol has {} of a class pool's fee of {}, of which {} burns too: {} of what is swapped, so {} \
         together \
         where each credit is bought once. When a class is full the take is {} times as high, and {} burns.",
        share(rates.take),
        share(rates.burn),
        share(rates.of_take()),
        share(rates.protocol),
        share(rates.pool_fee),
        share(rates.burn),
        share(rates.of_swaps()),
        share(rates.both()),
        compact(rates.multiplier),
        share(rates.at_most()),
    )
}

fn burn() -> String {
    let (heads, rows) = networks();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    format!("{}\n\n{}", wrapped(&burn_words()), markdown(&heads, &rows, 1))
}

fn criteria() -> String {
    let rows: Vec<Vec<String>> = CRITERIA
        .iter()
        .flat_map(|criterion| {
            criterion.tests.iter().enumerate().map(|(place, &test)| {
                let first = if place == 0 { criterion.id } else { "" };
                vec![
                    first.into(),
                    criteria::what(test),
                    criteria::threshold(test),
                    scenarios(criterion.scenarios),
                ]
            })
        })
        .collect();
    markdown(&["against the thesis", "test", "threshold", "where"], &rows, 4)
}

fn scenarios(scenarios: &[Scenario]) -> String {
    if scenarios.len() == Scenario::ALL.len() {
        return "every scenario".into();
    }
    scenarios.iter().map(|scenario| scenario.label()).collect::<Vec<_>>().join(", ")
}

fn outcomes(table: &Table, verdicts: &[Verdict]) -> String {
    let seeds = seeds(table);
    let Some((least, most)) = seeds else { return NOT_RUN.into() };
    let seeds = if least == most { whole(least as f64) } else { format!("{least} to {most}") };
    let ran: Vec<&str> = Scenario::ALL.into_iter().filter(|&s| table.has(s)).map(Scenario::label).collect();
    let mut out = format!("{seeds} paired seeds in each of: {}.\n\n", ran.join(", "));
    let rows: Vec<Vec<String>> = verdicts
        .iter()
        .map(|verdict| {
            let missing = if verdict.missing.is_empty() { "–".into() } else { criteria::missing(verdict) };
            vec![verdict.criterion.id.into(), criteria::outcome(verdict), missing]
        })
        .collect();
    out += &markdown(&["against the thesis", "outcome", "not run"], &rows, 3);
    out += "\n";
    out += &found(table, verdicts.iter().flat_map(|verdict| &verdict.findings));
    out += "\nBeside them, not judged: what the first runs had shown that the tests leave out.\n\n";
    out + &found(table, verdicts.iter().flat_map(|verdict| &verdict.beside))
}

fn found<'a>(table: &Table, findings: impl Iterator<Item = &'a Finding>) -> String {
    let shown: Vec<Scenario> = Scenario::ALL.into_iter().filter(|&scenario| table.has(scenario)).collect();
    let findings: Vec<Finding> = findings.cloned().collect();
    let rows: Vec<Vec<String>> = criteria::lines(&findings)
        .into_iter()
        .map(|(test, lines)| {
            let mut row = vec![criteria::what(test), criteria::threshold(test)];
            row.extend(shown.iter().map(|&scenario| {
                lines
                    .iter()
                    .find(|line| line.scenario == scenario)
                    .map_or("–".into(), |line| format!("{}: {}", line.found, criteria::holds(line.holds)))
            }));
            row
        })
        .collect();
    let mut heads = vec!["test", "threshold"];
    heads.extend(shown.iter().map(|scenario| scenario.label()));
    markdown(&heads, &rows, heads.len())
}

/// The fewest and the most seeds of a model in a scenario; none without rows.
pub fn seeds(table: &Table) -> Option<(usize, usize)> {
    let counts: Vec<usize> = Scenario::ALL
        .into_iter()
        .flat_map(|scenario| table.models(scenario).into_iter().map(move |model| (model, scenario)))
        .map(|(model, scenario)| table.of(model, scenario).len())
        .collect();
    Some((*counts.iter().min()?, *counts.iter().max()?))
}

/// The scenarios of the standard set; the page has all.
fn results(table: &Table) -> String {
    let scenarios: Vec<Scenario> =
        Scenario::STANDARD.into_iter().filter(|&scenario| table.has(scenario)).collect();
    if scenarios.is_empty() {
        return NOT_RUN.into();
    }
    let mut out = String::new();
    for measures in MEASURES {
        let mut rows = vec![];
        for &scenario in &scenarios {
            for (place, model) in table.models(scenario).into_iter().enumerate() {
                let first = if place == 0 { scenario.label() } else { "" };
                let mut row = vec![first.to_owned(), model.label().into()];
                row.extend(measures.iter().map(|&measure| {
                    band(table, model, scenario, measure)
                        .map_or("–".into(), |band| with_band(|value| shown(measure, value), band))
                }));
                rows.push(row);
            }
        }
        let mut heads = vec!["scenario", "model"];
        heads.extend(measures.iter().map(|measure| measure.label()));
        out += &markdown(&heads, &rows, 2);
        out += "\n";
    }
    let ranks: Vec<String> = scenarios
        .into_iter()
        .filter_map(|scenario| {
            let (rank, of) = rank(table, scenario, Measure::Surplus)?;
            Some(format!("{rank} of {of} ({})", scenario.label()))
        })
        .collect();
    out + &format!("By the median surplus of all, the largest first, ours is number {}.\n", ranks.join(", "))
}

/// The place of ours among all models by the median of a measure, the largest first, and how many there are.
fn rank(table: &Table, scenario: Scenario, measure: Measure) -> Option<(usize, usize)> {
    let median = |model| table.percentile(model, scenario, measure, 50.0);
    let ours = median(Model::Ours)?;
    let all: Vec<f64> = table.models(scenario).into_iter().filter_map(median).collect();
    Some((1 + all.iter().filter(|&&other| other > ours).count(), all.len()))
}

/// Medians in worlds in which one number differs, beside the same scenario of the first, at the same seeds.
fn elsewhere(worlds: &[(String, Table)]) -> String {
    let mut rows = vec![];
    for scenario in Scenario::ALL {
        let paired = Table::paired_worlds(worlds, scenario);
        for (name, table) in paired.iter().filter(|_| paired.len() > 1) {
            let seeds = table.seeds(scenario).len();
            let mut row = vec![scenario.label().to_owned(), (*name).to_owned(), whole(seeds as f64)];
            row.extend(ELSEWHERE.iter().map(|&(_, model, measure)| {
                table.percentile(model, scenario, measure, 50.0).map_or("–".into(), |it| shown(measure, it))
            }));
            rows.push(row);
        }
    }
    if rows.is_empty() {
        return NOT_RUN.into();
    }
    let mut heads = vec!["scenario", "world", "seeds"];
    heads.extend(ELSEWHERE.iter().map(|(head, _, _)| *head));
    markdown(&heads, &rows, 2)
}

/// Ours with one rule switched off at a time, beside the escrow; and who has more and less of it.
fn without(worlds: &[(String, Table)]) -> String {
    let (mut rows, mut parties) = (vec![], vec![]);
    for scenario in Scenario::STANDARD {
        for (place, line) in ablation::lines(worlds, scenario).into_iter().enumerate() {
            let first = if place == 0 { scenario.label() } else { "" };
            let or_none = |value: Option<f64>, show: &dyn Fn(f64) -> String| value.map_or("–".into(), show);
            let mut row = vec![first.to_owned(), line.name, whole(line.seeds as f64)];
            row.extend(line.over.map(|value| or_none(value, &share)));
            row.push(or_none(line.surplus, &|value| difference(Measure::Surplus, value)));
            row.extend(line.providers.map(|value| or_none(value, &share)));
            rows.push(row);
        }
        if let Some(parts) = worlds.first().and_then(|(_, base)| ablation::parts(base, scenario)) {
            let mut row = vec![scenario.label().to_owned()];
            row.extend(parts.map(|value| difference(Measure::Surplus, value)));
            parties.push(row);
        }
    }
    if rows.is_empty() {
        return NOT_RUN.into();
    }
    let heads = [
        "scenario",
        "ours",
        "seeds",
        "client's price ÷ escrow's",
        "jobs served ÷ escrow's",
        "surplus of all − escrow's, USD",
        "providers' margin on cost",
        "providers retained for 30 days",
    ];
    let of =
        ["scenario", "clients", "providers", "holders", "LPs of NET", "traders", "contracts and keepers"];
    format!(
        "{}\nWho has it: ours less the escrow, USD, medians of pairs at all seeds.\n\n{}",
        markdown(&heads, &rows, 2),
        markdown(&of, &parties, 1)
    )
}

/// Lines of at most 130 columns.
fn wrapped(text: &str) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > 130 {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out += word;
        column += length;
    }
    out
}
