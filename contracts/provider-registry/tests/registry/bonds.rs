//! Bonds: in at once, and whatever is free out at once.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::{CommonError, Payout, Source};
use api::provider_registry::ExecuteMsg;
use cosmwasm_std::{coin, coins};
use credit::RuleError;
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
        [("class", CLASS), ("provider", alice.as_str()), ("amount", "7000000")]
    );
    assert_eq!(attribute(&response, "position", "bond"), "7000000");
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
fn free_bond_is_withdrawn_at_once_to_wallet_or_account() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 1);
    let wallet = world.net(&alice);
    let response = world.withdraw(&alice, 4 * ONE, Payout::Wallet).unwrap();
    assert_eq!(
        event(&response, "withdraw_bond"),
        [("class", CLASS), ("provider", alice.as_str()), ("amount", "4000000")]
    );
    assert_eq!(attribute(&response, "position", "bond"), "6000000");
    assert_eq!(world.net(&alice), wallet + 4 * ONE);
    world.withdraw(&alice, 6 * ONE, Payout::Account).unwrap();
    assert_eq!((world.net_account(&alice), world.net(&alice)), (6 * ONE, wallet + 4 * ONE));
    assert_eq!((world.position(&alice).bond.u128(), world.net(&world.registry)), (0, 0));
    world.check_books();
}

#[test]
fn what_is_locked_or_collateral_is_not_withdrawn() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 2);
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    world.accept(1, &alice, 1, 5 * ONE);
    let too_low = |expected, free, bond| RuleError::FreeBond {
        expected,
        free,
        bond,
        locked: 2 * ONE,
        collateral: 4 * ONE,
        held: 0,
    };
    refused(
        world.withdraw(&alice, 4 * ONE + 1, Payout::Wallet),
        too_low(4 * ONE + 1, 4 * ONE, 10 * ONE).into(),
    );
    refused(world.withdraw(&alice, 0, Payout::Wallet), ContractError::Zero { field: "amount" });
    world.withdraw(&alice, 4 * ONE, Payout::Wallet).unwrap();
    refused(world.withdraw(&alice, 1, Payout::Wallet), too_low(1, 0, 6 * ONE).into());
    // The lock is free the moment its job ends; the collateral the moment the credits are redeemed.
    world.settle(1, 0, 0).unwrap();
    world.withdraw(&alice, 2 * ONE, Payout::Wallet).unwrap();
    world.redeem(&alice, 32 * ONE).unwrap();
    world.withdraw(&alice, ONE, Payout::Wallet).unwrap();
    assert_eq!(world.position(&alice).free.u128(), 0);
    world.check_books();
}

#[test]
fn held_collateral_is_not_withdrawn() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 4 * ONE, 1);
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    assert_eq!(world.call(1, 32 * ONE), alice);
    let position = world.position(&alice);
    assert_eq!((position.collateral.u128(), position.held.u128(), position.free.u128()), (3 * ONE, ONE, 0));
    let expected = RuleError::FreeBond {
        expected: 1,
        free: 0,
        bond: 4 * ONE,
        locked: 0,
        collateral: 3 * ONE,
        held: ONE,
    };
    refused(world.withdraw(&alice, 1, Payout::Wallet), expected.into());
}

#[test]
fn who_left_or_is_in_jail_withdraws_as_ever() {
    let mut world = World::quiet();
    let (alice, bob) = (world.provider("alice", 10 * ONE, 1), world.provider("bob", 10 * ONE, 0));
    world.accept(1, &alice, 1, ONE);
    world.fraud(1, 0, None).unwrap();
    assert!(world.provider_record(&alice).jailed_until.is_some());
    world.withdraw(&alice, 9 * ONE, Payout::Wallet).unwrap();
    world.send(&bob, ExecuteMsg::Leave {}).unwrap();
    world.withdraw(&bob, 10 * ONE, Payout::Wallet).unwrap();
    let carol = world.addr("carol");
    refused(
        world.withdraw(&carol, 1, Payout::Wallet),
        ContractError::NotRegistered { address: carol.clone() },
    );
    let nowhere =
        ExecuteMsg::WithdrawBond { class: "nowhere".into(), amount: 1u128.into(), payout: Payout::Wallet };
    refused(world.send(&alice, nowhere), ContractError::UnknownClass { class: "nowhere".into() });
    world.check_books();
}
