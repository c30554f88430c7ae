//! The clamped price accumulator and its rotating checkpoints.
//!
//! The accumulator sums log2 of a pool's price over time. The price that it counts does not jump with the
//! spot price: it moves towards it by at most 0.2 % per second, for at most [`MAX_RAMP`] seconds after an
//! observation, and then holds. The way there counts second by second, so the sum depends on the time that
//! passes and not on the number of blocks.

use crate::MathError;

/// log2(1.002) in Q40, rounded down: how far the accumulated price may move per second.
pub const CLAMP_LOG: i64 = 3_169_351_649;

/// Seconds after an observation for which the accumulated price moves on towards the spot price.
pub const MAX_RAMP: u64 = 600;

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

/// The accumulator as it stood at the last observation.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Height of the block of the last observation.
    pub height: u64,
    /// The latest block time observed, in seconds.
    pub time: u64,
    /// log2 of the price accumulated last, Q40, after clamping.
    pub last_log: i64,
    /// Sum of log2 price times seconds, Q40.
    pub acc: i128,
}

impl Observation {
    /// The observation a pool starts with: nothing accumulated, and `last_log` (log2 of a price, Q40) as the
    /// price from which the accumulated price sets out.
    pub const fn first(height: u64, time: u64, last_log: i64) -> Self {
        Self { height, time, last_log, acc: 0 }
    }

    /// The observation of a block at `height` and `time`: [`Observation::at`], with that height. Call it
    /// before the block's first change of the reserves, with the price before that change. Any height is
    /// accepted: a restarted chain begins at a lower one.
    ///
    /// Errors: as [`Observation::at`].
    pub fn advance(&self, height: u64, time: u64, spot_log: i64) -> Result<Self, MathError> {
        Ok(Self { height, ..self.at(time, spot_log)? })
    }

    /// What an observation at `time` would accumulate if the spot price has been `spot_log` since the last
    /// one. With t seconds passed, the price moves from `last_log` towards `spot_log` by r, at most
    /// [`CLAMP_LOG`] per second for min(t, [`MAX_RAMP`]) seconds, and then holds. The sum grows by the
    /// integral over that way, (last_log + r)·t − r·|r| / (2·[`CLAMP_LOG`]), rounded down to a unit of Q40
    /// seconds.
    ///
    /// No time passed changes nothing. A `time` before the last observation counts as no time passed, and the
    /// latest time stays: a clock that was set back delays the accumulator, and no second counts twice.
    ///
    /// Errors: [`MathError::Overflow`], for logarithms within ±128 and times below 2^40 never.
    pub fn at(&self, time: u64, spot_log: i64) -> Result<Self, MathError> {
        let Some(passed) = time.checked_sub(self.time) else { return Ok(*self) };
        let reach = CLAMP_LOG.saturating_mul(i64::try_from(passed.min(MAX_RAMP)).unwrap_or(i64::MAX));
        let moved = spot_log.saturating_sub(self.last_log).max(reach.saturating_neg()).min(reach);
        let last_log = self.last_log.checked_add(moved).ok_or(MathError::Overflow)?;
        let moved = i128::from(moved);
        let square = moved.saturating_mul(moved.saturating_abs());
        let lag = square.saturating_neg().div_euclid(i128::from(CLAMP_LOG).saturating_mul(2));
        let acc = i128::from(last_log)
            .checked_mul(i128::from(passed))
            .and_then(|area| area.checked_add(lag))
            .and_then(|area| self.acc.checked_add(area))
            .ok_or(MathError::Overflow)?;
        Ok(Self { height: self.height, time, last_log, acc })
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

    /// Mean of log2 price, Q40, rounded down, from the youngest checkpoint that is at least `window` older
    /// than `obs` until `obs`; `None` while there is no such checkpoint. For the mean at a given time, pass
    /// the observation at that time ([`Observation::at`]).
    ///
    /// Errors: [`MathError::Overflow`], for checkpoints of the same accumulator never.
    pub fn twap_log(&self, obs: &Observation, window: Window) -> Result<Option<i64>, MathError> {
        let Some(reference) = self.reference(obs.time, window) else { return Ok(None) };
        let area = obs.acc.checked_sub(reference.acc).ok_or(MathError::Overflow)?;
        let passed = obs.time.saturating_sub(reference.time);
        let mean = area.checked_div_euclid(i128::from(passed)).ok_or(MathError::DivisionByZero)?;
        i64::try_from(mean).map(Some).map_err(|_| MathError::Overflow)
    }

    /// The checkpoint at which a mean up to `time`, in seconds, begins: the youngest that is at least `window` older.
    pub fn reference(&self, time: u64, window: Window) -> Option<Checkpoint> {
        let (previous, current) = self.pair(window);
        let old_enough = |checkpoint: &Checkpoint| time.saturating_sub(checkpoint.time) >= window.seconds();
        current.filter(old_enough).or(previous.filter(old_enough))
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
