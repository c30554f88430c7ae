//! How jobs ended, over time: the settled above, all other endings below on a scale of their own, stacked.

use crate::report::data::{Outcome, OutcomeBucket, ReportData};
use crate::report::figure::{Figure, Table};
use crate::report::scale::round_domain;
use crate::report::svg::Svg;
use crate::report::{findings, format};

use super::{tip_line, Panel, WIDTHS};

const HEIGHT: f64 = 342.0;

/// Settled jobs and demands that were priced out above, other endings below.
fn panels(width: f64) -> [Panel; 2] {
    let x = (52.0, width - 14.0);
    [Panel { x, y: (30.0, 152.0) }, Panel { x, y: (194.0, 300.0) }]
}

/// Their colour.
const PRICED_OUT: &str = "fill o7";
const MOST_BARS: usize = 72;

/// The figure, with each ending's total in the legend.
pub fn figure(data: &ReportData) -> Figure {
    let (totals, priced_out) = (data.outcome_totals(), data.priced_out());
    Figure {
        finding: findings::outcomes(data),
        shows: "Jobs by the time at which they ended; beside them demands whose clients found every price too dear, by the \
                time at which they gave up. The endings below have a scale of their own. Shaded: NET falls by half."
            .to_owned(),
        legend: Outcome::ALL
            .into_iter()
            .zip(totals)
            .filter(|&(_, total)| total > 0)
            .map(|(outcome, total)| {
                (swatch(outcome), format!("{} {}", outcome.label(), format::whole(total as f64)))
            })
            .chain((priced_out > 0).then(|| {
                (PRICED_OUT.to_owned(), format!("priced out {}", format::whole(priced_out as f64)))
            }))
            .collect(),
        drawings: vec![drawing(data, WIDTHS[0])],
        narrow: vec![drawing(data, WIDTHS[1])],
        table: Some(table(data)),
    }
}

fn swatch(outcome: Outcome) -> String {
    let position = Outcome::ALL.iter().position(|&other| other == outcome).unwrap_or(0);
    format!("fill o{position}")
}

/// Buckets joined until there are few enough to tell apart.
fn joined(buckets: &[OutcomeBucket]) -> Vec<OutcomeBucket> {
    let size = buckets.len().div_ceil(MOST_BARS).max(1);
    buckets
        .chunks(size)
        .map(|chunk| {
            let mut sum = OutcomeBucket { hour: chunk[0].hour, ..OutcomeBucket::default() };
            sum.priced_out = chunk.iter().map(|bucket| bucket.priced_out).sum();
            for bucket in chunk {
                for (total, count) in sum.counts.iter_mut().zip(bucket.counts) {
                    *total += count;
                }
            }
            sum
        })
        .collect()
}

fn drawing(data: &ReportData, width: f64) -> String {
    let [upper, lower] = panels(width);
    let buckets = joined(&data.outcomes);
    let end = f64::from(data.days.max(1)) * 24.0;
    let last = buckets.last().map_or(end, |bucket| bucket.hour);
    let mut svg = Svg::new(width, HEIGHT);
    let hours = buckets.get(1).zip(buckets.first()).map_or(end, |(second, first)| second.hour - first.hour);
    // Jobs end after the last arrivals too: the axis runs as far as the buckets do.
    let days = ((last + hours) / 24.0 - 1e-9).ceil().max(f64::from(data.days)) as u32;
    upper.up(&mut svg, "settled and priced out, number a bar");
    lower.up(&mut svg, "all other endings, jobs a bar");
    for panel in [upper, lower] {
        panel.fall(&mut svg, days, data.backing.fall);
    }
    let others = |bucket: &OutcomeBucket| bucket.counts[1..].iter().sum::<u64>() as f64;
    let settled = |bucket: &OutcomeBucket| bucket.counts[0].max(bucket.priced_out) as f64;
    draw(&mut svg, upper, &buckets, hours, days, &[0], settled);
    draw(&mut svg, lower, &buckets, hours, days, &[1, 2, 3, 4, 5, 6], others);
    upper.time_axis(&mut svg, days, false);
    lower.time_axis(&mut svg, days, true);
    let x = upper.time(days);
    for bucket in &buckets {
        let mut tip = format::moment(bucket.hour);
        for (outcome, count) in Outcome::ALL.into_iter().zip(bucket.counts) {
            if count > 0 {
                tip += &tip_line(outcome.label(), &format::whole(count as f64));
            }
        }
        if bucket.priced_out > 0 {
            tip += &tip_line("priced out", &format::whole(bucket.priced_out as f64));
        }
        let edges = (x.at(bucket.hour), x.at(bucket.hour + hours).min(upper.x.1));
        svg.band(edges, (upper.y.0, lower.y.1), &tip);
    }
    svg.finish(&findings::outcomes(data))
}

fn draw(
    svg: &mut Svg,
    panel: Panel,
    buckets: &[OutcomeBucket],
    width: f64,
    days: u32,
    parts: &[usize],
    total: impl Fn(&OutcomeBucket) -> f64,
) {
    // Counts are whole, so the axis has whole steps and is never shorter than 2.
    let highest = buckets.iter().map(&total).fold(2.0, f64::max);
    let (low, high, step) = round_domain([0.0, highest], 3, true);
    let step = step.max(1.0);
    panel.value_axis(svg, (low, high), step, |value| format::tick(value, step));
    let (x, y) = (panel.time(days), panel.values((low, high)));
    let beside = parts == [0] && buckets.iter().any(|bucket| bucket.priced_out > 0);
    for bucket in buckets {
        let (left, mut right) = (x.at(bucket.hour), x.at(bucket.hour + width));
        let gap = ((right - left) * 0.18).clamp(0.4, 2.0);
        if beside {
            // Who was priced out stands beside who was served.
            let middle = (left + right) / 2.0;
            let top = y.at(bucket.priced_out as f64);
            if bucket.priced_out > 0 {
                svg.rect((middle, top), (right - middle - gap / 2.0, y.at(0.0) - top), 0.8, PRICED_OUT);
            }
            right = middle + gap / 2.0;
        }
        let mut below = 0.0;
        for &part in parts {
            let count = bucket.counts[part] as f64;
            if count > 0.0 {
                let (top, bottom) = (y.at(below + count), y.at(below));
                svg.rect(
                    (left + gap / 2.0, top),
                    (right - left - gap, bottom - top),
                    0.8,
                    &format!("fill o{part}"),
                );
            }
            below += count;
        }
    }
}

fn table(data: &ReportData) -> Table {
    let mut table = Table::new(&["time"]);
    table.columns.extend(Outcome::ALL.map(|outcome| outcome.label().to_owned()));
    table.columns.push("priced out".to_owned());
    for bucket in joined(&data.outcomes) {
        let mut row = vec![format::moment(bucket.hour)];
        row.extend(bucket.counts.map(|count| format::whole(count as f64)));
        row.push(format::whole(bucket.priced_out as f64));
        table.rows.push(row);
    }
    table
}
