//! Devnets of the tests' own: made when a test begins, forgotten when it ends.

pub mod http;
pub mod live;
pub mod load;
pub mod operator;
pub mod process;
pub mod site;
pub mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use chain::artifacts::Artifacts;
use chain::clock::Clock;
use chain::config::ChainFile;
use cosmrs::tendermint::Time;
use deploy::Manifest;
use serde_json::Value;
use xtask::devnet::{wasmd, Apart, Devnet, Options};
use xtask::project::Project;

/// How fast a test's chain is. Votes leave a busy machine time to cast them, also while they are expedited.
const BLOCK_MS: u64 = 200;
const VOTING_SECONDS: u64 = 6;

/// A devnet that lasts as long as its value, and the market's file for it.
pub struct TestChain {
    project: &'static Project,
    home: PathBuf,
    /// `devnet/chain.toml`, pointed at this chain.
    pub file: ChainFile,
    /// The built contracts.
    pub artifacts: Artifacts,
}

impl TestChain {
    /// A fresh chain. Its ports must be no other test's: they run side by side.
    pub fn new(name: &str, validators: u16, port_base: u16) -> Self {
        Self::try_new(name, validators, port_base).unwrap_or_else(|e| panic!("devnet `{name}`: {e:#}"))
    }

    fn try_new(name: &str, validators: u16, port_base: u16) -> Result<Self> {
        Self::made(name, &options(validators, port_base), port_base)
    }

    /// A fresh chain of one validator with so many milliseconds between its blocks.
    pub fn paced(name: &str, port_base: u16, block_ms: u64) -> Result<Self> {
        Self::made(name, &Options { block_ms: Some(block_ms), ..options(1, port_base) }, port_base)
    }

    fn made(name: &str, options: &Options, port_base: u16) -> Result<Self> {
        let chain = Self::unmade(name, options.validators.unwrap_or(1), port_base)?;
        chain.devnet().reset()?;
        chain.devnet().up(options)?;
        Ok(chain)
    }

    /// A fresh chain without consensus, of one validator, and what moves its clock.
    pub fn with_clock(name: &str, port_base: u16) -> (Self, Clock) {
        Self::with_late_clock(name, port_base, 0)
    }

    /// The same, which began so many seconds ago by its own clock.
    pub fn with_late_clock(name: &str, port_base: u16, seconds: u64) -> (Self, Clock) {
        let make = || {
            let chain = Self::unmade(name, 1, port_base)?;
            let Apart { genesis, application, rpc } = chain.devnet().apart(&options(1, port_base))?;
            begin_earlier(&genesis, seconds)?;
            let clock = Clock::start(&genesis, &application, &rpc)?;
            Ok((chain, clock))
        };
        make().unwrap_or_else(|e: anyhow::Error| panic!("devnet `{name}` without consensus: {e:#}"))
    }

    fn unmade(name: &str, validators: u16, port_base: u16) -> Result<Self> {
        // Lives as long as the tests do.
        let project: &'static Project = Box::leak(Box::new(Project::locate()?));
        let home = project.root.join("target").join("chain-tests").join(name);
        let mut file = ChainFile::read(&project.root.join("devnet").join("chain.toml"))?;
        file.chain.rpc =
            (0..validators).map(|i| format!("http://127.0.0.1:{}", port_base + 10 * i)).collect();
        file.manifest = home.join("manifest.json");
        let artifacts = Artifacts::read(&project.root.join("artifacts"))?;
        Ok(Self { project, home, file, artifacts })
    }

    /// Its nodes.
    pub fn devnet(&self) -> Devnet<'static> {
        Devnet::at(self.project, Some(&self.home)).expect("a path in UTF-8")
    }

    /// The chain's own program.
    pub fn wasmd(&self) -> Result<Command> {
        Ok(wasmd::command(&wasmd::ensure(self.project)?.path))
    }

    /// Where its files are.
    pub fn home(&self) -> &PathBuf {
        &self.home
    }

    /// Deploys the market.
    pub fn deploy(&self) -> Manifest {
        self.deploy_and(&mut |_| {}).unwrap_or_else(|e| panic!("deploying: {e:#}"))
    }

    /// Deploys the market and tells every line of the progress.
    pub fn deploy_and(&self, told: &mut dyn FnMut(&str)) -> Result<Manifest> {
        let mut progress = |line: &str| {
            println!("{line}");
            told(line);
        };
        chain::deployment::run(&self.file, &self.artifacts, &mut progress)
    }

    /// The contracts as their next version, which `cargo xtask wasm --next` builds.
    pub fn next_artifacts(&self) -> Artifacts {
        let folder = self.project.root.join("target").join("next-version").join("artifacts");
        Artifacts::read(&folder)
            .unwrap_or_else(|e| panic!("{e:#}; build them with `cargo xtask wasm --next`"))
    }
}

/// Moves a genesis into the past.
fn begin_earlier(genesis: &Path, seconds: u64) -> Result<()> {
    let mut file: Value = serde_json::from_str(&fs::read_to_string(genesis)?)?;
    let time = file.get("genesis_time").and_then(Value::as_str).context("no genesis_time")?;
    let time: Time = time.parse()?;
    let earlier = (time - Duration::from_secs(seconds))?;
    file["genesis_time"] = earlier.to_rfc3339().into();
    Ok(fs::write(genesis, file.to_string())?)
}

fn options(validators: u16, port_base: u16) -> Options {
    Options {
        validators: Some(validators),
        port_base: Some(port_base),
        block_ms: Some(BLOCK_MS),
        voting_seconds: Some(VOTING_SECONDS),
    }
}

impl Drop for TestChain {
    fn drop(&mut self) {
        // What went wrong is told by the test; its logs are wanted then.
        let ended = if std::thread::panicking() {
            self.devnet().down().map(drop)
        } else {
            self.devnet().reset().map(drop)
        };
        if let Err(error) = ended {
            eprintln!("the devnet in {} is still there: {error:#}", self.home.display());
        }
    }
}
