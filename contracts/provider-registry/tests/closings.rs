//! Closing auctions, exits and the end of a class.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::Payout;
use api::provider_registry::{BookResponse, ClosingResponse, ExecuteMsg, QueryMsg};
use common::*;
use cosmwasm_std::Addr;
use cw_multi_test::AppResponse;

fn deliver(
    world: &mut World,
    sender: &Addr,
    debtor: Option<&Addr>,
    amount: u128,
    min_price: u128,
) -> anyhow::Result<AppResponse> {
    let msg = ExecuteMsg::Deliver {
        class: CLASS.into(),
        debtor: debtor.map(Addr::to_string),
        amount: amount.into(),
        min_price: min_price.into(),
        payout: Payout::Wallet,
    };
    world.send(sender, msg)
}

fn crank(world: &mut World, providers: &[&Addr]) -> AppResponse {
    let providers = providers.iter().map(|address| address.to_string()).collect();
    let sender = world.addr("carol");
    world.send(&sender, ExecuteMsg::Crank { class: CLASS.into(), providers }).unwrap()
}

fn book(world: &World) -> BookResponse {
    world.ask(QueryMsg::Book { class: CLASS.into() })
}

/// Every credit is owed by someone or noted as owed by nobody, and the registry's NET is bonds and reserve.
fn check(world: &World, providers: &[&Addr]) {
    let (class, book) = (world.class(CLASS), book(world));
    let owed = class.obligations + book.reserve_obligation + book.deficit;
    assert_eq!(world.supply(CLASS) - class.redeemed_unburned.u128(), owed.u128());
    let lp = world.addr("lp");
    let bonds: u128 = providers.iter().chain(&[&lp]).map(|who| world.position(who).bond.u128()).sum();
    assert_eq!(world.net(&world.registry), bonds + book.reserve.u128());
}

#[test]
fn exit_is_auctioned_from_80_to_125_percent_and_the_rest_left_after_30_days() {
    let mut world = World::seasoned();
    let alice = world.provider("alice", 1_000 * ONE, 1);
    world.mint(&alice, 6_400 * ONE, Payout::Account).unwrap();
    world.send(&alice, ExecuteMsg::Exit { class: CLASS.into() }).unwrap();
    let closing = |world: &World| -> ClosingResponse {
        world.ask(QueryMsg::Closing { class: CLASS.into(), debtor: Some(alice.to_string()) })
    };
    let p = book(&world).closing_price.u128();
    assert_eq!(closing(&world).price.u128(), p * 8 / 10);
    refused_with(deliver(&mut world, &alice, Some(&alice), ONE, PRICE), &["price too low"]);
    world.wait(12 * 3_600);
    let p = book(&world).closing_price.u128();
    assert_eq!(closing(&world).price.u128(), p * 5 / 4);
    deliver(&mut world, &alice, Some(&alice), 400 * ONE, PRICE).unwrap();
    check(&world, &[&alice]);
    let early = world.send(&alice, ExecuteMsg::CompleteExit { class: CLASS.into() });
    refused_with(early, &["cannot complete the exit", "30 days"]);
    world.wait(30 * DAY);
    world.send(&alice, ExecuteMsg::CompleteExit { class: CLASS.into() }).unwrap();
    assert_eq!(world.position(&alice).obligation.u128(), 0);
    assert_eq!(book(&world).reserve_obligation.u128(), 6_000 * ONE);
    check(&world, &[&alice]);
    deliver(&mut world, &alice, None, 10_000 * ONE, 1).unwrap();
    assert_eq!(book(&world).reserve_obligation.u128(), 0);
    check(&world, &[&alice]);
}

#[test]
fn a_dearer_credit_opens_an_auction_and_an_insolvent_debt_is_taken_over() {
    let mut world = World::seasoned();
    let alice = world.provider("alice", 201 * ONE, 1);
    world.mint(&alice, 6_400 * ONE, Payout::Account).unwrap();
    crank(&mut world, &[&alice]);
    assert!(world.position(&alice).closing_since.is_none());
    let bob = world.addr("bob");
    world.swap_net(&bob, CLASS, 20_000 * ONE);
    let mut dearest = book(&world).closing_price.u128();
    for _ in 0..7 {
        world.wait(DAY);
        crank(&mut world, &[&alice]);
        let p = book(&world).closing_price.u128();
        assert!(p <= dearest * 5 / 4 + 1, "at most a quarter a day");
        dearest = p;
        check(&world, &[&alice]);
    }
    assert_eq!(world.position(&alice).obligation.u128(), 0, "taken over");
    let left = book(&world);
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
    crank(&mut world, &[&alice]);
    refused_with(deliver(&mut world, &alice, None, ONE, 1), &["has ended"]);
    let bond = world.position(&alice).bond;
    crank(&mut world, &[&alice]);
    assert_eq!(world.position(&alice).bond, bond, "collected once");
    let lp = world.addr("lp");
    crank(&mut world, &[&lp]);
    check(&world, &[&alice]);
    deliver(&mut world, &alice, None, 6_400 * ONE, 1).unwrap();
    check(&world, &[&alice]);
}
