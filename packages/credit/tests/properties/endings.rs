//! Collections and claims after a sunset.

use amm_math::rounding::BPS;
use amm_math::Price;
use credit::{Debt, Position, Pot};
use proptest::prelude::*;

use crate::strategies::{config, debtor, magnitude, product};

/// A debt of which nothing is called any more.
fn quiet(debtor: Position) -> Position {
    Position { debt: Debt { called: 0, held: 0, ..debtor.debt }, ..debtor }
}

/// 125 % of a product of basis points over 10^8, compared exactly: moved ≥ 1.25 · worth.
fn covers(moved: u128, open: u128, raw: u128) -> bool {
    product(&[moved, 1 << 64, BPS.into()]) >= product(&[open, raw, 12_500])
}

proptest! {
    #![proptest_config(config())]

    /// The pot gets 125 % of what the credits were minted at and of their mean, as far as the collateral
    /// goes.
    #[test]
    fn a_collection_takes_a_quarter_over_the_worth(
        debtor in debtor(), coverage in 15_000u32..=100_000, mean in magnitude(80), pot in magnitude(90)
    ) {
        let before = quiet(debtor);
        let mut after = before.clone();
        let mut filled = Pot { net: pot, credits: pot };
        let collected = after.collect(coverage, Some(Price::from_raw(mean)), &mut filled).unwrap();
        let Debt { open, collateral, .. } = before.debt;
        prop_assert_eq!((filled.net - pot, filled.credits - pot), (collected.net, collected.credits));
        prop_assert_eq!((collected.credits, collected.net), (open, before.bond - after.bond));
        let all = collected.net == collateral;
        prop_assert!(collected.net <= collateral);
        prop_assert!(all || covers(collected.net, open, mean));
        prop_assert!(all || product(&[collected.net, coverage.into()]) >= product(&[collateral, 12_500]));
        // And not a unit more than one of the two asks for.
        let less = collected.net - 1;
        let short = product(&[less, coverage.into()]) < product(&[collateral, 12_500]);
        prop_assert!(short || !covers(less, open, mean));
        prop_assert_eq!(after.free_bond(), before.free_bond() + collateral - collected.net);
        prop_assert_eq!(after.debt, Debt { due: before.debt.due, ..Debt::default() });
    }

    #[test]
    fn a_collection_rises_with_the_mean(debtor in debtor(), mean in magnitude(80)) {
        let net = |mean: Option<u128>| {
            quiet(debtor.clone()).collect(20_000, mean.map(Price::from_raw), &mut Pot::default()).unwrap().net
        };
        prop_assert!(net(None) <= net(Some(mean)));
        prop_assert!(net(Some(mean)) <= net(Some(mean + 1)));
    }

    /// A claim is paid at least its part of the pot at first, and later ones only what roundings left
    /// besides.
    #[test]
    fn claims_pay_the_same_in_any_order(
        net in magnitude(100),
        shares in prop::collection::vec(magnitude(50), 1..20),
        turned in any::<prop::sample::Index>()
    ) {
        let credits: u128 = shares.iter().sum();
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.rotate_left(turned.index(shares.len()));
        let mut paid = vec![[0u128; 2]; shares.len()];
        for (run, order) in [(0..shares.len()).collect(), order].into_iter().enumerate() {
            let mut pot = Pot { net, credits };
            for i in order {
                let before = pot;
                paid[i][run] = pot.claim(shares[i]).unwrap();
                prop_assert!(paid[i][run] <= before.net);
                // Nobody's claim takes from those who come later.
                prop_assert!(product(&[pot.net, before.credits]) >= product(&[before.net, pot.credits]));
            }
            prop_assert_eq!(pot, Pot::default());
        }
        for (i, [first, second]) in paid.into_iter().enumerate() {
            let part = product(&[net, shares[i]]) / product(&[credits]);
            prop_assert!(product(&[first.min(second)]) >= part);
            // Each earlier claim leaves less than a unit to all later ones.
            prop_assert!(first.abs_diff(second) <= shares.len() as u128);
        }
    }

    #[test]
    fn a_pot_pays_nothing_beyond_its_credits(
        net in magnitude(90), credits in magnitude(90), more in magnitude(90)
    ) {
        let mut pot = Pot { net, credits };
        prop_assert!(pot.claim(credits + more).is_err());
        prop_assert_eq!(pot, Pot { net, credits });
        prop_assert_eq!(pot.claim(credits), Ok(net));
        prop_assert!(pot.claim(1).is_err());
    }
}
