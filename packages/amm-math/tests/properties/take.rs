use amm_math::occupancy::{charge, decay, refund, take, ticks, TakeParams, MULT_BITS};
use amm_math::MathError;
use proptest::prelude::*;

use crate::strategies::{config, magnitude};

const DEFAULT: TakeParams = TakeParams { tau_bps: 200, mult_max_bps: 40_000, target_bps: 6_000, window: 600 };
const ONE: u128 = 1 << MULT_BITS;

/// What governance may set.
fn params() -> impl Strategy<Value = TakeParams> {
    (0u32..=500, 10_000u32..=100_000, 2_000u32..=9_500, 60u64..=86_400).prop_map(
        |(tau_bps, mult_max_bps, target_bps, window)| TakeParams {
            tau_bps,
            mult_max_bps,
            target_bps,
            window,
        },
    )
}

proptest! {
    #![proptest_config(config())]

    /// Parts of whole seconds at a cost per credit that does not fall from part to part, as on a curve: never
    /// cheaper in sum, to the last base unit.
    #[test]
    fn splitting_a_job_never_lowers_its_take(
        params in params(), z in 0u64..1 << 40, cap in 1u64..10_000, cost in magnitude(100),
        parts in prop::collection::vec(1u64..100_000, 2..8)
    ) {
        let credits = |seconds: u64| u128::from(seconds) * u128::from(cap) * 1_000_000;
        let seconds: u64 = parts.iter().sum();
        let whole = charge(z, ticks(credits(seconds), cap).unwrap(), &params).unwrap();
        let (mut state, mut passed, mut paid, mut sum) = (z, 0, 0, 0);
        for part in parts {
            passed += part;
            let due = amm_math::rounding::mul_div(cost, passed.into(), seconds.into(), amm_math::Rounding::Down).unwrap();
            let one = charge(state, ticks(credits(part), cap).unwrap(), &params).unwrap();
            sum += one.take(due - paid, params.tau_bps).unwrap();
            (state, paid) = (one.z_after, due);
        }
        prop_assert_eq!(paid, cost);
        prop_assert_eq!(state, whole.z_after);
        prop_assert!(sum >= whole.take(cost, params.tau_bps).unwrap());
    }

    /// Parts of any size, each at its share of the cost: what whole ticks round away is below half a tick of
    /// Kz.
    #[test]
    fn fractions_of_a_tick_save_next_to_nothing(
        z in 0u64..20_000_000, cap in 1u64..1_000, credits in magnitude(50), cut in 1u64..1_000
    ) {
        let cost = 1_000_000_000_000u128;
        let first = (credits * u128::from(cut) / 1_000).max(1);
        let whole = charge(z, ticks(credits, cap).unwrap(), &DEFAULT).unwrap();
        let a = charge(z, ticks(first, cap).unwrap(), &DEFAULT).unwrap();
        let b = charge(a.z_after, ticks((credits - first).max(1), cap).unwrap(), &DEFAULT).unwrap();
        let first_cost = cost * first / credits;
        let sum = a.take(first_cost, 200).unwrap() + b.take(cost - first_cost, 200).unwrap();
        // Kz = 0.4 · 600 s / ln 1.125 = 2,038 s.
        let whole = whole.take(cost, 200).unwrap();
        prop_assert!(sum >= whole - whole / (2 * 2_037 * 10_000) - 1);
    }

    #[test]
    fn the_multiplier_stays_between_one_and_its_maximum(params in params(), z in 0u64..1 << 40, d in 1u64..1 << 34) {
        let charge = charge(z, d, &params).unwrap();
        let highest = (u128::from(params.mult_max_bps) * ONE).div_ceil(10_000);
        prop_assert!(ONE <= charge.mult && charge.mult <= highest);
    }

    #[test]
    fn a_busier_class_takes_no_less(params in params(), z in 0u64..1 << 40, more in 0u64..1 << 30, d in 1u64..1 << 30) {
        // Ten thousandths of a second apart and more, where rounding cannot hide the rise.
        let (low, high) = (charge(z, d, &params).unwrap(), charge(z + more * 10_000, d, &params).unwrap());
        prop_assert!(low.mult <= high.mult && low.z_after <= high.z_after);
        prop_assert!(charge(z, d + 1, &params).unwrap().mult >= low.mult);
    }

    #[test]
    fn the_exact_take_is_at_most_that_of_the_rounded_multiplier(params in params(), z in 0u64..1 << 40, d in 1u64..1 << 30, cost in magnitude(100)) {
        let charge = charge(z, d, &params).unwrap();
        let exact = charge.take(cost, params.tau_bps).unwrap();
        let quoted = take(cost, charge.mult, params.tau_bps).unwrap();
        prop_assert!(exact <= quoted && quoted - exact <= 1 + (cost >> 32));
        prop_assert!(exact * 10_000 >= cost * u128::from(params.tau_bps));
    }

    /// At the target occupancy the state stands still; a refund takes back what the job added.
    #[test]
    fn work_at_the_target_leaves_the_state(params in params(), start in 0u64..1 << 40, seconds in 1u64..100_000) {
        let z = start % charge(0, 1 << 54, &params).unwrap().z_after.max(1);
        let before = z / 2;
        let after = charge(before, seconds * 10_000, &params).unwrap().z_after;
        prop_assert_eq!(refund(after, after - before, 0, &params), before);
        let later = decay(after, seconds / 2, &params);
        prop_assert!(refund(later, after - before, seconds / 2, &params) >= decay(before, seconds / 2, &params));
        let worked = seconds * u64::from(params.target_bps);
        prop_assert_eq!(decay(before + worked, seconds, &params), before);
    }
}

#[test]
fn a_window_of_full_occupancy_raises_the_multiplier_by_an_eighth() {
    // In a window of 600 s at full occupancy the state gains (1 − 0.6) · 600 s.
    let mut z = 0;
    for _ in 0..600 {
        z = decay(charge(z, 10_000, &DEFAULT).unwrap().z_after, 1, &DEFAULT);
    }
    assert_eq!(z, 240 * 10_000);
    let mult = charge(z, 1, &DEFAULT).unwrap().mult;
    let eighth = ONE * 9 / 8;
    assert!(mult > eighth && mult - eighth < eighth / 2_000);
}

#[test]
fn at_the_maximum_the_multiplier_is_exact() {
    let full = charge(1 << 50, 10, &DEFAULT).unwrap();
    assert_eq!(full.mult, 4 * ONE);
    assert_eq!(full.take(1_000_000, 200), Ok(80_000));
    let flat = TakeParams { mult_max_bps: 10_000, ..DEFAULT };
    assert_eq!(charge(0, 1_000, &flat).map(|c| (c.mult, c.z_after)), Ok((ONE, 0)));
}

#[test]
fn what_the_formula_does_not_cover_is_refused() {
    assert_eq!(ticks(1, 0), Err(MathError::Zero { what: "capacity" }));
    assert_eq!(ticks(0, 5), Ok(1));
    assert_eq!((ticks(1_000_000, 1), ticks(1_000_000, 3), ticks(1, 1)), (Ok(10_000), Ok(3_334), Ok(1)));
    assert!(ticks(u128::MAX, 1).is_err());
    assert_eq!(charge(0, 0, &DEFAULT), Err(MathError::Zero { what: "work" }));
    for params in [
        TakeParams { target_bps: 10_000, ..DEFAULT },
        TakeParams { mult_max_bps: 9_999, ..DEFAULT },
        TakeParams { window: 0, ..DEFAULT },
    ] {
        assert!(matches!(charge(0, 1, &params), Err(MathError::OutOfRange { .. })));
    }
}

/// A job counts for the share of the class that it takes. Rounded up to a whole second of the whole class,
/// each of these would count for a thousand of itself, and together they would raise the multiplier to its
/// maximum.
#[test]
fn two_thousand_nine_hundred_jobs_of_a_gpu_second_do_not_fill_a_large_class() {
    let mut z = 0;
    for _ in 0..2_900 {
        z = charge(z, ticks(1_000_000, 1_000).unwrap(), &DEFAULT).unwrap().z_after;
    }
    assert_eq!(z, 29_000, "2.9 seconds of the class");
    let mult = charge(z, 10, &DEFAULT).unwrap().mult;
    assert!(mult < ONE + ONE / 500, "{mult}");
}
