//! Stands in for the fee-collector: takes slashes whose parts sum to the coins that come, keeps the sums
//! (burned as `pending`), and pays claims of insurance.

use api::fee_collector::{BalancesResponse, Category, ExecuteMsg, QueryMsg};
use cosmwasm_std::{
    to_json_binary, Addr, BankMsg, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult,
};
use cw_multi_test::{App, Contract, ContractWrapper};

use super::NET;

const SUMS: cw_storage_plus::Item<(u128, u128)> = cw_storage_plus::Item::new("sums");

pub fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new_with_empty(execute, instantiate, query))
}

/// The sums of (burn, insurance) that came.
pub fn received(app: &App, collector: &Addr) -> (u128, u128) {
    let sums: BalancesResponse = app.wrap().query_wasm_smart(collector, &QueryMsg::Balances {}).unwrap();
    (sums.pending.u128(), sums.insurance.u128())
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    SUMS.save(deps.storage, &(0, 0))?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    if let ExecuteMsg::ClaimInsurance { amount } = msg {
        let (burned, insured) = SUMS.load(deps.storage)?;
        SUMS.save(deps.storage, &(burned, insured - amount.u128()))?;
        let amount = cosmwasm_std::coins(amount.u128(), NET);
        return Ok(Response::new().add_message(BankMsg::Send { to_address: info.sender.into(), amount }));
    }
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

fn query(deps: Deps, _: Env, msg: QueryMsg) -> StdResult<Binary> {
    let QueryMsg::Balances {} = msg else { return Err(StdError::generic_err("expected balances")) };
    let (burned, insured) = SUMS.load(deps.storage)?;
    to_json_binary(&BalancesResponse {
        pending: burned.into(),
        stakers: 0u128.into(),
        liquidity: 0u128.into(),
        insurance: insured.into(),
    })
}
