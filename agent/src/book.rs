//! What the agent remembers: its work on jobs, and what it sent. The [`store`](crate::store) keeps it on disk.

use std::collections::BTreeMap;
use std::fmt;

use api::provider_registry::KeySignature;
use api::verifier_gateway::Proof;
use cosmwasm_std::{Binary, Uint128};
use serde::{Deserialize, Serialize};

/// Longest pause between two tries of the same, seconds: as long as a job leaves beyond its work, so that a trouble that ends
/// in time costs no deadline.
const LONGEST_PAUSE: u64 = 60;

/// Everything that the agent remembers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// Its work, by job.
    pub work: BTreeMap<u64, Work>,
    /// What it sent, by job and step: the latest of each.
    pub sent: BTreeMap<Key, Sent>,
    /// The transaction whose fate is not known yet: one at a time, so that a sequence number says all about it.
    pub pending: Option<Pending>,
}

/// A job and a step of it, or a step that belongs to no job. Nothing is sent while the same is pending.
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
        }
    }

    /// The job, if it is of one.
    pub fn job(&self) -> Option<u64> {
        match self {
            Key::Accept(job) | Key::Ask(job) | Key::GiveUp(job) | Key::Submit(job) | Key::Verdict(job) => {
                Some(*job)
            }
            Key::Heartbeat | Key::Redeem(_) => None,
        }
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

/// A pause after something failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// How often it failed.
    pub tries: u32,
    /// Block time before which it is not tried again, Unix seconds.
    pub until: u64,
    /// Why it failed.
    pub reason: String,
}

impl Pause {
    /// After another failure at `now`: 15 s, then twice as long each time, at most a minute.
    pub fn after(before: Option<&Pause>, now: u64, reason: impl Into<String>) -> Self {
        let tries = before.map_or(0, |pause| pause.tries).saturating_add(1);
        let seconds = 15u64.saturating_mul(2u64.saturating_pow(tries.saturating_sub(1))).min(LONGEST_PAUSE);
        Self { tries, until: now.saturating_add(seconds), reason: reason.into() }
    }
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

/// Something that takes long, beside the loop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Step<T> {
    /// Not begun.
    #[default]
    Idle,
    /// Begun; after a restart it is begun again.
    Begun {
        /// How it failed before.
        before: Option<Pause>,
    },
    /// Done.
    Done(T),
    /// It failed; once more after the pause.
    Failed(Pause),
}

impl<T> Step<T> {
    /// Whether it may be begun at `now`, of at most `tries` tries.
    pub fn ready(&self, now: u64, tries: u32) -> bool {
        match self {
            Step::Idle => true,
            Step::Failed(pause) => pause.until <= now && pause.tries < tries,
            Step::Begun { .. } | Step::Done(_) => false,
        }
    }

    /// What came of it.
    pub fn done(&self) -> Option<&T> {
        match self {
            Step::Done(done) => Some(done),
            _ => None,
        }
    }

    /// How it failed the last time, if it did.
    pub fn failed(&self) -> Option<&Pause> {
        match self {
            Step::Failed(pause) => Some(pause),
            Step::Begun { before } => before.as_ref(),
            _ => None,
        }
    }

    /// Whether it goes on now.
    pub fn begun(&self) -> bool {
        matches!(self, Step::Begun { .. })
    }

    /// It goes on from now.
    pub fn begin(&mut self) {
        *self = Step::Begun { before: self.failed().cloned() };
    }

    /// It was interrupted, which counts as no try.
    pub fn interrupt(&mut self) {
        if let Step::Begun { before } = self {
            *self = before.take().map_or(Step::Idle, Step::Failed);
        }
    }
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
    /// What is sent once per job is not sent again once it is done.
    pub fn may_send(&self, key: &Key, height: u64, time: u64) -> bool {
        match self.sent.get(key).map(|sent| &sent.fate) {
            None => true,
            Some(Fate::Pending { .. }) => false,
            Some(Fate::Done { .. }) if key.job().is_some() => false,
            Some(Fate::Done { height: done }) => *done < height,
            Some(Fate::Failed(pause)) => pause.until <= time,
        }
    }
}
