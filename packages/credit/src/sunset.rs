//! The end of a class: debts become NET in a pot, which pays every credit the same.

use amm_math::rounding::{mul_div, BPS};
use amm_math::{Price, Rounding};
use serde::{Deserialize, Serialize};

use crate::debt::Debt;
use crate::position::Position;
use crate::sums::{add, sub};
use crate::RuleError;

/// Seconds from the announcement to the end.
pub const NOTICE: u64 = 90 * 86_400;

/// What goes to the pot over what the credits are worth, basis points.
pub const POT_BPS: u32 = 12_500;

/// NET for the credits of an ended class.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pot {
    /// NET in it.
    pub net: u128,
    /// Credits that it answers for.
    pub credits: u128,
}

/// What collecting a debt moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collected {
    /// Credits that the pot answers for now instead.
    pub credits: u128,
    /// NET that went to the pot.
    pub net: u128,
}

impl Position {
    /// Ends the debt: min(collateral, 125 % · max(collateral/coverage, open · mean)) goes to the pot, each
    /// term rounded up once; the rest is free bond. `mean` is the 7-day mean at the announcement, if there
    /// was one: a price pushed before the date does not count, and one pushed before the announcement moves a
    /// mean of 7 days little.
    pub fn collect(
        &mut self,
        coverage_bps: u32,
        mean: Option<Price>,
        pot: &mut Pot,
    ) -> Result<Collected, RuleError> {
        let Debt { open, collateral, called, .. } = self.debt;
        if called > 0 {
            return Err(RuleError::StillCalled { called });
        }
        let minted_at = mul_div(collateral, POT_BPS.into(), coverage_bps.into(), Rounding::Up)?;
        let worth = match mean {
            Some(mean) => {
                let scaled =
                    open.checked_mul(POT_BPS.into()).ok_or(RuleError::Range { what: "open credits" })?;
                mul_div(scaled, mean.raw(), u128::from(BPS) << 64, Rounding::Up)?
            }
            None => 0,
        };
        let net = collateral.min(minted_at.max(worth));
        let filled = Pot { net: add("pot", pot.net, net)?, credits: add("pot", pot.credits, open)? };
        self.bond = sub("bond", self.bond, net)?;
        self.debt = Debt { due: self.debt.due, ..Debt::default() };
        *pot = filled;
        Ok(Collected { credits: open, net })
    }
}

impl Pot {
    /// Pays ⌊net·c/credits⌋ for so many credits.
    pub fn claim(&mut self, credits: u128) -> Result<u128, RuleError> {
        if credits > self.credits {
            return Err(RuleError::AbovePot { expected: self.credits, got: credits });
        }
        let paid = mul_div(self.net, credits, self.credits, Rounding::Down)?;
        self.net = sub("pot", self.net, paid)?;
        self.credits = sub("pot", self.credits, credits)?;
        Ok(paid)
    }
}
