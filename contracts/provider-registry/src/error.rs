//! Everything that can be refused, with what was expected and what came.

mod call;
mod closing;

use amm_math::MathError;
use api::common::CommonError;
use api::signatures::SignatureError;
use api::versioning::VersionError;
use cosmwasm_std::{Addr, Instantiate2AddressError, StdError};
use cw_ownable::OwnershipError;
use thiserror::Error;

pub use call::CallError;
pub use closing::ClosingError;

/// Why a message is refused. A refused message changes nothing. Amounts are in base units, times in Unix
/// seconds.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// One of the shared checks: funds, addresses, bounds, senders.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// Passed through from the market's arithmetic.
    #[error(transparent)]
    Math(#[from] MathError),
    /// Not the owner, or no such transfer of ownership.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// A migration of another contract's state, or backwards.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// An admission that is not signed as it must be, or attestors that cannot be.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// A call that cannot be, or a debt that no standard job could be called on.
    #[error(transparent)]
    Call(#[from] CallError),
    /// A credit token's address cannot be derived.
    #[error(transparent)]
    Instantiate2(#[from] Instantiate2AddressError),
    /// Closing auctions, exits, the end of a class.
    #[error(transparent)]
    Closing(#[from] ClosingError),
    /// A sum beyond what can be stored.
    #[error("overflow in {what}")]
    Overflow {
        /// Which sum.
        what: &'static str,
    },

    /// No such class.
    #[error("unknown class: expected the id of a class, got `{class}`")]
    UnknownClass {
        /// What came.
        class: String,
    },
    /// The id is taken.
    #[error("class `{class}` exists already: expected a new id")]
    ClassExists {
        /// What came.
        class: String,
    },
    /// There are as many classes as there may be.
    #[error("too many classes: expected at most {max}")]
    TooManyClasses {
        /// How many there may be.
        max: usize,
    },
    /// The class has a pool already.
    #[error("class `{class}` has pool {pool_id} already: expected a class without one")]
    PoolSet {
        /// Which class.
        class: String,
        /// Its pool.
        pool_id: u64,
    },
    /// The class has no pool yet, so its credits cannot be sold.
    #[error("class `{class}` has no pool yet: expected one before credits are minted")]
    NoPool {
        /// Which class.
        class: String,
    },
    /// A pool of other assets.
    #[error("pool {pool_id} is not this class's: expected {expected}, got {got}")]
    WrongPool {
        /// Which pool.
        pool_id: u64,
        /// Asset 0 / asset 1.
        expected: String,
        /// Asset 0 / asset 1.
        got: String,
    },
    /// The guardian stopped this.
    #[error("{what} is stopped in class `{class}`")]
    Paused {
        /// Minting or accepting.
        what: &'static str,
        /// Which class.
        class: String,
    },
    /// The guardian tried to lift a pause.
    #[error("only the owner lifts a pause: expected {what} to stay stopped")]
    GuardianLifts {
        /// Minting or accepting.
        what: &'static str,
    },

    /// Not a provider, or one that left.
    #[error("{address} is not a registered provider: expected one that registered and has not left")]
    NotRegistered {
        /// Who.
        address: Addr,
    },
    /// Registered twice.
    #[error("{address} is registered already: expected a new provider, or one that left")]
    AlreadyRegistered {
        /// Who.
        address: Addr,
    },
    /// In jail.
    #[error(
        "{address} is in jail: expected one that is free, can leave from {until} on, block time is {now}"
    )]
    Jailed {
        /// Who.
        address: Addr,
        /// When `Unjail` works.
        until: u64,
        /// Block time.
        now: u64,
    },
    /// Not in jail.
    #[error("{address} is not in jail: expected one that is")]
    NotJailed {
        /// Who.
        address: Addr,
    },
    /// Not seen for too long.
    #[error("{address} was last seen at {last_seen}: expected within {within} s, block time is {now}")]
    Unseen {
        /// Who.
        address: Addr,
        /// Its last sign of life.
        last_seen: u64,
        /// The governed bound.
        within: u64,
        /// Block time.
        now: u64,
    },
    /// Leaving with something open.
    #[error(
        "cannot leave class `{class}` yet: expected nothing owed, called, locked or offered, got {obligation} \
         credits owed, {called} called, {locked} NET locked, {gpus} GPUs offered"
    )]
    StillBound {
        /// In which class.
        class: String,
        /// Credits owed.
        obligation: u128,
        /// Credits of calls that have not ended.
        called: u128,
        /// NET locked.
        locked: u128,
        /// GPUs offered.
        gpus: u32,
    },

    /// The stake does not cover what it must.
    #[error(
        "bond too low: expected at least {expected} ({unbonding} unbonding + {locked} locked + {margin} \
         margin + {asked} asked for), got {bond}"
    )]
    BondTooLow {
        /// The sum of the parts.
        expected: u128,
        /// On its way out.
        unbonding: u128,
        /// Locked for jobs, this one included.
        locked: u128,
        /// Margin for what is owed, this included; at least what called jobs lock of it.
        margin: u128,
        /// What the message would take.
        asked: u128,
        /// What is there.
        bond: u128,
    },
    /// As many parts on their way out as there may be.
    #[error("too many parts unbonding: expected at most {max}; release what is due first")]
    TooManyUnbonding {
        /// How many there may be.
        max: usize,
    },
    /// Nothing has finished unbonding.
    #[error("nothing to release: expected a part that is due, the next is at {next:?}, block time is {now}")]
    NothingDue {
        /// The earliest release, if any.
        next: Option<u64>,
        /// Block time.
        now: u64,
    },
    /// What is due cannot go out.
    #[error(
        "{due} due cannot be released: expected a bond above {expected} ({locked} locked + {margin} \
         margin), got {bond}, short by {shortfall}"
    )]
    ReleaseBlocked {
        /// What has finished unbonding.
        due: u128,
        /// locked + margin.
        expected: u128,
        /// Locked for jobs.
        locked: u128,
        /// Margin at today's price; at least what called jobs lock of it.
        margin: u128,
        /// What is there.
        bond: u128,
        /// What is missing for all that is due.
        shortfall: u128,
    },

    /// Fewer GPUs than are needed.
    #[error(
        "too few GPUs: expected at least {expected} ({busy} busy, {owed} for the credits owed), got {got}"
    )]
    GpusBelowNeed {
        /// The larger of the two.
        expected: u128,
        /// In jobs.
        busy: u32,
        /// For what is owed.
        owed: u128,
        /// What came.
        got: u32,
    },
    /// No GPUs free for a job.
    #[error("too few free GPUs: expected {expected}, got {free} free of {offered} offered")]
    GpusBusy {
        /// What the job needs.
        expected: u32,
        /// What is free.
        free: u32,
        /// What is offered.
        offered: u32,
    },
    /// An attested class, and no admission.
    #[error("class `{class}` admits by attestation: expected an admission, got none")]
    AdmissionMissing {
        /// Which class.
        class: String,
    },
    /// An admission where none is needed.
    #[error("expected no admission ({reason}), got one")]
    AdmissionUnneeded {
        /// Why.
        reason: &'static str,
    },
    /// An admission that ended, or never was.
    #[error(
        "no valid admission to class `{class}`: expected one that ends after {now}, got {admitted_until}"
    )]
    NotAdmitted {
        /// Which class.
        class: String,
        /// Its end; 0 if there is none.
        admitted_until: u64,
        /// Block time.
        now: u64,
    },

    /// More credits than the GPUs can serve.
    #[error(
        "above capacity: expected at most {capacity} credits owed ({gpus} GPUs for {horizon} s), got {got}"
    )]
    AboveCapacity {
        /// The most.
        capacity: u128,
        /// GPUs offered.
        gpus: u32,
        /// H.
        horizon: u64,
        /// Credits owed after the mint.
        got: u128,
    },
    /// More credits than a young pool's class may owe.
    #[error(
        "above the mint cap of class `{class}`, whose pool has no 24-hour price yet: expected at most \
         {cap} credits owed in all, got {got}"
    )]
    AboveMintCap {
        /// Which class.
        class: String,
        /// The most.
        cap: u128,
        /// Credits owed by all after the mint.
        got: u128,
    },
    /// Redeeming more than is owed.
    #[error("cannot redeem {got} credits: expected at most the {owed} owed in class `{class}`")]
    AboveObligation {
        /// Which class.
        class: String,
        /// What is owed.
        owed: u128,
        /// What came.
        got: u128,
    },
    /// Other tokens than the class's credits.
    #[error("wrong asset: expected the credits of class `{class}` ({expected}), got {got}")]
    WrongCredits {
        /// Which class.
        class: String,
        /// Its credit token.
        expected: String,
        /// What came.
        got: String,
    },
    /// A zero amount.
    #[error("`{field}` is zero: expected more")]
    Zero {
        /// Which field.
        field: &'static str,
    },
    /// Minting while leaving.
    #[error(
        "cannot mint in class `{class}`: expected a provider that stays, it asked to leave at {exit_at}"
    )]
    Exiting {
        /// Which class.
        class: String,
        /// When it asked to leave.
        exit_at: u64,
    },
    /// Minting in a class that is about to end.
    #[error("class `{class}` ends at {at}: expected a class whose end is not announced")]
    Ending {
        /// Which class.
        class: String,
        /// Its end.
        at: u64,
    },
    /// Jobs in a class that has ended.
    #[error("class `{class}` ended at {at}: expected a class that runs, block time is {now}")]
    Ended {
        /// Which class.
        class: String,
        /// Its end.
        at: u64,
        /// Block time.
        now: u64,
    },
    /// Too many credits of the class are owed by nobody.
    #[error(
        "deficit of class `{class}` too large to mint: expected at most {cap} credits owed by nobody ({cap_bps} bps of \
         all), got {got}"
    )]
    AboveDeficitCap {
        /// Which class.
        class: String,
        /// The most.
        cap: u128,
        /// The governed part.
        cap_bps: u32,
        /// Credits that nobody owes.
        got: u128,
    },
    /// No redeemed credits left to burn.
    #[error("nothing to burn in class `{class}`: expected credits redeemed and not yet burned, got 0")]
    NothingToBurn {
        /// Which class.
        class: String,
    },

    /// The job has a lock already.
    #[error("job {job_id} is locked already: expected a job without a lock")]
    LockExists {
        /// Which job.
        job_id: u64,
    },
    /// The job has no lock.
    #[error("job {job_id} has no lock: expected a running job")]
    UnknownLock {
        /// Which job.
        job_id: u64,
    },
    /// Less reputation than the client wants.
    #[error("reputation too low: expected at least {expected} bps, got {got} bps")]
    Reputation {
        /// The client's bound.
        expected: u32,
        /// The provider's.
        got: u32,
    },
    /// The job could outlive the unbonding of its lock.
    #[error("job may last too long: expected its end by {latest}, got {ends_by}")]
    TooLong {
        /// Now + unbonding.
        latest: u64,
        /// The job's latest end.
        ends_by: u64,
    },
}
