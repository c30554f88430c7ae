//! Deposits into a constant-product pool.

use bnum::BUint;

use super::{check_fee, check_reserves, grown, positive, MIN_LIQUIDITY};
use crate::rounding::{mul_div, Rounding, BPS};
use crate::wide::{sqrt_floor, wide, Checked, U256, U512};
use crate::MathError;

/// A deposit of both assets, in base units, and the LP shares it creates.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// What is taken of asset 0 and asset 1.
    pub amounts: (u128, u128),
    /// LP shares created.
    pub shares: u128,
}

/// What a deposit of one asset creates.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct SingleDeposit {
    /// LP shares created.
    pub shares: u128,
    /// The swap fee on the part that had to be swapped, in input units, rounded down: it is part of the
    /// deposit and lies in the reserves already, so taking a share of it out for the protocol never costs the
    /// LPs.
    pub fee: u128,
}

/// The first deposit: ⌊√(x·y)⌋ shares, of which the caller locks [`MIN_LIQUIDITY`] for good.
///
/// Errors: zero amounts; an amount above the largest reserve; [`MathError::BelowMinimumLiquidity`] if nothing
/// would be left to own.
pub fn provide_first(x: u128, y: u128) -> Result<Deposit, MathError> {
    check_reserves(x, y)?;
    let product: U256 = wide::<4>(x).times(wide(y))?;
    let shares = sqrt_floor(product)?.narrow()?;
    if shares <= MIN_LIQUIDITY {
        return Err(MathError::BelowMinimumLiquidity { min: MIN_LIQUIDITY, got: shares });
    }
    Ok(Deposit { amounts: (x, y), shares })
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
    let by_x = wide::<4>(max_x).times(wide(supply))?.over(wide(x), Rounding::Down)?;
    let by_y = wide::<4>(max_y).times(wide(supply))?.over(wide(y), Rounding::Down)?;
    let shares = by_x.min(by_y).narrow()?;
    positive("shares", shares)?;
    let amount_x = mul_div(shares, x, supply, Rounding::Up)?;
    let amount_y = mul_div(shares, y, supply, Rounding::Up)?;
    grown(x, amount_x)?;
    grown(y, amount_y)?;
    supply.checked_add(shares).ok_or(MathError::Overflow)?;
    Ok(Deposit { amounts: (amount_x, amount_y), shares })
}

/// A deposit of one asset: worth the same as swapping, with fee, the part that makes the rest match the pool,
/// and depositing both.
///
/// With r = 1 + amount/reserve and φ the fee, the supply grows by the factor (φ + √(φ² + 4(1 − φ)r))/2 ≤ √r,
/// rounded down: the value of a share never falls. Deposits in parts swap more and never create more shares.
/// Errors: zero reserves, supply, amount or shares; a bad fee; a reserve above the largest, before or after.
pub fn provide_single(
    reserve_in: u128,
    reserve_other: u128,
    supply: u128,
    amount_in: u128,
    fee_bps: u32,
) -> Result<SingleDeposit, MathError> {
    check_reserves(reserve_in, reserve_other)?;
    positive("supply", supply)?;
    positive("amount_in", amount_in)?;
    let after = grown(reserve_in, amount_in)?;
    let kept = check_fee(fee_bps)?;
    // Over the common denominator 2·10⁴·x: S·(f·x + √(x·(f²·x + 4·10⁴(10⁴ − f)·(x + amount)))).
    let root =
        sqrt_floor(radicand::<8>(wide(reserve_in), wide(after), fee_bps, kept)?.times(square(supply)?)?)?;
    let grown_supply: U512 = wide::<8>(supply)
        .times(wide(u128::from(fee_bps)))?
        .times(wide(reserve_in))?
        .plus(root)?
        .over(wide::<8>(u128::from(BPS)).times(wide(2))?.times(wide(reserve_in))?, Rounding::Down)?;
    let shares = new_shares(grown_supply.narrow()?, supply)?;
    let fee = swap_fee(reserve_in, wide(reserve_in), wide(after), fee_bps, kept)?;
    Ok(SingleDeposit { shares, fee })
}

/// v·(f²·v + 4·10⁴·(10⁴ − f)·u), with the fee f and the whole in basis points.
fn radicand<const N: usize>(
    v: BUint<N>,
    u: BUint<N>,
    fee_bps: u32,
    kept_bps: u32,
) -> Result<BUint<N>, MathError> {
    v.times(square::<N>(u128::from(fee_bps))?.times(v)?.plus(four_kept(kept_bps)?.times(u)?)?)
}

/// 4·10⁴·(10⁴ − f).
fn four_kept<const N: usize>(kept_bps: u32) -> Result<BUint<N>, MathError> {
    wide::<N>(4).times(wide(u128::from(BPS)))?.times(wide(u128::from(kept_bps)))
}

fn square<const N: usize>(value: u128) -> Result<BUint<N>, MathError> {
    wide::<N>(value).times(wide(value))
}

fn new_shares(grown_supply: u128, supply: u128) -> Result<u128, MathError> {
    let shares = grown_supply.saturating_sub(supply);
    positive("shares", shares)?;
    Ok(shares)
}

/// The fee on the swap inside a deposit, rounded down. With t = u/v the part σ of the reserve that is swapped
/// solves (1 − φ)σ² + (2 − φ)σ = t − 1, so φσ·reserve = f·(√(reserve²·(f² + 4·10⁴(10⁴ − f)·t)) − (2·10⁴ −
/// f)·reserve) / (2·10⁴·(10⁴ − f)).
fn swap_fee(reserve: u128, v: U512, u: U512, fee_bps: u32, kept_bps: u32) -> Result<u128, MathError> {
    if fee_bps == 0 {
        return Ok(0);
    }
    let fee = wide::<8>(u128::from(fee_bps));
    let reserve_fee = wide::<8>(reserve).times(fee)?;
    let sum = fee.times(fee)?.times(v)?.plus(four_kept(kept_bps)?.times(u)?)?;
    // f is drawn under the root, so that the root's rounding down is below the final one.
    let root = sqrt_floor(reserve_fee.times(reserve_fee)?.times(sum)?.over(v, Rounding::Down)?)?;
    let twice_less_fee = wide::<8>(2).times(wide(u128::from(BPS)))?.minus(fee)?;
    let swapped = root.minus(twice_less_fee.times(reserve_fee)?)?;
    let denominator = wide::<8>(2).times(wide(u128::from(BPS)))?.times(wide(u128::from(kept_bps)))?;
    swapped.over(denominator, Rounding::Down)?.narrow()
}
