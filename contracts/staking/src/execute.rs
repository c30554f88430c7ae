//! One file per message.

pub mod collect;
pub mod stake;
pub mod unstake;
