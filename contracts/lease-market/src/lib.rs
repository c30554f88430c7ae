//! Leases: GPUs by the second, paid from prepaid escrow while their provider's heartbeat covers them.
//!
//! Everything a lease holds (credits, take) lies in this contract's account in the pool contract; no coin stays in its own wallet
//! after a message.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points, and which message goes where |
//! | [`meter`] | which seconds are paid: pure rules |
//! | [`funds`] | what a lease holds, and what goes with the seconds that are paid: pure rules |
//! | [`lease`] | what was agreed, what runs, and how a `Close` ends it: pure rules |
//! | `intake` | a swap that ends in a request or a top-up |
//! | `execute` | one file per message on a lease, and governance |
//! | `query` | answers |
//! | `market` | a class's capacity and price, read raw |
//! | `peers` | the messages to the wired contracts |
//! | [`state`] | what is stored, and under which keys |

pub mod contract;
pub mod error;
mod execute;
pub mod funds;
mod intake;
pub mod lease;
mod market;
pub mod meter;
mod peers;
mod query;
pub mod state;
