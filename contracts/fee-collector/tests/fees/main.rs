//! The fee-collector on an embedded chain, beside the real pool contract and token; its other peers are played.

mod deposits;
mod distribution;
mod governance;
mod metrics;
mod migration;
mod payers;
mod sequence;
mod stakers;
mod support;
mod tokens;
