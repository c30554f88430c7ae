//! Collateral over recent price in each class over time: of all open credits, and of the provider that has
//! least.

use crate::report::backing::{Backing, BackingPoint};
use crate::report::data::ReportData;
use crate::report::figure::{Figure, Table};
use crate::report::findings;
use crate::report::format;
use crate::report::scale::Linear;
use crate::report::svg::{polyline, Anchor, Svg};

use super::{bands, class_colour, days_with, price, tip_line, Panel};

const SIZE: (f64, f64) = (362.0, 280.0);
const PANEL: Panel = Panel { x: (52.0, 306.0), y: (54.0, 240.0) };
/// Below this a credit that is not served brings less than its price.
const WHOLE: f64 = 1.0;
/// Where the axis may be marked: it is drawn by ratio.
const MARKS: [f64; 12] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0];

/// The figure: one drawing per class.
pub fn figure(data: &ReportData) -> Figure {
    let days = days_with(data.days, data.backing.points.iter().flatten().map(|point| point.hour));
    Figure {
        finding: findings::collateral(data),
        shows: "Collateral of open credits over their recent price, by ratio. Strong: all providers of the class. Thin: the \
                one that has least. Dashed: 100 %, below which a credit that is not served brings less than its price. \
                Shaded: NET falls by half."
            .to_owned(),
        legend: Vec::new(),
        drawings: data
            .classes
            .iter()
            .enumerate()
            .map(|(i, class)| {
                let points = data.backing.points.get(i).map_or(&[][..], Vec::as_slice);
                drawing(&class.name, points, i, days, &data.backing)
            })
            .collect(),
        narrow: Vec::new(),
        table: Some(table(data)),
    }
}

/// The marks that enclose the values.
fn domain(points: &[BackingPoint]) -> (f64, f64) {
    let low = points.iter().map(|point| point.weakest).fold(WHOLE, f64::min);
    let high = points.iter().map(|point| point.collateral).fold(2.0, f64::max);
    let below = MARKS.into_iter().rev().find(|mark| *mark <= low).unwrap_or(MARKS[0]);
    let above = MARKS.into_iter().find(|mark| *mark >= high).unwrap_or(high);
    (below, above)
}

fn drawing(name: &str, points: &[BackingPoint], index: usize, days: u32, backing: &Backing) -> String {
    let mut svg = Svg::new(SIZE.0, SIZE.1);
    let colour = class_colour(index);
    svg.rect((0.0, 8.0), (10.0, 10.0), 3.0, &format!("fill {colour}"));
    svg.text((16.0, 18.0), Anchor::Start, "name", name);
    let (low, high) = domain(points);
    let x = PANEL.time(days);
    let scale = Linear::new((low.ln(), high.ln()), (PANEL.y.1, PANEL.y.0));
    let y = |ratio: f64| scale.at(ratio.clamp(low, high).ln());
    PANEL.fall(&mut svg, days, backing.fall);
    PANEL.up(&mut svg, "collateral, % of recent price");
    for mark in MARKS.into_iter().filter(|mark| (low..=high).contains(mark)) {
        svg.line((PANEL.x.0, y(mark)), (PANEL.x.1, y(mark)), if mark == low { "axis" } else { "grid" });
        svg.text((PANEL.x.0 - 8.0, y(mark) + 4.0), Anchor::End, "tick", &format::percent(mark));
    }
    PANEL.time_axis(&mut svg, days, true);
    svg.line((PANEL.x.0, y(WHOLE)), (PANEL.x.1, y(WHOLE)), "trigger");
    let curve = |value: fn(&BackingPoint) -> f64| -> Vec<(f64, f64)> {
        points.iter().map(|point| (x.at(point.hour), y(value(point)))).collect()
    };
    let all = curve(|point| point.collateral);
    svg.path(&polyline(&all), &format!("series {colour}"));
    svg.path(&polyline(&curve(|point| point.weakest)), &format!("series thin {colour}"));
    if let (Some(&at), Some(last)) = (all.last(), points.last()) {
        svg.circle(at, 3.5, &format!("dot {colour}"));
        svg.text((at.0 + 8.0, at.1 + 4.0), Anchor::Start, "value", &format::percent(last.collateral));
    }
    let positions: Vec<f64> = all.iter().map(|&(x, _)| x).collect();
    for (point, edges) in points.iter().zip(bands(&positions, PANEL.x)) {
        let tip = format::moment(point.hour)
            + &tip_line("collateral", &format::percent(point.collateral))
            + &tip_line("the least", &format::percent(point.weakest))
            + &tip_line("recent price per GPU-hour", &price(point.price));
        svg.band(edges, PANEL.y, &tip);
    }
    svg.finish(&description(name, points))
}

fn description(name: &str, points: &[BackingPoint]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return format!("{name}: nothing is owed");
    };
    format!(
        "{name}: collateral over recent price from {} to {}",
        format::percent(first.collateral),
        format::percent(last.collateral)
    )
}

fn table(data: &ReportData) -> Table {
    let mut table = Table::new(&[
        "time",
        "class",
        "collateral over recent price",
        "the least",
        "recent price, NET per GPU-hour",
        "owed, GPU-hours",
    ]);
    for (class, points) in data.classes.iter().zip(&data.backing.points) {
        for point in points {
            table.rows.push(vec![
                format::moment(point.hour),
                class.name.clone(),
                format::percent(point.collateral),
                format::percent(point.weakest),
                format::compact(point.price),
                format::compact(point.owed),
            ]);
        }
    }
    table
}
