//! The job-market: its rules alone, and among the real contracts.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod admin;
mod answers;
mod callbacks;
mod calls;
mod data;
mod defaults;
mod endings;
mod events;
mod found;
mod halts;
mod paths;
mod pauses;
mod quotes;
mod random;
mod requests;
mod steps;
mod stored;
mod support;
mod surplus;
mod take;
mod templates;
mod transitions;
