//! Minting and redeeming.

use amm_math::rounding::{mul_div, BPS};
use amm_math::{Price, Rounding};
use credit::{Mint, Position, Turn};
use proptest::prelude::*;

use crate::strategies::{config, debtor, magnitude, mint, product};

fn with_free(position: &Position, free: u128) -> Position {
    Position { bond: position.bond + free, ..position.clone() }
}

proptest! {
    #![proptest_config(config())]

    /// The collateral is coverage · credits · price, or less than one base unit more.
    #[test]
    fn a_mint_is_covered_to_the_last_unit(mint in mint()) {
        let collateral = mint.collateral().unwrap();
        let exact = product(&[mint.credits, mint.price.raw(), mint.coverage_bps.into()]);
        let unit = product(&[1 << 64, BPS.into()]);
        prop_assert!(product(&[collateral]) * unit >= exact);
        prop_assert!(product(&[collateral - 1]) * unit < exact);
    }

    #[test]
    fn two_mints_never_cost_less_than_one(mint in mint(), other in magnitude(64)) {
        let at = |credits| Mint { credits, ..mint }.collateral().unwrap();
        prop_assert!(at(mint.credits) + at(other) >= at(mint.credits + other));
        prop_assert!(at(mint.credits + other) >= at(mint.credits));
        let dearer = Mint { price: Price::from_raw(mint.price.raw() + 1), ..mint };
        prop_assert!(dearer.collateral().unwrap() >= at(mint.credits));
    }

    /// ⌊(due·n + min(due, turn)·c)/(n + c)⌋ exactly, so a mint never postpones a call.
    #[test]
    fn a_mint_moves_its_debtor_forward_by_its_part(
        debtor in debtor(), mint in mint(), turn in 0u64..1 << 32
    ) {
        let mut after = with_free(&debtor, mint.collateral().unwrap());
        after.mint(&mint, &mut Turn { due: turn, next: 7 }).unwrap();
        let (n, c, due) = (debtor.debt.owed(), mint.credits, debtor.debt.due);
        let mean = (u128::from(due) * n + u128::from(due.min(turn)) * c) / (n + c);
        prop_assert_eq!(u128::from(after.debt.due), mean);
        prop_assert!(after.debt.due <= due);
    }

    /// What is left covers each credit as before; what is freed is its part, less than one unit short.
    #[test]
    fn a_redemption_frees_its_part_and_no_more(debtor in debtor(), share in 0u128..=1_000) {
        let (open, collateral) = (debtor.debt.open, debtor.debt.collateral);
        let credits = open * share / 1_000;
        let mut after = debtor.clone();
        let freed = after.redeem(credits, None).unwrap();
        prop_assert_eq!((after.debt.open, after.debt.collateral), (open - credits, collateral - freed));
        prop_assert_eq!(after.free_bond(), debtor.free_bond() + freed);
        prop_assert!(product(&[freed, open]) <= product(&[collateral, credits]));
        prop_assert!(product(&[freed + 1, open]) > product(&[collateral, credits]));
        prop_assert!(credits < open || after.debt.collateral == 0);
    }

    #[test]
    fn two_redemptions_never_free_more_than_one(debtor in debtor(), a in 0u128..=500, b in 0u128..=500) {
        let of = |share: u128| debtor.debt.open * share / 1_000;
        let (mut parts, mut whole) = (debtor.clone(), debtor.clone());
        let freed = parts.redeem(of(a), None).unwrap() + parts.redeem(of(b), None).unwrap();
        let at_once = whole.redeem(of(a) + of(b), None).unwrap();
        prop_assert!(freed <= at_once && at_once <= freed + 1);
    }

    /// A payment never fails a settlement: what the debt does not take stays with the job.
    #[test]
    fn a_payment_redeems_as_far_as_anything_is_open(debtor in debtor(), credits in magnitude(70)) {
        let mut after = debtor.clone();
        let redeemed = after.redeem_up_to(credits, None).unwrap();
        prop_assert_eq!(redeemed, credits.min(debtor.debt.open));
        prop_assert_eq!(after.debt.open, debtor.debt.open - redeemed);
        prop_assert!(after.debt.open > 0 || after.debt.collateral == 0);
    }

    /// All open credits share one collateral, so redeeming what was minted dearer leaves a part of it to the
    /// rest.
    #[test]
    fn redeeming_what_was_minted_dearer_frees_no_more_than_it_cost(debtor in debtor(), mint in mint()) {
        let paid = mint.collateral().unwrap();
        let mut debtor = debtor;
        let cheaper = mul_div(paid, debtor.debt.open, mint.credits, Rounding::Down).unwrap_or(u128::MAX);
        debtor.debt.collateral = debtor.debt.collateral.min(cheaper);
        let mut after = with_free(&debtor, paid);
        after.mint(&mint, &mut Turn::default()).unwrap();
        after.redeem(mint.credits, None).unwrap();
        prop_assert!(after.free_bond() <= debtor.free_bond() + paid);
        prop_assert!(after.debt.collateral >= debtor.debt.collateral);
    }
}
