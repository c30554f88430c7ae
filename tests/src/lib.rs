//! Scenarios over all contracts together, hostile contracts and real receipts, on the market in a box of
//! `packages/testing`.
//!
//! The tests of this crate run the scenarios on the native build; `tests/wasm` runs the same ones on the
//! built wasm.

pub mod hostile;
pub mod scenarios;
pub mod shared;
