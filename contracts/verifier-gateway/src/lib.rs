//! Verification methods, proofs and verdicts.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points; only dispatches |
//! | `claim` | a claim in checked form and its statement |
//! | `groth16` | keys of Groth16 and proofs under them, over either curve |
//! | `job_market` | what is said to the job-market |
//! | `method` | what a method may be |
//! | `verify` | whether a proof shows a claim under a method |
//! | `verify_set` | whether one receipt shows many claims |
//! | [`state`] | where everything is stored |
//! | [`versions`] | the versions of its proof system that a method accepts |

mod claim;
pub mod contract;
pub mod error;
mod execute;
mod groth16;
mod job_market;
mod method;
mod query;
pub mod state;
mod verify;
mod verify_set;
pub mod versions;
