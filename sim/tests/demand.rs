//! The generator against the published facts of the trace it is fitted to, and the scaling of streams.

use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use sim::demand::arrivals::sample;
use sim::demand::durations::{cumulative, gpu_mix, sample_seconds, LONGEST_S};
use sim::demand::scale::Scale;
use sim::demand::{generate, Demand, Tier, NATIVE_DAYS, NATIVE_JOBS};
use sim::stats::{coefficient_of_variation, mean, percentile, top_share};

fn native(seed: u64) -> Vec<Demand> {
    generate(NATIVE_JOBS, NATIVE_DAYS, seed)
}

fn within(what: &str, actual: f64, expected: f64, tolerance: f64) {
    let error = (actual / expected - 1.0).abs();
    assert!(error <= tolerance, "{what}: expected {expected} within {tolerance}, got {actual}");
}

fn hourly(arrivals: &[u64], days: u32) -> Vec<f64> {
    let mut counts = vec![0.0; days as usize * 24];
    for arrival in arrivals {
        counts[(arrival / 3_600) as usize] += 1.0;
    }
    counts
}

/// Jobs of two GPUs are 1 % of all and their durations span six decades, so means need many jobs.
#[test]
fn durations_given_the_gpu_count_have_the_traces_median_and_mean() {
    let mut rng = ChaCha12Rng::seed_from_u64(3);
    for (gpus, median, average) in [
        (1, 1_115.0, 7_515.0),
        (2, 21.0, 30_942.0),
        (4, 17_377.0, 76_312.0),
        (8, 23_392.0, 115_597.0),
        (16, 31_373.0, 103_869.0),
        (32, 14_262.0, 29_920.0),
    ] {
        let seconds: Vec<f64> = (0..100_000).map(|_| sample_seconds(gpus, &mut rng) as f64).collect();
        within(&format!("median of {gpus} GPUs"), percentile(&seconds, 50.0).unwrap(), median, 0.10);
        within(&format!("mean of {gpus} GPUs"), mean(&seconds).unwrap(), average, 0.06);
    }
}

#[test]
fn durations_of_all_jobs_have_the_traces_percentiles() {
    let seconds: Vec<f64> = native(1).iter().map(|job| job.seconds as f64).collect();
    for (p, expected, tolerance) in
        [(10.0, 61.0, 0.05), (50.0, 1_141.0, 0.05), (90.0, 11_175.0, 0.05), (99.0, 240_097.0, 0.08)]
    {
        within(&format!("p{p}"), percentile(&seconds, p).unwrap(), expected, tolerance);
    }
}

#[test]
fn the_distribution_function_is_that_of_the_samples() {
    let seconds: Vec<f64> = native(2).iter().map(|job| job.seconds as f64).collect();
    for p in [5.0, 25.0, 50.0, 75.0, 95.0, 99.5] {
        let actual = cumulative(percentile(&seconds, p).unwrap());
        assert!((actual - p / 100.0).abs() < 0.01, "p{p}: {actual}");
    }
    assert_eq!(cumulative(0.0), 0.0);
    assert!((cumulative(LONGEST_S) - 1.0).abs() < 1e-9);
}

#[test]
fn load_and_its_concentration_are_the_traces() {
    let work: Vec<f64> = native(1).iter().map(|job| job.gpu_seconds() as f64).collect();
    within("top 1 % of GPU-hours", top_share(&work, 0.01).unwrap(), 0.655, 0.06);
    let busy = work.iter().sum::<f64>() / (f64::from(NATIVE_DAYS) * 86_400.0);
    within("mean busy GPUs", busy, 413.0, 0.08);
}

#[test]
fn gpu_counts_have_the_models_mix() {
    let jobs = native(1);
    for (gpus, share) in gpu_mix() {
        let count = jobs.iter().filter(|job| job.gpus == gpus).count() as f64;
        within(&format!("share of {gpus} GPUs"), count / jobs.len() as f64, share, 0.25);
    }
    let single = jobs.iter().filter(|job| job.gpus == 1).count() as f64 / jobs.len() as f64;
    within("one GPU", single, 0.93, 0.01);
}

#[test]
fn arrivals_are_as_bursty_as_the_traces() {
    let (mut variations, mut peaks) = (Vec::new(), Vec::new());
    for seed in 0..15 {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let counts = hourly(&sample(NATIVE_JOBS, NATIVE_DAYS, &mut rng), NATIVE_DAYS);
        let average = mean(&counts).unwrap();
        within("jobs per hour", average, 38.3, 0.01);
        variations.push(coefficient_of_variation(&counts).unwrap());
        peaks.push(counts.iter().copied().fold(0.0, f64::max) / average);
    }
    within("median CV of hourly counts", percentile(&variations, 50.0).unwrap(), 2.0, 0.10);
    let (low, high) = (percentile(&peaks, 10.0).unwrap(), percentile(&peaks, 90.0).unwrap());
    assert!(low < 27.0 && 27.0 < high, "peak over mean: 27 outside {low} to {high}");
}

#[test]
fn a_stream_is_exact_sorted_in_range_and_repeats_with_its_seed() {
    let jobs = generate(10_000, 3, 42);
    assert_eq!(jobs.len(), 10_000);
    assert_eq!(jobs, generate(10_000, 3, 42));
    assert_ne!(jobs, generate(10_000, 3, 43));
    assert!(jobs.windows(2).all(|pair| pair[0].arrival <= pair[1].arrival));
    assert!(jobs.iter().all(|job| job.arrival < 3 * 86_400 && job.gpus > 0 && job.seconds > 0));
    assert!(Tier::ALL.iter().all(|&tier| jobs.iter().any(|job| job.class_hint == tier)));
    assert!(generate(0, 3, 42).is_empty());
}

fn scale(jobs: usize, days: u32) -> Scale {
    Scale { jobs, days, mean_gpus: None, longest: 604_800, most_gpus: 64 }
}

#[test]
fn scaling_fixes_count_span_load_and_limits() {
    let stream = native(5);
    let target = Scale { mean_gpus: Some(120.0), longest: 86_400, most_gpus: 8, ..scale(5_000, 4) };
    let jobs = target.apply(&stream);
    assert_eq!(jobs.len(), 5_000);
    assert_eq!(jobs[0].arrival, 0);
    assert!(jobs.iter().all(|job| job.arrival < 4 * 86_400));
    assert!(jobs.iter().all(|job| (1..=8).contains(&job.gpus) && (1..=86_400).contains(&job.seconds)));
    let busy = jobs.iter().map(|job| job.gpu_seconds() as f64).sum::<f64>() / (4.0 * 86_400.0);
    within("mean busy GPUs", busy, 120.0, 0.01);
}

fn job(arrival: u64, seconds: u64) -> Demand {
    Demand { arrival, gpus: 1, seconds, class_hint: Tier::Entry }
}

#[test]
fn a_longer_stream_gives_its_densest_stretch() {
    let stream = [job(0, 1), job(1_000, 2), job(1_010, 3), job(1_020, 4), job(9_000, 5)];
    let kept: Vec<u64> = scale(3, 1).apply(&stream).iter().map(|job| job.seconds).collect();
    assert_eq!(kept, [2, 3, 4]);
}

#[test]
fn a_shorter_stream_is_repeated() {
    let jobs = scale(5, 1).apply(&[job(0, 1), job(100, 2)]);
    assert_eq!(jobs.iter().map(|job| job.seconds).collect::<Vec<_>>(), [1, 2, 1, 2, 1]);
    assert!(jobs.windows(2).all(|pair| pair[0].arrival < pair[1].arrival));
}

#[test]
fn nothing_scales_to_nothing_and_one_job_to_the_start() {
    assert!(scale(5, 1).apply(&[]).is_empty());
    assert!(scale(0, 1).apply(&[job(5, 1)]).is_empty());
    assert_eq!(scale(1, 1).apply(&[job(5, 1)]), [job(0, 1)]);
}
