//! How many GPUs a job asks for, and for how long: a mixture of lognormals for each GPU count.
//!
//! The fit, by least squares on the logarithms of the published facts:
//!
//! - 4, 8, 16 and 32 GPUs: one lognormal each, which the median and the mean determine.
//! - 2 GPUs: the median is 21 s and the mean 30,942 s, so most die at once and the rest run long: two lognormals.
//! - 1 GPU, 93 % of all jobs: failures, ordinary runs and long runs, such that also the deciles of *all* jobs fit.
//! - GPU counts: 93 % ask for one; the others keep the proportions of the published per-cluster arrivals, tilted
//!   exponentially by GPU-seconds (the change of least relative entropy) until the load is 413 GPUs on average.
//!
//! Every component is truncated at the longest run of the trace.
//!
//! | fact | trace | model |
//! |---|---|---|
//! | p10 / p50 / p90 / p99 of all jobs, s | 61 / 1,141 / 11,175 / 240,097 | 61 / 1,176 / 11,151 / 239,803 |
//! | share of the top 1 % in GPU-hours | 65.5 % | 66 % |
//! | mean GPUs busy | 413 | 413 |

use rand::Rng;

use super::arrivals::normal;

/// The longest run of the trace, in seconds.
pub const LONGEST_S: f64 = 4_628_239.0;

/// One lognormal of a mixture.
struct Component {
    weight: f64,
    /// Seconds, before truncation.
    median: f64,
    /// Standard deviation of the logarithm.
    sigma: f64,
}

/// Everything the model says about jobs of one GPU count.
struct GpuCount {
    gpus: u32,
    /// Share of all jobs.
    share: f64,
    components: &'static [Component],
}

const fn part(weight: f64, median: f64, sigma: f64) -> Component {
    Component { weight, median, sigma }
}

const MODEL: [GpuCount; 6] = [
    GpuCount {
        gpus: 1,
        share: 0.93,
        components: &[
            part(0.1122, 20.0, 0.955),
            part(0.8290, 1_177.9, 1.0332),
            part(0.0588, 50_000.0, 1.1769),
        ],
    },
    GpuCount { gpus: 2, share: 0.011515, components: &[part(0.6, 6.577, 1.2), part(0.4, 25_742.0, 1.5)] },
    GpuCount { gpus: 4, share: 0.038652, components: &[part(1.0, 17_408.0, 1.7681)] },
    GpuCount { gpus: 8, share: 0.017950, components: &[part(1.0, 23_540.0, 1.8944)] },
    GpuCount { gpus: 16, share: 0.001054, components: &[part(1.0, 31_424.0, 1.5844)] },
    GpuCount { gpus: 32, share: 0.000829, components: &[part(1.0, 14_262.0, 1.2175)] },
];

/// The GPU counts of the model, ascending, each with its share of all jobs.
pub fn gpu_mix() -> impl Iterator<Item = (u32, f64)> {
    MODEL.iter().map(|count| (count.gpus, count.share))
}

/// A GPU count by the model's mix.
pub fn sample_gpus(rng: &mut impl Rng) -> u32 {
    pick(&MODEL, |count| count.share, rng).gpus
}

/// Whole seconds, at least 1, for a job of `gpus`. A count that the model does not have is given the largest
/// one below it (the trace says nothing of 3 GPUs, and its 12 behave like its 8).
pub fn sample_seconds(gpus: u32, rng: &mut impl Rng) -> u64 {
    sample_exact(gpus, rng).round().max(1.0) as u64
}

/// The same, before rounding to whole seconds.
pub(crate) fn sample_exact(gpus: u32, rng: &mut impl Rng) -> f64 {
    let count = MODEL.iter().rev().find(|count| count.gpus <= gpus).unwrap_or(&MODEL[0]);
    let component = pick(count.components, |component| component.weight, rng);
    loop {
        let seconds = component.median * (component.sigma * normal(rng)).exp();
        if seconds <= LONGEST_S {
            return seconds;
        }
    }
}

/// The share of all jobs, of every GPU count, that the model expects to last at most `seconds`.
pub fn cumulative(seconds: f64) -> f64 {
    if seconds <= 0.0 {
        return 0.0;
    }
    let below = |component: &Component, x: f64| normal_cdf((x / component.median).ln() / component.sigma);
    let total: f64 = MODEL.iter().map(|count| count.share).sum();
    let sum: f64 = MODEL
        .iter()
        .flat_map(|count| count.components.iter().map(move |component| (count.share, component)))
        .map(|(share, component)| {
            share * component.weight * (below(component, seconds) / below(component, LONGEST_S)).min(1.0)
        })
        .sum();
    sum / total
}

/// One item with a chance proportional to its weight.
fn pick<'a, T>(items: &'a [T], weight: impl Fn(&T) -> f64, rng: &mut impl Rng) -> &'a T {
    let total: f64 = items.iter().map(&weight).sum();
    let mut left = rng.gen::<f64>() * total;
    for item in items {
        left -= weight(item);
        if left < 0.0 {
            return item;
        }
    }
    &items[items.len() - 1]
}

/// The standard normal distribution function, to within 8e-8 (Abramowitz and Stegun, 26.2.17).
fn normal_cdf(z: f64) -> f64 {
    const COEFFICIENTS: [f64; 5] = [0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
    let t = 1.0 / (1.0 + 0.2316419 * z.abs());
    let density = (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
    let polynomial = COEFFICIENTS.iter().rev().fold(0.0, |sum, &coefficient| (sum + coefficient) * t);
    let tail = density * polynomial;
    if z >= 0.0 {
        1.0 - tail
    } else {
        tail
    }
}
