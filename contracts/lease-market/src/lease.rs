//! A lease: what was agreed, what runs, and how a `Close` ends it. Pure rules.

use amm_math::rounding::{mul_div, Rounding};
use amm_math::MathError;
use api::deadline::{Deadline, Moment};
use api::lease_market::{LeaseState, NOTICE};
use cosmwasm_std::CanonicalAddr;
use serde::{Deserialize, Serialize};

use crate::funds::{credits, Funds};
use crate::meter::{Clock, Meter};

/// What was agreed. Amounts of NET in base units.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Terms {
    /// Whose it is.
    pub client: CanonicalAddr,
    /// Hardware class.
    pub class: String,
    /// Its credit token, which never changes: so payments need not read the class.
    pub credit: CanonicalAddr,
    /// GPUs.
    pub gpus: u32,
    /// Seconds paid for, top-ups included.
    pub seconds: u64,
    /// The client's SSH public key.
    pub ssh_key: [u8; 32],
    /// The only provider that may start it, if named.
    pub provider: Option<CanonicalAddr>,
    /// What its credits cost and its take, top-ups included.
    pub cost: u128,
    /// See `cost`.
    pub take: u128,
    /// The take of top-ups, which is a part of `take`.
    pub added_take: u128,
    /// What its provider pledges.
    pub pledge: u128,
    /// Seconds that the pledge answers for: those requested, without top-ups.
    pub answers_for: u64,
    /// When it was requested.
    pub requested: Moment,
    /// Seconds to start it.
    pub start_within: u64,
    /// Seconds from the start within which nothing is paid and a close by its client costs a fee, and how many that fee is.
    pub minimum: u64,
    /// Whether its provider may end it with notice.
    pub interruptible: bool,
}

/// What runs.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Run {
    /// Who serves it.
    pub provider: CanonicalAddr,
    /// Unix seconds of its start.
    pub started: u64,
    /// Unix seconds of its end.
    pub end: u64,
    /// Unix seconds until which it can be topped up.
    pub latest_end: u64,
    /// Until when it is settled.
    pub meter: Meter,
    /// What is paid.
    pub paid: Funds,
}

/// Who sends a `Close`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closer {
    /// Its client.
    Client,
    /// Its provider.
    Provider,
    /// Somebody else.
    Anyone,
}

/// What a `Close` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// The lease is over.
    Over(Outcome),
    /// It goes on until then, Unix seconds.
    Notice {
        /// Its end now.
        end: u64,
    },
}

/// The end of a running lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its final state.
    pub state: LeaseState,
    /// To the provider (credits) and the protocol (take).
    pub paid: Funds,
    /// To the client.
    pub rest: Funds,
    /// Credits to the fee-collector, base units.
    pub fee: u128,
    /// NET out of the provider's pledge to the client.
    pub slash: u128,
    /// What the provider's reputation gains: the take that the lease has earned, at most its pledge.
    pub good: u128,
    /// What it loses: a quarter of the take of the requested seconds that it cut short, rounded down, at most its pledge.
    pub bad: u128,
}

impl Outcome {
    /// Of a close by which nothing moves.
    pub fn nothing() -> Self {
        let (paid, rest) = (Funds::default(), Funds::default());
        Outcome { state: LeaseState::Running, paid, rest, fee: 0, slash: 0, good: 0, bad: 0 }
    }
}

impl Terms {
    /// All that was paid for it, top-ups included.
    pub fn funded(&self) -> Result<Funds, MathError> {
        Ok(Funds { credits: credits(self.gpus, self.seconds)?, take: self.take, cost: self.cost })
    }

    /// The wait for a provider.
    pub fn starting(&self) -> Deadline {
        Deadline { begun: self.requested, seconds: self.start_within }
    }
}

impl Run {
    /// What is in escrow: what was funded and is not paid.
    pub fn escrow(&self, terms: &Terms) -> Result<Funds, MathError> {
        terms.funded()?.minus(&self.paid)
    }

    /// Pays what is due now out of the escrow: nothing in the lease's first seconds, so that who starts leases without a machine
    /// earns nothing of clients who leave at once.
    pub fn settle(
        &mut self,
        terms: &Terms,
        clock: &Clock,
        now: Moment,
        block_millis: u64,
    ) -> Result<Funds, MathError> {
        if self.is_fresh(terms, now) {
            return Ok(Funds::default());
        }
        let (due, meter) = self.meter.settle(now.time, self.end, clock.gaps(now, block_millis));
        self.meter = meter;
        let spent = self.escrow(terms)?.spend(credits(terms.gpus, due)?)?;
        self.paid = self.paid.plus(&spent)?;
        Ok(spent)
    }

    /// Whether it goes on, and started less than `minimum` seconds ago.
    pub fn is_fresh(&self, terms: &Terms, now: Moment) -> bool {
        !self.is_over(now) && now.time < self.ripe(terms)
    }

    /// When its first `minimum` seconds are over, Unix seconds.
    fn ripe(&self, terms: &Terms) -> u64 {
        self.started.saturating_add(terms.minimum)
    }

    /// Whether it has reached its end.
    pub fn is_over(&self, now: Moment) -> bool {
        now.time >= self.end
    }

    /// What a `Close` does now; or until when it is not the sender's to close, Unix seconds. Notice is given once the first `minimum`
    /// seconds are over, so that a client that obeys it pays no fee.
    pub fn close(
        mut self,
        terms: &Terms,
        clock: &Clock,
        by: Closer,
        now: Moment,
        block_millis: u64,
    ) -> Result<Result<Closing, u64>, MathError> {
        let state = match by {
            _ if self.is_over(now) => LeaseState::Ended,
            _ if clock.is_silent(now, block_millis) => LeaseState::Silent,
            Closer::Client => LeaseState::Closed,
            Closer::Provider if terms.interruptible => {
                let end = now.time.saturating_add(NOTICE);
                return Ok(if end >= self.end {
                    Err(self.end)
                } else if self.is_fresh(terms, now) {
                    Err(self.ripe(terms))
                } else {
                    Ok(Closing::Notice { end })
                });
            }
            Closer::Provider => LeaseState::Stopped,
            Closer::Anyone => return Ok(Err(self.end)),
        };
        let paid = self.settle(terms, clock, now, block_millis)?;
        let mut rest = self.escrow(terms)?;
        let mut fee = 0;
        if state == LeaseState::Closed && self.is_fresh(terms, now) {
            // The fee bears no take: nothing was served for it.
            fee = credits(terms.gpus, terms.minimum)?.min(rest.credits);
            rest.credits = rest.credits.saturating_sub(fee);
        }
        let (slash, bad) = match state {
            LeaseState::Stopped | LeaseState::Silent => self.cut_short(terms, now)?,
            _ => (0, 0),
        };
        let good = self.paid.take.min(terms.pledge);
        Ok(Ok(Closing::Over(Outcome { state, paid, rest, fee, slash, good, bad })))
    }

    /// Slash and bad reputation of a provider by whom a lease ends before its end. Both answer for the seconds that were requested,
    /// and for their take: else whoever sees that a machine is gone would top its lease up for more of both, and have all that back.
    fn cut_short(&self, terms: &Terms, now: Moment) -> Result<(u128, u128), MathError> {
        let until = self.end.min(self.started.saturating_add(terms.answers_for));
        let rest = u128::from(until.saturating_sub(now.time));
        let part = |of, whole: u64| mul_div(of, rest, u128::from(whole).max(1), Rounding::Down);
        let slash = part(terms.pledge, terms.answers_for)?;
        let take = terms.take.checked_sub(terms.added_take).ok_or(MathError::Overflow)?;
        let bad = part(take, terms.answers_for)? / 4;
        Ok((slash, bad.min(terms.pledge)))
    }
}
