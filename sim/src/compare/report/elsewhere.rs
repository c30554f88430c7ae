//! What worlds come to in which one number differs, and what tuning was good for: tables of the document.

use crate::compare::names::{Model, Scenario};
use crate::compare::rows::{Measure, Table};
use crate::compare::tune::UNTUNED;
use crate::compare::verdicts::{judge, Verdict, CRITERIA};
use crate::page::markdown;
use crate::report::format::whole;
use crate::stats::median_interval;

use super::criteria;
use super::numbers::{difference, price, shown};
use super::runs::NOT_RUN;

/// What is shown of each model in each world.
const MEASURES: [Measure; 4] = [Measure::Served, Measure::Surplus, Measure::Supply, Measure::Speculation];

/// Verdicts by world, and medians of all models by scenario and world, at the seeds that all worlds have. The first world
/// is the base.
pub fn tables(worlds: &[(String, Table)]) -> String {
    if worlds.len() < 2 {
        return NOT_RUN.into();
    }
    let mut out = String::from(
        "How many of a statement's tests hold, of those that were run in a world; statements by their place in the list \
         of outcomes:\n\n",
    );
    out += &verdicts(worlds);
    for measure in MEASURES {
        // Without a token a model moves neither supply nor price.
        let of_net = [Measure::Supply, Measure::Speculation].contains(&measure);
        let models: Vec<Model> = Model::ALL
            .into_iter()
            .filter(|&model| is_run(worlds, model) && (model.has_token() || !of_net))
            .collect();
        let median = |table: &Table, model, scenario| {
            table.percentile(model, scenario, measure, 50.0).map(|value| shown(measure, value))
        };
        let label = criteria::capital(measure.label());
        out += &format!("\n{label}, medians:\n\n{}", cells(worlds, &models, median));
    }
    let cost = |table: &Table, model, scenario| {
        let cost = table.cost_of(Measure::Value, [model, Model::None], scenario, 50.0)?;
        Some(if cost.is_finite() { price(cost) } else { "∞".into() })
    };
    out + &format!("\n{SUBSIDIES}\n\n{}", cells(worlds, &EMITTING, cost))
}

/// Models of which the cost of what they add is shown in each world.
const EMITTING: [Model; 3] = [Model::Emissions, Model::SmallEmissions, Model::Helium];
const SUBSIDIES: &str =
    "Subsidies for each USD that jobs are worth to clients beyond those of no token, USD, medians of pairs; ∞ where the \
     median pair adds nothing:";

fn verdicts(worlds: &[(String, Table)]) -> String {
    let judged: Vec<(&str, &Table, Vec<Verdict>)> =
        worlds.iter().map(|(name, table)| (name.as_str(), table, judge(table))).collect();
    let mut heads = vec!["world".to_owned(), "scenarios".into(), "seeds".into()];
    heads.extend((1..=CRITERIA.len()).map(|number| number.to_string()));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let rows: Vec<Vec<String>> = judged
        .iter()
        .map(|(name, table, all)| {
            let seeds: Vec<usize> = Scenario::ALL
                .into_iter()
                .filter(|&scenario| table.has(scenario))
                .map(|scenario| table.seeds(scenario).len())
                .collect();
            let range = match (seeds.iter().min(), seeds.iter().max()) {
                (Some(least), Some(most)) if least != most => format!("{least} to {most}"),
                (Some(least), _) => least.to_string(),
                _ => "–".into(),
            };
            let mut row = vec![(*name).to_owned(), whole(seeds.len() as f64), range];
            row.extend(all.iter().map(criteria::held));
            row
        })
        .collect();
    markdown(&heads, &rows, 1)
}

/// Whether a model was run in a world beside the base.
fn is_run(worlds: &[(String, Table)], model: Model) -> bool {
    let others = worlds.iter().skip(1);
    Scenario::ALL.iter().any(|&s| others.clone().any(|(_, table)| table.models(s).contains(&model)))
}

/// A cell for each of the models in each scenario of each world, at the seeds that all worlds have.
fn cells(
    worlds: &[(String, Table)],
    models: &[Model],
    cell: impl Fn(&Table, Model, Scenario) -> Option<String>,
) -> String {
    let mut rows = vec![];
    for scenario in Scenario::ALL {
        let paired = Table::paired_worlds(worlds, scenario);
        for (name, table) in paired.iter().filter(|_| paired.len() > 1) {
            let mut row = vec![scenario.label().to_owned(), (*name).to_owned()];
            row.extend(models.iter().map(|&model| cell(table, model, scenario).unwrap_or("–".into())));
            rows.push(row);
        }
    }
    let mut heads = vec!["scenario", "world"];
    heads.extend(models.iter().map(|model| model.short()));
    markdown(&heads, &rows, 2)
}

/// Surplus of each model that is tuned, with its default parameters and with the taken ones, at the same held-out seeds.
pub fn tuning(worlds: &[(String, Table)]) -> String {
    let named = |name: &str| worlds.iter().find(|(other, _)| other == name).map(|(_, table)| table);
    let (Some((_, tuned)), Some(defaults)) = (worlds.first(), named(UNTUNED)) else { return NOT_RUN.into() };
    let mut rows = vec![];
    for scenario in Scenario::STANDARD.into_iter().filter(|&scenario| defaults.has(scenario)) {
        for model in defaults.models(scenario) {
            let before = defaults.of(model, scenario);
            let pairs: Vec<(f64, f64)> = tuned
                .of(model, scenario)
                .into_iter()
                .filter_map(|row| {
                    let other = before.iter().find(|other| other.seed == row.seed)?;
                    Some((other.surplus, row.surplus))
                })
                .collect();
            let median = |of: fn(&(f64, f64)) -> f64| {
                let sample: Vec<f64> = pairs.iter().map(of).collect();
                crate::stats::percentile(&sample, 50.0)
            };
            let gain = |it| difference(Measure::Surplus, it);
            let interval = |pairs: &[(f64, f64)]| {
                median_interval(&pairs.iter().map(|pair| pair.1 - pair.0).collect::<Vec<_>>())
            };
            let show = |value: Option<f64>| value.map_or("–".into(), |it| shown(Measure::Surplus, it));
            rows.push(vec![
                scenario.label().into(),
                model.label().into(),
                whole(pairs.len() as f64),
                show(median(|pair| pair.0)),
                show(median(|pair| pair.1)),
                median(|pair| pair.1 - pair.0).map_or("–".into(), gain),
                interval(&pairs).map_or("–".into(), |ends| ends.map(gain).join(" to ")),
            ]);
        }
    }
    let heads = [
        "scenario",
        "model",
        "seeds",
        "surplus, USD: default",
        "tuned",
        "tuned − default, median of pairs",
        "95 % interval",
    ];
    markdown(&heads, &rows, 2)
}
