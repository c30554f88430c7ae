//! Digests of texts.

use cosmwasm_std::HexBinary;
use k256::sha2::{Digest, Sha256};

/// A digest that says what it is of.
pub fn digest(text: &str) -> HexBinary {
    HexBinary::from(Sha256::digest(text.as_bytes()).to_vec())
}
