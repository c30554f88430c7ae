//! What meets a real chain: a client over CometBFT's RPC, deployment and upgrades by governance, gas.
//!
//! The messages and the plan come from `api` and `deploy`; protobuf types and signatures from `cosmrs`.

pub mod gas;
pub mod gov;
pub mod market;
pub mod node;
pub mod rpc;
pub mod tx;
pub mod wallet;
pub mod wasm;
