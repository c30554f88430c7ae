//! What the agent remembers: its work on jobs, and what it sent. The [`store`](crate::store) keeps it on disk.

use std::collections::BTreeMap;
use std::fmt;

use api::provider_registry::KeySignature;
use api::verifier_gateway::Proof;
use cosmwasm_std::{Binary, Uint128};
use serde::{Deserialize, Serialize};

use crate::tenant::{Machine, Tenant};

pub use crate::step::{Pause, Step};

/// Everything that the agent remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// Its work, by job.
    pub work: BTreeMap<u64, Work>,
    /// Its machines, by lease.
    pub leases: BTreeMap<u64, Tenant>,
    /// What it sent, by job and step: the latest of each.
    pub sent: BTreeMap<Key, Sent>,
    /// The transaction whose fate is not known yet: one at a time, so that a sequence number says all about it.
    pub pending: Option<Pending>,
}

/// A job or a lease and a step of it, or a step that belongs to none. Nothing is sent while the same is pending.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    /// Taking a job.
    Accept(u64),
    /// Asking for its input.
    Ask(u64),
    /// Ending it because nobody gave its input.
    GiveUp(u64),
    /// Delivering its result.
    Submit(u64),
    /// Bringing its verdict.
    Verdict(u64),
    /// Saying that the provider is there.
    Heartbeat,
    /// Redeeming credits of a class.
    Redeem(String),
    /// Starting a lease.
    Pledge(u64),
    /// Saying that the machines of all leases run.
    Beat,
    /// Having the seconds of a lease paid.
    Claim(u64),
    /// Ending a lease.
    Close(u64),
}

impl Key {
    /// The step, in one word.
    pub fn step(&self) -> &'static str {
        match self {
            Key::Accept(_) => "accept",
            Key::Ask(_) => "ask",
            Key::GiveUp(_) => "give_up",
            Key::Submit(_) => "submit",
            Key::Verdict(_) => "verdict",
            Key::Heartbeat => "heartbeat",
            Key::Redeem(_) => "redeem",
            Key::Pledge(_) => "pledge",
            Key::Beat => "lease_heartbeat",
            Key::Claim(_) => "claim",
            Key::Close(_) => "close",
        }
    }

    /// The job, if it is of one.
    pub fn job(&self) -> Option<u64> {
        match self {
            Key::Accept(job) | Key::Ask(job) | Key::GiveUp(job) | Key::Submit(job) | Key::Verdict(job) => {
                Some(*job)
            }
            Key::Heartbeat | Key::Redeem(_) => None,
            Key::Pledge(_) | Key::Beat | Key::Claim(_) | Key::Close(_) => None,
        }
    }

    /// The lease, if it is of one.
    pub fn lease(&self) -> Option<u64> {
        match self {
            Key::Pledge(lease) | Key::Claim(lease) | Key::Close(lease) => Some(*lease),
            _ => None,
        }
    }

    /// Whether it is done once and for all.
    fn is_once(&self) -> bool {
        self.job().is_some() || matches!(self, Key::Pledge(_))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Key::Accept(job) => write!(f, "accept of job {job}"),
            Key::Ask(job) => write!(f, "request for the input of job {job}"),
            Key::GiveUp(job) => write!(f, "end of job {job}, whose input nobody gave"),
            Key::Submit(job) => write!(f, "result of job {job}"),
            Key::Verdict(job) => write!(f, "verdict on job {job}"),
            Key::Heartbeat => f.write_str("heartbeat"),
            Key::Redeem(class) => write!(f, "redemption in class {class}"),
            Key::Pledge(lease) => write!(f, "start of lease {lease}"),
            Key::Beat => f.write_str("heartbeat of all leases"),
            Key::Claim(lease) => write!(f, "claim of lease {lease}"),
            Key::Close(lease) => write!(f, "end of lease {lease}"),
        }
    }
}

/// A message that the agent sends. Each is to be sent once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Action {
    /// Takes a job. What it binds counts until the chain shows it.
    Accept {
        /// Which.
        job: u64,
        /// Its class.
        class: String,
        /// Its GPUs.
        gpus: u32,
        /// NET that it locks, base units; 0 if it was called.
        lock: Uint128,
    },
    /// Asks for a job's input, with a bond.
    Ask {
        /// Which.
        job: u64,
        /// NET that comes along from the wallet, base units.
        bond: Uint128,
    },
    /// Ends a job whose input was asked for and not given in time.
    GiveUp {
        /// Which.
        job: u64,
    },
    /// Delivers a result.
    Submit {
        /// Of which job.
        job: u64,
        /// Output digest.
        output: [u8; 32],
        /// Its proof, if one comes along.
        proof: Option<Proof>,
        /// Where its output is served, if it is.
        #[serde(default)]
        locator: Option<String>,
    },
    /// Brings the verdict that a delivered result is valid.
    Verdict {
        /// Of which job.
        job: u64,
        /// Signatures of attestors.
        signatures: Vec<KeySignature>,
    },
    /// Says that the provider is there.
    Heartbeat,
    /// Redeems credits from the account against the debt.
    Redeem {
        /// Which class.
        class: String,
        /// How many, base units.
        amount: Uint128,
    },
    /// Starts a lease. What it binds counts until the chain shows it.
    Pledge {
        /// Which.
        lease: u64,
        /// Its class.
        class: String,
        /// Its GPUs.
        gpus: u32,
        /// NET that is pledged, base units.
        amount: Uint128,
        /// Unix seconds until which it may be topped up.
        ends_by: u64,
        /// The machine.
        machine: Machine,
    },
    /// Says that the machines of all leases run.
    Beat,
    /// Has the covered seconds of a lease paid.
    Claim {
        /// Which.
        lease: u64,
    },
    /// Ends a lease.
    Close {
        /// Which.
        lease: u64,
    },
}

impl Action {
    /// Its job and step.
    pub fn key(&self) -> Key {
        match self {
            Action::Accept { job, .. } => Key::Accept(*job),
            Action::Ask { job, .. } => Key::Ask(*job),
            Action::GiveUp { job } => Key::GiveUp(*job),
            Action::Submit { job, .. } => Key::Submit(*job),
            Action::Verdict { job, .. } => Key::Verdict(*job),
            Action::Heartbeat => Key::Heartbeat,
            Action::Redeem { class, .. } => Key::Redeem(class.clone()),
            Action::Pledge { lease, .. } => Key::Pledge(*lease),
            Action::Beat => Key::Beat,
            Action::Claim { lease } => Key::Claim(*lease),
            Action::Close { lease } => Key::Close(*lease),
        }
    }

    /// NET that goes along from the wallet, base units.
    pub fn funds(&self) -> u128 {
        match self {
            Action::Ask { bond, .. } => bond.u128(),
            _ => 0,
        }
    }
}

/// A transaction whose fate is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    /// sha256 of its bytes, upper-case hex.
    pub hash: String,
    /// Its signed bytes: these are handed over again, never others in their place.
    pub bytes: Binary,
    /// Its sequence number: no two transactions with the same are ever in blocks.
    pub sequence: u64,
    /// The last block that may hold it.
    pub expires: u64,
    /// What it does.
    pub actions: Vec<Action>,
}

/// How a transaction failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The block time at which that was seen, Unix seconds.
    pub at: u64,
    /// Why.
    pub reason: String,
    /// Which of its messages is to blame, if that is known.
    pub blamed: Option<usize>,
}

/// What was sent, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// What.
    pub action: Action,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fate {
    /// Not known yet.
    Pending {
        /// How it failed before.
        before: Option<Pause>,
    },
    /// It is in a block.
    Done {
        /// Which.
        height: u64,
    },
    /// It failed, or can be in no block any more.
    Failed(Pause),
}

/// The agent's work on a job.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// GPUs that its run takes.
    pub gpus: u32,
    /// Its class.
    pub class: String,
    /// The block in which it was accepted, if that is known.
    pub accepted: Option<u64>,
    /// Its input.
    pub input: Step<()>,
    /// Its run.
    pub run: Step<Ran>,
    /// Signatures on its result.
    pub signatures: Step<Vec<KeySignature>>,
}

/// What a run brought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ran {
    /// Output digest; of a run that used up its time that of `TIME_USED`.
    pub output: [u8; 32],
    /// The proof that it made, if it made one.
    pub proof: Option<Proof>,
}

impl Fate {
    /// How it failed the last time, if it did.
    pub fn failed(&self) -> Option<&Pause> {
        match self {
            Fate::Failed(pause) => Some(pause),
            Fate::Pending { before } => before.as_ref(),
            Fate::Done { .. } => None,
        }
    }
}

impl Book {
    /// Whether this may be sent at a block: it is not pending, was not done after that block, and is not paused.
    /// What is sent once per job or lease is not sent again once it is done.
    pub fn may_send(&self, key: &Key, height: u64, time: u64) -> bool {
        match self.sent.get(key).map(|sent| &sent.fate) {
            None => true,
            Some(Fate::Pending { .. }) => false,
            Some(Fate::Done { .. }) if key.is_once() => false,
            Some(Fate::Done { height: done }) => *done < height,
            Some(Fate::Failed(pause)) => pause.until <= time,
        }
    }
}
