//! The meter: which seconds of a lease are paid. Pure rules.
//!
//! ```text
//! silence(now) = min(now − seen, ⌊2·block_millis·blocks made since/1,000⌋)
//! gaps(now)    = gaps + max(0, silence(now) − heartbeat_within)
//! due(now)     = max(0, min(now, end) − from − (gaps(now) − gaps_from))
//! ```
//!
//! A heartbeat stores gaps(now) and now: one record for all leases of a provider. A payment is of `due` seconds, and the next one
//! counts from min(now, end) and gaps(now). While a chain stands still few blocks are made and no heartbeat can be sent, so that time
//! is covered.

use api::deadline::Moment;
use api::lease_market::SILENCE;
use serde::{Deserialize, Serialize};

/// How heartbeats are judged: governed, for all leases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Seconds that a heartbeat covers.
    pub heartbeat_within: u64,
    /// A little more than the usual time between blocks, milliseconds.
    pub block_millis: u64,
}

/// When a provider was heard of, and what of its time before then was not covered.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Its last heartbeat.
    pub seen: Moment,
    /// Seconds without cover until then.
    pub gaps: u64,
}

/// Until when a lease is settled.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meter {
    /// Unix seconds.
    pub from: u64,
    /// The provider's gaps then.
    pub gaps_from: u64,
}

impl Clock {
    /// Of a provider that is heard of for the first time.
    pub fn new(now: Moment) -> Self {
        Self { seen: now, gaps: 0 }
    }

    /// Seconds since the last heartbeat, no more than the blocks made since can have taken. Where the height is lower than it was
    /// then, all blocks of the chain count.
    pub fn silence(&self, now: Moment, pace: Pace) -> u64 {
        let blocks = now.height.checked_sub(self.seen.height).unwrap_or(now.height);
        let made = blocks.saturating_mul(pace.block_millis).saturating_mul(2) / 1_000;
        now.time.saturating_sub(self.seen.time).min(made)
    }

    /// Seconds without cover until now.
    pub fn gaps(&self, now: Moment, pace: Pace) -> u64 {
        let gap = self.silence(now, pace).saturating_sub(pace.heartbeat_within);
        self.gaps.saturating_add(gap)
    }

    /// After a heartbeat now.
    pub fn beat(&self, now: Moment, pace: Pace) -> Self {
        Self { seen: now, gaps: self.gaps(now, pace) }
    }

    /// Whether it has been silent for so long that anyone may close its leases.
    pub fn is_silent(&self, now: Moment, pace: Pace) -> bool {
        self.silence(now, pace) >= pace.heartbeat_within.saturating_mul(SILENCE)
    }
}

impl Meter {
    /// Of a lease that starts now, with a heartbeat.
    pub fn start(clock: &Clock) -> Self {
        Self { from: clock.seen.time, gaps_from: clock.gaps }
    }

    /// The seconds that are due of a lease that ends at `end`, where its provider has `gaps` now; and the meter after they are
    /// paid.
    pub fn settle(self, now: u64, end: u64, gaps: u64) -> (u64, Self) {
        let until = now.min(end).max(self.from);
        let missed = gaps.saturating_sub(self.gaps_from);
        let due = until.saturating_sub(self.from).saturating_sub(missed);
        (due, Self { from: until, gaps_from: gaps })
    }
}
