//! How far a job is, as it is stored: 30 to 70 bytes while somebody has it, at most 34 once it has ended.

use api::deadline::Moment;
use api::job_market::{AcceptPayout, JobFault, JobState};
use cosmwasm_std::CanonicalAddr;
use serde::{Deserialize, Serialize};

/// A digest.
pub type Digest = [u8; 32];

/// How far a job is. Its record is the one thing of a job that changes.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waits for a provider since its request. Has no record: its terms say all.
    Open,
    /// A standard job that nobody took in time: waits to be called.
    Untaken {
        /// When that was recorded.
        begun: Moment,
    },
    /// Waits for the debtor on whom the registry called it.
    Called {
        /// Since when.
        begun: Moment,
    },
    /// Somebody works on it.
    Assigned {
        /// Who, and for what.
        work: Work,
        /// When it accepted.
        accepted: Moment,
    },
    /// Somebody works on it, and had answers to requests for its input.
    Informed {
        /// Who, and for what.
        work: Work,
        /// When it accepted.
        accepted: Moment,
        /// The answers.
        answers: Answers,
    },
    /// Who works on it asked for its input.
    AwaitingInput {
        /// Who, and for what.
        work: Work,
        /// When it accepted.
        accepted: Moment,
        /// The answers before.
        answers: Answers,
        /// When it asked.
        asked: Moment,
        /// For which chunk, of an input in chunks.
        chunk: Option<u32>,
    },
    /// Delivered, waits for a verdict.
    Submitted {
        /// Who did it, and for what.
        work: Work,
        /// What.
        output: Digest,
        /// Since when.
        begun: Moment,
    },
    /// Rejected by its client, waits for the arbiter.
    Disputed {
        /// Who did it, and for what.
        work: Work,
        /// What.
        output: Digest,
        /// Since when.
        begun: Moment,
    },
    /// Ended, and paid out.
    Ended(End),
    /// Challenged by somebody, waits for a proof.
    Challenged {
        /// Who did it, and for what.
        work: Work,
        /// What.
        output: Digest,
        /// Since when.
        begun: Moment,
        /// Who challenged it.
        challenger: CanonicalAddr,
    },
}

/// Who works on a job, and for what.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Who.
    pub provider: CanonicalAddr,
    /// For what.
    pub deal: Deal,
}

/// What a job brings its provider. NET in base units.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deal {
    /// Its credits, redeemed against its debt; what exceeds that as credits.
    Redeem,
    /// Its credits.
    Credits,
    /// NET for which they are sold, or, where that would be less, the credits.
    Net {
        /// The least.
        min: u128,
    },
    /// It was called: its credits, redeemed against its debt, whose collateral answers for the work.
    Called,
}

/// Answers to requests for a job's input.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Seconds that were waited for them: the provider has them in addition to its time.
    pub waited: u32,
    /// Of these, what went beyond the time that an answer may take, or in which the chain stood still: they
    /// are no reason to give the job up.
    pub halted: u32,
    /// Blocks made while they were waited for: the provider's time counts none of them.
    pub blocks: u32,
    /// Chunks before this one are not asked for any more, nor is a whole input if this is not 0.
    pub next: u32,
}

/// How a job ended. The output stays where it was paid for, or was fraud.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Verified and paid.
    Settled {
        /// The result.
        output: Digest,
    },
    /// Its owner withdrew it before anybody accepted it.
    Withdrawn,
    /// Its input was not given, or too late.
    Withheld,
    /// Nobody accepted it.
    Expired,
    /// No verdict came.
    Unjudged,
    /// Its method was stopped.
    Stopped,
    /// Its provider missed the deadline.
    Late,
    /// Its provider cheated.
    Fraud {
        /// The false result.
        output: Digest,
    },
    /// The debtor on whom it was called did not accept it, or missed the deadline.
    Defaulted,
}

impl Phase {
    /// Its name in queries and events.
    pub fn state(&self) -> JobState {
        match self {
            Phase::Open => JobState::Open,
            Phase::Untaken { .. } => JobState::Untaken,
            Phase::Called { .. } => JobState::Called,
            Phase::Assigned { .. } | Phase::Informed { .. } => JobState::Assigned,
            Phase::AwaitingInput { .. } => JobState::AwaitingInput,
            Phase::Submitted { .. } => JobState::Submitted,
            Phase::Disputed { .. } => JobState::Disputed,
            Phase::Challenged { .. } => JobState::Challenged,
            Phase::Ended(end) => end.state(),
        }
    }

    /// Whether nobody has taken it yet, nor was it called.
    pub fn free(&self) -> bool {
        matches!(self, Phase::Open | Phase::Untaken { .. })
    }

    /// Whether it waits for somebody to take it, which depends on the accept pause.
    pub fn waits_for_taker(&self) -> bool {
        self.free() || matches!(self, Phase::Called { .. })
    }

    /// Who works on it, and for what, while somebody does.
    pub fn work(&self) -> Option<&Work> {
        match self {
            Phase::Open | Phase::Untaken { .. } | Phase::Called { .. } | Phase::Ended(_) => None,
            Phase::Assigned { work, .. }
            | Phase::Informed { work, .. }
            | Phase::AwaitingInput { work, .. }
            | Phase::Submitted { work, .. }
            | Phase::Disputed { work, .. }
            | Phase::Challenged { work, .. } => Some(work),
        }
    }

    /// What was delivered and waits for its verdict.
    pub fn output(&self) -> Option<&Digest> {
        match self {
            Phase::Submitted { output, .. }
            | Phase::Disputed { output, .. }
            | Phase::Challenged { output, .. } => Some(output),
            _ => None,
        }
    }

    /// Who challenged it, while that waits for a proof.
    pub fn challenger(&self) -> Option<&CanonicalAddr> {
        match self {
            Phase::Challenged { challenger, .. } => Some(challenger),
            _ => None,
        }
    }
}

impl Answers {
    /// Seconds that count as its provider's patience.
    pub fn patient(self) -> u64 {
        self.waited.saturating_sub(self.halted).into()
    }

    /// `begun`, moved by what was waited: a wait that began then and stood still meanwhile.
    pub fn after(self, begun: Moment) -> Moment {
        Moment {
            time: begun.time.saturating_add(self.waited.into()),
            height: begun.height.saturating_add(self.blocks.into()),
        }
    }
}

impl Deal {
    /// What a provider asked for.
    pub fn of(payout: AcceptPayout) -> Self {
        match payout {
            AcceptPayout::Redeem {} => Deal::Redeem,
            AcceptPayout::Credits {} => Deal::Credits,
            AcceptPayout::Net { min } => Deal::Net { min: min.u128() },
        }
    }

    /// How it is paid.
    pub fn payout(self) -> AcceptPayout {
        match self {
            Deal::Redeem | Deal::Called => AcceptPayout::Redeem {},
            Deal::Credits => AcceptPayout::Credits {},
            Deal::Net { min } => AcceptPayout::Net { min: min.into() },
        }
    }
}

impl End {
    /// Its name in queries and events.
    pub fn state(self) -> JobState {
        match self {
            End::Settled { .. } => JobState::Settled,
            End::Withdrawn | End::Withheld => JobState::Cancelled,
            End::Expired => JobState::Expired,
            End::Unjudged | End::Stopped => JobState::Refunded,
            End::Late | End::Fraud { .. } => JobState::Faulted,
            End::Defaulted => JobState::Defaulted,
        }
    }

    /// The fault, if it was one.
    pub fn fault(self) -> Option<JobFault> {
        match self {
            End::Late => Some(JobFault::Liveness),
            End::Fraud { .. } => Some(JobFault::Fraud),
            _ => None,
        }
    }

    /// The output that stays.
    pub fn output(&self) -> Option<&Digest> {
        match self {
            End::Settled { output } | End::Fraud { output } => Some(output),
            _ => None,
        }
    }
}
