//! What meets a real chain: a client over CometBFT's RPC, deployment and upgrades by governance, gas.
//!
//! The messages and the plan come from `api` and `deploy`; protobuf types and signatures from `cosmrs`.

pub mod act;
pub mod artifacts;
pub mod clock;
pub mod config;
pub mod deployment;
pub mod draft;
pub mod figures;
pub mod files;
pub mod found;
pub mod gas;
pub mod gov;
pub mod manifest;
pub mod market;
pub mod node;
pub mod preflight;
pub mod progress;
pub mod report;
pub mod rounds;
pub mod rpc;
pub mod terms;
pub mod try_out;
pub mod tx;
pub mod upgrade;
pub mod wallet;
pub mod wasm;
pub mod world;
