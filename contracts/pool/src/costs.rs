//! What a quoted trade costs beside the price.

use amm_math::constant_product::depth_in;
use amm_math::rounding::{mul_div, Rounding, BPS};
use amm_math::MathError;
use api::common::Asset;
use api::pool::events::Hop;
use api::pool::{HopQuote, LegCost};
use cosmwasm_std::{Env, Storage};

use crate::book::Book;
use crate::error::ContractError;
use crate::pool::Pool;
use crate::route::Filled;

/// The move of the price that depth is told for, in basis points.
const DEPTH_BPS: u32 = 100;

/// Goes along the legs once more, to see each pool as it was found.
pub fn costs(
    storage: &dyn Storage,
    env: &Env,
    offer: &Asset,
    filled: &[Filled],
) -> Result<Vec<LegCost>, ContractError> {
    let mut book = Book::fresh(env);
    filled.iter().map(|leg| cost(&mut book, storage, offer, &leg.hops)).collect()
}

fn cost(
    book: &mut Book,
    storage: &dyn Storage,
    offer: &Asset,
    hops: &[Hop],
) -> Result<LegCost, ContractError> {
    let mut asset = offer.clone();
    let mut kept = BPS;
    let mut quotes = Vec::with_capacity(hops.len());
    for hop in hops {
        let pool = book.pool(storage, hop.pool_id)?;
        let side = pool.side(&asset)?;
        let quote = quote(pool, pool.oriented(side)?.0, hop)?;
        // Rounded down, so the impact is rounded up.
        kept = kept.saturating_mul(BPS.saturating_sub(quote.impact_bps)) / BPS;
        quotes.push(quote);
        pool.pass(side, hop)?;
        asset = pool.asset(side.other()).clone();
    }
    Ok(LegCost { impact_bps: BPS.saturating_sub(kept), hops: quotes })
}

/// A hop into a reserve of `reserve`. On the curve, net·y/(x + net) comes out, and at the spot price net·y/x would: the
/// difference is the part net/(x + net) of it.
fn quote(pool: &Pool, reserve: u128, hop: &Hop) -> Result<HopQuote, ContractError> {
    let net = hop.paid.saturating_sub(hop.lp_fee).saturating_sub(hop.protocol_fee);
    let after = reserve.checked_add(net).ok_or(MathError::Overflow)?;
    let impact = mul_div(net, u128::from(BPS), after, Rounding::Up)?;
    let kept = BPS.saturating_sub(pool.config.fees.fee_bps);
    let depth = mul_div(depth_in(reserve, DEPTH_BPS)?, u128::from(BPS), u128::from(kept), Rounding::Down)?;
    Ok(HopQuote {
        pool_id: hop.pool_id,
        lp_fee: hop.lp_fee.into(),
        protocol_fee: hop.protocol_fee.into(),
        spread: hop.spread.into(),
        impact_bps: u32::try_from(impact).unwrap_or(BPS),
        depth: depth.into(),
    })
}
