//! The constant-product curve x·y = k: swaps, deposits, withdrawals, depth.
//!
//! The fee is on the input and stays with the reserves (whatever share of it the protocol takes out is the
//! caller's to subtract). k never falls on a swap, and k per LP share squared never falls on any operation.

use crate::log::log2_ratio;
use crate::rounding::{mul_bps, mul_div, rest_bps, Rounding, BPS};
use crate::wide::{sqrt_floor, wide, Checked, U512};
use crate::MathError;

mod deposit;

pub use deposit::{provide_balanced, provide_first, provide_single, Deposit, SingleDeposit};

/// Largest reserve in base units: what 14 bytes hold.
pub const MAX_RESERVE: u128 = (1 << 112) - 1;

/// LP shares that the first deposit locks and nobody owns, so that a share cannot be made arbitrarily
/// expensive.
pub const MIN_LIQUIDITY: u128 = 1_000;

/// What a swap takes and gives, in base units.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Swap {
    /// Paid by the user, fee included.
    pub amount_in: u128,
    /// Received by the user.
    pub amount_out: u128,
    /// The part of `amount_in` that is the fee, in input units.
    pub fee: u128,
}

/// Output for exactly `amount_in`: fee = ⌈in·fee_bps/10⁴⌉, out = ⌊y·(in − fee)/(x + in − fee)⌋.
///
/// Errors: zero reserves, input or output; a fee of 100 % or more; a reserve above [`MAX_RESERVE`] before or
/// after.
pub fn exact_in(
    reserve_in: u128,
    reserve_out: u128,
    amount_in: u128,
    fee_bps: u32,
) -> Result<Swap, MathError> {
    check_reserves(reserve_in, reserve_out)?;
    positive("amount_in", amount_in)?;
    check_fee(fee_bps)?;
    grown(reserve_in, amount_in)?;
    let fee = mul_bps(amount_in, fee_bps, Rounding::Up)?;
    let net = amount_in.checked_sub(fee).ok_or(MathError::Overflow)?;
    let reserve_after = reserve_in.checked_add(net).ok_or(MathError::Overflow)?;
    let amount_out = mul_div(reserve_out, net, reserve_after, Rounding::Down)?;
    positive("amount_out", amount_out)?;
    Ok(Swap { amount_in, amount_out, fee })
}

/// The smallest input for which [`exact_in`] gives at least `amount_out`: net = ⌈x·out/(y − out)⌉, in =
/// ⌈net·10⁴/(10⁴ − fee_bps)⌉. The user receives `amount_out`; what rounding up would have bought beyond it
/// stays in the pool.
///
/// Errors: as [`exact_in`]; [`MathError::InsufficientLiquidity`] unless `amount_out` is below the reserve.
pub fn exact_out(
    reserve_in: u128,
    reserve_out: u128,
    amount_out: u128,
    fee_bps: u32,
) -> Result<Swap, MathError> {
    check_reserves(reserve_in, reserve_out)?;
    positive("amount_out", amount_out)?;
    let kept = check_fee(fee_bps)?;
    let left = reserve_out.checked_sub(amount_out).filter(|left| *left > 0).ok_or(
        MathError::InsufficientLiquidity { available: reserve_out.saturating_sub(1), requested: amount_out },
    )?;
    let net = mul_div(reserve_in, amount_out, left, Rounding::Up)?;
    // The net of an input is ⌊in·(10⁴ − fee_bps)/10⁴⌋, so this is the first input that reaches it.
    let amount_in = mul_div(net, u128::from(BPS), u128::from(kept), Rounding::Up)?;
    grown(reserve_in, amount_in)?;
    let fee = mul_bps(amount_in, fee_bps, Rounding::Up)?;
    Ok(Swap { amount_in, amount_out, fee })
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

fn positive(what: &'static str, value: u128) -> Result<(), MathError> {
    if value == 0 {
        return Err(MathError::Zero { what });
    }
    Ok(())
}

fn check_reserve(reserve: u128) -> Result<(), MathError> {
    if reserve > MAX_RESERVE {
        return Err(MathError::ReserveTooLarge { max: MAX_RESERVE, got: reserve });
    }
    Ok(())
}

fn check_reserves(x: u128, y: u128) -> Result<(), MathError> {
    positive("reserve", x)?;
    positive("reserve", y)?;
    check_reserve(x)?;
    check_reserve(y)
}

/// The reserve after `amount` came in.
fn grown(reserve: u128, amount: u128) -> Result<u128, MathError> {
    let after = reserve.saturating_add(amount);
    check_reserve(after)?;
    Ok(after)
}

/// What the fee leaves of the whole, in basis points.
fn check_fee(fee_bps: u32) -> Result<u32, MathError> {
    rest_bps("fee", fee_bps)
        .ok()
        .filter(|kept| *kept > 0)
        .ok_or(MathError::BadFee { limit: BPS, got: fee_bps })
}
