//! What a lease holds, and what of it goes with the seconds that are paid. Pure rules.

use amm_math::rounding::{mul_div, Rounding};
use amm_math::MathError;
use api::common::CREDIT;
use serde::{Deserialize, Serialize};

/// An amount of credits with the take and the cost that belong to it.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funds {
    /// Credits, base units.
    pub credits: u128,
    /// Take, NET base units.
    pub take: u128,
    /// What the credits cost, NET base units.
    pub cost: u128,
}

impl Funds {
    /// Takes `credits` out, or all that there are: with them goes their part of the take, rounded up, and of the cost, rounded
    /// down. Nothing goes with nothing.
    pub fn spend(&mut self, credits: u128) -> Result<Funds, MathError> {
        let credits = credits.min(self.credits);
        if credits == 0 {
            return Ok(Funds::default());
        }
        let part = |of, rounding| mul_div(of, credits, self.credits, rounding);
        let spent =
            Funds { credits, take: part(self.take, Rounding::Up)?, cost: part(self.cost, Rounding::Down)? };
        // No part is more than its whole, as no more credits are spent than there are.
        *self = self.minus(&spent)?;
        Ok(spent)
    }

    /// What is left without `other`. Errors: less than nothing.
    pub fn minus(&self, other: &Funds) -> Result<Funds, MathError> {
        let rest = |a: u128, b: u128| a.checked_sub(b).ok_or(MathError::Overflow);
        Ok(Funds {
            credits: rest(self.credits, other.credits)?,
            take: rest(self.take, other.take)?,
            cost: rest(self.cost, other.cost)?,
        })
    }

    /// Both together.
    pub fn plus(&self, other: &Funds) -> Result<Funds, MathError> {
        let sum = |a: u128, b: u128| a.checked_add(b).ok_or(MathError::Overflow);
        Ok(Funds {
            credits: sum(self.credits, other.credits)?,
            take: sum(self.take, other.take)?,
            cost: sum(self.cost, other.cost)?,
        })
    }
}

/// Credits that `gpus` cost for `seconds`, base units: one credit is one GPU-second.
pub fn credits(gpus: u32, seconds: u64) -> Result<u128, MathError> {
    let work = u128::from(gpus).checked_mul(seconds.into()).and_then(|work| work.checked_mul(CREDIT));
    work.ok_or(MathError::Overflow)
}
