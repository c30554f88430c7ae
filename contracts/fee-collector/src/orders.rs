//! How much is sold or provided at once, and what has to come of it: arithmetic alone.
//!
//! With T of a hop what goes in for one that comes out at its 30-minute mean, fee its fee, share the protocol's part of that,
//! x and z the reserves of what goes in and comes out, and of a launch pool that pays the other asset y what it has of it:
//!
//! ```text
//! quotaᵢ    = ½·feeᵢ·shareᵢ·xᵢ                                                 rounded down
//! mostᵢ     = quotaᵢ·freeᵢ, and at most (yᵢ − ⌈yᵢ/8⌉)·Tᵢ                      each rounded down
//! chunk     = min(held, min over hops i of mostᵢ·Π_{j<i} min(Tⱼ, xⱼ/zⱼ))       each product rounded down
//! outᵢ      = ⌊(inᵢ − ⌈inᵢ·feeᵢ⌉)·(1 − inᵢ/xᵢ)/Tᵢ⌋     in₁ = chunk, inᵢ₊₁ = outᵢ
//! min_out   = ⌈the last out/1.01⌉
//! dear      Π Tᵢ is more than 1.05 times its 24-hour counterpart
//! ```
//!
//! free is what is left of a pool's quota for what goes in, a part of one; it comes back evenly, all of it in half an hour. An
//! order uses ⌈what goes in at most/quotaᵢ⌉ of it: a pool before that stands above its mean gives more than the mean says, so
//! the better of the two counts here. The fee is rounded up and the output down, as pools do it; a sale of which fewer than
//! [`LEAST`] units would go in or come out anywhere is none, so rounding takes at most a thousandth of it each time.
//! docs/economics.md says why nobody gains by pushing a price before an order.

use amm_math::log::mul_exp2;
use amm_math::oracle::Window;
use amm_math::rounding::{mul_bps, mul_div, Rounding, BPS};
use amm_math::{MathError, Price};
use cosmwasm_std::{Isqrt, Uint128, Uint512};

/// One in Q64.64.
const ONE: u128 = 1 << 64;
/// log2(1.05) in Q40, rounded down: by so much the mean of half an hour may be above that of a day.
const DEAR: i64 = 77_393_884_487;
/// Twice the whole, of a fee and of a part of it in basis points.
const TWICE_BPS_SQUARED: u128 = 200_000_000;
/// A pool's whole quota: parts of it are counted in millionths of a millionth.
pub const WHOLE: u64 = 1_000_000_000_000;
/// In how long a quota that is used up has come back, seconds: one window of the mean that orders go by. After orders at a price that
/// somebody pushed, the mean has to follow or the price to come back.
pub const REFILL: u64 = Window::HalfHour.seconds();
/// The least that goes into a pool or comes out of it, base units.
pub const LEAST: u128 = 1_000;
/// What is asked of the means, in parts of a hundred and one.
const ASKED: u128 = 100;
const OF: u128 = 101;

/// A pool as it is met, and in which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Its fee, basis points.
    pub fee_bps: u32,
    /// The protocol's part of the fee, basis points.
    pub share_bps: u32,
    /// Reserve of what goes in, base units; of a launch pool its virtual reserve included.
    pub reserve_in: u128,
    /// Reserve of what comes out, likewise.
    pub reserve_out: u128,
    /// What is left of its quota for what goes in, parts of [`WHOLE`].
    pub free: u64,
    /// What it has to pay out, base units, where that is less than its curve counts: in a launch pool that pays asset 1.
    pub pays: Option<u128>,
    /// Whether asset 0 goes in.
    pub sells_zero: bool,
    /// Mean price of half an hour: base units of asset 1 for one of asset 0. Precise to 2⁻⁶⁴.
    pub half_hour: Price,
    /// Mean price of a day, likewise.
    pub day: Price,
}

/// What is done at once of what is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<T> {
    /// So much.
    Order(T),
    /// Nothing: too little is held.
    Held,
    /// Nothing: the hop of this index takes too little.
    Hop(usize),
}

/// What a buy-back sells, and what has to come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// How much is sold, base units.
    pub chunk: u128,
    /// What of each hop's quota that uses, parts of [`WHOLE`], rounded up.
    pub uses: Vec<u64>,
    /// The least that has to come of it, base units.
    pub min_out: u128,
    /// What it is worth at the means, before fees; rounded down after every hop.
    pub at_mean: u128,
}

impl Hop {
    /// What so much of the asset that goes in is worth of the other, at the mean of half an hour; rounded down.
    fn worth(&self, amount: u128) -> Result<u128, MathError> {
        let (num, den) = self.out_per_in();
        mul_div(amount, num, den, Rounding::Down)
    }

    /// What of the asset that goes in is worth so much of the other at the mean; rounded down, and the largest number where
    /// there is none.
    fn cost(&self, amount: u128) -> u128 {
        let (num, den) = self.out_per_in();
        mul_div(amount, den, num, Rounding::Down).unwrap_or(u128::MAX)
    }

    /// The most that the pool gives for one: at the mean, or at the reserves where that is more.
    fn best(&self) -> Result<(u128, u128), MathError> {
        let (mean, spot) = (self.out_per_in(), (self.reserve_out, self.reserve_in));
        let more = product([spot.0, mean.1])? > product([mean.0, spot.1])?;
        Ok(if more { spot } else { mean })
    }

    /// As [`Hop::cost`], if the pool gives the most that it gives.
    fn least_cost(&self, amount: u128) -> Result<u128, MathError> {
        let (num, den) = self.best()?;
        Ok(mul_div(amount, den, num, Rounding::Down).unwrap_or(u128::MAX))
    }

    /// The mean of half an hour as a fraction, out per in.
    fn out_per_in(&self) -> (u128, u128) {
        match self.sells_zero {
            true => (self.half_hour.raw(), ONE),
            false => (ONE, self.half_hour.raw()),
        }
    }

    /// What goes in at once, if nothing is used: half of the protocol's part of the fee of the reserve, rounded down.
    fn quota(&self) -> Result<u128, MathError> {
        let part = u128::from(self.fee_bps).saturating_mul(self.share_bps.into());
        mul_div(self.reserve_in, part, TWICE_BPS_SQUARED, Rounding::Down)
    }

    /// What of the quota so much of it uses, parts of [`WHOLE`], rounded up; all of it at most.
    fn uses(&self, amount_in: u128) -> Result<u64, MathError> {
        let parts = mul_div(amount_in, WHOLE.into(), self.quota()?, Rounding::Up)?;
        Ok(u64::try_from(parts).map_or(WHOLE, |parts| parts.min(WHOLE)))
    }

    /// The most that goes in at once: what is left of the quota, and no more than is worth at the mean what a launch pool pays,
    /// less an eighth, because it may stand above its mean; each rounded down.
    fn most(&self) -> Result<u128, MathError> {
        let most = mul_div(self.quota()?, self.free.into(), WHOLE.into(), Rounding::Down)?;
        let Some(pays) = self.pays else { return Ok(most) };
        Ok(most.min(self.cost(checked_sub(pays, pays.div_ceil(8))?)))
    }

    /// What comes of `amount_in` if the pool stands at its mean, or a little less.
    fn out(&self, amount_in: u128) -> Result<u128, MathError> {
        let net = checked_sub(amount_in, mul_bps(amount_in, self.fee_bps, Rounding::Up)?)?;
        let rest = checked_sub(self.reserve_in, amount_in)?;
        let (num, den) = self.out_per_in();
        ratio([net, rest, num], [self.reserve_in, den])
    }

    /// By how much a unit of what comes out costs more at the mean of half an hour than at that of a day: log2, Q40, true
    /// to two units.
    fn rise(&self) -> Result<i64, MathError> {
        let (half_hour, day) = (self.half_hour.log2()?, self.day.log2()?);
        let (now, then) = if self.sells_zero { (day, half_hour) } else { (half_hour, day) };
        now.checked_sub(then).ok_or(MathError::Overflow)
    }
}

/// What is left of a quota, parts of [`WHOLE`], so many seconds after so much of it had been used.
pub fn left(used: u64, passed: u64) -> u64 {
    let back = u128::from(WHOLE).saturating_mul(passed.into()).div_euclid(REFILL.into());
    let used = used.saturating_sub(u64::try_from(back).unwrap_or(u64::MAX));
    WHOLE.saturating_sub(used)
}

/// What is sold of `held` along the hops; nothing if that would be less than [`LEAST`] on the way.
///
/// Errors: amounts that no pool can hold.
pub fn buy_back(held: u128, hops: &[Hop]) -> Result<Part<Order>, MathError> {
    let (mut chunk, mut too_little) = (held, Part::Held);
    for (i, hop) in hops.iter().enumerate() {
        let earlier = hops.iter().take(i).rev();
        let most = earlier.fold(hop.most(), |most, earlier| earlier.least_cost(most?))?;
        if most < chunk {
            (chunk, too_little) = (most, Part::Hop(i));
        }
    }
    let (mut out, mut at_mean, mut at_best) = (chunk, chunk, chunk);
    let mut uses = Vec::with_capacity(hops.len());
    for hop in hops {
        if out < LEAST {
            return Ok(too_little);
        }
        uses.push(hop.uses(at_best)?);
        let (num, den) = hop.best()?;
        (out, at_mean, at_best) =
            (hop.out(out)?, hop.worth(at_mean)?, mul_div(at_best, num, den, Rounding::Down)?);
    }
    if out < LEAST {
        return Ok(too_little);
    }
    let min_out = mul_div(out, ASKED, OF, Rounding::Up)?;
    Ok(Part::Order(Order { chunk, uses, min_out, at_mean }))
}

/// By how much what the hops lead to costs more at the means of half an hour than at those of a day, in basis points of
/// the latter, rounded down, if that is more than 5 %.
///
/// Errors: means that no pool has.
pub fn dear(hops: &[Hop]) -> Result<Option<u128>, MathError> {
    let mut rise = 0i64;
    for hop in hops {
        rise = rise.checked_add(hop.rise()?).ok_or(MathError::Overflow)?;
    }
    if rise <= DEAR {
        return Ok(None);
    }
    let price = mul_exp2(u128::from(BPS), rise, Rounding::Down)?;
    Ok(Some(price.saturating_sub(BPS.into())))
}

/// How much NET is provided of `held` to a pool where NET goes in as `hop` says, as much as a buy-back would sell there, and what
/// that uses of the pool's quota; nothing if that is less than [`LEAST`].
///
/// Errors: amounts that no pool can hold.
pub fn provision(held: u128, hop: &Hop) -> Result<Part<(u128, u64)>, MathError> {
    let most = hop.most()?;
    Ok(match held.min(most) {
        provided @ LEAST.. => Part::Order((provided, hop.uses(provided)?)),
        _ if most < held => Part::Hop(0),
        _ => Part::Held,
    })
}

/// The fewest LP shares that `amount` of the asset that goes in has to give, in a pool of `supply` shares. With
/// X = ⌊√(x·z·T)⌋ that pool's reserve of it if it stood at the mean,
///
/// ```text
/// supply·amount/(2·X)                                  what the amount is worth in shares at the mean
///   ·(1 − fee)/(1 − fee/2)·(1 − amount/(4·X))          less the fee on the half that is swapped, and its impact
///   /1.01                                              rounded down, and at least 1
/// ```
///
/// A pool at its mean gives more, by at most the square of amount/X. A share's worth at the mean is 2·X/supply whatever the
/// spot price is: no trade changes it but by fees.
///
/// Errors: amounts that no pool can hold.
pub fn least_shares(amount: u128, hop: &Hop, supply: u128) -> Result<u128, MathError> {
    let (num, den) = hop.out_per_in();
    // T in per out, so in = other·T: √(x · y·T), with T = den/num.
    let square = over(product([hop.reserve_in, hop.reserve_out, den])?, num)?;
    let balanced = narrow(square.isqrt())?;
    let four = balanced.checked_mul(4).ok_or(MathError::Overflow)?;
    let kept = u128::from(BPS.saturating_sub(hop.fee_bps));
    let twice_kept = u128::from(BPS).saturating_add(kept);
    let twice_kept_of = twice_kept.checked_mul(OF).ok_or(MathError::Overflow)?;
    let value = product([supply, amount, kept.saturating_mul(ASKED), checked_sub(four, amount)?])?;
    let value = over(over(over(value, four)?, balanced)?, twice_kept_of)?;
    Ok(narrow(value)?.max(1))
}

/// The product of the numerators over that of the denominators, rounded down once.
fn ratio<const N: usize, const D: usize>(num: [u128; N], den: [u128; D]) -> Result<u128, MathError> {
    let value = product(num)?.checked_div(product(den)?).map_err(|_| MathError::DivisionByZero)?;
    narrow(value)
}

fn product<const N: usize>(factors: [u128; N]) -> Result<Uint512, MathError> {
    factors.into_iter().try_fold(Uint512::one(), |product, factor| {
        product.checked_mul(factor.into()).map_err(|_| MathError::Overflow)
    })
}

fn over(value: Uint512, by: u128) -> Result<Uint512, MathError> {
    value.checked_div(by.into()).map_err(|_| MathError::DivisionByZero)
}

fn narrow(value: Uint512) -> Result<u128, MathError> {
    Uint128::try_from(value).map(|value| value.u128()).map_err(|_| MathError::Overflow)
}

fn checked_sub(a: u128, b: u128) -> Result<u128, MathError> {
    a.checked_sub(b).ok_or(MathError::Overflow)
}
