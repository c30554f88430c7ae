//! The raw records of pools: properties on random bytes, and agreement with the Python reference in `reference/`, which needs
//! Python 3 in the path.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod properties;
mod reference;
/// The reader of vectors that amm-math uses.
#[allow(dead_code)]
mod vector {
    include!("../../../amm-math/tests/reference/vector.rs");
}
