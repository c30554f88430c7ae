//! Hardware classes, providers, bonds, credits, locks, reputation and slashing.
//!
//! A provider's bond, its obligation and its locks are kept per class in one [`Position`]; what it is
//! regardless of a class (active, seen, jailed) in one [`Provider`]; the sums of a class in one fixed-width
//! record that the job-market reads raw. What stands behind a class beside its providers is its [`Book`]. The contract's
//! NET is the sum of all bonds and of all classes' reserves, to the unit; the credits in its account of the pool contract are those redeemed and not yet burned.
//!
//! [`Position`]: state::Position
//! [`Provider`]: state::Provider
//! [`Book`]: state::Book

mod book;
mod closing;
pub mod contract;
pub mod error;
mod execute;
mod messages;
mod order;
mod params;
mod position;
mod price;
mod query;
pub mod state;
mod totals;
