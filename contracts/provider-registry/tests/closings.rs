//! Closing auctions, exits and the end of a class.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::Payout;
use api::provider_registry::ExecuteMsg;
use common::*;

#[test]
fn exit_is_auctioned_from_80_to_125_percent_and_the_rest_left_after_30_days() {
    let mut world = World::seasoned();
    let alice = world.provider("alice", 1_000 * ONE, 1);
    world.mint(&alice, 6_400 * ONE, Payout::Account).unwrap();
    world.send(&alice, ExecuteMsg::Exit { class: CLASS.into() }).unwrap();
    let p = world.book().closing_price.u128();
    assert_eq!(world.closing(&alice).price.u128(), p * 8 / 10);
    refused_with(world.deliver(&alice, Some(&alice), ONE, PRICE), &["price too low"]);
    world.wait(12 * 3_600);
    let p = world.book().closing_price.u128();
    assert_eq!(world.closing(&alice).price.u128(), p * 5 / 4);
    world.deliver(&alice, Some(&alice), 400 * ONE, PRICE).unwrap();
    world.check_closings(&[&alice]);
    let early = world.send(&alice, ExecuteMsg::CompleteExit { class: CLASS.into() });
    refused_with(early, &["cannot complete the exit", "30 days"]);
    world.wait(30 * DAY);
    world.send(&alice, ExecuteMsg::CompleteExit { class: CLASS.into() }).unwrap();
    assert_eq!(world.position(&alice).obligation.u128(), 0);
    assert_eq!(world.book().reserve_obligation.u128(), 6_000 * ONE);
    world.check_closings(&[&alice]);
    world.deliver(&alice, None, 10_000 * ONE, 1).unwrap();
    assert_eq!(world.book().reserve_obligation.u128(), 0);
    world.check_closings(&[&alice]);
}

#[test]
fn a_dearer_credit_opens_an_auction_and_an_insolvent_debt_is_taken_over() {
    let mut world = World::seasoned();
    let alice = world.provider("alice", 201 * ONE, 1);
    world.mint(&alice, 6_400 * ONE, Payout::Account).unwrap();
    world.crank(&[&alice]);
    assert!(world.position(&alice).closing_since.is_none());
    let bob = world.addr("bob");
    world.swap_net(&bob, CLASS, 20_000 * ONE);
    let mut dearest = world.book().closing_price.u128();
    for _ in 0..7 {
        world.wait(DAY);
        world.crank(&[&alice]);
        let p = world.book().closing_price.u128();
        assert!(p <= dearest * 5 / 4 + 1, "at most a quarter a day");
        dearest = p;
        world.check_closings(&[&alice]);
    }
    assert_eq!(world.position(&alice).obligation.u128(), 0, "taken over");
    let left = world.book();
    assert_eq!(left.reserve_obligation.u128() + left.deficit.u128(), 6_400 * ONE);
    assert!(left.deficit.u128() > 0);
    assert!(left.reserve.u128() << 64 >= left.closing_price.u128() * left.reserve_obligation.u128() / 2);
}

#[test]
fn an_ended_class_collects_each_debt_once_and_pays_only_then() {
    let mut world = World::seasoned();
    let alice = world.provider("alice", 1_000 * ONE, 1);
    world.mint(&alice, 6_400 * ONE, Payout::Account).unwrap();
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::AnnounceSunset { class: CLASS.into() }).unwrap();
    refused_with(world.mint(&alice, ONE, Payout::Account), &["ends at"]);
    world.wait(90 * DAY);
    world.crank(&[&alice]);
    refused_with(world.deliver(&alice, None, ONE, 1), &["has ended"]);
    let bond = world.position(&alice).bond;
    world.crank(&[&alice]);
    assert_eq!(world.position(&alice).bond, bond, "collected once");
    let lp = world.addr("lp");
    world.crank(&[&lp]);
    world.check_closings(&[&alice]);
    world.deliver(&alice, None, 6_400 * ONE, 1).unwrap();
    world.check_closings(&[&alice]);
}
