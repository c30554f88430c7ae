//! Inputs of standard jobs, by their digests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use api::job_market::MAX_INPUT;
use cosmwasm_std::{Binary, HexBinary};

use crate::exit::usage;
use crate::sign::sha256;
use crate::verbs::verify::bytes_of;

/// Most files of a folder that are read.
const MOST_FILES: usize = 10_000;

/// Files whose digests jobs name.
pub struct Inputs(BTreeMap<Vec<u8>, Binary>);

impl Inputs {
    /// Reads the files that are named and those of a folder that could be an input, of 1 to 65,536 bytes.
    pub fn read(files: &[PathBuf], folder: Option<&Path>) -> Result<Self> {
        let mut inputs = Self(BTreeMap::new());
        for file in files {
            inputs.add(bytes_of(file)?);
        }
        let Some(folder) = folder else { return Ok(inputs) };
        let entries = std::fs::read_dir(folder).map_err(|error| {
            usage(format!("cannot read {}: {error}", folder.display()), "name a folder: --inputs DIR")
        })?;
        for entry in entries.take(MOST_FILES) {
            let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
            let fits = path.metadata().is_ok_and(|file| file.is_file() && file.len() <= MAX_INPUT.into());
            if fits {
                inputs.add(bytes_of(&path)?);
            }
        }
        Ok(inputs)
    }

    fn add(&mut self, bytes: Vec<u8>) {
        self.0.insert(sha256(&bytes).into(), bytes.into());
    }

    /// The bytes of that digest.
    pub fn of(&self, digest: &HexBinary) -> Option<&Binary> {
        self.0.get(digest.as_slice())
    }
}
