//! Demand for GPU time: a seeded generator fitted to the published statistics of a real GPU cluster.
//!
//! The target is the Philly cluster trace as summarised in the project's data notes (82,178 jobs in 89 days).
//! The generator has three independent parts: when jobs arrive ([`arrivals`]), how many GPUs a job asks for
//! and for how long ([`durations`], never sampled apart from each other), and how a stream is brought to the
//! size of a simulation ([`scale`]). Floats are fine here: nothing in this module is money.

pub mod arrivals;
pub mod durations;
pub mod scale;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;
use serde::{Deserialize, Serialize};

/// Jobs in the trace that the generator is fitted to.
pub const NATIVE_JOBS: usize = 82_178;
/// Days that the trace spans.
pub const NATIVE_DAYS: u32 = 89;

/// One request for GPU time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Seconds since the start of the simulation.
    pub arrival: u64,
    /// GPUs that the job holds at once, at least 1.
    pub gpus: u32,
    /// Seconds for which it holds them, at least 1.
    pub seconds: u64,
    /// The kind of hardware the job suits best.
    pub class_hint: Tier,
}

impl Demand {
    /// GPU-seconds, which is also the number of compute credits the job costs.
    pub fn gpu_seconds(&self) -> u64 {
        u64::from(self.gpus).saturating_mul(self.seconds)
    }
}

/// Kinds of hardware, from the cheapest to the fastest; a simulation maps them to its hardware classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Consumer cards: experiments, small inference.
    Entry,
    /// Last generation's data-centre cards.
    Mid,
    /// The current generation with a fast interconnect: training over many GPUs.
    Top,
}

impl Tier {
    /// Every tier, in order.
    pub const ALL: [Tier; 3] = [Tier::Entry, Tier::Mid, Tier::Top];

    /// The tier for a job of `gpus`, by one uniform draw in `[0, 1)`. The trace has a single kind of GPU, so
    /// the preference is an assumption: the more GPUs a job needs at once, the more it needs their
    /// interconnect.
    pub fn for_gpus(gpus: u32, draw: f64) -> Self {
        let (entry, mid) = match gpus {
            0..=1 => (0.50, 0.33),
            2..=4 => (0.30, 0.45),
            _ => (0.08, 0.27),
        };
        if draw < entry {
            Tier::Entry
        } else if draw < entry + mid {
            Tier::Mid
        } else {
            Tier::Top
        }
    }

    /// Its position in [`Tier::ALL`].
    pub fn index(self) -> usize {
        match self {
            Tier::Entry => 0,
            Tier::Mid => 1,
            Tier::Top => 2,
        }
    }
}

/// Exactly `jobs` jobs over `days` days, sorted by arrival: the fitted arrival process over that many days,
/// with the count fixed, and durations at their native length. The same seed gives the same stream.
pub fn generate(jobs: usize, days: u32, seed: u64) -> Vec<Demand> {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let arrivals = arrivals::sample(jobs, days, &mut rng);
    arrivals
        .into_iter()
        .map(|arrival| {
            let gpus = durations::sample_gpus(&mut rng);
            let seconds = durations::sample_seconds(gpus, &mut rng);
            Demand { arrival, gpus, seconds, class_hint: Tier::for_gpus(gpus, rng.gen()) }
        })
        .collect()
}
