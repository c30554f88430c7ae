//! Minting: what is owed, its collateral, and what bounds a mint.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::prices::Says;
use crate::common::*;
use api::common::Payout;
use api::provider_registry::{ClassParams, ClassPaused, ExecuteMsg};
use cosmwasm_std::Uint128;
use credit::RuleError;
use provider_registry::error::ContractError;

fn update(world: &mut World, params: ClassParams) {
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params }).unwrap();
}

#[test]
fn mint_to_wallet_and_account_takes_collateral_from_the_free_bond() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 1);
    let response = world.mint(&alice, 64 * ONE, Payout::Wallet).unwrap();
    assert_eq!(
        event(&response, "mint_credits"),
        [("class", CLASS), ("provider", alice.as_str()), ("amount", "64000000"), ("collateral", "2000000")]
    );
    world.mint(&alice, 64 * ONE, Payout::Account).unwrap();
    assert_eq!(world.credit_wallet(&alice, CLASS), 64 * ONE);
    assert_eq!(world.credit_account(&alice, CLASS), 64 * ONE);
    let position = world.position(&alice);
    assert_eq!((position.open.u128(), position.called.u128()), (128 * ONE, 0));
    assert_eq!((position.collateral.u128(), position.free.u128()), (4 * ONE, 6 * ONE));
    assert_eq!(world.class(CLASS).owed.u128(), 128 * ONE);
    world.check_books();
}

#[test]
fn collateral_is_coverage_times_price_rounded_up() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 1);
    // 200 % · 1/64 of a base unit of NET for each base unit of credits.
    for (credits, collateral) in [(1, 1), (32, 1), (33, 2), (64 * ONE + 1, 2 * ONE + 1)] {
        let response = world.mint(&alice, credits, Payout::Account).unwrap();
        assert_eq!(attribute(&response, "mint_credits", "collateral"), collateral.to_string());
    }
}

#[test]
fn mint_takes_at_most_max_collateral() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 1);
    refused(
        world.mint_at_most(&alice, 64 * ONE, 2 * ONE - 1, Payout::Wallet),
        RuleError::MaxCollateral { max: 2 * ONE - 1, got: 2 * ONE }.into(),
    );
    world.mint_at_most(&alice, 64 * ONE, 2 * ONE, Payout::Wallet).unwrap();
}

#[test]
fn mint_up_to_the_free_bond_and_no_unit_further() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 4 * ONE, 1);
    refused(
        world.mint(&alice, 128 * ONE + 1, Payout::Account),
        RuleError::FreeBond {
            expected: 4 * ONE + 1,
            free: 4 * ONE,
            bond: 4 * ONE,
            locked: 0,
            collateral: 0,
            held: 0,
        }
        .into(),
    );
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    assert_eq!(world.position(&alice).free.u128(), 0);
    refused(world.mint(&alice, 0, Payout::Account), ContractError::Zero { field: "amount" });
}

#[test]
fn mint_within_what_the_gpus_serve_in_the_horizon() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 100_000 * ONE, 2);
    let capacity = 2 * 14 * u128::from(DAY) * ONE;
    let above = |got| RuleError::Capacity { capacity, gpus: 2, horizon: 14 * DAY, got };
    refused(world.mint(&alice, capacity + 1, Payout::Account), above(capacity + 1).into());
    world.mint(&alice, capacity, Payout::Account).unwrap();
    // Called credits are owed as well.
    world.call(1, ONE);
    refused(world.mint(&alice, 1, Payout::Account), above(capacity + 1).into());
}

#[test]
fn mint_price_is_the_dearest_of_floor_spot_and_means() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 1_000 * ONE, 1);
    let base = Says { net: 1 << 40, credits: 1 << 48, half_hour: Some(-8), day: Some(-8), week: Some(-8) };
    let cases = [
        (base, 2 * ONE),
        (Says { net: 1 << 43, ..base }, 4 * ONE),
        (Says { half_hour: Some(-4), ..base }, 8 * ONE),
        (Says { day: Some(-3), ..base }, 16 * ONE),
        (Says { week: Some(-2), ..base }, 32 * ONE),
    ];
    for (says, collateral) in cases {
        world.pool_says(says);
        assert_eq!(world.price().mint.u128(), collateral * ONE / (128 * ONE), "{says:?}");
        let response = world.mint(&alice, 64 * ONE, Payout::Account).unwrap();
        assert_eq!(attribute(&response, "mint_credits", "collateral"), collateral.to_string(), "{says:?}");
    }
    // What was minted keeps its collateral, whatever becomes of the price.
    world.pool_says(Says::all(1 << 40, 0));
    assert_eq!(world.position(&alice).collateral.u128(), 62 * ONE);
}

#[test]
fn a_pool_below_least_has_no_say_in_the_mint_price() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 1_000 * ONE, 1);
    world.set_least(1 << 40);
    world.pool_says(Says::all((1 << 40) - 1, 0));
    assert_eq!((world.price().mint.u128(), world.price().capped), (PRICE, true));
    world.mint_at_most(&alice, 64 * ONE, 2 * ONE, Payout::Account).unwrap();
    world.pool_says(Says::all(1 << 40, 0));
    assert_eq!((world.price().mint.u128(), world.price().capped), (ONE, false));
    world.mint_at_most(&alice, 64 * ONE, 128 * ONE, Payout::Account).unwrap();
}

#[test]
fn the_mint_cap_holds_while_the_pool_is_young_or_below_least() {
    let mut world = World::quiet();
    let (alice, bob) = (world.provider("alice", 1_000 * ONE, 2), world.provider("bob", 1_000 * ONE, 2));
    update(&mut world, ClassParams { mint_cap: Uint128::new(100 * ONE), ..class_params() });
    world.mint(&alice, 60 * ONE, Payout::Account).unwrap();
    let above = || ContractError::AboveMintCap { class: CLASS.into(), cap: 100 * ONE, got: 100 * ONE + 1 };
    let old = Says::all(1 << 40, -6);
    for says in [Says::default(), Says { week: None, ..old }] {
        world.pool_says(says);
        refused(world.mint(&bob, 40 * ONE + 1, Payout::Account), above());
    }
    world.set_least((1 << 40) + 1);
    world.pool_says(old);
    refused(world.mint(&bob, 40 * ONE + 1, Payout::Account), above());
    world.set_least(1 << 40);
    world.mint(&bob, 40 * ONE + 1, Payout::Account).unwrap();
}

#[test]
fn the_real_pool_lifts_the_cap_after_seven_days() {
    let mut world = World::new();
    let alice = world.provider("alice", 1_000 * ONE, 2);
    let cap = world.class(CLASS).owed;
    update(&mut world, ClassParams { mint_cap: cap, ..class_params() });
    world.wait(7 * DAY - 1);
    refused_with(world.mint(&alice, 1, Payout::Account), &["above the mint cap"]);
    world.wait(1);
    world.mint(&alice, 1, Payout::Account).unwrap();
    world.check_books();
}

#[test]
fn mint_is_refused_without_pool_registration_freedom_or_when_stopped() {
    let mut world = World::quiet();
    let owner = world.owner.clone();
    let add = ExecuteMsg::AddClass {
        class: "a100".into(),
        credit_symbol: "AHUNDRED".into(),
        params: class_params(),
    };
    world.send(&owner, add).unwrap();
    let alice = world.provider("alice", 10 * ONE, 1);
    let mint = |class: &str| ExecuteMsg::MintCredits {
        class: class.into(),
        amount: Uint128::one(),
        max_collateral: Uint128::MAX,
        payout: Payout::Wallet,
    };
    refused(world.send(&alice, mint("a100")), ContractError::NoPool { class: "a100".into() });
    refused(world.send(&alice, mint("b100")), ContractError::UnknownClass { class: "b100".into() });
    let bob = world.addr("bob");
    refused(world.send(&bob, mint(CLASS)), ContractError::NotRegistered { address: bob.clone() });

    let pause =
        |mint| ExecuteMsg::SetPaused { class: CLASS.into(), paused: ClassPaused { mint, accept: false } };
    world.send(&owner, pause(true)).unwrap();
    let stopped = ContractError::Paused { what: "minting", class: CLASS.into() };
    refused(world.send(&alice, mint(CLASS)), stopped);
    world.send(&owner, pause(false)).unwrap();

    world.accept(1, &alice, 1, ONE);
    world.fraud(1, 0, None).unwrap();
    let now = world.now();
    let jailed = ContractError::Jailed { address: alice.clone(), until: now + 7 * DAY, now };
    refused(world.send(&alice, mint(CLASS)), jailed);
}
