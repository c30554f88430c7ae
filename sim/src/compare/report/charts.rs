//! Small multiples: a dot and a bar for each model or world; a price path with a band for each model.

use std::fmt::Write;

use crate::compare::names::{Model, Scenario};
use crate::compare::rows::{Measure, Table};
use crate::report::scale::{round_domain, ticks, Linear};
use crate::report::svg::{escape, polyline, Anchor, Svg};
use crate::stats::percentile;

use super::numbers::with_band;

const WIDTH: f64 = 340.0;
const LABEL: f64 = 142.0;
const VALUE: f64 = 70.0;
const ROW: f64 = 20.0;
const FOOT: f64 = 18.0;

/// The 5th, 50th and 95th percentile of a model's measure; none without a row that has it.
pub fn band(table: &Table, model: Model, scenario: Scenario, measure: Measure) -> Option<[f64; 3]> {
    let at = |p| table.percentile(model, scenario, measure, p);
    Some([at(5.0)?, at(50.0)?, at(95.0)?])
}

/// The same of the difference of two models' measures at the same seed.
pub fn paired(table: &Table, [a, b]: [Model; 2], scenario: Scenario, measure: Measure) -> Option<[f64; 3]> {
    let sample: Vec<f64> = table
        .pairs(a, b, scenario)
        .into_iter()
        .filter_map(|(a, b)| Some(a.get(measure)? - b.get(measure)?))
        .collect();
    let at = |p| percentile(&sample, p);
    Some([at(5.0)?, at(50.0)?, at(95.0)?])
}

/// The colour of a model: ours stands out whatever it came to.
pub fn colour(model: Model) -> &'static str {
    match model {
        Model::Ours => "k1",
        Model::OursAsDeployed | Model::OursShare | Model::OursEmission => "k4",
        Model::None | Model::Escrow => "k2",
        _ => "k0",
    }
}

/// What the colours mean, for a legend.
pub fn legend() -> Vec<(String, String)> {
    [("k1", "ours"), ("k4", "variants of ours"), ("k2", "no token"), ("k0", "others")]
        .map(|(swatch, label)| (format!("fill {swatch}"), label.to_owned()))
        .to_vec()
}

/// A line of a chart of dots.
pub struct Mark {
    /// Whose.
    pub label: String,
    /// Class of its colour.
    pub class: &'static str,
    /// 5th, 50th, 95th percentile.
    pub band: [f64; 3],
}

/// A chart under its title: for each mark a bar from the 5th to the 95th percentile, a dot at the median,
/// its value.
pub fn dots(title: &str, marks: &[Mark], with_zero: bool, show: &dyn Fn(f64) -> String) -> String {
    let mut out = format!("<h3>{}</h3>", escape(title));
    if marks.is_empty() {
        out.push_str("<p>No run has it.</p>");
        return out;
    }
    let finite = marks.iter().flat_map(|mark| mark.band).filter(|value| value.is_finite());
    let (low, high, step) = round_domain(finite, 3, with_zero);
    let bottom = 4.0 + marks.len() as f64 * ROW;
    let scale = Linear::new((low, high), (LABEL + 8.0, WIDTH - VALUE - 8.0));
    let x = |value: f64| scale.at(if value.is_nan() { low } else { value.clamp(low, high) });
    let mut svg = Svg::new(WIDTH, bottom + FOOT);
    let mut edge = f64::NEG_INFINITY;
    for tick in ticks(low, high, step) {
        let class = if tick == 0.0 { "axis" } else { "grid" };
        svg.line((x(tick), 0.0), (x(tick), bottom), class);
        let label = show(tick);
        let half = crate::report::svg::text_width("tick", &label) / 2.0;
        if x(tick) - half > edge {
            svg.text((x(tick), bottom + 13.0), Anchor::Middle, "tick", &label);
            edge = x(tick) + half + 2.0;
        }
    }
    for (place, mark) in marks.iter().enumerate() {
        let y = 4.0 + (place as f64 + 0.5) * ROW;
        let [five, median, ninety_five] = mark.band;
        svg.text((0.0, y + 4.0), Anchor::Start, "note", &mark.label);
        svg.line((x(five), y), (x(ninety_five), y), &format!("bar5 {}", mark.class));
        let tip = format!(
            "{}\n{}\t{}\n5th percentile\t{}\n95th percentile\t{}",
            mark.label,
            "median",
            show(median),
            show(five),
            show(ninety_five)
        );
        svg.circle_with_tip((x(median), y), 5.0, &format!("dot {}", mark.class), &tip);
        svg.text((WIDTH, y + 4.0), Anchor::End, "value", &show(median));
    }
    let described: Vec<String> =
        marks.iter().map(|mark| format!("{} {}", mark.label, with_band(show, mark.band))).collect();
    out.push_str(&svg.finish(&format!("{title}: {}", described.join("; "))));
    out
}

/// NET's price through a scenario under a model, on a scale up to `highest`; the broken line is the price
/// at the start.
pub fn path(table: &Table, scenario: Scenario, model: Model, highest: f64, opening: f64) -> String {
    let mut out = format!("<h3>{}</h3>", escape(model.label()));
    let (width, height, left, top, bottom) = (WIDTH, 132.0, 34.0, 8.0, 112.0);
    let rows = table.of(model, scenario);
    let points = rows.iter().map(|row| row.path.len()).min().unwrap_or(0);
    let (_, high, step) = round_domain([0.0, highest], 2, true);
    let y = Linear::new((0.0, high), (bottom, top));
    let x = Linear::new((1.0, points.max(2) as f64), (left + 6.0, width - 66.0));
    let line = |p: f64| -> Vec<(f64, f64)> {
        (0..points)
            .filter_map(|at| {
                let sample: Vec<f64> = rows.iter().map(|row| row.path[at]).collect();
                let value = percentile(&sample, p).filter(|value| value.is_finite())?;
                Some((x.at(at as f64 + 1.0), y.at(value.min(high))))
            })
            .collect()
    };
    let (low, middle, upper) = (line(5.0), line(50.0), line(95.0));
    let mut svg = Svg::new(width, height);
    for tick in ticks(0.0, high, step) {
        svg.line((left, y.at(tick)), (width - 60.0, y.at(tick)), if tick == 0.0 { "axis" } else { "grid" });
        let label = crate::report::format::tick(tick, step);
        svg.text((left - 6.0, y.at(tick) + 4.0), Anchor::End, "tick", &label);
    }
    svg.line((left, y.at(opening)), (width - 60.0, y.at(opening)), "opening");
    let mut outline = upper;
    outline.extend(low.into_iter().rev());
    if !outline.is_empty() {
        svg.path(&format!("{}Z", polyline(&outline)), &format!("area {}", colour(model)));
    }
    svg.path(&polyline(&middle), &format!("series {}", colour(model)));
    let last: Vec<f64> = rows.iter().filter_map(|row| row.path.last().copied()).collect();
    let last = percentile(&last, 50.0).filter(|value| value.is_finite());
    if let (Some(&(x, y)), Some(value)) = (middle.last(), last) {
        svg.text((x + 8.0, y + 4.0), Anchor::Start, "value", &format!("{value:.2}"));
    }
    svg.text((left + 6.0, bottom + 15.0), Anchor::Start, "tick", "first tenth");
    svg.text((width - 66.0, bottom + 15.0), Anchor::End, "tick", "end");
    let end = last.map_or(String::new(), |value| format!("; it ends at a median of {value:.2} USD"));
    let _ = write!(
        out,
        "{}",
        svg.finish(&format!(
            "NET's price under {}: median and the 5th to 95th percentile{end}",
            model.label()
        ))
    );
    out
}
