//! Tables of `docs/thesis.md`. What stands outside of their marks is written by hand.

use anyhow::Result;

use crate::compare::ablation;
use crate::compare::names::{Model, Scenario};
use crate::compare::rows::{Measure, Table};
use crate::compare::verdicts::judge;
use crate::page::{markdown, Marks};
use crate::report::format::{compact, whole};

use super::burn::{Rates, MATTERS, PUBLIC};
use super::charts::band;
use super::numbers::{difference, price, share, shown, with_band};
use super::runs::{seeds_of, wrapped, NOT_RUN};
use super::{elsewhere, sensitivity, verdicts};

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

/// What tuning was good for.
pub const TUNING: Marks = Marks { command: "cargo xtask compare --defaults --write docs/thesis.md: tuning" };
/// Ours with one rule switched off at a time.
pub const ABLATION: Marks =
    Marks { command: "cargo xtask compare --ablation --write docs/thesis.md: ablation" };

/// What of the page's measures the document shows, table by table.
const MEASURES: [&[Measure]; 4] = [
    &[Measure::Surplus, Measure::Unsubsidised, Measure::Charged, Measure::Stakes],
    &[Measure::Served, Measure::OverCloud, Measure::Margin, Measure::Retention],
    &[Measure::Return, Measure::Cash, Measure::Justified, Measure::Drawdown],
    &[Measure::Supply, Measure::Unfunded, Measure::Subsidy],
];
/// The head of the column beside the subsidies: USD of them for each USD that jobs are worth to clients beyond those of no token.
const COST: &str = "USD per USD of worth, base no token";

/// The document with the tables of these worlds, `base` first. An error if a mark is missing.
pub fn write_into(document: &str, worlds: &[(String, Table)]) -> Result<String> {
    let nothing = Table::default();
    let table = worlds.first().map_or(&nothing, |(_, table)| table);
    let document = BURN.with_table(document, burn().trim_end())?;
    let document = CRITERIA_MARKS.with_table(&document, verdicts::criteria().trim_end())?;
    let document = OUTCOMES.with_table(&document, verdicts::outcomes(table, &judge(table)).trim_end())?;
    let document = ABLATION.with_table(&document, without(worlds).trim_end())?;
    let others = elsewhere::tables(&sensitivity::worlds(worlds));
    let document = WORLDS.with_table(&document, others.trim_end())?;
    let document = TUNING.with_table(&document, elsewhere::tuning(worlds).trim_end())?;
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
    let mut out = format!("{}\n\n", seeds_of(table, &scenarios));
    for measures in MEASURES {
        let mut rows = vec![];
        for &scenario in &scenarios {
            for (place, (model, label)) in lines(table, scenario).into_iter().enumerate() {
                let first = if place == 0 { scenario.label() } else { "" };
                let mut row = vec![first.to_owned(), label];
                row.extend(measures.iter().map(|&measure| {
                    band(table, model, scenario, measure)
                        .map_or("–".into(), |band| with_band(|value| shown(measure, value), band))
                }));
                if measures.contains(&Measure::Subsidy) {
                    row.push(cost(table, model, scenario));
                }
                rows.push(row);
            }
        }
        let mut heads = vec!["scenario", "model"];
        heads.extend(measures.iter().map(|measure| measure.label()));
        if measures.contains(&Measure::Subsidy) {
            heads.push(COST);
        }
        out += &markdown(&heads, &rows, 2);
        out += "\n";
    }
    out + &places(table)
}

/// The models of a scenario with their labels, those whose runs came to the same in one line.
fn lines(table: &Table, scenario: Scenario) -> Vec<(Model, String)> {
    let mut lines: Vec<(Model, String)> = vec![];
    for model in table.models(scenario) {
        match lines.iter_mut().find(|(other, _)| table.alike(*other, model, scenario)) {
            Some((_, label)) => *label += &format!(" = {}", model.short()),
            None => lines.push((model, model.label().into())),
        }
    }
    lines
}

/// The place of ours in every scenario by the sum of all, by what is left of it where costs are subtracted, and which model
/// is first where all are.
fn places(table: &Table) -> String {
    let by = [Measure::Surplus, Measure::Unsubsidised, Measure::Charged, Measure::Costed];
    let rows: Vec<Vec<String>> = Scenario::ALL
        .into_iter()
        .filter_map(|scenario| {
            let median = |model, measure| table.percentile(model, scenario, measure, 50.0);
            let mut row = vec![scenario.label().to_owned()];
            for measure in by {
                let (place, of) = rank(table, scenario, measure)?;
                row.push(format!("{place} of {of}"));
            }
            let ours = median(Model::Ours, Measure::Surplus)?;
            let others: Vec<f64> = table
                .models(scenario)
                .into_iter()
                .filter(|model| !model.is_ours())
                .filter_map(|model| median(model, Measure::Surplus))
                .collect();
            let above = others.iter().filter(|&&other| other > ours).count();
            row.push(format!("{above} of {}", others.len()));
            let costed = |(model, _): &(Model, String)| median(*model, Measure::Costed).unwrap_or(f64::MIN);
            let best = lines(table, scenario).into_iter().max_by(|a, b| costed(a).total_cmp(&costed(b)))?;
            row.push(format!("{}: {}", best.1, shown(Measure::Costed, costed(&best))));
            row.push(shown(Measure::Costed, median(Model::Ours, Measure::Costed)?));
            Some(row)
        })
        .collect();
    let heads = [
        "scenario",
        "by surplus",
        "less subsidies",
        "less insiders' tokens",
        "less both",
        "not ours, above it by surplus",
        "first, less both, USD",
        "ours, less both, USD",
    ];
    format!(
        "The place of ours among all models by the median, the largest first; without a token insiders have none.\n\n{}",
        markdown(&heads, &rows, 1)
    )
}

/// What a model's subsidies cost for a dollar of what clients have of jobs beyond those of the market without a token,
/// USD, with its band; a dash where nothing is subsidised.
fn cost(table: &Table, model: Model, scenario: Scenario) -> String {
    let at = |p| table.cost_of(Measure::Value, [model, Model::None], scenario, p);
    let subsidised = table.of(model, scenario).iter().any(|row| row.subsidy > 0.0);
    let shown = |value: f64| if value.is_finite() { price(value) } else { "∞".into() };
    match (subsidised, at(5.0), at(50.0), at(95.0)) {
        (true, Some(low), Some(median), Some(high)) => with_band(shown, [low, median, high]),
        _ => "–".into(),
    }
}

/// The place of ours among all models by the median of a measure, the largest first, and how many there are.
fn rank(table: &Table, scenario: Scenario, measure: Measure) -> Option<(usize, usize)> {
    let median = |model| table.percentile(model, scenario, measure, 50.0);
    let ours = median(Model::Ours)?;
    let all: Vec<f64> = table.models(scenario).into_iter().filter_map(median).collect();
    Some((1 + all.iter().filter(|&&other| other > ours).count(), all.len()))
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
        "price ÷ escrow's",
        "served ÷ escrow's",
        "surplus − escrow's, USD",
        "margin on cost",
        "retained for 30 days",
    ];
    let of =
        ["scenario", "clients", "providers", "holders", "LPs of NET", "traders", "contracts and keepers"];
    format!(
        "{}\nWho has it: ours less the escrow, USD, medians of pairs at all seeds.\n\n{}",
        markdown(&heads, &rows, 2),
        markdown(&of, &parties, 1)
    )
}
