use amm_math::log::log2_ratio;
use amm_math::oracle::{Checkpoints, Observation, Window, CLAMP_LOG, MAX_BLOCKS, WINDOWS};
use amm_math::{MathError, Price, Rounding};
use proptest::prelude::*;

use crate::strategies::config;

const ORDER: [Window; 4] = [Window::TenMin, Window::HalfHour, Window::Day, Window::Week];

fn observation() -> impl Strategy<Value = Observation> {
    (0..1u64 << 39, 0..1u64 << 39, -(112i64 << 40)..(112i64 << 40), -(1i128 << 90)..(1i128 << 90))
        .prop_map(|(height, time, last_log, acc)| Observation { height, time, last_log, acc })
}

/// Trades as (blocks passed, seconds passed, spot).
fn trades() -> impl Strategy<Value = Vec<(u64, u64, i64)>> {
    prop::collection::vec((1u64..200, 0u64..100_000, -(60i64 << 40)..(60i64 << 40)), 0..40)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_accumulated_price_moves_no_faster_than_the_clamp(
        obs in observation(), blocks in 1u64..500, seconds in 0u64..1_000_000, spot in -(112i64 << 40)..(112i64 << 40)
    ) {
        let next = obs.advance(obs.height + blocks, obs.time + seconds, spot).unwrap();
        let reach = CLAMP_LOG * blocks.min(MAX_BLOCKS) as i64;
        prop_assert!((next.last_log - obs.last_log).abs() <= reach);
        if (spot - obs.last_log).abs() <= reach {
            prop_assert_eq!(next.last_log, spot);
        }
        prop_assert_eq!(next.acc - obs.acc, i128::from(next.last_log) * i128::from(seconds));
    }

    #[test]
    fn only_the_first_trade_of_a_block_counts(obs in observation(), spot in any::<i64>(), seconds in 0u64..10) {
        prop_assert_eq!(obs.advance(obs.height, obs.time + seconds, spot), Ok(obs));
    }

    #[test]
    fn time_and_height_never_run_backwards(obs in observation(), spot in any::<i64>()) {
        if obs.height > 0 && obs.time > 0 {
            let back = |what, min: u64| Err(MathError::Backwards { what, min, got: min - 1 });
            prop_assert_eq!(obs.advance(obs.height - 1, obs.time, spot), back("height", obs.height));
            prop_assert_eq!(obs.advance(obs.height + 1, obs.time - 1, spot), back("time", obs.time));
        }
    }

    /// A mean lies between the lowest and the highest price accumulated and is refused exactly while the pool
    /// is younger than the window, also where checkpoints are touched only when the 10-minute one is due.
    #[test]
    fn means_lie_within_what_was_accumulated(start in -(60i64 << 40)..(60i64 << 40), trades in trades(), later in 0u64..700_000) {
        let mut obs = Observation::first(1, 1_000, start);
        let mut checkpoints = Checkpoints::first(&obs);
        let (mut low, mut high) = (start, start);
        for (blocks, seconds, spot) in trades {
            obs = obs.advance(obs.height + blocks, obs.time + seconds, spot).unwrap();
            low = low.min(obs.last_log);
            high = high.max(obs.last_log);
            if obs.time - checkpoints.pairs[0].1.unwrap().time >= WINDOWS[0] {
                prop_assert!(checkpoints.rotate(&obs));
            }
        }
        let now = obs.time + later;
        for (window, seconds) in ORDER.into_iter().zip(WINDOWS) {
            match checkpoints.twap_log(&obs, window, now) {
                Ok(mean) => prop_assert!(low <= mean && mean <= high),
                Err(error) => {
                    prop_assert_eq!(error, MathError::TooYoung { window: seconds, age: now - 1_000 });
                    prop_assert!(now - 1_000 < seconds);
                }
            }
        }
    }
}

/// One block at 110 times the price, the attack that lifts an arithmetic 30-minute mean by a third, moves
/// this one by less than a hundredth of a percent.
#[test]
fn one_block_cannot_lift_a_mean() {
    const BLOCK: u64 = 5;
    let lifted = log2_ratio(110, 1).unwrap();
    let mut obs = Observation::first(1, BLOCK, 0);
    let mut checkpoints = Checkpoints::first(&obs);
    for height in 2..=1_000 {
        let spot = if height == 900 { lifted } else { 0 };
        obs = obs.advance(height, height * BLOCK, spot).unwrap();
        checkpoints.rotate(&obs);
    }
    let mean = checkpoints.twap_log(&obs, Window::HalfHour, 1_000 * BLOCK).unwrap();
    let price = Price::from_log2(mean, Rounding::Up).unwrap();
    let one = Price::from_ratio(1, 1, Rounding::Down).unwrap();
    assert!(price > one, "the lifted block counts within the clamp");
    assert!(price.raw() - one.raw() < one.raw() / 10_000);
}

#[test]
fn a_mean_extends_to_now_at_the_last_price() {
    let obs = Observation::first(1, 1_000, 7 << 40);
    let checkpoints = Checkpoints::first(&obs);
    assert_eq!(
        checkpoints.twap_log(&obs, Window::TenMin, 1_599),
        Err(MathError::TooYoung { window: 600, age: 599 })
    );
    assert_eq!(checkpoints.twap_log(&obs, Window::TenMin, 1_600), Ok(7 << 40));
    assert_eq!(checkpoints.twap_log(&obs, Window::Week, 1_000 + 604_800), Ok(7 << 40));
}
