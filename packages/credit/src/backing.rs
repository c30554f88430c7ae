//! Backing: others' stake that burns together with a provider's own lock when fraud is proven, and pays nobody.
//!
//! What an exit takes out backs the jobs accepted until the next rotation: it waits in the bucket of its generation until
//! those have ended, and burns with them meanwhile. A job of generation g is backed by what stays and by the exits of g; one of
//! g − 1 by those of g − 1 as well. A new generation begins when no job of g − 1 is left, so there are never more than two, and no
//! exit waits for a clock. An index [g] is g mod 2.
//!
//! In every state that these rules produce
//!
//! - L[g] ≤ A + B[g], and L0 + L1 ≤ A + B[g] unless L[g] = 0,
//! - L0 + L1 ≤ A + B0 + B1,
//! - L[g − 1] and B[g − 1] are of generation g − 1.
//!
//! Whoever backs a job therefore still has what the job may burn. [`Backing::accept`] asks A − L0 − L1 of new jobs, exits
//! leave A + B[g] as it is, and a fraud takes no more from either side than from L.

use amm_math::rounding::{mul_bps, mul_div};
use amm_math::Rounding;
use serde::{Deserialize, Serialize};

use crate::lock::LockParams;
use crate::sums::{add, sub};
use crate::RuleError;

/// What backs a position, as far as every job needs it. Units of the vault's asset; one counts as one of NET.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backing {
    /// A: what stays.
    pub assets: u128,
    /// L: what jobs of either generation may burn.
    pub locked: [u128; 2],
    /// The parity of g.
    pub odd: bool,
    /// Which asset, by its number in the list of assets that may back; the rules do not read it.
    pub asset: u8,
}

/// What of the backing only exits, rotations and frauds need.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Buckets {
    /// g.
    pub generation: u64,
    /// B: what exits of either generation took out and jobs may still burn.
    pub leaving: [u128; 2],
    /// All that was ever burned.
    pub burned: u128,
}

/// What backs a job; kept with its lock.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backed {
    /// b: what burns if it is a fraud.
    pub amount: u128,
    /// The parity of its generation.
    pub odd: bool,
}

/// A lock as far as its backing depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizing {
    /// ℓ: the provider's own lock, NET.
    pub lock: u128,
    /// What its client may get of it, NET.
    pub declared_value: u128,
    /// κ: most backing as a part of what surely burns of the lock, basis points.
    pub kappa_bps: u32,
    /// Least backing that the request accepts; 0 for none.
    pub min_backing: u128,
}

/// What of a lock burns for a fraud whoever reports it: sure = ℓ − rep − comp, with rep = ⌈ρ·ℓ⌉ and
/// comp = min(declared_value, ℓ − rep − ⌈burn_min·ℓ⌉), or 0 where that is negative. Never more than
/// [`crate::lock::fraud_waterfall`] burns.
///
/// Errors: ρ of more than the whole.
pub fn surely_burned(params: &LockParams, lock: u128, declared_value: u128) -> Result<u128, RuleError> {
    let reporter = mul_bps(lock, params.rho_bps, Rounding::Up)?;
    let kept = sub("reporter's share", lock, reporter)?;
    let burn_min = mul_bps(lock, params.burn_min_bps, Rounding::Up)?;
    let compensation = declared_value.min(kept.saturating_sub(burn_min));
    sub("compensation", kept, compensation)
}

/// Its slot for a generation of this parity.
pub(crate) fn slot(pair: &mut [u128; 2], odd: bool) -> &mut u128 {
    let [even_slot, odd_slot] = pair;
    if odd {
        odd_slot
    } else {
        even_slot
    }
}

/// The amount in the slot for a generation of this parity.
pub(crate) fn of(pair: &[u128; 2], odd: bool) -> u128 {
    let [even_slot, odd_slot] = *pair;
    if odd {
        odd_slot
    } else {
        even_slot
    }
}

/// The amounts of g and of g − 1, for a g of this parity.
fn by_age(pair: &[u128; 2], odd: bool) -> [u128; 2] {
    [of(pair, odd), of(pair, !odd)]
}

impl Buckets {
    /// B[g] and B[g − 1].
    pub fn leaving_by_age(&self) -> [u128; 2] {
        by_age(&self.leaving, self.generation % 2 == 1)
    }
}

impl Backing {
    /// max(0, A − L0 − L1): what can back another job.
    pub fn free(&self) -> u128 {
        self.locked.iter().fold(self.assets, |free, locked| free.saturating_sub(*locked))
    }

    /// Backs a job that was not called: b = min(⌊κ·sure⌋, max(0, A − L0 − L1)), [`surely_burned`]. So at most as much of
    /// others' stake burns as of the provider's own, which no ring gets back.
    ///
    /// Errors: [`RuleError::Backing`] if b is below what the request asks.
    pub fn accept(&mut self, params: &LockParams, sizing: &Sizing) -> Result<Backed, RuleError> {
        let sure = surely_burned(params, sizing.lock, sizing.declared_value)?;
        let most = mul_bps(sure, sizing.kappa_bps, Rounding::Down)?;
        let free = self.free();
        let amount = most.min(free);
        if amount < sizing.min_backing {
            return Err(RuleError::Backing { expected: sizing.min_backing, most, free });
        }
        let locked = slot(&mut self.locked, self.odd);
        *locked = add("backed jobs", *locked, amount)?;
        Ok(Backed { amount, odd: self.odd })
    }

    /// A job ended other than by fraud: settled, refunded, withheld or late.
    pub fn end(&mut self, backed: &Backed) -> Result<(), RuleError> {
        let locked = slot(&mut self.locked, backed.odd);
        *locked = sub("backed jobs", *locked, backed.amount)?;
        Ok(())
    }

    /// Burns what backs a job that was a fraud: from the exits that waited for it, B[g] and, if it is of g − 1,
    /// B[g − 1], and from A, in proportion. An exit's part is rounded up, so that nobody is better off for leaving: each
    /// loses ⌈b·part/T⌉, T the sum of the parts, but no more than is left of b; A loses the rest.
    ///
    /// Errors: [`RuleError::Range`] in a state that these rules did not produce, or where A and the exits together do not fit: whoever
    /// takes the stake in refuses so much.
    pub fn fraud(&mut self, buckets: &mut Buckets, backed: &Backed) -> Result<(), RuleError> {
        let mut after = *self;
        let mut left = *buckets;
        after.end(backed)?;
        let is_older = backed.odd != self.odd;
        let parts = [self.odd, !self.odd].into_iter().take(if is_older { 2 } else { 1 });
        let total = parts
            .clone()
            .try_fold(self.assets, |sum, odd| add("backing and exits", sum, of(&buckets.leaving, odd)))?;
        let mut rest = backed.amount;
        for odd in parts.filter(|_| backed.amount > 0) {
            let part = slot(&mut left.leaving, odd);
            let loss = mul_div(backed.amount, *part, total, Rounding::Up)?.min(rest);
            *part = sub("exits", *part, loss)?;
            rest = sub("loss of exits", rest, loss)?;
        }
        after.assets = sub("backing", after.assets, rest)?;
        left.burned = add("burned backing", left.burned, backed.amount)?;
        (*self, *buckets) = (after, left);
        Ok(())
    }

    /// L[g] and L[g − 1].
    pub fn locked_by_age(&self) -> [u128; 2] {
        by_age(&self.locked, self.odd)
    }

    /// Adds stake.
    pub fn back(&mut self, amount: u128) -> Result<(), RuleError> {
        self.assets = add("backing", self.assets, amount)?;
        Ok(())
    }

    /// Moves stake to the exits of this generation.
    pub fn unback(&mut self, buckets: &mut Buckets, amount: u128) -> Result<(), RuleError> {
        let assets = sub("backing", self.assets, amount)?;
        let part = slot(&mut buckets.leaving, self.odd);
        *part = add("exits", *part, amount)?;
        self.assets = assets;
        Ok(())
    }

    /// Begins a new generation, and releases the exits of g − 1; returns B[g − 1]. New jobs count for g, so nobody can put this off
    /// for longer than the jobs of g − 1 take.
    ///
    /// Errors: [`RuleError::StillBacked`] while a job of g − 1 runs.
    pub fn rotate(&mut self, buckets: &mut Buckets) -> Result<u128, RuleError> {
        let left = of(&self.locked, !self.odd);
        if left > 0 {
            return Err(RuleError::StillBacked { left });
        }
        let generation = buckets.generation.checked_add(1).ok_or(RuleError::Range { what: "generation" })?;
        let released = core::mem::take(slot(&mut buckets.leaving, !self.odd));
        buckets.generation = generation;
        self.odd = !self.odd;
        Ok(released)
    }
}
