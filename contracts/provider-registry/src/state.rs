//! What is stored, and under which keys.
//!
//! | key | value |
//! |---|---|
//! | `g` | [`Config`] and [`api::provider_registry::Params`], one record because most messages need both |
//! | `s` + class id | [`Class`] |
//! | `t` + class id | [`api::provider_registry::raw::ClassTotals`], fixed width |
//! | `v` + provider's canonical address | [`Provider`] |
//! | `m` + provider's canonical address | its metadata, UTF-8 |
//! | `x` + length of the class id (1 byte) + class id + provider's canonical address | [`Position`] |
//! | `l` + job id (u64, big-endian) | [`Lock`] |
//! | `k` + job id (u64, big-endian) | [`Call`], until it is accepted or ends |
//! | `q` + length of the class id (1 byte) + class id + tag (u128, big-endian) + provider's canonical address | `1`: a place in the call order |
//! | `w` + length of the class id (1 byte) + class id + provider's canonical address | `1`: a closing auction is open |
//! | `b` + class id | [`Book`] |
//!
//! Records are in postcard's encoding: integers take the bytes they need, which is what a write costs. Beside
//! them lie the items of cw2 (`contract_info`) and cw-ownable (`ownership`), whose names share no first
//! letter with a key above.

mod types;

use api::provider_registry::Params;
use cosmwasm_std::{Addr, Api, CanonicalAddr, Order, Record, StdError, StdResult, Storage};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::error::ContractError;

pub use types::{Book, Call, Calls, Class, Closing, Config, Lock, Position, Provider, Standard, Unbonding};

/// Most hardware classes: bounds what walks over all of them.
pub const MAX_CLASSES: usize = 64;
/// Most parts of one bond that are on their way out at once.
pub const MAX_UNBONDING: usize = 8;
/// Most GPUs that one provider offers in one class.
pub const MAX_GPUS: u32 = 65_536;

const GLOBALS: &[u8] = b"g";

/// What is fixed, and the governed parameters; in one read.
pub fn globals(storage: &dyn Storage) -> StdResult<(Config, Params)> {
    require(storage, GLOBALS, "globals")
}

/// Stores both.
pub fn save_globals(storage: &mut dyn Storage, config: &Config, params: &Params) -> StdResult<()> {
    save(storage, GLOBALS, &(config, params))
}

/// The fixed part of the state.
pub fn config(storage: &dyn Storage) -> StdResult<Config> {
    Ok(globals(storage)?.0)
}

/// The governed parameters.
pub fn params(storage: &dyn Storage) -> StdResult<Params> {
    Ok(globals(storage)?.1)
}

/// A class; an error naming it if there is none of that id.
pub fn class(storage: &dyn Storage, id: &str) -> Result<Class, ContractError> {
    may_class(storage, id)?
        .ok_or_else(|| ContractError::UnknownClass { class: id.chars().take(64).collect() })
}

/// A class, if there is one of that id.
pub fn may_class(storage: &dyn Storage, id: &str) -> StdResult<Option<Class>> {
    may_load(storage, &text_key(b's', id))
}

/// Stores it.
pub fn save_class(storage: &mut dyn Storage, id: &str, class: &Class) -> StdResult<()> {
    save(storage, &text_key(b's', id), class)
}

/// At most `limit` classes by id, after `start_after`.
pub fn classes(
    storage: &dyn Storage,
    start_after: Option<&str>,
    limit: usize,
) -> StdResult<Vec<(String, Class)>> {
    page(storage, b"s", start_after.map(str::as_bytes), limit)
        .map(|(id, bytes)| Ok((String::from_utf8(id).map_err(StdError::invalid_utf8)?, decode(&bytes)?)))
        .collect()
}

/// A provider, if that address ever registered.
pub fn may_provider(api: &dyn Api, storage: &dyn Storage, address: &Addr) -> StdResult<Option<Provider>> {
    may_load(storage, &address_key(b"v", api, address)?)
}

/// A provider; an error naming it if that address never registered.
pub fn provider(api: &dyn Api, storage: &dyn Storage, address: &Addr) -> Result<Provider, ContractError> {
    may_provider(api, storage, address)?
        .ok_or_else(|| ContractError::NotRegistered { address: address.clone() })
}

/// Stores it.
pub fn save_provider(
    api: &dyn Api,
    storage: &mut dyn Storage,
    address: &Addr,
    provider: &Provider,
) -> StdResult<()> {
    save(storage, &address_key(b"v", api, address)?, provider)
}

/// At most `limit` providers by canonical address, after `start_after`.
pub fn providers(
    api: &dyn Api,
    storage: &dyn Storage,
    start_after: Option<&Addr>,
    limit: usize,
) -> StdResult<Vec<(Addr, Provider)>> {
    address_page(api, storage, b"v", start_after, limit)
}

/// A provider's metadata, empty if it never registered.
pub fn metadata(api: &dyn Api, storage: &dyn Storage, address: &Addr) -> StdResult<String> {
    let bytes = storage.get(&address_key(b"m", api, address)?).unwrap_or_default();
    String::from_utf8(bytes).map_err(StdError::invalid_utf8)
}

/// Stores it; the store keeps no empty values, so an empty text is an absent one.
pub fn save_metadata(
    api: &dyn Api,
    storage: &mut dyn Storage,
    address: &Addr,
    metadata: &str,
) -> StdResult<()> {
    let key = address_key(b"m", api, address)?;
    if metadata.is_empty() {
        storage.remove(&key);
    } else {
        storage.set(&key, metadata.as_bytes());
    }
    Ok(())
}

/// A position; an empty one if there is none.
pub fn position(
    api: &dyn Api,
    storage: &dyn Storage,
    class: &str,
    provider: &Addr,
) -> Result<Position, ContractError> {
    Ok(may_load(storage, &address_key(&class_prefix(b'x', class), api, provider)?)?.unwrap_or_default())
}

/// Stores it.
pub fn save_position(
    api: &dyn Api,
    storage: &mut dyn Storage,
    class: &str,
    provider: &Addr,
    position: &Position,
) -> StdResult<()> {
    save(storage, &address_key(&class_prefix(b'x', class), api, provider)?, position)
}

/// At most `limit` positions in a class by the provider's canonical address, after `start_after`.
pub fn positions(
    api: &dyn Api,
    storage: &dyn Storage,
    class: &str,
    start_after: Option<&Addr>,
    limit: usize,
) -> StdResult<Vec<(Addr, Position)>> {
    address_page(api, storage, &class_prefix(b'x', class), start_after, limit)
}

/// The lock of a job, if it has one.
pub fn may_lock(storage: &dyn Storage, job_id: u64) -> StdResult<Option<Lock>> {
    may_load(storage, &job_key(b'l', job_id))
}

/// The lock of a job; an error naming the job if it has none.
pub fn lock(storage: &dyn Storage, job_id: u64) -> Result<Lock, ContractError> {
    may_lock(storage, job_id)?.ok_or(ContractError::UnknownLock { job_id })
}

/// Stores it.
pub fn save_lock(storage: &mut dyn Storage, job_id: u64, lock: &Lock) -> StdResult<()> {
    save(storage, &job_key(b'l', job_id), lock)
}

/// Forgets it.
pub fn remove_lock(storage: &mut dyn Storage, job_id: u64) {
    storage.remove(&job_key(b'l', job_id));
}

/// A class's book, empty before its first entry.
pub fn book(storage: &dyn Storage, class: &str) -> StdResult<Book> {
    Ok(may_load(storage, &text_key(b'b', class))?.unwrap_or_default())
}

/// Stores it.
pub fn save_book(storage: &mut dyn Storage, class: &str, book: &Book) -> StdResult<()> {
    save(storage, &text_key(b'b', class), book)
}

/// The call of a job that waits to be accepted, if it has one.
pub fn may_call(storage: &dyn Storage, job_id: u64) -> StdResult<Option<Call>> {
    may_load(storage, &job_key(b'k', job_id))
}

/// Stores it.
pub fn save_call(storage: &mut dyn Storage, job_id: u64, call: &Call) -> StdResult<()> {
    save(storage, &job_key(b'k', job_id), call)
}

/// Forgets it.
pub fn remove_call(storage: &mut dyn Storage, job_id: u64) {
    storage.remove(&job_key(b'k', job_id));
}

/// Puts a provider into the call order at a tag.
pub fn enqueue(
    api: &dyn Api,
    storage: &mut dyn Storage,
    class: &str,
    tag: u128,
    provider: &Addr,
) -> StdResult<()> {
    storage.set(&queue_key(api, class, tag, provider)?, b"1");
    Ok(())
}

/// Takes it out.
pub fn dequeue(
    api: &dyn Api,
    storage: &mut dyn Storage,
    class: &str,
    tag: u128,
    provider: &Addr,
) -> StdResult<()> {
    storage.remove(&queue_key(api, class, tag, provider)?);
    Ok(())
}

/// At most `limit` places of the call order, lowest tag first, after one of them.
pub fn queue(
    api: &dyn Api,
    storage: &dyn Storage,
    class: &str,
    start_after: Option<(u128, &Addr)>,
    limit: usize,
) -> StdResult<Vec<Addr>> {
    let prefix = class_prefix(b'q', class);
    let start_after = start_after
        .map(|(tag, provider)| {
            let mut start = tag.to_be_bytes().to_vec();
            start.extend_from_slice(&api.addr_canonicalize(provider.as_str())?);
            StdResult::Ok(start)
        })
        .transpose()?;
    page(storage, &prefix, start_after.as_deref(), limit)
        .map(|(place, _)| {
            let provider = place.get(16..).unwrap_or_default();
            api.addr_humanize(&provider.into())
        })
        .collect()
}

/// Notes whether a provider's closing auction is open.
pub fn mark_closing(
    api: &dyn Api,
    storage: &mut dyn Storage,
    class: &str,
    provider: &Addr,
    open: bool,
) -> StdResult<()> {
    let key = address_key(&class_prefix(b'w', class), api, provider)?;
    if open {
        storage.set(&key, b"1");
    } else {
        storage.remove(&key);
    }
    Ok(())
}

/// At most `limit` providers whose closing auctions are open, by canonical address, after `start_after`.
pub fn closings(
    api: &dyn Api,
    storage: &dyn Storage,
    class: &str,
    start_after: Option<&Addr>,
    limit: usize,
) -> StdResult<Vec<Addr>> {
    let start_after = start_after.map(|address| api.addr_canonicalize(address.as_str())).transpose()?;
    page(storage, &class_prefix(b'w', class), start_after.as_ref().map(CanonicalAddr::as_slice), limit)
        .map(|(address, _)| api.addr_humanize(&address.into()))
        .collect()
}

fn queue_key(api: &dyn Api, class: &str, tag: u128, provider: &Addr) -> StdResult<Vec<u8>> {
    let mut prefix = class_prefix(b'q', class);
    prefix.extend_from_slice(&tag.to_be_bytes());
    address_key(&prefix, api, provider)
}

fn text_key(tag: u8, text: &str) -> Vec<u8> {
    let mut key = vec![tag];
    key.extend_from_slice(text.as_bytes());
    key
}

fn job_key(tag: u8, job_id: u64) -> Vec<u8> {
    let mut key = vec![tag];
    key.extend_from_slice(&job_id.to_be_bytes());
    key
}

/// The length keeps a class's records apart from those of a class whose id starts with its own. Ids are at most 32 bytes
/// long, so a longer text finds nothing.
fn class_prefix(tag: u8, class: &str) -> Vec<u8> {
    let mut key = vec![tag, u8::try_from(class.len()).unwrap_or(u8::MAX)];
    key.extend_from_slice(class.as_bytes());
    key
}

fn address_key(prefix: &[u8], api: &dyn Api, address: &Addr) -> StdResult<Vec<u8>> {
    let mut key = prefix.to_vec();
    key.extend_from_slice(&api.addr_canonicalize(address.as_str())?);
    Ok(key)
}

fn may_load<T: DeserializeOwned>(storage: &dyn Storage, key: &[u8]) -> StdResult<Option<T>> {
    storage.get(key).map(|bytes| decode(&bytes)).transpose()
}

fn require<T: DeserializeOwned>(storage: &dyn Storage, key: &[u8], what: &str) -> StdResult<T> {
    may_load(storage, key)?.ok_or_else(|| StdError::not_found(what))
}

fn save<T: Serialize>(storage: &mut dyn Storage, key: &[u8], value: &T) -> StdResult<()> {
    let bytes = postcard::to_allocvec(value)
        .map_err(|error| StdError::serialize_err(std::any::type_name::<T>(), error))?;
    storage.set(key, &bytes);
    Ok(())
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> StdResult<T> {
    postcard::from_bytes(bytes).map_err(|error| StdError::parse_err(std::any::type_name::<T>(), error))
}

/// Records whose key is `prefix` and an address, in the order of canonical addresses.
fn address_page<T: DeserializeOwned>(
    api: &dyn Api,
    storage: &dyn Storage,
    prefix: &[u8],
    start_after: Option<&Addr>,
    limit: usize,
) -> StdResult<Vec<(Addr, T)>> {
    let start_after = start_after.map(|address| api.addr_canonicalize(address.as_str())).transpose()?;
    page(storage, prefix, start_after.as_ref().map(CanonicalAddr::as_slice), limit)
        .map(|(address, bytes)| Ok((api.addr_humanize(&address.into())?, decode(&bytes)?)))
        .collect()
}

/// Records whose key starts with `prefix`, with what follows it, in ascending order.
fn page<'a>(
    storage: &'a dyn Storage,
    prefix: &'a [u8],
    start_after: Option<&[u8]>,
    limit: usize,
) -> impl Iterator<Item = Record> + 'a {
    let mut start = prefix.to_vec();
    if let Some(after) = start_after {
        start.extend_from_slice(after);
        // The first key after `start` itself.
        start.push(0);
    }
    // Neither a class id nor an address has this many bytes, so every key of this prefix lies below the end.
    let end = [prefix, &[u8::MAX; 64]].concat();
    storage.range(Some(&start), Some(&end), Order::Ascending).take(limit).map(move |(key, value)| {
        let rest = key.get(prefix.len()..).unwrap_or_default().to_vec();
        (rest, value)
    })
}
