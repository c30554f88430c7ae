//! What is kept: facts by their name, and rows by the file in which they will stand. All of it is in the transaction of the
//! batch that is being read, so that memory holds none of it.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use redb::{ReadableTable, TableDefinition, WriteTransaction};
use serde::de::DeserializeOwned;
use serde::Serialize;

use super::columns::{Tally, Unit};

/// What is known now.
pub const FACTS: TableDefinition<&str, &[u8]> = TableDefinition::new("facts");
/// Rows of files: list and place in it.
pub const ROWS: TableDefinition<(&str, u64), &[u8]> = TableDefinition::new("rows");
/// Files that there are, without `.json`; each with nothing.
pub const FILES: TableDefinition<&str, ()> = TableDefinition::new("files");

/// An interval of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its name in files.
    pub name: &'static str,
    /// How long, seconds.
    pub seconds: u64,
    /// For how many of them rows are kept.
    pub kept: u64,
}

/// Five minutes, for a week.
pub const FIVE_MINUTES: Interval = Interval { name: "5m", seconds: 300, kept: 2_016 };
/// An hour, for 90 days.
pub const HOUR: Interval = Interval { name: "1h", seconds: 3_600, kept: 2_160 };
/// A day, for ten years.
pub const DAY: Interval = Interval { name: "1d", seconds: 86_400, kept: 3_650 };

impl Interval {
    /// The beginning of the one in which a time lies.
    pub fn of(&self, time: u64) -> u64 {
        time.saturating_sub(time.checked_rem(self.seconds).unwrap_or(0))
    }
}

/// What a batch of blocks changes.
pub struct Book<'a> {
    write: &'a WriteTransaction,
    changed: BTreeSet<String>,
}

impl<'a> Book<'a> {
    /// In a transaction.
    pub fn new(write: &'a WriteTransaction) -> Self {
        Self { write, changed: BTreeSet::new() }
    }

    /// Files that it changed.
    pub fn changed(self) -> BTreeSet<String> {
        self.changed
    }

    /// A fact.
    pub fn fact<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let table = self.write.open_table(FACTS)?;
        let found = table.get(name)?;
        found.map(|value| parse(value.value())).transpose()
    }

    /// Names of the facts that begin so, without the beginning.
    pub fn facts(&self, begin: &str) -> Result<Vec<String>> {
        let table = self.write.open_table(FACTS)?;
        let mut names = vec![];
        for entry in table.range(begin..)? {
            let (name, _) = entry?;
            let Some(rest) = name.value().strip_prefix(begin) else { break };
            names.push(rest.to_owned());
        }
        Ok(names)
    }

    /// Writes a fact down.
    pub fn note(&mut self, name: &str, fact: &impl Serialize) -> Result<()> {
        self.write.open_table(FACTS)?.insert(name, serde_json::to_vec(fact)?.as_slice())?;
        Ok(())
    }

    /// Forgets a fact; it, if there was one.
    pub fn forget<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>> {
        let mut table = self.write.open_table(FACTS)?;
        let found = table.remove(name)?;
        found.map(|value| parse(value.value())).transpose()
    }

    /// Changes the row of an interval that lies in a file of the same name, and forgets those that are too old.
    pub fn row<T: Serialize + DeserializeOwned>(
        &mut self,
        list: &str,
        file: &str,
        time: u64,
        interval: Interval,
        change: impl FnOnce(Option<T>) -> Result<T>,
    ) -> Result<()> {
        let begin = interval.of(time);
        let mut table = self.write.open_table(ROWS)?;
        let before = table.get((list, begin))?.map(|value| parse(value.value())).transpose()?;
        let new = before.is_none();
        table.insert((list, begin), serde_json::to_vec(&change(before)?)?.as_slice())?;
        if new {
            let oldest =
                begin.saturating_sub(interval.seconds.saturating_mul(interval.kept.saturating_sub(1)));
            table.retain_in((list, 0)..(list, oldest), |_, _| false)?;
        }
        drop(table);
        self.touch(file)
    }

    /// Adds to a column of the row of an interval.
    pub fn add(
        &mut self,
        (list, file): (&str, &str),
        time: u64,
        interval: Interval,
        columns: &[(&str, Unit)],
        sums: &[(&str, u128)],
    ) -> Result<()> {
        self.row(list, file, time, interval, |row: Option<Tally>| {
            let mut row = row.unwrap_or_default();
            sums.iter().try_for_each(|(column, amount)| row.add(columns, column, *amount))?;
            Ok(row)
        })
    }

    /// Appends to a list that keeps so many.
    pub fn push(&mut self, list: &str, file: &str, row: &impl Serialize, kept: u64) -> Result<()> {
        let mut table = self.write.open_table(ROWS)?;
        let last = table.range((list, 0)..=(list, u64::MAX))?.next_back().transpose()?;
        let next = last.map_or(0, |(key, _)| key.value().1.saturating_add(1));
        table.insert((list, next), serde_json::to_vec(row)?.as_slice())?;
        table.retain_in((list, 0)..(list, next.saturating_add(1).saturating_sub(kept)), |_, _| false)?;
        drop(table);
        self.touch(file)
    }

    fn touch(&mut self, file: &str) -> Result<()> {
        if self.changed.insert(file.to_owned()) {
            self.write.open_table(FILES)?.insert(file, ())?;
        }
        Ok(())
    }
}

/// A value as it is kept.
pub fn parse<T: DeserializeOwned>(value: &[u8]) -> Result<T> {
    serde_json::from_slice(value).context("an entry of the history is not what this version writes")
}
