//! Stands in for the fee-collector: takes nothing but slashes whose parts sum to the coins that come, and
//! keeps the sums.

use api::fee_collector::{Category, ExecuteMsg};
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
};
use cw_multi_test::{App, Contract, ContractWrapper};

use super::NET;

const SUMS: cw_storage_plus::Item<(u128, u128)> = cw_storage_plus::Item::new("sums");

pub fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new_with_empty(execute, instantiate, query))
}

/// The sums of (burn, insurance) that came.
pub fn received(app: &App, collector: &Addr) -> (u128, u128) {
    app.wrap().query_wasm_smart(collector, &Empty {}).unwrap()
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    SUMS.save(deps.storage, &(0, 0))?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    let ExecuteMsg::Deposit { category: Category::Slash { burn, insurance } } = msg else {
        return Err(StdError::generic_err("expected a slash"));
    };
    let [coin] = info.funds.as_slice() else { return Err(StdError::generic_err("expected one coin")) };
    if coin.denom != NET || coin.amount != burn + insurance {
        return Err(StdError::generic_err(format!("expected {burn} + {insurance}, got {coin}")));
    }
    let (burned, insured) = SUMS.load(deps.storage)?;
    SUMS.save(deps.storage, &(burned + burn.u128(), insured + insurance.u128()))?;
    Ok(Response::new())
}

fn query(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&SUMS.load(deps.storage)?)
}
