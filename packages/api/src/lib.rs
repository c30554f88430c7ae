//! Messages, queries, events and shared types of every contract, one module each.
//!
//! Contracts depend on this crate and never on one another. What a peer calls is marked *peer* in its doc comment.

pub mod common;
pub mod deadline;
pub mod earned;
pub mod external_verifier;
pub mod fee_collector;
pub mod job_market;
pub mod lease_market;
pub mod ownership;
pub mod paging;
pub mod pool;
pub mod price;
pub mod provider_registry;
pub mod receivers;
pub mod restaking;
pub mod roles;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
#[cfg(feature = "signatures")]
pub mod signatures;
pub mod staking;
pub mod store;
pub mod token;
pub mod verifier_gateway;
pub mod versioning;
