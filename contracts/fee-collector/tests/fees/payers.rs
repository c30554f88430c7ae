//! The largest payer's share, from sketches whose error is stated.

use std::collections::BTreeMap;

use api::fee_collector::{PayerWeight, TakeReport, Window};
use cosmwasm_std::Uint128;

use crate::support::{report, Fixture, DAY, FIRST_DAY};

/// What the job-market does: eight counters, one payment at a time.
fn sketch(payments: &[(u64, u128)]) -> Vec<PayerWeight> {
    let mut counters = BTreeMap::<u64, u128>::new();
    for (payer, take) in payments {
        *counters.entry(*payer).or_default() += take;
        if counters.len() > 8 {
            let least = *counters.values().min().unwrap();
            counters.retain(|_, held| {
                *held -= least;
                *held > 0
            });
        }
    }
    counters.into_iter().map(|(payer, take)| PayerWeight { payer, take: Uint128::new(take) }).collect()
}

fn day(f: &mut Fixture, day: u32, payments: &[(u64, u128)]) {
    let take = payments.iter().map(|(_, take)| take).sum();
    f.take(TakeReport { payers: sketch(payments), ..report(day) }, take);
}

#[test]
fn few_payers_are_known_exactly() {
    let mut f = Fixture::new();
    day(&mut f, FIRST_DAY, &[(1, 300), (2, 500), (3, 200)]);
    f.wait(DAY);
    day(&mut f, FIRST_DAY + 1, &[(1, 1_000), (4, 500)]);
    let all = f.metrics(Window::All);
    assert_eq!((all.top_payer_bps, all.top_payer_error_bps), (5_200, 0));
    let today = f.metrics(Window::Day);
    assert_eq!((today.top_payer_bps, today.top_payer_error_bps), (6_666, 0));
    assert_eq!(f.metrics(Window::Week).top_payer_bps, 5_200);
}

#[test]
fn parts_of_a_day_are_one_day() {
    let mut f = Fixture::new();
    day(&mut f, FIRST_DAY, &[(1, 300)]);
    day(&mut f, FIRST_DAY, &[(2, 200), (1, 500)]);
    assert_eq!(f.metrics(Window::Day).top_payer_bps, 8_000);
}

#[test]
fn a_crowd_hides_a_payer_by_no_more_than_the_stated_error() {
    let mut f = Fixture::new();
    let (mut paid, mut seed) = (BTreeMap::<u64, u128>::new(), 1u64);
    let mut next = |bound: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % bound
    };
    for n in 0..20 {
        let mut payments = vec![];
        for _ in 0..60 {
            // One payer in thirty pays a third of all.
            let payer = if next(3) == 0 { 99 } else { next(30) };
            payments.push((payer, u128::from(next(1_000)) + 1));
        }
        for (payer, take) in &payments {
            *paid.entry(*payer).or_default() += take;
        }
        day(&mut f, FIRST_DAY + n, &payments);
        let total: u128 = paid.values().sum();
        let true_bps = paid.values().max().unwrap() * 10_000 / total;
        for window in [Window::All, Window::Month] {
            let metrics = f.metrics(window);
            let (stated, error) =
                (u128::from(metrics.top_payer_bps), u128::from(metrics.top_payer_error_bps));
            assert!(stated <= true_bps && true_bps <= stated + error + 1, "{stated} {error} {true_bps}");
            assert!(error <= 1_112, "a ninth at most: {error}");
        }
        f.wait(DAY);
    }
}

#[test]
fn take_without_a_sketch_is_all_error() {
    let mut f = Fixture::new();
    f.take(report(FIRST_DAY), 900);
    let all = f.metrics(Window::All);
    assert_eq!((all.top_payer_bps, all.top_payer_error_bps), (0, 1_112));
}
