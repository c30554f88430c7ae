//! What a provider might try for profit.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::Payout;
use api::provider_registry::{ClassParams, ExecuteMsg};
use common::*;
use cosmwasm_std::{Addr, Uint128};

/// A class whose floor lies far below the pool's price, so that nothing but basis and means protects it.
fn world_without_floor() -> World {
    let mut world = World::new();
    let low = ClassParams { price_init: Uint128::new(1), ..class_params() };
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params: low }).unwrap();
    world
}

/// Days on which somebody trades a little, so that every mean follows.
fn quiet_days(world: &mut World, days: u64) {
    let lp = world.addr("lp");
    for _ in 0..days {
        world.wait(DAY);
        world.swap_net(&lp, CLASS, 1_000);
    }
}

/// NET in wallet and account.
fn wealth(world: &World, who: &Addr) -> u128 {
    world.net(who) + world.net_account(who)
}

const CREDITS: u128 = 3_000_000 * ONE;
const BOND: u128 = 100_000 * ONE;

/// Mints three times the pool's credits, dumps them, and waits for every mean to fall: the attacker and its
/// proceeds.
fn mint_and_dump(world: &mut World) -> (Addr, u128) {
    let alice = world.provider("alice", BOND, 3);
    world.mint(&alice, CREDITS, Payout::Account).unwrap();
    let before = wealth(world, &alice);
    world.swap_credits(&alice, CLASS, CREDITS);
    let proceeds = wealth(world, &alice) - before;
    quiet_days(world, 5);
    (alice, proceeds)
}

#[test]
fn mint_dump_wait_unbond_ends_poorer_than_it_began() {
    let mut world = world_without_floor();
    let (alice, proceeds) = mint_and_dump(&mut world);
    let position = world.position(&alice);

    // The defence is the basis. At the price pushed down alone, what had to stay would be less than was taken
    // out.
    let price = world.class(CLASS).mint_price.unwrap().u128();
    let margin_without_basis = ((CREDITS * price) >> 64) * 2;
    assert!(margin_without_basis < proceeds, "{margin_without_basis} against {proceeds}");
    assert_eq!(position.margin.u128(), position.basis.u128() * 2);

    world.unbond(&alice, position.free.u128()).unwrap();
    assert!(world.unbond(&alice, 1).is_err());
    world.wait(params().unbonding);
    world.release(&alice, Payout::Wallet).unwrap();
    assert!(world.release(&alice, Payout::Wallet).is_err());
    let end = wealth(&world, &alice);
    assert!(end < WEALTH, "left with {end} of {WEALTH}");
    assert!(WEALTH - end > proceeds, "it lost several times what it took");
}

#[test]
fn mint_dump_buy_back_and_redeem_ends_poorer_by_the_fees() {
    let mut world = world_without_floor();
    let (alice, proceeds) = mint_and_dump(&mut world);
    // Buying back what it owes, along the same curve.
    let swap = api::pool::ExecuteMsg::SwapExactOut {
        offer: api::common::Asset::native(NET),
        legs: vec![api::pool::Leg {
            pools: vec![world.class(CLASS).pool_id.unwrap()],
            amount_out: CREDITS.into(),
        }],
        from: api::common::Source::Account { owner: None, amount: Uint128::MAX },
        to: api::pool::Destination::Account { receiver: None },
        deadline: None,
    };
    world.deposit_net(&alice, 100_000 * ONE);
    let before = wealth(&world, &alice);
    world.call_pool(&alice, &swap, &[]).unwrap();
    assert!(before - wealth(&world, &alice) > proceeds, "dearer than it was sold");
    world.send(&alice, ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: CREDITS.into() }).unwrap();
    world.unbond(&alice, BOND).unwrap();
    world.wait(params().unbonding);
    world.release(&alice, Payout::Wallet).unwrap();
    assert!(wealth(&world, &alice) < WEALTH);
}

/// With a second provider that mints at the price pushed down and hands its credits to the first, the first
/// gets its margin back and the second leaves its own behind. A floor of a quarter of the price (1/coverage²)
/// makes that a loss at any size.
#[test]
fn rolling_a_dumped_debt_over_to_a_second_provider_loses_above_a_floor_of_a_quarter_of_the_price() {
    for credits in [CREDITS / 3, CREDITS * 2 / 3, CREDITS] {
        let mut world = World::new();
        let owner = world.owner.clone();
        let floor = ClassParams { price_init: Uint128::new(PRICE / 4), ..class_params() };
        world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params: floor }).unwrap();
        let (alice, bob) = (world.provider("alice", BOND, 3), world.provider("bob", BOND, 3));
        world.mint(&alice, credits, Payout::Account).unwrap();
        world.swap_credits(&alice, CLASS, credits);
        let proceeds = world.net_account(&alice);
        quiet_days(&mut world, 5);
        world.mint(&bob, credits, Payout::Account).unwrap();
        let items = vec![api::pool::TransferItem {
            asset: api::common::Asset::cw20(world.credit(CLASS)),
            amount: credits.into(),
            to: alice.to_string(),
        }];
        world.call_pool(&bob, &api::pool::ExecuteMsg::Transfer { owner: None, items }, &[]).unwrap();
        let redeem = ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: credits.into() };
        world.send(&alice, redeem).unwrap();
        assert_eq!(world.position(&alice).free.u128(), BOND);
        let left_behind = world.position(&bob).margin.u128();
        assert!(left_behind > proceeds, "{credits}: {left_behind} left behind, {proceeds} taken");
    }
}

/// Pushing the price down for a block and minting into it is margined at the means; in a young pool at the
/// floor.
#[test]
fn one_low_block_does_not_cheapen_a_mint() {
    let mut world = World::seasoned();
    let low = ClassParams { price_init: Uint128::new(1), ..class_params() };
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params: low }).unwrap();
    let before = world.class(CLASS).mint_price.unwrap().u128();
    let alice = world.provider("alice", BOND, 3);
    world.mint(&alice, CREDITS / 3, Payout::Account).unwrap();
    world.swap_credits(&alice, CLASS, CREDITS / 3);
    world.wait(5);
    let after = world.class(CLASS).mint_price.unwrap().u128();
    assert!(after > before * 99 / 100, "{after} against {before}, though spot fell to a quarter");
}

/// Raising the price by a purchase raises every margin at once, but takes nobody's stake.
#[test]
fn a_price_spike_blocks_new_risk_and_slashes_nobody() {
    let mut world = World::new();
    let (alice, lp) = (world.provider("alice", 5 * ONE, 1), world.addr("lp"));
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    world.accept(1, &alice, 1, ONE);
    world.swap_net(&lp, CLASS, LIQUIDITY.1);
    let position = world.position(&alice);
    assert!(position.margin > position.bond);
    assert_eq!((position.free.u128(), position.bond.u128()), (0, 5 * ONE));
    assert!(world.mint(&alice, 1, Payout::Account).is_err());
    let request = world.lock_request(2, &alice, 1, 1);
    assert!(world.lock(request).is_err());
    world.settle(1, ONE, 0).unwrap();
    assert_eq!(world.position(&alice).bond.u128(), 5 * ONE);
}
