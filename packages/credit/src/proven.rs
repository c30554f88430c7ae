//! GPUs that verified jobs have proven to run at once. Capacity, and with it the take, follows from them.

use serde::{Deserialize, Serialize};

use crate::RuleError;

/// Seconds of a period over which the most GPUs busy at once are remembered.
const PERIOD: u64 = 30 * 86_400;

/// Shortest job that proves its GPUs, in seconds paid for and in seconds from its acceptance to its end: a shorter one could
/// be faked, or done by hardware borrowed for it.
pub const LEAST_SECONDS: u64 = 600;

/// What verified jobs have shown.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proven {
    /// GPUs of all jobs ever verified, summed.
    pub verified: u64,
    /// Most GPUs proven busy at once in the 30-day period before `period`.
    pub before: u32,
    /// Most GPUs proven busy at once in `period`.
    pub peak: u32,
    /// Which 30-day period since the Unix epoch `peak` belongs to.
    pub period: u64,
}

/// What a job knows of its provider's GPUs when it is accepted.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// GPUs of the job.
    pub gpus: u32,
    /// The provider's GPUs in jobs then, this one's included.
    pub busy: u32,
    /// [`Proven::verified`] then.
    pub verified: u64,
    /// Unix seconds of the acceptance.
    pub accepted: u64,
}

impl Proven {
    /// Counts a verified job, and what it proves to have been busy at once: at most what was busy when it was
    /// accepted, and of that only this job and those verified since. One that ended sooner than [`LEAST_SECONDS`] after it
    /// was accepted proves nothing.
    pub fn verify(&mut self, shown: &Shown, now: u64) -> Result<(), RuleError> {
        if now.saturating_sub(shown.accepted) < LEAST_SECONDS {
            return Ok(());
        }
        let since = self.verified.saturating_sub(shown.verified);
        let seen = u64::from(shown.gpus).saturating_add(since);
        let candidate = u32::try_from(seen).unwrap_or(u32::MAX).min(shown.busy);
        let (before, peak) = self.peaks(now);
        *self = Self {
            verified: self
                .verified
                .checked_add(shown.gpus.into())
                .ok_or(RuleError::Range { what: "verified GPUs" })?,
            before,
            peak: peak.max(candidate),
            period: self.period.max(period(now)),
        };
        Ok(())
    }

    /// Most GPUs proven busy at once in the period of `now` and the one before.
    pub fn most(&self, now: u64) -> u32 {
        let (before, peak) = self.peaks(now);
        before.max(peak)
    }

    /// Most GPUs proven busy at once in the 30-day period before that of `now`, and in that of `now`.
    fn peaks(&self, now: u64) -> (u32, u32) {
        match period(now).saturating_sub(self.period) {
            0 => (self.before, self.peak),
            1 => (self.peak, 0),
            _ => (0, 0),
        }
    }
}

fn period(now: u64) -> u64 {
    now.checked_div(PERIOD).unwrap_or_default()
}
