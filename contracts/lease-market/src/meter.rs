//! The meter: which seconds of a lease are paid. Pure rules.
//!
//! ```text
//! silence(now) = min(now − seen, ⌊2·block_millis·blocks made since/1,000⌋)
//! gaps(now)    = gaps + max(0, silence(now) − covers)
//! due(now)     = max(0, min(now, end) − from − (gaps(now) − gaps_from))
//! ```
//!
//! A heartbeat stores gaps(now), now, and for how long it covers, the `heartbeat_within` of its time: one record for all leases of a
//! provider. A payment is of `due` seconds, and the next one counts from min(now, end) and gaps(now). While a chain stands still few blocks are made and no heartbeat can be sent, so that time
//! is covered.

use api::deadline::Moment;
use api::lease_market::SILENCE;
use serde::{Deserialize, Serialize};

/// How heartbeats are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Seconds that a heartbeat covers which is sent now.
    pub heartbeat_within: u64,
    /// A little more than the usual time between blocks, milliseconds.
    pub block_millis: u64,
}

/// When a provider was heard of, and what of its time before then was not covered.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Its last heartbeat.
    pub seen: Moment,
    /// Seconds that it covers.
    pub covers: u64,
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
    pub fn new(now: Moment, pace: Pace) -> Self {
        Self { seen: now, covers: pace.heartbeat_within, gaps: 0 }
    }

    /// Seconds since the last heartbeat, no more than the blocks made since can have taken. Where the height is lower than it was
    /// then, all blocks of the chain count.
    pub fn silence(&self, now: Moment, block_millis: u64) -> u64 {
        let blocks = now.height.checked_sub(self.seen.height).unwrap_or(now.height);
        let made = blocks.saturating_mul(block_millis).saturating_mul(2) / 1_000;
        now.time.saturating_sub(self.seen.time).min(made)
    }

    /// Seconds without cover until now.
    pub fn gaps(&self, now: Moment, block_millis: u64) -> u64 {
        let gap = self.silence(now, block_millis).saturating_sub(self.covers);
        self.gaps.saturating_add(gap)
    }

    /// After a heartbeat now.
    pub fn beat(&self, now: Moment, pace: Pace) -> Self {
        Self { seen: now, covers: pace.heartbeat_within, gaps: self.gaps(now, pace.block_millis) }
    }

    /// Whether it has been silent for so long that anyone may close its leases.
    pub fn is_silent(&self, now: Moment, block_millis: u64) -> bool {
        self.silence(now, block_millis) >= self.covers.saturating_mul(SILENCE)
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
