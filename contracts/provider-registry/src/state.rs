//! What is stored, and under which keys.
//!
//! | key | value |
//! |---|---|
//! | `g` | [`Config`] and [`Params`], one record because most messages need both |
//! | `s` + class id | [`Class`] |
//! | `t` + class id | [`api::provider_registry::raw::ClassTotals`], read raw by peers |
//! | `a` + class id | [`api::provider_registry::raw::AcceptPause`], read raw by peers |
//! | `n` + class id | [`Turn`] |
//! | `b` + class id | [`Pot`] of an ended class |
//! | `v` + provider's canonical address | [`Provider`] |
//! | `r` | canonical address of `contracts/restaking`, if there is one, [`api::provider_registry::raw::RESTAKING`], read raw by peers |
//! | `m` + provider's canonical address | its metadata; absent if empty |
//! | `x` + class prefix + provider's canonical address | [`Position`] |
//! | `e` + class prefix + provider's canonical address | [`Buckets`] of a position that was ever backed |
//! | `q` + class prefix + due (u64) + sequence (u64) + provider's canonical address | `true`: a place in the queue |
//! | `l` + job id (u64) | [`Binding`], from the call or the acceptance of a job to its end |
//! | `k` + market's canonical address | whether it takes new pledges, [`api::provider_registry::raw::MARKETS`], read raw by peers |
//! | `y` + length (1 byte) and canonical address of a market + its number (u64) | [`Pledged`], from the pledge to its end |
//!
//! A class prefix is the length of the class id (1 byte) and the id; numbers are big-endian. Beside them lie the
//! items of cw2 (`contract_info`) and cw-ownable (`ownership`), whose names share no first letter with a key.

use api::provider_registry::{ClassParams, ClassPaused, Params};
use api::store::{Item, Map};
use cosmwasm_std::{Addr, CanonicalAddr, Storage};
use credit::proven::Shown;
use credit::{Backed, Buckets, Call, Position, Pot, Standard, Turn};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;

/// Most hardware classes: bounds what walks over all of them.
pub const MAX_CLASSES: usize = 64;
/// Most GPUs that one provider offers in one class.
pub const MAX_GPUS: u32 = 65_536;

/// Most assets that may back, by their numbers from 0: [`Config::backing`] has a bit for each.
pub const MAX_BACKING: u8 = 8;

/// See [`Config`] and [`Params`].
pub const GLOBALS: Item<(Config, Params)> = Item::new(b"g", "globals");
/// By class id.
pub const CLASSES: Map<Class> = Map::new(b's', "class");
/// By class id.
pub const TURNS: Map<Turn> = Map::new(b'n', "turn");
/// By class id.
pub const POTS: Map<Pot> = Map::new(b'b', "pot");
/// By canonical address.
pub const PROVIDERS: Map<Provider> = Map::new(b'v', "provider");
/// By canonical address.
pub const METADATA: Map<String> = Map::new(b'm', "metadata");
/// By class prefix and canonical address.
pub const POSITIONS: Map<Position> = Map::new(b'x', "position");
/// By class prefix and canonical address.
pub const BUCKETS: Map<Buckets> = Map::new(b'e', "exits");
/// By class prefix, due, sequence and canonical address.
pub const QUEUE: Map<bool> = Map::new(b'q', "place in the queue");
/// By job id.
pub const BINDINGS: Map<Binding> = Map::new(b'l', "lock of the job");

/// By market and the market's number: see [`pledge_key`].
pub const PLEDGES: Map<Pledged> = Map::new(b'y', "pledge");

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
    /// Assets in which stake backs new jobs: bit n for the asset with number n.
    pub backing: u8,
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
    /// Its standard jobs.
    pub standard: Option<Standard>,
    /// Its end, once announced.
    pub sunset: Option<Sunset>,
}

/// The end of a class.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sunset {
    /// Unix seconds.
    pub at: u64,
    /// 7-day mean at the announcement, Q64.64, if there was one, whatever the pool held then.
    pub mean: Option<u128>,
}

/// A provider, whatever the class.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// Registered, and has not left.
    pub active: bool,
    /// Unix seconds of its last sign of life.
    pub last_seen: u64,
    /// Unix seconds before which it cannot leave jail; 0 if it is in none.
    pub jailed_until: u64,
    /// Lateness faults as they counted at `faults_at`.
    pub faults: u32,
    /// Unix seconds of the last lateness fault.
    pub faults_at: u64,
}

/// What binds a provider to a job.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Binding {
    /// Whose bond and GPUs.
    pub provider: CanonicalAddr,
    /// In which class.
    pub class: String,
    /// GPUs that the job keeps busy now: none before it is accepted, and none once its result is there.
    pub busy: u32,
    /// What it can prove of the provider's GPUs; none before it is accepted, and for a job too short to.
    pub shown: Option<Shown>,
    /// The NET behind it.
    pub stake: Stake,
}

/// The NET behind a job.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
pub enum Stake {
    /// The job was called: the collateral of its credits.
    Called(Call),
    /// A lock from the free bond.
    Locked(Lock),
    /// The same, and others' stake that burns with it.
    Backed(Lock, Backed),
}

impl Stake {
    /// NET locked; none for a called job.
    pub fn locked(&self) -> u128 {
        match self {
            Stake::Called(_) => 0,
            Stake::Locked(lock) | Stake::Backed(lock, _) => lock.amount,
        }
    }

    /// What backs the job, if anything does.
    pub fn backed(&self) -> Option<&Backed> {
        match self {
            Stake::Called(_) | Stake::Locked(_) => None,
            Stake::Backed(_, backed) => Some(backed),
        }
    }
}

impl Config {
    /// Whether stake in this asset backs new jobs.
    pub fn backs(&self, asset: u8) -> bool {
        self.backing.checked_shr(asset.into()).unwrap_or_default() & 1 == 1
    }

    /// Stake in this asset backs new jobs from now on, or no more.
    pub fn set_backs(&mut self, asset: u8, listed: bool) {
        let bit = 1u8.checked_shl(asset.into()).unwrap_or_default();
        self.backing = if listed { self.backing | bit } else { self.backing & !bit };
    }
}

/// A lock of a job that was not called. NET base units.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
pub struct Lock {
    /// How much.
    pub amount: u128,
    /// What the job's credits are worth.
    pub cost: u128,
    /// The client's declared loss.
    pub declared_value: u128,
    /// Least that burns if it is late: the penalty of a default for a standard job, else 0.
    pub penalty: u128,
    /// ρ when it was accepted, basis points: the lock was sized by it.
    pub reporter_bps: u32,
    /// Least burn when it was accepted, basis points: the lock was sized by it.
    pub burn_min_bps: u32,
}

/// What a provider pledged to work in another market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Pledged {
    /// Whose bond and GPUs.
    pub provider: CanonicalAddr,
    /// In which class.
    pub class: String,
    /// GPUs.
    pub gpus: u32,
    /// Locked, NET base units.
    pub amount: u128,
}

/// The key of what is pledged to a market under its number: no market ends what is pledged to another.
pub fn pledge_key(market: &CanonicalAddr, id: u64) -> Vec<u8> {
    let length = u8::try_from(market.len()).unwrap_or(u8::MAX);
    [&[length], market.as_slice(), &id.to_be_bytes()].concat()
}

/// A class; an error naming it if there is none of that id.
pub fn class(storage: &dyn Storage, id: &str) -> Result<Class, ContractError> {
    CLASSES
        .may_load(storage, id.as_bytes())?
        .ok_or_else(|| ContractError::UnknownClass { class: id.chars().take(64).collect() })
}

/// What binds the provider of a job; an error naming the job if nothing does.
pub fn binding(storage: &dyn Storage, job_id: u64) -> Result<Binding, ContractError> {
    BINDINGS.may_load(storage, &job_id.to_be_bytes())?.ok_or(ContractError::UnknownBinding { job_id })
}

impl Class {
    /// Whether it has ended.
    pub fn ended(&self, now: u64) -> bool {
        self.sunset.is_some_and(|sunset| now >= sunset.at)
    }

    /// Refuses what would last beyond the class's end.
    pub fn require_until(&self, id: &str, ends_by: u64) -> Result<(), ContractError> {
        match self.sunset.filter(|sunset| ends_by > sunset.at) {
            Some(Sunset { at, .. }) => Err(ContractError::BeyondEnd { class: id.to_owned(), at, ends_by }),
            None => Ok(()),
        }
    }

    /// The end of a class that has ended.
    pub fn require_ended(&self, id: &str, now: u64) -> Result<Sunset, ContractError> {
        self.sunset.filter(|sunset| now >= sunset.at).ok_or_else(|| ContractError::NotEnded {
            class: id.to_owned(),
            at: self.sunset.map(|sunset| sunset.at),
            now,
        })
    }
}
