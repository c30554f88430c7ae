//! Words of the document that the page quotes, so that they stand in one place.

use crate::report::svg::escape;

/// The document.
const DOCUMENT: &str = include_str!("../../../../docs/thesis.md");

/// Sections of the document that the page has too, by their headings.
pub const QUOTED: [&str; 3] =
    ["What is not modelled", "Where the comparison may favour us", "What speaks against us"];

/// The points of a section, each as HTML; none if there is no such section.
pub fn points(heading: &str) -> Vec<String> {
    let start = format!("\n## {heading}\n");
    let Some((_, rest)) = DOCUMENT.split_once(&start) else { return vec![] };
    let section = rest.split_once("\n## ").map_or(rest, |(section, _)| section);
    let mut points: Vec<String> = vec![];
    for line in section.lines() {
        match (line.strip_prefix("- "), points.last_mut()) {
            (Some(first), _) => points.push(first.to_owned()),
            (None, Some(point)) if line.starts_with("  ") => *point += &format!(" {}", line.trim()),
            _ => {}
        }
    }
    points.iter().map(|point| html(point)).collect()
}

/// Text with `**strong**` words and code between backticks as HTML.
pub fn html(text: &str) -> String {
    let mut out = String::new();
    for (place, part) in text.split("**").enumerate() {
        let mut inner = String::new();
        for (place, part) in part.split('`').enumerate() {
            match place % 2 {
                0 => inner += &escape(part),
                _ => inner += &format!("<code>{}</code>", escape(part)),
            }
        }
        match place % 2 {
            0 => out += &inner,
            _ => out += &format!("<strong>{inner}</strong>"),
        }
    }
    out
}
