//! One self-contained HTML page about a run of the market: no script from elsewhere, no font, no image, no
//! request. Charts are inline SVG coloured by the page's style, which follows the reader's light or dark
//! scheme; every chart states its finding and carries its numbers as a table.

pub mod backing;
pub mod charts;
pub mod data;
pub mod figure;
pub mod findings;
pub mod format;
pub mod protocol;
pub mod scale;
pub mod svg;
pub mod vault;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use data::{Outcome, ReportData};
use format::{compact, duration, percent, whole};
use svg::escape;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("hover.js");

/// Renders the page and writes it to a file.
pub fn write(data: &ReportData, path: &Path) -> Result<()> {
    fs::write(path, render(data)).with_context(|| format!("cannot write the report {}", path.display()))
}

/// The page.
pub fn render(data: &ReportData) -> String {
    let mut out = String::with_capacity(1 << 19);
    let title = escape(&data.title);
    let _ = write!(
        out,
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>{title}</title><style>{STYLE}</style></head><body><main>"#
    );
    header(&mut out, data);
    tiles(&mut out, data);
    out.push_str(r#"<div class="figures">"#);
    out.push_str(&charts::classes::figure(data).html("full"));
    out.push_str(&charts::relation::figure(data).html("half"));
    out.push_str(&charts::outcomes::figure(data).html("half"));
    out.push_str(&charts::network::figure(data).html("half"));
    out.push_str(&charts::revenue::figure(data).html("half"));
    out.push_str(&charts::collateral::figure(data).html("full"));
    out.push_str(&charts::protocol::html(data));
    out.push_str(&charts::calls::html(data));
    out.push_str(&charts::vault::html(data));
    out.push_str(&charts::providers::html(data));
    out.push_str("</div>");
    footer(&mut out, data);
    let _ = write!(out, r#"</main><div id="tip" hidden></div><script>{SCRIPT}</script></body></html>"#);
    out
}

fn header(out: &mut String, data: &ReportData) {
    let jobs: u64 = data.classes.iter().map(|class| class.jobs).sum();
    let gpus: u32 = data.classes.iter().map(|class| class.gpus).sum();
    let _ = write!(
        out,
        r#"<header><h1>{}</h1><p>{} jobs over {} simulated days on {} GPUs of {} providers. Demand: {}. Seed {}.</p></header>"#,
        escape(&data.title),
        whole(jobs as f64),
        data.days,
        whole(f64::from(gpus)),
        data.providers.len(),
        escape(&data.source),
        data.seed
    );
}

fn tiles(out: &mut String, data: &ReportData) {
    let totals = data.outcome_totals();
    let ended: u64 = totals.iter().sum();
    let settled = if ended > 0 { totals[0] as f64 / ended as f64 } else { 0.0 };
    let burned = data.network.last().map_or(0.0, |point| point.burned);
    let supply = data.network.last().map_or(0.0, |point| point.supply);
    let count = |outcome: Outcome| {
        Outcome::ALL.iter().zip(totals).find(|(&other, _)| other == outcome).map_or(0, |(_, total)| total)
    };
    let revenue = data.revenue.total();
    let rate = if data.volume > 0.0 { revenue / data.volume } else { 0.0 };
    let busy: Vec<f64> =
        data.classes.iter().flat_map(|class| class.points.iter().map(|point| point.utilisation)).collect();
    let lowest = data.classes.iter().filter_map(|class| class.correlation()).fold(f64::INFINITY, f64::min);
    let follows =
        if lowest.is_finite() { format!("ρ ≥ {lowest:.2}").replace('-', "−") } else { "–".to_owned() };
    out.push_str(r#"<dl class="tiles">"#);
    for (label, value, note) in [
        ("jobs settled", percent(settled), format!("{} of {}", whole(totals[0] as f64), whole(ended as f64))),
        ("paid for compute", compact(data.volume), "NET, take included".to_owned()),
        ("revenue", compact(revenue), format!("NET, {} of volume", percent(rate))),
        ("burned", compact(burned), format!("NET; {} remain", compact(supply))),
        (
            "slashed",
            compact(data.slashed()),
            format!(
                "NET: {} frauds, {} late, {} defaults",
                count(Outcome::Fraud),
                count(Outcome::Late),
                count(Outcome::Defaulted)
            ),
        ),
        (
            "price follows load",
            follows,
            format!("at {} mean utilisation", percent(crate::stats::mean(&busy).unwrap_or(0.0))),
        ),
    ] {
        let _ = write!(
            out,
            "<div><dt>{label}</dt><dd>{}</dd><dd class=\"note\">{}</dd></div>",
            escape(&value),
            escape(&note)
        );
    }
    out.push_str("</dl>");
}

/// Where the run's own time went.
fn footer(out: &mut String, data: &ReportData) {
    let total: f64 = data.phases.iter().map(|phase| phase.seconds).sum();
    if total <= 0.0 {
        return;
    }
    let _ = write!(out, "<footer><h2>The run took {}</h2>", duration(total));
    out.push_str(r#"<div class="phases">"#);
    for (i, phase) in data.phases.iter().enumerate() {
        let _ = write!(
            out,
            r#"<span class="fill k{}" style="flex-grow:{:.4}" data-tip="{}"></span>"#,
            i % 5,
            phase.seconds / total,
            escape(&format!(
                "{}\n{}\t{}",
                phase.label,
                duration(phase.seconds),
                percent(phase.seconds / total)
            ))
        );
    }
    out.push_str(r#"</div><ul class="legend">"#);
    for (i, phase) in data.phases.iter().enumerate() {
        let _ = write!(
            out,
            r#"<li><i class="fill k{}"></i>{} {}</li>"#,
            i % 5,
            escape(&phase.label),
            duration(phase.seconds)
        );
    }
    out.push_str("</ul></footer>");
}
