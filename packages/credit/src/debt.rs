//! What a provider owes in a class, and the NET that belongs to it.

use amm_math::rounding::mul_div;
use amm_math::Rounding;
use serde::{Deserialize, Serialize};

use crate::sums::sub;
use crate::RuleError;

/// Credits that a provider owes in a class, and their collateral.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Debt {
    /// Credits owed and not called.
    pub open: u128,
    /// NET that belongs to them.
    pub collateral: u128,
    /// Credits called for jobs that have not ended.
    pub called: u128,
    /// NET that belongs to those.
    pub held: u128,
    /// Unix seconds from which it can be called.
    pub due: u64,
}

/// The standard jobs of a class.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standard {
    /// GPUs of each.
    pub gpus: u32,
    /// Credits of the smallest: a debt with fewer open ones stands in no queue.
    pub least: u128,
    /// Credits of the largest.
    pub most: u128,
}

/// Where newcomers join a class's queue, which is in order of `due` and then of the sequence number.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// The latest `due` that was called, Unix seconds; at first the class's creation.
    pub due: u64,
    /// The next sequence number.
    pub next: u64,
}

impl Debt {
    /// Credits owed, open and called.
    pub fn owed(&self) -> u128 {
        self.open.saturating_add(self.called)
    }
}

impl Debt {
    /// The debt without so many of its open credits, and the collateral ⌊collateral·c/open⌋ that went with them.
    pub(crate) fn without(&self, credits: u128) -> Result<(Debt, u128), RuleError> {
        if credits == 0 {
            return Ok((*self, 0));
        }
        let part = mul_div(self.collateral, credits, self.open, Rounding::Down)?;
        let open = sub("open credits", self.open, credits)?;
        Ok((Debt { open, collateral: sub("collateral", self.collateral, part)?, ..*self }, part))
    }
}
