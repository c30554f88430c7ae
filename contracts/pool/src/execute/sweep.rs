//! Moving accrued protocol fees to the fee-collector.

use api::common::{no_funds, AssetAmount};
use api::fee_collector::{receive_hook, Category, ExecuteMsg as FeeCollectorMsg};
use api::pool::events::PoolEvent;
use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Event, MessageInfo, Response, Storage};

use crate::book::Book;
use crate::error::ContractError;
use crate::pool::Side;
use crate::state::CONFIG;

/// Sweeps one pool; nothing accrued is an error.
pub fn run(deps: DepsMut, env: &Env, info: &MessageInfo, pool_id: u64) -> Result<Response, ContractError> {
    no_funds(info)?;
    let response = sweep(deps.storage, env, pool_id, Response::new())?;
    if response.messages.is_empty() {
        return Err(ContractError::NothingToSweep { pool_id });
    }
    Ok(response)
}

/// Adds to `response` what moves the fees of one pool, if there are any. What LPs earned beside them follows from the
/// protocol's share, so this has to run before that share changes.
pub fn sweep(
    storage: &mut dyn Storage,
    env: &Env,
    pool_id: u64,
    mut response: Response,
) -> Result<Response, ContractError> {
    let fee_collector = CONFIG.load(storage)?.fee_collector;
    let mut book = Book::new(env);
    let pool = book.pool(storage, pool_id)?;
    for side in [Side::Zero, Side::One] {
        let accrued = side.of(pool.hot.fees);
        if accrued > 0 {
            let asset = pool.asset(side).clone();
            let amount = AssetAmount { asset, amount: accrued.into() };
            response = pay(response, &fee_collector, pool_id, amount, pool.lp_fees(side)?)?;
        }
    }
    pool.hot.fees = (0, 0);
    book.store(storage)?;
    Ok(response)
}

fn pay(
    response: Response,
    fee_collector: &Addr,
    pool_id: u64,
    amount: AssetAmount,
    lp: u128,
) -> Result<Response, ContractError> {
    let category = Category::SwapFees { lp: lp.into() };
    let deposit = to_json_binary(&FeeCollectorMsg::Deposit { category: category.clone() })?;
    let hook = receive_hook(category)?;
    let message = amount.asset.transfer_with_call(fee_collector, amount.amount, deposit, hook)?;
    let event: Event = PoolEvent::SweepFees { pool_id, amount, lp: lp.into() }.into();
    Ok(response.add_event(event).add_message(message))
}
