//! Calls, service and defaults.

use amm_math::Price;
use credit::call::penalty;
use credit::price::call_value;
use credit::{Call, Job, Market, Position, Turn, CREDIT};
use proptest::prelude::*;

use crate::strategies::{config, debtor, magnitude, product};

/// A job for a part of the open credits.
fn job(debtor: &Position, share: u128, value: u128) -> Job {
    Job {
        credits: (debtor.debt.open * share / 1_000).max(1),
        gpus: 1,
        serve_within: 4_200,
        min_damages: 0,
        value,
        horizon: 14 * 86_400,
        now: debtor.debt.due,
    }
}

fn called(debtor: &Position, share: u128, value: u128) -> (Position, Call) {
    let mut after = debtor.clone();
    let call = after.begin_call(&job(debtor, share, value), &mut Turn::default()).unwrap();
    (after, call)
}

proptest! {
    #![proptest_config(config())]

    /// h is the credits' part of the collateral, less than one unit short; the rest covers each credit as
    /// before.
    #[test]
    fn a_call_holds_its_part_of_the_collateral(
        debtor in debtor(), share in 0u128..=1_000, value in magnitude(90)
    ) {
        let (after, call) = called(&debtor, share, value);
        let (open, collateral) = (debtor.debt.open, debtor.debt.collateral);
        prop_assert!(product(&[call.held, open]) <= product(&[collateral, call.credits]));
        prop_assert!(product(&[call.held + 1, open]) > product(&[collateral, call.credits]));
        prop_assert!(product(&[after.debt.collateral, open]) >= product(&[collateral, after.debt.open]));
        prop_assert_eq!(after.free_bond(), debtor.free_bond());
        prop_assert_eq!(after.debt.owed(), debtor.debt.owed());
    }

    /// The turn comes again when the debt's owner has had the time for its whole debt, at one debt per H; one
    /// second earlier would be too early.
    #[test]
    fn a_call_puts_its_debtor_back_by_its_part_of_h(
        debtor in debtor(), share in 0u128..=1_000, late in 0u64..1 << 30
    ) {
        let job = Job { now: debtor.debt.due + late, ..job(&debtor, share, 1) };
        let mut after = debtor.clone();
        let mut turn = Turn { due: debtor.debt.due / 2, next: 3 };
        after.begin_call(&job, &mut turn).unwrap();
        let work = product(&[job.gpus.into(), job.serve_within.into(), job.horizon.into(), CREDIT]);
        let passed = u128::from(after.debt.due - job.now);
        prop_assert!(product(&[passed, debtor.debt.owed()]) >= work);
        prop_assert!(product(&[passed - 1, debtor.debt.owed()]) < work);
        prop_assert_eq!(turn, Turn { due: debtor.debt.due, next: 3 });
    }

    /// The debtor loses the recent price and the penalty, or all that was held; the owner gets no more than
    /// it loses.
    #[test]
    fn a_default_costs_the_recent_price_and_a_penalty(
        debtor in debtor(), share in 0u128..=1_000, value in magnitude(90), bps in 1_000u32..=5_000
    ) {
        let (mut after, call) = called(&debtor, share, value);
        let damages = after.default_on(&call, bps).unwrap();
        let lost = debtor.bond - after.bond;
        prop_assert_eq!(damages.owner, call.held.min(value));
        prop_assert_eq!(damages.owner + damages.burned, lost);
        prop_assert_eq!(lost, call.held.min(value + penalty(value, bps).unwrap()));
        // Never cheaper than buying the credits at v and redeeming them, unless all of h is lost.
        prop_assert!(lost > value || lost == call.held);
        prop_assert_eq!(after.free_bond(), debtor.free_bond() + call.held - lost);
        prop_assert_eq!(after.debt.owed(), debtor.debt.owed() - call.credits);
    }

    #[test]
    fn serving_frees_the_collateral_and_a_refund_gives_it_back(
        debtor in debtor(), share in 0u128..=1_000, value in magnitude(90)
    ) {
        let (at_call, call) = called(&debtor, share, value);
        let mut served = at_call.clone();
        served.serve(&call).unwrap();
        prop_assert_eq!(served.free_bond(), debtor.free_bond() + call.held);
        prop_assert_eq!(served.debt.owed(), debtor.debt.owed() - call.credits);
        let mut released = at_call.clone();
        released.release(&call).unwrap();
        prop_assert_eq!(released.debt.due, at_call.debt.due);
        prop_assert_eq!(credit::Debt { due: debtor.debt.due, ..released.debt }, debtor.debt);
        prop_assert_eq!((served.bond, released.bond), (debtor.bond, debtor.bond));
    }

    /// v is the credits at the dearer of two means, rounded down; it rises with the credits and with each
    /// mean.
    #[test]
    fn a_value_is_rounded_down_and_rises(
        credits in magnitude(64), half_hour in magnitude(90), day in magnitude(90)
    ) {
        let market = Market {
            net: 1,
            spot: Price::from_raw(u128::MAX),
            half_hour: Some(Price::from_raw(half_hour)),
            day: Some(Price::from_raw(day)),
            week: Some(Price::from_raw(u128::MAX)),
        };
        let value = |credits, market: &Market| call_value(credits, Some(market), 1).unwrap();
        let at = value(credits, &market);
        prop_assert!(product(&[at, 1 << 64]) <= product(&[credits, half_hour.max(day)]));
        prop_assert!(product(&[at + 1, 1 << 64]) > product(&[credits, half_hour.max(day)]));
        prop_assert!(value(credits + 1, &market) >= at);
        let dearer = Market { day: Some(Price::from_raw(day + 1)), ..market };
        prop_assert!(value(credits, &dearer) >= at);
    }
}
