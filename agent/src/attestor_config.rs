//! `attestor.toml`: six keys, of which three must be said.
//!
//! | key | what | if left out |
//! |---|---|---|
//! | `chain` | the chain's wiring file | must be said |
//! | `key` | file with a scheme (`secp256k1`, `secp256r1`, `ed25519`) and the attestor's key, 32 bytes in hex | must be said |
//! | `workloads` | program digest (64 hex) = command and arguments, a container, or an inspector | must be said |
//! | `data` | folder of its runs | `attestor-data` |
//! | `memory_mib` | memory of one run, MiB, 16 to 16,777,216 | 2,048 |
//! | `listen` | address on which it is asked | `127.0.0.1:9465` |
//!
//! Paths start at the file's folder.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::file::{self, File};
use crate::program::Program;

/// Every key that the file may have.
pub const KEYS: [&str; 6] = ["chain", "key", "workloads", "data", "memory_mib", "listen"];

/// What an attestor is told. See the [module](self) for units and defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct AttestorConfig {
    /// The chain's wiring file.
    pub chain: PathBuf,
    /// The file with the attestor's key.
    pub key: PathBuf,
    /// What runs a program, by its digest.
    pub workloads: BTreeMap<[u8; 32], Program>,
    /// The folder of its runs.
    pub data: PathBuf,
    /// Memory of one run, MiB.
    pub memory_mib: u64,
    /// Where it is asked.
    pub listen: SocketAddr,
}

impl AttestorConfig {
    /// Reads the file; an error names the key, what was expected and what came.
    pub fn read(path: &Path) -> Result<Self> {
        let (text, folder) = file::read(path)?;
        Self::parse(&text, &folder).with_context(|| format!("in {}", path.display()))
    }

    /// Reads the text of a file that lies in `folder`.
    pub fn parse(text: &str, folder: &Path) -> Result<Self> {
        let file = File::parse(text, folder, &KEYS)?;
        let listen = file.address("listen", "127.0.0.1:9465")?;
        Ok(Self {
            chain: file.path("chain", None)?,
            key: file.path("key", None)?,
            workloads: file.workloads(true)?,
            data: file.path("data", Some("attestor-data"))?,
            memory_mib: file.memory()?,
            listen: listen.context("listen: expected an address such as \"127.0.0.1:9465\", got \"\"")?,
        })
    }

    /// Refuses files that are not there, and commands that cannot be found.
    pub fn check(&self) -> Result<()> {
        file::check(&[("chain", &self.chain), ("key", &self.key)], &self.workloads)
    }
}
