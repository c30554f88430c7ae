//! All pools, routes through them, their price accumulators, and the ledger of accounts.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points; only dispatches |
//! | [`pool`] | one pool in memory: every change of reserves, as arithmetic |
//! | `book` | the pools that one message touches, each read once and written once |
//! | `route` | a path through the book; quotes and execution both run it |
//! | `costs` | what a quote says beside the amounts |
//! | `ledger` | accounts, and who may debit them |
//! | [`state`] | where everything is stored |

mod book;
pub mod contract;
mod costs;
pub mod error;
mod execute;
mod ledger;
mod payment;
mod payout;
pub mod pool;
mod query;
mod route;
pub mod state;
