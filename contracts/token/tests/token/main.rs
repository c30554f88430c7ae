//! The token on the embedded chain.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod messages;
mod migration;
mod support;
