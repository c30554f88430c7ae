//! Properties of the curves, the oracle and the take, on random inputs.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod anchor;
mod blocks;
mod deposits;
mod launch;
mod locked;
mod logarithms;
mod oracle;
mod shares;
mod single;
mod splits;
mod strategies;
mod stream;
mod swaps;
mod take;
