//! Locks and slashes.

use amm_math::rounding::BPS;
use credit::call::penalty;
use credit::lock::{decayed_faults, fraud_waterfall, liveness_at_cap, liveness_slash, lock, LockParams};
use proptest::prelude::*;

use crate::strategies::{config, magnitude, product};

/// What governance may set: at least a tenth remains for the client.
fn params() -> impl Strategy<Value = LockParams> {
    (10_000u32..=50_000, 0u32..=4_000, 2_000u32..=5_000, 1_000u32..=10_000, magnitude(40)).prop_map(
        |(gain_bps, rho_bps, burn_min_bps, liveness_cap_bps, l_min)| LockParams {
            gain_bps,
            rho_bps,
            burn_min_bps,
            liveness_cap_bps,
            l_min,
        },
    )
}

fn declared() -> impl Strategy<Value = u128> {
    prop_oneof![Just(0u128), magnitude(90)]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_fraud_slash_is_given_out_exactly(
        params in params(), slashed in magnitude(100), value in declared(), has_reporter in any::<bool>()
    ) {
        let parts = fraud_waterfall(&params, slashed, value, has_reporter).unwrap();
        prop_assert_eq!(parts.reporter + parts.compensation + parts.burned, slashed);
        prop_assert!(parts.reporter * 10_000 <= slashed * u128::from(params.rho_bps));
        prop_assert!(parts.compensation <= value);
        prop_assert!(has_reporter || parts.reporter == 0);
        // Who plays provider, client and reporter at once still loses what is burned.
        prop_assert!(parts.burned * 10_000 >= slashed * u128::from(params.burn_min_bps));
    }

    /// Whether a report comes or not changes what the reporter gets and what burns, and nothing else.
    #[test]
    fn the_clients_part_does_not_depend_on_a_report(
        params in params(), slashed in magnitude(100), value in declared()
    ) {
        let with = fraud_waterfall(&params, slashed, value, true).unwrap();
        let without = fraud_waterfall(&params, slashed, value, false).unwrap();
        prop_assert_eq!(with.compensation, without.compensation);
        prop_assert_eq!(with.reporter + with.burned, without.burned);
    }

    #[test]
    fn a_lock_makes_cheating_lose_and_compensation_whole(
        params in params(), cost in magnitude(80), value in declared(), p in 500u32..=10_000
    ) {
        let locked = lock(&params, cost, value, p).unwrap();
        let parts = fraud_waterfall(&params, locked, value, true).unwrap();
        prop_assert_eq!(parts.compensation, value);
        prop_assert!(locked >= params.l_min);
        prop_assert!(locked >= liveness_slash(cost, u32::MAX, params.liveness_cap_bps).unwrap());
        // Expected gain of cheating, (1 − p)·g, against the expected loss, p times what the provider cannot
        // get back.
        let gain = product(&[cost, params.gain_bps.into()]) + product(&[value, 10_000]);
        let won = gain * product(&[(10_000 - p).into(), 10_000]);
        let lost = product(&[locked, p.into(), (10_000 - params.rho_bps).into(), 10_000]);
        prop_assert!(lost >= won);
        if value > 0 {
            let lost_in_collusion = product(&[locked, p.into(), params.burn_min_bps.into(), 10_000]);
            prop_assert!(lost_in_collusion >= won);
        }
    }

    #[test]
    fn lateness_slashes_ramp_to_the_cap(
        cost in magnitude(100), faults in 0u32..40, cap in 1_000u32..=10_000
    ) {
        let slash = liveness_slash(cost, faults, cap).unwrap();
        prop_assert!(liveness_slash(cost, faults + 1, cap).unwrap() >= slash);
        let most = (cost * u128::from(cap)).div_ceil(10_000);
        prop_assert!(slash <= most);
        prop_assert!(!liveness_at_cap(faults, cap) || slash == most);
    }

    #[test]
    fn faults_are_forgotten_by_halves(faults in any::<u32>(), seconds in 0u64..1 << 40) {
        let left = decayed_faults(faults, seconds);
        prop_assert!(left <= faults && decayed_faults(faults, seconds + 1) <= left);
        prop_assert_eq!(decayed_faults(faults, seconds + 30 * 86_400), left / 2);
    }

    /// ⌈penalty·v⌉: never less than its part, and less than a unit more.
    #[test]
    fn a_penalty_is_rounded_up(value in magnitude(100), bps in 1_000u32..=5_000) {
        let burned = penalty(value, bps).unwrap();
        prop_assert!(burned * u128::from(BPS) >= value * u128::from(bps));
        prop_assert!((burned - 1) * u128::from(BPS) < value * u128::from(bps));
    }
}
