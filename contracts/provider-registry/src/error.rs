//! Everything that can be refused, with what was expected and what came.

use amm_math::MathError;
use api::common::CommonError;
use api::signatures::SignatureError;
use api::versioning::VersionError;
use cosmwasm_std::{Addr, StdError};
use credit::RuleError;
use cw_ownable::OwnershipError;
use thiserror::Error;

/// Why a message is refused. A refused message changes nothing. Amounts are in base units, times in Unix
/// seconds; each message names its fields.
#[allow(missing_docs)]
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
    /// A rule of credits refused.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// Not the owner, or no such transfer of ownership.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// A migration of another contract's state, or backwards.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// An admission that is not signed as it must be, or attestors that cannot be.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// A sum beyond what can be stored.
    #[error("overflow in {what}")]
    Overflow { what: &'static str },
    /// A zero amount.
    #[error("`{field}` is zero: expected more")]
    Zero { field: &'static str },

    /// No such class.
    #[error("unknown class: expected the id of a class, got `{class}`")]
    UnknownClass { class: String },
    /// The id is taken.
    #[error("class `{class}` exists already: expected a new id")]
    ClassExists { class: String },
    /// There are as many classes as there may be.
    #[error("too many classes: expected at most {max}")]
    TooManyClasses { max: usize },
    /// The class has a pool already.
    #[error("class `{class}` has pool {pool_id} already: expected a class without one")]
    PoolSet { class: String, pool_id: u64 },
    /// The class has no pool yet, so its credits cannot be sold.
    #[error(
        "class `{class}` has no pool yet: expected one before credits are minted or its end is announced"
    )]
    NoPool { class: String },
    /// A pool of other assets.
    #[error("pool {pool_id} is not this class's: expected {expected}, got {got}")]
    WrongPool { pool_id: u64, expected: String, got: String },
    /// Coverage is fixed when a class is added.
    #[error("coverage of class `{class}` is fixed: expected {expected} bps, got {got}")]
    CoverageFixed { class: String, expected: u32, got: u32 },
    /// The guardian stopped this.
    #[error("{what} is stopped in class `{class}`")]
    Paused { what: &'static str, class: String },
    /// The class's end is announced.
    #[error("class `{class}` ends at {at}: expected a class whose end is not announced")]
    Ending { class: String, at: u64 },
    /// The work might last beyond the class's end.
    #[error(
        "class `{class}` ends at {at}: expected work that has ended by then, got work that ends by {ends_by}"
    )]
    BeyondEnd { class: String, at: u64, ends_by: u64 },
    /// The class has not ended.
    #[error("class `{class}` has not ended: expected its end to have passed, it is at {at:?}, block time is {now}")]
    NotEnded { class: String, at: Option<u64>, now: u64 },
    /// Debts of an ended class that nobody collected yet.
    #[error("the pot of class `{class}` does not pay yet: expected every debt collected, {owed} credits are still owed")]
    NotCollected { class: String, owed: u128 },
    /// Nothing to collect.
    #[error("{address} owes nothing in class `{class}`: expected a debt to collect")]
    NothingOwed { address: Addr, class: String },

    /// Not a provider, or one that left.
    #[error("{address} is not a registered provider: expected one that registered and has not left")]
    NotRegistered { address: Addr },
    /// Registered twice.
    #[error("{address} is registered already: expected a new provider, or one that left")]
    AlreadyRegistered { address: Addr },
    /// In jail.
    #[error(
        "{address} is in jail: expected one that is free, can leave from {until} on, block time is {now}"
    )]
    Jailed { address: Addr, until: u64, now: u64 },
    /// Not in jail.
    #[error("{address} is not in jail: expected one that is")]
    NotJailed { address: Addr },
    /// Not seen for too long.
    #[error("{address} was last seen at {last_seen}: expected within {within} s, block time is {now}")]
    Unseen { address: Addr, last_seen: u64, within: u64, now: u64 },
    /// Leaving with something open.
    #[error(
        "cannot leave class `{class}` yet: expected nothing owed, locked or offered, got {owed} credits owed, \
         {locked} NET locked, {gpus} GPUs offered or busy"
    )]
    StillBound { class: String, owed: u128, locked: u128, gpus: u32 },
    /// An attested class, and no admission.
    #[error("class `{class}` admits by attestation: expected an admission, got none")]
    AdmissionMissing { class: String },
    /// An admission where none is needed.
    #[error("expected no admission ({reason}), got one")]
    AdmissionUnneeded { reason: &'static str },
    /// An admission that ended, or never was.
    #[error(
        "no valid admission to class `{class}`: expected one that ends after {now}, got {admitted_until}"
    )]
    NotAdmitted { class: String, admitted_until: u64, now: u64 },

    /// More credits than a class may owe before its pool can be believed.
    #[error(
        "above the mint cap of class `{class}`, whose pool has no 7-day mean or holds too little NET: expected \
         at most {cap} credits owed in all, got {got}"
    )]
    AboveMintCap { class: String, cap: u128, got: u128 },
    /// A swap that brought credits to somebody who owes none, or none that may be redeemed.
    #[error("nothing to redeem in class `{class}`: expected open credits beyond the largest standard job, or all of them, got neither")]
    NothingToRedeem { class: String },
    /// No redeemed credits left to burn.
    #[error("nothing to burn in class `{class}`: expected credits redeemed and not yet burned, got 0")]
    NothingToBurn { class: String },
    /// Other tokens than the class's credits.
    #[error("wrong asset: expected the credits of class `{class}` ({expected}), got {got}")]
    WrongCredits { class: String, expected: String, got: String },

    /// The job is bound already.
    #[error("job {job_id} is called or locked already: expected a job that is neither")]
    Bound { job_id: u64 },
    /// Nothing binds a provider to the job.
    #[error("job {job_id} is neither called nor locked: expected one that is")]
    UnknownBinding { job_id: u64 },
    /// The job is called on somebody else, or was not called.
    #[error("job {job_id}: expected {expected}, got {got}")]
    CalledOtherwise { job_id: u64, expected: String, got: String },
    /// No debtor in reach can be called for the job.
    #[error(
        "job {job_id}: nobody to call in class `{class}`, looked at {looked} debtors: expected one that is due by \
         {now}, with {credits} open credits, {gpus} GPUs and damages of at least {min_damages}"
    )]
    NobodyToCall {
        job_id: u64,
        class: String,
        looked: usize,
        now: u64,
        credits: u128,
        gpus: u32,
        min_damages: u128,
    },
    /// A market to which nothing can be pledged, or that cannot be allowed.
    #[error("market {market}: expected {expected}")]
    Market { market: Addr, expected: &'static str },
    /// Something is pledged to that work already.
    #[error("work {id} of market {market}: expected one to which nothing is pledged, got one with a pledge")]
    Pledged { market: Addr, id: u64 },
    /// Nothing is pledged to that work.
    #[error("work {id} of market {market}: expected one with a pledge, got none")]
    UnknownPledge { market: Addr, id: u64 },
    /// Stake in another asset than what backs the position already.
    #[error(
        "{provider} in class `{class}` is backed by asset {expected}: expected more of it, got asset {got}"
    )]
    BackedOtherwise { provider: Addr, class: String, expected: u8, got: u8 },
    /// Nothing ever backed the position.
    #[error("nothing ever backed {provider} in class `{class}`: expected a position with backing")]
    NeverBacked { provider: Addr, class: String },
    /// Less reputation than the client wants.
    #[error("reputation too low: expected at least {expected} bps, got {got}")]
    Reputation { expected: u32, got: u32 },
}
