//! Price against utilisation, a dot for each sample of each class.

use crate::report::data::{ClassPoint, ClassSeries, ReportData};
use crate::report::figure::Figure;
use crate::report::scale::round_domain;
use crate::report::svg::{Anchor, Svg};
use crate::report::{findings, format};
use crate::stats::percentile;

use super::{class_colour, price, tip_line, Panel, WIDTHS};

const HEIGHT: f64 = 372.0;

fn panel(width: f64) -> Panel {
    Panel { x: (52.0, width - 14.0), y: (30.0, 324.0) }
}

/// The figure. Prices are in NET of the start, relative to their class's median, so that days and classes
/// compare.
pub fn figure(data: &ReportData) -> Figure {
    Figure {
        finding: findings::relation(data),
        shows:
            "Each dot is one sample of one class: GPUs busy across, price in NET of the start, relative to the class's \
             median, up."
                .to_owned(),
        legend: data
            .classes
            .iter()
            .enumerate()
            .map(|(i, class)| (format!("fill {}", class_colour(i)), class.name.clone()))
            .collect(),
        drawings: vec![drawing(data, WIDTHS[0])],
        narrow: vec![drawing(data, WIDTHS[1])],
        table: None,
    }
}

fn median_price(class: &ClassSeries) -> f64 {
    let prices: Vec<f64> = class.points.iter().map(ClassPoint::deflated).collect();
    percentile(&prices, 50.0).filter(|&median| median > 0.0).unwrap_or(1.0)
}

fn drawing(data: &ReportData, width: f64) -> String {
    let panel = panel(width);
    let mut svg = Svg::new(width, HEIGHT);
    let medians: Vec<f64> = data.classes.iter().map(median_price).collect();
    let relative = data
        .classes
        .iter()
        .zip(&medians)
        .flat_map(|(class, median)| class.points.iter().map(move |point| point.deflated() / median));
    let (low, high, step) = round_domain(relative, 5, false);
    panel.value_axis(&mut svg, (low, high), step, |value| format!("{}×", format::tick(value, step)));
    panel.up(&mut svg, "price, × the class's median");
    let x = crate::report::scale::Linear::new((0.0, 1.0), panel.x);
    let y = panel.values((low, high));
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let text = format!("{:.0}%", share * 100.0);
        svg.text((x.at(share), panel.y.1 + 18.0), Anchor::Middle, "tick", &text);
    }
    panel.across(&mut svg, "utilisation, % of GPUs offered");
    for (i, (class, median)) in data.classes.iter().zip(&medians).enumerate() {
        let style = format!("mark {}", class_colour(i));
        for point in &class.points {
            let at = (x.at(point.utilisation.clamp(0.0, 1.0)), y.at(point.deflated() / median));
            let tip = format!("{}, {}", class.name, format::moment(point.hour))
                + &tip_line("price per GPU-hour", &price(point.price))
                + &tip_line("utilisation", &format::percent(point.utilisation));
            svg.circle_with_tip(at, 3.4, &style, &tip);
        }
    }
    svg.finish(&findings::relation(data))
}
