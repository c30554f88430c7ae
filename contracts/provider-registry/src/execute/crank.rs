//! Crank.
use cosmwasm_std::{DepsMut, Env, Response};

use crate::error::ContractError;

/// Stub.
pub fn crank(_: DepsMut, _: Env, _: String, _: Vec<String>) -> Result<Response, ContractError> {
    Err(cosmwasm_std::StdError::generic_err("unfinished").into())
}
