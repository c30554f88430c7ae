//! An agent on the fake chain, and its rounds.

use std::path::Path;

use compute_amm_agent::config::Config;
use compute_amm_agent::run::Agent;
use compute_amm_agent::store::Store;

use crate::fake::{Fake, Machine};
use crate::support::*;

pub struct Setting {
    pub chain: Fake,
    pub agent: Agent<Fake, Machine>,
    config: Config,
    folder: tempfile::TempDir,
}

fn begin(config: &Config, chain: &Fake, folder: &Path, percent: u64) -> Agent<Fake, Machine> {
    let store = Store::open(&folder.join("store"), "me").unwrap();
    Agent::new(config.clone(), chain.clone(), Machine::new(chain, percent), store)
}

impl Setting {
    pub fn new(gpus: u32, percent: u64) -> Self {
        Self::of(gpus, percent, config())
    }

    pub fn of(gpus: u32, percent: u64, config: Config) -> Self {
        let chain = Fake::new(gpus);
        let folder = tempfile::tempdir().unwrap();
        let agent = begin(&config, &chain, folder.path(), percent);
        Self { chain, agent, config, folder }
    }

    pub fn rounds(&mut self, rounds: usize) {
        for _ in 0..rounds {
            let _ = self.agent.tick();
            self.chain.block(5);
        }
    }

    /// The agent is killed and begins again, with its store or without.
    pub fn restart(self, keeps: bool) -> Self {
        let Self { chain, agent, config, folder } = self;
        drop(agent);
        let folder = if keeps { folder } else { tempfile::tempdir().unwrap() };
        let agent = begin(&config, &chain, folder.path(), 50);
        Self { chain, agent, config, folder }
    }
}
