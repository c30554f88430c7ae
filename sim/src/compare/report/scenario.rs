//! One scenario on the page: measures, price paths, differences between ours and each other model.

use crate::compare::names::{Model, Scenario};
use crate::compare::params::World;
use crate::compare::rows::{Measure, Table};
use crate::report::figure::{Figure, Table as Numbers};

use super::charts::{band, colour, dots, legend, paired, path, Mark};
use super::criteria::capital;
use super::numbers::{difference, kind, shown, with_band, Kind};

/// Measures of which differences are drawn.
const PAIRED: [Measure; 6] = [
    Measure::Served,
    Measure::OverCloud,
    Measure::Margin,
    Measure::Retention,
    Measure::Return,
    Measure::Surplus,
];

/// A scenario's three figures.
pub fn html(table: &Table, scenario: Scenario) -> String {
    let mut out =
        format!(r#"<section id="{scenario:?}"><h2>{}</h2><div class="figures">"#, capital(scenario.label()));
    out += &measures(table, scenario).html("full");
    out += &prices(table, scenario).html("full");
    if table.models(scenario).contains(&Model::Ours) {
        out += &differences(table, scenario).html("full");
    }
    out + "</div></section>"
}

/// Every measure in which the models differ; the others in words.
fn measures(table: &Table, scenario: Scenario) -> Figure {
    let models = table.models(scenario);
    let mut numbers = Numbers::new(&["measure"]);
    numbers.columns.extend(models.iter().map(|model| model.label().to_owned()));
    let (mut drawings, mut same) = (vec![], vec![]);
    for measure in Measure::ALL {
        let show = |value: f64| shown(measure, value);
        let marks: Vec<Mark> = models
            .iter()
            .filter_map(|&model| {
                let band = band(table, model, scenario, measure)?;
                Some(Mark { label: model.label().into(), class: colour(model), band })
            })
            .collect();
        let mut row = vec![measure.label().to_owned()];
        row.extend(models.iter().map(|&model| {
            band(table, model, scenario, measure).map_or("–".into(), |band| with_band(show, band))
        }));
        numbers.rows.push(row);
        let first = marks.first().map(|mark| mark.band[0]);
        match first {
            Some(first) if marks.iter().flat_map(|mark| mark.band).all(|value| value == first) => {
                same.push(format!("{} ({})", measure.label(), show(first)));
            }
            _ => drawings.push(dots(measure.label(), &marks, false, &show)),
        }
    }
    let seeds = models.iter().map(|&model| table.of(model, scenario).len()).max().unwrap_or(0);
    let same = match same.is_empty() {
        true => String::new(),
        false => format!(" The same in every model and seed: {}.", same.join("; ")),
    };
    Figure {
        finding: served(table, scenario),
        shows: format!(
            "A dot is the median over {seeds} seeds, its bar goes from the 5th to the 95th percentile, the \
            number is the \
             median.{same}"
        ),
        legend: legend(),
        drawings,
        narrow: vec![],
        table: Some(numbers),
    }
}

/// Which model serves most, which leaves the largest surplus, and what ours comes to.
fn served(table: &Table, scenario: Scenario) -> String {
    let best = |measure| {
        table
            .models(scenario)
            .into_iter()
            .filter_map(|model| Some((model, table.percentile(model, scenario, measure, 50.0)?)))
            .filter(|(_, value)| value.is_finite())
            .max_by(|a, b| a.1.total_cmp(&b.1))
    };
    let ours = |measure| match table.percentile(Model::Ours, scenario, measure, 50.0) {
        Some(value) => format!("; ours: {}", shown(measure, value)),
        None => String::new(),
    };
    let say = |measure: Measure, what: &str| match best(measure) {
        Some((model, value)) => {
            format!("{what}: {} ({}){}", model.label(), shown(measure, value), ours(measure))
        }
        None => String::new(),
    };
    format!(
        "{}. {}.",
        say(Measure::Served, "Most jobs served"),
        say(Measure::Surplus, "Largest surplus, USD")
    )
}

fn prices(table: &Table, scenario: Scenario) -> Figure {
    let models = table.models(scenario);
    // One seed's peak would flatten all others: the scale ends at the highest band.
    let highest = models
        .iter()
        .flat_map(|&model| {
            let rows = table.of(model, scenario);
            let points = rows.iter().map(|row| row.path.len()).min().unwrap_or(0);
            (0..points).filter_map(move |at| {
                let sample: Vec<f64> = rows.iter().map(|row| row.path[at]).collect();
                crate::stats::percentile(&sample, 95.0)
            })
        })
        .filter(|value| value.is_finite())
        .fold(0.0, f64::max);
    let opening = World::default().price;
    Figure {
        finding: "NET's price, USD".into(),
        shows: format!(
            "The line is the median, the area the 5th to 95th percentile, the broken line the price at the \
            start, {opening} USD; \
             all on one scale. Without a token NET is a placebo that is traded beside the market."
        ),
        legend: vec![],
        drawings: models
            .iter()
            .map(|&model| path(table, scenario, model, highest.max(opening), opening))
            .collect(),
        narrow: vec![],
        table: None,
    }
}

fn differences(table: &Table, scenario: Scenario) -> Figure {
    let others: Vec<Model> =
        table.models(scenario).into_iter().filter(|&model| model != Model::Ours).collect();
    let mut numbers = Numbers::new(&["ours less"]);
    numbers.columns.extend(PAIRED.map(title));
    for &other in &others {
        let mut row = vec![other.label().to_owned()];
        row.extend(PAIRED.map(|measure| {
            paired(table, [Model::Ours, other], scenario, measure)
                .map_or("–".into(), |band| with_band(|value| difference(measure, value), band))
        }));
        numbers.rows.push(row);
    }
    let drawings = PAIRED
        .iter()
        .map(|&measure| {
            let marks: Vec<Mark> = others
                .iter()
                .filter_map(|&other| {
                    let band = paired(table, [Model::Ours, other], scenario, measure)?;
                    Some(Mark { label: format!("− {}", other.label()), class: colour(other), band })
                })
                .collect();
            dots(&title(measure), &marks, true, &|value| difference(measure, value))
        })
        .collect();
    let behind = others
        .iter()
        .filter_map(|&other| Some(paired(table, [Model::Ours, other], scenario, Measure::Surplus)?[1]))
        .filter(|&median| median < 0.0)
        .count();
    Figure {
        finding: format!(
            "Ours less each other model at the same seed: a smaller surplus than {behind} of {}",
            others.len()
        ),
        shows: "To the right of 0 ours has more, to the left less. Median of pairs and the 5th to 95th percentile."
            .into(),
        legend: vec![],
        drawings,
        narrow: vec![],
        table: Some(numbers),
    }
}

fn title(measure: Measure) -> String {
    match kind(measure) {
        Kind::Share => format!("{}: points", measure.label()),
        _ => measure.label().into(),
    }
}
