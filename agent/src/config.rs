//! `provider.toml`: thirteen keys, of which three must be said.
//!
//! | key | what | if left out |
//! |---|---|---|
//! | `chain` | the chain's wiring file | must be said |
//! | `key` | file with the provider's key, 32 bytes in hex | must be said |
//! | `workloads` | program digest (64 hex) = command and arguments, or a container | must be said |
//! | `data` | folder of the store, inputs and outputs | `agent-data` |
//! | `classes` | hardware classes whose jobs are accepted | all in which GPUs are offered |
//! | `methods` | verification methods whose jobs are accepted | all that can be served |
//! | `payers` | whose jobs are accepted | anybody's |
//! | `min_price` | least that a job's credits cost, NET base units per whole credit, as text | `"0"` |
//! | `keep_net` | NET base units in the wallet below which nothing is accepted, as text | `"1000000"` |
//! | `memory_mib` | memory of one run, MiB, 16 to 16,777,216 | 2,048 |
//! | `attestors` | `http://` addresses of attestors | none: attested jobs are not accepted |
//! | `listen` | table: `metrics`, address on which `/metrics` is served; `outputs` and `url`, address on which outputs are, and
//! how the world calls it | `metrics = "127.0.0.1:9464"` (`""` serves none), and outputs are not served |
//! | `leases` | table: see [`lease_config`](crate::lease_config); with it `workloads` need not be said | no leases are served |
//!
//! Paths start at the file's folder.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{bail, ensure, Context, Result};
use api::common::MAX_LOCATOR;

use crate::fetch::is_web;
use crate::file::{self, File};
use crate::lease_config::Leases;
use crate::program::Program;

/// Every key that the file may have.
pub const KEYS: [&str; 13] = [
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
    "listen",
    "leases",
];

/// What a provider wants of its agent. See the [module](self) for units and defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The chain's wiring file.
    pub chain: PathBuf,
    /// The file with the provider's key.
    pub key: PathBuf,
    /// What runs a program, by its digest.
    pub workloads: BTreeMap<[u8; 32], Program>,
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
    /// Where outputs are served, if they are.
    pub outputs: Option<Outputs>,
    /// How leases are served, if they are.
    pub leases: Option<Leases>,
}

/// Where outputs are served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// The address to listen on.
    pub address: SocketAddr,
    /// What clients call it, without a slash at its end.
    pub url: String,
}

impl Outputs {
    /// Where a client finds an output: no longer than the job-market takes.
    pub fn locator(&self, output: &[u8; 32]) -> String {
        format!("{}/{}", self.url, hex::encode(output))
    }
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
        let (chain, key) = (file.path("chain", None)?, file.path("key", None)?);
        let listen = file.table("listen", &["metrics", "outputs", "url"])?;
        let classes = file.texts("classes")?.into_iter().collect();
        let min_price = file.amount("min_price", 0)?;
        let leases = Leases::read(&file, &classes, min_price)?;
        let workloads = match leases.is_some() && !file.has("workloads") {
            true => BTreeMap::new(),
            false => file.workloads(false)?,
        };
        Ok(Self {
            chain,
            key,
            workloads,
            data: file.path("data", Some("agent-data"))?,
            classes,
            methods: file.methods()?,
            payers: file.texts("payers")?.into_iter().collect(),
            min_price,
            keep_net: file.amount("keep_net", 1_000_000)?,
            memory_mib: file.memory()?,
            attestors: file.attestors()?,
            metrics: listen.address("metrics", "127.0.0.1:9464")?,
            outputs: outputs(&listen)?,
            leases,
        })
    }

    /// The part of `camm agent check` that asks nobody: the files are there, and each command can be found.
    pub fn check(&self) -> Result<()> {
        file::check(&[("chain", &self.chain), ("key", &self.key)], &self.workloads)?;
        let hooks = self.leases.iter().flat_map(Leases::hooks);
        hooks
            .into_iter()
            .try_for_each(|(key, words)| file::runnable(key, words.first().map_or("", String::as_str)))
    }
}

/// `outputs` and `url` of `[listen]`: both or neither.
fn outputs(listen: &File) -> Result<Option<Outputs>> {
    let url = listen.text("url")?.map(|url| url.trim_end_matches('/'));
    let (Some(address), Some(url)) = (listen.address("outputs", "")?, url) else {
        if url.is_some() || listen.text("outputs")?.is_some_and(|text| !text.is_empty()) {
            bail!("listen: expected both `outputs` and `url`, or neither, got one");
        }
        return Ok(None);
    };
    let printed = url.bytes().all(|byte| byte.is_ascii_graphic());
    ensure!(
        is_web(url) && printed && !url.contains(['?', '#', '@']),
        "listen.url: expected an address such as \"https://gpu.example\", got \"{url}\""
    );
    let outputs = Outputs { address, url: url.to_owned() };
    let length = outputs.locator(&[0; 32]).len();
    ensure!(
        length <= MAX_LOCATOR,
        "listen.url: expected an address that has, with `/` and 64 digits, at most {MAX_LOCATOR} bytes, got {length}"
    );
    Ok(Some(outputs))
}
