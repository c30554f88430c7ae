//! Calls of standard jobs, what defaults paid, and what was burned, by source: tables.

use std::fmt::Write;

use crate::report::data::ReportData;
use crate::report::svg::escape;
use crate::report::{findings, format};

use super::class_colour;

/// The whole element: a sentence and two tables.
pub fn html(data: &ReportData) -> String {
    let mut out = format!(
        r#"<figure class="full"><figcaption><h2>{}</h2><p>{}</p></figcaption>"#,
        escape(&findings::calls(data)),
        escape(&shows(data))
    );
    defaults(&mut out, data);
    burns(&mut out, data);
    out.push_str("</figure>");
    out
}

fn shows(data: &ReportData) -> String {
    let calls = &data.backing.calls;
    let mut text = format!(
        "Of {} standard jobs {} found no volunteer and were called; {} more could be called on nobody. A call that is not \
         served pays its client the credits' recent price, up to their collateral, and a penalty is burned.",
        format::whole(calls.standard as f64),
        format::whole(calls.made as f64),
        format::whole(calls.uncallable as f64),
    );
    if let Some(leaving) = &data.backing.leaving {
        let _ = write!(text, " {}.", leaving.sentence());
    }
    text
}

fn defaults(out: &mut String, data: &ReportData) {
    head(out, &["class", "defaults", "damages, NET", "over recent price"]);
    for (i, (class, defaults)) in data.classes.iter().zip(&data.backing.defaults).enumerate() {
        row(
            out,
            &format!(r#"<i class="fill {}"></i>{}"#, class_colour(i), escape(&class.name)),
            &[
                format::whole(defaults.number as f64),
                format::compact(defaults.damages),
                defaults.over_price().map_or("–".to_owned(), format::percent),
            ],
        );
    }
    out.push_str("</tbody></table></div>");
}

fn burns(out: &mut String, data: &ReportData) {
    let burns = &data.backing.burns;
    head(out, &["burned", "NET", "share"]);
    for (source, amount) in burns.sources() {
        let share = if burns.total() > 0.0 { amount / burns.total() } else { 0.0 };
        row(out, source, &[format::compact(amount), format::percent(share)]);
    }
    out.push_str("</tbody></table></div>");
}

pub(super) fn head(out: &mut String, headings: &[&str]) {
    out.push_str(r#"<div class="scroll"><table class="providers calls"><thead><tr>"#);
    for (i, heading) in headings.iter().enumerate() {
        let class = if i == 0 { "" } else { "number" };
        let _ = write!(out, r#"<th scope="col" class="{class}">{heading}</th>"#);
    }
    out.push_str("</tr></thead><tbody>");
}

/// `name` is HTML, the cells are text.
pub(super) fn row(out: &mut String, name: &str, cells: &[String]) {
    let _ = write!(out, r#"<tr><th scope="row">{name}</th>"#);
    for cell in cells {
        let _ = write!(out, r#"<td class="number">{}</td>"#, escape(cell));
    }
    out.push_str("</tr>");
}
