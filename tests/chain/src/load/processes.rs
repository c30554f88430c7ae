//! Agents and attestors as processes, and the time that processes spend.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, Context, Result};

/// How long one may take to end.
const END: Duration = Duration::from_secs(60);
/// The kernel's ticks per second, as `/proc` counts them on every Linux.
const TICKS: u64 = 100;

/// A `camm` that does not outlive this. Its log lies beside its file.
pub struct Process(Child);

impl Process {
    /// Begins `camm VERB --config FILE`.
    pub fn begin(camm: &Path, verb: &str, file: &Path) -> Result<Self> {
        let log = File::create(file.with_extension("log"))?;
        let mut command = Command::new(camm);
        command.args([verb, "--config"]).arg(file).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        Ok(Self(command.spawn().with_context(|| format!("cannot run {}", camm.display()))?))
    }

    /// Ends it as its operator would.
    pub fn stop(mut self) -> Result<()> {
        let id = self.0.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().context("kill")?;
        let begun = Instant::now();
        while begun.elapsed() < END {
            match self.0.try_wait()? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => bail!("process {id} of camm ended with {status}"),
                None => sleep(Duration::from_millis(50)),
            }
        }
        bail!("process {id} of camm does not end")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Time of the machine's cores, milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// All agents, with the work that they did.
    pub agents: u64,
    /// All attestors, with the work that they did again.
    pub attestors: u64,
    /// The chain's node.
    pub node: u64,
    /// This process: the clients, and whoever watches.
    pub clients: u64,
}

impl Spent {
    /// What these have spent so far.
    pub fn now(agents: &[Process], attestors: &[Process], node: u32) -> Self {
        let sum = |all: &[Process]| all.iter().map(|process| spent(process.0.id())).sum();
        let clients = spent(std::process::id());
        Self { agents: sum(agents), attestors: sum(attestors), node: spent(node), clients }
    }

    /// What they spent since.
    pub fn since(self, before: &Self) -> Self {
        Self {
            agents: self.agents.saturating_sub(before.agents),
            attestors: self.attestors.saturating_sub(before.attestors),
            node: self.node.saturating_sub(before.node),
            clients: self.clients.saturating_sub(before.clients),
        }
    }

    /// All of it.
    pub fn all(&self) -> u64 {
        self.agents + self.attestors + self.node + self.clients
    }
}

/// A process and its children that have ended; 0 if it is gone.
fn spent(process: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name, in parentheses, may hold anything. User and system time, and the children's, are the 12th to 15th field after it.
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = fields.split(' ').skip(11).take(4).filter_map(|field| field.parse::<u64>().ok());
    ticks.sum::<u64>() * 1_000 / TICKS
}
