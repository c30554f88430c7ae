//! Deposits into a constant-product pool.

use super::{check_fee, check_reserves, grown, positive, LOCKED_RESERVE, MIN_LIQUIDITY};
use crate::rounding::{mul_div, rest_bps, Rounding, BPS};
use crate::wide::{sqrt_floor, wide, Checked, U256};
use crate::MathError;

/// A deposit of both assets, in base units, and the LP shares it creates.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// What is taken of asset 0 and asset 1.
    pub amounts: (u128, u128),
    /// LP shares created, `locked` among them.
    pub shares: u128,
    /// Of the shares, those that nobody owns, for good; 0 but of a first deposit.
    pub locked: u128,
}

/// The first deposit: S = ⌊√(x·y)⌋ shares, of which max([`MIN_LIQUIDITY`], ⌈100·S/x⌉, ⌈100·S/y⌉) are locked: so
/// what nobody owns is at least [`LOCKED_RESERVE`] of either asset.
///
/// Errors: zero amounts; an amount above the largest reserve; [`MathError::BelowMinimumLiquidity`] if nothing
/// would be left to own.
pub fn provide_first(x: u128, y: u128) -> Result<Deposit, MathError> {
    check_reserves(x, y)?;
    let product: U256 = wide::<4>(x).times(wide(y))?;
    let shares = sqrt_floor(product)?.narrow()?;
    first((x, y), shares, &[x, y])
}

/// A first deposit, which locks enough for each of `reserves`.
pub(super) fn first(amounts: (u128, u128), shares: u128, reserves: &[u128]) -> Result<Deposit, MathError> {
    let mut locked = MIN_LIQUIDITY;
    for reserve in reserves {
        locked = locked.max(mul_div(LOCKED_RESERVE, shares, *reserve, Rounding::Up)?);
    }
    if shares <= locked {
        return Err(MathError::BelowMinimumLiquidity { min: locked, got: shares });
    }
    Ok(Deposit { amounts, shares, locked })
}

/// A deposit in the ratio of the reserves, using at most `max_x` and `max_y`: as many shares as both allow,
/// rounded down; the amounts for them rounded up.
///
/// Errors: zero reserves, supply or shares; a reserve above the largest, before or after.
pub fn provide_balanced(
    x: u128,
    y: u128,
    supply: u128,
    max_x: u128,
    max_y: u128,
) -> Result<Deposit, MathError> {
    check_reserves(x, y)?;
    positive("supply", supply)?;
    let by_x = shares_for(x, supply, max_x)?;
    let by_y = shares_for(y, supply, max_y)?;
    take(x, y, supply, by_x.min(by_y))
}

/// Shares that `most` of a side suffices for, rounded down.
pub(super) fn shares_for(reserve: u128, supply: u128, most: u128) -> Result<U256, MathError> {
    wide::<4>(most).times(wide(supply))?.over(wide(reserve), Rounding::Down)
}

/// What `shares` cost of either side, rounded up.
pub(super) fn take(x: u128, y: u128, supply: u128, shares: U256) -> Result<Deposit, MathError> {
    let shares = shares.narrow()?;
    positive("shares", shares)?;
    let amount_x = mul_div(shares, x, supply, Rounding::Up)?;
    let amount_y = mul_div(shares, y, supply, Rounding::Up)?;
    grown(x, amount_x)?;
    grown(y, amount_y)?;
    supply.checked_add(shares).ok_or(MathError::Overflow)?;
    Ok(Deposit { amounts: (amount_x, amount_y), shares, locked: 0 })
}

/// The part s of a deposit A of one asset that is swapped so that what is left, A − s, and what s buys are in
/// the ratio of the reserves after the swap; rounded down, so that what was bought is what binds.
///
/// With the fee φ and the protocol's share π of it, which leaves the reserve x, s solves (1 − φ)(1 − φπ)·s² +
/// (2 − φ)·x·s = A·x. A deposit of a few units may have no part to swap: then s is 0.
/// Errors: a reserve or amount of zero; a bad fee; a share of more than the whole; a reserve above the largest,
/// before or after.
pub fn single_split(
    reserve_in: u128,
    amount_in: u128,
    fee_bps: u32,
    protocol_share_bps: u32,
) -> Result<u128, MathError> {
    positive("reserve", reserve_in)?;
    positive("amount_in", amount_in)?;
    grown(reserve_in, amount_in)?;
    let kept = check_fee(fee_bps)?;
    rest_bps("protocol's share", protocol_share_bps)?;
    let bps = u128::from(BPS);
    // Over the common denominator 10¹²: P·s² + Q·s = 10¹²·A·x, so s = (√(Q² + 4·10¹²·P·A·x) − Q)/2P.
    let squares = wide::<8>(bps.saturating_mul(bps))
        .minus(wide(u128::from(fee_bps).saturating_mul(u128::from(protocol_share_bps))))?
        .times(wide(u128::from(kept)))?;
    let ones = wide::<8>(bps.saturating_add(u128::from(kept)))
        .times(wide(bps.saturating_mul(bps)))?
        .times(wide(reserve_in))?;
    let product = wide::<8>(amount_in).times(wide(reserve_in))?.times(squares)?;
    let rest = product.times(wide(bps.saturating_pow(3).saturating_mul(4)))?;
    let root = sqrt_floor(ones.times(ones)?.plus(rest)?)?;
    root.minus(ones)?.over(squares.times(wide(2))?, Rounding::Down)?.narrow()
}
