//! Names of states, as events say them.

use super::LeaseState;

impl LeaseState {
    /// Its name in events.
    pub fn name(self) -> &'static str {
        match self {
            LeaseState::Open => "open",
            LeaseState::Running => "running",
            LeaseState::Cancelled => "cancelled",
            LeaseState::Expired => "expired",
            LeaseState::Ended => "ended",
            LeaseState::Closed => "closed",
            LeaseState::Stopped => "stopped",
            LeaseState::Silent => "silent",
        }
    }

    /// Whether a lease in it is over.
    pub fn is_final(self) -> bool {
        !matches!(self, LeaseState::Open | LeaseState::Running)
    }
}

impl std::fmt::Display for LeaseState {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
