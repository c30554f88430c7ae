//! Moving accrued protocol fees and spread to the fee-collector.

use api::common::{no_funds, Asset, AssetAmount};
use api::fee_collector::{receive_hook, Category, ExecuteMsg as FeeCollectorMsg};
use api::pool::events::PoolEvent;
use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Event, MessageInfo, Response};

use crate::book::Book;
use crate::error::ContractError;
use crate::pool::Side;
use crate::state::{save_pool, Aside, CONFIG};

/// Sweeps one pool, or one of its assets; nothing accrued is an error.
pub fn run(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    pool_id: u64,
    asset: Option<&Asset>,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let fee_collector = CONFIG.load(deps.storage)?.fee_collector;
    let mut book = Book::new(env);
    let pool = book.pool(deps.storage, pool_id)?;
    let only = asset.map(|asset| pool.side(asset)).transpose()?;
    let config = pool.config.clone();
    let mut response = Response::new();
    for side in [Side::Zero, Side::One] {
        if only.is_some_and(|only| only != side) {
            continue;
        }
        let amount = |amount: u128| AssetAmount { asset: config.asset(side).clone(), amount: amount.into() };
        let Aside { accrued, lp } = pool.take_fees(side)?;
        if accrued > 0 {
            let event = PoolEvent::SweepFees { pool_id, amount: amount(accrued), lp: lp.into() };
            let category = Category::SwapFees { lp: lp.into() };
            response = pay(response, &fee_collector, event, amount(accrued), category)?;
        }
        let spread = pool.take_spread(side);
        if spread > 0 {
            let event = PoolEvent::SweepSpread { pool_id, amount: amount(spread) };
            response = pay(response, &fee_collector, event, amount(spread), Category::Spread {})?;
        }
    }
    if response.messages.is_empty() {
        return Err(ContractError::NothingToSweep { pool_id });
    }
    if pool.config.aside != config.aside {
        save_pool(deps.storage, pool_id, &pool.config)?;
    }
    book.store(deps.storage)?;
    Ok(response)
}

fn pay(
    response: Response,
    fee_collector: &Addr,
    event: PoolEvent,
    amount: AssetAmount,
    category: Category,
) -> Result<Response, ContractError> {
    let deposit = to_json_binary(&FeeCollectorMsg::Deposit { category: category.clone() })?;
    let hook = receive_hook(category)?;
    let message = amount.asset.transfer_with_call(fee_collector, amount.amount, deposit, hook)?;
    Ok(response.add_event(Event::from(event)).add_message(message))
}
