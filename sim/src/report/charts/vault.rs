//! The stake behind a provider that cheats: sentences and a table.

use crate::report::data::ReportData;
use crate::report::format::{compact, percent};
use crate::report::svg::escape;
use crate::report::{findings, vault::Exit};

use super::calls::{head, row};

/// The whole element; nothing where no provider is backed.
pub fn html(data: &ReportData) -> String {
    let Some(vault) = &data.vault else { return String::new() };
    let mut out = format!(
        r#"<figure class="full"><figcaption><h2>{}</h2><p>{}</p></figcaption>"#,
        escape(&findings::vault(vault)),
        escape(&vault.sentences())
    );
    if let Some(exit @ Exit { paid_at: Some(_), .. }) = &vault.exit {
        head(&mut out, &["stake", "before the verdict, NET", "after it, NET", "lost, pay counted"]);
        for (who, before, after, lost) in [
            ("who left", exit.left, exit.paid, exit.lost()),
            ("who stayed", exit.stayed, exit.stays, exit.lost_by_staying()),
        ] {
            row(&mut out, who, &[compact(before), compact(after), percent(lost)]);
        }
        out.push_str("</tbody></table></div>");
    }
    out.push_str("</figure>");
    out
}
