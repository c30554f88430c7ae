//! A chain whose clock moves when it is told to: stock wasmd without consensus, for measures and tests that need days.
//!
//! `wasmd start --with-comet=false` serves its application over a socket ([`abci`]). [`blocks`] hands it blocks of a height
//! and a time of their own choosing, as its one validator would, and [`rpc`] answers in a node's place over [`http`], so that
//! the client of this crate works on it unchanged. What runs is the same application in the same state machine: a transaction
//! uses the gas that it uses on a chain with consensus.
//!
//! Not shown here: consensus, peers, the mempool (a transaction is in a block at once, alone, or refused), the time between
//! blocks, evidence, and how a node starts again.
//!
//! Time stands still while nobody asks anything. A transaction makes a block of a second; so does a question that
//! comes after a pause, which is how whoever waits for the next block gets it. [`Clock::advance`] makes it pass.

pub mod abci;
pub mod blocks;
pub mod genesis;
pub mod http;
pub mod rpc;

use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use anyhow::{anyhow, Context, Result};

use abci::Application;
use blocks::Blocks;

/// A chain that runs as long as this program, whose clock it moves.
#[derive(Clone)]
pub struct Clock {
    blocks: Arc<Mutex<Blocks>>,
}

impl Clock {
    /// Begins the chain of a genesis file on an application that has no state, which serves at `application` or will within a
    /// minute, and answers JSON-RPC at `rpc`; both as host:port.
    pub fn start(genesis: &Path, application: &str, rpc: &str) -> Result<Self> {
        let listener = TcpListener::bind(rpc).with_context(|| format!("cannot listen on {rpc}"))?;
        let begin = genesis::read(genesis)?;
        let blocks = Blocks::begin(Application::connect(application)?, begin)?;
        let clock = Self { blocks: Arc::new(Mutex::new(blocks)) };
        let asked = clock.clone();
        http::serve(listener, move |method, params| {
            let mut blocks = asked.blocks().map_err(|e| format!("{e:#}"))?;
            rpc::answer(&mut blocks, method, params).map_err(|e| format!("{e:#}"))
        });
        Ok(clock)
    }

    /// Lets so many seconds pass, in blocks of six seconds, of which there are no more than twenty: the last takes what is
    /// left. At least one block.
    pub fn advance(&self, seconds: u64) -> Result<()> {
        self.blocks()?.advance(seconds)
    }

    fn blocks(&self) -> Result<MutexGuard<'_, Blocks>> {
        self.blocks.lock().map_err(|_| anyhow!("the chain has stopped: an answer of it panicked"))
    }
}
