//! Descriptive statistics against values worked out by hand.

use sim::stats::{coefficient_of_variation, mean, median_interval, percentile, ranks, spearman, top_share};

fn close(actual: Option<f64>, expected: f64) {
    let actual = actual.expect("a value");
    assert!((actual - expected).abs() < 1e-9, "expected {expected}, got {actual}");
}

/// Of 50 values the 18th and the 33rd: two of the binomial's tables.
#[test]
fn a_median_lies_between_two_ranks() {
    let sample: Vec<f64> = (1..=50).rev().map(f64::from).collect();
    assert_eq!(median_interval(&sample), Some([18.0, 33.0]));
    assert_eq!(median_interval(&sample[..6]), Some([45.0, 50.0]));
    assert_eq!(median_interval(&sample[..5]), None);
}

#[test]
fn ties_share_their_average_rank() {
    assert_eq!(ranks(&[10.0, 20.0, 10.0, 5.0, 10.0]), [3.0, 5.0, 3.0, 1.0, 3.0]);
    assert_eq!(ranks(&[]), Vec::<f64>::new());
}

#[test]
fn spearman_sees_any_monotone_relation_and_its_reverse() {
    let xs = [1.0, 2.0, 3.0, 4.0, 5.0];
    close(spearman(&xs, &xs.map(f64::exp)), 1.0);
    close(spearman(&xs, &xs.map(|x| -x * x)), -1.0);
}

#[test]
fn spearman_of_a_known_sample() {
    // d = (1, 1, 1, 1, 0), so 1 - 6 * 4 / (5 * 24) = 0.8.
    close(spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[2.0, 1.0, 4.0, 3.0, 5.0]), 0.8);
}

#[test]
fn spearman_of_what_has_no_order_is_none() {
    assert_eq!(spearman(&[1.0, 2.0], &[3.0, 3.0]), None);
    assert_eq!(spearman(&[1.0], &[1.0]), None);
    assert_eq!(spearman(&[1.0, 2.0], &[1.0]), None);
}

#[test]
fn percentiles_interpolate_between_order_statistics() {
    let sample = [40.0, 10.0, 30.0, 20.0];
    close(percentile(&sample, 0.0), 10.0);
    close(percentile(&sample, 50.0), 25.0);
    close(percentile(&sample, 90.0), 37.0);
    close(percentile(&sample, 100.0), 40.0);
    assert_eq!(percentile(&[], 50.0), None);
}

#[test]
fn moments_and_shares() {
    close(mean(&[1.0, 2.0, 6.0]), 3.0);
    assert_eq!(mean(&[]), None);
    close(coefficient_of_variation(&[2.0, 4.0]), 1.0 / 3.0);
    assert_eq!(coefficient_of_variation(&[0.0, 0.0]), None);
    close(top_share(&[1.0, 1.0, 1.0, 97.0], 0.01), 0.97);
    assert_eq!(top_share(&[], 0.5), None);
}
