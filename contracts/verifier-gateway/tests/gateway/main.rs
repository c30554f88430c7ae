//! The verifier-gateway on an embedded chain, its job-market played by a contract that says what it is told
//! to.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod attestation;
mod external;
mod governance;
mod groth16;
mod groth16_bls;
mod job_market;
mod journals;
mod methods;
mod migration;
mod programs;
mod receipts;
mod selectors;
mod sets;
mod sp1;
mod support;
mod verdicts;
