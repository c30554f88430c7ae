//! The fall of NET: whatever people think of in another money costs twice as much NET a day later.

use crate::time::DAY;

/// When NET falls: within a day, by half.
#[derive(Clone, Copy, Debug)]
pub struct Shock {
    from: u64,
}

impl Shock {
    /// On the fourth of seven days, and at the same part of a longer or shorter run.
    pub fn new(days: u32) -> Self {
        Self { from: u64::from(days) * DAY * 3 / 7 }
    }

    /// Second of the run at which the fall begins.
    pub fn from(&self) -> u64 {
        self.from
    }

    /// Second of the run at which it is over.
    pub fn until(&self) -> u64 {
        self.from + DAY
    }

    /// How much more NET everything costs at a second of the run than at its start: 1 to 2, evenly by ratio.
    pub fn index(&self, at: u64) -> f64 {
        2_f64.powf((at.saturating_sub(self.from) as f64 / DAY as f64).min(1.0))
    }
}
