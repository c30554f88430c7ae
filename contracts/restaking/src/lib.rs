//! Restaking: vaults of others' stake behind a provider's position in a class.
//!
//! A vault's stake burns together with the provider's own lock when fraud is proven, and never pays anybody. What stays, what leaves and
//! what burned is booked in the registry, which therefore sends nothing at a verdict; this contract holds the coins, who owns them and who
//! waits, and follows. The owner lists assets. Exits have no clock, no pause and no governance: they wait for jobs alone.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points; only dispatches |
//! | `book` | one vault, opened with what the registry says of its position: every booking |
//! | `execute` | one file per message |
//! | `peers` | what is said to the registry, the fee-collector, the stake pool and the tokens |
//! | `query` | answers |
//! | [`state`] | what is stored, and under which keys |

mod book;
pub mod contract;
pub mod error;
mod execute;
mod peers;
mod query;
pub mod state;
