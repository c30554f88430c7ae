//! Selling revenue in another asset for NET.
//!
//! What is sold is taken out of the books before the call, and what came of it is what the balance then has beyond the
//! books: a token that calls back in between finds nothing to sell twice, and what it deposits or has burned meanwhile is not
//! counted as bought.

use amm_math::rounding::{mul_bps, mul_div, Rounding};
use api::common::{Asset, AssetAmount, Source};
use api::fee_collector::events::{BuyBack, FeeEvent};
use api::fee_collector::TIP_BPS;
use api::pool::{Destination, ExecuteMsg as PoolMsg, ReceiveMsg, Route};
use api::store::{decode, encode};
use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, CosmosMsg, Deps, DepsMut, Env, Event, Response, StdResult, SubMsg,
};
use serde::{Deserialize, Serialize};

use crate::books::Books;
use crate::bucket::add;
use crate::error::ContractError;
use crate::hops::{check_price, meet, ordered, passed, pool, take};
use crate::orders::{buy_back, Hop, Order};
use crate::state::{asset_of, today, unbooked, Config, CONFIG, ROUTES, WAITING};

/// Reply id of the sale.
pub const SOLD: u64 = 1;

/// What the reply has to know.
#[derive(Serialize, Deserialize)]
struct Sale {
    /// [`Asset::key`] of what is sold.
    key: Vec<u8>,
    /// Who gets the tip.
    sender: Addr,
    /// How much is sold, base units.
    sold: u128,
    /// What of that is spread.
    spread: u128,
    /// The least NET that has to come.
    min_out: u128,
    /// NET that it is worth at the means.
    at_mean: u128,
    /// NET beyond the books before.
    before: u128,
}

/// Anyone: sells what waits of an asset, or as much of it as its pools take at once.
pub fn run(deps: DepsMut, env: &Env, sender: &Addr, asset: &Asset) -> Result<Response, ContractError> {
    asset.check(deps.api)?;
    let config = CONFIG.load(deps.storage)?;
    let key = asset.key();
    let mut waiting = WAITING.may_load(deps.storage, &key)?.unwrap_or_default();
    let held = waiting.amount()?;
    if held == 0 {
        return Err(ContractError::NothingWaiting { asset: asset.clone() });
    }
    let no_route = || ContractError::NoRoute { asset: asset.clone() };
    let pools = ROUTES.may_load(deps.storage, &key)?.ok_or_else(no_route)?;
    let now = env.block.time.seconds();
    let hops = hops(deps.as_ref(), now, &config, asset, &pools)?;
    check_price(&Asset::native(&config.network_denom), &hops)?;
    let order = ordered(buy_back(held, &hops)?, asset, held, &pools, &hops, now)?;
    let Order { chunk, uses, min_out, at_mean } = order;
    for ((pool_id, hop), uses) in pools.iter().zip(&hops).zip(uses) {
        take(deps.storage, *pool_id, hop, uses, now)?;
    }

    // What is sold is of both kinds, in the proportion in which they wait; of the spread rounded down.
    let spread = mul_div(chunk, waiting.spread, held, Rounding::Down)?;
    let parts = || {
        let swap_fees = waiting.swap_fees.checked_sub(chunk.checked_sub(spread)?)?;
        Some((swap_fees, waiting.spread.checked_sub(spread)?))
    };
    (waiting.swap_fees, waiting.spread) = parts().ok_or(ContractError::Overflow { what: "what is sold" })?;
    WAITING.save(deps.storage, &key, &waiting)?;

    let before = unbooked(deps.storage, deps.querier, &env.contract.address, &config.network_denom)?;
    let sale = Sale { key, sender: sender.clone(), sold: chunk, spread, min_out, at_mean, before };
    let swap = swap(&config, asset, pools, chunk, min_out)?;
    let swap = SubMsg::reply_on_success(swap, SOLD).with_payload(encode(&sale, "sale")?);
    Ok(Response::new().add_submessage(swap))
}

/// Books what the sale brought. Less than it had to is an error, whatever the token said.
pub fn sold(deps: DepsMut, env: &Env, payload: &[u8]) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let sale: Sale = decode(payload, "sale")?;
    let now = unbooked(deps.storage, deps.querier, &env.contract.address, &config.network_denom)?;
    let bought = now.saturating_sub(sale.before);
    if bought < sale.min_out {
        let asset = Asset::native(&config.network_denom);
        return Err(ContractError::CameShort { asset, min: sale.min_out, got: bought });
    }
    let tip = mul_bps(bought, TIP_BPS, Rounding::Down)?;
    let spread = mul_div(bought.saturating_sub(tip), sale.spread, sale.sold, Rounding::Down)?;
    let mut books = Books::open(deps.storage, today(env)?)?;
    books.bought(bought, tip, spread)?;
    books.close(deps.storage)?;

    let mut waiting = WAITING.load(deps.storage, &sale.key)?;
    add(&mut waiting.sold, sale.sold, "what was sold")?;
    add(&mut waiting.bought, bought, "what was bought")?;
    add(&mut waiting.at_mean, sale.at_mean, "what was sold, at the means")?;
    add(&mut waiting.tips, tip, "tips")?;
    WAITING.save(deps.storage, &sale.key, &waiting)?;

    let event: Event = FeeEvent::BuyBack(BuyBack {
        sender: &sale.sender,
        sold: AssetAmount { asset: asset_of(&sale.key)?, amount: sale.sold.into() },
        bought: bought.into(),
        spread: spread.into(),
        tip: tip.into(),
        at_mean: sale.at_mean.into(),
    })
    .into();
    let payment =
        BankMsg::Send { to_address: sale.sender.to_string(), amount: coins(tip, config.network_denom) };
    let payment = (tip > 0).then_some(payment);
    Ok(Response::new().add_event(event).add_messages(payment))
}

/// The pools of a route, each met with what the one before gives.
fn hops(
    deps: Deps,
    now: u64,
    config: &Config,
    asset: &Asset,
    pools: &[u64],
) -> Result<Vec<Hop>, ContractError> {
    let mut offer = asset.clone();
    let mut hops = Vec::with_capacity(pools.len());
    for pool_id in pools {
        let met = meet(deps, &config.pool, pool(deps.querier, &config.pool, *pool_id)?, &offer, now)?;
        offer = passed(&met.pool, &offer)?.1.clone();
        hops.push(met.hop);
    }
    Ok(hops)
}

/// The swap, to this contract's wallet.
fn swap(
    config: &Config,
    asset: &Asset,
    pools: Vec<u64>,
    amount: u128,
    min_out: u128,
) -> StdResult<CosmosMsg> {
    let (min_out, to, deadline) = (min_out.into(), Destination::default(), None);
    let hook = ReceiveMsg::SwapExactIn { pools: pools.clone(), min_out, to: to.clone(), deadline };
    let route = Route { offer: asset.clone(), pools };
    let native = PoolMsg::SwapExactIn { route, from: Source::default(), min_out, to, deadline };
    let (native, hook) = (to_json_binary(&native)?, to_json_binary(&hook)?);
    asset.transfer_with_call(&config.pool, amount.into(), native, hook)
}
