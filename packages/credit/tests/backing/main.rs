//! Backing and vaults: random messages with every invariant after each, the same through a second derivation in Python, and
//! what thieves would try.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod differential;
mod house;
mod invariants;
mod leaving;
mod messages;
mod random;
mod reference;
mod rings;
mod rules;
mod sequences;
mod tickets;

/// Units of the smallest first deposit.
const LEAST: u128 = 1_000_000;

const DAY: u64 = 86_400;
