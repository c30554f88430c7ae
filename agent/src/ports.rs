//! What the loop needs of the world: a chain, and hands.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use api::provider_registry::{AttestorKey, KeySignature};
use cosmwasm_std::Binary;

use crate::book::{Action, Pending, Ran};
use crate::decision::Decision;
use crate::tenant::{Machine, Terms};
use crate::view::{Job, View};

/// The chain as the agent needs it.
pub trait Chain {
    /// What there is to see at the newest block, of the open jobs and of these.
    fn view(&self, jobs: &[u64]) -> Result<View>;
    /// Signs one transaction that no block after `view.height` + [`crate::margin::EXPIRY`] may hold.
    fn sign(&self, actions: &[Action], view: &View) -> Result<Signed>;
    /// The newest block, asked cheaply.
    fn height(&self) -> Result<u64>;
    /// Hands signed bytes to a node. To hand over the same bytes again is harmless.
    fn hand_over(&self, bytes: &Binary) -> Result<Handed>;
    /// A transaction in a block, by its hash.
    fn lookup(&self, hash: &str) -> Result<Option<Included>>;
}

/// What came of signing.
#[derive(Clone, Debug, PartialEq)]
pub enum Signed {
    /// It can be sent.
    Ready(Pending),
    /// It would fail, and why.
    Refused(String),
    /// It asks for more gas than one transaction should, and has several messages.
    TooLarge,
}

/// What a node said of signed bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Handed {
    /// It has them.
    Taken,
    /// It does not, and why: its mempool is full, or the wallet is empty.
    Refused(String),
}

/// A transaction in a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Included {
    /// The block.
    pub height: u64,
    /// Why it failed, if it did.
    pub error: Option<String>,
}

/// Who does what takes long.
pub trait Hands {
    /// Begins it; what comes of it is told by [`Hands::finished`].
    fn begin(&mut self, order: Order);
    /// What has finished since the last time, by job.
    fn finished(&mut self) -> Vec<(u64, Outcome)>;
    /// After each round: whatever is of other jobs than these may go, outputs excepted that are named or young.
    fn tidy(&mut self, _jobs: BTreeSet<u64>, _outputs: BTreeSet<[u8; 32]>) {}
    /// Begins a hook of a lease; what comes of it is told by [`Hands::hooked`].
    fn hook(&mut self, _lease: u64, _terms: Terms, _hook: Hook) {}
    /// Nobody wants the machine any more that a start hook of a lease makes ready: it is killed with all that it began, and has
    /// failed. Harmless where none runs.
    fn abort(&mut self, _lease: u64) {}
    /// Hooks that have ended since the last time, by lease.
    fn hooked(&mut self) -> Vec<(u64, Hooked)> {
        vec![]
    }
    /// The machine's clock, Unix seconds: leases end by it while no node answers.
    fn clock(&self) -> u64 {
        clock()
    }
}

/// The machine's clock, Unix seconds.
pub fn clock() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A command of the operator's about a lease's machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hook {
    /// Makes it ready.
    Start {
        /// Seconds that it may take.
        within: u64,
    },
    /// Stops it, if there is one.
    Stop,
    /// Says whether it serves.
    Look,
}

/// What came of it; errors say why not.
#[derive(Clone, Debug, PartialEq)]
pub enum Hooked {
    /// The machine is ready.
    Started(Result<Machine, String>),
    /// It is stopped.
    Stopped(Result<(), String>),
    /// It serves.
    Serves(Result<(), String>),
}

/// Something to do that takes long.
#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Find a job's input.
    Fetch {
        /// Which job.
        id: u64,
        /// What it is.
        job: Job,
        /// Bytes that it may have.
        most: u64,
    },
    /// Do its work.
    Run {
        /// Which job.
        id: u64,
        /// What it is.
        job: Job,
        /// Whether attestors judge its result: they are told that it begins.
        attested: bool,
    },
    /// Obtain signatures on its result.
    Sign {
        /// Which job.
        id: u64,
        /// What it is.
        job: Job,
        /// Its output digest.
        output: [u8; 32],
        /// The keys of its method.
        keys: Vec<AttestorKey>,
        /// How many must sign.
        threshold: u32,
    },
}

/// What came of it; errors say why not.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The input lies in the data folder.
    Input(Result<(), String>),
    /// The work was done.
    Run(Result<Ran, String>),
    /// What was to be done needs the job's input, and that is not where it was: it is looked for again.
    Lost(String),
    /// It was signed.
    Signatures(Result<Vec<KeySignature>, String>),
}

/// Moments between two of which nothing is lost if the agent is killed; tests kill it at each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// The chain was seen.
    Observed,
    /// The fate of a transaction was found, and is not written yet.
    Found,
    /// It is written.
    Settled,
    /// A transaction is signed, and not written yet.
    Signed,
    /// It is written, and not sent yet.
    Written,
    /// It is sent.
    Sent,
    /// Something that takes long has finished, and that is not written yet.
    Finished,
    /// Something that takes long is about to begin.
    Beginning,
    /// It began.
    Began,
}

/// What happened in one round.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// What was seen.
    pub view: View,
    /// What was decided.
    pub decision: Decision,
}

/// Messages by step and fate, since the agent began.
pub type Counts = BTreeMap<(&'static str, &'static str), u64>;
