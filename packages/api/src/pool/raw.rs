//! Storage keys that peers read raw, without loading the contract.
//!
//! Every byte of a key is paid for with the record, so ids and amounts come without leading zero bytes, owners in their
//! canonical form, and long asset names as digests.
//!
//! | key | value |
//! |---|---|
//! | `h` + pool id (1 to 8 bytes, big-endian, no leading zeros) | [`Hot`], at most 142 bytes |
//! | `k` + pool id, likewise | [`checkpoints`], 136 bytes; absent before the first liquidity |
//! | [`LEAST`] | the least NET of a pool's first deposit: an amount, absent if 0 |
//! | [`LISTED`] | listed assets by [`Asset::key`] |
//! | [`KNOWN`] | assets that are listed or once were, likewise: only these are in accounts, reserves and fees |
//! | `a` + asset + owner's canonical address | the account: an amount, absent if 0 |
//!
//! An amount has 1 to 16 bytes, big-endian, without leading zeros.
//!
//! The asset in an account's key: the length of [`Asset::key`] in one byte, then that key, where it has at most 20 bytes;
//! otherwise a byte 0, then the first 20 bytes of its SHA-256: to find two assets with one digest takes some
//! 2^80 attempts, and
//! governance would have to list one of them.

use cosmwasm_std::{Addr, CanonicalAddr, QuerierWrapper, StdError, StdResult};
use cw_storage_plus::Map;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::common::Asset;

mod bytes;
pub mod checkpoints;
mod hot;

pub use hot::{Hot, HotBytes};

/// Bytes that are not the record they should be, or a value that has no place in its record.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum RecordError {
    /// A stored record has the wrong length.
    #[error("record must be {expected} bytes, got {got}")]
    Length {
        /// Length of the layout.
        expected: usize,
        /// Length that came.
        got: usize,
    },
    /// A field does not fit its place in a record, or the bytes there are not canonical.
    #[error("field {field} is out of range for its place in the record")]
    Field {
        /// Name of the field.
        field: &'static str,
    },
}

impl From<RecordError> for StdError {
    fn from(error: RecordError) -> Self {
        StdError::parse_err("pool record", error)
    }
}

/// Key of the least NET that the first deposit of a pool must bring.
pub const LEAST: &[u8] = b"l";

/// Assets that governance has listed.
pub const LISTED: Map<&[u8], Asset> = Map::new("listed");

/// Assets that governance lists or once listed: of a delisted one, what is there still leaves, fees included.
pub const KNOWN: Map<&[u8], Asset> = Map::new("known");

/// Bytes of an asset's key in an account's key, at most.
const ASSET: usize = 20;

/// Key of a pool's hot record.
pub fn hot_key(pool_id: u64) -> Vec<u8> {
    pool_key(b'h', pool_id)
}

/// Key of a pool's checkpoints; absent before the first liquidity.
pub fn checkpoints_key(pool_id: u64) -> Vec<u8> {
    pool_key(b'k', pool_id)
}

/// Key of one of a pool's records: `tag`, then the id without leading zero bytes.
pub fn pool_key(tag: u8, pool_id: u64) -> Vec<u8> {
    let mut key = vec![tag];
    key.extend(short(&pool_id.to_be_bytes()));
    key
}

/// Key of one account.
pub fn account_key(asset: &Asset, owner: &CanonicalAddr) -> Vec<u8> {
    let mut key = accounts_prefix(asset);
    key.extend_from_slice(owner);
    key
}

/// What the keys of all accounts of an asset start with, and those of no other asset.
pub fn accounts_prefix(asset: &Asset) -> Vec<u8> {
    let name = asset.key();
    let mut key = vec![b'a'];
    match u8::try_from(name.len()) {
        Ok(length) if name.len() <= ASSET => {
            key.push(length);
            key.extend(name);
        }
        _ => {
            key.push(0);
            key.extend(Sha256::digest(name).iter().take(ASSET));
        }
    }
    key
}

/// An amount as it is stored: big-endian, no leading zeros.
pub fn encode_amount(amount: u128) -> Vec<u8> {
    short(&amount.to_be_bytes()).collect()
}

/// The inverse of [`encode_amount`]; none for bytes that it does not produce, or that stand for zero.
pub fn decode_amount(bytes: &[u8]) -> Option<u128> {
    if bytes.len() > size_of::<u128>() || bytes.first().is_none_or(|first| *first == 0) {
        return None;
    }
    Some(bytes.iter().fold(0, |amount, byte| amount << 8 | u128::from(*byte)))
}

/// The least NET, in base units, that the first deposit of a pool must bring, and below which the price of a pool should not
/// be relied on; 0 for none. One raw read of the pool contract.
///
/// Errors: bytes that are no amount.
pub fn least(querier: QuerierWrapper, pool: &Addr) -> StdResult<u128> {
    let Some(bytes) = querier.query_wasm_raw(pool, LEAST)? else { return Ok(0) };
    decode_amount(&bytes).ok_or_else(|| RecordError::Field { field: "least" }.into())
}

fn short(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    bytes.iter().copied().skip_while(|byte| *byte == 0)
}
