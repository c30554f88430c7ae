//! Debts that were closed: what was paid for the credits, against the closing price, and for whom; and each class's book at
//! the end.

use std::fmt::Write;

use crate::report::backing::{Backing, ClosingRow, Delivery};
use crate::report::data::ReportData;
use crate::report::scale::round_domain;
use crate::report::svg::{escape, Anchor, Svg};
use crate::report::{findings, format};

use super::{class_colour, days_with, tip_line, Panel};

const SIZE: (f64, f64) = (1104.0, 230.0);
const PANEL: Panel = Panel { x: (52.0, 1090.0), y: (26.0, 200.0) };
/// Most auctions in the table: those in which most was delivered or taken over.
const MOST_ROWS: usize = 40;

/// The whole element: a drawing and two tables.
pub fn html(data: &ReportData) -> String {
    let backing = &data.backing;
    let mut out = format!(
        r#"<figure class="full"><figcaption><h2>{}</h2><p>{}</p></figcaption><ul class="legend">"#,
        escape(&findings::closings(data)),
        escape(&shows(backing))
    );
    for (i, class) in data.classes.iter().enumerate() {
        let _ = write!(out, r#"<li><i class="fill {}"></i>{}</li>"#, class_colour(i), escape(&class.name));
    }
    let _ = write!(
        out,
        r#"</ul><div class="drawings"><div class="drawing">{}</div></div>"#,
        drawing(data, &backing.deliveries)
    );
    books(&mut out, data);
    closings(&mut out, data);
    out.push_str("</figure>");
    out
}

fn shows(backing: &Backing) -> String {
    let calls = backing.calls;
    let mut text = format!(
        "Each dot is a delivery of credits into an auction: its price over the closing price up, its size by the GPU-hours. Of \
         {} standard jobs {} were called; {} calls were accepted, {} let pass by busy or jailed providers, {} ignored by the \
         one that always does.",
        format::whole(calls.standard as f64),
        format::whole(calls.made as f64),
        format::whole(calls.accepted as f64),
        format::whole(calls.passed as f64),
        format::whole(calls.ignored as f64),
    );
    if let Some(leaving) = &backing.leaving {
        let _ = write!(text, " {}.", leaving.sentence());
    }
    text
}

fn drawing(data: &ReportData, deliveries: &[Delivery]) -> String {
    let mut svg = Svg::new(SIZE.0, SIZE.1);
    let days = days_with(data.days, deliveries.iter().map(|delivery| delivery.hour));
    svg.text((0.0, 14.0), Anchor::Start, "note", "paid / closing price");
    let range = deliveries.iter().map(|delivery| delivery.relative).chain([0.8, 1.25]);
    let (low, high, step) = round_domain(range, 4, false);
    PANEL.value_axis(&mut svg, (low, high), step, format::percent);
    PANEL.time_axis(&mut svg, days, true);
    let (x, y) = (PANEL.time(days), PANEL.values((low, high)));
    let most = deliveries.iter().map(|delivery| delivery.credits).fold(1.0, f64::max);
    for delivery in deliveries {
        let name = data.classes.get(delivery.class).map_or("", |class| class.name.as_str());
        let buyer = if delivery.reserve { "the class's reserve" } else { "a debtor's bond" };
        let tip = format!("{name}, {}", format::moment(delivery.hour))
            + &tip_line("paid over closing price", &format::percent(delivery.relative))
            + &tip_line("GPU-hours", &format::compact(delivery.credits))
            + &tip_line("paid from", buyer);
        let radius = 2.5 + 6.0 * (delivery.credits / most).sqrt();
        let style = format!("mark {}", class_colour(delivery.class));
        svg.circle_with_tip((x.at(delivery.hour), y.at(delivery.relative)), radius, &style, &tip);
    }
    svg.finish(&findings::closings(data))
}

fn books(out: &mut String, data: &ReportData) {
    let backing = &data.backing;
    head(
        out,
        &[
            "at the end",
            "funded",
            "owed, GPU-hours",
            "reserve, NET",
            "reserve owes, GPU-hours",
            "deficit, GPU-hours",
        ],
    );
    for book in &backing.books {
        let name = data.classes.get(book.class).map_or("", |class| class.name.as_str());
        let _ = write!(
            out,
            r#"<tr><th scope="row"><i class="fill {}"></i>{}</th>"#,
            class_colour(book.class),
            escape(name)
        );
        let numbers = [book.owed, book.reserve, book.reserve_owed, book.deficit].map(format::compact);
        for cell in [format::percent(book.funded)].iter().chain(&numbers) {
            let _ = write!(out, r#"<td class="number">{}</td>"#, escape(cell));
        }
        out.push_str("</tr>");
    }
    let _ = write!(
        out,
        r#"<tr><th scope="row">insurance</th><td colspan="5">{} NET; it has paid {} NET for credits</td></tr></tbody></table></div>"#,
        escape(&format::compact(backing.insurance)),
        escape(&format::compact(backing.insurance_claimed))
    );
}

fn closings(out: &mut String, data: &ReportData) {
    let mut rows: Vec<&ClosingRow> = data.backing.closings.iter().collect();
    rows.sort_by(|a, b| b.weight().total_cmp(&a.weight()));
    rows.truncate(MOST_ROWS);
    rows.sort_by(|a, b| a.opened.total_cmp(&b.opened));
    if rows.is_empty() {
        return;
    }
    head(
        out,
        &[
            "debtor",
            "why",
            "opened",
            "ended",
            "GPU-hours bought",
            "paid, NET",
            "of closing price",
            "how it ended",
        ],
    );
    for row in rows {
        let debtor = row.debtor.as_deref().unwrap_or("the class's reserve");
        let _ = write!(
            out,
            r#"<tr><th scope="row"><i class="fill {}"></i>{}</th><td>{}</td>"#,
            class_colour(row.class),
            escape(debtor),
            escape(&row.why())
        );
        for cell in [format::moment(row.opened), row.ended.map_or("–".to_owned(), format::moment)] {
            let _ = write!(out, "<td>{}</td>", escape(&cell));
        }
        for cell in [format::compact(row.credits), format::compact(row.paid), row.prices()] {
            let _ = write!(out, r#"<td class="number">{}</td>"#, escape(&cell));
        }
        let _ = write!(out, "<td>{}</td></tr>", escape(&row.how()));
    }
    out.push_str("</tbody></table></div>");
}

fn head(out: &mut String, headings: &[&str]) {
    out.push_str(r#"<div class="scroll"><table class="providers closings"><thead><tr>"#);
    for heading in headings {
        let _ = write!(out, r#"<th scope="col">{heading}</th>"#);
    }
    out.push_str("</tr></thead><tbody>");
}
