//! The market's scenarios on the built wasm, in the virtual machine that a chain runs.
//!
//! [`Wasm`] gives the market the nine artifacts of `cargo xtask wasm` in place of the linked contracts: a
//! scenario does not notice. A [`Meter`] counts what every call costs and which records it reads and writes;
//! [`estimate`] adds up what a chain would charge for it.

mod codes;
mod contract;
pub mod estimate;
mod host;
mod meter;
pub mod static_rules;

pub use codes::{artifact, Wasm};
pub use contract::WasmContract;
pub use meter::{Access, Call, Entry, Meter, VM_GAS_PER_SDK_GAS};
