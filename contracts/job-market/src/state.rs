//! What is stored, and under which keys.
//!
//! | key | value |
//! |---|---|
//! | `g` | [`Config`] |
//! | `p` | [`Settings`] |
//! | `k` + class id | [`Class`] |
//! | `z` + class id | [`Backlog`]: z, 8 bytes, and its time, 5 bytes, big-endian |
//! | `l` | id of the newest job, u64 big-endian; ids count from 1 |
//! | `j` + job id (u64, big-endian) | [`Job`], see [`crate::record`]; absent while it is open: its terms say all |
//! | `t` + job id (u64, big-endian) | [`Terms`], until the job is finished |
//! | `y` + Unix day (u32, big-endian) | [`Day`] |
//! | `m` + length of the class id (1 byte) + class id + number (u32, big-endian) | [`Template`] |
//! | `s` + length of the class id (1 byte) + class id + job id (u64, big-endian) | `1`: a standard job that nobody accepted |
//!
//! Records without a codec of their own are in postcard's encoding: integers take the bytes they need, which is what a
//! write costs. Beside them lie the items of cw2 (`contract_info`) and cw-ownable (`ownership`), whose names share no first
//! letter with a key above.

mod types;

use cosmwasm_std::{Order, Storage};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::error::ContractError;
use crate::record::{Hot, Job, Phase};

pub use types::{credits, patience, Backlog, Class, Config, DataTerms, Day, Settings, Template, Terms};

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/job-market";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");
/// Most classes: bounds what walks over all of them.
pub const MAX_CLASSES: usize = 64;
/// Most templates of a class.
pub const MAX_TEMPLATES: usize = 32;

const CONFIG: &[u8] = b"g";
const SETTINGS: &[u8] = b"p";
const LAST_JOB: &[u8] = b"l";

/// See [`Config`].
pub fn config(storage: &dyn Storage) -> Result<Config, ContractError> {
    require(storage, CONFIG, "config")
}

/// Stores the configuration, once.
pub fn save_config(storage: &mut dyn Storage, config: &Config) -> Result<(), ContractError> {
    save(storage, CONFIG, config)
}

/// See [`Settings`].
pub fn settings(storage: &dyn Storage) -> Result<Settings, ContractError> {
    require(storage, SETTINGS, "settings")
}

/// Stores the settings.
pub fn save_settings(storage: &mut dyn Storage, settings: &Settings) -> Result<(), ContractError> {
    save(storage, SETTINGS, settings)
}

/// A class; one that is not listed is an error.
pub fn class(storage: &dyn Storage, class: &str) -> Result<Class, ContractError> {
    may_class(storage, class)?
        .ok_or_else(|| ContractError::UnknownClass { class: class.chars().take(64).collect() })
}

/// A class, if it is listed.
pub fn may_class(storage: &dyn Storage, class: &str) -> Result<Option<Class>, ContractError> {
    load(storage, &key(b'k', class.as_bytes()), "class")
}

/// Stores a class.
pub fn save_class(storage: &mut dyn Storage, id: &str, class: &Class) -> Result<(), ContractError> {
    save(storage, &key(b'k', id.as_bytes()), class)
}

/// All classes by id, at most [`MAX_CLASSES`].
pub fn classes(storage: &dyn Storage) -> Result<Vec<(String, Class)>, ContractError> {
    page(storage, b'k', MAX_CLASSES)
        .into_iter()
        .map(|(id, bytes)| {
            let id = String::from_utf8(id)
                .map_err(|e| ContractError::Record { what: "class id", got: e.as_bytes().len() })?;
            Ok((id, decode(&bytes, "class")?))
        })
        .collect()
}

/// Occupancy of a class; zero before its first job.
pub fn backlog(storage: &dyn Storage, class: &str) -> Result<Backlog, ContractError> {
    let Some(bytes) = storage.get(&key(b'z', class.as_bytes())) else { return Ok(Backlog::default()) };
    Backlog::decode(&bytes).ok_or(ContractError::Record { what: "backlog", got: bytes.len() })
}

/// Stores the occupancy of a class.
pub fn save_backlog(storage: &mut dyn Storage, class: &str, backlog: Backlog) {
    storage.set(&key(b'z', class.as_bytes()), &backlog.encode());
}

/// The next job's id, and takes it.
pub fn next_job_id(storage: &mut dyn Storage) -> Result<u64, ContractError> {
    let id = last_job_id(storage)?.checked_add(1).ok_or(amm_math::MathError::Overflow)?;
    storage.set(LAST_JOB, &id.to_be_bytes());
    Ok(id)
}

fn last_job_id(storage: &dyn Storage) -> Result<u64, ContractError> {
    let Some(bytes) = storage.get(LAST_JOB) else { return Ok(0) };
    let got = bytes.len();
    Ok(u64::from_be_bytes(bytes.try_into().map_err(|_| ContractError::Record { what: "job id", got })?))
}

/// A job, with its terms unless it is finished; an id that does not exist is an error.
pub fn job(storage: &dyn Storage, job_id: u64) -> Result<(Job, Option<Terms>), ContractError> {
    let job = storage.get(&job_key(job_id)).map(|bytes| Job::decode(&bytes)).transpose()?;
    if let Some(finished @ Job::Finished(_)) = job {
        return Ok((finished, None));
    }
    let terms: Terms =
        load(storage, &terms_key(job_id), "terms")?.ok_or(ContractError::UnknownJob { job_id })?;
    let open = Hot { deadline: terms.accept_by, phase: Phase::Open };
    Ok((job.unwrap_or(Job::Live(open)), Some(terms)))
}

/// Stores a job.
pub fn save_job(storage: &mut dyn Storage, job_id: u64, job: &Job) -> Result<(), ContractError> {
    storage.set(&job_key(job_id), &job.encode()?);
    Ok(())
}

/// Ids of jobs after `start_after`, of which none is left out.
pub fn job_ids(
    storage: &dyn Storage,
    start_after: Option<u64>,
    limit: usize,
) -> Result<impl Iterator<Item = u64>, ContractError> {
    let first = start_after.unwrap_or_default().saturating_add(1);
    Ok((first..=last_job_id(storage)?).take(limit))
}

/// Stores the terms of a job.
pub fn save_terms(storage: &mut dyn Storage, job_id: u64, terms: &Terms) -> Result<(), ContractError> {
    save(storage, &terms_key(job_id), terms)
}

/// Forgets the terms of a job that is finished.
pub fn remove_terms(storage: &mut dyn Storage, job_id: u64) {
    storage.remove(&terms_key(job_id));
}

/// A template of a class, if it is registered.
pub fn may_template(
    storage: &dyn Storage,
    class: &str,
    number: u32,
) -> Result<Option<Template>, ContractError> {
    load(storage, &template_key(class, number), "template")
}

/// Stores it, or removes it.
pub fn save_template(
    storage: &mut dyn Storage,
    class: &str,
    number: u32,
    template: Option<&Template>,
) -> Result<(), ContractError> {
    let key = template_key(class, number);
    match template {
        Some(template) => save(storage, &key, template),
        None => {
            storage.remove(&key);
            Ok(())
        }
    }
}

/// All templates of a class by number, at most [`MAX_TEMPLATES`].
pub fn templates(storage: &dyn Storage, class: &str) -> Result<Vec<(u32, Template)>, ContractError> {
    of_class(storage, b'm', class, None, MAX_TEMPLATES)
        .into_iter()
        .map(|(number, bytes)| {
            let got = number.len();
            let number =
                number.try_into().map_err(|_| ContractError::Record { what: "template key", got })?;
            Ok((u32::from_be_bytes(number), decode(&bytes, "template")?))
        })
        .collect()
}

/// Notes whether a standard job waits for a provider.
pub fn mark_waiting(storage: &mut dyn Storage, class: &str, job_id: u64, waiting: bool) {
    let key = [class_prefix(b's', class), job_id.to_be_bytes().to_vec()].concat();
    if waiting {
        storage.set(&key, b"1");
    } else {
        storage.remove(&key);
    }
}

/// Standard jobs of a class that wait for a provider, oldest first, after one of them.
pub fn waiting(
    storage: &dyn Storage,
    class: &str,
    start_after: Option<u64>,
    limit: usize,
) -> Result<Vec<u64>, ContractError> {
    of_class(storage, b's', class, start_after.map(u64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice), limit)
        .into_iter()
        .map(|(id, _)| {
            let got = id.len();
            let id = id.try_into().map_err(|_| ContractError::Record { what: "job key", got })?;
            Ok(u64::from_be_bytes(id))
        })
        .collect()
}

/// What was earned on a day and not yet swept.
pub fn day(storage: &dyn Storage, day: u32) -> Result<Day, ContractError> {
    Ok(load(storage, &key(b'y', &day.to_be_bytes()), "day")?.unwrap_or_default())
}

/// Stores what was earned on a day.
pub fn save_day(storage: &mut dyn Storage, number: u32, day: &Day) -> Result<(), ContractError> {
    save(storage, &key(b'y', &number.to_be_bytes()), day)
}

/// Forgets a day.
pub fn remove_day(storage: &mut dyn Storage, number: u32) {
    storage.remove(&key(b'y', &number.to_be_bytes()));
}

/// Days that wait to be swept, oldest first.
pub fn days(storage: &dyn Storage, limit: usize) -> Result<Vec<(u32, Day)>, ContractError> {
    page(storage, b'y', limit)
        .into_iter()
        .map(|(number, bytes)| {
            let got = number.len();
            let number = number.try_into().map_err(|_| ContractError::Record { what: "day key", got })?;
            Ok((u32::from_be_bytes(number), decode(&bytes, "day")?))
        })
        .collect()
}

fn job_key(job_id: u64) -> Vec<u8> {
    key(b'j', &job_id.to_be_bytes())
}

fn terms_key(job_id: u64) -> Vec<u8> {
    key(b't', &job_id.to_be_bytes())
}

fn template_key(class: &str, number: u32) -> Vec<u8> {
    [class_prefix(b'm', class), number.to_be_bytes().to_vec()].concat()
}

/// The length keeps a class's records apart from those of a class whose id starts with its own.
fn class_prefix(tag: u8, class: &str) -> Vec<u8> {
    let mut prefix = vec![tag, u8::try_from(class.len()).unwrap_or(u8::MAX)];
    prefix.extend_from_slice(class.as_bytes());
    prefix
}

/// Records of a class in the order of what follows it in their keys, after `start_after`.
fn of_class(
    storage: &dyn Storage,
    tag: u8,
    class: &str,
    start_after: Option<&[u8]>,
    limit: usize,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    let prefix = class_prefix(tag, class);
    let mut start = prefix.clone();
    if let Some(after) = start_after {
        start.extend_from_slice(after);
        // The first key after `start` itself.
        start.push(0);
    }
    // Numbers and ids have fewer bytes than this.
    let end = [prefix.as_slice(), &[u8::MAX; 16]].concat();
    storage
        .range(Some(&start), Some(&end), Order::Ascending)
        .take(limit)
        .map(|(key, value)| (key.into_iter().skip(prefix.len()).collect(), value))
        .collect()
}

fn key(tag: u8, rest: &[u8]) -> Vec<u8> {
    let mut key = vec![tag];
    key.extend_from_slice(rest);
    key
}

/// Records whose key starts with `tag`, in order of what follows it.
fn page(storage: &dyn Storage, tag: u8, limit: usize) -> Vec<(Vec<u8>, Vec<u8>)> {
    storage
        .range(Some(&[tag]), Some(&[tag.saturating_add(1)]), Order::Ascending)
        .take(limit)
        .map(|(key, value)| (key.into_iter().skip(1).collect(), value))
        .collect()
}

fn load<T: DeserializeOwned>(
    storage: &dyn Storage,
    key: &[u8],
    what: &'static str,
) -> Result<Option<T>, ContractError> {
    storage.get(key).map(|bytes| decode(&bytes, what)).transpose()
}

fn require<T: DeserializeOwned>(
    storage: &dyn Storage,
    key: &[u8],
    what: &'static str,
) -> Result<T, ContractError> {
    load(storage, key, what)?.ok_or(ContractError::Record { what, got: 0 })
}

fn decode<T: DeserializeOwned>(bytes: &[u8], what: &'static str) -> Result<T, ContractError> {
    postcard::from_bytes(bytes).map_err(|_| ContractError::Record { what, got: bytes.len() })
}

fn save<T: Serialize>(storage: &mut dyn Storage, key: &[u8], value: &T) -> Result<(), ContractError> {
    let bytes = postcard::to_allocvec(value).map_err(|_| ContractError::Field { field: "record" })?;
    storage.set(key, &bytes);
    Ok(())
}
