//! The book on disk: whatever is written here is there after the machine lost its power.
//!
//! One file, one process: a second agent on the same data is refused. Each change is one transaction of the database, so
//! that no half of it is ever there.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{bail, ensure, Context, Result};
use redb::{ReadableTable, TableDefinition, WriteTransaction};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::book::{Action, Book, Failure, Fate, Key, Pause, Pending, Sent, Work};
use crate::database::{Kept, FULL};
use crate::tenant::Tenant;

const META: TableDefinition<&str, &[u8]> = TableDefinition::new("meta");
const WORK: TableDefinition<u64, &[u8]> = TableDefinition::new("work");
const LEASES: TableDefinition<u64, &[u8]> = TableDefinition::new("leases");
const SENT: TableDefinition<&str, &[u8]> = TableDefinition::new("sent");
/// Whose store it is.
const OWNER: &str = "owner";
/// The transaction whose fate is not known.
const PENDING: &str = "pending";

/// The store could not be written: what would have been sent was not.
#[derive(Debug)]
pub struct Broken(PathBuf);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let path = self.0.display();
        write!(f, "cannot write the store {path}; nothing was sent. {FULL}")
    }
}

/// A [`Book`], kept on disk.
pub struct Store {
    path: PathBuf,
    kept: Kept,
    book: Book,
}

impl Store {
    /// Opens the file, or makes it. `owner` says whose it is: chain, market and provider. A store of another is refused:
    /// what it remembers would be taken for this one's. What was begun and not finished is to be begun again.
    pub fn open(path: &Path, owner: &str) -> Result<Self> {
        let kept = Kept::open(path, |write| own(write, path, owner))?;
        let mut store = Self { path: path.to_owned(), kept, book: Book::default() };
        store.book = store.read()?;
        let mut works = store.book.work.clone();
        works.retain(|_, work| work.input.begun() || work.run.begun() || work.signatures.begun());
        for work in works.values_mut() {
            work.input.interrupt();
            work.run.interrupt();
            work.signatures.interrupt();
        }
        store.set_work(works)?;
        let mut leases = store.book.leases.clone();
        leases.values_mut().for_each(Tenant::interrupt);
        leases.retain(|id, tenant| store.book.leases.get(id) != Some(tenant));
        store.set_leases(leases)?;
        Ok(store)
    }

    /// What it holds.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Writes down what is about to be sent.
    pub fn pend(&mut self, pending: Pending) -> Result<()> {
        if let Some(other) = &self.book.pending {
            bail!("expected no transaction pending before {}, got {}", pending.hash, other.hash);
        }
        let entry = |action: &Action| {
            let before = self.failed(&action.key()).cloned();
            Sent { action: action.clone(), fate: Fate::Pending { before } }
        };
        let sent: Vec<_> = pending.actions.iter().map(entry).collect();
        self.write(|write| {
            write.open_table(META)?.insert(PENDING, bytes(&pending)?.as_slice())?;
            put(write, &sent)
        })?;
        self.remember(sent);
        self.book.pending = Some(pending);
        Ok(())
    }

    /// Writes down what became of the pending transaction: it is in the block of this height, or failed. If one message is to
    /// blame, the others are again what they were before: they may be sent at once.
    pub fn settle(&mut self, fate: Result<u64, Failure>) -> Result<()> {
        let Some(pending) = self.book.pending.clone() else { return Ok(()) };
        let (mut works, mut sent, mut forgotten) = (vec![], vec![], vec![]);
        for (index, action) in pending.actions.into_iter().enumerate() {
            let before = self.failed(&action.key());
            let fate = match &fate {
                Ok(height) => Fate::Done { height: *height },
                Err(Failure { blamed: Some(blamed), .. }) if *blamed != index => match before {
                    Some(before) => Fate::Failed(before.clone()),
                    None => {
                        forgotten.push(action.key());
                        continue;
                    }
                },
                Err(failure) => Fate::Failed(Pause::after(before, failure.at, failure.reason.clone())),
            };
            if let (Action::Accept { job, .. }, Fate::Done { height }) = (&action, &fate) {
                let mut work = self.book.work.get(job).cloned().unwrap_or_default();
                work.accepted = Some(*height);
                works.push((*job, work));
            }
            sent.push(Sent { action, fate });
        }
        self.write(|write| {
            write.open_table(META)?.remove(PENDING)?;
            put(write, &sent)?;
            remove(write, &forgotten)?;
            works.iter().try_for_each(|(job, work)| put_work(write, *job, work))
        })?;
        self.book.pending = None;
        self.book.sent.retain(|key, _| !forgotten.contains(key));
        self.remember(sent);
        self.book.work.extend(works);
        Ok(())
    }

    /// Writes down that something could not even be sent.
    pub fn fail(&mut self, action: Action, now: u64, reason: &str) -> Result<()> {
        let sent =
            vec![Sent { fate: Fate::Failed(Pause::after(self.failed(&action.key()), now, reason)), action }];
        self.write(|write| put(write, &sent))?;
        self.remember(sent);
        Ok(())
    }

    /// Writes down how far the work on jobs is.
    pub fn set_work(&mut self, works: BTreeMap<u64, Work>) -> Result<()> {
        if works.is_empty() {
            return Ok(());
        }
        self.write(|write| works.iter().try_for_each(|(job, work)| put_work(write, *job, work)))?;
        self.book.work.extend(works);
        Ok(())
    }

    /// Writes down how far the machines of leases are.
    pub fn set_leases(&mut self, leases: BTreeMap<u64, Tenant>) -> Result<()> {
        if leases.is_empty() {
            return Ok(());
        }
        self.write(|write| {
            let mut table = write.open_table(LEASES)?;
            leases
                .iter()
                .try_for_each(|(id, tenant)| Ok(table.insert(id, bytes(tenant)?.as_slice()).map(drop)?))
        })?;
        self.book.leases.extend(leases);
        Ok(())
    }

    /// Forgets leases whose machines were stopped.
    pub fn forget_leases(&mut self, leases: &[u64]) -> Result<()> {
        if leases.is_empty() {
            return Ok(());
        }
        let of = |key: &Key| key.lease().is_some_and(|lease| leases.contains(&lease));
        let keys: Vec<Key> = self.book.sent.keys().filter(|key| of(key)).cloned().collect();
        self.write(|write| {
            let mut table = write.open_table(LEASES)?;
            leases.iter().try_for_each(|lease| table.remove(lease).map(drop))?;
            remove(write, &keys)
        })?;
        self.book.leases.retain(|lease, _| !leases.contains(lease));
        self.book.sent.retain(|key, _| !of(key));
        Ok(())
    }

    /// Forgets jobs that have ended.
    pub fn forget(&mut self, jobs: &[u64]) -> Result<()> {
        if jobs.is_empty() {
            return Ok(());
        }
        let of = |key: &Key| key.job().is_some_and(|job| jobs.contains(&job));
        let keys: Vec<Key> = self.book.sent.keys().filter(|key| of(key)).cloned().collect();
        self.write(|write| {
            let mut table = write.open_table(WORK)?;
            jobs.iter().try_for_each(|job| table.remove(job).map(drop))?;
            remove(write, &keys)
        })?;
        self.book.work.retain(|job, _| !jobs.contains(job));
        self.book.sent.retain(|key, _| !of(key));
        Ok(())
    }

    fn failed(&self, key: &Key) -> Option<&Pause> {
        self.book.sent.get(key).and_then(|sent| sent.fate.failed())
    }

    fn remember(&mut self, sent: Vec<Sent>) {
        self.book.sent.extend(sent.into_iter().map(|sent| (sent.action.key(), sent)));
    }

    fn read(&self) -> Result<Book> {
        let read = self.kept.read()?;
        let mut book = Book::default();
        for entry in read.open_table(WORK)?.iter()? {
            let (job, work) = entry?;
            book.work.insert(job.value(), parse(work.value())?);
        }
        for entry in read.open_table(LEASES)?.iter()? {
            let (lease, tenant) = entry?;
            book.leases.insert(lease.value(), parse(tenant.value())?);
        }
        for entry in read.open_table(SENT)?.iter()? {
            let sent: Sent = parse(entry?.1.value())?;
            book.sent.insert(sent.action.key(), sent);
        }
        book.pending = read.open_table(META)?.get(PENDING)?.map(|value| parse(value.value())).transpose()?;
        Ok(book)
    }

    /// One transaction, on disk before this returns.
    fn write(&self, change: impl FnOnce(&WriteTransaction) -> Result<()>) -> Result<()> {
        self.kept.write(change).with_context(|| Broken(self.path.clone()))
    }
}

/// Writes down whose it is, if nobody's yet, and makes its tables. Refuses another's.
fn own(write: &WriteTransaction, path: &Path, owner: &str) -> Result<()> {
    let mut table = write.open_table(META)?;
    let there = table.get(OWNER)?.map(|value| String::from_utf8_lossy(value.value()).into_owned());
    if there.is_none() {
        table.insert(OWNER, owner.as_bytes())?;
    }
    let got = there.as_deref().unwrap_or(owner);
    ensure!(got == owner, "{} is the store of {got}, not of {owner}: name another `data`", path.display());
    write.open_table(WORK)?;
    write.open_table(LEASES)?;
    write.open_table(SENT)?;
    Ok(())
}

fn put(write: &WriteTransaction, sent: &[Sent]) -> Result<()> {
    let mut table = write.open_table(SENT)?;
    for entry in sent {
        table.insert(text(&entry.action.key())?.as_str(), bytes(entry)?.as_slice())?;
    }
    Ok(())
}

fn remove(write: &WriteTransaction, keys: &[Key]) -> Result<()> {
    let mut table = write.open_table(SENT)?;
    keys.iter().try_for_each(|key| Ok(table.remove(text(key)?.as_str()).map(drop)?))
}

fn put_work(write: &WriteTransaction, job: u64, work: &Work) -> Result<()> {
    write.open_table(WORK)?.insert(job, bytes(work)?.as_slice())?;
    Ok(())
}

fn text(key: &Key) -> Result<String> {
    Ok(serde_json::to_string(key)?)
}

fn bytes(value: &impl Serialize) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(value)?)
}

fn parse<T: DeserializeOwned>(value: &[u8]) -> Result<T> {
    serde_json::from_slice(value).context("an entry of the store is not what this version writes")
}
