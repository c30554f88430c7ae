//! The project's tasks, one module each; `cli.rs` is their command line.

pub mod beside;
pub mod chain;
pub mod checksums;
pub mod circles;
pub mod cli;
pub mod devnet;
pub mod next_version;
pub mod project;
pub mod schema;
pub mod setup;
pub mod static_check;
pub mod test;
pub mod toml_line;
pub mod ts;
pub mod wasm;
pub mod web;
