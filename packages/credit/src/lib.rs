//! The rules of compute credits: pure state and integer arithmetic, without a chain.
//!
//! One credit is one GPU-second of its class. If the provider that is called for it does not serve, it is its
//! recent price in NET, up to the collateral that was locked for it when it was minted. Every credit has its own
//! NET, from its mint to its end: there is no liquidation and no bad debt.
//!
//! | module | holds |
//! |---|---|
//! | [`position`] | a provider's stake in a class: what is free, GPUs |
//! | [`debt`] | what is owed, and where a debt stands in the queue |
//! | [`mint`] | minting, redeeming, offering GPUs |
//! | [`call`] | calls, service, defaults |
//! | [`price`] | the prices that a mint and a call use |
//! | [`sunset`] | the end of a class and its pot |
//! | [`lock`] | locks of jobs that were not called, and slashes |
//! | [`backing`] | others' stake that burns with a lock |
//! | [`vault`] | who owns that stake, exits, what is still to burn |
//! | [`reputation`] | memory of good and bad jobs |
//! | [`proven`] | GPUs that verified jobs have proven |
//!
//! Amounts are `u128` base units: 10^-6 of a credit, or NET's own. Times are Unix seconds. A user never gains by
//! a rounding; a collateral, a pot or a lock never loses by one.
#![no_std]

pub mod backing;
pub mod call;
pub mod debt;
mod error;
pub mod lock;
pub mod mint;
pub mod position;
pub mod price;
pub mod proven;
pub mod reputation;
mod sums;
pub mod sunset;
pub mod vault;

pub use backing::{Backed, Backing, Buckets};
pub use call::{Call, Damages, Job};
pub use debt::{Debt, Standard, Turn};
pub use error::RuleError;
pub use mint::Mint;
pub use position::{Ending, Gpus, Position};
pub use price::Market;
pub use sunset::Pot;
pub use vault::{Released, Vault};

/// Base units of one compute credit: 6 decimals, one credit is one GPU-second.
pub const CREDIT: u128 = 1_000_000;
