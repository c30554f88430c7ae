//! Redeeming by cw20 Send, from the account and at the end of a swap, and burning what was redeemed.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::{Asset, AssetAmount, CommonError, Payout, Source};
use api::pool::{self, Destination, Leg, LegReceived, SwapReceived};
use api::provider_registry::{ClassPaused, ExecuteMsg, ReceiveMsg};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};
use credit::RuleError;
use cw_multi_test::AppResponse;
use provider_registry::error::ContractError;

fn hook() -> ReceiveMsg {
    ReceiveMsg::Redeem { class: CLASS.into() }
}

fn send(world: &mut World, sender: &Addr, amount: u128) -> anyhow::Result<AppResponse> {
    let registry = world.registry.clone();
    world.send_credits(sender, &registry, amount, &hook())
}

fn burn(world: &mut World) -> anyhow::Result<AppResponse> {
    let anyone = world.addr("carol");
    world.send(&anyone, ExecuteMsg::BurnRedeemed { class: CLASS.into() })
}

#[test]
fn redeem_by_cw20_send_burns_at_once_and_frees_collateral_pro_rata() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 128 * ONE, Payout::Wallet).unwrap();
    let response = send(&mut world, &alice, 32 * ONE).unwrap();
    assert_eq!(attribute(&response, "redeem_credits", "amount"), (32 * ONE).to_string());
    assert_eq!(world.supply(CLASS), 96 * ONE);
    let position = world.position(&alice);
    assert_eq!((position.open.u128(), position.collateral.u128()), (96 * ONE, 3 * ONE));
    assert_eq!(position.free.u128(), 7 * ONE);
    assert_eq!(world.class(CLASS).redeemed_unburned.u128(), 0);
    world.check_books();
}

#[test]
fn what_a_redemption_frees_is_rounded_down_and_the_last_credit_frees_all() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 96, Payout::Account).unwrap();
    for (credits, left) in [(1, 3), (31, 3), (32, 2), (31, 1), (1, 0)] {
        world.redeem(&alice, credits).unwrap();
        assert_eq!(world.position(&alice).collateral.u128(), left, "after {credits}");
    }
    assert_eq!(world.position(&alice).free.u128(), 10 * ONE);
    world.check_books();
}

#[test]
fn redeem_at_most_what_is_open() {
    let mut world = World::quiet();
    let (alice, bob) = (world.provider("alice", 10 * ONE, 1), world.provider("bob", 10 * ONE, 1));
    world.mint(&alice, 128 * ONE, Payout::Wallet).unwrap();
    world.mint(&bob, 128 * ONE, Payout::Account).unwrap();
    let above = |open, got| ContractError::from(RuleError::AboveOpen { open, got });
    // Called credits are redeemed by their job alone.
    assert_eq!(world.call(1, 28 * ONE), alice);
    refused(send(&mut world, &alice, 100 * ONE + 1), above(100 * ONE, 100 * ONE + 1));
    refused(world.redeem(&bob, 128 * ONE + 1), above(128 * ONE, 128 * ONE + 1));
    refused(world.redeem(&bob, 0), ContractError::Zero { field: "amount" });
    let carol = world.addr("carol");
    refused(world.redeem(&carol, 1), ContractError::NotRegistered { address: carol.clone() });
    // More than the account holds: the pool contract refuses, and nothing changes.
    assert!(world.redeem(&alice, 1).is_err());
    assert_eq!(world.position(&alice).open.u128(), 100 * ONE);
    world.check_books();
}

#[test]
fn redeem_takes_the_classs_own_credits_only() {
    let mut world = World::quiet();
    let owner = world.owner.clone();
    world.add_class("a100", class_params());
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 128 * ONE, Payout::Wallet).unwrap();
    let bond = ExecuteMsg::Bond { class: "a100".into(), from: Source::Funds {} };
    world.pay(&alice, bond, &coins(10 * ONE, NET)).unwrap();
    world.send(&alice, ExecuteMsg::OfferGpus { class: "a100".into(), gpus: 1, admission: None }).unwrap();
    let mint = ExecuteMsg::MintCredits {
        class: "a100".into(),
        amount: (64 * ONE).into(),
        max_collateral: Uint128::MAX,
        payout: Payout::Wallet,
    };
    world.send(&alice, mint).unwrap();
    let (ours, other) = (world.credit(CLASS), world.credit("a100"));
    let wrong = |got: &Addr| ContractError::WrongCredits {
        class: CLASS.into(),
        expected: ours.to_string(),
        got: got.to_string(),
    };
    let (contract, msg) = (world.registry.to_string(), to_json_binary(&hook()).unwrap());
    let sent = cw20::Cw20ExecuteMsg::Send { contract, amount: ONE.into(), msg: msg.clone() };
    refused(world.tell(&alice, &other, &sent, &[]), wrong(&other));
    // Anyone may claim to be a token; nobody but the token is believed.
    let forged = cw20::Cw20ReceiveMsg { sender: alice.to_string(), amount: ONE.into(), msg };
    refused(world.send(&owner, ExecuteMsg::Receive(forged)), wrong(&owner));
    assert_eq!(world.position(&alice).open.u128(), 128 * ONE);
}

#[test]
fn credits_sent_without_a_purpose_are_refused() {
    let mut world = World::quiet();
    let (alice, registry) = (world.provider("alice", 10 * ONE, 1), world.registry.clone());
    world.mint(&alice, 128 * ONE, Payout::Wallet).unwrap();
    refused_with(world.send_credits(&alice, &registry, ONE, &"redeem"), &["Error parsing", "ReceiveMsg"]);
    assert_eq!(world.credit_wallet(&alice, CLASS), 128 * ONE);
}

#[test]
fn credits_redeemed_from_accounts_burn_in_a_sweep() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    world.redeem(&alice, 100 * ONE).unwrap();
    assert_eq!(world.class(CLASS).redeemed_unburned.u128(), 100 * ONE);
    assert_eq!((world.supply(CLASS), world.credit_account(&alice, CLASS)), (128 * ONE, 28 * ONE));
    world.check_books();
    let response = burn(&mut world).unwrap();
    assert_eq!(event(&response, "burn_redeemed"), [("class", CLASS), ("amount", "100000000")]);
    assert_eq!(world.supply(CLASS), 28 * ONE);
    world.check_books();
    refused(burn(&mut world), ContractError::NothingToBurn { class: CLASS.into() });
}

/// What a job redeems waits in the job-market's account, the rest in the registry's.
#[test]
fn the_sweep_burns_from_the_job_markets_account_and_the_registrys() {
    let mut world = World::quiet();
    let (alice, market) = (world.provider("alice", 10 * ONE, 2), world.market.clone());
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    world.transfer(&alice, &market, 60 * ONE);
    world.accept(1, &alice, 1, ONE);
    world.settle(1, 0, 50 * ONE).unwrap();
    let totals = |world: &World| {
        api::provider_registry::raw::totals(world.app.wrap(), &world.registry, CLASS).unwrap()
    };
    assert_eq!((totals(&world).unburned, totals(&world).unburned_jobs), (0, 50 * ONE));
    burn(&mut world).unwrap();
    assert_eq!((world.supply(CLASS), world.credit_account(&market, CLASS)), (78 * ONE, 10 * ONE));

    world.redeem(&alice, 30 * ONE).unwrap();
    world.accept(2, &alice, 1, ONE);
    world.settle(2, 0, 7 * ONE).unwrap();
    assert_eq!((totals(&world).unburned, totals(&world).unburned_jobs), (30 * ONE, 7 * ONE));
    world.check_books();
    let response = burn(&mut world).unwrap();
    assert_eq!(attribute(&response, "burn_redeemed", "amount"), (37 * ONE).to_string());
    assert_eq!((world.supply(CLASS), world.credit_account(&market, CLASS)), (41 * ONE, 3 * ONE));
    assert_eq!((totals(&world).unburned, totals(&world).unburned_jobs), (0, 0));
    world.check_books();
}

/// NET in, so many credits out, redeemed in the same message.
fn swap_and_redeem(
    world: &mut World,
    sender: &Addr,
    amount_out: u128,
    max_in: u128,
) -> anyhow::Result<AppResponse> {
    let swap = pool::ExecuteMsg::SwapExactOut {
        offer: Asset::native(NET),
        legs: vec![Leg { pools: vec![world.class(CLASS).pool_id.unwrap()], amount_out: amount_out.into() }],
        from: Source::Funds {},
        to: Destination::Call { contract: world.registry.to_string(), msg: to_json_binary(&hook()).unwrap() },
        rest_to: None,
        deadline: None,
    };
    world.call_pool(sender, &swap, &coins(max_in, NET))
}

#[test]
fn redeem_at_the_end_of_a_swap_returns_surplus_and_rest_to_the_account() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 64 * ONE, Payout::Account).unwrap();
    let kept = world.credit_account(&alice, CLASS);
    let wallet = world.net(&alice);
    swap_and_redeem(&mut world, &alice, 40 * ONE, 5 * ONE).unwrap();
    assert_eq!(world.position(&alice).open.u128(), 24 * ONE);
    let rest = world.net_account(&alice);
    assert!(rest > 4 * ONE, "40 credits cost about 0.63 NET: {rest}");
    assert_eq!(world.net(&alice), wallet - 5 * ONE);
    world.check_books();

    swap_and_redeem(&mut world, &alice, 25 * ONE, 5 * ONE).unwrap();
    assert_eq!(world.position(&alice).open.u128(), 0);
    assert_eq!(world.credit_account(&alice, CLASS), kept + ONE);
    world.check_books();
    refused(
        swap_and_redeem(&mut world, &alice, ONE, 5 * ONE),
        ContractError::NothingToRedeem { class: CLASS.into() },
    );
}

#[test]
fn a_swaps_end_is_believed_from_the_pool_only_and_takes_one_leg_of_credits() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 64 * ONE, Payout::Account).unwrap();
    let asset = Asset::cw20(world.credit(CLASS));
    let some = |asset: &Asset, amount: u128| AssetAmount { asset: asset.clone(), amount: amount.into() };
    let leg = LegReceived { received: some(&asset, ONE), last_in: some(&asset, ONE) };
    let swap = |legs: Vec<LegReceived>| {
        ExecuteMsg::ReceiveSwap(SwapReceived {
            sender: alice.to_string(),
            legs,
            rest: some(&Asset::native(NET), 0),
            msg: to_json_binary(&hook()).unwrap(),
        })
    };
    refused(
        world.send(&alice, swap(vec![leg.clone()])),
        CommonError::Unauthorized { expected: "the pool contract".into(), got: alice.to_string() }.into(),
    );
    let pool = world.pool.clone();
    for legs in [vec![], vec![leg.clone(), leg.clone()]] {
        let got = legs.len().to_string();
        refused(
            world.send(&pool, swap(legs)),
            CommonError::Bounds { field: "legs", expected: "1 to 1".into(), got }.into(),
        );
    }
    let net = LegReceived { received: some(&Asset::native(NET), ONE), last_in: leg.last_in.clone() };
    let expected = world.credit(CLASS).to_string();
    refused(
        world.send(&pool, swap(vec![net])),
        ContractError::WrongCredits { class: CLASS.into(), expected, got: NET.into() },
    );
    let nothing = LegReceived { received: some(&asset, 0), last_in: leg.last_in };
    refused(world.send(&pool, swap(vec![nothing])), ContractError::Zero { field: "amount" });
}

#[test]
fn redeeming_and_withdrawing_work_while_everything_is_stopped() {
    let mut world = World::quiet();
    let (alice, guardian) = (world.provider("alice", 10 * ONE, 1), world.guardian.clone());
    world.mint(&alice, 64 * ONE, Payout::Account).unwrap();
    let paused = ClassPaused { mint: true, accept: true };
    world.send(&guardian, ExecuteMsg::SetPaused { class: CLASS.into(), paused }).unwrap();
    world.redeem(&alice, 64 * ONE).unwrap();
    world.withdraw(&alice, 10 * ONE, Payout::Account).unwrap();
    burn(&mut world).unwrap();
    world.check_books();
}
