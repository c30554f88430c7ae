//! The launch pool's sale, buy-backs against the means, the protocol's liquidity: tables.

use crate::report::data::ReportData;
use crate::report::svg::escape;
use crate::report::{findings, format};

use super::calls::{head, row};

const CLOSE: &str = "</tbody></table></div>";
/// Rows of the launch pool's table.
const ROWS: usize = 12;

/// The whole element: a sentence and its tables.
pub fn html(data: &ReportData) -> String {
    let protocol = &data.protocol;
    let shows = match &protocol.launch {
        Some(launch) => format!(
            "{}. Revenue in other assets is sold for NET when the pools stand at their means of half an hour.",
            launch.sentence()
        ),
        None => "Revenue in other assets is sold for NET when the pools stand at their means of half an hour.".into(),
    };
    let mut out = format!(
        r#"<figure class="full"><figcaption><h2>{}</h2><p>{}</p></figcaption>"#,
        escape(&findings::buy_backs(data)),
        escape(&shows)
    );
    if let Some(launch) = &protocol.launch {
        head(&mut out, &["launch pool", "GPU-hours in it", "NET in it", "NET per GPU-hour"]);
        for point in launch.points.iter().step_by(launch.points.len().div_ceil(ROWS).max(1)) {
            row(
                &mut out,
                &escape(&format::moment(point.hour)),
                &[format::compact(point.credits), format::compact(point.net), format::compact(point.price)],
            );
        }
        out.push_str(CLOSE);
    }
    head(&mut out, &["bought back with", "sold", "NET", "of its mean price", "waits"]);
    for sale in &protocol.buy_backs {
        row(
            &mut out,
            &escape(&sale.asset),
            &[
                format::compact(sale.sold),
                format::compact(sale.bought),
                sale.over_mean().map_or("–".to_owned(), format::percent),
                format::compact(sale.waits),
            ],
        );
    }
    out.push_str(CLOSE);
    head(&mut out, &["the protocol's liquidity", "NET put in", "worth, NET"]);
    for pool in &protocol.treasury {
        row(
            &mut out,
            &escape(&pool.pool),
            &[format::compact(pool.put_in), pool.worth.map_or("–".to_owned(), format::compact)],
        );
    }
    out.push_str(CLOSE);
    out.push_str("</figure>");
    out
}
