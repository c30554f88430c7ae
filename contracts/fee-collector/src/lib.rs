//! Revenue, its split, burning and metrics.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points; only dispatches |
//! | `books` | the balances and the days that one message touches: every booking, as arithmetic |
//! | `bucket` | what happened in a span of days |
//! | `sketch` | the heaviest payers, in eight counters |
//! | [`orders`] | how much is sold or provided at once, and what has to come of it: arithmetic alone |
//! | `hops` | pools as an order meets them |
//! | `metrics` | what the buckets of a window say |
//! | [`state`] | where everything is stored |

mod books;
mod bucket;
pub mod contract;
pub mod error;
mod execute;
mod hops;
mod metrics;
pub mod orders;
mod query;
mod sketch;
pub mod state;
