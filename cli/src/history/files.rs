//! Writing the files: each to another name first, then renamed, so that who reads one reads a whole one. `status.json` comes
//! last: what it covers is in the others.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use redb::{ReadTransaction, ReadableTable};
use serde_json::{json, Value};

use super::book::{parse, FILES, ROWS};
use super::columns::{Tally, Unit, CLASS, MONEY};
use super::pools::{self, Candle};
use super::store::History;
use super::{money, work};

/// Form of the files; another number if an older reader would misread them.
pub const VERSION: u32 = 1;

impl History {
    /// Writes what changed since it was last written; nothing before the first block.
    ///
    /// Errors: a file cannot be written.
    pub fn publish(&mut self) -> Result<()> {
        let Some(covered) = self.covered().cloned() else { return Ok(()) };
        let changed = self.take_changed();
        let read = self.read()?;
        for name in &changed {
            write(self.folder(), name, &content(&read, name)?)?;
        }
        if !changed.is_empty() {
            let mut files = vec![];
            for entry in read.open_table(FILES)?.iter()? {
                files.push(format!("{}.json", entry?.0.value()));
            }
            write(self.folder(), "files", &json!({ "files": files }))?;
        }
        let status = json!({
            "version": VERSION,
            "chain_id": covered.chain_id,
            "from_height": covered.from_height,
            "from_time": covered.from_time,
            "height": covered.height,
            "time": covered.time,
            "whole": covered.whole,
        });
        write(self.folder(), "status", &status)
    }
}

fn content(read: &ReadTransaction, name: &str) -> Result<Value> {
    if name == money::FILE {
        return Ok(json!({
            "days": tallies(read, money::DAYS, &MONEY)?,
            "burns": listed(read, money::BURNS, &money::BURN_COLUMNS)?,
            "backing": listed(read, money::BACKING, &money::BACKING_COLUMNS)?,
            "buy_backs": listed(read, money::BUY_BACKS, &money::BUY_BACK_COLUMNS)?,
        }));
    }
    match name.split('-').next() {
        Some("pool") => table(read, name, &pools::COLUMNS, |time, row| Ok(parse::<Candle>(row)?.row(time))),
        Some("class") => tallies(read, name, &CLASS),
        _ => listed(read, name, &work::COLUMNS),
    }
}

fn tallies(read: &ReadTransaction, list: &str, columns: &[(&str, Unit)]) -> Result<Value> {
    let names: Vec<&str> = std::iter::once("time").chain(columns.iter().map(|(name, _)| *name)).collect();
    table(read, list, &names, |time, row| Ok(parse::<Tally>(row)?.row(time, columns)))
}

/// Rows that are kept as they are written.
fn listed(read: &ReadTransaction, list: &str, columns: &[&str]) -> Result<Value> {
    table(read, list, columns, |_, row| parse(row))
}

fn table(
    read: &ReadTransaction,
    list: &str,
    columns: &[&str],
    row: impl Fn(u64, &[u8]) -> Result<Value>,
) -> Result<Value> {
    let mut rows = vec![];
    for entry in read.open_table(ROWS)?.range((list, 0)..=(list, u64::MAX))? {
        let (key, value) = entry?;
        rows.push(row(key.value().1, value.value())?);
    }
    Ok(json!({ "columns": columns, "rows": rows }))
}

/// Nothing if the file is so already.
fn write(folder: &Path, name: &str, content: &Value) -> Result<()> {
    let path = folder.join(format!("{name}.json"));
    let text = content.to_string();
    if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    let new = folder.join(format!(".{name}.json.new"));
    let written = fs::write(&new, text).and_then(|()| fs::rename(&new, &path));
    written.with_context(|| format!("cannot write {}. {}", path.display(), agent::database::FULL))
}
