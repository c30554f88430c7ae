//! Agents and attestors as processes, and the time that processes spend.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::process;

/// The kernel's ticks per second, as `/proc` counts them on every Linux.
const TICKS: u64 = 100;

/// A process whose troubles are errors: a load goes on to say what else there is.
pub struct Process(process::Process);

impl Process {
    /// Begins `camm VERB --config FILE`.
    pub fn begin(camm: &Path, verb: &str, file: &Path) -> Result<Self> {
        process::Process::try_begin(&[camm], verb, file).map(Self)
    }

    /// Ends it as its operator would.
    pub fn stop(self) -> Result<()> {
        self.0.try_stop()
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
