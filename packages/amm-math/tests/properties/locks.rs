use amm_math::lock::{
    decayed_faults, fraud_waterfall, liveness_at_cap, liveness_slash, lock, split_half, LockParams,
};
use amm_math::margin::{basis_added, basis_after, capacity, margin, mint_price};
use amm_math::reputation::{decay, score_bps};
use amm_math::split::split_bps;
use amm_math::{MathError, Price, Rounding};
use proptest::prelude::*;

use crate::strategies::{config, magnitude, product};

const DEFAULT: LockParams = LockParams {
    gain_bps: 10_000,
    rho_bps: 2_000,
    burn_min_bps: 2_000,
    liveness_cap_bps: 4_000,
    l_min: 1_000_000,
};

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
    fn a_fraud_slash_is_given_out_exactly(params in params(), slashed in magnitude(100), value in declared(), has_reporter in any::<bool>()) {
        let parts = fraud_waterfall(&params, slashed, value, has_reporter).unwrap();
        prop_assert_eq!(parts.reporter + parts.burn + parts.compensation + parts.insurance, slashed);
        prop_assert!(parts.reporter * 10_000 <= slashed * u128::from(params.rho_bps));
        prop_assert!(parts.burn * 10_000 >= slashed * u128::from(params.burn_min_bps));
        prop_assert!(parts.compensation <= value);
        prop_assert!(has_reporter || parts.reporter == 0);
        // Who plays provider, client and reporter at once still loses what is burned.
        prop_assert!(slashed - parts.reporter - parts.compensation >= parts.burn);
    }

    /// Whether a report comes or not changes the reporter's part and insurance only.
    #[test]
    fn the_clients_part_does_not_depend_on_a_report(params in params(), slashed in magnitude(100), value in declared()) {
        let with = fraud_waterfall(&params, slashed, value, true).unwrap();
        let without = fraud_waterfall(&params, slashed, value, false).unwrap();
        prop_assert_eq!((with.burn, with.compensation), (without.burn, without.compensation));
        prop_assert_eq!(with.reporter + with.insurance, without.insurance);
    }

    #[test]
    fn a_lock_makes_cheating_lose_and_compensation_whole(params in params(), cost in magnitude(80), value in declared(), p in 500u32..=10_000) {
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
    fn liveness_slashes_ramp_to_the_cap(cost in magnitude(100), faults in 0u32..40, cap in 1_000u32..=10_000) {
        let slash = liveness_slash(cost, faults, cap).unwrap();
        prop_assert!(liveness_slash(cost, faults + 1, cap).unwrap() >= slash);
        let at_cap = slash == (cost * u128::from(cap)).div_ceil(10_000);
        prop_assert!(!liveness_at_cap(faults, cap) || at_cap);
        let (burned, insurance) = split_half(slash);
        prop_assert_eq!(burned + insurance, slash);
        prop_assert!(burned == insurance || burned == insurance + 1);
    }

    #[test]
    fn a_split_gives_out_everything(amount in any::<u128>(), a in 0u32..=10_000, b in 0u32..=10_000, c in 0u32..=10_000) {
        let mut cuts = [a, b, c];
        cuts.sort_unstable();
        let shares = [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 10_000 - cuts[2]];
        let parts = split_bps(amount, &shares).unwrap();
        prop_assert_eq!(product(&[parts[0]]) + product(&[parts[1]]) + product(&[parts[2]]) + product(&[parts[3]]), product(&[amount]));
        for (part, share) in parts.into_iter().zip(shares).skip(1) {
            prop_assert!(product(&[part, 10_000]) <= product(&[amount, share.into()]));
        }
    }

    /// The basis never falls below the credits' part of it, however they are redeemed, and is gone with the
    /// last of them.
    #[test]
    fn a_basis_shrinks_pro_rata(basis in magnitude(100), obligation in magnitude(100), a in magnitude(100), b in magnitude(100)) {
        let first = a % (obligation + 1);
        let second = b % (obligation - first + 1);
        let left = basis_after(basis, obligation, first).unwrap();
        prop_assert!(product(&[left, obligation]) >= product(&[basis, obligation - first]));
        let in_parts = basis_after(left, obligation - first, second).unwrap();
        let at_once = basis_after(basis, obligation, first + second).unwrap();
        prop_assert!(at_once <= in_parts && in_parts <= at_once + 1);
        prop_assert_eq!(basis_after(basis, obligation, obligation), Ok(0));
    }

    #[test]
    fn a_margin_covers_both_the_market_and_the_basis(
        coverage in 15_000u32..=100_000, obligation in magnitude(80), raw in magnitude(90), basis in magnitude(80)
    ) {
        let price = Price::from_raw(raw);
        let needed = margin(coverage, obligation, price, basis).unwrap();
        let at_market = price.value(obligation, Rounding::Up).unwrap();
        prop_assert!(product(&[needed, 10_000]) >= product(&[at_market.max(basis), coverage.into()]));
        // Minting at this price asks for at least what is asked at a lower one.
        prop_assert!(basis_added(obligation, price).unwrap() >= at_market);
    }

    #[test]
    fn reputation_only_fades(value in magnitude(120), dt in 0u64..1 << 40, half_life in 1u64..1 << 30) {
        let (down, up) = (decay(value, dt, half_life, Rounding::Down).unwrap(), decay(value, dt, half_life, Rounding::Up).unwrap());
        prop_assert!(down <= up && up <= value);
        prop_assert!(decay(value, dt + half_life, half_life, Rounding::Down).unwrap() <= down / 2 + 1);
        prop_assert_eq!(decay(value, 0, half_life, Rounding::Down), Ok(value));
    }

    #[test]
    fn a_score_rises_with_work_and_falls_with_faults(g in magnitude(100), b in magnitude(100), more in magnitude(100), lambda in 1u32..100) {
        let score = |g, b| score_bps(g, b, 10_000_000, 90_000_000, lambda).unwrap();
        prop_assert!(score(g, b) <= 10_000);
        prop_assert!(score(g + more, b) >= score(g, b));
        prop_assert!(score(g, b + more) <= score(g, b));
    }
}

#[test]
fn defaults_give_the_figures_of_the_design() {
    // 10 % of the cost, doubling to the cap of 40 %, which is reached with the third fault.
    let slashes: Vec<u128> = (0..4).map(|faults| liveness_slash(1_000, faults, 4_000).unwrap()).collect();
    assert_eq!(slashes, [100, 200, 400, 400]);
    assert_eq!([0, 1, 2].map(|faults| liveness_at_cap(faults, 4_000)), [false, false, true]);
    assert_eq!([0, 29, 30, 60, 120].map(|days| decayed_faults(5, days * 86_400)), [5, 5, 2, 1, 0]);
    // A newcomer starts at a/(a + b).
    assert_eq!(score_bps(0, 0, 10_000_000, 90_000_000, 4), Ok(1_000));
    // One H100 for 14 days.
    assert_eq!(capacity(1, 14 * 86_400), Ok(1_209_600_000_000));
    let slashed = fraud_waterfall(&DEFAULT, 1_000, 5_000, true).unwrap();
    assert_eq!((slashed.reporter, slashed.burn, slashed.compensation, slashed.insurance), (200, 200, 600, 0));
    // Validity proofs: nothing to win, so the smallest lock or the liveness cap.
    assert_eq!(lock(&DEFAULT, 10_000_000, 0, 10_000), Ok(4_000_000));
    // p = 1/2, no value declared: g·(1 − p)/(p·(1 − ρ)) = cost/0.8.
    assert_eq!(lock(&DEFAULT, 10_000_000, 0, 5_000), Ok(12_500_000));
}

#[test]
fn the_mint_price_is_the_highest_there_is() {
    let price = Price::from_raw;
    assert_eq!(mint_price(price(5), price(4), None, None), price(5));
    assert_eq!(mint_price(price(5), price(6), Some(price(3)), None), price(6));
    assert_eq!(mint_price(price(5), price(6), Some(price(7)), Some(price(8))), price(8));
    assert_eq!(mint_price(price(5), price(6), Some(price(9)), Some(price(8))), price(9));
}

#[test]
fn impossible_parameters_are_refused() {
    let out_of_range = |result: Result<u128, MathError>| matches!(result, Err(MathError::OutOfRange { .. }));
    assert!(out_of_range(lock(&DEFAULT, 1, 0, 0)));
    assert!(out_of_range(lock(&DEFAULT, 1, 0, 10_001)));
    assert!(out_of_range(lock(&LockParams { rho_bps: 8_000, ..DEFAULT }, 1, 0, 5_000)));
    assert!(out_of_range(lock(&LockParams { burn_min_bps: 0, ..DEFAULT }, 1, 0, 5_000)));
    let params = LockParams { rho_bps: 9_000, ..DEFAULT };
    assert!(fraud_waterfall(&params, 1, 0, true).is_err());
    assert_eq!(split_bps(10, &[5_000, 4_999]), Err(MathError::BadShares { expected: 10_000, got: 9_999 }));
    assert_eq!(basis_after(1, 5, 6), Err(MathError::InsufficientLiquidity { available: 5, requested: 6 }));
    assert_eq!(decay(1, 1, 0, Rounding::Down), Err(MathError::Zero { what: "half-life" }));
    assert_eq!(score_bps(0, 0, 0, 0, 4), Err(MathError::DivisionByZero));
}
