use amm_math::constant_product::{exact_in, exact_out, limit, spot_log, Swap, MAX_RESERVE};
use amm_math::log::mul_exp2;
use amm_math::{MathError, Rounding};
use proptest::prelude::*;

use crate::strategies::{config, fee, magnitude, product, reserve};

/// Log2 of a price in Q40.
fn log(x: u128, y: u128) -> i64 {
    spot_log(x, y).unwrap()
}

/// A pool in which the limit is mostly below the price, from a hair to everything.
fn limited_pool() -> impl Strategy<Value = (u128, u128, i64)> {
    let small = (1u128..300, 1u128..300);
    let steep = (1u128..30, magnitude(112));
    let pool = prop_oneof![2 => (reserve(), reserve()), 1 => small, 1 => steep];
    (pool, magnitude(46), 0u8..20).prop_map(|((x, y), distance, above)| {
        let distance = distance as i64;
        (x, y, log(x, y) + if above == 0 { distance } else { -distance })
    })
}

/// An amount that stands in some relation to a reserve.
fn part_of(reserve: u128, part: u128) -> u128 {
    (product(&[reserve, part]) >> 40u32).try_into().unwrap_or(MAX_RESERVE).clamp(1u128, MAX_RESERVE)
}

/// The reserves after a swap whose fee stays or goes to the protocol.
fn after(x: u128, y: u128, swap: &Swap, fee_stays: bool) -> (u128, u128) {
    let taken = if fee_stays { 0 } else { swap.fee };
    (x + swap.amount_in - taken, y - swap.amount_out - swap.spread)
}

/// The output, or nothing.
fn output(x: u128, y: u128, amount: u128, fee: u32, limit: Option<i64>) -> u128 {
    exact_in(x, y, amount, fee, limit).map_or(0, |swap| swap.amount_out)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_input_brings_more_than_the_limit_or_the_curve(
        (x, y, limit) in limited_pool(), part in magnitude(44), fee in fee()
    ) {
        let amount = part_of(x, part);
        if let Ok(swap) = exact_in(x, y, amount, fee, Some(limit)) {
            let plain = exact_in(x, y, amount, fee, None).unwrap();
            prop_assert_eq!(swap.amount_out + swap.spread, plain.amount_out);
            prop_assert_eq!((swap.fee, plain.spread), (plain.fee, 0));
            let most = mul_exp2(amount - swap.fee, limit, Rounding::Down).unwrap_or(u128::MAX);
            prop_assert!(swap.amount_out <= most);
        }
    }

    /// A cap on the average alone would let a large seller average around it.
    #[test]
    fn no_unit_of_a_swap_brings_more_than_the_limit(
        (x, y, limit) in limited_pool(), part in magnitude(44), more in magnitude(44)
    ) {
        let (amount, more) = (part_of(x, part), part_of(x, more));
        if let Ok(larger) = exact_in(x, y, amount + more, 0, Some(limit)) {
            let smaller = output(x, y, amount, 0, Some(limit));
            prop_assert!(smaller <= larger.amount_out);
            let most = mul_exp2(more, limit, Rounding::Up).unwrap_or(u128::MAX);
            prop_assert!(larger.amount_out - smaller <= most.saturating_add(1));
        }
    }

    /// Two units where the fee leaves the pool. A fee that stays lets the curve give more, of which the parts that
    /// come after have something; that is never more than the fee times half of what the price is above the limit.
    /// Where a unit of input moves the price by more than a unit of output, the whole unit that holds the knee is
    /// paid at the limit.
    #[test]
    fn a_split_trade_under_a_limit_gains_two_units_at_most(
        (x, y, limit) in limited_pool(), part in magnitude(44), more in magnitude(44), fee in fee(), fee_stays in any::<bool>()
    ) {
        let (a, b) = (part_of(x, part), part_of(x, more));
        if let (Ok(first), Ok(whole)) = (exact_in(x, y, a, fee, Some(limit)), exact_in(x, y, a + b, fee, Some(limit))) {
            let left = after(x, y, &first, fee_stays);
            let second = output(left.0, left.1, b, fee, Some(limit));
            let unit = mul_exp2(2, limit, Rounding::Up).map_or(0, |most| most / x);
            let stays = if fee_stays { first.fee } else { 0 };
            let at_price = product(&[stays, y]) / product(&[x]);
            let at_limit = product(&[mul_exp2(stays, limit, Rounding::Down).unwrap_or(u128::MAX)]);
            let returned = if at_price > at_limit { (at_price - at_limit) / product(&[2]) } else { product(&[0]) };
            let gained = product(&[(first.amount_out + second).saturating_sub(whole.amount_out + 2 + unit)]);
            prop_assert!(gained <= returned);
        }
    }

    #[test]
    fn an_exact_out_under_a_limit_is_never_short_and_the_least(
        (x, y, limit) in limited_pool(), part in 1u128..1 << 40, fee in fee()
    ) {
        let out = part_of(y, part);
        if let Ok(quote) = exact_out(x, y, out, fee, Some(limit)) {
            prop_assert_eq!(quote.amount_out, out);
            let executed = exact_in(x, y, quote.amount_in, fee, Some(limit)).unwrap();
            prop_assert!(executed.amount_out >= out);
            prop_assert_eq!(executed.fee, quote.fee);
            prop_assert!(output(x, y, quote.amount_in - 1, fee, Some(limit)) < out);
            // What leaves the reserve is the same either way, but for a plain swap's rounding.
            let leaves = quote.amount_out + quote.spread;
            prop_assert!(leaves <= executed.amount_out + executed.spread);
            prop_assert!(quote.spread == 0 || leaves == executed.amount_out + executed.spread);
        }
    }

    #[test]
    fn a_larger_output_costs_no_less((x, y, limit) in limited_pool(), part in 1u128..1 << 40, more in 1u128..1 << 40) {
        let (out, more) = (part_of(y, part), part_of(y, more));
        if let Ok(larger) = exact_out(x, y, out + more, 0, Some(limit)) {
            let smaller = exact_out(x, y, out, 0, Some(limit)).unwrap();
            prop_assert!(smaller.amount_in <= larger.amount_in);
            let plain = exact_out(x, y, out, 0, None).unwrap();
            prop_assert!(plain.amount_in <= smaller.amount_in);
        }
    }

    #[test]
    fn the_invariant_never_falls_under_a_limit(
        (x, y, limit) in limited_pool(), part in magnitude(44), fee in fee(), by_output in any::<bool>()
    ) {
        let swap = if by_output {
            exact_out(x, y, part_of(y, part), fee, Some(limit))
        } else {
            exact_in(x, y, part_of(x, part), fee, Some(limit))
        };
        if let Ok(swap) = swap {
            let (x_after, y_after) = after(x, y, &swap, false);
            prop_assert!(product(&[x_after, y_after]) >= product(&[x, y]));
        }
    }

    /// Both limits are at the price or below, and together they leave no way round.
    #[test]
    fn the_limits_of_a_block_enclose_its_price(x in reserve(), y in reserve()) {
        let (sold, bought) = (limit(log(x, y), true), limit(log(x, y), false));
        prop_assert!(mul_exp2(x, sold, Rounding::Down).unwrap() <= y);
        prop_assert!(mul_exp2(y, bought, Rounding::Down).unwrap() <= x);
        prop_assert!(sold + bought == -2);
        // No more than the four units below that the logarithms take.
        prop_assert!(mul_exp2(x, sold + 4, Rounding::Up).unwrap() >= y);
        prop_assert!(mul_exp2(y, bought + 4, Rounding::Up).unwrap() >= x);
    }

    /// At the price with which the block began the limit costs next to nothing.
    #[test]
    fn a_pool_at_the_anchor_trades_as_without_one(x in reserve(), y in reserve(), part in magnitude(44), sold in any::<bool>()) {
        let (x, y) = if sold { (x, y) } else { (y, x) };
        let anchor = if sold { log(x, y) } else { log(y, x) };
        let amount = part_of(x, part);
        if let Ok(plain) = exact_in(x, y, amount, 0, None) {
            let limited = output(x, y, amount, 0, Some(limit(anchor, sold)));
            prop_assert!(plain.amount_out - limited <= 2 + (plain.amount_out >> 37));
        }
    }
}

/// Where a unit of input is much of the reserve the knee lies within the unit, and the line to it above the curve:
/// ⌈15/19⌉ = 1 unit brings 10, not 15.
#[test]
fn an_output_within_the_first_unit_is_not_short() {
    let limit = Some(log(1, 19));
    assert_eq!(output(1, 20, 1, 0, limit), 10);
    let quote = exact_out(1, 20, 15, 0, limit).unwrap();
    assert_eq!((quote.amount_in, quote.spread), (3, 0));
    assert_eq!(output(1, 20, 2, 0, limit), 13);
    assert_eq!(output(1, 20, 3, 0, limit), 15);
}

/// The fee that a small first part leaves in the pool is there for the second: 5 units of it bring 0.75 of output, which
/// is less spread. (Without the fee it would bring nothing.)
#[test]
fn a_fee_that_stays_returns_in_part_to_who_splits() {
    let (x, y) = (1_000_000_000, 4_000_000_000);
    let gain = |fee: u32| {
        let whole = exact_in(x, y, 3_000_000_000, fee, Some(0)).unwrap();
        let first = exact_in(x, y, 100_000_000, fee, Some(0)).unwrap();
        let left = after(x, y, &first, true);
        let second = output(left.0, left.1, 2_900_000_000, fee, Some(0));
        (first.amount_out + second) as i128 - whole.amount_out as i128
    };
    assert!((700_000..800_000).contains(&gain(500)), "{}", gain(500));
    assert!(gain(0).abs() <= 2, "{}", gain(0));
}

/// A pool of 1,000 and 4,000 with a limit of 1: the knee is at 2,000, where the curve gives 2,000 and the limit 1,000.
#[test]
fn the_knee_is_where_the_curve_falls_to_the_limit() {
    let swap = |amount| exact_in(1_000, 4_000, amount, 0, Some(0)).unwrap();
    assert_eq!((swap(500).amount_out, swap(500).spread), (500, 833));
    assert_eq!((swap(1_000).amount_out, swap(1_000).spread), (1_000, 1_000));
    assert_eq!((swap(3_000).amount_out, swap(3_000).spread), (2_000, 1_000));
    let quote = |out| exact_out(1_000, 4_000, out, 0, Some(0)).unwrap();
    assert_eq!((quote(500).amount_in, quote(500).spread), (500, 833));
    assert_eq!((quote(2_000).amount_in, quote(2_000).spread), (3_000, 1_000));
    assert_eq!(
        exact_out(1_000, 4_000, 3_000, 0, Some(0)),
        Err(MathError::InsufficientLiquidity { available: 2_999, requested: 3_000 })
    );
}

#[test]
fn limits_beyond_all_prices_are_no_overflow() {
    for limit in [i64::MAX, 200 << 40, 113 << 40] {
        let free = exact_in(MAX_RESERVE / 2, MAX_RESERVE, 1 << 110, 30, Some(limit));
        assert_eq!(free, exact_in(MAX_RESERVE / 2, MAX_RESERVE, 1 << 110, 30, None));
    }
    for limit in [i64::MIN, -(200 << 40), -(113 << 40)] {
        let zero = Err(MathError::Zero { what: "amount_out" });
        assert_eq!(exact_in(MAX_RESERVE / 2, MAX_RESERVE, 1 << 110, 30, Some(limit)), zero);
        assert!(matches!(
            exact_out(MAX_RESERVE / 2, MAX_RESERVE, 1, 30, Some(limit)),
            Err(MathError::ReserveTooLarge { .. })
        ));
    }
    assert_eq!(limit(i64::MIN, false), i64::MAX - 1);
    assert_eq!(limit(i64::MAX, false), -i64::MAX);
}
