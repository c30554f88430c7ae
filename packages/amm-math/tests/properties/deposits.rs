use amm_math::constant_product::{
    exact_in, provide_balanced, provide_first, provide_single, withdraw, MIN_LIQUIDITY,
};
use amm_math::MathError;
use proptest::prelude::*;

use crate::strategies::{config, fee, magnitude, pool, product, reserve, share_value_kept};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_first_deposit_leaves_something_to_own(x in reserve(), y in reserve()) {
        match provide_first(x, y) {
            Ok(deposit) => {
                prop_assert!(deposit.shares > MIN_LIQUIDITY);
                prop_assert!(product(&[deposit.shares, deposit.shares]) <= product(&[x, y]));
                prop_assert!(product(&[deposit.shares + 1, deposit.shares + 1]) > product(&[x, y]));
            }
            Err(error) => {
                let too_small = matches!(error, MathError::BelowMinimumLiquidity { min: MIN_LIQUIDITY, .. });
                prop_assert!(too_small);
                prop_assert!(product(&[x, y]) < product(&[MIN_LIQUIDITY + 1, MIN_LIQUIDITY + 1]));
            }
        }
    }

    #[test]
    fn a_balanced_deposit_stays_within_its_maxima_and_costs_no_lp(
        (x, y, supply) in pool(), max_x in magnitude(112), max_y in magnitude(112)
    ) {
        if let Ok(deposit) = provide_balanced(x, y, supply, max_x, max_y) {
            let (in_x, in_y) = deposit.amounts;
            prop_assert!(in_x <= max_x && in_y <= max_y);
            prop_assert!(product(&[in_x, supply]) >= product(&[x, deposit.shares]));
            prop_assert!(product(&[in_y, supply]) >= product(&[y, deposit.shares]));
            let after = (x + in_x, y + in_y, supply + deposit.shares);
            let (out_x, out_y) = withdraw(after.0, after.1, after.2, deposit.shares).unwrap_or((0, 0));
            prop_assert!(out_x <= in_x && out_y <= in_y);
        }
    }

    /// Whatever part of the fee the protocol takes out of the reserve.
    #[test]
    fn a_single_sided_deposit_costs_no_lp((x, y, supply) in pool(), amount in magnitude(112), fee in fee(), taken in 0u128..=4) {
        if let Ok(deposit) = provide_single(x, y, supply, amount, fee) {
            let protocol = deposit.fee / 4 * taken;
            let after = (x + amount - protocol, y, supply + deposit.shares);
            prop_assert!(share_value_kept((x, y, supply), after));
        }
    }

    /// Swapping by hand and depositing both never creates more shares than the single-sided deposit.
    #[test]
    fn swapping_first_is_no_better((x, y, supply) in pool(), amount in magnitude(112), part in 0u128..=1_000, fee in fee()) {
        let direct = provide_single(x, y, supply, amount, fee).map_or(0, |deposit| deposit.shares);
        let swapped = amount / 1_000 * part;
        let by_hand = exact_in(x, y, swapped, fee).and_then(|swap| {
            provide_balanced(x + swapped, y - swap.amount_out, supply, amount - swapped, swap.amount_out)
        });
        let fits = x.checked_add(amount).is_some_and(|after| after < 1 << 112);
        prop_assert!(!fits || by_hand.map_or(0, |deposit| deposit.shares) <= direct);
    }

    #[test]
    fn a_split_deposit_creates_no_more_shares(
        (x, y, supply) in pool(), a in magnitude(111), b in magnitude(111), fee in fee()
    ) {
        if let (Ok(whole), Ok(first)) =
            (provide_single(x, y, supply, a + b, fee), provide_single(x, y, supply, a, fee))
        {
            let second = provide_single(x + a, y, supply + first.shares, b, fee).map_or(0, |d| d.shares);
            prop_assert!(first.shares + second <= whole.shares);
        }
    }

    /// Deposit one asset, withdraw both, swap back: never more than went in.
    #[test]
    fn a_loop_through_a_deposit_never_profits((x, y, supply) in pool(), amount in magnitude(112), fee in fee()) {
        if let Ok(deposit) = provide_single(x, y, supply, amount, fee) {
            let (x_after, supply_after) = (x + amount, supply + deposit.shares);
            if let Ok((out_x, out_y)) = withdraw(x_after, y, supply_after, deposit.shares) {
                let back = exact_in(y - out_y, x_after - out_x, out_y, fee).map_or(0, |swap| swap.amount_out);
                prop_assert!(out_x + back <= amount);
            }
        }
    }

    #[test]
    fn a_withdrawal_costs_no_lp((x, y, supply) in pool(), shares in magnitude(112)) {
        match withdraw(x, y, supply, shares) {
            Ok((out_x, out_y)) => {
                prop_assert!(out_x <= x && out_y <= y && (out_x > 0 || out_y > 0));
                prop_assert!(share_value_kept((x, y, supply), (x - out_x, y - out_y, supply - shares)));
                if shares == supply {
                    prop_assert_eq!((out_x, out_y), (x, y));
                }
            }
            Err(MathError::InsufficientLiquidity { available, requested }) => {
                prop_assert_eq!((available, requested), (supply, shares));
                prop_assert!(shares > supply);
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::Zero { what: "amount_out" });
                prop_assert!(product(&[x.max(y), shares]) < product(&[supply]));
            }
        }
    }
}

#[test]
fn the_fee_falls_on_the_swapped_part_alone() {
    // About half of a small deposit is swapped, so a fee of 1 % costs about half a percent.
    let deposit = provide_single(1_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000, 100).unwrap();
    assert!((4_950..=5_050).contains(&deposit.fee), "fee {}", deposit.fee);
    let free = provide_single(1_000_000_000, 1_000_000_000, 1_000_000_000, 1_000_000, 0).unwrap();
    let loss_bps = (free.shares - deposit.shares) * 10_000 / free.shares;
    assert!((45..=55).contains(&loss_bps), "loss {loss_bps} bps");
}

#[test]
fn deposits_without_shares_are_refused() {
    let zero_shares = MathError::Zero { what: "shares" };
    assert_eq!(provide_single(1 << 100, 1 << 100, 1_000, 1, 30), Err(zero_shares.clone()));
    assert_eq!(provide_balanced(1 << 100, 1 << 100, 1_000, 1, 1), Err(zero_shares));
    assert_eq!(provide_single(5, 5, 5, 0, 30), Err(MathError::Zero { what: "amount_in" }));
    assert_eq!(provide_balanced(5, 5, 0, 1, 1), Err(MathError::Zero { what: "supply" }));
    assert_eq!(withdraw(5, 5, 5, 0), Err(MathError::Zero { what: "shares" }));
}

#[test]
fn the_first_deposit_must_exceed_what_is_locked() {
    let refused = MathError::BelowMinimumLiquidity { min: MIN_LIQUIDITY, got: MIN_LIQUIDITY };
    assert_eq!(provide_first(MIN_LIQUIDITY, MIN_LIQUIDITY), Err(refused));
    assert_eq!(
        provide_first(MIN_LIQUIDITY + 1, MIN_LIQUIDITY + 1).map(|deposit| deposit.shares),
        Ok(MIN_LIQUIDITY + 1)
    );
}
