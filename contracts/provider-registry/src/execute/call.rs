//! Calls.
use api::provider_registry::{CallRequest, StandardJob};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;

/// Stub.
pub fn call(_: DepsMut, _: MessageInfo, _: CallRequest) -> Result<Response, ContractError> {
    Err(cosmwasm_std::StdError::generic_err("unfinished").into())
}

/// Stub.
pub fn end(_: DepsMut, _: Env, _: MessageInfo, _: u64, _: bool) -> Result<Response, ContractError> {
    Err(cosmwasm_std::StdError::generic_err("unfinished").into())
}

/// Stub.
pub fn set_standard(
    _: DepsMut,
    _: MessageInfo,
    _: String,
    _: Option<StandardJob>,
) -> Result<Response, ContractError> {
    Err(cosmwasm_std::StdError::generic_err("unfinished").into())
}
