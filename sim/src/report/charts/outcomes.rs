//! How jobs ended, over time: the settled above, all other endings below on a scale of their own, stacked.

use crate::report::data::{Outcome, OutcomeBucket, ReportData};
use crate::report::figure::{Figure, Table};
use crate::report::scale::round_domain;
use crate::report::svg::{Anchor, Svg};
use crate::report::{findings, format};

use super::{tip_line, Panel};

const SIZE: (f64, f64) = (540.0, 330.0);
const SETTLED: Panel = Panel { x: (52.0, 526.0), y: (26.0, 152.0) };
const OTHERS: Panel = Panel { x: (52.0, 526.0), y: (194.0, 300.0) };
const MOST_BARS: usize = 72;

/// The figure, with each ending's total in the legend.
pub fn figure(data: &ReportData) -> Figure {
    let totals = data.outcome_totals();
    Figure {
        finding: findings::outcomes(data),
        shows: "Jobs by the time at which they ended. The endings below have a scale of their own."
            .to_owned(),
        legend: Outcome::ALL
            .into_iter()
            .zip(totals)
            .filter(|&(_, total)| total > 0)
            .map(|(outcome, total)| {
                (swatch(outcome), format!("{} {}", outcome.label(), format::whole(total as f64)))
            })
            .collect(),
        drawings: vec![drawing(data)],
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
            let mut sum = OutcomeBucket { hour: chunk[0].hour, counts: [0; 7] };
            for bucket in chunk {
                for (total, count) in sum.counts.iter_mut().zip(bucket.counts) {
                    *total += count;
                }
            }
            sum
        })
        .collect()
}

fn drawing(data: &ReportData) -> String {
    let buckets = joined(&data.outcomes);
    let end = f64::from(data.days.max(1)) * 24.0;
    let last = buckets.last().map_or(end, |bucket| bucket.hour);
    let mut svg = Svg::new(SIZE.0, SIZE.1);
    let width = buckets.get(1).zip(buckets.first()).map_or(end, |(second, first)| second.hour - first.hour);
    // Jobs end after the last arrivals too: the axis runs as far as the buckets do.
    let days = ((last + width) / 24.0 - 1e-9).ceil().max(f64::from(data.days)) as u32;
    svg.text((0.0, 12.0), Anchor::Start, "note", "settled jobs");
    svg.text((0.0, 180.0), Anchor::Start, "note", "all other endings");
    let others = |bucket: &OutcomeBucket| bucket.counts[1..].iter().sum::<u64>() as f64;
    draw(&mut svg, SETTLED, &buckets, width, days, &[0], |bucket| bucket.counts[0] as f64);
    draw(&mut svg, OTHERS, &buckets, width, days, &[1, 2, 3, 4, 5, 6], others);
    SETTLED.time_axis(&mut svg, days, false);
    OTHERS.time_axis(&mut svg, days, true);
    let x = SETTLED.time(days);
    for bucket in &buckets {
        let mut tip = format::moment(bucket.hour);
        for (outcome, count) in Outcome::ALL.into_iter().zip(bucket.counts) {
            if count > 0 {
                tip += &tip_line(outcome.label(), &format::whole(count as f64));
            }
        }
        let edges = (x.at(bucket.hour), x.at(bucket.hour + width).min(SETTLED.x.1));
        svg.band(edges, (SETTLED.y.0, OTHERS.y.1), &tip);
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
    for bucket in buckets {
        let (left, right) = (x.at(bucket.hour), x.at(bucket.hour + width));
        let gap = ((right - left) * 0.18).clamp(0.4, 2.0);
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
    for bucket in joined(&data.outcomes) {
        let mut row = vec![format::moment(bucket.hour)];
        row.extend(bucket.counts.map(|count| format::whole(count as f64)));
        table.rows.push(row);
    }
    table
}
