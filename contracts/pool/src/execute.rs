//! What the messages do, one verb each.

pub mod accounts;
pub mod admin;
pub mod allowance;
pub mod assets;
pub mod create_pool;
pub mod provide;
pub mod receive;
pub mod swap;
pub mod sweep;
pub mod withdraw_liquidity;
