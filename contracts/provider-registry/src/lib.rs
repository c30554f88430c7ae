//! Hardware classes, providers, bonds, credits, calls, locks, reputation and slashing.
//!
//! The rules are those of the crate `credit`; this contract stores what they act on, checks who may do what, and
//! moves the money. A message is: check, one rule, commit, messages out.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points; only dispatches |
//! | `execute` | the messages |
//! | `inflow` | credits that arrive, and what they are for |
//! | `ledger` | the unit of work: what a message changes in a class, saved once |
//! | `market` | what a class's pool says, read raw |
//! | `messages` | what is told to other contracts |
//! | `params` | bounds of what governance sets |
//! | `query` | answers |
//! | [`state`] | records and their keys |
//!
//! The NET that the contract holds is, to the unit, the sum of all bonds and pots. Redeemed credits that still
//! exist lie in its account of the pool contract, or in the job-market's.

pub mod contract;
pub mod error;
mod execute;
mod inflow;
mod ledger;
mod market;
mod messages;
mod params;
mod query;
pub mod state;
