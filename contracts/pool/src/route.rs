//! A path through pools, filled in the book.

use amm_math::MathError;
use api::common::{check_range, Asset, AssetAmount, MAX_HOPS};
use api::pool::events::Hop;
use api::pool::{Leg, LegReceived};
use cosmwasm_std::Storage;

use crate::book::Book;
use crate::error::ContractError;
use crate::ledger::check_listed;
use crate::pool::Side;

/// Most legs of one exact-out purchase.
const MAX_LEGS: usize = 2;

/// What a path came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    /// What went in, base units of the offer.
    pub paid: u128,
    /// What came out, and what went into the last pool.
    pub leg: LegReceived,
    /// What each pool took and gave, in order.
    pub hops: Vec<Hop>,
}

/// Sells exactly `amount` of `offer` along `pools`, hop by hop; a pool passed twice is met as the first pass left it.
/// Without a hop the asset passes through, if it is listed: a pool on the way proves that it is.
pub fn exact_in(
    book: &mut Book,
    storage: &dyn Storage,
    offer: &Asset,
    pools: &[u64],
    amount: u128,
) -> Result<Filled, ContractError> {
    check_path(pools, amount)?;
    if pools.is_empty() {
        check_listed(storage, offer)?;
    }
    let mut last_in = asset_amount(offer, amount);
    let mut received = last_in.clone();
    let mut hops = Vec::with_capacity(pools.len());
    for &id in pools {
        let pool = book.pool(storage, id)?;
        let side = pool.side(&received.asset)?;
        let hop = pool.sell(side, received.amount.u128())?;
        last_in = received;
        received = asset_amount(pool.asset(side.other()), hop.received);
        hops.push(hop);
    }
    Ok(Filled { paid: amount, leg: LegReceived { received, last_in }, hops })
}

/// Buys exactly `amount_out` of what `pools` lead to from `offer`, from the last hop back to the first. Each pool at
/// most once, since what a second pass costs would depend on the first.
fn exact_out(
    book: &mut Book,
    storage: &dyn Storage,
    offer: &Asset,
    pools: &[u64],
    amount_out: u128,
) -> Result<Filled, ContractError> {
    check_path(pools, amount_out)?;
    let (sides, ask) = orient(book, storage, offer, pools)?;
    let received = asset_amount(&ask, amount_out);
    let mut last_in = None;
    let mut needed = amount_out;
    let mut hops = Vec::with_capacity(pools.len());
    for (&id, &side) in pools.iter().zip(&sides).rev() {
        let pool = book.pool(storage, id)?;
        let hop = pool.buy(side, needed)?;
        needed = hop.paid;
        hops.push(hop);
        last_in.get_or_insert_with(|| asset_amount(pool.asset(side), needed));
    }
    let last_in = last_in.unwrap_or_else(|| received.clone());
    hops.reverse();
    Ok(Filled { paid: needed, leg: LegReceived { received, last_in }, hops })
}

/// Buys along several legs in order, each on what the one before left. Also says what they cost together, base units
/// of the offer. If no leg has a hop, the offer must be listed, as in [`exact_in`].
pub fn exact_out_legs(
    book: &mut Book,
    storage: &dyn Storage,
    offer: &Asset,
    legs: &[Leg],
) -> Result<(Vec<Filled>, u128), ContractError> {
    check_range("legs", legs.len(), 1, MAX_LEGS)?;
    if legs.iter().all(|leg| leg.pools.is_empty()) {
        check_listed(storage, offer)?;
    }
    let mut cost = 0u128;
    let mut filled = Vec::with_capacity(legs.len());
    for leg in legs {
        let leg = exact_out(book, storage, offer, &leg.pools, leg.amount_out.u128())?;
        cost = cost.checked_add(leg.paid).ok_or(MathError::Overflow)?;
        filled.push(leg);
    }
    Ok((filled, cost))
}

/// The side that pays in each pool, and the asset that comes out of the last.
fn orient(
    book: &mut Book,
    storage: &dyn Storage,
    offer: &Asset,
    pools: &[u64],
) -> Result<(Vec<Side>, Asset), ContractError> {
    let mut asset = offer.clone();
    let mut sides = Vec::with_capacity(pools.len());
    for (hop, &id) in pools.iter().enumerate() {
        if pools.iter().take(hop).any(|&earlier| earlier == id) {
            return Err(ContractError::RepeatedPool { pool_id: id });
        }
        let pool = book.pool(storage, id)?;
        let side = pool.side(&asset)?;
        asset = pool.asset(side.other()).clone();
        sides.push(side);
    }
    Ok((sides, asset))
}

fn check_path(pools: &[u64], amount: u128) -> Result<(), ContractError> {
    check_range("pools", pools.len(), 0, MAX_HOPS)?;
    if amount == 0 {
        return Err(ContractError::ZeroAmount { field: "amount" });
    }
    Ok(())
}

fn asset_amount(asset: &Asset, amount: u128) -> AssetAmount {
    AssetAmount { asset: asset.clone(), amount: amount.into() }
}
