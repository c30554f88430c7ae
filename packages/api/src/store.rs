//! Typed records in a contract's storage, in postcard's encoding: integers take the bytes they need, which is
//! what a write costs.

use std::marker::PhantomData;

use cosmwasm_std::{Addr, Order, QuerierWrapper, StdError, StdResult, Storage};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::paging::ListOrder;

/// One record under a fixed key.
pub struct Item<T> {
    key: &'static [u8],
    what: &'static str,
    of: PhantomData<T>,
}

/// Records of one kind, whose keys start with `tag`.
pub struct Map<T> {
    tag: u8,
    what: &'static str,
    of: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned> Item<T> {
    /// `what` names the record in errors.
    pub const fn new(key: &'static [u8], what: &'static str) -> Self {
        Self { key, what, of: PhantomData }
    }

    /// The record, if there is one. Errors: a record that this code did not write.
    pub fn may_load(&self, storage: &dyn Storage) -> StdResult<Option<T>> {
        storage.get(self.key).map(|bytes| decode(&bytes, self.what)).transpose()
    }

    /// The record; an error naming it if there is none.
    pub fn load(&self, storage: &dyn Storage) -> StdResult<T> {
        self.may_load(storage)?.ok_or_else(|| StdError::not_found(self.what))
    }

    /// The record in the storage of `contract`, read raw.
    pub fn query(&self, querier: QuerierWrapper, contract: &Addr) -> StdResult<Option<T>> {
        let bytes = querier.query_wasm_raw(contract, self.key)?;
        bytes.map(|bytes| decode(&bytes, self.what)).transpose()
    }

    /// Stores it.
    pub fn save(&self, storage: &mut dyn Storage, value: &T) -> StdResult<()> {
        storage.set(self.key, &encode(value, self.what)?);
        Ok(())
    }
}

impl<T: Serialize + DeserializeOwned> Map<T> {
    /// `what` names the record in errors.
    pub const fn new(tag: u8, what: &'static str) -> Self {
        Self { tag, what, of: PhantomData }
    }

    /// The key of the record `rest`.
    pub fn key(&self, rest: &[u8]) -> Vec<u8> {
        let mut key = Vec::with_capacity(rest.len().saturating_add(1));
        key.push(self.tag);
        key.extend_from_slice(rest);
        key
    }

    /// Whether there is such a record.
    pub fn has(&self, storage: &dyn Storage, rest: &[u8]) -> bool {
        storage.get(&self.key(rest)).is_some()
    }

    /// The record, if there is one. Errors: a record that this code did not write.
    pub fn may_load(&self, storage: &dyn Storage, rest: &[u8]) -> StdResult<Option<T>> {
        storage.get(&self.key(rest)).map(|bytes| decode(&bytes, self.what)).transpose()
    }

    /// The record; an error naming it if there is none.
    pub fn load(&self, storage: &dyn Storage, rest: &[u8]) -> StdResult<T> {
        self.may_load(storage, rest)?.ok_or_else(|| StdError::not_found(self.what))
    }

    /// The record in the storage of `contract`, read raw.
    pub fn query(&self, querier: QuerierWrapper, contract: &Addr, rest: &[u8]) -> StdResult<Option<T>> {
        let bytes = querier.query_wasm_raw(contract, self.key(rest))?;
        bytes.map(|bytes| decode(&bytes, self.what)).transpose()
    }

    /// Stores it.
    pub fn save(&self, storage: &mut dyn Storage, rest: &[u8], value: &T) -> StdResult<()> {
        storage.set(&self.key(rest), &encode(value, self.what)?);
        Ok(())
    }

    /// Forgets it.
    pub fn remove(&self, storage: &mut dyn Storage, rest: &[u8]) {
        storage.remove(&self.key(rest));
    }

    /// At most `limit` records whose keys go on with `prefix`, in order of what follows it, after `after`; each
    /// with what follows the prefix.
    pub fn page(
        &self,
        storage: &dyn Storage,
        prefix: &[u8],
        after: Option<&[u8]>,
        limit: usize,
    ) -> StdResult<Vec<(Vec<u8>, T)>> {
        self.page_in(None, storage, prefix, after, limit)
    }

    /// The same in the order that a query asks for.
    pub fn page_in(
        &self,
        order: Option<ListOrder>,
        storage: &dyn Storage,
        prefix: &[u8],
        after: Option<&[u8]>,
        limit: usize,
    ) -> StdResult<Vec<(Vec<u8>, T)>> {
        self.walk_in(order.unwrap_or_default().into(), storage, prefix, after).take(limit).collect()
    }

    /// The same without a limit, read one by one as they are asked for.
    pub fn walk<'a>(
        &self,
        storage: &'a dyn Storage,
        prefix: &[u8],
        after: Option<&[u8]>,
    ) -> impl Iterator<Item = StdResult<(Vec<u8>, T)>> + use<'a, T> {
        self.walk_in(Order::Ascending, storage, prefix, after)
    }

    /// The same in either order; descending, `after` is the first that is left out, too.
    pub fn walk_in<'a>(
        &self,
        order: Order,
        storage: &'a dyn Storage,
        prefix: &[u8],
        after: Option<&[u8]>,
    ) -> impl Iterator<Item = StdResult<(Vec<u8>, T)>> + use<'a, T> {
        let (prefix, what) = (self.key(prefix), self.what);
        let (mut start, mut end) = (prefix.clone(), successor(&prefix));
        match (order, after) {
            // The first key after that one.
            (Order::Ascending, Some(after)) => start = [prefix.as_slice(), after, &[0]].concat(),
            (Order::Descending, Some(after)) => end = Some([prefix.as_slice(), after].concat()),
            (_, None) => {}
        }
        storage.range(Some(&start), end.as_deref(), order).map(move |(key, value)| {
            Ok((key.into_iter().skip(prefix.len()).collect(), decode(&value, what)?))
        })
    }
}

/// A class id as the head of a longer key. Its length keeps a class's records apart from those of a class whose
/// id starts with its own.
pub fn class_prefix(class: &str) -> Vec<u8> {
    let mut prefix = vec![u8::try_from(class.len()).unwrap_or(u8::MAX)];
    prefix.extend_from_slice(class.as_bytes());
    prefix
}

/// The bytes of a record. Errors: none that a record of ours has.
pub fn encode<T: Serialize>(value: &T, what: &'static str) -> StdResult<Vec<u8>> {
    postcard::to_allocvec(value).map_err(|error| StdError::serialize_err(what, error))
}

/// The record in `bytes`. Errors: bytes that [`encode`] did not write.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], what: &'static str) -> StdResult<T> {
    postcard::from_bytes(bytes).map_err(|error| StdError::parse_err(what, error))
}

/// The first key after all those that start with `prefix`; none if there is no such key.
fn successor(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut next = prefix.to_vec();
    while let Some(last) = next.pop() {
        if let Some(raised) = last.checked_add(1) {
            next.push(raised);
            return Some(next);
        }
    }
    None
}
