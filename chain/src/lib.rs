//! What meets a real chain: a client over CometBFT's RPC, deployment and upgrades by governance, gas.
//!
//! The messages and the plan come from `api` and `deploy`; protobuf types and signatures from `cosmrs`.

pub mod act;
pub mod artifacts;
pub mod blocks;
pub mod clock;
pub mod config;
#[cfg(feature = "harness")]
pub mod deployment;
pub mod draft;
#[cfg(feature = "harness")]
pub mod figures;
pub mod files;
pub mod found;
#[cfg(feature = "harness")]
pub mod gas;
pub mod gov;
pub mod manifest;
#[cfg(feature = "harness")]
pub mod market;
pub mod node;
pub mod plain;
pub mod preflight;
pub mod progress;
pub mod report;
pub mod rounds;
pub mod rpc;
pub mod search;
pub mod step;
pub mod terms;
#[cfg(feature = "harness")]
pub mod try_out;
pub mod tx;
#[cfg(feature = "harness")]
pub mod upgrade;
pub mod wallet;
pub mod wasm;
pub mod world;
