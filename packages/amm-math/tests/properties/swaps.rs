use amm_math::constant_product::{depth_in, exact_in, exact_out, MAX_RESERVE};
use amm_math::MathError;
use proptest::prelude::*;

use crate::strategies::{config, fee, magnitude, product, reserve};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_invariant_never_falls_even_without_the_fee(x in reserve(), y in reserve(), amount in magnitude(112), fee in fee()) {
        if let Ok(swap) = exact_in(x, y, amount, fee, None) {
            prop_assert!(swap.amount_out > 0 && swap.amount_out < y);
            prop_assert!(product(&[x + amount - swap.fee, y - swap.amount_out]) >= product(&[x, y]));
        }
        if let Ok(swap) = exact_out(x, y, amount, fee, None) {
            prop_assert!(product(&[x + swap.amount_in - swap.fee, y - amount]) >= product(&[x, y]));
        }
    }

    #[test]
    fn the_fee_is_at_least_its_share(x in reserve(), y in reserve(), amount in magnitude(112), fee in fee()) {
        if let Ok(swap) = exact_in(x, y, amount, fee, None) {
            prop_assert!(swap.fee * 10_000 >= amount * u128::from(fee));
            prop_assert!(swap.fee == 0 || (swap.fee - 1) * 10_000 < amount * u128::from(fee));
        }
    }

    #[test]
    fn an_exact_out_quote_buys_the_output_and_one_unit_less_does_not(
        x in reserve(), y in reserve(), part in 0u128..=1 << 32, fee in fee()
    ) {
        let amount = (product(&[y, part]) >> 32u32).try_into().unwrap_or(u128::MAX).max(1u128);
        if let Ok(quote) = exact_out(x, y, amount, fee, None) {
            prop_assert_eq!(quote.amount_out, amount);
            let executed = exact_in(x, y, quote.amount_in, fee, None).unwrap();
            prop_assert!(executed.amount_out >= amount);
            prop_assert_eq!(executed.fee, quote.fee);
            let bought_for_less = exact_in(x, y, quote.amount_in - 1, fee, None).map_or(0, |swap| swap.amount_out);
            prop_assert!(bought_for_less < amount);
        }
    }

    #[test]
    fn there_and_back_never_profits(x in reserve(), y in reserve(), amount in magnitude(112), fee in fee()) {
        if let Ok(there) = exact_in(x, y, amount, fee, None) {
            let back = exact_in(y - there.amount_out, x + amount, there.amount_out, fee, None);
            prop_assert!(back.map_or(0, |swap| swap.amount_out) <= amount);
        }
    }

    /// The fee may stay in the reserve or be taken out by the protocol, all of it.
    #[test]
    fn a_split_trade_never_beats_the_whole(
        x in reserve(), y in reserve(), a in magnitude(111), b in magnitude(111), fee in fee(), fee_stays in any::<bool>()
    ) {
        if let (Ok(first), Ok(whole)) = (exact_in(x, y, a, fee, None), exact_in(x, y, a + b, fee, None)) {
            let left = if fee_stays { x + a } else { x + a - first.fee };
            let second = exact_in(left, y - first.amount_out, b, fee, None).map_or(0, |swap| swap.amount_out);
            prop_assert!(first.amount_out + second <= whole.amount_out);
        }
    }

    #[test]
    fn depth_is_the_last_input_within_the_impact(x in reserve(), impact in 0u32..100_000) {
        let depth = depth_in(x, impact).unwrap();
        let limit = product(&[x, x, 10_000 + u128::from(impact)]);
        prop_assert!(product(&[x + depth, x + depth, 10_000]) <= limit);
        prop_assert!(product(&[x + depth + 1, x + depth + 1, 10_000]) > limit);
    }
}

#[test]
fn largest_reserves_swap_without_overflow() {
    for (x, y) in [(MAX_RESERVE - 1, MAX_RESERVE), (1, MAX_RESERVE), (MAX_RESERVE - 1, 1_000_000)] {
        let swap = exact_in(x, y, 1, 0, None);
        let out = swap.map(|swap| swap.amount_out).or_else(|error| match error {
            MathError::Zero { what: "amount_out" } => Ok(0),
            other => Err(other),
        });
        assert!(out.unwrap() < y);
    }
    assert!(exact_out(1, MAX_RESERVE, MAX_RESERVE - 1, 0, None).is_ok());
    assert!(matches!(
        exact_out(2, MAX_RESERVE, MAX_RESERVE - 1, 0, None),
        Err(MathError::ReserveTooLarge { .. })
    ));
}

#[test]
fn refusals_name_what_was_expected_and_what_came() {
    assert_eq!(exact_in(0, 5, 1, 0, None), Err(MathError::Zero { what: "reserve" }));
    assert_eq!(exact_in(5, 5, 0, 0, None), Err(MathError::Zero { what: "amount_in" }));
    assert_eq!(exact_in(1_000, 5, 1, 0, None), Err(MathError::Zero { what: "amount_out" }));
    assert_eq!(exact_in(5, 5, 1, 10_000, None), Err(MathError::BadFee { limit: 10_000, got: 10_000 }));
    assert_eq!(
        exact_in(MAX_RESERVE, 5, 1, 0, None),
        Err(MathError::ReserveTooLarge { max: MAX_RESERVE, got: MAX_RESERVE + 1 })
    );
    assert_eq!(
        exact_out(5, 5, 5, 0, None),
        Err(MathError::InsufficientLiquidity { available: 4, requested: 5 })
    );
    assert_eq!(exact_out(5, 5, 0, 0, None), Err(MathError::Zero { what: "amount_out" }));
}
