//! What is stored, and under which keys.
//!
//! | key | value |
//! |---|---|
//! | `g` | [`Config`], read by every message |
//! | `w` | [`Offices`] |
//! | `k` + class id | [`Class`] |
//! | `f` + class id | fees in credits that wait to be swept, base units; absent where there are none |
//! | `l` | id of the newest lease; ids count from 1 |
//! | `t` + lease id (u64, big-endian) | [`Terms`], until the lease is over |
//! | `r` + lease id (u64, big-endian) | [`Begun`], once somebody has started it, or it is over |
//! | `h` + provider (canonical) | [`Clock`]; absent before it starts its first lease |
//! | `y` + Unix day (u32, big-endian) | [`api::earned::Day`] |
//!
//! Beside them lie the items of cw2 (`contract_info`) and cw-ownable (`ownership`), whose names share no first letter with a key
//! above.

use amm_math::MathError;
use api::lease_market::{ClassTerms, LeaseState, Params};
use api::paging::{ids, Ids};
use api::store::{Item, Map};
use cosmwasm_std::{Addr, CanonicalAddr, Order, StdError, StdResult, Storage};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::ContractError;
use crate::lease::{Run, Terms};
use crate::meter::{Clock, Pace};

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/lease-market";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");
/// Most classes: bounds what walks over all of them.
pub const MAX_CLASSES: usize = 64;

/// See [`Config`].
pub const CONFIG: Item<Config> = Item::new(b"g", "config");
/// See [`Offices`].
pub const OFFICES: Item<Offices> = Item::new(b"w", "offices");
/// See [`Class`].
pub const CLASSES: Map<Class> = Map::new(b'k', "class");
/// See [`Clock`].
pub const CLOCKS: Map<Clock> = Map::new(b'h', "clock of the provider");
/// Fees in credits, base units, by class.
pub const FEES: Map<u128> = Map::new(b'f', "fees of the class");

const LAST_LEASE: Item<u64> = Item::new(b"l", "newest lease");
const TERMS: Map<Terms> = Map::new(b't', "terms of a lease");
const BEGUN: Map<Begun> = Map::new(b'r', "lease that runs or is over");

/// What every message needs: the wiring, and what governance and the guardian set.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Config {
    /// The network token.
    pub network_denom: String,
    /// `contracts/pool`.
    pub pool: Addr,
    /// `contracts/provider-registry`.
    pub provider_registry: Addr,
    /// The parameters.
    pub params: Params,
    /// Whether requests and top-ups are refused.
    pub paused: bool,
}

/// What few messages need, apart because each byte that is read costs gas.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Offices {
    /// `contracts/fee-collector`.
    pub fee_collector: Addr,
    /// May stop new requests.
    pub guardian: Addr,
}

/// A class on this market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Class {
    /// Its credit token.
    pub credit: Addr,
    /// Its primary pool: credit as asset 0, NET as asset 1.
    pub pool_id: u64,
    /// Its take, and whether it is interruptible.
    pub terms: ClassTerms,
}

/// A lease that is not open any more, as it is stored.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
enum Begun {
    Running(Run),
    Over(StoredEnd),
}

/// How a lease ended, as it is stored.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
enum StoredEnd {
    Cancelled,
    Expired,
    Ended,
    Closed,
    Stopped,
    Silent,
}

/// A lease as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Lease {
    /// What was agreed, and what runs if a provider has started it.
    Live(Box<Terms>, Option<Run>),
    /// Its final state.
    Over(LeaseState),
}

impl Config {
    /// How heartbeats are judged.
    pub fn pace(&self) -> Pace {
        let Params { heartbeat_within, block_millis, .. } = self.params;
        Pace { heartbeat_within, block_millis }
    }
}

impl StoredEnd {
    /// Of a final state.
    fn of(state: LeaseState) -> Option<Self> {
        Some(match state {
            LeaseState::Open | LeaseState::Running => return None,
            LeaseState::Cancelled => StoredEnd::Cancelled,
            LeaseState::Expired => StoredEnd::Expired,
            LeaseState::Ended => StoredEnd::Ended,
            LeaseState::Closed => StoredEnd::Closed,
            LeaseState::Stopped => StoredEnd::Stopped,
            LeaseState::Silent => StoredEnd::Silent,
        })
    }

    fn state(self) -> LeaseState {
        match self {
            StoredEnd::Cancelled => LeaseState::Cancelled,
            StoredEnd::Expired => LeaseState::Expired,
            StoredEnd::Ended => LeaseState::Ended,
            StoredEnd::Closed => LeaseState::Closed,
            StoredEnd::Stopped => LeaseState::Stopped,
            StoredEnd::Silent => LeaseState::Silent,
        }
    }
}

/// A class; one that is not listed is an error.
pub fn class(storage: &dyn Storage, class: &str) -> Result<Class, ContractError> {
    CLASSES.may_load(storage, class.as_bytes())?.ok_or_else(|| unknown(class))
}

fn unknown(class: &str) -> ContractError {
    ContractError::UnknownClass { class: class.chars().take(64).collect() }
}

/// All classes by id, at most [`MAX_CLASSES`].
pub fn classes(storage: &dyn Storage) -> StdResult<Vec<(String, Class)>> {
    by_class(&CLASSES, storage, MAX_CLASSES)
}

/// Fees that wait to be swept, by class.
pub fn fees(storage: &dyn Storage, limit: usize) -> StdResult<Vec<(String, u128)>> {
    by_class(&FEES, storage, limit)
}

/// The next lease's id, and takes it.
pub fn next_lease_id(storage: &mut dyn Storage) -> Result<u64, ContractError> {
    let last = LAST_LEASE.may_load(storage)?.unwrap_or_default();
    let id = last.checked_add(1).ok_or(MathError::Overflow)?;
    LAST_LEASE.save(storage, &id)?;
    Ok(id)
}

/// What was agreed in a lease that waits for a provider; any other is an error.
pub fn open(storage: &dyn Storage, id: u64) -> Result<Terms, ContractError> {
    match live(storage, id, "open")? {
        (terms, None) => Ok(terms),
        (_, Some(_)) => {
            Err(ContractError::State { lease_id: id, expected: "open", got: LeaseState::Running })
        }
    }
}

/// A lease that runs; any other is an error.
pub fn running(storage: &dyn Storage, id: u64) -> Result<(Terms, Run), ContractError> {
    match live(storage, id, "running")? {
        (terms, Some(run)) => Ok((terms, run)),
        (_, None) => Err(ContractError::State { lease_id: id, expected: "running", got: LeaseState::Open }),
    }
}

fn live(
    storage: &dyn Storage,
    id: u64,
    expected: &'static str,
) -> Result<(Terms, Option<Run>), ContractError> {
    match lease(storage, id)? {
        Lease::Live(terms, run) => Ok((*terms, run)),
        Lease::Over(got) => Err(ContractError::State { lease_id: id, expected, got }),
    }
}

/// A lease; an id that does not exist is an error.
pub fn lease(storage: &dyn Storage, id: u64) -> Result<Lease, ContractError> {
    match TERMS.may_load(storage, &id.to_be_bytes())? {
        Some(terms) => Ok(Lease::Live(Box::new(terms), run(storage, id)?)),
        None => ended(storage, id).map(Lease::Over),
    }
}

fn ended(storage: &dyn Storage, id: u64) -> Result<LeaseState, ContractError> {
    match BEGUN.may_load(storage, &id.to_be_bytes())? {
        Some(Begun::Over(end)) => Ok(end.state()),
        _ => Err(ContractError::UnknownLease { lease_id: id }),
    }
}

/// Stores what was agreed.
pub fn save_terms(storage: &mut dyn Storage, id: u64, terms: &Terms) -> StdResult<()> {
    TERMS.save(storage, &id.to_be_bytes(), terms)
}

/// Stores what runs.
pub fn save_run(storage: &mut dyn Storage, id: u64, run: Run) -> StdResult<()> {
    BEGUN.save(storage, &id.to_be_bytes(), &Begun::Running(run))
}

/// Leaves nothing of a lease but its final state; one that is not final is not stored.
pub fn end(storage: &mut dyn Storage, id: u64, state: LeaseState) -> StdResult<()> {
    let key = id.to_be_bytes();
    TERMS.remove(storage, &key);
    match StoredEnd::of(state) {
        Some(end) => BEGUN.save(storage, &key, &Begun::Over(end)),
        None => Err(StdError::generic_err(format!("expected a final state, got {state}"))),
    }
}

/// The clock of a provider that has started a lease.
pub fn clock(storage: &dyn Storage, provider: &CanonicalAddr) -> StdResult<Clock> {
    CLOCKS.load(storage, provider)
}

/// Ids of leases after `start_after`, in an order in which none is left out.
pub fn lease_ids(storage: &dyn Storage, order: Order, start_after: Option<u64>) -> StdResult<Ids> {
    Ok(ids(LAST_LEASE.may_load(storage)?.unwrap_or_default(), order, start_after))
}

/// Leases that are not over after `start_after`, in an order.
pub fn unfinished(
    storage: &dyn Storage,
    order: Order,
    start_after: Option<u64>,
) -> impl Iterator<Item = StdResult<(u64, Terms)>> + use<'_> {
    by_id(&TERMS, storage, order, start_after)
}

/// Leases that run or are over after `start_after`, in an order; those that are over with their final states.
pub fn begun(
    storage: &dyn Storage,
    order: Order,
    start_after: Option<u64>,
) -> impl Iterator<Item = StdResult<(u64, Option<LeaseState>)>> + use<'_> {
    let over = |begun| match begun {
        Begun::Running(_) => None,
        Begun::Over(end) => Some(end.state()),
    };
    by_id(&BEGUN, storage, order, start_after).map(move |entry| entry.map(|(id, begun)| (id, over(begun))))
}

/// What runs of a lease that is not over, if it does.
pub fn run(storage: &dyn Storage, id: u64) -> StdResult<Option<Run>> {
    Ok(match BEGUN.may_load(storage, &id.to_be_bytes())? {
        Some(Begun::Running(run)) => Some(run),
        _ => None,
    })
}

fn by_id<'a, T: Serialize + DeserializeOwned>(
    map: &Map<T>,
    storage: &'a dyn Storage,
    order: Order,
    start_after: Option<u64>,
) -> impl Iterator<Item = StdResult<(u64, T)>> + use<'a, T> {
    let after = start_after.map(u64::to_be_bytes);
    let walk = map.walk_in(order, storage, b"", after.as_ref().map(<[u8; 8]>::as_slice));
    walk.map(|entry| {
        let (key, value) = entry?;
        let key = key.try_into().map_err(|_| StdError::generic_err("a lease's key of 8 bytes"))?;
        Ok((u64::from_be_bytes(key), value))
    })
}

fn by_class<T: Serialize + DeserializeOwned>(
    map: &Map<T>,
    storage: &dyn Storage,
    limit: usize,
) -> StdResult<Vec<(String, T)>> {
    let named = |(id, value)| Ok((String::from_utf8(id).map_err(StdError::invalid_utf8)?, value));
    map.page(storage, b"", None, limit)?.into_iter().map(named).collect()
}
