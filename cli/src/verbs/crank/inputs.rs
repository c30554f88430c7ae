//! Inputs of standard jobs, by their digests.

use std::collections::BTreeMap;
use std::fs::ReadDir;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use api::job_market::MAX_INPUT;
use cosmwasm_std::{Binary, HexBinary};

use crate::exit::usage;
use crate::files::bytes_of;
use crate::render::progress;
use crate::sign::sha256;

/// Most files of a folder that are read.
const MOST_FILES: usize = 10_000;

/// Files whose digests jobs name.
pub struct Inputs(BTreeMap<Vec<u8>, Binary>);

impl Inputs {
    /// Refuses a command that names a file or a folder which cannot be read.
    pub fn check(files: &[PathBuf], folder: Option<&Path>) -> Result<()> {
        for file in files {
            bytes_of(file)?;
        }
        folder.map_or(Ok(()), |folder| entries(folder).map(drop))
    }

    /// Reads the files that are named and those of a folder that could be an input, of 1 to 65,536 bytes. Of a file that cannot
    /// be read that is told, and the others are read: its job alone waits.
    pub fn read(files: &[PathBuf], folder: Option<&Path>) -> Result<Self> {
        let mut inputs = Self(BTreeMap::new());
        for file in files {
            inputs.add(file);
        }
        let Some(folder) = folder else { return Ok(inputs) };
        let entries = entries(folder)?;
        for entry in entries.take(MOST_FILES) {
            let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
            let fits = path.metadata().is_ok_and(|file| file.is_file() && file.len() <= MAX_INPUT.into());
            if fits {
                inputs.add(&path);
            }
        }
        Ok(inputs)
    }

    fn add(&mut self, path: &Path) {
        match bytes_of(path) {
            Ok(bytes) => {
                self.0.insert(sha256(&bytes).into(), bytes.into());
            }
            Err(error) => progress(&format!("{error}: left out")),
        }
    }

    /// The bytes of that digest.
    pub fn of(&self, digest: &HexBinary) -> Option<&Binary> {
        self.0.get(digest.as_slice())
    }
}

fn entries(folder: &Path) -> Result<ReadDir> {
    std::fs::read_dir(folder).map_err(|error| {
        usage(format!("cannot read {}: {error}", folder.display()), "name a folder: --inputs DIR")
    })
}
