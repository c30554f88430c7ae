//! Restaking with a registry, a fee-collector, a stake pool and tokens of this project, on a chain of its own. The job-market is a plain
//! address.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod assets;
mod burns;
mod exits;
mod hostile;
mod migration;
mod pay;
#[path = "../../../../packages/credit/tests/backing/reference.rs"]
mod reference;
mod refusals;
mod sequences;
mod stakes;
mod support;
mod thieves;
