//! The plain table at the end of a run.

use std::fmt::Write;

use crate::engine::Summary;
use crate::report::backing::BackingPoint;
use crate::report::data::{Outcome, ReportData};
use crate::report::format::percent;

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
        ("spread", revenue.spread),
        ("bought back, tips included", summary.metrics.bought_back.u128() as f64 / 1e6),
        ("liquidity added to pools", summary.metrics.liquidity_added.u128() as f64 / 1e6),
        ("revenue", revenue.total()),
        ("stakers", revenue.stakers),
        ("protocol-owned liquidity", revenue.liquidity),
        ("pending", revenue.pending),
        ("slashed, and paid for defaults", data.slashed()),
        ("burned from slashes and defaults", summary.metrics.burned_slashes.u128() as f64 / 1e6),
        ("burned from stake behind providers", summary.metrics.burned_backing.u128() as f64 / 1e6),
        ("supply at the start", data.network.first().map_or(0.0, |point| point.supply)),
        ("supply at the end", data.network.last().map_or(0.0, |point| point.supply)),
    ] {
        line(&mut out, name, format!("{amount:.6}"));
    }
    out.push_str("Burned, NET\n");
    for (source, amount) in data.backing.burns.sources() {
        line(&mut out, source, format!("{amount:.6}"));
    }
    protocol(&mut out, data);
    backing(&mut out, data);
    out.push_str(
        "Providers                 reputation   settled    late   fraud   calls default     slashed NET\n",
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
            provider.defaults,
            provider.slashed
        );
    }
    out.push_str("Where the time went\n");
    for phase in &data.phases {
        line(&mut out, &phase.label, format!("{:.2} s", phase.seconds));
    }
    out
}

/// The launch pool, what was bought back at which price, and the protocol's liquidity.
fn protocol(out: &mut String, data: &ReportData) {
    let protocol = &data.protocol;
    if let Some(launch) = &protocol.launch {
        let _ = writeln!(out, "Launch pool: {}", launch.sentence());
    }
    out.push_str("Bought back with                         sold             NET    of its mean price\n");
    for sale in &protocol.buy_backs {
        let share = sale.over_mean().map_or("–".to_owned(), percent);
        let _ = writeln!(out, "  {:<36} {:>6.2} {:>15.6} {:>20}", sale.asset, sale.sold, sale.bought, share);
    }
    out.push_str("The protocol's liquidity                 NET put in      worth, NET\n");
    for pool in &protocol.treasury {
        let worth = pool.worth.map_or("–".to_owned(), |worth| format!("{worth:.6}"));
        let _ = writeln!(out, "  {:<36} {:>13.6} {:>15}", pool.pool, pool.put_in, worth);
    }
}

/// What stands behind credits, and what defaults paid.
fn backing(out: &mut String, data: &ReportData) {
    let backing = &data.backing;
    out.push_str("Collateral of open credits over their recent price, as the prices above\n");
    let daily = |points: &[BackingPoint], value: fn(&BackingPoint) -> f64| {
        let mut path: Vec<String> = points.iter().step_by(24).map(|point| percent(value(point))).collect();
        path.extend(points.last().map(|point| percent(value(point))));
        path.join("  ")
    };
    for (class, points) in data.classes.iter().zip(&backing.points) {
        let _ = writeln!(out, "  {:<22} {}", class.name, daily(points, |point| point.collateral));
        let _ = writeln!(out, "  {:<22} {}", "  the least", daily(points, |point| point.weakest));
    }
    out.push_str("Defaults                     number    damages, NET    over recent price\n");
    for (class, defaults) in data.classes.iter().zip(&backing.defaults) {
        let share = defaults.over_price().map_or("–".to_owned(), percent);
        let _ = writeln!(
            out,
            "  {:<22} {:>10} {:>15.2} {:>20}",
            class.name, defaults.number, defaults.damages, share
        );
    }
    if let Some(leaving) = &backing.leaving {
        let _ = writeln!(out, "  {}", leaving.sentence());
    }
    if let Some(vault) = &data.vault {
        out.push_str("Stake behind a provider\n");
        for sentence in vault.sentences().split_inclusive(". ") {
            let _ = writeln!(out, "  {}", sentence.trim_end());
        }
    }
}
