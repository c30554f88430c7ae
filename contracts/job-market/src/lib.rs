//! Jobs: escrow, lifecycle, take and settlement.
//!
//! Everything a job holds (credits, take, tip, bonds) lies in this contract's account in the pool contract;
//! no coin stays in its own wallet after a message. So do the credits that were redeemed at the end of a job,
//! until the registry burns them.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points, and which message goes where |
//! | [`job`] | the life of a job: pure rules |
//! | `intake` | everything between money that arrives and an open job |
//! | `execute` | one file per message on a job, and governance |
//! | `settlement` | the end of a job, carried out |
//! | `callback` | telling a contract that a job has ended, in a message of its own |
//! | `query` | answers |
//! | `method` | the verification method of a job, read raw |
//! | `market` | a class's capacity and price, read raw |
//! | `occupancy` | occupancy of a class, from which the take follows |
//! | `peers` | the messages to the wired contracts |
//! | [`state`] | what is stored, and under which keys |

mod callback;
pub mod contract;
pub mod error;
mod execute;
mod intake;
pub mod job;
mod market;
mod method;
mod occupancy;
mod peers;
mod query;
mod settlement;
pub mod state;
