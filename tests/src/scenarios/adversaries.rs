//! Adversaries: hostile contracts, sandwiches, wash trades, donations, foreign states.

mod callees;
mod migrations;
mod strategies;
mod tokens;

pub use callees::*;
pub use migrations::*;
pub use strategies::*;
pub use tokens::*;
