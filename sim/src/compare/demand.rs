//! Exogenous demand: sizes and bursts out of real traces (or the generator fitted to one), a reservation price
//! in USD drawn by the elasticity. At one seed every model sees the same stream.

use std::path::Path;

use anyhow::{bail, Context, Result};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;

use super::names::Scenario;
use super::params::World;
use crate::demand::scale::Scale;
use crate::demand::{self, Demand};
use crate::time::DAY;
use crate::trace;

/// Somebody wants work done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Job {
    /// Seconds since the start.
    pub at: u64,
    /// GPUs at once.
    pub gpus: u32,
    /// For how long, seconds.
    pub seconds: u64,
    /// Most that it is worth, USD per GPU-hour.
    pub worth: f64,
    /// Its client knows the market if the share that does is above this.
    pub known: f64,
    /// A false result is found out if the chance of that is above this.
    pub noticed: f64,
}

impl Job {
    /// GPU-hours.
    pub fn hours(&self) -> f64 {
        f64::from(self.gpus) * self.seconds as f64 / 3_600.0
    }
}

/// Which part of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slice {
    /// The first half, on which models are tuned.
    Training,
    /// The second half, on which they are scored.
    HeldOut,
}

/// Where demand comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// `traces` or `generator`.
    pub name: &'static str,
    jobs: Vec<Demand>,
}

/// The join of arrivals with runtimes is one draw: which job ran how long was not published.
const JOIN: u64 = 1;

impl Source {
    /// A slice of the cluster's arrivals joined with real runtimes, from the folder of traces.
    pub fn traces(folder: &Path, slice: Slice) -> Result<Self> {
        let files = ["philly_vc_arrivals_gavel_mit.csv", "philly_runtimes_alibaba2020_ccby.csv"]
            .map(|name| folder.join(name));
        let jobs = trace::load(&files, JOIN).context("the traces of demand")?;
        Ok(Self { name: "traces", jobs: half(jobs, slice) })
    }

    /// The same out of the generator.
    pub fn generator(slice: Slice) -> Self {
        Self { name: "generator", jobs: half(demand::generate(15_000, 89, JOIN), slice) }
    }

    /// In which of the slice's disjoint windows of as many jobs as a run has a seed's first job lies, from 0. Errors
    /// where the slice is shorter than a run.
    pub fn window(&self, world: &World, seed: u64) -> Result<usize> {
        Ok(self.begin(world, seed)?.1 / world.jobs.max(1))
    }

    /// A seed's randomness, and the place of its first job in the slice.
    fn begin(&self, world: &World, seed: u64) -> Result<(ChaCha12Rng, usize)> {
        if self.jobs.len() < world.jobs {
            bail!("a slice of {} jobs, expected at least {}", self.jobs.len(), world.jobs);
        }
        let mut rng = ChaCha12Rng::seed_from_u64(seed ^ 0x0d_e3a7);
        let first = rng.gen_range(0..=self.jobs.len() - world.jobs);
        Ok((rng, first))
    }

    /// The stream of a seed.
    pub fn stream(&self, world: &World, scenario: Scenario, seed: u64) -> Result<Vec<Job>> {
        let (mut rng, first) = self.begin(world, seed)?;
        let scale = Scale {
            jobs: world.jobs,
            days: world.days,
            mean_gpus: Some(world.load),
            longest: world.longest,
            most_gpus: world.gpus,
        };
        let sized = scale.apply(&self.jobs[first..first + world.jobs]);
        let end = u64::from(world.days) * DAY - 1;
        let mut jobs: Vec<Job> = sized
            .into_iter()
            .map(|demand| {
                let (time, worth, known, noticed): (f64, f64, f64, f64) =
                    (rng.gen(), rng.gen(), rng.gen(), rng.gen());
                let share = match scenario {
                    Scenario::Bursts => demand.arrival as f64 / end as f64,
                    // The rate rises as 10^t.
                    Scenario::Growth => (1.0 + 9.0 * time).log10(),
                    _ => time,
                };
                Job {
                    at: (share * end as f64) as u64,
                    gpus: demand.gpus,
                    seconds: demand.seconds.max(60),
                    worth: world.cloud * world.lowest * (1.0 - worth).powf(-1.0 / world.elasticity),
                    known,
                    noticed,
                }
            })
            .collect();
        if scenario == Scenario::Slump {
            jobs.retain(|job| job.at < end / 3 || rng.gen::<f64>() < 0.2);
        }
        jobs.sort_by_key(|job| job.at);
        Ok(jobs)
    }
}

fn half(mut jobs: Vec<Demand>, slice: Slice) -> Vec<Demand> {
    jobs.sort_by_key(|job| job.arrival);
    let rest = jobs.split_off(jobs.len() / 2);
    match slice {
        Slice::Training => jobs,
        Slice::HeldOut => rest,
    }
}
