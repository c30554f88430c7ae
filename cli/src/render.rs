//! What goes to standard output: tables for people, JSON for machines.

use std::fmt::Write as _;
use std::io::Write as _;

use amm_math::shares::LEAST_EARNING_SHARES;
use anyhow::Result;
use cosmwasm_std::Uint128;
use serde::Serialize;
use serde_json::Value;

use crate::money::grouped;

/// How answers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Out {
    /// One JSON document instead of tables.
    pub json: bool,
}

impl Out {
    /// Writes one answer. The document is what machines read; the text, what people do.
    pub fn show(&self, document: &impl Serialize, text: impl FnOnce(&Value) -> String) -> Result<()> {
        let document = serde_json::to_value(document)?;
        let text = if self.json {
            serde_json::to_string_pretty(&document)?
        } else {
            text(&document).trim_end().to_owned()
        };
        // Nobody may be listening any more, as behind `| head`.
        let _ = writeln!(std::io::stdout(), "{text}");
        Ok(())
    }

    /// One answer of several, of a command that goes on: of machines, one JSON document in one line; of people, as ever.
    pub fn first(&self, document: &impl Serialize, text: impl FnOnce(&Value) -> String) -> Result<()> {
        if self.json {
            return self.line(document, "");
        }
        self.show(document, text)
    }

    /// One line of a stream: of machines, one JSON document each.
    pub fn line(&self, document: &impl Serialize, text: &str) -> Result<()> {
        let line = if self.json { serde_json::to_string(document)? } else { text.to_owned() };
        let _ = writeln!(std::io::stdout(), "{line}");
        Ok(())
    }
}

/// Says on standard error what is waited for.
pub fn progress(text: &str) {
    eprintln!("{}", plain(text));
}

/// Says on standard error what is about to be sent, line by line.
pub fn preview(text: &str) {
    text.trim_end().lines().for_each(progress);
}

/// What others wrote must not steer a terminal, nor hide in a text.
pub use chain::plain::plain;

/// Rows under headings; columns as wide as their widest cell.
#[derive(Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub fn new(headings: &[&str]) -> Self {
        Self { rows: vec![headings.iter().map(|text| (*text).to_owned()).collect()] }
    }

    /// One more row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.iter().map(|cell| plain(cell)).collect());
    }

    /// As text; `empty` where there is no row.
    pub fn text(&self, empty: &str) -> String {
        if self.rows.len() < 2 {
            return empty.to_owned();
        }
        columns(&self.rows)
    }
}

/// Names and values, one a line.
#[derive(Default)]
pub struct Fields {
    rows: Vec<Vec<String>>,
}

impl Fields {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One more.
    pub fn add(&mut self, name: &str, value: impl ToString) -> &mut Self {
        self.rows.push(vec![name.to_owned(), plain(&value.to_string())]);
        self
    }

    /// One more, if there is a value.
    pub fn maybe(&mut self, name: &str, value: Option<impl ToString>) -> &mut Self {
        if let Some(value) = value {
            self.add(name, value);
        }
        self
    }

    /// As text.
    pub fn text(&self) -> String {
        columns(&self.rows)
    }
}

/// Lines whose cells stand below each other; the last column is not padded.
fn columns(rows: &[Vec<String>]) -> String {
    let mut widths = vec![];
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            let width = cell.chars().count();
            match widths.get_mut(column) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The text of a value of a document: an enum's name in snake_case, a number, a text; `-` for none.
pub fn text_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(text)) => text,
        Ok(Value::Null) | Err(_) => "-".into(),
        Ok(other) => other.to_string(),
    }
}

/// A time of the chain, Unix seconds, seen at `now`.
pub fn when(at: u64, now: u64) -> String {
    if at >= now {
        format!("{at} (in {})", span(at - now))
    } else {
        format!("{at} ({} ago)", span(now - at))
    }
}

/// Until when something streams to shares, Unix seconds, seen at `now`; none where nothing is left. While there are too few shares it waits.
pub fn stream_end(left: Uint128, shares: Uint128, end: u64, now: u64) -> Option<String> {
    let waits = shares.u128() < LEAST_EARNING_SHARES;
    let until = || match waits {
        true => format!("- (it waits for {} base units of shares)", grouped(LEAST_EARNING_SHARES)),
        false => when(end, now),
    };
    (!left.is_zero()).then(until)
}

/// So many seconds in the two largest units.
pub fn span(seconds: u64) -> String {
    let parts =
        [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
    let first = parts.iter().position(|(number, _)| *number > 0).unwrap_or(3);
    let shown = parts.iter().skip(first).take(2).filter(|(number, _)| *number > 0 || first == 3);
    shown.map(|(number, unit)| format!("{number}{unit}")).collect::<Vec<_>>().join(" ")
}

/// Basis points as per cent.
pub fn percent(bps: u128) -> String {
    format!("{}.{:02} %", bps / 100, bps % 100)
}

/// A price for people: at most six places behind the point, cut.
pub fn price(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, part)) => {
            let part: String = part.chars().take(6).collect();
            let part = part.trim_end_matches('0');
            if part.is_empty() {
                whole.to_owned()
            } else {
                format!("{whole}.{part}")
            }
        }
        None => text.to_owned(),
    }
}
