//! Digests.

use cosmwasm_std::HexBinary;
use k256::sha2::{Digest, Sha256};

/// A digest that says what it is of.
pub fn digest(text: &str) -> HexBinary {
    sha256(text.as_bytes())
}

/// sha256.
pub fn sha256(bytes: &[u8]) -> HexBinary {
    HexBinary::from(Sha256::digest(bytes).to_vec())
}
