/// Storage keys that peers read raw.
pub mod raw {
/// Key of a pool's hot record (`amm_math::record::Hot`, 89 bytes): `h` + pool id as u64 big-endian.
pub fn hot_key(pool_id: u64) -> Vec<u8> {
    key(b'h', pool_id)
}

/// Key of a pool's checkpoints (`amm_math::oracle::Checkpoints` codec): `k` + pool id as u64 big-endian.
pub fn checkpoints_key(pool_id: u64) -> Vec<u8> {
    key(b'k', pool_id)
}

fn key(tag: u8, pool_id: u64) -> Vec<u8> {
    let mut key = vec![tag];
    key.extend_from_slice(&pool_id.to_be_bytes());
    key
}
}
