//! Where each message leads from each phase, and when. Pure: who may send a message, and whether a proof
//! holds, is checked by the message itself.

use api::deadline::{Deadline, Moment};
use api::job_market::{AcceptPayout, TIME_USED};
use cosmwasm_std::CanonicalAddr;

use super::asking;
use super::phase::{Answers, Deal, Digest, End, Phase, Work};
use super::terms::{Judge, Standard, Terms};
use super::waits::{taking, wait, Now};
use crate::error::ContractError;

/// A job that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: u64,
    /// What was agreed.
    pub terms: Terms,
    /// How far it is.
    pub phase: Phase,
}

/// What a message says of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Its owner withdraws it.
    Cancel,
    /// Somebody calls it.
    Call,
    /// A provider takes it.
    Accept {
        /// Who.
        provider: CanonicalAddr,
        /// How it wants to be paid.
        payout: AcceptPayout,
    },
    /// Its provider asks for its input.
    Ask {
        /// For which chunk, of an input in chunks.
        chunk: Option<u32>,
    },
    /// Somebody brought what was asked for.
    Answer,
    /// Its provider delivers.
    Submit {
        /// What.
        output: Digest,
        /// Whether with a proof, or signatures.
        proven: bool,
    },
    /// Its client accepts the result.
    Approve,
    /// Its client rejects the result.
    Dispute,
    /// Somebody doubts the result.
    Challenge {
        /// Who.
        challenger: CanonicalAddr,
    },
    /// Somebody proves the challenged result.
    Prove,
    /// The gateway brings a verdict.
    Judge {
        /// Which.
        valid: bool,
    },
    /// Somebody says that a wait is over, or the method stopped.
    Timeout,
}

/// Where `event` leads at `now`, or why it is refused.
pub fn next(job: &Job, event: Event, now: &Now) -> Result<Phase, ContractError> {
    match event {
        Event::Cancel => job.cancel(now).map(Phase::Ended),
        Event::Call => job.call(now),
        Event::Accept { provider, payout } => job.accept(provider, payout, now),
        Event::Ask { chunk } => job.ask(chunk, now),
        Event::Answer => job.answer(now),
        Event::Submit { output, proven } => job.submit(output, proven, now),
        Event::Approve => {
            let (_, output) = job.waits_for_client(now)?;
            Ok(Phase::Ended(End::Settled { output }))
        }
        Event::Dispute => {
            let (work, output) = job.waits_for_client(now)?;
            Ok(Phase::Disputed { work, output, begun: Moment::of(now.block) })
        }
        Event::Challenge { challenger } => job.challenge(challenger, now),
        Event::Prove => job.proven(now).map(Phase::Ended),
        Event::Judge { valid } => job.judged(valid, now),
        Event::Timeout => job.timeout(now),
    }
}

impl Job {
    /// Its owner withdraws it in time, and leaves the take. While accepting is paused nobody can take the
    /// job: then it ends like one whose method was stopped.
    fn cancel(&self, now: &Now) -> Result<End, ContractError> {
        match self.phase {
            Phase::Open | Phase::Untaken { .. } if now.paused() => Ok(End::Stopped),
            Phase::Open => self.in_time(now).map(|()| End::Withdrawn),
            _ => self.refused("open"),
        }
    }

    /// Calls are for standard jobs that nobody took in time, once, until they have ended.
    fn call(&self, now: &Now) -> Result<Phase, ContractError> {
        if !self.phase.free() {
            return self.refused("open or untaken");
        }
        if self.terms.standard.is_none() {
            return Err(ContractError::unsuited(
                self.id,
                "a standard job, requested from a template",
                "another",
            ));
        }
        let begun = self.terms.requested;
        let over = match self.phase {
            Phase::Open => now.untaken(begun, self.terms.accept_within),
            // That was recorded; while accepting is paused, who is called could not accept.
            _ => !now.paused(),
        };
        if !over {
            return Err(self.too_early(begun.time.saturating_add(self.terms.accept_within), now));
        }
        self.not_stopped(now)?;
        if now.method.narrowed {
            let expected = "a job requested since the latest version of its method's proofs was stopped";
            return Err(ContractError::unsuited(self.id, expected, "an older one"));
        }
        Ok(Phase::Called { begun: Moment::of(now.block) })
    }

    fn accept(
        &self,
        provider: CanonicalAddr,
        payout: AcceptPayout,
        now: &Now,
    ) -> Result<Phase, ContractError> {
        let deal = match (&self.phase, payout) {
            (Phase::Open, _) => Deal::of(payout),
            (Phase::Called { .. }, AcceptPayout::Redeem {}) => Deal::Called,
            (Phase::Called { .. }, _) => {
                let expected = "the payout `redeem`, as it was called";
                return Err(ContractError::unsuited(self.id, expected, "another"));
            }
            _ => return self.refused("open or called"),
        };
        self.in_time(now)?;
        self.not_stopped(now)?;
        Ok(Phase::Assigned { work: Work { provider, deal }, accepted: Moment::of(now.block) })
    }

    fn ask(&self, chunk: Option<u32>, now: &Now) -> Result<Phase, ContractError> {
        let Some((work, accepted, answers)) = self.running() else { return self.refused("assigned") };
        asking::check(self.id, &self.terms, work.deal, answers, chunk)?;
        self.before(self.terms.asking(accepted, answers), now)?;
        let (work, asked) = (work.clone(), Moment::of(now.block));
        Ok(Phase::AwaitingInput { work, accepted, answers, asked, chunk })
    }

    fn answer(&self, now: &Now) -> Result<Phase, ContractError> {
        let Phase::AwaitingInput { work, accepted, answers, asked, chunk } = &self.phase else {
            return self.refused("awaiting_input");
        };
        self.before(asking::answer(*asked), now)?;
        let answers = asking::answered(*answers, *asked, *chunk, Moment::of(now.block), now.block_millis);
        Ok(Phase::Informed { work: work.clone(), accepted: *accepted, answers })
    }

    fn submit(&self, output: Digest, proven: bool, now: &Now) -> Result<Phase, ContractError> {
        let job_id = self.id;
        let Some((work, accepted, answers)) = self.running() else { return self.refused("assigned") };
        self.before(self.terms.run(accepted, answers), now)?;
        if output == TIME_USED {
            self.time_used(accepted, answers, now)?;
        }
        match (self.terms.judge, self.terms.standard, proven) {
            (Judge::Proof | Judge::Attestors | Judge::Demand { .. }, _, true) => {
                Ok(Phase::Ended(End::Settled { output }))
            }
            (Judge::Client, _, true) => {
                Err(ContractError::unsuited(job_id, "no proof, as its client judges the result", "one"))
            }
            (Judge::Proof, _, false) | (_, Some(_), false) => {
                Err(ContractError::unsuited(job_id, "a proof or signatures with the result", "none"))
            }
            // Perhaps nobody could prove it any more, and so nobody would be paid for a doubt.
            (Judge::Demand { .. }, _, false) if now.method.narrowed => {
                let expected = "a proof with the result, since a version of its method's proofs was stopped";
                Err(ContractError::unsuited(job_id, expected, "none"))
            }
            (Judge::Attestors | Judge::Client | Judge::Demand { .. }, None, false) => {
                self.not_stopped(now)?;
                Ok(Phase::Submitted { work: work.clone(), output, begun: Moment::of(now.block) })
            }
        }
    }

    /// That the time is used up nobody can say of a proof; of a standard job attestors can, and not before
    /// the time paid for has passed since it was accepted, waiting for the input excluded.
    fn time_used(&self, accepted: Moment, answers: Answers, now: &Now) -> Result<(), ContractError> {
        let job_id = self.id;
        let (Some(Standard { .. }), Judge::Attestors) = (self.terms.standard, self.terms.judge) else {
            let expected = "a standard job under attestation, which alone can use up its time";
            return Err(ContractError::unsuited(job_id, expected, "another"));
        };
        let used_at = accepted.time.saturating_add(answers.waited.into()).saturating_add(self.terms.seconds);
        let now = now.block.time.seconds();
        if now < used_at {
            let expected = format!("the time paid for to be used up, which it is at {used_at} s");
            return Err(ContractError::unsuited(job_id, expected, format!("{now} s")));
        }
        Ok(())
    }

    /// A result that waits for the word of its client, in time, under a method that still stands.
    fn waits_for_client(&self, now: &Now) -> Result<(Work, Digest), ContractError> {
        let Phase::Submitted { work, output, begun } = &self.phase else { return self.refused("submitted") };
        if self.terms.judge != Judge::Client {
            let expected = "a method under which the client judges";
            return Err(ContractError::unsuited(self.id, expected, "another"));
        }
        self.before(self.terms.verdict(*begun), now)?;
        self.not_stopped(now)?;
        Ok((work.clone(), *output))
    }

    /// One challenge of a result that waits for it, in time, under a method that still stands.
    fn challenge(&self, challenger: CanonicalAddr, now: &Now) -> Result<Phase, ContractError> {
        let Phase::Submitted { work, output, begun } = &self.phase else { return self.refused("submitted") };
        if !matches!(self.terms.judge, Judge::Demand { .. }) {
            let expected = "a method of proof on demand";
            return Err(ContractError::unsuited(self.id, expected, "another"));
        }
        self.before(self.terms.verdict(*begun), now)?;
        self.not_stopped(now)?;
        let (work, output, begun) = (work.clone(), *output, Moment::of(now.block));
        Ok(Phase::Challenged { work, output, begun, challenger })
    }

    /// A proof of what was challenged, in time. That the method still stands is the gateway's to say.
    fn proven(&self, now: &Now) -> Result<End, ContractError> {
        let Phase::Challenged { output, begun, .. } = self.phase else { return self.refused("challenged") };
        self.before(self.terms.proving(begun), now)?;
        Ok(End::Settled { output })
    }

    /// A verdict of the attestors on what waits for it, or of the arbiter on what was disputed.
    fn judged(&self, valid: bool, now: &Now) -> Result<Phase, ContractError> {
        let (begun, output) = match (&self.phase, self.terms.judge) {
            (Phase::Submitted { .. }, Judge::Client) => {
                let expected = "a dispute before a verdict, as its client judges the result";
                return Err(ContractError::unsuited(self.id, expected, "none"));
            }
            (Phase::Submitted { .. }, Judge::Demand { .. }) => {
                let expected = "a challenge and then a proof, as nobody's signatures judge the result";
                return Err(ContractError::unsuited(self.id, expected, "a verdict"));
            }
            (Phase::Submitted { begun, output, .. } | Phase::Disputed { begun, output, .. }, _) => {
                (*begun, *output)
            }
            _ => return self.refused("submitted or disputed"),
        };
        self.before(self.terms.verdict(begun), now)?;
        Ok(Phase::Ended(if valid { End::Settled { output } } else { End::Fraud { output } }))
    }

    /// Where a job leads whose wait has passed: a standard job that nobody took is first left to whoever
    /// calls it, every other ends.
    fn timeout(&self, now: &Now) -> Result<Phase, ContractError> {
        let end = self.over(now)?;
        Ok(match (&self.phase, end) {
            (Phase::Open, End::Expired) if self.terms.standard.is_some() => {
                Phase::Untaken { begun: Moment::of(now.block) }
            }
            _ => Phase::Ended(end),
        })
    }

    /// How a job ends whose wait has passed. That its method was stopped, or that it could not be accepted
    /// for too long, is nobody's doing.
    fn over(&self, now: &Now) -> Result<End, ContractError> {
        let expected = "one that has not ended";
        let Some(wait) = wait(&self.terms, &self.phase) else { return self.refused(expected) };
        if now.method.stopped || (self.phase.waits_for_taker() && now.given_up()) {
            return Ok(End::Stopped);
        }
        let passed = match self.phase.waits_for_taker() {
            true => now.untaken(wait.begun, wait.seconds),
            false => now.passed(wait),
        };
        if !passed {
            return Err(self.too_early(wait.at(), now));
        }
        let end = match (&self.phase, self.terms.judge) {
            (Phase::Open | Phase::Untaken { .. }, _) => End::Expired,
            (Phase::Called { .. }, _) => End::Defaulted,
            (Phase::Assigned { work, .. } | Phase::Informed { work, .. }, _) if work.deal == Deal::Called => {
                End::Defaulted
            }
            // Who works on it cannot, or was made to wait for too long.
            (Phase::AwaitingInput { .. }, _) => End::Withheld,
            (Phase::Informed { answers, .. }, _) if self.terms.waited_enough(*answers) => End::Withheld,
            (Phase::Assigned { .. } | Phase::Informed { .. }, _) => End::Late,
            // The client had its time to dispute, and everybody theirs to challenge.
            (Phase::Submitted { output, .. }, Judge::Client | Judge::Demand { .. }) => {
                End::Settled { output: *output }
            }
            (Phase::Challenged { output, .. }, _) => End::Fraud { output: *output },
            (Phase::Submitted { .. } | Phase::Disputed { .. }, _) => End::Unjudged,
            (Phase::Ended(_), _) => return self.refused(expected),
        };
        let fault = matches!(end, End::Late | End::Fraud { .. } | End::Defaulted);
        Ok(if fault && now.method.narrowed { End::Stopped } else { end })
    }

    /// Who works on it, since when, and the answers so far.
    fn running(&self) -> Option<(&Work, Moment, Answers)> {
        match &self.phase {
            Phase::Assigned { work, accepted } => Some((work, *accepted, Answers::default())),
            Phase::Informed { work, accepted, answers } => Some((work, *accepted, *answers)),
            _ => None,
        }
    }

    /// Refuses what comes after the wait for acceptance.
    fn in_time(&self, now: &Now) -> Result<(), ContractError> {
        match taking(&self.terms, &self.phase) {
            Some(wait) if now.untaken(wait.begun, wait.seconds) => Err(self.too_late(wait.at(), now)),
            _ => Ok(()),
        }
    }

    /// Refuses what comes after another wait.
    fn before(&self, wait: Deadline, now: &Now) -> Result<(), ContractError> {
        if now.passed(wait) {
            return Err(self.too_late(wait.at(), now));
        }
        Ok(())
    }

    fn not_stopped(&self, now: &Now) -> Result<(), ContractError> {
        if now.method.stopped {
            return Err(ContractError::MethodDisabled { method: self.terms.method });
        }
        Ok(())
    }

    fn too_late(&self, deadline: u64, now: &Now) -> ContractError {
        ContractError::TooLate { job_id: self.id, deadline, now: now.block.time.seconds() }
    }

    fn too_early(&self, deadline: u64, now: &Now) -> ContractError {
        ContractError::TooEarly { job_id: self.id, deadline, now: now.block.time.seconds() }
    }

    /// The job is in another phase than `expected`.
    fn refused<T>(&self, expected: &'static str) -> Result<T, ContractError> {
        Err(ContractError::State { job_id: self.id, expected, got: self.phase.state() })
    }
}
