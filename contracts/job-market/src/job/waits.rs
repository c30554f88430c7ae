//! The waits that a job is in, and whether they have passed.

use api::deadline::{Deadline, Moment, LONGEST_HALT};
use api::job_market::CALL_GRACE;
use api::provider_registry::raw::AcceptPause;
use cosmwasm_std::BlockInfo;

use super::asking;
use super::phase::{Answers, Phase};
use super::terms::Terms;

/// How a method stands for a job.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// It was stopped, or the method it relies on: then its jobs end by refund.
    pub stopped: bool,
    /// One of the versions of its proofs was stopped since the job was requested. Perhaps the job's program can be
    /// proven under that one alone, so it is nobody's fault if no result comes, and nobody is called for it.
    pub narrowed: bool,
}

/// What a transition depends on beside the job.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a> {
    /// The block.
    pub block: &'a BlockInfo,
    /// The chain's usual time between blocks.
    pub block_millis: u64,
    /// The class's accept pause; matters while the job waits for acceptance.
    pub pause: AcceptPause,
    /// How the job's method stands. A proof needs no answer to that: the gateway refuses it then.
    pub method: Standing,
}

impl Now<'_> {
    /// Whether a wait has passed in which nothing but the chain can stop what is awaited.
    pub fn passed(&self, wait: Deadline) -> bool {
        wait.passed(self.block, self.block_millis)
    }

    /// Whether a wait for acceptance, or for a call, has passed: it begins anew when accepting goes on after
    /// a pause, and does not pass during one.
    pub fn untaken(&self, begun: Moment, seconds: u64) -> bool {
        !self.paused() && self.passed(Deadline { begun: begun.or_later(self.pause.lifted), seconds })
    }

    /// Whether accepting is paused.
    pub fn paused(&self) -> bool {
        self.pause.since.is_some()
    }

    /// Whether accepting has been paused for [`LONGEST_HALT`]: then a job that waits for acceptance ends as
    /// if its method were stopped. A pause that was forgotten, or that lasts beyond the end of a class, holds
    /// nobody's credits for ever.
    pub fn given_up(&self) -> bool {
        let longest = |since: Moment| since.time.saturating_add(LONGEST_HALT);
        self.pause.since.is_some_and(|since| self.block.time.seconds() >= longest(since))
    }
}

/// The wait for somebody to take the job, or to call it, if it waits for that, as it is without a pause.
pub fn taking(terms: &Terms, phase: &Phase) -> Option<Deadline> {
    match (phase, &terms.standard) {
        (Phase::Untaken { begun }, _) => Some(Deadline { begun: *begun, seconds: CALL_GRACE }),
        (Phase::Open, _) => Some(Deadline { begun: terms.requested, seconds: terms.accept_within }),
        (Phase::Called { begun }, Some(standard)) => {
            Some(Deadline { begun: *begun, seconds: standard.call_within })
        }
        _ => None,
    }
}

/// The wait that the job is in; none once it has ended. Queries show its end.
pub fn wait(terms: &Terms, phase: &Phase) -> Option<Deadline> {
    match phase {
        Phase::Open | Phase::Untaken { .. } | Phase::Called { .. } => taking(terms, phase),
        Phase::Assigned { accepted, .. } => Some(terms.run(*accepted, Answers::default())),
        Phase::Informed { accepted, answers, .. } => Some(terms.run(*accepted, *answers)),
        Phase::AwaitingInput { asked, .. } => Some(asking::answer(*asked)),
        Phase::Submitted { begun, .. } | Phase::Disputed { begun, .. } => Some(terms.verdict(*begun)),
        Phase::Challenged { begun, .. } => Some(terms.proving(*begun)),
        Phase::Ended(_) => None,
    }
}
