//! The pool contract on an embedded chain, with the real token contract, and next to it a callee and a fee-collector
//! that only write down what reaches them.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod accounts;
mod admin;
mod adversary;
mod allowances;
mod anchored;
mod calls;
mod delisting;
mod dust;
mod events;
mod fees;
mod first_deposit;
mod harness;
mod launch;
mod liquidity;
mod locked;
mod migration;
mod mocks;
mod oracle;
mod quotes;
mod receive;
mod receivers;
mod rest;
mod sequence;
mod spread;
mod storage_access;
mod swaps;
mod swaps_refused;
