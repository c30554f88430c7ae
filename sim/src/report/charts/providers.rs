//! Providers by their final reputation: a table whose cells are drawn.

use std::fmt::Write;

use crate::report::data::{ProviderRow, ReportData};
use crate::report::scale::Linear;
use crate::report::svg::{area, escape, polyline, Svg};
use crate::report::{findings, format};

use super::class_colour;

const PATH: (f64, f64) = (150.0, 30.0);

/// The whole element: what a chart and its table are for the other figures is one here.
pub fn html(data: &ReportData) -> String {
    let mut out = format!(
        r#"<figure class="full"><figcaption><h2>{}</h2><p>{}</p></figcaption><div class="scroll"><table class="providers">"#,
        escape(&findings::providers(data)),
        "Reputation weighs verified work against faults; a newcomer starts low. Sorted by the final score."
    );
    out.push_str("<thead><tr>");
    for (heading, class) in [
        ("provider", ""),
        ("hardware class", ""),
        ("reputation over time", ""),
        ("final reputation", ""),
        ("settled", "number"),
        ("faults", ""),
        ("slashed", "number"),
        ("earned", "number"),
    ] {
        let _ = write!(out, r#"<th scope="col" class="{class}">{heading}</th>"#);
    }
    out.push_str("</tr></thead><tbody>");
    let mut order: Vec<&ProviderRow> = data.providers.iter().collect();
    order.sort_by(|a, b| b.score().total_cmp(&a.score()).then_with(|| a.name.cmp(&b.name)));
    for provider in order {
        row(&mut out, provider, data);
    }
    out.push_str("</tbody></table></div></figure>");
    out
}

fn row(out: &mut String, provider: &ProviderRow, data: &ReportData) {
    let colour = class_colour(provider.class);
    let class = data.classes.get(provider.class).map_or("", |class| class.name.as_str());
    let _ = write!(
        out,
        r#"<tr><th scope="row">{}</th><td><i class="fill {colour}"></i>{}</td><td>{}</td>"#,
        escape(&provider.name),
        escape(class),
        path(provider, &colour)
    );
    let score = provider.score().clamp(0.0, 1.0) * 100.0;
    let _ = write!(
        out,
        r#"<td><span class="bar"><span class="fill {colour}" style="width:{score:.1}%"></span></span><b>{score:.0}%</b></td>"#,
    );
    let _ = write!(
        out,
        r#"<td class="number">{}</td><td>{}</td><td class="number">{}</td><td class="number">{}</td></tr>"#,
        format::whole(provider.settled as f64),
        faults(provider),
        if provider.slashed > 0.0 { format::compact(provider.slashed) } else { "–".to_owned() },
        format::compact(provider.earned)
    );
}

fn faults(provider: &ProviderRow) -> String {
    let mut out = String::new();
    if provider.frauds > 0 {
        let plural = if provider.frauds == 1 { "fraud" } else { "frauds" };
        let _ = write!(out, r#"<span class="chip fraud">✕ {} {plural}</span>"#, provider.frauds);
    }
    if provider.late > 0 {
        let _ = write!(out, r#"<span class="chip late">▲ {} late</span>"#, provider.late);
    }
    if out.is_empty() {
        out.push('–');
    }
    out
}

fn path(provider: &ProviderRow, colour: &str) -> String {
    let mut svg = Svg::new(PATH.0, PATH.1);
    let last = provider.reputation.len().saturating_sub(1).max(1) as f64;
    let (x, y) =
        (Linear::new((0.0, last), (2.0, PATH.0 - 5.0)), Linear::new((0.0, 1.0), (PATH.1 - 3.0, 3.0)));
    let points: Vec<_> =
        provider.reputation.iter().enumerate().map(|(i, &score)| (x.at(i as f64), y.at(score))).collect();
    svg.line((2.0, PATH.1 - 3.0), (PATH.0 - 5.0, PATH.1 - 3.0), "grid");
    svg.path(&area(&points, PATH.1 - 3.0), &format!("area {colour}"));
    svg.path(&polyline(&points), &format!("series thin {colour}"));
    if let Some(&at) = points.last() {
        svg.circle(at, 2.6, &format!("dot {colour}"));
    }
    let first = provider.reputation.first().copied().unwrap_or(0.0);
    svg.finish(&format!(
        "reputation from {} to {}",
        format::percent(first),
        format::percent(provider.score())
    ))
}
