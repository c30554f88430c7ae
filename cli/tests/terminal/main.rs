//! `camm` as people and machines run it, against a node with a market.

mod batches;
mod cranks;
mod evidence;
mod fake;
mod history;
mod http;
mod keys;
mod leases;
mod life;
mod mistakes;
mod outputs;
mod page;
mod shell;
mod trades;
