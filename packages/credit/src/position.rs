//! A provider's stake in one class: its bond, what of it is bound, and its GPUs.

use serde::{Deserialize, Serialize};

use crate::backing::Backing;
use crate::debt::{Debt, Standard};
use crate::proven::Proven;
use crate::reputation::Memory;
use crate::sums::{add, sub};
use crate::RuleError;

/// A provider's stake, debt and record in one class.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// NET at stake.
    pub bond: u128,
    /// Of that, locked for jobs that were not called.
    pub locked: u128,
    /// Credits owed, with their collateral, which is part of the bond.
    pub debt: Debt,
    /// Where it stands in the queue among those with the same `due`.
    pub sequence: u64,
    /// Whether it stands in the queue.
    pub queued: bool,
    /// Its GPUs.
    pub gpus: Gpus,
    /// Unix seconds at which its admission ends; 0 if it has none.
    pub admitted_until: u64,
    /// Good and bad jobs.
    pub memory: Memory,
    /// What verified jobs have shown of its GPUs.
    pub proven: Proven,
    /// Others' stake behind it, once there was any. It is no part of the bond, and stays whatever becomes of the provider.
    pub backing: Option<Backing>,
}

/// The end of a pledge to another market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// GPUs pledged.
    pub gpus: u32,
    /// NET pledged.
    pub amount: u128,
    /// Take that the memory of good work gains, NET.
    pub good: u128,
    /// Take that the memory of faults gains, NET.
    pub bad: u128,
    /// Unix seconds.
    pub now: u64,
}

/// GPUs of a position.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gpus {
    /// Offered.
    pub offered: u32,
    /// In jobs whose result has not come, or pledged to other markets.
    pub busy: u32,
    /// Of those, pledged to other markets.
    pub pledged: u32,
    /// Of called jobs, accepted or not, whose result has not come.
    pub called: u32,
    /// That count in the class's sum of proven GPUs.
    pub counted: u32,
}

impl Position {
    /// bond − locked − collateral − held: what can be withdrawn or bound; NET. Never negative in a state that the
    /// rules produced.
    pub fn free_bond(&self) -> u128 {
        [self.locked, self.debt.collateral, self.debt.held]
            .into_iter()
            .fold(self.bond, |free, bound| free.saturating_sub(bound))
    }

    /// Whether it stands in the queue: the class's smallest standard job could be called on it, which takes its open
    /// credits and the GPUs offered. Any other debt would only stand in front of others.
    pub fn is_queued(&self, standard: Option<Standard>) -> bool {
        standard
            .is_some_and(|standard| self.debt.open >= standard.least && self.gpus.offered >= standard.gpus)
    }

    /// Refuses unless so much NET is free.
    pub fn require_free(&self, expected: u128) -> Result<(), RuleError> {
        let free = self.free_bond();
        if expected <= free {
            return Ok(());
        }
        Err(RuleError::FreeBond {
            expected,
            free,
            bond: self.bond,
            locked: self.locked,
            collateral: self.debt.collateral,
            held: self.debt.held,
        })
    }

    /// Adds NET to the bond.
    pub fn deposit(&mut self, amount: u128) -> Result<(), RuleError> {
        self.bond = add("bond", self.bond, amount)?;
        Ok(())
    }

    /// Takes free NET out of the bond.
    pub fn withdraw(&mut self, amount: u128) -> Result<(), RuleError> {
        self.require_free(amount)?;
        self.bond = sub("bond", self.bond, amount)?;
        Ok(())
    }

    /// Binds free NET to a job.
    pub fn lock(&mut self, amount: u128) -> Result<(), RuleError> {
        self.require_free(amount)?;
        self.locked = add("locks", self.locked, amount)?;
        Ok(())
    }

    /// Frees a job's lock, of which `slashed` leaves the bond.
    pub fn unlock(&mut self, amount: u128, slashed: u128) -> Result<(), RuleError> {
        if slashed > amount {
            return Err(RuleError::Range { what: "slash" });
        }
        self.locked = sub("locks", self.locked, amount)?;
        self.bond = sub("bond", self.bond, slashed)?;
        Ok(())
    }

    /// Frees the GPUs and the lock of a pledge, of which `slashed` leaves the bond, and remembers what came of it. A memory that
    /// gains nothing stays as it is.
    pub fn end_pledge(&mut self, ending: &Ending, slashed: u128) -> Result<(), RuleError> {
        let Ending { gpus, amount, good, bad, now } = *ending;
        self.gpus.end_pledge(gpus)?;
        self.unlock(amount, slashed)?;
        if good > 0 {
            self.memory.remember_good(good, now)?;
        }
        if bad > 0 {
            self.memory.remember_fraud(bad, now)?;
        }
        Ok(())
    }
}

impl Gpus {
    /// GPUs that are offered and not busy.
    pub fn free(&self) -> u32 {
        self.offered.saturating_sub(self.busy)
    }

    /// Refuses unless so many GPUs are offered and not busy.
    pub fn require_free(&self, expected: u32) -> Result<(), RuleError> {
        let free = self.free();
        if expected > free {
            return Err(RuleError::FreeGpus { expected, free, offered: self.offered });
        }
        Ok(())
    }

    /// So many GPUs are in a job now. Those of a called job may be in others as well: else whoever has them accept
    /// a job that cannot begin would make them default on the call.
    pub fn occupy(&mut self, gpus: u32) -> Result<(), RuleError> {
        self.busy = self.busy.checked_add(gpus).ok_or(RuleError::Range { what: "busy GPUs" })?;
        Ok(())
    }

    /// So many GPUs are in no job any more.
    pub fn release(&mut self, gpus: u32) -> Result<(), RuleError> {
        self.busy = self.busy.checked_sub(gpus).ok_or(RuleError::Range { what: "busy GPUs" })?;
        Ok(())
    }

    /// So many GPUs are pledged to another market now.
    pub fn pledge(&mut self, gpus: u32) -> Result<(), RuleError> {
        self.occupy(gpus)?;
        self.pledged = self.pledged.checked_add(gpus).ok_or(RuleError::Range { what: "pledged GPUs" })?;
        Ok(())
    }

    /// So many GPUs are pledged to another market no more.
    pub fn end_pledge(&mut self, gpus: u32) -> Result<(), RuleError> {
        self.pledged = self.pledged.checked_sub(gpus).ok_or(RuleError::Range { what: "pledged GPUs" })?;
        self.release(gpus)
    }

    /// GPUs in jobs: what a verified job may prove to run at once. A lease proves nothing.
    pub fn in_jobs(&self) -> u32 {
        self.busy.saturating_sub(self.pledged)
    }

    /// So many GPUs are in no called job any more.
    pub fn end_call(&mut self, gpus: u32) -> Result<(), RuleError> {
        self.called = self.called.checked_sub(gpus).ok_or(RuleError::Range { what: "called GPUs" })?;
        Ok(())
    }
}
