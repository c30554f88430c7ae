//! What worlds come to in which one number differs, and what tuning was good for: tables of the document.

use crate::compare::names::{Model, Scenario};
use crate::compare::rows::{Measure, Table};
use crate::compare::tune::UNTUNED;
use crate::compare::verdicts::{judge, Verdict, CRITERIA};
use crate::page::markdown;
use crate::report::format::whole;

use super::criteria;
use super::numbers::{difference, shown};
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
        out += &format!("\n{}, medians:\n\n{}", criteria::capital(measure.label()), medians(worlds, measure));
    }
    out
}

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

fn medians(worlds: &[(String, Table)], measure: Measure) -> String {
    let is_run = |model: Model| {
        let others = worlds.iter().skip(1);
        Scenario::ALL.iter().any(|&s| others.clone().any(|(_, table)| table.models(s).contains(&model)))
    };
    // Without a token a model moves neither supply nor price.
    let of_net = [Measure::Supply, Measure::Speculation].contains(&measure);
    let is_shown = |model: &Model| is_run(*model) && (model.has_token() || !of_net);
    let models: Vec<Model> = Model::ALL.into_iter().filter(is_shown).collect();
    let mut rows = vec![];
    for scenario in Scenario::ALL {
        let paired = Table::paired_worlds(worlds, scenario);
        for (name, table) in paired.iter().filter(|_| paired.len() > 1) {
            let mut row = vec![scenario.label().to_owned(), (*name).to_owned()];
            row.extend(models.iter().map(|&model| {
                table.percentile(model, scenario, measure, 50.0).map_or("–".into(), |it| shown(measure, it))
            }));
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
            let show = |value: Option<f64>| value.map_or("–".into(), |it| shown(Measure::Surplus, it));
            rows.push(vec![
                scenario.label().into(),
                model.label().into(),
                whole(pairs.len() as f64),
                show(median(|pair| pair.0)),
                show(median(|pair| pair.1)),
                median(|pair| pair.1 - pair.0).map_or("–".into(), |it| difference(Measure::Surplus, it)),
            ]);
        }
    }
    let heads =
        ["scenario", "model", "seeds", "surplus, USD: default", "tuned", "tuned − default, median of pairs"];
    markdown(&heads, &rows, 2)
}
