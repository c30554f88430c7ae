//! Tests of the agent.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod attestors;
mod batches;
mod config;
mod containers;
mod decide;
mod fake;
mod full;
mod http;
mod inputs;
mod inspectors;
mod kills;
mod lease_hooks;
mod lease_kills;
mod lease_market;
mod leases;
mod machine;
mod market;
mod metrics;
mod outputs;
mod properties;
mod questions;
mod rented;
mod setting;
mod shelf;
mod slow;
mod support;
mod troubles;
mod turns;
mod work;
