//! A contract that pays bounties on zero-knowledge proofs. It has no cryptography of its own: the market's gateway verifies, by
//! a query, for anybody and without a job.

mod bounty;
pub mod contract;
pub mod error;
pub mod msg;
pub mod state;
