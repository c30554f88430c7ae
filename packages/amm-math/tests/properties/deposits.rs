use amm_math::constant_product::{
    excess, provide_balanced, provide_first, spot_log, withdraw, LOCKED_RESERVE, MIN_LIQUIDITY,
};
use amm_math::log::mul_exp2;
use amm_math::{MathError, Rounding};
use proptest::prelude::*;

use crate::strategies::{config, magnitude, pool, product, reserve, share_value_kept};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_first_deposit_leaves_something_to_own(x in reserve(), y in reserve()) {
        match provide_first(x, y) {
            Ok(deposit) => {
                prop_assert!(deposit.shares > deposit.locked && deposit.locked >= MIN_LIQUIDITY);
                for reserve in [x, y] {
                    let least = product(&[LOCKED_RESERVE, deposit.shares]);
                    prop_assert!(product(&[reserve, deposit.locked]) >= least);
                    prop_assert!(
                        deposit.locked == MIN_LIQUIDITY
                            || product(&[x.min(y), deposit.locked - 1]) < least
                    );
                }
                prop_assert!(product(&[deposit.shares, deposit.shares]) <= product(&[x, y]));
                prop_assert!(product(&[deposit.shares + 1, deposit.shares + 1]) > product(&[x, y]));
            }
            Err(error) => {
                let too_small = matches!(error, MathError::BelowMinimumLiquidity { min, got } if got <= min);
                prop_assert!(too_small);
                prop_assert!(
                    product(&[x, y]) < product(&[MIN_LIQUIDITY + 1, MIN_LIQUIDITY + 1])
                        || x.min(y) <= LOCKED_RESERVE
                );
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

    /// What is left without the excess is worth no more, at the anchor's price, than twice the root of k at that price.
    #[test]
    fn without_the_excess_reserves_are_worth_the_least_at_the_anchor(
        (x, y, _) in pool(), before_x in reserve(), before_y in reserve()
    ) {
        let anchor = spot_log(before_x, before_y).unwrap();
        let (of_0, of_1) = excess(x, y, anchor);
        prop_assert!(of_0 == 0 || of_1 == 0);
        prop_assert!(of_0 <= x && of_1 <= y);
        for (own, other, log, kept) in [(y, x, anchor, of_1), (x, y, -anchor, of_0)] {
            let least = mul_exp2(other, log, Rounding::Down).unwrap_or(u128::MAX);
            prop_assert_eq!(kept > 0, own > least);
            if own > least {
                // (√own − √least)² ≤ kept, and less by a unit is not: own + least − kept is the root of 4·own·least.
                let root = own + least - kept;
                prop_assert!(product(&[root, root]) <= product(&[4, own, least]));
                prop_assert!(product(&[root + 1, root + 1]) > product(&[4, own, least]));
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
fn deposits_without_shares_are_refused() {
    let zero_shares = MathError::Zero { what: "shares" };
    assert_eq!(provide_balanced(1 << 100, 1 << 100, 1_000, 1, 1), Err(zero_shares));
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
