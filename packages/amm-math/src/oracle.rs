//! The clamped price accumulator and its rotating checkpoints (ECONOMICS § Price oracle).

use crate::MathError;

/// log2(1.01) in Q40, rounded down: how far the accumulated price may move per block.
pub const CLAMP_LOG: i64 = 15_783_811_548;

/// Blocks after which the clamp widens no further.
pub const MAX_BLOCKS: u64 = 100;

/// Lengths of the windows in seconds, in the order of [`Window`].
pub const WINDOWS: [u64; 4] = [600, 1_800, 86_400, 604_800];

/// A length over which the price can be averaged.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Window {
    /// 10 minutes.
    TenMin,
    /// 30 minutes.
    HalfHour,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
}

impl Window {
    /// Length in seconds.
    pub const fn seconds(self) -> u64 {
        let [ten_min, half_hour, day, week] = WINDOWS;
        match self {
            Self::TenMin => ten_min,
            Self::HalfHour => half_hour,
            Self::Day => day,
            Self::Week => week,
        }
    }
}

/// The accumulator as it stood at the last block with a trade.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Height of that block.
    pub height: u64,
    /// Its time in seconds.
    pub time: u64,
    /// log2 of the price accumulated last, Q40, after clamping.
    pub last_log: i64,
    /// Sum of log2 price times seconds, Q40.
    pub acc: i128,
}

impl Observation {
    /// The observation a pool starts with: nothing accumulated, and `last_log` (log2 of a price, Q40) as the one that
    /// later prices are clamped around.
    pub const fn first(height: u64, time: u64, last_log: i64) -> Self {
        Self { height, time, last_log, acc: 0 }
    }

    /// Accumulates the price that stood since the last observation: call it before a block's first trade with
    /// the price before that trade. Further calls in the same block change nothing. The price counts only as
    /// far as ±1 % per block passed (at most [`MAX_BLOCKS`]) around the last accumulated one.
    ///
    /// Errors: [`MathError::Backwards`] if height or time decreases.
    pub fn advance(&self, height: u64, time: u64, spot_log: i64) -> Result<Self, MathError> {
        if height == self.height {
            return Ok(*self);
        }
        let blocks = height.checked_sub(self.height).ok_or(MathError::Backwards {
            what: "height",
            min: self.height,
            got: height,
        })?;
        let reach = CLAMP_LOG.saturating_mul(i64::try_from(blocks.min(MAX_BLOCKS)).unwrap_or(i64::MAX));
        let lowest = self.last_log.saturating_sub(reach);
        let highest = self.last_log.saturating_add(reach);
        let last_log = spot_log.max(lowest).min(highest);
        let acc = Self { last_log, ..*self }.acc_at(time)?;
        Ok(Self { height, time, last_log, acc })
    }

    /// The accumulator at `time`, had the last accumulated price stood since.
    ///
    /// Errors: [`MathError::Backwards`] if `time` lies before the observation.
    pub fn acc_at(&self, time: u64) -> Result<i128, MathError> {
        let elapsed = elapsed(self.time, time)?;
        i128::from(self.last_log)
            .checked_mul(i128::from(elapsed))
            .and_then(|area| self.acc.checked_add(area))
            .ok_or(MathError::Overflow)
    }
}

/// The accumulator at a past moment.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Seconds.
    pub time: u64,
    /// Sum of log2 price times seconds, Q40.
    pub acc: i128,
}

impl From<&Observation> for Checkpoint {
    fn from(obs: &Observation) -> Self {
        Self { time: obs.time, acc: obs.acc }
    }
}

/// Two checkpoints per window, the previous and the current, in the order of [`WINDOWS`].
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Checkpoints {
    /// `(previous, current)` of each window; the previous is at least one window older.
    pub pairs: [(Option<Checkpoint>, Option<Checkpoint>); 4],
}

impl Checkpoints {
    /// The checkpoints a pool starts with.
    pub fn first(obs: &Observation) -> Self {
        Self { pairs: [(None, Some(obs.into())); 4] }
    }

    /// Replaces the checkpoints of each window that has passed since its current one. Returns whether any
    /// changed.
    pub fn rotate(&mut self, obs: &Observation) -> bool {
        let mut changed = false;
        for ((previous, current), window) in self.pairs.iter_mut().zip(WINDOWS) {
            let due = current.is_none_or(|c| obs.time.saturating_sub(c.time) >= window);
            if due {
                *previous = *current;
                *current = Some(obs.into());
                changed = true;
            }
        }
        changed
    }

    /// Mean of log2 price, Q40, rounded down, from the youngest checkpoint that is at least `window` old
    /// until `now`, extrapolated since `obs` at its last accumulated price.
    ///
    /// Errors: [`MathError::TooYoung`] if there is no such checkpoint, [`MathError::Backwards`] if `now` lies
    /// before `obs`.
    pub fn twap_log(&self, obs: &Observation, window: Window, now: u64) -> Result<i64, MathError> {
        let (previous, current) = self.pair(window);
        let age = |checkpoint: &Checkpoint| now.saturating_sub(checkpoint.time);
        let reference = current.filter(|c| age(c) >= window.seconds()).or(previous);
        let Some(reference) = reference.filter(|c| age(c) >= window.seconds()) else {
            let oldest = reference.or(current).as_ref().map_or(0, age);
            return Err(MathError::TooYoung { window: window.seconds(), age: oldest });
        };
        let area = obs.acc_at(now)?.checked_sub(reference.acc).ok_or(MathError::Overflow)?;
        let mean = area.checked_div_euclid(i128::from(age(&reference))).ok_or(MathError::DivisionByZero)?;
        i64::try_from(mean).map_err(|_| MathError::Overflow)
    }

    const fn pair(&self, window: Window) -> (Option<Checkpoint>, Option<Checkpoint>) {
        let [ten_min, half_hour, day, week] = self.pairs;
        match window {
            Window::TenMin => ten_min,
            Window::HalfHour => half_hour,
            Window::Day => day,
            Window::Week => week,
        }
    }
}

fn elapsed(from: u64, to: u64) -> Result<u64, MathError> {
    to.checked_sub(from).ok_or(MathError::Backwards { what: "time", min: from, got: to })
}
