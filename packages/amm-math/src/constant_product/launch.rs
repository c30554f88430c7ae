//! Launch pools: the first sale of a new class, from a pool of credits alone.
//!
//! The invariant is x·(y + v) with x credits, y NET and a virtual reserve v of NET, which is always the LP
//! supply. Swaps, depth and the spot price are those of the parent module with y + v for the reserve of NET;
//! the caller refuses what would take more than y. A withdrawal is that of the parent with y.

use super::deposit::{first, shares_for, take};
use super::{check_reserve, grown, positive, Deposit};
use crate::log::mul_exp2;
use crate::{MathError, Rounding};

/// The first deposit: `x` credits and no NET for S = ⌊x·2^start_log⌋ shares, with the price at the start as
/// log2 in Q40 of NET base units per credit base unit. Of the shares max([`MIN_LIQUIDITY`], ⌈100·S/x⌉) are
/// locked: so what nobody owns is at least [`LOCKED_RESERVE`] of credits. The amounts are (credits, NET). With
/// v = S the price begins at S/x, below 2^start_log by less than 1/x and 2^-56 of itself.
///
/// [`MIN_LIQUIDITY`]: super::MIN_LIQUIDITY
/// [`LOCKED_RESERVE`]: super::LOCKED_RESERVE
///
/// Errors: zero credits; credits or shares above the largest reserve; [`MathError::Overflow`] for shares beyond
/// `u128`; [`MathError::BelowMinimumLiquidity`] if nothing would be left to own.
pub fn provide_launch(x: u128, start_log: i64) -> Result<Deposit, MathError> {
    positive("amount", x)?;
    check_reserve(x)?;
    let shares = mul_exp2(x, start_log, Rounding::Down)?;
    check_reserve(shares)?;
    first((x, 0), shares, &[x])
}

/// A deposit into a launch pool of `credits` and `net`, in proportion to them, using at most `max_credits` and
/// `max_net`: as many shares as both allow, rounded down; the amounts (credits, NET) for them rounded up. While
/// the pool holds no NET it takes credits alone, and `max_net` does not matter.
///
/// Errors: no credits in the pool; zero supply or shares; credits, or NET with the virtual reserve, above the
/// largest reserve, before or after.
pub fn provide_launched(
    credits: u128,
    net: u128,
    supply: u128,
    max_credits: u128,
    max_net: u128,
) -> Result<Deposit, MathError> {
    positive("reserve", credits)?;
    positive("supply", supply)?;
    check_reserve(credits)?;
    grown(net, supply)?;
    let by_credits = shares_for(credits, supply, max_credits)?;
    let shares = if net == 0 { by_credits } else { by_credits.min(shares_for(net, supply, max_net)?) };
    let deposit = take(credits, net, supply, shares)?;
    let virtual_after = supply.saturating_add(deposit.shares);
    grown(net.saturating_add(deposit.amounts.1), virtual_after)?;
    Ok(deposit)
}
