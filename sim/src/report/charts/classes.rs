//! Price of each hardware class over time, above its utilisation on the same time axis.

use crate::report::data::{ClassSeries, ReportData};
use crate::report::figure::{Figure, Table};
use crate::report::scale::round_domain;
use crate::report::svg::{area, polyline, Anchor, Svg};
use crate::report::{findings, format};

use super::{bands, class_colour, price, tip_line, Panel};

const SIZE: (f64, f64) = (362.0, 350.0);
const PRICE: Panel = Panel { x: (40.0, 306.0), y: (66.0, 206.0) };
const LOAD: Panel = Panel { x: (40.0, 306.0), y: (236.0, 310.0) };

/// The figure: one drawing per class.
pub fn figure(data: &ReportData) -> Figure {
    Figure {
        finding: findings::prices(data),
        shows: "Above: pool price in NET per GPU-hour, each class on its own scale. Below: GPUs busy, as a \
                share of those offered. ρ is the rank correlation of the two, before and after the fall of NET. \
                Shaded: NET falls by half."
            .to_owned(),
        legend: Vec::new(),
        drawings: data.classes.iter().enumerate().map(|(i, class)| drawing(class, i, data)).collect(),
        narrow: Vec::new(),
        table: Some(table(data)),
    }
}

fn drawing(class: &ClassSeries, index: usize, data: &ReportData) -> String {
    let days = data.days;
    let mut svg = Svg::new(SIZE.0, SIZE.1);
    let colour = class_colour(index);
    svg.rect((0.0, 8.0), (10.0, 10.0), 3.0, &format!("fill {colour}"));
    svg.text((16.0, 18.0), Anchor::Start, "name", &class.name);
    if let Some(correlation) = class.correlation() {
        let text = format!("ρ = {correlation:.2}").replace('-', "−");
        svg.text((SIZE.0 - 2.0, 18.0), Anchor::End, "note strong", &text);
    }
    let size = format!("{} GPUs, {} jobs", class.gpus, format::whole(class.jobs as f64));
    svg.text((16.0, 34.0), Anchor::Start, "note", &size);
    for panel in [PRICE, LOAD] {
        panel.fall(&mut svg, days, data.backing.fall);
    }
    draw_price(&mut svg, class, &colour, days);
    draw_load(&mut svg, class, &colour, days);
    draw_bands(&mut svg, class, days);
    svg.finish(&description(class))
}

fn draw_price(svg: &mut Svg, class: &ClassSeries, colour: &str, days: u32) {
    let (low, high, step) = round_domain(class.points.iter().map(|point| point.price), 4, false);
    PRICE.up(svg, "price, NET per GPU-hour");
    PRICE.value_axis(svg, (low, high), step, |value| format::tick(value, step));
    PRICE.time_axis(svg, days, false);
    let (x, y) = (PRICE.time(days), PRICE.values((low, high)));
    let points: Vec<_> = class.points.iter().map(|point| (x.at(point.hour), y.at(point.price))).collect();
    svg.path(&polyline(&points), &format!("series {colour}"));
    let Some((&at, last)) = points.last().zip(class.points.last()) else { return };
    svg.circle(at, 3.5, &format!("dot {colour}"));
    svg.text((at.0 + 8.0, at.1 + 4.0), Anchor::Start, "value", &format::compact(last.price));
}

fn draw_load(svg: &mut Svg, class: &ClassSeries, colour: &str, days: u32) {
    LOAD.up(svg, "utilisation, % of GPUs offered");
    LOAD.value_axis(svg, (0.0, 1.0), 0.5, |value| format!("{:.0}%", value * 100.0));
    LOAD.time_axis(svg, days, true);
    let (x, y) = (LOAD.time(days), LOAD.values((0.0, 1.0)));
    let points: Vec<_> = class
        .points
        .iter()
        .map(|point| (x.at(point.hour), y.at(point.utilisation.clamp(0.0, 1.0))))
        .collect();
    svg.path(&area(&points, LOAD.y.1), &format!("area {colour}"));
    svg.path(&polyline(&points), &format!("series thin {colour}"));
}

fn draw_bands(svg: &mut Svg, class: &ClassSeries, days: u32) {
    let x = PRICE.time(days);
    let positions: Vec<f64> = class.points.iter().map(|point| x.at(point.hour)).collect();
    for (point, edges) in class.points.iter().zip(bands(&positions, PRICE.x)) {
        let tip = format::moment(point.hour)
            + &tip_line("price per GPU-hour", &price(point.price))
            + &tip_line("utilisation", &format::percent(point.utilisation));
        svg.band(edges, (PRICE.y.0, LOAD.y.1), &tip);
    }
}

fn description(class: &ClassSeries) -> String {
    let range = |values: Vec<f64>| {
        values
            .into_iter()
            .fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)))
    };
    let prices = range(class.points.iter().map(|point| point.price).collect());
    let load = range(class.points.iter().map(|point| point.utilisation).collect());
    if class.points.is_empty() {
        return format!("{}: no samples", class.name);
    }
    format!(
        "{}: price between {} and {} per GPU-hour, utilisation between {} and {}",
        class.name,
        price(prices.0),
        price(prices.1),
        format::percent(load.0),
        format::percent(load.1)
    )
}

fn table(data: &ReportData) -> Table {
    let mut table = Table::new(&["time", "class", "NET per GPU-hour", "utilisation"]);
    for class in &data.classes {
        for point in &class.points {
            table.rows.push(vec![
                format::moment(point.hour),
                class.name.clone(),
                format::compact(point.price),
                format::percent(point.utilisation),
            ]);
        }
    }
    table
}
