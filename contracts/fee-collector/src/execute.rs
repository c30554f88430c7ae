//! One file per message; governance's together.

pub mod add_liquidity;
pub mod admin;
pub mod buy_back;
pub mod claim_stakers;
pub mod deposit;
pub mod distribute;
pub mod receive;
pub mod treasury;
