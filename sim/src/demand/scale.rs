//! Bringing a stream of jobs, generated or read from a trace, to the size of a simulation.

use serde::{Deserialize, Serialize};

use super::Demand;

const DAY: u64 = 86_400;

/// The size of a simulation's demand. What is left out stays as it is in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// How many jobs there are to be.
    pub jobs: usize,
    /// Over how many days they arrive.
    pub days: u32,
    /// GPUs busy on average if every job is served: all durations are multiplied by the one factor that gives
    /// this, so that ratios between jobs stay (up to the two limits below).
    pub mean_gpus: Option<f64>,
    /// No job lasts longer, in seconds: the market's own longest job.
    pub longest: u64,
    /// No job asks for more GPUs: the most that one provider has.
    pub most_gpus: u32,
}

impl Scale {
    /// Exactly `jobs` jobs, sorted by arrival, the first at 0 and none after `days` days; none from an empty
    /// stream.
    ///
    /// Of a longer stream it takes the consecutive stretch of that many jobs that spans the least time, so
    /// that time is compressed as little as possible; a shorter stream is repeated back to back.
    pub fn apply(&self, stream: &[Demand]) -> Vec<Demand> {
        let mut jobs = self.fix_count(stream);
        self.fix_times(&mut jobs);
        self.fix_sizes(&mut jobs);
        jobs
    }

    fn fix_count(&self, stream: &[Demand]) -> Vec<Demand> {
        let mut sorted = stream.to_vec();
        sorted.sort_by_key(|job| job.arrival);
        let (Some(first), Some(last)) = (sorted.first().copied(), sorted.last().copied()) else {
            return Vec::new();
        };
        if self.jobs == 0 {
            return Vec::new();
        }
        if sorted.len() >= self.jobs {
            return sorted
                .windows(self.jobs)
                .min_by_key(|window| window[self.jobs - 1].arrival - window[0].arrival)
                .map(<[Demand]>::to_vec)
                .unwrap_or_default();
        }
        // One mean gap between the repetitions keeps the stream's rate.
        let span = last.arrival - first.arrival;
        let period = (span + span / sorted.len() as u64).max(1);
        sorted
            .iter()
            .cycle()
            .take(self.jobs)
            .enumerate()
            .map(|(i, job)| Demand { arrival: job.arrival + period * (i / sorted.len()) as u64, ..*job })
            .collect()
    }

    fn fix_times(&self, jobs: &mut [Demand]) {
        let (Some(first), Some(last)) = (jobs.first().copied(), jobs.last().copied()) else { return };
        let span = last.arrival - first.arrival;
        let target = u64::from(self.days.max(1)) * DAY - 1;
        for job in jobs {
            let offset = u128::from(job.arrival - first.arrival) * u128::from(target);
            job.arrival = offset.checked_div(u128::from(span)).unwrap_or(0) as u64;
        }
    }

    fn fix_sizes(&self, jobs: &mut [Demand]) {
        for job in jobs.iter_mut() {
            job.gpus = job.gpus.clamp(1, self.most_gpus.max(1));
        }
        let factor = self.mean_gpus.map_or(1.0, |mean| self.duration_factor(jobs, mean));
        for job in jobs {
            job.seconds = self.duration(job, factor);
        }
    }

    fn duration(&self, job: &Demand, factor: f64) -> u64 {
        ((job.seconds as f64 * factor).round() as u64).clamp(1, self.longest.max(1))
    }

    /// The factor on all durations that gives `mean` busy GPUs after the limits, by bisection of its
    /// logarithm: the limits make the load a non-linear, but still monotone, function of it.
    fn duration_factor(&self, jobs: &[Demand], mean: f64) -> f64 {
        let target = mean * f64::from(self.days.max(1)) * DAY as f64;
        let load = |factor: f64| -> f64 {
            jobs.iter().map(|job| f64::from(job.gpus) * self.duration(job, factor) as f64).sum()
        };
        let (mut low, mut high) = (-20.0_f64, 20.0_f64);
        for _ in 0..50 {
            let middle = (low + high) / 2.0;
            if load(middle.exp()) < target {
                low = middle;
            } else {
                high = middle;
            }
        }
        ((low + high) / 2.0).exp()
    }
}
