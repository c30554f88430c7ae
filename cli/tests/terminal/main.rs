//! `camm` as people and machines run it, against a node with a market.

mod cranks;
mod fake;
mod keys;
mod life;
mod shell;
mod trades;
