//! What moves the price must not move anybody's NET: prices count at mints and calls alone, and with care.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::Payout;
use api::provider_registry::{ClassParams, ExecuteMsg};
use cosmwasm_std::Uint128;

const CREDITS: u128 = 1_000_000 * ONE;

/// A class whose floor lies far below the pool's price, so that nothing but the means protects it.
fn world_without_floor() -> World {
    let mut world = World::seasoned();
    let low = ClassParams { price_init: Uint128::new(1), ..class_params() };
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params: low }).unwrap();
    world
}

/// Pushing the price down for a block and minting into it takes the collateral of the means.
#[test]
fn one_low_block_does_not_cheapen_a_mint() {
    let mut world = world_without_floor();
    let before = world.price().mint.u128();
    let alice = world.provider("alice", 100_000 * ONE, 3);
    world.mint(&alice, CREDITS, Payout::Account).unwrap();
    world.swap_credits(&alice, CLASS, CREDITS);
    world.wait(5);
    let after = world.price().mint.u128();
    assert!(after > before * 99 / 100, "{after} against {before}, though spot fell to a quarter");
}

/// Raising the price makes new mints dear at once, and takes nothing from anybody who minted before.
#[test]
fn a_price_spike_takes_no_collateral_and_forces_nobody() {
    let mut world = World::new();
    let (alice, lp) = (world.provider("alice", 5 * ONE, 1), world.addr("lp"));
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    world.swap_net(&lp, CLASS, LIQUIDITY.1);
    let p = world.position(&alice);
    assert_eq!((p.collateral.u128(), p.free.u128(), p.bond.u128()), (4 * ONE, ONE, 5 * ONE));
    refused_with(world.mint(&alice, 128 * ONE, Payout::Account), &["free bond too low", "got 1000000"]);
    world.redeem(&alice, 64 * ONE).unwrap();
    world.withdraw(&alice, 3 * ONE, Payout::Wallet).unwrap();
    world.check_books();
}

/// Mint, dump, wait, mint again at the low price with a second provider, redeem the first one's debt: the
/// second one's credits are covered twice at the dearest of the recent means.
#[test]
fn rolling_a_dumped_debt_over_within_a_week_leaves_more_collateral_than_was_taken_out() {
    let mut world = world_without_floor();
    let (alice, bob) = (world.provider("alice", 100_000 * ONE, 3), world.provider("bob", 100_000 * ONE, 3));
    world.mint(&alice, CREDITS, Payout::Account).unwrap();
    world.swap_credits(&alice, CLASS, CREDITS);
    let proceeds = world.net_account(&alice);
    let lp = world.addr("lp");
    for _ in 0..2 {
        world.wait(DAY);
        world.swap_net(&lp, CLASS, 1_000);
    }
    world.mint(&bob, CREDITS, Payout::Account).unwrap();
    world.transfer(&bob, &alice, CREDITS);
    world.redeem(&alice, CREDITS).unwrap();
    assert_eq!(world.position(&alice).free.u128(), 100_000 * ONE);
    let left_behind = world.position(&bob).collateral.u128();
    assert!(left_behind > proceeds, "{left_behind} left behind, {proceeds} taken");
    world.check_books();
}

/// A call of one's own, ended without fault, keeps one from being called as long as any other call does, and
/// no longer.
#[test]
fn releasing_ones_own_call_does_not_add_up() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 4, 6_400 * ONE);
    let now = world.now();
    world.call(1, ONE);
    let due = world.position(&alice).due;
    assert_eq!(due - now, calls::SERVE * 14 * DAY / 6_400);
    let request = world.call_request(2, ONE);
    refused_with(world.begin_call(request), &["nobody to call"]);
    world.end(1, api::provider_registry::JobEnd::Released {}).unwrap();
    assert_eq!(world.position(&alice).due, due);
}
