//! Memory and score.

use amm_math::Rounding;
use credit::reputation::{decay, Memory, Prior};
use proptest::prelude::*;

use crate::strategies::{config, magnitude};

const DAY: u64 = 86_400;

fn score(memory: Memory, lambda: u32, now: u64) -> u32 {
    memory.score_bps(&Prior { good: 10_000_000, bad: 90_000_000, lambda }, now).unwrap()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn memory_only_fades(value in magnitude(120), dt in 0u64..1 << 40, half_life in 1u64..1 << 30) {
        let of = |dt, rounding| decay(value, dt, half_life, rounding).unwrap();
        let (down, up) = (of(dt, Rounding::Down), of(dt, Rounding::Up));
        prop_assert!(down <= up && up <= value);
        prop_assert!(of(dt + half_life, Rounding::Down) <= down / 2 + 1);
        prop_assert_eq!(of(0, Rounding::Down), value);
    }

    #[test]
    fn a_score_rises_with_work_and_falls_with_faults(
        good in magnitude(100), bad in magnitude(100), more in magnitude(100), lambda in 1u32..100
    ) {
        let at = |good, bad| score(Memory { good, bad, at: 0 }, lambda, 0);
        prop_assert!(at(good, bad) <= 10_000);
        prop_assert!(at(good + more, bad) >= at(good, bad));
        prop_assert!(at(good, bad + more) <= at(good, bad));
    }

    /// Good jobs fade first, so that waiting heals nothing while good and bad are what they were.
    #[test]
    fn good_jobs_fade_faster_than_faults(take in magnitude(90), days in 1u64..400) {
        let faded = Memory { good: take, bad: take, at: 0 }.faded(days * DAY).unwrap();
        prop_assert!(faded.good <= faded.bad);
        prop_assert_eq!(faded.at, days * DAY);
    }

    /// A default or a late result weighs a quarter of a fraud, and never less.
    #[test]
    fn an_unserved_job_weighs_a_quarter(take in magnitude(100), before in magnitude(100)) {
        let memory = Memory { good: 0, bad: before, at: 5 };
        let (mut late, mut fraud) = (memory, memory);
        late.remember_unserved(take, 5).unwrap();
        fraud.remember_fraud(take, 5).unwrap();
        let (late, fraud) = (late.bad - before, fraud.bad - before);
        prop_assert!(late * 4 >= fraud && (late - 1) * 4 < fraud);
    }

    /// However often it is brought to the present, the memory is never better than at once.
    #[test]
    fn fading_in_steps_never_helps_the_provider(
        take in magnitude(90), steps in prop::collection::vec(1u64..40 * DAY, 1..12)
    ) {
        let start = Memory { good: take, bad: take, at: 0 };
        let end = steps.iter().sum();
        let at_once = start.faded(end).unwrap();
        let mut memory = start;
        let mut now = 0;
        for step in &steps {
            now += step;
            memory = memory.faded(now).unwrap();
        }
        prop_assert_eq!(memory.at, at_once.at);
        // Each side is allowed a part in 2^39 and a unit per step.
        let slack = |amount: u128| (amount >> 34) + steps.len() as u128 + 1;
        prop_assert!(memory.good <= at_once.good + slack(at_once.good));
        prop_assert!(memory.bad + slack(at_once.bad) >= at_once.bad);
    }
}
