//! The stake pool with a fee-collector and a token of this project, on a chain of its own.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]

mod income;
mod migration;
mod refusals;
mod stakes;
mod support;
