//! The constant-product curve x·y = k: swaps, deposits, withdrawals, depth.
//!
//! The fee is on the input and stays with the reserves (whatever share of it the protocol takes out is the
//! caller's to subtract). k never falls on a swap, and k per LP share squared never falls on any operation.

use crate::log::log2_ratio;
use crate::rounding::{mul_bps, mul_div, Rounding, BPS};
use crate::wide::{sqrt_floor, wide, Checked, U512};
use crate::MathError;

pub mod anchor;
mod bounds;
mod deposit;
mod launch;

use anchor::Cap;
pub use anchor::{excess, limit};
pub use bounds::MAX_RESERVE;
use bounds::{check_fee, check_reserve, check_reserves, grown, plain_net, plain_out, positive};
pub use deposit::{provide_balanced, provide_first, single_split, Deposit};
pub use launch::{provide_launch, provide_launched};

/// The fewest LP shares that the first deposit locks and nobody owns, so that a share cannot be made arbitrarily
/// expensive.
pub const MIN_LIQUIDITY: u128 = 1_000;

/// The least of each reserve, in base units, for which the locked shares stand at the first price: when all that
/// anybody owns has left, rounding up by a unit moves the price by at most 1 %.
pub const LOCKED_RESERVE: u128 = 100;

/// What a swap takes and gives, in base units: the reserve of the input grows by `amount_in`, that of the
/// output falls by `amount_out + spread`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// Paid by the user, fee included.
    pub amount_in: u128,
    /// Received by the user.
    pub amount_out: u128,
    /// The part of `amount_in` that is the fee, in input units.
    pub fee: u128,
    /// What leaves the reserve of the output beyond `amount_out` because the limit keeps it from the user, in
    /// output units.
    pub spread: u128,
}

/// Output for exactly `amount_in`: fee = ⌈in·fee_bps/10⁴⌉ and, of the net n = in − fee, plain =
/// ⌊y·n/(x + n)⌋.
///
/// With a `limit`, log2 in Q40 of the most output base units that an input base unit may bring, each unit of n
/// brings what the curve gives for it, or the limit where that is less; see [`anchor`] for the formula and its
/// rounding. The reserve loses `plain` all the same; the difference is the spread. Without a limit, or on a
/// curve that is nowhere above it, the output is `plain`.
///
/// Errors: zero reserves, input or output; a fee of 100 % or more; a reserve above [`MAX_RESERVE`] before or
/// after.
pub fn exact_in(
    reserve_in: u128,
    reserve_out: u128,
    amount_in: u128,
    fee_bps: u32,
    limit: Option<i64>,
) -> Result<Swap, MathError> {
    check_reserves(reserve_in, reserve_out)?;
    positive("amount_in", amount_in)?;
    check_fee(fee_bps)?;
    grown(reserve_in, amount_in)?;
    let fee = mul_bps(amount_in, fee_bps, Rounding::Up)?;
    let net = amount_in.checked_sub(fee).ok_or(MathError::Overflow)?;
    let plain = plain_out(reserve_in, reserve_out, net)?;
    let cap = limit.and_then(|limit| Cap::above_which(reserve_in, reserve_out, limit));
    let amount_out = cap.map_or(Ok(plain), |cap| cap.output(net, plain))?;
    positive("amount_out", amount_out)?;
    let spread = plain.checked_sub(amount_out).ok_or(MathError::Overflow)?;
    Ok(Swap { amount_in, amount_out, fee, spread })
}

/// The first input for which [`exact_in`], with the same limit, gives at least `amount_out`; one unit less does
/// not. Without a limit: net = ⌈x·out/(y − out)⌉, in = ⌈net·10⁴/(10⁴ − fee_bps)⌉.
///
/// The user receives `amount_out`. What rounding up would have bought beyond it stays in the pool, or, where
/// the limit bears on the swap, is part of the spread: the reserve then loses what the curve gives for the net.
///
/// Errors: as [`exact_in`]; [`MathError::InsufficientLiquidity`] unless `amount_out` is below what the reserve,
/// and the limit, leave for any input.
pub fn exact_out(
    reserve_in: u128,
    reserve_out: u128,
    amount_out: u128,
    fee_bps: u32,
    limit: Option<i64>,
) -> Result<Swap, MathError> {
    check_reserves(reserve_in, reserve_out)?;
    positive("amount_out", amount_out)?;
    let kept = check_fee(fee_bps)?;
    let cap = limit.and_then(|limit| Cap::above_which(reserve_in, reserve_out, limit));
    let net = match cap {
        None => plain_net(reserve_in, reserve_out, amount_out, 0)?,
        Some(cap) => cap.input(amount_out)?,
    };
    // The net of an input is ⌊in·(10⁴ − fee_bps)/10⁴⌋, so this is the first input that reaches it, and exactly.
    let amount_in = mul_div(net, u128::from(BPS), u128::from(kept), Rounding::Up)?;
    grown(reserve_in, amount_in)?;
    let fee = mul_bps(amount_in, fee_bps, Rounding::Up)?;
    let spread = match cap {
        None => 0,
        Some(_) => {
            plain_out(reserve_in, reserve_out, net)?.checked_sub(amount_out).ok_or(MathError::Overflow)?
        }
    };
    Ok(Swap { amount_in, amount_out, fee, spread })
}

/// What `shares` of `supply` redeem for, each side rounded down.
///
/// Reserves above [`MAX_RESERVE`] are no obstacle: leaving must always be possible.
/// Errors: zero shares; more shares than the supply; both outputs zero.
pub fn withdraw(x: u128, y: u128, supply: u128, shares: u128) -> Result<(u128, u128), MathError> {
    positive("shares", shares)?;
    if shares > supply {
        return Err(MathError::InsufficientLiquidity { available: supply, requested: shares });
    }
    let out_x = mul_div(x, shares, supply, Rounding::Down)?;
    let out_y = mul_div(y, shares, supply, Rounding::Down)?;
    positive("amount_out", out_x.max(out_y))?;
    Ok((out_x, out_y))
}

/// The largest input, net of fee, that raises the price of the other asset by at most `impact_bps`: the
/// marginal price in input units is x²/k, so ⌊x·√(1 + impact)⌋ − x.
///
/// Errors: a reserve of zero or above [`MAX_RESERVE`].
pub fn depth_in(reserve_in: u128, impact_bps: u32) -> Result<u128, MathError> {
    positive("reserve", reserve_in)?;
    check_reserve(reserve_in)?;
    let grown = u128::from(BPS).saturating_add(u128::from(impact_bps));
    let square: U512 = wide::<8>(reserve_in).times(wide(reserve_in))?;
    let scaled = square.times(wide(grown))?.over(wide(u128::from(BPS)), Rounding::Down)?;
    sqrt_floor(scaled)?.narrow()?.checked_sub(reserve_in).ok_or(MathError::Overflow)
}

/// log2 of the price of asset 0 in asset 1, for reserves `x` of asset 0 and `y` of asset 1: log2(y/x) in Q40,
/// with the bounds of [`log2_ratio`].
///
/// Errors: a reserve of zero.
pub fn spot_log(x: u128, y: u128) -> Result<i64, MathError> {
    log2_ratio(y, x)
}
