//! An agent on the fake chain, and its rounds.

use compute_amm_agent::run::Agent;
use compute_amm_agent::store::Store;

use crate::fake::{Fake, Machine};
use crate::support::*;

pub struct Setting {
    pub chain: Fake,
    pub agent: Agent<Fake, Machine>,
    _folder: tempfile::TempDir,
}

impl Setting {
    pub fn new(gpus: u32, percent: u64) -> Self {
        let chain = Fake::new(gpus);
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store"), "me").unwrap();
        let agent = Agent::new(config(), chain.clone(), Machine::new(&chain, percent), store);
        Self { chain, agent, _folder: folder }
    }

    pub fn rounds(&mut self, rounds: usize) {
        for _ in 0..rounds {
            let _ = self.agent.tick();
            self.chain.block(5);
        }
    }
}
