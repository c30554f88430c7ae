//! Revenue from its sources to its uses, the width of each stream in proportion.

use std::fmt::Write;

use crate::report::data::{ReportData, Revenue};
use crate::report::figure::{Figure, Table};
use crate::report::svg::{Anchor, Svg};
use crate::report::{findings, format};

use super::{price, WIDTHS};

const HEIGHT: f64 = 330.0;
const TOP: f64 = 18.0;
const DRAWN: f64 = 236.0;
const GAP: f64 = 20.0;
const NODE: f64 = 10.0;
/// Left edges of sources, sum and uses in a drawing of this width.
fn columns(width: f64) -> [f64; 3] {
    let label = if width < WIDTHS[0] { 98.0 } else { 122.0 };
    [label, (width - NODE) / 2.0, width - label - NODE]
}

struct Part {
    label: &'static str,
    amount: f64,
    class: &'static str,
}

/// The figure.
pub fn figure(data: &ReportData) -> Figure {
    let revenue = &data.revenue;
    let mut table = Table::new(&["revenue", "NET", "share"]);
    for part in sources(revenue).iter().chain(&uses(revenue)) {
        let share = if revenue.total() > 0.0 { part.amount / revenue.total() } else { 0.0 };
        table.rows.push(vec![part.label.to_owned(), format::compact(part.amount), format::percent(share)]);
    }
    Figure {
        finding: findings::revenue(data),
        shows: "From its sources on the left to its uses on the right, in NET. Slashes are no revenue."
            .to_owned(),
        legend: Vec::new(),
        drawings: vec![drawing(data, WIDTHS[0])],
        narrow: vec![drawing(data, WIDTHS[1])],
        table: Some(table),
    }
}

fn sources(revenue: &Revenue) -> [Part; 3] {
    [
        Part { label: "take on jobs", amount: revenue.take, class: "k0" },
        Part { label: "swap fees", amount: revenue.swap_fees, class: "k2" },
        Part { label: "spread", amount: revenue.spread, class: "k1" },
    ]
}

fn uses(revenue: &Revenue) -> [Part; 4] {
    [
        Part { label: "burned", amount: revenue.burned, class: "burn" },
        Part { label: "stakers", amount: revenue.stakers, class: "k3" },
        Part { label: "liquidity", amount: revenue.liquidity, class: "k2" },
        Part { label: "pending", amount: revenue.pending, class: "o1" },
    ]
}

fn drawing(data: &ReportData, width: f64) -> String {
    let columns = columns(width);
    let revenue = &data.revenue;
    let mut svg = Svg::new(width, HEIGHT);
    let total = revenue.total();
    if total <= 0.0 {
        svg.text((width / 2.0, HEIGHT / 2.0), Anchor::Middle, "note", "no revenue");
        return svg.finish("No revenue");
    }
    let present = |parts: Vec<Part>| parts.into_iter().filter(|part| part.amount > 0.0).collect::<Vec<_>>();
    let (left, right) = (present(sources(revenue).into()), present(uses(revenue).into()));
    let middle_top = TOP + GAP * (right.len().max(1) - 1) as f64 / 2.0;
    svg.rect((columns[1], middle_top), (NODE, DRAWN), 3.0, "ink");
    svg.text((columns[1] + NODE / 2.0, middle_top + DRAWN + 20.0), Anchor::Middle, "value", &price(total));
    svg.text((columns[1] + NODE / 2.0, middle_top + DRAWN + 36.0), Anchor::Middle, "note", "revenue");

    let mut y = middle_top - GAP * (left.len() - 1) as f64 / 2.0;
    let mut middle = middle_top;
    // Labels are two lines high; those of thin streams move down until they clear the one above.
    let mut free = f64::NEG_INFINITY;
    for part in &left {
        let height = DRAWN * part.amount / total;
        svg.rect(
            (columns[0], y),
            (NODE, height.max(1.5)),
            3.0_f64.min(height / 2.0),
            &format!("fill {}", part.class),
        );
        stream(&mut svg, (columns[0] + NODE, y), (columns[1], middle), height, part.class);
        let at = (y + height / 2.0).max(free);
        label(&mut svg, (columns[0] - 10.0, at), Anchor::End, part);
        free = at + 36.0;
        y += height + GAP;
        middle += height;
    }
    let (mut y, mut middle) = (TOP, middle_top);
    let mut free = f64::NEG_INFINITY;
    for part in &right {
        let height = DRAWN * part.amount / total;
        svg.rect(
            (columns[2], y),
            (NODE, height.max(1.5)),
            3.0_f64.min(height / 2.0),
            &format!("fill {}", part.class),
        );
        stream(&mut svg, (columns[1] + NODE, middle), (columns[2], y), height, part.class);
        let at = (y + height / 2.0).max(free);
        label(&mut svg, (columns[2] + NODE + 10.0, at), Anchor::Start, part);
        free = at + 36.0;
        y += height + GAP;
        middle += height;
    }
    svg.finish(&findings::revenue(data))
}

fn label(svg: &mut Svg, at: (f64, f64), anchor: Anchor, part: &Part) {
    svg.text((at.0, at.1 - 2.0), anchor, "name", part.label);
    svg.text((at.0, at.1 + 14.0), anchor, "note", &price(part.amount));
}

/// A band of constant height that leaves and arrives level.
fn stream(svg: &mut Svg, from: (f64, f64), to: (f64, f64), height: f64, class: &str) {
    let middle = (from.0 + to.0) / 2.0;
    let mut path = String::new();
    let _ = write!(
        path,
        "M{:.1} {:.1}C{middle:.1} {:.1} {middle:.1} {:.1} {:.1} {:.1}V{:.1}C{middle:.1} {:.1} {middle:.1} {:.1} {:.1} {:.1}Z",
        from.0,
        from.1,
        from.1,
        to.1,
        to.0,
        to.1,
        to.1 + height,
        to.1 + height,
        from.1 + height,
        from.0,
        from.1 + height
    );
    svg.path(&path, &format!("stream {class}"));
}
