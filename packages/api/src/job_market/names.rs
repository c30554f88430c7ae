//! Names of states and faults, as events say them.

use super::{JobFault, JobState};

impl JobState {
    /// Its name in events.
    pub fn name(self) -> &'static str {
        match self {
            JobState::Open => "open",
            JobState::Untaken => "untaken",
            JobState::Called => "called",
            JobState::Assigned => "assigned",
            JobState::AwaitingInput => "awaiting_input",
            JobState::Submitted => "submitted",
            JobState::Disputed => "disputed",
            JobState::Challenged => "challenged",
            JobState::Settled => "settled",
            JobState::Cancelled => "cancelled",
            JobState::Expired => "expired",
            JobState::Refunded => "refunded",
            JobState::Faulted => "faulted",
            JobState::Defaulted => "defaulted",
        }
    }

    /// Whether a job in it has ended.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            JobState::Settled
                | JobState::Cancelled
                | JobState::Expired
                | JobState::Refunded
                | JobState::Faulted
                | JobState::Defaulted
        )
    }
}

impl std::fmt::Display for JobState {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl JobFault {
    /// Its name in events.
    pub fn name(self) -> &'static str {
        match self {
            JobFault::Liveness => "liveness",
            JobFault::Fraud => "fraud",
        }
    }
}
