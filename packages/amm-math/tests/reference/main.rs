//! Every public function against the Python reference in `reference/`, an independent derivation from the
//! definitions.
//!
//! Each test runs `reference/generate.py` for its area and streams the vectors it writes. Python 3 is a
//! prerequisite: without it these tests fail.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod anchor;
mod curve;
mod market;
mod price;
mod vector;
