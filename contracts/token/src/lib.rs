//! cw20 for LP shares and compute credits: burned only by the peers named at its start.
//!
//! A thin wrapper over cw20-base, whose storage layout and events it keeps. What it takes away: initial
//! balances, a cap, marketing, handing the minter on, and burning by anyone. So the supply is exactly what
//! the minter owes, and only those who owe them can lower it.

pub mod contract;
pub mod error;
mod execute;
mod query;
mod state;
