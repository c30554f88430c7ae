//! The plain table at the end of a run.

use std::fmt::Write;

use crate::engine::Summary;
use crate::report::data::Outcome;

/// Everything in one screen or two, columns aligned.
pub fn render(summary: &Summary) -> String {
    let mut out = String::new();
    let data = &summary.report;
    let line = |out: &mut String, name: &str, value: String| {
        let _ = writeln!(out, "  {name:<40} {value:>16}");
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
    out.push_str("Rank correlation of hourly price and utilisation\n");
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
    out.push_str("Providers                 reputation   settled    late   fraud     slashed NET\n");
    for provider in &data.providers {
        let _ = writeln!(
            out,
            "  {:<24} {:>8.2} % {:>9} {:>7} {:>7} {:>15.6}",
            provider.name,
            provider.score() * 100.0,
            provider.settled,
            provider.late,
            provider.frauds,
            provider.slashed
        );
    }
    out.push_str("Where the time went\n");
    for phase in &data.phases {
        line(&mut out, &phase.label, format!("{:.2} s", phase.seconds));
    }
    out
}
