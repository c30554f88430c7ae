use amm_math::MathError;
use credit::lock::{
    decayed_faults, fraud_waterfall, liveness_at_cap, liveness_slash, lock, LockParams, Waterfall,
};

use crate::DAY;

const DEFAULT: LockParams = LockParams {
    gain_bps: 10_000,
    rho_bps: 2_000,
    burn_min_bps: 2_000,
    liveness_cap_bps: 4_000,
    l_min: 1_000_000,
};

#[test]
fn the_lock_is_the_largest_of_its_terms() {
    // (cost, declared value, p in basis points, lock)
    let cases = [
        // The smallest lock.
        (1_000_000, 0, 10_000, 1_000_000),
        // A validity proof leaves nothing to win: the liveness cap.
        (10_000_000, 0, 10_000, 4_000_000),
        // A declared value: what the client is made whole from, 60 %.
        (0, 6_000_000, 10_000, 10_000_000),
        // p = 1/2: g·(1 − p)/(p·(1 − ρ)) = cost/0.8.
        (10_000_000, 0, 5_000, 12_500_000),
        // With a value, the reporter may be the provider: g·(1 − p)/(p·burn_min) = 5·g.
        (10_000_000, 1, 5_000, 50_000_005),
        // Rounded up.
        (2_500_001, 0, 10_000, 1_000_001),
    ];
    for (cost, value, p, expected) in cases {
        assert_eq!(lock(&DEFAULT, cost, value, p), Ok(expected), "cost {cost}, value {value}, p {p}");
    }
}

#[test]
fn lateness_costs_a_tenth_doubling_to_the_cap() {
    assert_eq!(
        [0, 1, 2, 3].map(|faults| liveness_slash(1_000, faults, 4_000).unwrap()),
        [100, 200, 400, 400]
    );
    assert_eq!([0, 1, 2, u32::MAX].map(|faults| liveness_at_cap(faults, 4_000)), [false, false, true, true]);
    assert_eq!(liveness_slash(1, 0, 4_000), Ok(1));
    assert_eq!(liveness_slash(u128::MAX, 0, 4_000), Ok(u128::MAX / 10 + 1));
}

#[test]
fn faults_halve_every_thirty_days() {
    let after = [0, 29, 30, 60, 120, 10_000].map(|days| decayed_faults(5, days * DAY));
    assert_eq!(after, [5, 5, 2, 1, 0, 0]);
    assert_eq!(decayed_faults(u32::MAX, u64::MAX), 0);
}

#[test]
fn a_fraud_slash_goes_to_the_reporter_and_the_client_and_the_rest_burns() {
    let parts = |value, has_reporter| fraud_waterfall(&DEFAULT, 1_000, value, has_reporter).unwrap();
    let of = |reporter, compensation, burned| Waterfall { reporter, compensation, burned };
    assert_eq!(parts(5_000, true), of(200, 600, 200));
    assert_eq!(parts(100, true), of(200, 100, 700));
    // Without a reporter its part burns.
    assert_eq!(parts(5_000, false), of(0, 600, 400));
    // The reporter's part is rounded down, the burned one up.
    assert_eq!(fraud_waterfall(&DEFAULT, 4, 9, true), Ok(of(0, 3, 1)));
}

#[test]
fn impossible_parameters_are_refused() {
    let out_of_range = |result: Result<u128, MathError>| matches!(result, Err(MathError::OutOfRange { .. }));
    assert!(out_of_range(lock(&DEFAULT, 1, 0, 0)));
    assert!(out_of_range(lock(&DEFAULT, 1, 0, 10_001)));
    assert!(out_of_range(lock(&LockParams { rho_bps: 8_000, ..DEFAULT }, 1, 0, 5_000)));
    assert!(lock(&LockParams { rho_bps: 7_999, ..DEFAULT }, 1, 0, 5_000).is_ok());
    assert!(out_of_range(lock(&LockParams { burn_min_bps: 0, ..DEFAULT }, 1, 0, 5_000)));
    // A hundredth of a percent is possible.
    assert_eq!(lock(&DEFAULT, 8_000, 0, 1), Ok(99_990_000));
    assert_eq!(lock(&LockParams { burn_min_bps: 1, ..DEFAULT }, 10_000_000, 0, 5_000), Ok(12_500_000));
    let all = LockParams { rho_bps: 8_000, ..DEFAULT };
    assert_eq!(fraud_waterfall(&all, 10, 9, true).unwrap().compensation, 0);
    let more = LockParams { rho_bps: 8_001, ..DEFAULT };
    let (what, max) = ("burned share", 1_999);
    let refused = MathError::OutOfRange { what, min: 0, max, got: 2_000 };
    assert_eq!(fraud_waterfall(&more, 10, 9, true), Err(refused));
    let (what, max) = ("reporter's share", 10_000);
    let refused = MathError::OutOfRange { what, min: 0, max, got: 10_001 };
    assert_eq!(fraud_waterfall(&LockParams { rho_bps: 10_001, ..DEFAULT }, 1, 0, true), Err(refused));
}
