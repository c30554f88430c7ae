//! The history on disk: one transaction for each batch of blocks, with the height up to which it goes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use agent::database::Kept;
use anyhow::Result;
use redb::{ReadTransaction, ReadableTable};
use serde::{Deserialize, Serialize};

use super::book::{parse, Book, FACTS, FILES, ROWS};
use crate::exit::usage;

/// The database, in the folder of the files.
const NAME: &str = ".history.redb";
/// What of it says whose history it is.
const OWNER: &str = "owner";
/// What of it says how far it goes.
const COVERED: &str = "covered";

/// The blocks that a history has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// The chain.
    pub chain_id: String,
    /// Its first block.
    pub from_height: u64,
    /// That one's time, Unix seconds.
    pub from_time: u64,
    /// Its last block.
    pub height: u64,
    /// That one's time, Unix seconds.
    pub time: u64,
    /// That one's hash: the block after it names it.
    pub hash: String,
    /// Whether it begins at the market's beginning.
    pub whole: bool,
}

/// A history in a folder.
pub struct History {
    folder: PathBuf,
    kept: Kept,
    covered: Option<Covered>,
    changed: BTreeSet<String>,
}

impl History {
    /// Opens that of a folder, or begins it. `owner` says of which market and in which form it is.
    ///
    /// Errors: it is another's; another process writes it; it cannot be written.
    pub fn open(folder: &Path, owner: &str) -> Result<Self> {
        let mut found = None;
        let kept = Kept::open(&folder.join(NAME), |write| {
            let mut facts = write.open_table(FACTS)?;
            found = facts.get(OWNER)?.map(|value| parse::<String>(value.value())).transpose()?;
            if found.is_none() {
                facts.insert(OWNER, serde_json::to_vec(owner)?.as_slice())?;
            }
            write.open_table(ROWS)?;
            write.open_table(FILES)?;
            Ok(())
        })?;
        if let Some(found) = found.filter(|found| found != owner) {
            let text = format!("{} has the history of {found}, not of {owner}", folder.display());
            return Err(usage(text, "name another folder: --follow DIR"));
        }
        let read = kept.read()?;
        let facts = read.open_table(FACTS)?;
        let covered = facts.get(COVERED)?.map(|value| parse(value.value())).transpose()?;
        // A kill may have come between the database and the files.
        let mut changed = BTreeSet::new();
        for entry in read.open_table(FILES)?.iter()? {
            changed.insert(entry?.0.value().to_owned());
        }
        Ok(Self { folder: folder.to_owned(), kept, covered, changed })
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Which blocks it has; none before the first.
    pub fn covered(&self) -> Option<&Covered> {
        self.covered.as_ref()
    }

    /// Reads a batch of blocks into it: all of what `read` does, and how far it then goes, or nothing. Whether it goes
    /// further.
    pub fn extend(&mut self, read: impl FnOnce(&mut Book) -> Result<Option<Covered>>) -> Result<bool> {
        let (covered, changed) = self.kept.write(|write| {
            let mut book = Book::new(write);
            let covered = read(&mut book)?;
            if let Some(covered) = &covered {
                book.note(COVERED, covered)?;
            }
            Ok((covered, book.changed()))
        })?;
        let further = covered.is_some();
        self.covered = covered.or(self.covered.take());
        self.changed.extend(changed);
        Ok(further)
    }

    /// What is committed.
    pub(super) fn read(&self) -> Result<ReadTransaction> {
        self.kept.read()
    }

    /// Files whose content changed since they were written; none from now on.
    pub(super) fn take_changed(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.changed)
    }
}
