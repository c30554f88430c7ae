//! The closing price: how fast it moves, when it stands still, what a dip does to it; and that nobody takes more out of a
//! bond than leaves every other credit as well covered.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::{Asset, Payout};
use common::*;
use cosmwasm_std::Addr;

const DEBT: u128 = 6_400 * ONE;

fn debtor(world: &mut World, bond: u128) -> Addr {
    let alice = world.provider("alice", bond, 1);
    world.mint(&alice, DEBT, Payout::Wallet).unwrap();
    world.give(&alice, &alice, DEBT);
    alice
}

/// At most a quarter more, but for the rounding of logarithms.
fn within_a_quarter(before: u128, after: u128) {
    assert!(after <= before * 5 / 4 + before / 1_000_000, "{before} to {after}");
}

#[test]
fn a_price_that_nobody_looked_at_does_not_leap() {
    let mut world = World::seasoned();
    let before = world.closing_price();
    world.crank(&[]);
    let bob = world.addr("bob");
    world.swap_net(&bob, CLASS, 20_000 * ONE);
    world.wait(30 * DAY);
    let after = world.closing_price();
    within_a_quarter(before, after);
    assert!(after > before * 6 / 5, "but it rises by that");
    // Looking often does not make it faster than looking once.
    let mut world = World::seasoned();
    world.crank(&[]);
    world.swap_net(&bob, CLASS, 20_000 * ONE);
    for _ in 0..48 {
        world.wait(1_800);
        world.crank(&[]);
    }
    within_a_quarter(before, world.closing_price());
    world.crank(&[]);
    within_a_quarter(before, world.closing_price());
}

#[test]
fn it_falls_at_once_and_by_the_mean_of_a_day_for_good() {
    let mut world = World::seasoned();
    world.rise(4);
    let high = world.closing_price();
    let bob = world.addr("bob");
    let held = world.credit_account(&bob, CLASS);
    world.swap_credits(&bob, CLASS, held);
    world.wait(DAY + 1_800);
    let low = world.crank(&[]);
    let low: u128 = attribute(&low, "crank", "closing_price").parse().unwrap();
    assert!(low < high * 3 / 5, "{high} to {low}");
    world.swap_net(&bob, CLASS, 20_000 * ONE);
    world.wait(DAY);
    within_a_quarter(low, world.closing_price());
}

#[test]
fn half_an_hour_of_a_pushed_down_price_ends_nothing_and_leaves_no_trace() {
    let run = |dip: bool| {
        let mut world = World::seasoned();
        let alice = debtor(&mut world, 201 * ONE);
        world.rise(4);
        world.crank(&[&alice]);
        let wanted = world.closing(&alice).wanted;
        assert!(!wanted.is_zero(), "its margin is thin");
        let high = world.closing_price();
        let lp = world.addr("lp");
        if dip {
            // What lies in the pool of credits is bought back, all but the fees, 40 minutes later.
            world.drain(2);
            let sold = world.credit_account(&lp, CLASS);
            world.swap_credits(&lp, CLASS, sold);
            world.wait(2_400);
            let low = world.closing_price();
            assert!(low < high * 3 / 4, "half an hour counts at once: {high} to {low}");
            assert_eq!(world.closing(&alice).wanted, wanted, "and ends nothing");
            world.crank(&[&alice]);
            assert!(world.position(&alice).closing_since.is_some());
            world.swap_net(&lp, CLASS, 12_000 * ONE);
            world.wait(2_400);
        } else {
            world.wait(4_800);
        }
        world.crank(&[&alice]);
        (high, world.closing_price(), world.closing(&alice).since)
    };
    let (calm, dipped) = (run(false), run(true));
    assert!(calm.1 >= calm.0);
    assert!(calm.1.abs_diff(dipped.1) <= calm.1 / 1_000_000, "{calm:?} {dipped:?}");
    assert_eq!((calm.0, calm.2), (dipped.0, dipped.2));
}

#[test]
fn in_a_thin_pool_it_stands_still_and_makes_up_for_nothing_afterwards() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, 1_000 * ONE);
    world.crank(&[]);
    let before = world.closing_price();
    assert!(!world.book().frozen);
    // A twentieth of the liquidity is left, below a fifth of what the class owes.
    world.drain(20);
    assert!(world.book().frozen);
    let bob = world.addr("bob");
    world.swap_net(&bob, CLASS, 1_000 * ONE);
    for _ in 0..3 {
        world.wait(DAY);
        let cranked = world.crank(&[&alice]);
        assert_eq!(attribute(&cranked, "crank", "frozen"), "true");
        assert_eq!(world.closing_price(), before, "cornered, and not believed");
    }
    assert_eq!(world.position(&alice).closing_since, None);
    // Nor does a fall count.
    let held = world.credit_account(&bob, CLASS);
    world.swap_credits(&bob, CLASS, held);
    let lp = world.addr("lp");
    world.swap_credits(&lp, CLASS, 100_000 * ONE);
    world.wait(2 * DAY);
    assert_eq!(world.closing_price(), before);
    world.crank(&[]);

    // Believed again, it goes on from where it stood.
    world.swap_net(&bob, CLASS, 10_000 * ONE);
    assert!(!world.book().frozen);
    world.wait(3_600);
    within_a_quarter(before, world.closing_price());
}

#[test]
fn a_debtor_that_closes_itself_leaves_the_rest_as_well_covered() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, 201 * ONE);
    world.exit(&alice).unwrap();
    world.rise(4);
    world.crank(&[&alice]);
    world.wait(12 * 3_600);
    let covered = |world: &World| {
        let position = world.position(&alice);
        (position.bond.u128(), position.obligation.u128())
    };
    let asked = world.closing_price() * 5 / 4;
    for part in [1, 999, ONE, 1_000 * ONE, 2_000 * ONE] {
        let before = covered(&world);
        let price = world.closing(&alice).price.u128();
        assert!(
            price < asked && price == (before.0 << 64) / before.1,
            "its share, and not what the auction asks"
        );
        world.deliver(&alice, Some(&alice), part, 0).unwrap();
        let after = covered(&world);
        assert!(after.0 * before.1 >= before.0 * after.1, "{before:?} {after:?}");
        world.check_closings(&[&alice]);
    }
    // Nor is there more for those that come last than the share of each.
    let (bond, owed) = covered(&world);
    let wallet = world.net(&alice);
    world.deliver(&alice, Some(&alice), owed, 0).unwrap();
    let paid = world.net(&alice) - wallet;
    assert!(paid <= bond && bond - paid <= 1, "{paid} of {bond}");
    let credit = Asset::cw20(world.credit(CLASS));
    assert_eq!(world.account(&alice, credit), 0);
    world.check_closings(&[&alice]);
}
