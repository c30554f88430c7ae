//! Rows in a file of JSON lines: a run that is in it is not run again.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result};

use super::rows::Row;

/// An open file of rows.
pub struct Store {
    file: File,
    rows: BTreeMap<String, Row>,
}

impl Store {
    /// Opens or begins a file. A last line that an interruption cut short is dropped; any other line that is no
    /// row is an error.
    pub fn open(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
        }
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| format!("reading {}", path.display())),
        };
        let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
        if whole.len() < text.len() {
            fs::write(path, whole).with_context(|| format!("mending {}", path.display()))?;
        }
        let mut rows = BTreeMap::new();
        for (number, line) in whole.lines().enumerate() {
            let row: Row = serde_json::from_str(line)
                .with_context(|| format!("{}, line {}", path.display(), number + 1))?;
            rows.insert(row.key.clone(), row);
        }
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .with_context(|| format!("opening {}", path.display()))?;
        Ok(Self { file, rows })
    }

    /// The row of a run, if it is there.
    pub fn get(&self, key: &str) -> Option<&Row> {
        self.rows.get(key)
    }

    /// Writes a row.
    pub fn add(&mut self, row: Row) -> Result<()> {
        let line = serde_json::to_string(&row)? + "\n";
        self.file.write_all(line.as_bytes()).context("writing a row")?;
        // What is kept is what the file says: reading a number may round its last bit.
        let row: Row = serde_json::from_str(&line).context("reading a row back")?;
        self.rows.insert(row.key.clone(), row);
        Ok(())
    }
}
