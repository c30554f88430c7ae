//! The raw records of pools: properties on random bytes, and agreement with the Python reference in
//! `reference/`, which needs
//! Python 3 in the path.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

/// The reader of vectors that amm-math uses. First, for its macro.
#[allow(dead_code)]
#[macro_use]
mod vector {
    include!("../../../amm-math/tests/reference/vector.rs");
}

mod properties;
mod reference;
