use amm_math::log::log2_ratio;
use amm_math::oracle::{Checkpoints, Observation, Window, CLAMP_LOG, MAX_RAMP, WINDOWS};
use amm_math::{Price, Rounding};
use proptest::prelude::*;

use crate::strategies::config;

const ORDER: [Window; 4] = [Window::TenMin, Window::HalfHour, Window::Day, Window::Week];

fn observation() -> impl Strategy<Value = Observation> {
    (0..1u64 << 39, 0..1u64 << 39, -(112i64 << 40)..(112i64 << 40), -(1i128 << 90)..(1i128 << 90))
        .prop_map(|(height, time, last_log, acc)| Observation { height, time, last_log, acc })
}

/// Trades as (seconds passed, spot).
fn trades() -> impl Strategy<Value = Vec<(u64, i64)>> {
    prop::collection::vec((0u64..100_000, -(60i64 << 40)..(60i64 << 40)), 0..40)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_accumulated_price_moves_no_faster_than_the_clamp(
        obs in observation(), seconds in 0u64..1_000_000, spot in -(112i64 << 40)..(112i64 << 40)
    ) {
        let next = obs.at(obs.time + seconds, spot).unwrap();
        let reach = CLAMP_LOG * seconds.min(MAX_RAMP) as i64;
        prop_assert!((next.last_log - obs.last_log).abs() <= reach);
        if (spot - obs.last_log).abs() <= reach {
            prop_assert_eq!(next.last_log, spot);
        }
        // The area lies between those of the two ends' prices.
        let (a, b) = (i128::from(obs.last_log), i128::from(next.last_log));
        let area = next.acc - obs.acc;
        prop_assert!(a.min(b) * i128::from(seconds) <= area && area <= a.max(b) * i128::from(seconds));
    }

    /// While the price moves, and after it has arrived, one observation more changes nothing but a rounding:
    /// the sum does not depend on the number of blocks.
    #[test]
    fn an_observation_on_the_way_changes_nothing(
        obs in observation(), first in 0u64..300, then in 0u64..300, way in -(1i64 << 41)..(1i64 << 41)
    ) {
        let spot = obs.last_log + way;
        let at_once = obs.at(obs.time + first + then, spot).unwrap();
        let halfway = obs.at(obs.time + first, spot).unwrap();
        let in_two = halfway.at(at_once.time, spot).unwrap();
        prop_assert_eq!(in_two.last_log, at_once.last_log);
        prop_assert!((0..=1).contains(&(at_once.acc - in_two.acc)));
    }

    /// Neither does a time that was set back, whose latest value stays.
    #[test]
    fn no_time_passed_moves_nothing(obs in observation(), height in any::<u64>(), spot in any::<i64>(), back in 0u64..100) {
        let next = obs.advance(height, obs.time.saturating_sub(back), spot).unwrap();
        prop_assert_eq!(next, Observation { height, ..obs });
    }

    /// A mean lies between the lowest and the highest price accumulated and is there exactly when the pool is
    /// as old as the window, also where checkpoints are touched only when the 10-minute one is due.
    #[test]
    fn means_lie_within_what_was_accumulated(start in -(60i64 << 40)..(60i64 << 40), trades in trades(), later in 0u64..700_000) {
        let mut obs = Observation::first(1, 1_000, start);
        let mut checkpoints = Checkpoints::first(&obs);
        let (mut low, mut high) = (start, start);
        let mut last = start;
        for (seconds, spot) in trades {
            obs = obs.advance(obs.height + 1, obs.time + seconds, spot).unwrap();
            low = low.min(obs.last_log);
            high = high.max(obs.last_log);
            last = spot;
            if obs.time - checkpoints.pairs[0].1.unwrap().time >= WINDOWS[0] {
                prop_assert!(checkpoints.rotate(&obs));
            }
        }
        let read = obs.at(obs.time + later, last).unwrap();
        let (low, high) = (low.min(read.last_log), high.max(read.last_log));
        for (window, seconds) in ORDER.into_iter().zip(WINDOWS) {
            match checkpoints.twap_log(&read, window).unwrap() {
                // Each observation rounds down once, which shows where the price stood still.
                Some(mean) => prop_assert!(low - 1 <= mean && mean <= high),
                None => prop_assert!(read.time - 1_000 < seconds),
            }
        }
    }
}

/// A pool at price 1 that is traded every block of half a second times `half_seconds`, at a hundred times the
/// price for the 60 s from second 3,000 on. Returns the log of the 10-minute mean at second 3,300, in Q40.
fn attacked_for_a_minute(half_seconds: u64) -> i64 {
    let lifted = log2_ratio(100, 1).unwrap();
    let mut obs = Observation::first(1, 0, 0);
    let mut checkpoints = Checkpoints::first(&obs);
    let mut spot = 0;
    for block in 1..=6_600 / half_seconds {
        let time = block * half_seconds / 2;
        obs = obs.advance(block, time, spot).unwrap();
        if time <= 2_700 {
            checkpoints.rotate(&obs);
        }
        spot = if (3_000..3_060).contains(&time) { lifted } else { 0 };
    }
    assert_eq!(obs.time, 3_300);
    checkpoints.twap_log(&obs, Window::TenMin).unwrap().unwrap()
}

#[test]
fn a_minute_at_a_hundredfold_price_moves_a_mean_by_the_same_whatever_a_block_takes() {
    let [at_half, at_six, at_sixty] = [1, 12, 120].map(attacked_for_a_minute);
    // 60 s up and 60 s down at the clamp, over the 900 s since the checkpoint at 2,400.
    let expected = 60 * 60 * CLAMP_LOG / 900;
    for (mean, block) in [(at_half, "0.5 s"), (at_six, "6 s"), (at_sixty, "60 s")] {
        assert!((mean - expected).abs() <= 1, "blocks of {block}: {mean}, expected {expected}");
    }
    let price = Price::from_log2(at_half, Rounding::Up).unwrap().value(1_000_000, Rounding::Down).unwrap();
    assert_eq!(price, 1_008_024, "0.8 %");
}

#[test]
fn an_idle_gap_does_not_count_wholly_at_its_end() {
    let obs = Observation::first(1, 0, 0);
    let checkpoints = Checkpoints::first(&obs);
    let lifted = log2_ratio(100, 1).unwrap();
    let read = obs.at(600, lifted).unwrap();
    // 600 s of the clamp: half of the way on average, and 1.002^600 at the end.
    assert_eq!(read.last_log, 600 * CLAMP_LOG);
    assert_eq!(checkpoints.twap_log(&read, Window::TenMin).unwrap(), Some(300 * CLAMP_LOG));
    // Beyond 600 s it holds, however far the spot price is.
    let read = obs.at(1_200, lifted).unwrap();
    assert_eq!(read.last_log, 600 * CLAMP_LOG);
    assert_eq!(checkpoints.twap_log(&read, Window::TenMin).unwrap(), Some(450 * CLAMP_LOG));
}

#[test]
fn a_restart_at_a_lower_height_and_an_earlier_time_is_a_new_block() {
    let obs = Observation { height: 1_000, time: 5_000, last_log: 7, acc: 11 };
    let restarted = obs.advance(1, 4_000, 1 << 40).unwrap();
    assert_eq!(restarted, Observation { height: 1, ..obs });
    let later = restarted.advance(2, 5_001, 1 << 40).unwrap();
    assert_eq!((later.height, later.time, later.last_log), (2, 5_001, 7 + CLAMP_LOG));
}

#[test]
fn a_mean_extends_to_now_at_a_price_that_stands() {
    let obs = Observation::first(1, 1_000, 7 << 40);
    let checkpoints = Checkpoints::first(&obs);
    let mean = |window, now| checkpoints.twap_log(&obs.at(now, 7 << 40).unwrap(), window).unwrap();
    assert_eq!(mean(Window::TenMin, 1_599), None);
    assert_eq!(mean(Window::TenMin, 1_600), Some(7 << 40));
    assert_eq!(mean(Window::Week, 1_000 + 604_800), Some(7 << 40));
}
