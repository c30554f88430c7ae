//! A chain of one's own: stock wasmd nodes on this machine, for trying a market out and for tests.
//!
//! A devnet is a folder, its *home*: one folder per node with its `.pid` and `.log` file beside it, the record
//! `devnet.json`, and the marker without which nothing is ever removed.

mod apart;
pub mod cli;
mod config;
mod genesis;
pub mod options;
pub mod ports;
pub mod process;
mod rpc;
pub mod wasmd;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};

pub use apart::Apart;
pub use options::{Options, Settings, CHAIN_ID};
use ports::Ports;
use process::Process;

use crate::project::Project;

/// Says that a folder is a devnet's and may be removed.
const MARKER: &str = ".compute-amm-devnet";

/// How long a node may take to answer, and a chain to make a block, beyond the time between two blocks.
const PATIENCE: Duration = Duration::from_secs(60);

/// A devnet by its home, made or not.
pub struct Devnet<'a> {
    project: &'a Project,
    /// Absolute path of the folder that holds all of it.
    pub home: PathBuf,
}

/// How one node is.
pub struct NodeStatus {
    /// Its number.
    pub node: u16,
    /// Its process, if it runs.
    pub pid: Option<u32>,
    /// Where its RPC is.
    pub rpc: String,
    /// What it answers, or why it does not.
    pub answer: Result<rpc::Answer>,
}

impl<'a> Devnet<'a> {
    /// The devnet of a folder; `target/devnet` of the workspace where none is named.
    pub fn at(project: &'a Project, home: Option<&Path>) -> Result<Self> {
        let home = match home {
            Some(home) => {
                std::path::absolute(home).with_context(|| format!("bad --home {}", home.display()))?
            }
            None => project.root.join("target").join("devnet"),
        };
        ensure!(home.to_str().is_some(), "expected a --home in UTF-8, got {}", home.display());
        Ok(Devnet { project, home })
    }

    /// How it was made, or an error that says how to make it.
    pub fn settings(&self) -> Result<Settings> {
        match options::read(&self.home)? {
            Some((settings, _)) => Ok(settings),
            None => bail!("no devnet in {}; make one with `cargo xtask devnet up`", self.home.display()),
        }
    }

    /// Makes it if it was not made, starts every node that does not run, and waits for a new block on each. Returns
    /// whether anything had to be started.
    pub fn up(&self, options: &Options) -> Result<bool> {
        let _lock = self.lock()?;
        let made = options::read(&self.home)?;
        let settings = options::resolve(options, made.as_ref().map(|(settings, _)| settings))?;
        let wasmd = wasmd::ensure(self.project)?;
        match made {
            Some((_, built)) => ensure!(
                built == wasmd.id,
                "the devnet was made with another build of wasmd ({built}) than devnet/go.mod now pins ({}); \
                 forget it with `cargo xtask devnet reset`",
                wasmd.id
            ),
            None => self.make(&wasmd, &settings)?,
        }
        let nodes: Vec<(u16, Ports)> = (0..).zip(settings.ports()?).collect();
        let mut missing = Vec::new();
        for (node, ports) in &nodes {
            if self.process(*node).pid()?.is_none() {
                ports.ensure_free()?;
                missing.push(*node);
            }
        }
        for node in &missing {
            self.process(*node).start(&wasmd.path, &[])?;
        }
        for (node, ports) in &nodes {
            self.await_block(*node, *ports, &settings)?;
        }
        Ok(!missing.is_empty())
    }

    /// Stops every node. Says how many ran.
    pub fn down(&self) -> Result<usize> {
        let _lock = self.lock()?;
        self.stop_all()
    }

    /// Every node's state. Fails where no devnet was made.
    pub fn status(&self) -> Result<Vec<NodeStatus>> {
        let settings = self.settings()?;
        (0..)
            .zip(settings.ports()?)
            .map(|(node, ports)| {
                let pid = self.process(node).pid()?;
                let answer = match pid {
                    Some(_) => rpc::status(ports),
                    None => Err(anyhow::anyhow!("not running")),
                };
                Ok(NodeStatus { node, pid, rpc: ports.rpc_url(), answer })
            })
            .collect()
    }

    /// Stops every node and removes the home, if a devnet was made there. Says whether one was.
    pub fn reset(&self) -> Result<bool> {
        let _lock = self.lock()?;
        if !self.home.exists() {
            return Ok(false);
        }
        self.ensure_ours()?;
        self.stop_all()?;
        fs::remove_dir_all(&self.home).with_context(|| format!("cannot remove {}", self.home.display()))?;
        Ok(true)
    }

    /// Starts one node that does not run and waits until it answers. Says whether it had to.
    pub fn start(&self, node: u16) -> Result<bool> {
        let _lock = self.lock()?;
        let ports = self.ports_of(node)?;
        let process = self.process(node);
        if process.pid()?.is_some() {
            return Ok(false);
        }
        ports.ensure_free()?;
        process.start(&wasmd::ensure(self.project)?.path, &[])?;
        self.await_that(node, PATIENCE, "answers", || Ok(rpc::status(ports).is_ok()))?;
        Ok(true)
    }

    /// Stops one node and waits until it has ended. Says whether it ran.
    pub fn stop(&self, node: u16) -> Result<bool> {
        let _lock = self.lock()?;
        self.ports_of(node)?;
        self.process(node).stop()
    }

    /// Ends one node as a power cut would. Says whether it ran.
    pub fn kill(&self, node: u16) -> Result<bool> {
        let _lock = self.lock()?;
        self.ports_of(node)?;
        self.process(node).kill()
    }

    fn process(&self, node: u16) -> Process {
        Process::of(self.home.join(format!("node{node}")))
    }

    fn ports_of(&self, node: u16) -> Result<Ports> {
        let settings = self.settings()?;
        ensure!(
            node < settings.validators,
            "expected a node from 0 to {}, got {node}",
            settings.validators.saturating_sub(1)
        );
        Ports::of(settings.port_base, node)
    }

    fn make(&self, wasmd: &wasmd::Wasmd, settings: &Settings) -> Result<()> {
        for ports in settings.ports()? {
            ports.ensure_free()?;
        }
        if self.home.exists() {
            // Left by an attempt that was interrupted, or not ours at all.
            self.ensure_ours()?;
            self.stop_all()?;
            fs::remove_dir_all(&self.home)
                .with_context(|| format!("cannot remove {}", self.home.display()))?;
        }
        fs::create_dir_all(&self.home).with_context(|| format!("cannot create {}", self.home.display()))?;
        let marker = self.home.join(MARKER);
        fs::write(&marker, "`cargo xtask devnet reset` removes this folder.\n")
            .with_context(|| format!("cannot write {}", marker.display()))?;
        genesis::make(&wasmd.path, &self.home, settings)?;
        options::write(&self.home, settings, &wasmd.id)
    }

    /// Fails unless the home is a devnet's, or an empty folder.
    fn ensure_ours(&self) -> Result<()> {
        let empty = fs::read_dir(&self.home)
            .with_context(|| format!("cannot read {}", self.home.display()))?
            .next()
            .is_none();
        ensure!(
            empty || self.home.join(MARKER).is_file(),
            "{} holds something else than a devnet (expected a file {MARKER} in it): not touched; choose another --home",
            self.home.display()
        );
        Ok(())
    }

    /// Stops every node that left a pid file, whatever the record says.
    fn stop_all(&self) -> Result<usize> {
        let mut stopped = 0;
        for node in 0..options::MAX_VALIDATORS {
            if self.process(node).stop()? {
                stopped += 1;
            }
        }
        Ok(stopped)
    }

    /// One task at a time. The lock lies beside the home, which comes and goes.
    fn lock(&self) -> Result<File> {
        let mut path = self.home.clone().into_os_string();
        path.push(".lock");
        let path = PathBuf::from(path);
        let folder = path.parent().context("the devnet's home is the root folder")?;
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
        let lock = File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
        lock.lock().with_context(|| format!("cannot lock {}", path.display()))?;
        Ok(lock)
    }

    /// Waits until a node has a block that it had not when first asked, and is on our chain.
    fn await_block(&self, node: u16, ports: Ports, settings: &Settings) -> Result<()> {
        let mut first = None;
        let limit = PATIENCE + Duration::from_millis(settings.block_ms.saturating_mul(2));
        self.await_that(node, limit, "makes blocks", || {
            let Ok(answer) = rpc::status(ports) else { return Ok(false) };
            ensure!(
                answer.chain_id == CHAIN_ID,
                "expected chain {CHAIN_ID} on port {}, got {}",
                ports.rpc,
                answer.chain_id
            );
            let first = *first.get_or_insert(answer.height);
            Ok(answer.height > first && !answer.catching_up)
        })
    }

    fn await_that(
        &self,
        node: u16,
        limit: Duration,
        what: &str,
        mut holds: impl FnMut() -> Result<bool>,
    ) -> Result<()> {
        let (process, start) = (self.process(node), Instant::now());
        while !holds()? {
            let why = if process.pid()?.is_none() {
                "its process ended".to_owned()
            } else if start.elapsed() > limit {
                format!("waited {} s", limit.as_secs())
            } else {
                sleep(Duration::from_millis(100));
                continue;
            };
            bail!(
                "expected that node {node} {what}: {why}; the end of {}:\n{}",
                process.log().display(),
                process.log_tail()
            );
        }
        Ok(())
    }
}
