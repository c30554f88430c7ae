//! One file per message, and what all messages about a running lease share.

pub mod cancel;
pub mod claim;
pub mod close;
pub mod governance;
pub mod heartbeat;
pub mod start;
pub mod sweep;

mod fields;
mod running;

pub use fields::key32;
pub use running::Running;
