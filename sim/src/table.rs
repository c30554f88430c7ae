//! The plain table at the end of a run.

use std::fmt::Write;

use crate::engine::Summary;
use crate::report::backing::BackingPoint;
use crate::report::data::{Outcome, ReportData};
use crate::report::format::{moment, percent};

/// Everything in one screen or two, columns aligned.
pub fn render(summary: &Summary) -> String {
    let mut out = String::new();
    let data = &summary.report;
    let line = |out: &mut String, name: &str, value: String| {
        let _ = writeln!(out, "  {name:<48} {value:>16}");
    };
    out.push_str("Jobs\n");
    for (name, count) in &summary.counts {
        line(&mut out, name, count.to_string());
    }
    out.push_str("Outcomes\n");
    for (outcome, count) in Outcome::ALL.into_iter().zip(data.outcome_totals()) {
        line(&mut out, outcome.label(), count.to_string());
    }
    out.push_str("Price of a GPU-hour, NET: at the start of each day, then at the end\n");
    for class in &data.classes {
        let mut path: Vec<String> =
            class.points.iter().step_by(24).map(|point| format!("{:.2}", point.price)).collect();
        path.extend(class.points.last().map(|point| format!("{:.2}", point.price)));
        let _ = writeln!(out, "  {:<22} {}", class.name, path.join("  "));
    }
    out.push_str("Rank correlation of hourly price and utilisation, before and after the fall of NET\n");
    for class in &data.classes {
        let rho = class.correlation().map_or("none".into(), |rho| format!("{rho:.3}"));
        line(&mut out, &class.name, rho);
    }
    out.push_str("NET\n");
    let revenue = data.revenue;
    for (name, amount) in [
        ("paid for compute, take included", data.volume),
        ("take", revenue.take),
        ("protocol's share of swap fees", revenue.swap_fees),
        ("revenue", revenue.total()),
        ("burned from revenue", revenue.burned),
        ("stakers", revenue.stakers),
        ("protocol-owned liquidity", revenue.liquidity),
        ("insurance", revenue.insurance),
        ("pending", revenue.pending),
        ("slashed", data.slashed()),
        ("burned from slashes", summary.metrics.burned_slashes.u128() as f64 / 1e6),
        ("supply at the start", data.network.first().map_or(0.0, |point| point.supply)),
        ("supply at the end", data.network.last().map_or(0.0, |point| point.supply)),
    ] {
        line(&mut out, name, format!("{amount:.6}"));
    }
    backing(&mut out, data);
    out.push_str(
        "Providers                 reputation   settled    late   fraud   calls ignored     slashed NET\n",
    );
    for provider in &data.providers {
        let _ = writeln!(
            out,
            "  {:<24} {:>8.2} % {:>9} {:>7} {:>7} {:>7} {:>7} {:>15.6}",
            provider.name,
            provider.score() * 100.0,
            provider.settled,
            provider.late,
            provider.frauds,
            provider.calls,
            provider.ignored,
            provider.slashed
        );
    }
    out.push_str("Where the time went\n");
    for phase in &data.phases {
        line(&mut out, &phase.label, format!("{:.2} s", phase.seconds));
    }
    out
}

/// Auctions shown: those in which most was bought or taken over.
const MOST_CLOSINGS: usize = 12;

/// What stands behind credits.
fn backing(out: &mut String, data: &ReportData) {
    let backing = &data.backing;
    out.push_str("Coverage (bonds less locks over what is owed at the closing price), as the prices above\n");
    let daily = |points: &[BackingPoint], value: fn(&BackingPoint) -> f64| {
        let mut path: Vec<String> = points.iter().step_by(24).map(|point| percent(value(point))).collect();
        path.extend(points.last().map(|point| percent(value(point))));
        path.join("  ")
    };
    for (class, points) in data.classes.iter().zip(&backing.points) {
        let _ = writeln!(out, "  {:<22} {}", class.name, daily(points, |point| point.coverage));
        let _ = writeln!(out, "  {:<22} {}", "  covered worst", daily(points, |point| point.weakest));
    }
    let mut rows: Vec<_> = backing.closings.iter().collect();
    rows.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    let _ = writeln!(out, "Closings: {}, the largest of them", rows.len());
    rows.truncate(MOST_CLOSINGS);
    rows.sort_by(|a, b| a.opened.total_cmp(&b.opened));
    let _ = writeln!(
        out,
        "  {:<14} {:<18} {:<14} {:>10} {:>12} {:>18}  ended",
        "debtor", "why", "opened", "GPU-hours", "paid, NET", "of closing price"
    );
    for row in rows {
        let debtor = row.debtor.as_deref().unwrap_or("reserve");
        let ended = row.ended.map_or_else(String::new, |hour| format!("{}: ", moment(hour)));
        let _ = writeln!(
            out,
            "  {debtor:<14} {:<18} {:<14} {:>10.2} {:>12.2} {:>18}  {ended}{}",
            row.why(),
            moment(row.opened),
            row.credits,
            row.paid,
            row.prices(),
            row.how()
        );
    }
    if let Some(leaving) = &backing.leaving {
        let _ = writeln!(out, "  {}", leaving.sentence());
    }
    let _ = writeln!(
        out,
        "At the end                  funded  owed, GPU-h  reserve, NET  reserve owes, GPU-h  deficit, GPU-h"
    );
    for book in &backing.books {
        let name = data.classes.get(book.class).map_or("", |class| class.name.as_str());
        let _ = writeln!(
            out,
            "  {name:<22} {:>9} {:>12.1} {:>13.2} {:>20.1} {:>15.1}",
            percent(book.funded),
            book.owed,
            book.reserve,
            book.reserve_owed,
            book.deficit
        );
    }
    let _ = writeln!(
        out,
        "  insurance: {:.6} NET; it has paid {:.6} NET for credits",
        backing.insurance, backing.insurance_claimed
    );
}
