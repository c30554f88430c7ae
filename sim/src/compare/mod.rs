//! Token models side by side on the same demand, providers and traders.

pub mod names;
pub mod rows;
pub mod verdicts;
