//! Bonds: in at once, out by unbonding and release.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::{CommonError, Payout, Source};
use api::provider_registry::ExecuteMsg;
use common::*;
use cosmwasm_std::{coin, coins, Uint128};
use provider_registry::error::ContractError;

fn bond_msg(from: Source) -> ExecuteMsg {
    ExecuteMsg::Bond { class: CLASS.into(), from }
}

fn from_account(owner: Option<String>, amount: u128) -> ExecuteMsg {
    bond_msg(Source::Account { owner, amount: amount.into() })
}

#[test]
fn bond_from_funds_adds_to_the_bond_and_stays_in_the_contract() {
    let mut world = World::new();
    let alice = world.provider("alice", 0, 0);
    let before = world.net(&world.registry);
    let response = world.pay(&alice, bond_msg(Source::Funds {}), &coins(7 * ONE, NET)).unwrap();
    assert_eq!(
        event(&response, "bond"),
        [("class", CLASS), ("provider", alice.as_str()), ("amount", "7000000"), ("bond", "7000000")]
    );
    world.bond(&alice, 3 * ONE);
    assert_eq!(world.position(&alice).bond.u128(), 10 * ONE);
    assert_eq!(world.position(&alice).free.u128(), 10 * ONE);
    assert_eq!(world.net(&world.registry), before + 10 * ONE);
}

#[test]
fn bond_from_the_account_is_taken_from_the_senders_account() {
    let mut world = World::new();
    let alice = world.provider("alice", 0, 0);
    world.deposit_net(&alice, 5 * ONE);
    let wallet = world.net(&alice);
    world.send(&alice, from_account(None, 4 * ONE)).unwrap();
    world.send(&alice, from_account(Some(alice.to_string()), ONE)).unwrap();
    assert_eq!(world.position(&alice).bond.u128(), 5 * ONE);
    assert_eq!(world.net_account(&alice), 0);
    assert_eq!(world.net(&alice), wallet);
}

#[test]
fn bond_beyond_the_account_changes_nothing() {
    let mut world = World::new();
    let alice = world.provider("alice", 0, 0);
    world.deposit_net(&alice, ONE);
    assert!(world.send(&alice, from_account(None, ONE + 1)).is_err());
    assert_eq!(world.position(&alice).bond.u128(), 0);
    assert_eq!(world.net_account(&alice), ONE);
}

#[test]
fn bond_from_anothers_account_is_refused() {
    let mut world = World::new();
    let (alice, bob) = (world.provider("alice", 0, 0), world.addr("bob"));
    world.deposit_net(&bob, ONE);
    refused(
        world.send(&alice, from_account(Some(bob.to_string()), ONE)),
        CommonError::Unauthorized { expected: "the owner of the account".into(), got: alice.to_string() }
            .into(),
    );
    assert_eq!(world.net_account(&bob), ONE);
}

#[test]
fn bond_refuses_wrong_missing_extra_and_zero_funds() {
    let mut world = World::new();
    let alice = world.provider("alice", 0, 0);
    let wrong = |got: &str| {
        ContractError::Common(CommonError::Funds {
            expected: format!("exactly one coin of {NET}"),
            got: got.into(),
        })
    };
    refused(world.pay(&alice, bond_msg(Source::Funds {}), &[]), wrong("none"));
    refused(world.pay(&alice, bond_msg(Source::Funds {}), &coins(5, USD)), wrong("5uusd"));
    let both = [coin(5, NET), coin(6, USD)];
    refused(world.pay(&alice, bond_msg(Source::Funds {}), &both), wrong("5unet, 6uusd"));
    refused(
        world.pay(&alice, from_account(None, 5), &coins(5, NET)),
        CommonError::Funds { expected: "none".into(), got: "5unet".into() }.into(),
    );
    refused(world.send(&alice, from_account(None, 0)), ContractError::Zero { field: "amount" });
}

#[test]
fn bond_refuses_strangers_and_unknown_classes() {
    let mut world = World::new();
    let (alice, bob) = (world.provider("alice", 0, 0), world.addr("bob"));
    refused(
        world.pay(&bob, bond_msg(Source::Funds {}), &coins(1, NET)),
        ContractError::NotRegistered { address: bob },
    );
    let elsewhere = ExecuteMsg::Bond { class: "nowhere".into(), from: Source::Funds {} };
    refused(
        world.pay(&alice, elsewhere, &coins(1, NET)),
        ContractError::UnknownClass { class: "nowhere".into() },
    );
}

#[test]
fn unbond_and_release_to_wallet_and_account() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    let wallet = world.net(&alice);
    let response = world.unbond(&alice, 4 * ONE).unwrap();
    let release_at = world.now() + params().unbonding;
    assert_eq!(attribute(&response, "unbond", "release_at"), release_at.to_string());
    world.wait(DAY);
    world.unbond(&alice, 6 * ONE).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.bond.u128(), position.free.u128(), position.unbonding.len()), (10 * ONE, 0, 2));

    world.wait(20 * DAY - 1);
    refused(
        world.release(&alice, Payout::Wallet),
        ContractError::NothingDue { next: Some(release_at), now: release_at - 1 },
    );
    world.wait(1);
    let response = world.release(&alice, Payout::Wallet).unwrap();
    assert_eq!(attribute(&response, "release", "amount"), "4000000");
    assert_eq!(world.net(&alice), wallet + 4 * ONE);
    world.wait(DAY);
    world.release(&alice, Payout::Account).unwrap();
    assert_eq!(world.net_account(&alice), 6 * ONE);
    assert_eq!(world.net(&alice), wallet + 4 * ONE);
    let position = world.position(&alice);
    assert_eq!((position.bond.u128(), position.unbonding.len()), (0, 0));
    refused(
        world.release(&alice, Payout::Wallet),
        ContractError::NothingDue { next: None, now: world.now() },
    );
}

#[test]
fn unbond_refuses_more_than_free_zero_and_a_ninth_part() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    let margin = world.position(&alice).margin.u128();
    assert_eq!(margin, 2 * 2 * ONE, "128 credits at 1/64 NET each, covered twice");
    refused(
        world.unbond(&alice, 6 * ONE + 1),
        ContractError::BondTooLow {
            expected: 10 * ONE + 1,
            unbonding: 0,
            locked: 0,
            margin,
            asked: 6 * ONE + 1,
            bond: 10 * ONE,
        },
    );
    refused(world.unbond(&alice, 0), ContractError::Zero { field: "amount" });
    for _ in 0..8 {
        world.unbond(&alice, 1).unwrap();
    }
    refused(world.unbond(&alice, 1), ContractError::TooManyUnbonding { max: 8 });
}

#[test]
fn what_is_unbonding_neither_backs_a_mint_nor_a_lock() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.unbond(&alice, 9 * ONE).unwrap();
    refused_with(
        world.mint(&alice, 128 * ONE, Payout::Account),
        &["bond too low", "9000000 unbonding", "4000000 margin", "got 10000000"],
    );
    let request = world.lock_request(1, &alice, 1, 100 * ONE);
    refused_with(world.lock(request), &["bond too low", "9000000 unbonding", "40000000 locked"]);
}

/// A margin that rose after the bond was asked back holds it: partly, then wholly, until the debt is redeemed.
#[test]
fn release_pays_only_as_far_as_locks_and_margin_allow() {
    let mut world = World::new();
    let (alice, lp) = (world.provider("alice", 10 * ONE, 1), world.addr("lp"));
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    world.unbond(&alice, 6 * ONE).unwrap();
    world.wait(params().unbonding);
    // Price times 1.21 and a little: margin near 4.9 NET of the 10.
    world.swap_net(&lp, CLASS, LIQUIDITY.1 / 10);
    let margin = world.position(&alice).margin.u128();
    assert!(margin > 48 * ONE / 10 && margin < 50 * ONE / 10, "{margin}");
    let response = world.release(&alice, Payout::Account).unwrap();
    let paid = 10 * ONE - margin;
    assert_eq!(attribute(&response, "release", "amount"), paid.to_string());
    let position = world.position(&alice);
    assert_eq!(position.bond.u128(), margin);
    assert_eq!(position.unbonding[0].amount.u128(), 6 * ONE - paid);
    refused(
        world.release(&alice, Payout::Account),
        ContractError::ReleaseBlocked {
            due: 6 * ONE - paid,
            expected: margin,
            locked: 0,
            margin,
            bond: margin,
            shortfall: 6 * ONE - paid,
        },
    );
    let redeem = ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: Uint128::new(128 * ONE) };
    world.send(&alice, redeem).unwrap();
    world.release(&alice, Payout::Account).unwrap();
    assert_eq!(world.net_account(&alice), 6 * ONE);
    assert_eq!(world.position(&alice).bond.u128(), 4 * ONE);
}

#[test]
fn a_slash_leaves_what_is_unbonding_payable() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.accept(1, &alice, 1, ONE);
    world.unbond(&alice, 9 * ONE).unwrap();
    let fault = api::provider_registry::Fault::Fraud {
        take: Uint128::new(1),
        client: world.addr("client").to_string(),
        reporter: None,
    };
    world.fault(1, fault).unwrap();
    assert_eq!(world.position(&alice).bond.u128(), 9 * ONE);
    world.wait(params().unbonding);
    world.release(&alice, Payout::Wallet).unwrap();
    assert_eq!(world.position(&alice).bond.u128(), 0);
}

#[test]
fn who_left_still_gets_its_bond_back() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 0);
    world.send(&alice, ExecuteMsg::Leave {}).unwrap();
    world.unbond(&alice, 10 * ONE).unwrap();
    world.wait(params().unbonding);
    world.release(&alice, Payout::Wallet).unwrap();
    assert_eq!(world.net(&alice), WEALTH);
}
