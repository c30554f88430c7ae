//! The project's tasks, one module each; `main.rs` is their command line.

pub mod checksums;
pub mod devnet;
pub mod project;
pub mod schema;
pub mod setup;
pub mod static_check;
pub mod test;
pub mod wasm;
