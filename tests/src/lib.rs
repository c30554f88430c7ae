//! The market in a box: all contracts deployed by the one deploy plan on an embedded chain, with actors,
//! keys, real receipts, the invariants of the whole market, and scenarios that run on any build of the
//! contracts.
//!
//! The tests of this crate run the scenarios on the native build; `tests/wasm` runs the same ones on the
//! built wasm.

pub mod bank;
pub mod client;
pub mod codes;
pub mod credits;
pub mod deployment;
mod digest;
pub mod embedded;
mod embedded_market;
pub mod hostile;
pub mod invariants;
pub mod jobs;
pub mod keys;
pub mod market;
mod next;

pub mod payouts;
pub mod scenarios;
pub mod shared;
pub mod wirings;

pub use client::{Call, Client, ContractState, Gas, Receipt};
pub use codes::{Codes, Native};
pub use embedded::Embedded;
pub use market::{Market, Refused};
