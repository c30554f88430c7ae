//! Statements and zero-knowledge proof verification, pure: no chain type, no storage, no allocation beyond keys.
//!
//! - [`statement`]: the 32 bytes that every verification method binds;
//! - [`groth16`]: Groth16 over BN254 for any verifying key;
//! - [`risc0`]: the receipts of RISC Zero's guests, under its one verifying key.
//!
//! Everything a proof consists of is public, so nothing here runs in constant time.

#![no_std]

extern crate alloc;

mod curve;
mod error;
mod field;
pub mod groth16;
mod pairing;
pub mod risc0;
pub mod statement;
mod tower;
mod versions;

pub use error::ProofError;
