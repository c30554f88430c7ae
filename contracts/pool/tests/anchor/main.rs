//! The block anchor's theorem, on pools in memory: whoever ends a block with the LP shares and the amount of one asset that
//! it began with has gained of the other asset no more than its LP share of other people's fees.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod alone;
mod bounds;
mod known;
mod market;
mod search;
