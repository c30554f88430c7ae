//! The stake pool: NET for a receipt (stNET) that earns the stakers' share of revenue.
//!
//! What stakers have is in a book, and no coin counts that is in none: what somebody sends here without a `Stake` changes no
//! price and belongs to nobody. The share of revenue is pulled from the fee-collector and streamed, so that nobody gains by coming just
//! before it. There is no owner, no pause and no wait: a stake is redeemed at once, whatever governance says.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points; only dispatches |
//! | `book` | what is staked and what streams, up to now: every booking, as arithmetic |
//! | `execute` | one file per message |
//! | `query` | answers |
//! | [`state`] | what is stored, and under which keys |

mod book;
pub mod contract;
pub mod error;
mod execute;
mod query;
pub mod state;
