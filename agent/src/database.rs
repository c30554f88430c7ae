//! A database in one file, of one process: whatever is committed is there after the machine lost its power.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{bail, Context, Result};
use redb::{Database, ReadTransaction, WriteTransaction};

/// Why a file can mostly not be written.
pub const FULL: &str = "Is the disk full? Free some and start again";
/// What of it is held in memory, bytes.
const CACHE: usize = 16 << 20;

/// An open database.
pub struct Kept {
    path: PathBuf,
    db: Database,
    /// As long as it is held, nobody else opens it. It ends after the database.
    _lock: Lock,
}

impl Kept {
    /// Opens the file, or makes it. What `first` writes is there from the beginning, or, if it fails, nothing changed.
    ///
    /// After a kill the database mends itself when it is opened, and if that cannot be written it is lost. So it is opened
    /// as a copy, which takes the place of the file once it is whole.
    ///
    /// Errors: another process has it open; it cannot be read or written; what `first` says.
    pub fn open(path: &Path, first: impl FnOnce(&WriteTransaction) -> Result<()>) -> Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let lock = lock(&path.with_extension("lock"))?;
        let new = path.with_extension("new");
        let at = || format!("cannot open the store {}. {FULL}", path.display());
        match std::fs::copy(path, &new) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => drop(std::fs::remove_file(&new)),
            Err(error) => return Err(error).with_context(at),
        }
        let db = Database::builder().set_cache_size(CACHE).create(&new).with_context(at)?;
        let kept = Self { path: path.to_owned(), db, _lock: lock };
        // This writes, so all of the copy is on disk before it takes the place of the file.
        kept.write(first)?;
        std::fs::rename(&new, path).and_then(|()| sync_folder(path)).with_context(at)?;
        Ok(kept)
    }

    /// What is committed, as it is now.
    pub fn read(&self) -> Result<ReadTransaction> {
        Ok(self.db.begin_read()?)
    }

    /// One transaction, on disk before this returns; of one that fails nothing is.
    pub fn write<T>(&self, change: impl FnOnce(&WriteTransaction) -> Result<T>) -> Result<T> {
        let at = || format!("cannot write {}. {FULL}", self.path.display());
        let write = self.db.begin_write().with_context(at)?;
        let changed = change(&write)?;
        write.commit().with_context(at)?;
        Ok(changed)
    }
}

/// A lock that ends with the process, or before.
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // A process that is being begun shares the open file for a moment, so closing it alone would not end the lock.
        let _ = self.0.unlock();
    }
}

fn lock(path: &Path) -> Result<Lock> {
    let file = File::create(path).with_context(|| format!("cannot open {}. {FULL}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => {
            bail!(
                "cannot open the store: {} is locked; does another process run on the same data?",
                path.display()
            )
        }
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", path.display()))
        }
    }
}

/// After this the folder of a path holds the file under its new name, whatever happens to the machine.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
