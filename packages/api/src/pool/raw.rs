//! Storage keys that peers read raw, without loading the contract.
//!
//! Every byte of a key is paid for with the record, so ids and amounts come without leading zero bytes, owners in their
//! canonical form, and long asset names as digests.
//!
//! | key | value |
//! |---|---|
//! | `h` + pool id (1 to 8 bytes, big-endian, no leading zeros) | [`amm_math::record::Hot`], at most 91 bytes |
//! | `k` + pool id, likewise | [`amm_math::oracle::Checkpoints`] in its codec |
//! | [`LISTED`] | listed assets by [`Asset::key`] |
//! | `a` + asset + owner's canonical address | the account: 1 to 16 bytes, big-endian, no leading zeros; absent if 0 |
//!
//! The asset in an account's key: the length of [`Asset::key`] in one byte, then that key, where it has at most 20 bytes;
//! otherwise a byte 0, then the first 20 bytes of its SHA-256: to find two assets with one digest takes some 2^80 attempts, and
//! governance would have to list one of them.

use cosmwasm_std::CanonicalAddr;
use cw_storage_plus::Map;
use sha2::{Digest, Sha256};

use crate::common::Asset;

/// Assets that governance has listed.
pub const LISTED: Map<&[u8], Asset> = Map::new("listed");

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

fn short(bytes: &[u8]) -> impl Iterator<Item = u8> + '_ {
    bytes.iter().copied().skip_while(|byte| *byte == 0)
}
