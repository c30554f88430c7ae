//! `provider.toml`: twelve keys, of which three must be said.
//!
//! | key | what | if left out |
//! |---|---|---|
//! | `chain` | the chain's wiring file | must be said |
//! | `key` | file with the provider's key, 32 bytes in hex | must be said |
//! | `workloads` | program digest (64 hex) = command and arguments | must be said |
//! | `data` | folder of the store, inputs and outputs | `agent-data` |
//! | `classes` | hardware classes whose jobs are accepted | all in which GPUs are offered |
//! | `methods` | verification methods whose jobs are accepted | all that can be served |
//! | `payers` | whose jobs are accepted | anybody's |
//! | `min_price` | least that a job's credits cost, NET base units per whole credit, as text | `"0"` |
//! | `keep_net` | NET base units in the wallet below which nothing is accepted, as text | `"1000000"` |
//! | `memory_mib` | memory of one run, MiB, 16 to 16,777,216 | 2,048 |
//! | `attestors` | `http://` addresses of attestors | none: attested jobs are not accepted |
//! | `metrics` | address on which `/metrics` is served | `127.0.0.1:9464`; `""` serves none |
//!
//! Paths start at the file's folder.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::file::{self, File};

/// Every key that the file may have.
pub const KEYS: [&str; 12] = [
    "chain",
    "key",
    "workloads",
    "data",
    "classes",
    "methods",
    "payers",
    "min_price",
    "keep_net",
    "memory_mib",
    "attestors",
    "metrics",
];

/// What a provider wants of its agent. See the [module](self) for units and defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The chain's wiring file.
    pub chain: PathBuf,
    /// The file with the provider's key.
    pub key: PathBuf,
    /// What runs a program, by its digest: command and arguments, at least the command.
    pub workloads: BTreeMap<[u8; 32], Vec<String>>,
    /// The folder of the store, inputs and outputs.
    pub data: PathBuf,
    /// Classes whose jobs are accepted; empty: all.
    pub classes: BTreeSet<String>,
    /// Methods whose jobs are accepted; empty: all.
    pub methods: BTreeSet<u32>,
    /// Whose jobs are accepted; empty: anybody's.
    pub payers: BTreeSet<String>,
    /// Least that a job's credits cost, NET base units per whole credit.
    pub min_price: u128,
    /// NET base units in the wallet below which nothing is accepted.
    pub keep_net: u128,
    /// Memory of one run, MiB.
    pub memory_mib: u64,
    /// Where attestors answer.
    pub attestors: Vec<String>,
    /// Where `/metrics` is served, if it is.
    pub metrics: Option<SocketAddr>,
}

impl Config {
    /// Reads the file; an error names the key, what was expected and what came.
    pub fn read(path: &Path) -> Result<Self> {
        let (text, folder) = file::read(path)?;
        Self::parse(&text, &folder).with_context(|| format!("in {}", path.display()))
    }

    /// Reads the text of a file that lies in `folder`.
    pub fn parse(text: &str, folder: &Path) -> Result<Self> {
        let file = File::parse(text, folder, &KEYS)?;
        Ok(Self {
            chain: file.path("chain", None)?,
            key: file.path("key", None)?,
            workloads: file.workloads()?,
            data: file.path("data", Some("agent-data"))?,
            classes: file.texts("classes")?.into_iter().collect(),
            methods: file.methods()?,
            payers: file.texts("payers")?.into_iter().collect(),
            min_price: file.amount("min_price", 0)?,
            keep_net: file.amount("keep_net", 1_000_000)?,
            memory_mib: file.memory()?,
            attestors: file.attestors()?,
            metrics: file.address("metrics", "127.0.0.1:9464")?,
        })
    }

    /// The part of `camm agent check` that asks nobody: the files are there, and each command can be found.
    pub fn check(&self) -> Result<()> {
        file::check(&[("chain", &self.chain), ("key", &self.key)], &self.workloads)
    }
}
