//! A stream: an amount that moves to a pool evenly over time, so that nobody gains by coming just before it.

use crate::rounding::{mul_div, Rounding};
use crate::MathError;

/// Shortest stream, seconds: with a shorter one a deposit just before it would take most of its share of it at once.
pub const LEAST_SECONDS: u64 = 86_400;

/// Longest stream, seconds.
pub const MOST_SECONDS: u64 = 90 * 86_400;

/// Who pays so many times what is left may bring its end forward, so that dust that came first binds no pay. Who owns all but a
/// thousandth of the pool gains by that: it has most of what is left at once.
pub const DUST_PART: u128 = 1_000;

/// What is left to move, and until when. `left > 0` implies `last < end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// Base units that have not moved.
    pub left: u128,
    /// Unix seconds up to which it has moved; never falls.
    pub last: u64,
    /// Unix seconds at which nothing is left.
    pub end: u64,
}

impl Stream {
    /// What moves by `now`: ⌊left·(min(now, end) − last)/(end − last)⌋, all of it from `end` on; and the stream afterwards.
    ///
    /// While the pool has too few shares ([`crate::shares::Pool::earns`]) the stream waits: nothing moves, and `end` is later by the
    /// time that passed, so that the first holder gets no more at once than any other. Time that stands still or goes back
    /// moves nothing and changes nothing: the stream goes on once time is past `last`.
    ///
    /// Errors: [`MathError`] only for a stream that these rules did not produce.
    pub fn tick(&self, now: u64, earns: bool) -> Result<(u128, Self), MathError> {
        let passed = now.saturating_sub(self.last);
        let last = self.last.max(now);
        if self.left == 0 {
            return Ok((0, Self { last, ..*self }));
        }
        if !earns {
            return Ok((0, Self { last, end: self.end.saturating_add(passed), ..*self }));
        }
        let length = self.end.saturating_sub(self.last);
        let moved = mul_div(self.left, passed.min(length).into(), length.into(), Rounding::Down)?;
        let left = self.left.checked_sub(moved).ok_or(MathError::Overflow)?;
        Ok((moved, Self { left, last, ..*self }))
    }

    /// Adds `amount` and spreads all that is left over `seconds` from `now` on: after a [`Stream::tick`] at `now`.
    ///
    /// What is left must not move more slowly than before, (left + x)/d ≥ left/(end − now), and `seconds` must reach the
    /// present end, unless x ≥ [`DUST_PART`]·left. So d ≤ ⌊(left + x)·(end − now)/left⌋ and, without the exception,
    /// d ≥ end − now; within [`LEAST_SECONDS`] to [`MOST_SECONDS`].
    ///
    /// Errors: [`MathError::Zero`] for nothing; [`MathError::OutOfRange`] with the range of `seconds`, which for a
    /// stream of less than a day's rest may be empty for a small amount; [`MathError::Overflow`] if the sum does not fit.
    pub fn fund(&self, now: u64, amount: u128, seconds: u64) -> Result<Self, MathError> {
        let (mut least, mut most) = (LEAST_SECONDS, MOST_SECONDS);
        if self.left > 0 {
            let rest = self.end.saturating_sub(self.last.max(now));
            let all = self.left.checked_add(amount).ok_or(MathError::Overflow)?;
            if self.left > amount / DUST_PART {
                least = least.max(rest);
            }
            // What does not fit is above the longest.
            let same_rate = mul_div(all, rest.into(), self.left, Rounding::Down).unwrap_or(u128::MAX);
            most = most.min(u64::try_from(same_rate).unwrap_or(u64::MAX));
        }
        if seconds < least || seconds > most {
            return Err(MathError::OutOfRange {
                what: "seconds of the stream",
                min: least.into(),
                max: most.into(),
                got: seconds.into(),
            });
        }
        self.spread(now, amount, seconds)
    }

    /// Adds `amount` and spreads all that is left over `seconds` from `now` on, whatever that does to its pace: for a stream
    /// whose length is not the sender's choice. Called again and again, it leaves a tail that falls exponentially instead
    /// of an end. After a [`Stream::tick`] at `now`.
    ///
    /// Errors: [`MathError::Zero`] for nothing or no time; [`MathError::Overflow`] if a sum does not fit.
    pub fn spread(&self, now: u64, amount: u128, seconds: u64) -> Result<Self, MathError> {
        if amount == 0 {
            return Err(MathError::Zero { what: "amount of the stream" });
        }
        if seconds == 0 {
            return Err(MathError::Zero { what: "seconds of the stream" });
        }
        let last = self.last.max(now);
        Ok(Self {
            left: self.left.checked_add(amount).ok_or(MathError::Overflow)?,
            last,
            end: last.checked_add(seconds).ok_or(MathError::Overflow)?,
        })
    }
}
