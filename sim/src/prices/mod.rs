//! What the block anchor keeps from searchers, and what it costs the honest: tables by simulation, with the contract's
//! own pool in memory. `docs/prices.md` holds them.

pub mod replay;
pub mod sandwich;
pub mod searcher;
pub mod venue;
