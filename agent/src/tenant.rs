//! What the agent remembers of a lease: for whom, until when, and how far its machine is.

use cosmwasm_std::Uint128;
use serde::{Deserialize, Serialize};

use crate::step::{Pause, Step};

/// A lease in the agent's hands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tenant {
    /// What its hooks are told.
    pub terms: Terms,
    /// Unix seconds at which its machine stops at the latest. Of a lease seen running: its prepaid end, as the chain said last. Before
    /// that, once its start was handed over: the latest end that this start allows. Before that: the time by which it must be started.
    pub end: Option<u64>,
    /// The machine is made ready.
    pub start: Step<Machine>,
    /// It is stopped, and nothing of it is left.
    pub stop: Step<()>,
    /// It serves: the time at which the hook said so, Unix seconds.
    pub alive: Step<u64>,
}

/// What a lease is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Hardware class.
    pub class: String,
    /// GPUs.
    pub gpus: u32,
    /// Seconds on each, top-ups included.
    pub seconds: u64,
    /// Whose it is.
    pub client: String,
    /// The client's SSH public key.
    pub ssh_key: [u8; 32],
    /// What it pledges, NET base units.
    pub pledge: Uint128,
}

/// A machine that is ready.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    /// Where it answers, at most 128 bytes.
    pub endpoint: String,
    /// Its SSH host key.
    pub host_key: [u8; 32],
}

impl Tenant {
    /// Whether a hook goes on.
    pub fn begun(&self) -> bool {
        self.start.begun() || self.stop.begun() || self.alive.begun()
    }

    /// Whether it may have a machine, ready or not, that is not known to have stopped.
    pub fn holds(&self) -> bool {
        self.stop.done().is_none()
    }

    /// Whether nobody has begun to stop its machine.
    pub fn keeps(&self) -> bool {
        self.stop == Step::Idle
    }

    /// What was begun and is not known to have ended, after a restart: it left something half done, which is stopped first.
    pub fn interrupt(&mut self) {
        cut_off(&mut self.start);
        cut_off(&mut self.stop);
        // Whoever said so before may have gone down with the agent.
        self.alive = Step::Idle;
    }
}

/// A hook that was begun has failed, and that counts as no try.
fn cut_off<T>(step: &mut Step<T>) {
    if step.begun() {
        let tries = step.failed().map_or(0, |pause| pause.tries);
        let reason = "the agent ended before it did".into();
        *step = Step::Failed(Pause { tries, until: 0, reason });
    }
}
