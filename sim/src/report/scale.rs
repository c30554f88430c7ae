//! From values to pixels, and where the ticks go.

/// A linear map of an interval of values onto an interval of pixels.
#[derive(Clone, Copy, Debug)]
pub struct Linear {
    from: (f64, f64),
    to: (f64, f64),
}

impl Linear {
    /// `from` must not be empty; `to` may run either way.
    pub fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        let from = if from.1 > from.0 { from } else { (from.0, from.0 + 1.0) };
        Linear { from, to }
    }

    /// The pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.to.0 + (value - self.from.0) / (self.from.1 - self.from.0) * (self.to.1 - self.to.0)
    }
}

/// Round steps: 1, 2 or 5 times a power of ten, about `count` of them in an interval.
pub fn step(low: f64, high: f64, count: usize) -> f64 {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return 1.0;
    }
    let raw = span / count.max(1) as f64;
    let power = 10_f64.powf(raw.log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power >= raw * 0.999).unwrap_or(10.0);
    factor * power
}

/// The multiples of `step` within an interval, ends included.
pub fn ticks(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// The interval of the values, widened to whole steps; from 0 if `with_zero` or if the values are not far
/// from it.
pub fn round_domain(values: impl IntoIterator<Item = f64>, count: usize, with_zero: bool) -> (f64, f64, f64) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values {
        low = low.min(value);
        high = high.max(value);
    }
    if !low.is_finite() || !high.is_finite() {
        (low, high) = (0.0, 1.0);
    }
    if with_zero || (low > 0.0 && low < 0.35 * high) {
        low = low.min(0.0);
    }
    if high <= low {
        high = low + low.abs().max(1.0) * 0.01;
    }
    let step = step(low, high, count);
    ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step, step)
}
