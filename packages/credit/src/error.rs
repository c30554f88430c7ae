//! Why a rule refuses.

use amm_math::MathError;
use thiserror::Error;

/// Why a rule refuses; the state is unchanged then. Amounts are in base units.
#[derive(Error, Clone, Debug, PartialEq, Eq)]
pub enum RuleError {
    /// Arithmetic refused.
    #[error(transparent)]
    Math(#[from] MathError),
    /// A sum beyond what can be stored, or a part larger than its whole.
    #[error("{what} out of range")]
    Range {
        /// Which.
        what: &'static str,
    },
    /// The bond does not cover what it must.
    #[error(
        "free bond too low: expected {expected}, got {free} (bond {bond}: {locked} locked, {collateral} collateral \
         of open credits, {held} of called ones)"
    )]
    FreeBond {
        /// What the message needs.
        expected: u128,
        /// What is free.
        free: u128,
        /// All of the bond.
        bond: u128,
        /// Locked for jobs.
        locked: u128,
        /// Collateral of open credits.
        collateral: u128,
        /// Collateral of called credits.
        held: u128,
    },
    /// The mint's collateral is above the sender's bound.
    #[error("collateral of the mint: expected at most {max}, got {got}")]
    MaxCollateral {
        /// The sender's bound.
        max: u128,
        /// What it would be.
        got: u128,
    },
    /// More credits than the GPUs offered can serve within H.
    #[error(
        "above capacity: expected at most {capacity} credits owed ({gpus} GPUs for {horizon} s), got {got}"
    )]
    Capacity {
        /// The most.
        capacity: u128,
        /// GPUs offered.
        gpus: u32,
        /// H, seconds.
        horizon: u64,
        /// Credits owed.
        got: u128,
    },
    /// An open debt on which the largest standard job could not be called.
    #[error("open debt too small: expected none, or at least the class's largest standard job of {expected}, got {got}")]
    BelowStandard {
        /// Credits of the largest standard job.
        expected: u128,
        /// Open credits.
        got: u128,
    },
    /// Fewer GPUs offered than the class's standard jobs need.
    #[error("too few GPUs: expected at least {expected}, which the class's standard jobs need, got {got}")]
    StandardGpus {
        /// GPUs of a standard job.
        expected: u32,
        /// GPUs offered.
        got: u32,
    },
    /// Fewer GPUs than are in jobs.
    #[error("too few GPUs: expected at least the {expected} in jobs, got {got}")]
    BusyGpus {
        /// GPUs in jobs.
        expected: u32,
        /// GPUs offered.
        got: u32,
    },
    /// Not enough GPUs free for a job.
    #[error("too few free GPUs: expected {expected}, got {free} free of {offered} offered")]
    FreeGpus {
        /// What the job needs.
        expected: u32,
        /// What is free.
        free: u32,
        /// What is offered.
        offered: u32,
    },
    /// More than is open.
    #[error("cannot redeem {got} credits: expected at most the {open} open")]
    AboveOpen {
        /// Open credits.
        open: u128,
        /// What came.
        got: u128,
    },
    /// The debt cannot be called for this job.
    #[error(
        "not callable for {got} credits on {gpus} GPUs: expected at most {open} open credits and {free} GPUs"
    )]
    NotCallable {
        /// Open credits.
        open: u128,
        /// GPUs offered and not in called jobs.
        free: u32,
        /// Credits of the job.
        got: u128,
        /// GPUs of the job.
        gpus: u32,
    },
    /// Some credits are called: their jobs must end first.
    #[error("cannot collect yet: expected no called credits, got {called}")]
    StillCalled {
        /// Called credits.
        called: u128,
    },
    /// A claim beyond what the pot answers for.
    #[error("the pot answers for {expected} credits, got {got}")]
    AbovePot {
        /// Credits it answers for.
        expected: u128,
        /// What came.
        got: u128,
    },
    /// A job would be backed by less than its client asks.
    #[error("backing too small: expected at least {expected}, got the smaller of {most} (most for this lock) and {free} (free)")]
    Backing {
        /// The least that the request accepts.
        expected: u128,
        /// ⌊κ·sure⌋.
        most: u128,
        /// What backs no other job.
        free: u128,
    },
    /// Jobs of the generation before still run.
    #[error(
        "cannot rotate yet: expected no backed jobs of the generation before, got {left} at stake for them"
    )]
    StillBacked {
        /// L[g − 1].
        left: u128,
    },
    /// The first deposit into a vault is too small.
    #[error("the first deposit must be at least {expected}, got {got}")]
    LeastDeposit {
        /// The least.
        expected: u128,
        /// What came.
        got: u128,
    },
    /// A deposit would bring fewer shares than its sender asks.
    #[error("shares of the deposit: expected at least {expected}, got {got}")]
    MinShares {
        /// The sender's bound.
        expected: u128,
        /// What it would bring.
        got: u128,
    },
    /// An exit of too little.
    #[error("an exit must take out at least {expected}, got {got}")]
    LeastExit {
        /// The least.
        expected: u128,
        /// What the shares are worth.
        got: u128,
    },
    /// More tickets than there are for a released bucket.
    #[error("cannot claim {got} tickets: expected at most the {expected} that are left")]
    AboveTickets {
        /// Tickets that are left.
        expected: u128,
        /// What came.
        got: u128,
    },
}
