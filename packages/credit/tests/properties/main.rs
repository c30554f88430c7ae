//! What the rules of credits promise, on random inputs: every invariant after every step of random sequences
//! by many debtors, and of each formula its bounds and the direction of its rounding.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod calls;
mod debts;
mod endings;
mod invariants;
mod locks;
mod reputation;
mod sequences;
mod strategies;
mod world;
