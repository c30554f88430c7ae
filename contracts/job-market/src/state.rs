//! What is stored, and under which keys.
//!
//! | key | value |
//! |---|---|
//! | `g` | [`Config`] |
//! | `p` | [`Settings`] |
//! | `k` + class id | [`Class`] |
//! | `z` + class id | [`Occupancy`] |
//! | `l` | id of the newest job; ids count from 1 |
//! | `j` + job id (u64, big-endian) | [`Phase`]; absent while it is open |
//! | `t` + job id (u64, big-endian) | [`Terms`], until the job has ended |
//! | `b` + job id (u64, big-endian) | [`StoredCallback`], where the job has one, until it has ended |
//! | `y` + Unix day (u32, big-endian) | [`api::earned::Day`] |
//! | `m` + length of the class id (1 byte) + class id + number (u32, big-endian) | [`StoredTemplate`] |
//! | `s` + length of the class id (1 byte) + class id + job id (u64, big-endian) | `true`: a standard job, untaken |
//!
//! Beside them lie the items of cw2 (`contract_info`) and cw-ownable (`ownership`), whose names share no
//! first letter with a key above.

use api::job_market::{ClassTerms, Params, Template};
use api::paging::{ids, Ids};
use api::store::{class_prefix, Item, Map};
use cosmwasm_std::{Addr, CanonicalAddr, Order, StdError, StdResult, Storage};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::ContractError;
use crate::job::phase::Phase;
use crate::job::terms::Terms;
use crate::job::transition::Job;

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/job-market";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");
/// Most classes: bounds what walks over all of them.
pub const MAX_CLASSES: usize = 64;
/// Most templates of a class.
pub const MAX_TEMPLATES: usize = 32;

/// See [`Config`].
pub const CONFIG: Item<Config> = Item::new(b"g", "config");
/// See [`Settings`].
pub const SETTINGS: Item<Settings> = Item::new(b"p", "settings");
/// See [`Class`].
pub const CLASSES: Map<Class> = Map::new(b'k', "class");
/// See [`Occupancy`]; absent before the first job of a class.
pub const OCCUPANCY: Map<Occupancy> = Map::new(b'z', "occupancy");

const LAST_JOB: Item<u64> = Item::new(b"l", "newest job");
const PHASES: Map<Phase> = Map::new(b'j', "job");
const TERMS: Map<Terms> = Map::new(b't', "terms of a job");
const CALLBACKS: Map<StoredCallback> = Map::new(b'b', "callback of the job");
const TEMPLATES: Map<StoredTemplate> = Map::new(b'm', "template");
const WAITING: Map<bool> = Map::new(b's', "waiting job");

/// The wiring, and what every message reads of the parameters.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Config {
    /// The network token.
    pub network_denom: String,
    /// `contracts/pool`.
    pub pool: Addr,
    /// `contracts/provider-registry`.
    pub provider_registry: Addr,
    /// `contracts/verifier-gateway`.
    pub verifier_gateway: Addr,
    /// `contracts/fee-collector`.
    pub fee_collector: Addr,
    /// See [`Params::block_millis`], of which this is a copy.
    pub block_millis: u64,
}

/// What governance and the guardian set.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Settings {
    /// May stop new requests.
    pub guardian: Addr,
    /// The parameters.
    pub params: Params,
    /// Whether new requests are refused.
    pub paused: bool,
}

/// A class on this market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Class {
    /// Its credit token.
    pub credit: Addr,
    /// Its primary pool: credit as asset 0, NET as asset 1.
    pub pool_id: u64,
    /// Its take and its standard jobs' GPUs.
    pub terms: ClassTerms,
    /// Unix seconds since which its take has its target.
    pub target_since: u64,
}

/// Occupancy of a class.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Occupancy {
    /// z: work above the target as of `time`, 10^-4 seconds of full capacity.
    pub z: u64,
    /// Unix seconds.
    pub time: u64,
}

/// A template as governance registered it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct StoredTemplate {
    /// What it says.
    pub terms: Template,
    /// Seconds that a called debtor has to accept, against which the least units were checked.
    pub call_within: u64,
    /// When it was set, Unix seconds.
    pub set_at: u64,
}

/// Whom the end of a job is told.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct StoredCallback {
    /// Which contract.
    pub contract: CanonicalAddr,
    /// Whose job it is.
    pub owner: CanonicalAddr,
    /// What it gets back.
    pub msg: Option<Vec<u8>>,
}

/// A class; one that is not listed is an error.
pub fn class(storage: &dyn Storage, class: &str) -> Result<Class, ContractError> {
    CLASSES
        .may_load(storage, class.as_bytes())?
        .ok_or_else(|| ContractError::UnknownClass { class: class.chars().take(64).collect() })
}

/// All classes by id, at most [`MAX_CLASSES`].
pub fn classes(storage: &dyn Storage) -> StdResult<Vec<(String, Class)>> {
    let named = |(id, class)| Ok((String::from_utf8(id).map_err(StdError::invalid_utf8)?, class));
    CLASSES.page(storage, b"", None, MAX_CLASSES)?.into_iter().map(named).collect()
}

/// The id that the next job will have.
pub fn coming_job_id(storage: &dyn Storage) -> Result<u64, ContractError> {
    let last = LAST_JOB.may_load(storage)?.unwrap_or_default();
    Ok(last.checked_add(1).ok_or(amm_math::MathError::Overflow)?)
}

/// The next job's id, and takes it.
pub fn next_job_id(storage: &mut dyn Storage) -> Result<u64, ContractError> {
    let id = coming_job_id(storage)?;
    LAST_JOB.save(storage, &id)?;
    Ok(id)
}

/// How far a job is that has an id.
pub fn phase(storage: &dyn Storage, job_id: u64) -> StdResult<Phase> {
    Ok(PHASES.may_load(storage, &job_id.to_be_bytes())?.unwrap_or(Phase::Open))
}

/// How far a job is, and its terms unless it has ended. An id that does not exist is an error.
pub fn job(storage: &dyn Storage, job_id: u64) -> Result<(Phase, Option<Terms>), ContractError> {
    let phase = phase(storage, job_id)?;
    if let Phase::Ended(_) = phase {
        return Ok((phase, None));
    }
    let terms =
        TERMS.may_load(storage, &job_id.to_be_bytes())?.ok_or(ContractError::UnknownJob { job_id })?;
    Ok((phase, Some(terms)))
}

/// A job that has not ended; `expected` says in which states the message works.
pub fn live(storage: &dyn Storage, id: u64, expected: &'static str) -> Result<Job, ContractError> {
    match job(storage, id)? {
        (phase, Some(terms)) => Ok(Job { id, terms, phase }),
        (ended, None) => Err(ContractError::State { job_id: id, expected, got: ended.state() }),
    }
}

/// Stores a new job, which is open, with its callback if it has one.
pub fn add_job(
    storage: &mut dyn Storage,
    job_id: u64,
    terms: &Terms,
    callback: Option<&StoredCallback>,
) -> StdResult<()> {
    if let Some(callback) = callback {
        CALLBACKS.save(storage, &job_id.to_be_bytes(), callback)?;
    }
    if terms.standard.is_some() {
        WAITING.save(storage, &waiting_key(&terms.class, job_id), &true)?;
    }
    TERMS.save(storage, &job_id.to_be_bytes(), terms)
}

/// The callback of a job that has one and was not told.
pub fn callback(storage: &dyn Storage, job_id: u64) -> StdResult<Option<StoredCallback>> {
    CALLBACKS.may_load(storage, &job_id.to_be_bytes())
}

/// The same, which is forgotten.
pub fn take_callback(storage: &mut dyn Storage, job_id: u64) -> StdResult<Option<StoredCallback>> {
    let found = callback(storage, job_id)?;
    CALLBACKS.remove(storage, &job_id.to_be_bytes());
    Ok(found)
}

/// Stores the next phase of a job, and forgets its terms if it has ended.
pub fn move_job(storage: &mut dyn Storage, job: &Job, phase: &Phase) -> StdResult<()> {
    let key = job.id.to_be_bytes();
    if job.phase.free() && !phase.free() && job.terms.standard.is_some() {
        WAITING.remove(storage, &waiting_key(&job.terms.class, job.id));
    }
    if matches!(phase, Phase::Ended(_)) {
        TERMS.remove(storage, &key);
    }
    PHASES.save(storage, &key, phase)
}

/// Ids of jobs after `start_after`, in an order in which none is left out.
pub fn job_ids(storage: &dyn Storage, order: Order, start_after: Option<u64>) -> StdResult<Ids> {
    Ok(ids(LAST_JOB.may_load(storage)?.unwrap_or_default(), order, start_after))
}

/// Jobs that have not ended after `start_after`, in an order.
pub fn unfinished(
    storage: &dyn Storage,
    order: Order,
    start_after: Option<u64>,
) -> impl Iterator<Item = StdResult<(u64, Terms)>> + use<'_> {
    by_id(&TERMS, storage, order, b"", start_after)
}

/// How far jobs after `start_after` are, in an order, but of those that are open.
pub fn phases(
    storage: &dyn Storage,
    order: Order,
    start_after: Option<u64>,
) -> impl Iterator<Item = StdResult<(u64, Phase)>> + use<'_> {
    by_id(&PHASES, storage, order, b"", start_after)
}

/// Standard jobs of a class that wait for a provider, after `start_after`, in an order.
pub fn waiting<'a>(
    storage: &'a dyn Storage,
    class: &str,
    order: Order,
    start_after: Option<u64>,
) -> impl Iterator<Item = StdResult<(u64, bool)>> + use<'a> {
    by_id(&WAITING, storage, order, &class_prefix(class), start_after)
}

fn by_id<'a, T: Serialize + DeserializeOwned>(
    map: &Map<T>,
    storage: &'a dyn Storage,
    order: Order,
    prefix: &[u8],
    start_after: Option<u64>,
) -> impl Iterator<Item = StdResult<(u64, T)>> + use<'a, T> {
    let after = start_after.map(u64::to_be_bytes);
    let walk = map.walk_in(order, storage, prefix, after.as_ref().map(<[u8; 8]>::as_slice));
    walk.map(|entry| entry.and_then(|(id, value)| Ok((u64::from_be_bytes(number(id)?), value))))
}

/// A template of a class; one that is not registered is an error.
pub fn template(storage: &dyn Storage, class: &str, number: u32) -> Result<StoredTemplate, ContractError> {
    TEMPLATES
        .may_load(storage, &template_key(class, number))?
        .ok_or_else(|| ContractError::UnknownTemplate { class: class.to_owned(), template: number })
}

/// Stores a template, or removes it.
pub fn save_template(
    storage: &mut dyn Storage,
    class: &str,
    number: u32,
    template: Option<&StoredTemplate>,
) -> StdResult<()> {
    let key = template_key(class, number);
    match template {
        Some(template) => TEMPLATES.save(storage, &key, template),
        None => {
            TEMPLATES.remove(storage, &key);
            Ok(())
        }
    }
}

/// All templates of a class by number, at most [`MAX_TEMPLATES`].
pub fn templates(storage: &dyn Storage, class: &str) -> StdResult<Vec<(u32, StoredTemplate)>> {
    let page = TEMPLATES.page(storage, &class_prefix(class), None, MAX_TEMPLATES)?;
    page.into_iter().map(|(n, template)| Ok((u32::from_be_bytes(number(n)?), template))).collect()
}

fn waiting_key(class: &str, job_id: u64) -> Vec<u8> {
    [class_prefix(class), job_id.to_be_bytes().to_vec()].concat()
}

fn template_key(class: &str, number: u32) -> Vec<u8> {
    [class_prefix(class), number.to_be_bytes().to_vec()].concat()
}

/// A number in a key.
fn number<const N: usize>(bytes: Vec<u8>) -> StdResult<[u8; N]> {
    bytes.try_into().map_err(|_| StdError::generic_err("a key of another length"))
}
