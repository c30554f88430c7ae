//! What the agent can decide to do, and why it accepts nothing.

use std::fmt;

use crate::book::Action;

/// Most messages of one transaction: about two million gas of results. What asks for too much of a block's gas is halved.
pub const MAX_MESSAGES: usize = 20;

/// What to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// What to send in one transaction, the most urgent first.
    pub send: Vec<Action>,
    /// What to begin beside the loop.
    pub tasks: Vec<Task>,
    /// Why nothing is accepted (leases neither), or no standard attested job, if that is so.
    pub stops: Vec<Stop>,
}

/// Something that takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Finds a job's input.
    Fetch(u64),
    /// Does a job's work.
    Run(u64),
    /// Obtains signatures on a job's result.
    Sign(u64),
    /// Makes a lease's machine ready.
    Start(u64),
    /// Breaks that off.
    Abort(u64),
    /// Stops it.
    Stop(u64),
    /// Asks whether it serves.
    Look(u64),
}

/// Why nothing is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The provider is not registered.
    NotRegistered,
    /// It is in jail.
    Jailed {
        /// Unix seconds before which it cannot leave.
        until: u64,
    },
    /// It was not seen lately; a heartbeat mends that.
    Unseen {
        /// Its last sign of life, Unix seconds.
        last_seen: u64,
        /// Seconds for which that counts.
        within: u64,
    },
    /// Too little NET in the wallet.
    Balance {
        /// Base units.
        expected: u128,
        /// Base units.
        got: u128,
    },
    /// Too little of the coin in which gas is paid, where that is not NET.
    Gas {
        /// Its denom.
        denom: String,
        /// Base units.
        expected: u128,
        /// Base units.
        got: u128,
    },
    /// Attestors did not sign a result in hand: standard jobs that they judge are not accepted, all others are.
    Unsigned {
        /// Whose result.
        job: u64,
        /// Why not.
        reason: String,
    },
    /// Too little space.
    Disk {
        /// MiB.
        expected: u64,
        /// MiB.
        got: u64,
    },
    /// The machine's clock is not the chain's, or the chain stands still.
    Clock {
        /// The machine's, Unix seconds.
        clock: u64,
        /// The chain's, Unix seconds.
        chain: u64,
    },
}

impl Stop {
    /// Whether it stops no other than standard jobs that attestors judge.
    pub fn is_partial(&self) -> bool {
        matches!(self, Stop::Unsigned { .. })
    }

    /// What is not accepted, in words.
    pub fn stopped(&self) -> &'static str {
        match self.is_partial() {
            true => "standard attested jobs",
            false => "jobs",
        }
    }
}

impl Decision {
    /// Whether jobs are accepted, if not all.
    pub fn accepts(&self) -> bool {
        self.stops.iter().all(Stop::is_partial)
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Stop::NotRegistered => {
                f.write_str("the provider is not registered: send `Register`, then bond and offer GPUs")
            }
            Stop::Jailed { until } => write!(f, "the provider is in jail until {until}: then send `Unjail`"),
            Stop::Unseen { last_seen, within } => {
                write!(f, "the provider was last seen at {last_seen}, which counts for {within} s: a heartbeat is due")
            }
            Stop::Balance { expected, got } => write!(
                f,
                "the wallet is short of NET for gas: expected {expected} base units (`keep_net`, and gas for jobs in hand), got {got}; send it some"
            ),
            Stop::Gas { denom, expected, got } => write!(
                f,
                "the wallet is short of {denom}, in which gas is paid: expected {expected} (for jobs in hand, and one more), got {got}; send it some"
            ),
            Stop::Unsigned { job, reason } => {
                write!(f, "the result of job {job} is not signed, and that of a standard job must be: {reason}")
            }
            Stop::Disk { expected, got } => {
                write!(f, "the disk is short: expected {expected} MiB free under `data`, got {got}; free some")
            }
            Stop::Clock { clock, chain } => write!(
                f,
                "the machine's clock says {clock} and the chain's last block {chain}: set the clock, or wait for the chain"
            ),
        }
    }
}
