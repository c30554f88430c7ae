//! Stands in for the fee-collector: takes slashes that come as one coin of NET, and keeps them.

use api::fee_collector::{Category, ExecuteMsg};
use cosmwasm_std::{Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult};
use cw_multi_test::{Contract, ContractWrapper};

/// The network token.
pub const NET: &str = "unet";

pub fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new_with_empty(execute, instantiate, query))
}

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(_: DepsMut, _: Env, info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    let ExecuteMsg::Deposit { category: Category::Slash {} } = msg else {
        return Err(StdError::generic_err("expected a slash"));
    };
    match info.funds.as_slice() {
        [coin] if coin.denom == NET => Ok(Response::new()),
        _ => Err(StdError::generic_err("expected one coin of NET")),
    }
}

fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Err(StdError::generic_err("nothing to ask"))
}
