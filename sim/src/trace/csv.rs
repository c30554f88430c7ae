//! Plain comma-separated numbers and names, without quoting: all that the traces need.

use std::str::FromStr;

use anyhow::{anyhow, bail, ensure, Result};

/// A header and the rows under it.
pub struct Table<'a> {
    header: &'a str,
    rows: Vec<(usize, &'a str)>,
}

/// One row, which knows its line for the sake of its errors.
pub struct Row<'a> {
    line: usize,
    fields: Vec<&'a str>,
}

impl<'a> Table<'a> {
    /// Splits the text into lines; a byte-order mark, carriage returns and blank lines are dropped.
    pub fn new(text: &'a str) -> Result<Self> {
        let mut lines = text
            .trim_start_matches('\u{feff}')
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line.trim()))
            .filter(|(_, line)| !line.is_empty());
        let Some((_, header)) = lines.next() else { bail!("the file is empty: expected a header line") };
        let rows: Vec<_> = lines.collect();
        ensure!(!rows.is_empty(), "no rows under the header {header:?}");
        Ok(Table { header, rows })
    }

    pub fn header(&self) -> &'a str {
        self.header
    }

    /// Every row, each of which must have as many fields as the header.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'a>>> + '_ {
        let expected = self.header.split(',').count();
        self.rows.iter().map(move |&(line, text)| {
            let fields: Vec<_> = text.split(',').map(str::trim).collect();
            ensure!(
                fields.len() == expected,
                "line {line}: expected {expected} fields, got {}",
                fields.len()
            );
            Ok(Row { line, fields })
        })
    }
}

impl<'a> Row<'a> {
    /// The field in column `index`, as it stands.
    pub fn text(&self, index: usize) -> &'a str {
        self.fields[index]
    }

    /// The field in column `index` as a number that `is_valid`.
    pub fn number<T: FromStr>(&self, index: usize, what: &str, is_valid: impl Fn(&T) -> bool) -> Result<T> {
        self.text(index)
            .parse()
            .ok()
            .filter(is_valid)
            .ok_or_else(|| anyhow!("line {}: expected {what}, got {:?}", self.line, self.text(index)))
    }

    /// The field in column `index` as finite seconds, not negative.
    pub fn seconds(&self, index: usize, what: &str) -> Result<f64> {
        self.number(index, what, |seconds: &f64| seconds.is_finite() && *seconds >= 0.0)
    }
}
