//! The market's history as static files: blocks are read once, what they say is summed up in a database, and the files are
//! written out of it. docs/web.md § History says what is in them.

pub mod blocks;
mod book;
mod columns;
mod files;
mod load;
mod money;
mod pools;
mod said;
pub mod store;
mod work;
