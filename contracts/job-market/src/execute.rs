//! One file per message, and what all messages about a job share.

pub mod accept;
pub mod call;
pub mod cancel;
pub mod client;
pub mod data;
pub mod governance;
pub mod submit;
pub mod submit_batch;
pub mod sweep;
pub mod template;
pub mod timeout;
pub mod verdict;

mod loaded;
