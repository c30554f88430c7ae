//! Storage keys that peers read raw, without loading the contract.
//!
//! | key | value |
//! |---|---|
//! | `h` + pool id (u64, big-endian) | [`amm_math::record::Hot`], 89 bytes |
//! | `k` + pool id (u64, big-endian) | [`amm_math::oracle::Checkpoints`] in its codec |
//! | [`LISTED`] | listed assets by [`Asset::key`] |
//! | `a` + length of the asset key (1 byte) + [`Asset::key`] + owner's address | the account, u128 big-endian, 16 bytes; absent if 0 |

use cw_storage_plus::Map;

use crate::common::Asset;

/// Assets that governance has listed.
pub const LISTED: Map<&[u8], Asset> = Map::new("listed");

/// Key of a pool's hot record.
pub fn hot_key(pool_id: u64) -> Vec<u8> {
    pool_key(b'h', pool_id)
}

/// Key of a pool's checkpoints; absent before the first liquidity.
pub fn checkpoints_key(pool_id: u64) -> Vec<u8> {
    pool_key(b'k', pool_id)
}

/// Key of one account.
pub fn account_key(asset: &Asset, owner: &str) -> Vec<u8> {
    let mut key = accounts_prefix(asset);
    key.extend_from_slice(owner.as_bytes());
    key
}

/// What the keys of all accounts of an asset start with. No asset that can be listed has a key of 255 bytes or more,
/// so a longer one finds nothing.
pub fn accounts_prefix(asset: &Asset) -> Vec<u8> {
    let asset_key = asset.key();
    let mut key = vec![b'a', u8::try_from(asset_key.len()).unwrap_or(u8::MAX)];
    key.extend_from_slice(&asset_key);
    key
}

fn pool_key(tag: u8, pool_id: u64) -> Vec<u8> {
    let mut key = vec![tag];
    key.extend_from_slice(&pool_id.to_be_bytes());
    key
}
