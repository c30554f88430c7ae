//! A contract that asks another one a question, and does nothing else. What a question costs a contract is measured by it: a chain
//! charges no query of its own.

use cosmwasm_schema::cw_serde;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{
    to_json_vec, Binary, Deps, DepsMut, Empty, Env, MessageInfo, QueryRequest, Response, StdError, StdResult,
    SystemResult, WasmQuery,
};

/// Messages.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Anyone. Refused with what the answer says is wrong, if it is an error.
    Ask {
        /// Whom.
        contract: String,
        /// The question in JSON.
        question: Binary,
    },
}

/// Starts it; there is nothing to say.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(_deps: DepsMut, _env: Env, _info: MessageInfo, _msg: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Asks.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(deps: DepsMut, _env: Env, _info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    let ExecuteMsg::Ask { contract, question } = msg;
    let question = QueryRequest::<Empty>::Wasm(WasmQuery::Smart { contract_addr: contract, msg: question });
    match deps.querier.raw_query(&to_json_vec(&question)?) {
        SystemResult::Ok(answer) => {
            answer.into_result().map(|_| Response::new()).map_err(StdError::generic_err)
        }
        SystemResult::Err(error) => Err(StdError::generic_err(error.to_string())),
    }
}

/// It knows nothing.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(_deps: Deps, _env: Env, _msg: Empty) -> StdResult<Binary> {
    Err(StdError::generic_err("expected no question"))
}
