//! Properties that the design demands of the curves, the oracle, the take and the slashes, on random inputs.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod calls;
mod closing;
mod deposits;
mod locks;
mod logarithms;
mod oracle;
mod records;
mod strategies;
mod swaps;
mod take;
