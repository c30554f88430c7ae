//! Closing auctions: at which price credits owed are bought back, and how many (ECONOMICS § Credits).

use crate::rounding::{mul_bps, mul_div, Rounding};
use crate::{MathError, Price};

/// log2(1.25) in Q40, rounded down: how far the closing price may rise in a day.
pub const RISE_PER_DAY: i64 = 353_963_683_636;

/// A closing auction opens when what backs an obligation falls below this part of its worth.
pub const TRIGGER_BPS: u32 = 11_000;

/// A closing that was opened so restores this part.
pub const RESTORED_BPS: u32 = 15_000;

/// The dearest that a closing is reckoned at when it is decided how many credits it takes.
pub const DEAREST_BPS: u32 = 12_500;

/// The closing price stands still while the pool's NET is below this part of what the class owes, at that price.
pub const THIN_POOL_BPS: u32 = 2_000;

/// What one class may take from insurance in a day, of what insurance held when the day began: a class that somebody holds all
/// alone names its own price, and must not empty it before governance looks.
pub const INSURANCE_PER_DAY_BPS: u32 = 1_000;

/// What a credit is paid at most when its class ends, of the closing price on the day that was announced: nothing is minted
/// meanwhile, so whoever holds the pool's credits could name any price.
pub const SUNSET_MOST_BPS: u32 = 15_000;

const DAY: u64 = 86_400;

/// A logarithm of a price (base 2, Q40) and the second at which it held.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// log2 of NET base units per credit base unit, Q40.
    pub log: i64,
    /// Unix seconds.
    pub time: u64,
}

impl Mark {
    /// The mark at `now`, going to `target`: down at once, up by at most a quarter a day. However long ago it was set, no
    /// more than a day's rise is made up, so a price that nobody looked at for long cannot leap. Following twice at one
    /// time changes nothing, and in many steps no more than in one within a day.
    pub fn follow(&self, target: i64, now: u64) -> Self {
        let elapsed = now.saturating_sub(self.time).min(DAY);
        let rise = i128::from(RISE_PER_DAY).saturating_mul(elapsed.into()).div_euclid(DAY.into());
        let highest = self.log.saturating_add(i64::try_from(rise).unwrap_or(i64::MAX));
        Self { log: target.min(highest), time: now.max(self.time) }
    }

    /// The mark at `now`, fading: its price halves every `half_life` seconds (> 0), but never below `target`.
    pub fn fade(&self, target: i64, half_life: u64, now: u64) -> Self {
        let elapsed = now.saturating_sub(self.time);
        let halvings = (i128::from(elapsed) << 40).div_euclid(i128::from(half_life.max(1)));
        let faded = self.log.saturating_sub(i64::try_from(halvings).unwrap_or(i64::MAX));
        Self { log: target.max(faded), time: now.max(self.time) }
    }
}

/// What an auction pays for a credit `elapsed` seconds after it opened: from `start_bps` to `end_bps` of `p` within
/// `rise` seconds, then `end_bps`; rounded down.
///
/// Errors: [`MathError::Overflow`].
pub fn auction_price(
    p: Price,
    start_bps: u32,
    end_bps: u32,
    rise: u64,
    elapsed: u64,
) -> Result<Price, MathError> {
    let span = u128::from(end_bps.saturating_sub(start_bps));
    let risen = mul_div(span, elapsed.min(rise).into(), rise.max(1).into(), Rounding::Down)?;
    let bps = u32::try_from(risen).map_err(|_| MathError::Overflow)?.saturating_add(start_bps);
    p.mul_bps(bps, Rounding::Down)
}

/// What `net` leaves for each of `credits` owed, rounded down: an auction never pays more, so that whoever comes first
/// leaves the others no worse. None where nothing is owed, or it is beyond every price.
pub fn share(net: u128, credits: u128) -> Option<Price> {
    mul_div(net, 1 << 64, credits, Rounding::Down).ok().map(Price::from_raw)
}

/// Whether `backing` NET is below [`TRIGGER_BPS`] of what `obligation` credits are worth at `p`.
///
/// Errors: [`MathError::Overflow`].
pub fn is_thin(backing: u128, obligation: u128, p: Price) -> Result<bool, MathError> {
    Ok(backing < mul_bps(p.value(obligation, Rounding::Up)?, TRIGGER_BPS, Rounding::Up)?)
}

/// The fewest credits whose closing at [`DEAREST_BPS`] of `p` leaves `backing` at [`RESTORED_BPS`] of what is then owed,
/// else all of them: x with backing − 1.25·p·x ≥ 1.5·p·(obligation − x), rounded up.
///
/// Errors: [`MathError::Overflow`].
pub fn wanted(backing: u128, obligation: u128, p: Price) -> Result<u128, MathError> {
    let restored = mul_bps(p.value(obligation, Rounding::Up)?, RESTORED_BPS, Rounding::Up)?;
    let missing = restored.saturating_sub(backing);
    if missing == 0 {
        return Ok(0);
    }
    // Each credit closed makes up for the difference of the two, a quarter of its price.
    let gained = p.mul_bps(RESTORED_BPS.saturating_sub(DEAREST_BPS), Rounding::Down)?;
    match mul_div(missing, 1 << 64, gained.raw(), Rounding::Up) {
        Ok(credits) => Ok(credits.min(obligation)),
        Err(MathError::DivisionByZero | MathError::Overflow) => Ok(obligation),
        Err(error) => Err(error),
    }
}

/// NET that an exit leaves with the class's reserve: 120 % of what is owed at `p` or of the basis, whichever is more;
/// rounded up.
///
/// Errors: [`MathError::Overflow`].
pub fn exit_deposit(obligation: u128, p: Price, basis: u128) -> Result<u128, MathError> {
    mul_bps(p.value(obligation, Rounding::Up)?.max(basis), 12_000, Rounding::Up)
}

/// Credits that `net` buys at `p`, rounded down; as many as there can be where `p` is 0.
pub fn bought(net: u128, p: Price) -> u128 {
    mul_div(net, 1 << 64, p.raw(), Rounding::Down).unwrap_or(u128::MAX)
}

/// Whether a pool with `net` in its reserve is too thin to price `obligations` credits, at `p`.
///
/// Errors: [`MathError::Overflow`].
pub fn is_frozen(net: u128, obligations: u128, p: Price) -> Result<bool, MathError> {
    Ok(net < mul_bps(p.value(obligations, Rounding::Up)?, THIN_POOL_BPS, Rounding::Up)?)
}

/// What insurance can still give a class today, where it holds `held` now and gave the class `given` today; rounded down.
///
/// Errors: [`MathError::Overflow`].
pub fn insurable(held: u128, given: u128) -> Result<u128, MathError> {
    let began = held.checked_add(given).ok_or(MathError::Overflow)?;
    let most = mul_bps(began, INSURANCE_PER_DAY_BPS, Rounding::Down)?;
    Ok(most.saturating_sub(given).min(held))
}

/// Where a provider with `tag` stands when what it owes grows from `before` to `after` (> 0): what it was called for ahead of
/// the others weighs less now, rounded down. Else a call at a small debt would excuse from as large a part of a large one.
///
/// Errors: [`MathError::DivisionByZero`] if `after` is 0.
pub fn reweighted(tag: u128, virtual_time: u128, before: u128, after: u128) -> Result<u128, MathError> {
    let Some(lead) = tag.checked_sub(virtual_time) else { return Ok(tag) };
    Ok(virtual_time.saturating_add(mul_div(lead, before.min(after), after, Rounding::Down)?))
}

/// Where a provider with `tag` stands when a call of `credits` that moved it turns out not to count; weighted by what it owes
/// by then (> 0).
///
/// Errors: [`MathError::Overflow`]; [`MathError::DivisionByZero`] if `obligation` is 0.
pub fn uncalled(tag: u128, credits: u128, obligation: u128) -> Result<u128, MathError> {
    Ok(tag.saturating_sub(mul_div(credits, 1 << 32, obligation, Rounding::Up)?))
}

/// Where a provider with `tag` stands after a call of `credits`, and where the class's virtual time does: start-time fair
/// queueing, each weighted by its `obligation` (> 0).
///
/// Errors: [`MathError::Overflow`]; [`MathError::DivisionByZero`] if `obligation` is 0.
pub fn called(
    tag: u128,
    virtual_time: u128,
    credits: u128,
    obligation: u128,
) -> Result<(u128, u128), MathError> {
    let share = mul_div(credits, 1 << 32, obligation, Rounding::Up)?;
    let next = tag.max(virtual_time).checked_add(share).ok_or(MathError::Overflow)?;
    Ok((next, virtual_time.max(tag)))
}
