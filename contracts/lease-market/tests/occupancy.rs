//! Occupancy by leases: moves with what is leased, and a take follows from it.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]

use api::job_market::TakeParams;
use lease_market::occupancy::Occupancy;
use proptest::prelude::*;

const TAKE: TakeParams =
    TakeParams { base_bps: 200, max_multiplier_bps: 40_000, target_bps: 6_000, window: 600 };

fn leased(gpus: u32, proven: u64) -> Occupancy {
    Occupancy { z: 0, time: 1_000, ..Occupancy::default() }.started(gpus, proven)
}

#[test]
fn z_moves_by_what_is_leased_above_the_target() {
    // All of it: 40 % above. The target: not at all. Half of it: down to nothing.
    assert_eq!(leased(100, 100).at(&TAKE, 1_010).unwrap().z, 40_000);
    assert_eq!(leased(60, 100).at(&TAKE, 1_010).unwrap().z, 0);
    let busy = leased(100, 100).at(&TAKE, 1_100).unwrap();
    let calm = busy.ended(50);
    assert_eq!(calm.at(&TAKE, 1_200).unwrap().z, 400_000 - 100_000);
    assert_eq!(calm.at(&TAKE, 10_000).unwrap().z, 0);
    assert_eq!(calm.ended(50).at(&TAKE, 1_110).unwrap().z, 400_000 - 60_000);
}

#[test]
fn z_stops_where_the_multiplier_is_at_its_largest() {
    let years = leased(100, 100).at(&TAKE, 100_000_000).unwrap();
    assert_eq!(years.multiplier(&TAKE, 1, 100).unwrap(), 40_000);
    // So it comes down within hours, not within years.
    assert_eq!(years.ended(100).at(&TAKE, 100_000_000 + 20_000).unwrap().z, 0);
}

#[test]
fn the_take_of_a_calm_class_is_the_base_rate_and_little_more() {
    let calm = Occupancy::default();
    // 2 % of a million, times the mean over [0, 1 % of a window's capacity].
    let take = calm.take(&TAKE, 1, 100, 1_000_000).unwrap();
    assert!((20_000..20_100).contains(&take), "{take}");
    // The whole class at once: the mean over a window's capacity.
    assert!(calm.take(&TAKE, 100, 100, 1_000_000).unwrap() > 22_000);
}

proptest! {
    #[test]
    fn touching_often_moves_z_by_a_tick_each_at_most(
        gpus in 0u32..200, proven in 1u64..200, steps in prop::collection::vec(1u64..1_000, 1..20),
    ) {
        let begin = leased(gpus, proven);
        let end: u64 = 1_000 + steps.iter().sum::<u64>();
        let once = begin.at(&TAKE, end).unwrap();
        let (mut often, mut now) = (begin, 1_000);
        for step in &steps {
            now += step;
            often = often.at(&TAKE, now).unwrap();
        }
        prop_assert!(often.z.abs_diff(once.z) <= steps.len() as u64);
    }

    #[test]
    fn a_busier_class_takes_no_less(
        z in 0u64..10_000_000, more in 0u64..1_000_000, gpus in 1u32..100, worth in 0u128..1_000_000_000_000,
    ) {
        let at = |z| Occupancy { z, ..Occupancy::default() }.take(&TAKE, gpus, 100, worth).unwrap();
        prop_assert!(at(z) <= at(z + more) + 1);
        prop_assert!(at(z) <= worth * 8 / 100 + 1, "four times the base rate");
    }
}
