//! Waits that somebody can lose by, safe against chains that stand still.
//!
//! A chain stops for an upgrade, an hour or a day, and then one block carries the whole gap; some restart at a
//! lower height. A wait therefore counts seconds *and* blocks: nobody is punished for time in which no
//! message could have been included.

use serde::{Deserialize, Serialize};

use cosmwasm_std::BlockInfo;

/// After its time a wait lasts at most this much longer, however few blocks were made: 30 days, in seconds.
pub const LONGEST_HALT: u64 = 30 * 86_400;

/// Shortest and longest usual time between blocks that a chain may state, milliseconds.
pub const BLOCK_MILLIS: (u64, u64) = (100, 30_000);

/// When a wait began: a block's time in Unix seconds and its height.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Unix seconds.
    pub time: u64,
    /// Block height.
    pub height: u64,
}

impl Moment {
    /// The block's.
    pub fn of(block: &BlockInfo) -> Self {
        Self { time: block.time.seconds(), height: block.height }
    }

    /// The later of the two, by time; `other` where both have the same.
    pub fn or_later(self, other: Self) -> Self {
        if other.time >= self.time {
            other
        } else {
            self
        }
    }
}

/// A wait of `seconds` that began at `begun`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// When it began.
    pub begun: Moment,
    /// How long it lasts.
    pub seconds: u64,
}

impl Deadline {
    /// Unix seconds before which it has surely not passed; it lasts longer only where the chain stood still.
    pub fn at(&self) -> u64 {
        self.begun.time.saturating_add(self.seconds)
    }

    /// Whether it has passed at `block`: its seconds have, and so have ⌈1,000·seconds/block_millis⌉ blocks, or
    /// [`LONGEST_HALT`] on top of its seconds. A chain that runs makes so many blocks in that time, because
    /// `block_millis` is a little more than its blocks take; when it stands still, the wait lasts longer by about as
    /// much. With fewer blocks a halt late in a wait would count in full. Blocks are counted from its
    /// beginning, or all of them where the height is now lower than it was then. The first block at which this
    /// holds is the first of the time after; until then whatever was awaited is accepted.
    pub fn passed(&self, block: &BlockInfo, block_millis: u64) -> bool {
        let now = block.time.seconds();
        if now < self.at() {
            return false;
        }
        let blocks = block.height.checked_sub(self.begun.height).unwrap_or(block.height);
        let expected = self.seconds.saturating_mul(1_000).div_ceil(block_millis.max(1));
        blocks >= expected || now >= self.at().saturating_add(LONGEST_HALT)
    }
}
