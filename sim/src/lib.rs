//! Markets on the embedded chain: agents, GPU demand, reports.

pub mod compare;
pub mod demand;
mod ended;
pub mod engine;
pub mod page;
pub mod prices;
pub mod report;
pub mod stats;
pub mod stress;
pub mod table;
pub mod time;
pub mod trace;
