//! The encodings that provers write, as the gateway takes them. For tools and tests: contracts do without.
//!
//! - [`snarkjs`]: `verification_key.json`, `proof.json` and `public.json`;
//! - [`gnark`]: what its `WriteTo` and `WriteRawTo` write;
//! - [`arkworks`]: what `serialize_compressed` writes for the types of `ark-groth16`;
//! - [`PreparedKey`]: what is read, verified where there is no chain;
//! - [`risc0_receipt`], [`set_inclusion`] and [`sp1_proof`]: what those SDKs write.
//!
//! Every point is checked here already: canonical, finite, on its curve, in the subgroup. Errors name the field, what was
//! expected and what came.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Display;

use thiserror::Error;

pub mod arkworks;
pub mod gnark;
mod json;
mod keys;
mod points;
mod receipts;
pub mod snarkjs;

pub use keys::{Arkworks, PreparedKey};
pub use receipts::{risc0_receipt, set_inclusion, sp1_proof, Risc0Receipt, SetInclusion, Sp1Proof};

/// A curve that the gateway verifies over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Curve {
    /// BN254, which others call BN128 or alt_bn128.
    Bn254,
    /// BLS12-381.
    Bls12381,
}

/// What could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: expected {expected}, got {got}")]
pub struct FormatError {
    /// The field, for example `vk_beta_2[0][1]`.
    pub field: String,
    /// What it should hold.
    pub expected: String,
    /// What it holds.
    pub got: String,
}

impl FormatError {
    fn new(field: impl Display, expected: impl Display, got: impl Display) -> Self {
        Self { field: field.to_string(), expected: expected.to_string(), got: got.to_string() }
    }
}

/// A verifying key of Groth16.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its curve.
    pub curve: Curve,
    /// α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ: over BN254 as [`crate::groth16::VerifyingKey::from_bytes`] reads it, over
    /// BLS12-381 as [`crate::bls12_381::PreparedKey::prepare`] does. [`PreparedKey::from_bytes`] reads either.
    pub bytes: Vec<u8>,
}

/// A proof of Groth16.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofPoints {
    /// Its curve.
    pub curve: Curve,
    /// A ‖ B ‖ C: as [`PreparedKey::verify`] takes it.
    pub bytes: Vec<u8>,
}

/// Takes bytes from the front, naming what is missing.
struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    fn take(&mut self, field: &str, length: usize) -> Result<&'a [u8], FormatError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or_else(|| FormatError::new(field, format!("{length} bytes"), self.rest.len()))?;
        self.rest = rest;
        Ok(taken)
    }

    fn end(&self, field: &str) -> Result<(), FormatError> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(FormatError::new(field, "the end", format!("{} more bytes", self.rest.len())))
        }
    }
}
