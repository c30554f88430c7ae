//! Revenue, its split, burning and metrics.
//!
//! | module | holds |
//! |---|---|
//! | [`contract`] | entry points; only dispatches |
//! | `books` | the balances and the days that one message touches: every booking, as arithmetic |
//! | `bucket` | what happened in a span of days |
//! | `sketch` | the heaviest payers, in eight counters |
//! | `metrics` | what the buckets of a window say |
//! | [`state`] | where everything is stored |

mod books;
mod bucket;
pub mod contract;
pub mod error;
mod execute;
mod metrics;
mod query;
mod sketch;
pub mod state;
