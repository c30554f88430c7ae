//! The hot record of a job that somebody took up, at most 80 bytes, and the tombstone that replaces it, at most 33.
//!
//! | bytes | field |
//! |---|---|
//! | 0, low half | phase: 1 called, 2 assigned, 3 submitted, 4 disputed, 11 awaiting input, 12 assigned after such a wait; of a finished job 5 settled, 6 cancelled, 7 expired, 8 refunded, 9 faulted by liveness, 10 faulted by fraud |
//! | 0, high half | of an unfinished job, how it is paid: 0 redeem, 1 credits, 2 NET; 0 while it is called |
//!
//! A finished job goes on with its output, 32 bytes, where one was paid for or was fraud, and ends there. Any other goes
//! on, big-endian, with
//!
//! | bytes | field |
//! |---|---|
//! | 5 | Unix seconds at which the phase times out |
//! | 9 | least NET of the payout, if it is paid in NET |
//! | 1 + n | length and canonical address of the provider, n ≤ 32 |
//! | 32 | output digest, if submitted or disputed |
//! | 4 | if 11 or 12: seconds that it has waited for answers so far |
//! | 4 | if 12: what of the input has been asked for |
//! | 5 | if 11: Unix seconds of the request |
//! | 5 | if 11: Unix seconds at which the result would have been due |
//! | 0 or 4 | if 11: the chunk asked for, of an input in chunks |

use api::job_market::{AcceptPayout, JobFault, JobState};
use cosmwasm_std::{CanonicalAddr, Uint128};

use crate::error::ContractError;

/// A digest.
pub type Digest = [u8; 32];

/// Most bytes of a canonical address that the record has room for.
pub const MAX_ADDRESS: usize = 32;
/// The smallest NET payout that the record has no room for.
pub const MIN_PAYOUT_LIMIT: u128 = 1 << 72;

const TIME: usize = 5;
const MINIMUM: usize = 9;

/// What is stored of a job beside its terms.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Not finished.
    Live(Hot),
    /// Finished.
    Finished(Tombstone),
}

/// What changes of a job that is not finished.
#[derive(Clone, Debug, PartialEq)]
pub struct Hot {
    /// Unix seconds from which the phase is timed out.
    pub deadline: u64,
    /// How far it is.
    pub phase: Phase,
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Waits for a provider.
    Open,
    /// Waits for the provider on whom it is called.
    Called(CanonicalAddr),
    /// Somebody works on it.
    Assigned(Work, Asked),
    /// Who works on it asked for its input.
    AwaitingInput(Work, Wait),
    /// Delivered, waits for a verdict.
    Submitted(Work, Digest),
    /// Rejected by its client, waits for the arbiter.
    Disputed(Work, Digest),
}

/// What was asked for of a job's input, and answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Seconds that were waited for answers.
    pub waited: u32,
    /// Chunks before this one are not asked for any more, nor is the whole input if this is not 0.
    pub next: u32,
}

/// A request for a job's input that nobody has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Seconds that were waited for answers before.
    pub waited: u32,
    /// Unix seconds of the request.
    pub asked_at: u64,
    /// Unix seconds at which the result would have been due.
    pub due: u64,
    /// Which chunk, of an input in chunks.
    pub chunk: Option<u32>,
}

/// Who works on a job, and how it is paid.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Who.
    pub provider: CanonicalAddr,
    /// How.
    pub payout: AcceptPayout,
}

/// What stays of a finished job.
#[derive(Clone, Debug, PartialEq)]
pub struct Tombstone {
    /// How it ended.
    pub end: End,
    /// The output that was paid for, or was fraud.
    pub output: Option<Digest>,
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Verified and paid.
    Settled,
    /// Withdrawn by its owner.
    Cancelled,
    /// Nobody accepted it.
    Expired,
    /// No verdict came, or its method was disabled.
    Refunded,
    /// Its provider's fault.
    Faulted(JobFault),
}

impl Phase {
    /// Its name in queries and events.
    pub fn state(&self) -> JobState {
        match self {
            Phase::Open => JobState::Open,
            Phase::Called(_) => JobState::Called,
            Phase::Assigned(..) => JobState::Assigned,
            Phase::AwaitingInput(..) => JobState::AwaitingInput,
            Phase::Submitted(..) => JobState::Submitted,
            Phase::Disputed(..) => JobState::Disputed,
        }
    }

    /// Who works on it, and how it is paid.
    pub fn work(&self) -> Option<&Work> {
        match self {
            Phase::Open | Phase::Called(_) => None,
            Phase::Assigned(work, _)
            | Phase::AwaitingInput(work, _)
            | Phase::Submitted(work, _)
            | Phase::Disputed(work, _) => Some(work),
        }
    }

    /// Who works on it, or on whom it is called.
    pub fn holder(&self) -> Option<&CanonicalAddr> {
        self.provider().map(|(provider, _)| provider)
    }

    /// What was delivered.
    pub fn output(&self) -> Option<&Digest> {
        match self {
            Phase::Open | Phase::Called(_) | Phase::Assigned(..) | Phase::AwaitingInput(..) => None,
            Phase::Submitted(_, output) | Phase::Disputed(_, output) => Some(output),
        }
    }

    /// What its record starts with; an open job has none.
    fn code(&self) -> Option<u8> {
        match self {
            Phase::Open => None,
            Phase::Called(_) => Some(1),
            Phase::Assigned(_, asked) if *asked == Asked::default() => Some(2),
            Phase::Submitted(..) => Some(3),
            Phase::Disputed(..) => Some(4),
            Phase::AwaitingInput(..) => Some(11),
            Phase::Assigned(..) => Some(12),
        }
    }

    /// Who has it, and how that is paid.
    fn provider(&self) -> Option<(&CanonicalAddr, AcceptPayout)> {
        match self {
            Phase::Called(provider) => Some((provider, AcceptPayout::Redeem {})),
            _ => self.work().map(|work| (&work.provider, work.payout)),
        }
    }
}

impl End {
    /// Its name in queries and events.
    pub fn state(self) -> JobState {
        match self {
            End::Settled => JobState::Settled,
            End::Cancelled => JobState::Cancelled,
            End::Expired => JobState::Expired,
            End::Refunded => JobState::Refunded,
            End::Faulted(_) => JobState::Faulted,
        }
    }

    /// The fault, if it was one.
    pub fn fault(self) -> Option<JobFault> {
        match self {
            End::Faulted(fault) => Some(fault),
            _ => None,
        }
    }

    fn tag(self) -> u8 {
        match self {
            End::Settled => 5,
            End::Cancelled => 6,
            End::Expired => 7,
            End::Refunded => 8,
            End::Faulted(JobFault::Liveness) => 9,
            End::Faulted(JobFault::Fraud) => 10,
        }
    }

    fn from_tag(tag: u8) -> Option<Self> {
        [
            End::Settled,
            End::Cancelled,
            End::Expired,
            End::Refunded,
            End::Faulted(JobFault::Liveness),
            End::Faulted(JobFault::Fraud),
        ]
        .into_iter()
        .find(|end| end.tag() == tag)
    }
}

impl Job {
    /// Its state in queries and events.
    pub fn state(&self) -> JobState {
        match self {
            Job::Live(hot) => hot.phase.state(),
            Job::Finished(tombstone) => tombstone.end.state(),
        }
    }

    /// The record's bytes.
    ///
    /// Errors: [`ContractError::Field`] for a time, address or least payout that has no room in it, and for an open job.
    pub fn encode(&self) -> Result<Vec<u8>, ContractError> {
        match self {
            Job::Live(hot) => hot.encode(),
            Job::Finished(tombstone) => {
                let mut out = vec![tombstone.end.tag()];
                out.extend(tombstone.output.iter().flatten());
                Ok(out)
            }
        }
    }

    /// The record in `bytes`; the inverse of [`Job::encode`].
    ///
    /// Errors: [`ContractError::Record`] for anything that [`Job::encode`] does not produce.
    pub fn decode(bytes: &[u8]) -> Result<Self, ContractError> {
        decode(bytes).ok_or(ContractError::Record { what: "job", got: bytes.len() })
    }
}

impl Hot {
    fn encode(&self) -> Result<Vec<u8>, ContractError> {
        let open = || ContractError::Field { field: "phase" };
        let (provider, payout) = self.phase.provider().ok_or_else(open)?;
        let mut out = vec![self.phase.code().ok_or_else(open)?];
        push_tail(&mut out, "deadline", self.deadline.into(), TIME)?;
        let tag = match payout {
            AcceptPayout::Redeem {} => 0,
            AcceptPayout::Credits {} => 1,
            AcceptPayout::Net { min } => {
                push_tail(&mut out, "min", min.u128(), MINIMUM)?;
                2
            }
        };
        if let Some(first) = out.first_mut() {
            *first |= tag << 4;
        }
        let length = provider.len();
        match u8::try_from(length) {
            Ok(byte) if length <= MAX_ADDRESS => out.push(byte),
            _ => return Err(ContractError::Field { field: "provider" }),
        }
        out.extend_from_slice(provider);
        out.extend(self.phase.output().into_iter().flatten());
        match &self.phase {
            Phase::Assigned(_, asked) if *asked != Asked::default() => {
                out.extend(asked.waited.to_be_bytes());
                out.extend(asked.next.to_be_bytes());
            }
            Phase::AwaitingInput(_, wait) => wait.encode(&mut out)?,
            _ => {}
        }
        Ok(out)
    }
}

impl Wait {
    fn encode(&self, out: &mut Vec<u8>) -> Result<(), ContractError> {
        out.extend(self.waited.to_be_bytes());
        push_tail(out, "asked_at", self.asked_at.into(), TIME)?;
        push_tail(out, "due", self.due.into(), TIME)?;
        out.extend(self.chunk.iter().flat_map(|chunk| chunk.to_be_bytes()));
        Ok(())
    }

    fn decode(rest: &mut &[u8]) -> Option<Self> {
        Some(Self {
            waited: u32::try_from(number(rest, 4)?).ok()?,
            asked_at: u64::try_from(number(rest, TIME)?).ok()?,
            due: u64::try_from(number(rest, TIME)?).ok()?,
            chunk: match rest.len() {
                0 => None,
                _ => Some(u32::try_from(number(rest, 4)?).ok()?),
            },
        })
    }
}

/// Appends the last `width` bytes of `value`, big-endian; refuses one that needs more.
fn push_tail(out: &mut Vec<u8>, field: &'static str, value: u128, width: usize) -> Result<(), ContractError> {
    let bytes = value.to_be_bytes();
    match bytes.len().checked_sub(width).and_then(|at| bytes.split_at_checked(at)) {
        Some((head, tail)) if head.iter().all(|byte| *byte == 0) => {
            out.extend_from_slice(tail);
            Ok(())
        }
        _ => Err(ContractError::Field { field }),
    }
}

fn decode(bytes: &[u8]) -> Option<Job> {
    let (&first, mut rest) = bytes.split_first()?;
    let (phase, payout) = (first & 0x0f, first >> 4);
    if let Some(end) = End::from_tag(first) {
        let output = match rest.len() {
            0 => None,
            _ => Some(rest.try_into().ok()?),
        };
        return Some(Job::Finished(Tombstone { end, output }));
    }
    let deadline = u64::try_from(number(&mut rest, TIME)?).ok()?;
    let payout = match payout {
        0 => AcceptPayout::Redeem {},
        1 => AcceptPayout::Credits {},
        2 => AcceptPayout::Net { min: Uint128::new(number(&mut rest, MINIMUM)?) },
        _ => return None,
    };
    let length = usize::try_from(number(&mut rest, 1)?).ok().filter(|n| *n <= MAX_ADDRESS)?;
    let work = Work { provider: bytes_of(&mut rest, length)?.into(), payout };
    let phase = match phase {
        1 if payout == (AcceptPayout::Redeem {}) => Phase::Called(work.provider),
        2 => Phase::Assigned(work, Asked::default()),
        3 => Phase::Submitted(work, bytes_of(&mut rest, 32)?.try_into().ok()?),
        4 => Phase::Disputed(work, bytes_of(&mut rest, 32)?.try_into().ok()?),
        11 => Phase::AwaitingInput(work, Wait::decode(&mut rest)?),
        12 => {
            let [waited, next] = [number(&mut rest, 4)?, number(&mut rest, 4)?].map(u32::try_from);
            let asked = Asked { waited: waited.ok()?, next: next.ok()? };
            Phase::Assigned(work, Some(asked).filter(|asked| *asked != Asked::default())?)
        }
        _ => return None,
    };
    rest.is_empty().then_some(Job::Live(Hot { deadline, phase }))
}

fn bytes_of<'a>(rest: &mut &'a [u8], width: usize) -> Option<&'a [u8]> {
    let (bytes, tail) = rest.split_at_checked(width)?;
    *rest = tail;
    Some(bytes)
}

fn number(rest: &mut &[u8], width: usize) -> Option<u128> {
    Some(bytes_of(rest, width)?.iter().fold(0, |sum, byte| (sum << 8) | u128::from(*byte)))
}
