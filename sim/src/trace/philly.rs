//! Jobs of a GPU cluster: the Philly arrivals joined with the Philly runtimes.
//!
//! The two were published apart, and the runtimes without their order or their GPU counts, so which job ran how
//! long is lost. What is known is how durations depend on the GPU count (see [`crate::demand::durations`]), and
//! the join keeps that: each arrival draws a duration from the model of its GPU count, and the draw's rank among
//! *all* jobs of the model picks the real runtime of the same rank. The durations are thereby real ones, their
//! dependence on the GPU count is the trace's, and a mix of GPU counts that differs from the trace's own (the
//! published arrivals are the first 2,000 of each virtual cluster) does not bend it.

use anyhow::{ensure, Result};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;

use super::csv::Table;
use crate::demand::{arrivals as arrival_model, durations, Demand, Tier, NATIVE_DAYS, NATIVE_JOBS};

/// The header of a file of arrivals.
pub const ARRIVALS_HEADER: &str = "arrival_s,gpus,virtual_cluster";
/// The header of a file of runtimes.
pub const RUNTIMES_HEADER: &str = "runtime";

/// A job's arrival in seconds since the trace began, and the GPUs it asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    /// Whole seconds.
    pub seconds: u64,
    /// At least 1.
    pub gpus: u32,
}

pub(super) fn arrivals(table: &Table) -> Result<Vec<Arrival>> {
    let mut arrivals = table
        .rows()
        .map(|row| {
            let row = row?;
            let seconds = row.seconds(0, "seconds of arrival")? as u64;
            let gpus = row.number(1, "a GPU count of at least 1", |&gpus: &u32| gpus > 0)?;
            Ok(Arrival { seconds, gpus })
        })
        .collect::<Result<Vec<_>>>()?;
    arrivals.sort_by_key(|arrival| arrival.seconds);
    Ok(arrivals)
}

pub(super) fn runtimes(table: &Table) -> Result<Vec<f64>> {
    let mut runtimes = Vec::new();
    for row in table.rows() {
        let runtime = row?.seconds(0, "a runtime in seconds")?;
        // A job that ran for no time at all used no GPU: it was cancelled before it started.
        if runtime > 0.0 {
            runtimes.push(runtime);
        }
    }
    ensure!(!runtimes.is_empty(), "every runtime is zero");
    runtimes.sort_by(f64::total_cmp);
    Ok(runtimes)
}

/// Joins arrivals with ascending runtimes; the fitted model stands in for whichever is missing.
pub(super) fn jobs(arrivals: Option<&[Arrival]>, runtimes: Option<&[f64]>, seed: u64) -> Vec<Demand> {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let arrivals = arrivals.map_or_else(|| modelled_arrivals(&mut rng), <[Arrival]>::to_vec);
    arrivals
        .into_iter()
        .map(|Arrival { seconds: arrival, gpus }| {
            let drawn = durations::sample_exact(gpus, &mut rng);
            let seconds = runtimes.map_or(drawn, |runtimes| same_rank(drawn, runtimes));
            let class_hint = Tier::for_gpus(gpus, rng.gen());
            Demand { arrival, gpus, seconds: seconds.round().max(1.0) as u64, class_hint }
        })
        .collect()
}

fn modelled_arrivals(rng: &mut impl Rng) -> Vec<Arrival> {
    arrival_model::sample(NATIVE_JOBS, NATIVE_DAYS, rng)
        .into_iter()
        .map(|seconds| Arrival { seconds, gpus: durations::sample_gpus(rng) })
        .collect()
}

/// The runtime whose rank among `ascending` is that of `drawn` in the model.
fn same_rank(drawn: f64, ascending: &[f64]) -> f64 {
    let rank = (durations::cumulative(drawn) * ascending.len() as f64) as usize;
    ascending[rank.min(ascending.len() - 1)]
}
