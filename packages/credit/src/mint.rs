//! Minting, redeeming and offering GPUs: how a provider's debt grows and shrinks by its own choice.

use amm_math::rounding::{mul_div, BPS};
use amm_math::{Price, Rounding};

use crate::debt::{Debt, Standard, Turn};
use crate::position::Position;
use crate::sums::add;
use crate::{RuleError, CREDIT};

/// A mint, with what its class and its time decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mint {
    /// How many credits.
    pub credits: u128,
    /// The price that they are collateralised at.
    pub price: Price,
    /// Collateral over that price, basis points.
    pub coverage_bps: u32,
    /// Most collateral.
    pub max_collateral: u128,
    /// H, seconds.
    pub horizon: u64,
    /// The class's standard jobs.
    pub standard: Option<Standard>,
}

impl Mint {
    /// ⌈coverage · credits · price⌉, NET.
    pub fn collateral(&self) -> Result<u128, RuleError> {
        let covered = self
            .credits
            .checked_mul(self.coverage_bps.into())
            .ok_or(RuleError::Range { what: "credits of the mint" })?;
        Ok(mul_div(covered, self.price.raw(), u128::from(BPS) << 64, Rounding::Up)?)
    }
}

impl Position {
    /// Owes new credits; returns their collateral, which is bound from the free bond.
    ///
    /// A newcomer joins the queue at the class's turn. Who owes already moves forward in it in proportion to what
    /// it adds, so that minting never postpones a call: due = ⌊(due·n + min(due, turn)·c)/(n + c)⌋.
    pub fn mint(&mut self, mint: &Mint, turn: &mut Turn) -> Result<u128, RuleError> {
        let collateral = mint.collateral()?;
        if collateral > mint.max_collateral {
            return Err(RuleError::MaxCollateral { max: mint.max_collateral, got: collateral });
        }
        self.require_free(collateral)?;
        let owed = self.debt.owed();
        let all = add("debt", owed, mint.credits)?;
        // (due·n + min(due, turn)·c)/(n + c) = due − (due − min(due, turn))·c/(n + c).
        let due = if owed == 0 {
            turn.due
        } else {
            let ahead = u128::from(self.debt.due.saturating_sub(turn.due));
            let step = mul_div(ahead, mint.credits, all, Rounding::Up)?;
            self.debt.due.saturating_sub(u64::try_from(step).unwrap_or(u64::MAX))
        };
        let after = Debt {
            open: add("debt", self.debt.open, mint.credits)?,
            collateral: add("collateral", self.debt.collateral, collateral)?,
            due,
            ..self.debt
        };
        require_capacity(&after, self.gpus.offered, mint.horizon)?;
        require_standard(&after, self.gpus.offered, mint.standard)?;
        if owed == 0 {
            self.sequence = turn.next;
            turn.next = turn.next.checked_add(1).ok_or(RuleError::Range { what: "sequence" })?;
        }
        self.debt = after;
        Ok(collateral)
    }

    /// Redeems credits by choice: none stay open, or enough for the largest standard job. Their part of the collateral,
    /// rounded down, is free bond again; returns it.
    pub fn redeem(&mut self, credits: u128, standard: Option<Standard>) -> Result<u128, RuleError> {
        if credits > self.debt.open {
            return Err(RuleError::AboveOpen { open: self.debt.open, got: credits });
        }
        let (after, freed) = self.debt.without(credits)?;
        require_standard(&after, self.gpus.offered, standard)?;
        self.debt = after;
        Ok(freed)
    }

    /// Redeems what a job was paid with, as far as none stay open, or enough for the largest standard job: else one could
    /// shrink a debt by a job of one's own to a rest that nobody can call. Never fails a settlement; returns
    /// how many credits.
    pub fn redeem_up_to(&mut self, credits: u128, standard: Option<Standard>) -> Result<u128, RuleError> {
        let most = standard.map_or(0, |standard| standard.most);
        let redeemed = if credits >= self.debt.open {
            self.debt.open
        } else {
            credits.min(self.debt.open.saturating_sub(most))
        };
        self.debt = self.debt.without(redeemed)?.0;
        Ok(redeemed)
    }

    /// Offers so many GPUs from now on: not fewer than are in jobs, than serve the debt within H, or, while
    /// anything is owed, than a standard job needs. Else a debtor could owe and never be callable.
    pub fn offer(&mut self, gpus: u32, horizon: u64, standard: Option<Standard>) -> Result<(), RuleError> {
        if gpus < self.gpus.offered {
            if gpus < self.gpus.busy {
                return Err(RuleError::BusyGpus { expected: self.gpus.busy, got: gpus });
            }
            require_capacity(&self.debt, gpus, horizon)?;
            let expected = standard.filter(|_| self.debt.owed() > 0).map_or(0, |standard| standard.gpus);
            if gpus < expected {
                return Err(RuleError::StandardGpus { expected, got: gpus });
            }
        }
        self.gpus.offered = gpus;
        Ok(())
    }
}

/// Refuses more credits than so many GPUs serve within H.
fn require_capacity(debt: &Debt, gpus: u32, horizon: u64) -> Result<(), RuleError> {
    let capacity = u128::from(gpus).saturating_mul(horizon.into()).saturating_mul(CREDIT);
    let got = debt.owed();
    if got <= capacity {
        return Ok(());
    }
    Err(RuleError::Capacity { capacity, gpus, horizon, got })
}

/// Refuses open credits on which not every standard job could be called.
fn require_standard(debt: &Debt, gpus: u32, standard: Option<Standard>) -> Result<(), RuleError> {
    let Some(standard) = standard.filter(|_| debt.open > 0) else { return Ok(()) };
    if debt.open < standard.most {
        return Err(RuleError::BelowStandard { expected: standard.most, got: debt.open });
    }
    if gpus < standard.gpus {
        return Err(RuleError::StandardGpus { expected: standard.gpus, got: gpus });
    }
    Ok(())
}
