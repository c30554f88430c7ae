//! Supply of the network token, and what was burned, over time.

use crate::report::data::{NetworkPoint, ReportData};
use crate::report::figure::{Figure, Table};
use crate::report::scale::round_domain;
use crate::report::svg::{area, polyline, Anchor, Svg};
use crate::report::{findings, format};

use super::{bands, days_with, price, tip_line, Panel, WIDTHS};

const HEIGHT: f64 = 342.0;

/// Supply above, burns below.
fn panels(width: f64) -> [Panel; 2] {
    let x = (84.0, width - 14.0);
    [Panel { x, y: (30.0, 132.0) }, Panel { x, y: (178.0, 300.0) }]
}

/// The figure: two panels on one time axis.
pub fn figure(data: &ReportData) -> Figure {
    Figure {
        finding: findings::network(data),
        shows:
            "Above: total supply of NET (the axis does not start at zero). Below: NET burned since the start. Shaded: \
             NET falls by half."
                .to_owned(),
        legend: Vec::new(),
        drawings: vec![drawing(data, WIDTHS[0])],
        narrow: vec![drawing(data, WIDTHS[1])],
        table: Some(table(&data.network)),
    }
}

fn drawing(data: &ReportData, width: f64) -> String {
    let [upper, lower] = panels(width);
    let mut svg = Svg::new(width, HEIGHT);
    let points = &data.network;
    let days = days_with(data.days, points.iter().map(|point| point.hour));
    upper.up(&mut svg, "supply, NET");
    lower.up(&mut svg, "burned, NET");
    for panel in [upper, lower] {
        panel.fall(&mut svg, days, data.backing.fall);
    }
    let supply = trace(&mut svg, upper, (points, days), |point| point.supply, false);
    svg.path(&polyline(&supply), "series k0");
    let burned = trace(&mut svg, lower, (points, days), |point| point.burned, true);
    svg.path(&area(&burned, lower.y.1), "area burn");
    svg.path(&polyline(&burned), "series burn");
    upper.time_axis(&mut svg, days, false);
    lower.time_axis(&mut svg, days, true);
    if let (Some(&at), Some(last)) = (burned.last(), points.last()) {
        svg.circle(at, 3.5, "dot burn");
        svg.text((at.0 - 8.0, at.1 + 4.0), Anchor::End, "value", &price(last.burned));
    }
    if let Some(&at) = supply.last() {
        svg.circle(at, 3.5, "dot k0");
    }
    let positions: Vec<f64> = burned.iter().map(|&(x, _)| x).collect();
    for (point, edges) in points.iter().zip(bands(&positions, lower.x)) {
        let tip = format::moment(point.hour)
            + &tip_line("supply", &format!("{} NET", format::whole(point.supply)))
            + &tip_line("burned", &price(point.burned));
        svg.band(edges, (upper.y.0, lower.y.1), &tip);
    }
    svg.finish(&findings::network(data))
}

/// Draws the value axis of one panel and returns its curve.
fn trace(
    svg: &mut Svg,
    panel: Panel,
    (points, days): (&[NetworkPoint], u32),
    value: impl Fn(&NetworkPoint) -> f64,
    with_zero: bool,
) -> Vec<(f64, f64)> {
    let (low, high, step) = round_domain(points.iter().map(&value), 3, with_zero);
    panel.value_axis(svg, (low, high), step, |value| format::tick(value, step));
    let (x, y) = (panel.time(days), panel.values((low, high)));
    points.iter().map(|point| (x.at(point.hour), y.at(value(point)))).collect()
}

fn table(points: &[NetworkPoint]) -> Table {
    let mut table = Table::new(&["time", "supply, NET", "burned, NET"]);
    table.rows = points
        .iter()
        .map(|point| {
            vec![format::moment(point.hour), format::whole(point.supply), format::compact(point.burned)]
        })
        .collect();
    table
}
