//! Something that is tried until it is done, with pauses between.

use serde::{Deserialize, Serialize};

/// Longest pause between two tries of the same, seconds: as long as a job leaves beyond its work, so that a trouble that ends
/// in time costs no deadline.
const LONGEST_PAUSE: u64 = 60;

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
