//! Storage keys that peers read raw.

use cosmwasm_std::{StdError, StdResult};

/// Sums of a class, read by the job-market at each request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassTotals {
    /// Sum of what all providers owe, credit base units.
    pub obligations: u128,
    /// Credits redeemed and not yet burned, base units.
    pub redeemed_unburned: u128,
    /// Proven GPUs of all providers.
    pub proven_gpus: u64,
}

/// Key of a class's totals: `t` + class id.
pub fn totals_key(class: &str) -> Vec<u8> {
    let mut key = vec![b't'];
    key.extend_from_slice(class.as_bytes());
    key
}

impl ClassTotals {
    /// Bytes of the record.
    pub const LEN: usize = 40;

    /// Big-endian: obligations (16), redeemed_unburned (16), proven_gpus (8).
    pub fn encode(&self) -> [u8; Self::LEN] {
        let mut out = [0; Self::LEN];
        let (a, rest) = out.split_at_mut(16);
        let (b, c) = rest.split_at_mut(16);
        a.copy_from_slice(&self.obligations.to_be_bytes());
        b.copy_from_slice(&self.redeemed_unburned.to_be_bytes());
        c.copy_from_slice(&self.proven_gpus.to_be_bytes());
        out
    }

    /// Refuses any other length than [`Self::LEN`].
    pub fn decode(bytes: &[u8]) -> StdResult<Self> {
        let parts = (|| {
            let (a, rest) = bytes.split_at_checked(16)?;
            let (b, c) = rest.split_at_checked(16)?;
            Some(Self {
                obligations: u128::from_be_bytes(a.try_into().ok()?),
                redeemed_unburned: u128::from_be_bytes(b.try_into().ok()?),
                proven_gpus: u64::from_be_bytes(c.try_into().ok()?),
            })
        })();
        parts.ok_or_else(|| {
            StdError::parse_err("ClassTotals", format!("expected {} bytes, got {}", Self::LEN, bytes.len()))
        })
    }
}
