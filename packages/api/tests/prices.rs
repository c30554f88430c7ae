//! A price as people read it, against exact rationals.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

use amm_math::{Price, Rounding};
use api::price::shown;
use cosmwasm_std::{Decimal256, Uint256, Uint512};
use proptest::prelude::*;

/// What `num` base units of asset 1 for `den` of asset 0 are shown as.
fn text(num: u128, den: u128) -> String {
    shown(Price::from_ratio(num, den, Rounding::Up).unwrap()).unwrap().to_string()
}

#[test]
fn a_price_is_shown_in_base_units_per_million() {
    // 555.34 base units of six decimals for a whole credit, and the same of 18 decimals.
    assert_eq!(text(55_534, 100_000_000), "555.34");
    assert_eq!(text(555_340_000_000_000, 1_000_000), "555340000000000");
    assert_eq!(text(700, 1_000_000), "700");
    assert_eq!(text(2, 1), "2000000");
    assert_eq!(text(1, 3), "333333.3333333333333", "toward zero");
}

#[test]
fn both_ends_of_the_range_are_shown() {
    let e18 = 10u128.pow(18);
    assert_eq!(text(e18, 1), "1000000000000000000000000");
    assert_eq!(text(1, e18), "0.000000000001");
    assert_eq!(text(u128::from(u64::MAX), 1), "18446744073709551615000000");
    // 2^64 − 2^-64, whose last decimals are cut.
    assert_eq!(shown(Price::MAX).unwrap().to_string(), "18446744073709551615999999.9999999999999");
    assert_eq!(shown(Price::from_raw(1)).unwrap(), Decimal256::zero(), "5.4·10^-14");
    assert_eq!(shown(Price::from_raw(2)).unwrap().to_string(), "0.0000000000001");
    assert_eq!(shown(Price::ZERO).unwrap(), Decimal256::zero());
}

/// Whether `shown` < `num`·10^6/`den` + 6·10^-14 and `shown` > that − 10^-13, in exact integers.
fn close(shown: Decimal256, num: u128, den: u128) -> bool {
    let wide = |number: Uint256| Uint512::from(number);
    let of = |number: u128| wide(Uint256::from(number));
    let exact = of(num) * of(10u128.pow(24));
    let got = wide(shown.atomics()) * of(den);
    let step = |atomics: u128| of(atomics) * of(den);
    got < exact + step(60_000) && got + step(100_000) > exact
}

proptest! {
    #[test]
    fn a_shown_price_is_the_exact_one_cut(num in 1u128..=1 << 112, den in 1u128..=1 << 112) {
        // From 10^-18 to 10^18 per base unit.
        prop_assume!(num / 10u128.pow(18) <= den && den / 10u128.pow(18) <= num);
        let price = Price::from_ratio(num, den, Rounding::Up).unwrap();
        prop_assert!(close(shown(price).unwrap(), num, den));
    }

    #[test]
    fn prices_at_the_ends_are_the_exact_ones_cut(scale in 1u128..=1_000_000, den in 1u128..=1_000_000, up in any::<bool>()) {
        let far = 10u128.pow(18);
        let (num, den) = if up { (scale * far, den * scale) } else { (scale, den.max(scale) * far) };
        let price = Price::from_ratio(num, den, Rounding::Up).unwrap();
        prop_assert!(close(shown(price).unwrap(), num, den));
    }

    #[test]
    fn a_price_of_thirteen_decimals_is_shown_as_it_is(whole in 0u64..=1 << 60, last in 1u64..10_000_000_000_000) {
        // whole + last·10^-13 per million, as a fraction of 10^19.
        let num = u128::from(whole) * 10_000_000_000_000 + u128::from(last);
        let price = Price::from_ratio(num, 10u128.pow(19), Rounding::Up).unwrap();
        prop_assert_eq!(shown(price).unwrap(), Decimal256::from_atomics(num, 13).unwrap());
    }

    #[test]
    fn a_dearer_price_is_never_shown_cheaper(a in any::<u128>(), b in any::<u128>()) {
        let (a, b) = (a.min(b), a.max(b));
        prop_assert!(shown(Price::from_raw(a)).unwrap() <= shown(Price::from_raw(b)).unwrap());
    }
}
