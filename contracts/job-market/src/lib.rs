//! Jobs: escrow, lifecycle, take and settlement.
//!
//! Everything a job holds (credits, take, tip, dispute bond) lies in this contract's account in the pool contract; no coin
//! stays in its own wallet after a message.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points; only dispatches |
//! | `execute` | one file per message |
//! | `query` | answers |
//! | `settle` | how a job ends: the one table of who gets what |
//! | `payment` | what came at the end of a swap, and what it has to cover |
//! | `method` | the verification method of a job, read raw |
//! | `market` | a class's capacity and price, read raw |
//! | `backlog` | occupancy of a class, from which the take follows |
//! | `earned` | earned take by day, until it is swept |
//! | `sketch` | the heaviest payers of a day in eight counters |
//! | [`input`] | whether data is a job's input |
//! | `peers` | the messages to the wired contracts |
//! | [`record`] | codec of the hot record and the tombstone |
//! | [`state`] | where everything is stored |

mod backlog;
pub mod contract;
mod earned;
pub mod error;
mod execute;
pub mod input;
mod market;
mod method;
mod payment;
mod peers;
mod query;
pub mod record;
mod settle;
pub mod sketch;
pub mod state;
