//! The frame around a chart: what it found, what it shows, its legend, and its numbers as a table.

use std::fmt::Write;

use super::svg::escape;

/// A chart with all that belongs to it.
pub struct Figure {
    /// What the chart found, as a sentence.
    pub finding: String,
    /// What is drawn, with units.
    pub shows: String,
    /// Swatch class and label, in the order of the drawing.
    pub legend: Vec<(String, String)>,
    /// One or more drawings, side by side where there is room.
    pub drawings: Vec<String>,
    /// The same for a telephone, where those would be too wide; none where they are not.
    pub narrow: Vec<String>,
    /// The numbers; none where the drawing is a table itself.
    pub table: Option<Table>,
}

/// Numbers in rows.
pub struct Table {
    /// Column headings.
    pub columns: Vec<String>,
    /// One text per column.
    pub rows: Vec<Vec<String>>,
}

impl Figure {
    /// The element; `class` says how wide it is on the page.
    pub fn html(&self, class: &str) -> String {
        let mut out = format!(
            r#"<figure class="{class}"><figcaption><h2>{}</h2><p>{}</p></figcaption>"#,
            escape(&self.finding),
            escape(&self.shows)
        );
        if !self.legend.is_empty() {
            out.push_str(r#"<ul class="legend">"#);
            for (swatch, label) in &self.legend {
                let _ = write!(out, r#"<li><i class="{swatch}"></i>{}</li>"#, escape(label));
            }
            out.push_str("</ul>");
        }
        out.push_str(r#"<div class="drawings">"#);
        let wide = if self.narrow.is_empty() { "drawing" } else { "drawing wide" };
        for (class, drawings) in [(wide, &self.drawings), ("drawing narrow", &self.narrow)] {
            for drawing in drawings {
                let _ = write!(out, r#"<div class="{class}">{drawing}</div>"#);
            }
        }
        out.push_str("</div>");
        if let Some(table) = &self.table {
            let _ =
                write!(out, r#"<details><summary>The numbers</summary>{}</details>"#, table.html("numbers"));
        }
        out.push_str("</figure>");
        out
    }
}

impl Table {
    /// A table of the given headings, without rows yet.
    pub fn new(columns: &[&str]) -> Self {
        Table { columns: columns.iter().map(|&column| column.to_owned()).collect(), rows: Vec::new() }
    }

    fn html(&self, class: &str) -> String {
        let mut out = format!(r#"<div class="scroll"><table class="{class}"><thead><tr>"#);
        for column in &self.columns {
            let _ = write!(out, r#"<th scope="col">{}</th>"#, escape(column));
        }
        out.push_str("</tr></thead><tbody>");
        for row in &self.rows {
            out.push_str("<tr>");
            for cell in row {
                let _ = write!(out, "<td>{}</td>", escape(cell));
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table></div>");
        out
    }
}
