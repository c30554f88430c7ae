//! One file per message; governance's together.

pub mod admin;
pub mod claim_stakers;
pub mod deposit;
pub mod distribute;
pub mod receive;
