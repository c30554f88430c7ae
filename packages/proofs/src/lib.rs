//! Statements and zero-knowledge proof verification, pure: no chain type, no storage, no randomness.
//!
//! - [`statement`]: the 32 bytes that every verification method binds;
//! - [`groth16`]: Groth16 over BN254 for any verifying key;
//! - [`bls12_381`]: the same over BLS12-381, with the pairings of a chain's host;
//! - [`risc0`]: the receipts of RISC Zero's guests, under its one verifying key;
//! - [`inclusion`]: one such receipt for many claims, each with its path in a Merkle tree;
//! - [`sp1`]: the proofs of SP1's programs, under the key of their version;
//! - `formats`, a feature: the encodings that provers write.
//!
//! Everything a proof consists of is public, so nothing here runs in constant time.
//!
//! The arithmetic ([`field`], and the private tower, target field, curve and pairing above it) is shaped for the gas of
//! a contract: it counts on `opt-level = 3` for this package, since at `"s"` the compiler turns moves of field elements
//! into calls of a copy that runs byte by byte in a contract's WebAssembly. So built, a RISC Zero verification executes
//! about 29 million weighted operations, 24,000 SDK gas; at `"s"` it takes eight times that. SP1's proofs take 17 % more,
//! as do those of two inputs of 128 bits under a registered key whose γ is the generator; another γ takes 13 % more again.

#![no_std]

extern crate alloc;

pub mod accepted;
pub mod bls12_381;
mod comb;
mod constants;
mod curve;
mod equation;
mod error;
pub mod field;
#[cfg(feature = "formats")]
pub mod formats;
pub mod groth16;
pub mod inclusion;
mod pairing;
mod proof;
pub mod risc0;
pub mod sp1;
pub mod statement;
mod stored;
mod target;
mod tower;
mod versions;

pub use error::ProofError;
