//! Calls: a standard job that nobody took falls to a debtor, which serves it or pays.

use amm_math::rounding::{mul_bps, mul_div};
use amm_math::Rounding;
use serde::{Deserialize, Serialize};

use crate::debt::{Debt, Turn};
use crate::position::Position;
use crate::sums::{add, sub};
use crate::{RuleError, CREDIT};

/// A job that is to be called, with what its class and its time decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its credits.
    pub credits: u128,
    /// Its GPUs.
    pub gpus: u32,
    /// Seconds from the call to the latest result: to accept and to run.
    pub serve_within: u64,
    /// Least damages that its owner wants for a default, NET.
    pub min_damages: u128,
    /// v: the recent price of its credits, NET.
    pub value: u128,
    /// H of the class, seconds.
    pub horizon: u64,
    /// Unix seconds.
    pub now: u64,
}

/// Called credits of one job, kept until it ends.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// How many.
    pub credits: u128,
    /// h: their collateral, NET.
    pub held: u128,
    /// v: their recent price at the call, NET.
    pub value: u128,
    /// GPUs of the job.
    pub gpus: u32,
}

/// What a default costs, NET.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damages {
    /// To the job's owner: min(h, v).
    pub owner: u128,
    /// Burned: min(h − that, ⌈penalty·v⌉). As long as the collateral covers both, ignoring a call is dearer than
    /// buying the credits.
    pub burned: u128,
}

/// ⌈penalty·v⌉: what is burned for a default, and the least lock of who volunteers for a standard job; NET.
pub fn penalty(value: u128, penalty_bps: u32) -> Result<u128, RuleError> {
    Ok(mul_bps(value, penalty_bps, Rounding::Up)?)
}

impl Position {
    /// The collateral h = ⌊collateral·c/open⌋ that the job's call would hold; none if the debt cannot be called
    /// for it now: not due, too few open credits or GPUs, or damages below what the owner wants.
    pub fn callable(&self, job: &Job) -> Result<Option<u128>, RuleError> {
        let free = self.gpus.offered.saturating_sub(self.gpus.called);
        if self.debt.due > job.now || job.credits == 0 || self.debt.open < job.credits || free < job.gpus {
            return Ok(None);
        }
        let (_, held) = self.debt.without(job.credits)?;
        Ok(Some(held).filter(|held| (*held).min(job.value) >= job.min_damages))
    }

    /// Calls the job on this debt. Its turn comes again after the time in which its whole debt, called at this
    /// rate, is served once per H: due = now + ⌈gpus·serve_within·H·10^6/n⌉.
    pub fn begin_call(&mut self, job: &Job, turn: &mut Turn) -> Result<Call, RuleError> {
        let Some(held) = self.callable(job)? else {
            return Err(RuleError::NotCallable {
                open: self.debt.open,
                free: self.gpus.offered.saturating_sub(self.gpus.called),
                got: job.credits,
                gpus: job.gpus,
            });
        };
        let work = u128::from(job.gpus)
            .saturating_mul(job.serve_within.into())
            .saturating_mul(job.horizon.into())
            .saturating_mul(CREDIT);
        let pause = u64::try_from(work.div_ceil(self.debt.owed().max(1))).unwrap_or(u64::MAX);
        let (open, _) = self.debt.without(job.credits)?;
        turn.due = turn.due.max(self.debt.due);
        self.debt = Debt {
            called: add("called credits", self.debt.called, job.credits)?,
            held: add("held collateral", self.debt.held, held)?,
            due: job.now.saturating_add(pause),
            ..open
        };
        self.gpus.called =
            self.gpus.called.checked_add(job.gpus).ok_or(RuleError::Range { what: "called GPUs" })?;
        Ok(Call { credits: job.credits, held, value: job.value, gpus: job.gpus })
    }

    /// The job was served: its credits are redeemed, their collateral is free bond again.
    pub fn serve(&mut self, call: &Call) -> Result<(), RuleError> {
        self.end(call)
    }

    /// The job ended by nobody's fault: its credits are open again. `due` stays.
    pub fn release(&mut self, call: &Call) -> Result<(), RuleError> {
        self.end(call)?;
        self.debt.open = add("open credits", self.debt.open, call.credits)?;
        self.debt.collateral = add("collateral", self.debt.collateral, call.held)?;
        Ok(())
    }

    /// The job was not served: its credits are redeemed, damages and penalty leave the bond, the rest of h is free.
    pub fn default_on(&mut self, call: &Call, penalty_bps: u32) -> Result<Damages, RuleError> {
        self.end(call)?;
        let owner = call.held.min(call.value);
        let rest = sub("held collateral", call.held, owner)?;
        let burned = rest.min(penalty(call.value, penalty_bps)?);
        self.bond = sub("bond", self.bond, add("default", owner, burned)?)?;
        Ok(Damages { owner, burned })
    }

    fn end(&mut self, call: &Call) -> Result<(), RuleError> {
        self.debt.called = sub("called credits", self.debt.called, call.credits)?;
        self.debt.held = sub("held collateral", self.debt.held, call.held)?;
        Ok(())
    }
}

/// v = ⌊credits · price⌋ for a price in NET base units per whole credit.
pub(crate) fn value_at_init(credits: u128, price_init: u128) -> Result<u128, RuleError> {
    Ok(mul_div(credits, price_init, CREDIT, Rounding::Down)?)
}
