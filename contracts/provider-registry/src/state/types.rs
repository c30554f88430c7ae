//! The records, field by field.

use api::provider_registry::{ClassParams, ClassPaused};
use cosmwasm_std::{Addr, CanonicalAddr};
use serde::{Deserialize, Serialize};

/// What is fixed at the start, and the guardian.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Config {
    /// May stop minting and accepting.
    pub guardian: Addr,
    /// Code of the credit tokens.
    pub token_code_id: u64,
    /// The network token.
    pub network_denom: String,
    /// `contracts/pool`.
    pub pool: Addr,
    /// `contracts/job-market`.
    pub job_market: Addr,
    /// `contracts/fee-collector`.
    pub fee_collector: Addr,
}

/// A hardware class.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Class {
    /// Its credit token.
    pub credit: Addr,
    /// Its primary pool, once named.
    pub pool_id: Option<u64>,
    /// Its parameters.
    pub params: ClassParams,
    /// What is stopped.
    pub paused: ClassPaused,
    /// Its largest standard job.
    pub standard: Option<Standard>,
    /// Unix seconds of its end, once announced.
    pub sunset_at: Option<u64>,
}

/// The largest standard job of a class.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standard {
    /// GPUs.
    pub gpus: u32,
    /// Credits, base units.
    pub credits: u128,
}

/// What stands behind a class beside its providers. A logarithm is of NET base units per credit base unit, base 2, Q40.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// What the closing price follows, and since when; none before there was a mean of 24 hours.
    pub closing: Option<(i64, u64)>,
    /// The fading mark below which nothing is margined when it is minted, and since when.
    pub floor: Option<(i64, u64)>,
    /// V of the call order.
    pub virtual_time: u128,
    /// NET of the class's reserve.
    pub reserve: u128,
    /// Credits that the reserve owes, base units.
    pub reserve_obligation: u128,
    /// Unix seconds at which the reserve's running auction opened; 0 if it owes nothing.
    pub reserve_since: u64,
    /// Credits that nobody owes, base units.
    pub deficit: u128,
    /// What every credit is paid after the class's end, Q64.64 raw; 0 until it is fixed.
    pub sunset_price: u128,
    /// The most that it will be fixed at, Q64.64 raw; 0 until the end is announced.
    pub sunset_most: u128,
    /// Unix days, and NET that insurance gave on that day.
    pub insured: (u64, u128),
}

/// A provider, whatever the class.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Provider {
    /// Registered, and has not left.
    pub active: bool,
    /// Unix seconds of its last sign of life.
    pub last_seen: u64,
    /// Unix seconds before which it cannot leave jail; 0 if it is in none.
    pub jailed_until: u64,
    /// Liveness faults as they counted at `faults_at`.
    pub faults: u32,
    /// Unix seconds of the last liveness fault.
    pub faults_at: u64,
}

/// A provider's stake, debt and record in one class. Amounts in base units.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Position {
    /// NET at stake, what is unbonding included.
    pub bond: u128,
    /// Of that, locked for jobs. The sum of the position's locks.
    pub locked: u128,
    /// Of that, asked back; in order of release.
    pub unbonding: Vec<Unbonding>,
    /// Credits owed.
    pub obligation: u128,
    /// NET at which the credits owed were minted.
    pub basis: u128,
    /// GPUs offered.
    pub gpus: u32,
    /// GPUs in jobs. The sum of the position's locks' GPUs.
    pub busy: u32,
    /// Unix seconds at which its admission ends; 0 if it has none.
    pub admitted_until: u64,
    /// Take of good jobs as of `reputed_at`, NET.
    pub good: u128,
    /// Weighted take of faults as of `reputed_at`, NET.
    pub bad: u128,
    /// Unix seconds to which `good` and `bad` are decayed.
    pub reputed_at: u64,
    /// GPUs of all jobs ever verified, summed.
    pub verified: u64,
    /// Most GPUs proven busy at once in the 30-day period before `peak_period`.
    pub peak_before: u32,
    /// Most GPUs proven busy at once in `peak_period`.
    pub peak: u32,
    /// Which 30-day period since the Unix epoch `peak` belongs to.
    pub peak_period: u64,
    /// GPUs counted in the class's sum of proven GPUs.
    pub counted: u32,
    /// Its place in the call order, and what was called.
    pub calls: Calls,
    /// Why its debt is being closed, if it is.
    pub closing: Closing,
}

/// A position's calls. Credits and lock are sums over the calls that have not ended, accepted or not; GPUs over those of them whose
/// results do not wait for a verdict.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Calls {
    /// Its tag in the call order.
    pub tag: u128,
    /// Whether it is in the call order now, at that tag.
    pub queued: bool,
    /// GPUs.
    pub gpus: u32,
    /// Credits, base units.
    pub credits: u128,
    /// NET locked for accepted ones: part of the margin, and not of [`Position::locked`].
    pub locked: u128,
    /// Credits of calls that were ignored and that are not yet closed, base units; at most the obligation. A rest that is too
    /// small for a standard job counts with them.
    pub ignored: u128,
    /// Called jobs to be settled before those that run excuse from others again.
    pub to_settle: u32,
}

/// A position's closing auction.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Closing {
    /// Unix seconds of its opening; 0 if none is open.
    pub since: u64,
    /// It was opened because the margin was too thin, and that is not yet mended.
    pub thin: bool,
    /// Unix seconds at which its owner asked to leave; 0 if it did not.
    pub exit_at: u64,
}

/// A part of a bond on its way out.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
pub struct Unbonding {
    /// NET base units.
    pub amount: u128,
    /// Unix seconds of its release.
    pub release_at: u64,
}

/// What a running job binds.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Lock {
    /// Whose bond and GPUs.
    pub provider: CanonicalAddr,
    /// In which class.
    pub class: String,
    /// NET base units.
    pub amount: u128,
    /// GPUs.
    pub gpus: u32,
    /// NET that the job's credits cost.
    pub cost: u128,
    /// The client's declared loss, NET.
    pub declared_value: u128,
    /// ρ when it was accepted, basis points: the lock was sized by it.
    pub reporter_bps: u32,
    /// Least burn when it was accepted, basis points: the lock was sized by it.
    pub burn_min_bps: u32,
    /// The provider's busy GPUs once this job was accepted, its own included.
    pub busy_at_accept: u32,
    /// [`Position::verified`] when it was accepted.
    pub verified_at_accept: u64,
    /// Credits of a called job, base units; 0 if it was not called.
    pub called: u128,
    /// Its result waits for a verdict: nothing runs on its GPUs any more.
    pub idle: bool,
}

/// A call that waits to be accepted.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Call {
    /// On whom.
    pub provider: CanonicalAddr,
    /// In which class.
    pub class: String,
    /// GPUs.
    pub gpus: u32,
    /// Credits, base units.
    pub credits: u128,
}
