//! The fee-collector on an embedded chain, beside the real pool contract and token; its other peers are
//! played.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod burns;
mod buy_backs;
mod deposits;
mod distribution;
mod governance;
mod hostile;
mod liquidity;
mod metrics;
mod migration;
mod orders;
mod payers;
mod routes;
mod searchers;
mod sequence;
mod stakers;
mod support;
mod tokens;
mod trade;
