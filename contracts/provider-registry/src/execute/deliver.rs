//! Delivering.
use api::common::Payout;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};

use crate::error::ContractError;

/// Stub.
pub struct Order {
    /// Which class.
    pub class: String,
    /// Whose debt.
    pub debtor: Option<String>,
    /// Least payment.
    pub min_price: Uint128,
    /// Where to.
    pub payout: Payout,
}

/// Stub.
pub fn from_account(
    _: DepsMut,
    _: Env,
    _: MessageInfo,
    _: Order,
    _: Uint128,
) -> Result<Response, ContractError> {
    Err(cosmwasm_std::StdError::generic_err("unfinished").into())
}
