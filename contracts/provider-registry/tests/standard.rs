//! What a debt must be fit for: none, or the largest standard job of its class; and when nothing is minted.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::{Asset, Payout, Source};
use api::pool;
use api::provider_registry::{ExecuteMsg, ReceiveMsg, StandardJob};
use common::*;
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};
use cw_multi_test::Executor;
use provider_registry::error::{CallError, ContractError};
use provider_registry::state;

const JOB: u128 = 100 * ONE;

fn standard(world: &mut World, gpus: u32, credits: u128) {
    let standard = Some(StandardJob { gpus, credits: credits.into() });
    let market = world.market.clone();
    world.send(&market, ExecuteMsg::SetStandard { class: CLASS.into(), standard }).unwrap();
}

fn redeem(amount: u128) -> ExecuteMsg {
    ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: amount.into() }
}

fn below(got: u128) -> ContractError {
    CallError::BelowStandard { class: CLASS.into(), expected: JOB, got }.into()
}

/// Credits as the job-market books them to the registry before it settles.
fn pay(world: &mut World, from: &Addr, amount: u128) {
    let asset = Asset::cw20(world.credit(CLASS));
    let item = pool::TransferItem { asset, amount: amount.into(), to: world.registry.to_string() };
    world.call_pool(from, &pool::ExecuteMsg::Transfer { owner: None, items: vec![item] }, &[]).unwrap();
}

#[test]
fn minting_and_offering_keep_a_debt_fit_for_a_standard_job() {
    let mut world = World::new();
    standard(&mut world, 3, JOB);
    let alice = world.provider("alice", 1_000 * ONE, 2);
    let few = |got| ContractError::from(CallError::StandardGpus { class: CLASS.into(), expected: 3, got });
    refused(world.mint(&alice, JOB - 1, Payout::Account), below(JOB - 1));
    refused(world.mint(&alice, JOB, Payout::Account), few(2));
    world.offer(&alice, 3).unwrap();
    world.mint(&alice, JOB, Payout::Account).unwrap();
    refused(world.offer(&alice, 2), few(2));
    world.mint(&alice, 1, Payout::Account).unwrap();
    world.send(&alice, redeem(JOB + 1)).unwrap();
    world.offer(&alice, 0).unwrap();
}

#[test]
fn redeeming_leaves_nothing_or_enough() {
    let mut world = World::new();
    standard(&mut world, 1, JOB);
    let alice = world.provider("alice", 1_000 * ONE, 4);
    world.mint(&alice, 5 * JOB / 2, Payout::Account).unwrap();
    world.mint(&alice, 5 * JOB / 2, Payout::Wallet).unwrap();
    refused(world.send(&alice, redeem(4 * JOB + 1)), below(JOB - 1));
    world.send(&alice, redeem(2 * JOB)).unwrap();

    // From the wallet, by cw20 Send.
    let credit = world.credit(CLASS);
    let send = |amount: u128| cw20::Cw20ExecuteMsg::Send {
        contract: world.registry.to_string(),
        amount: amount.into(),
        msg: to_json_binary(&ReceiveMsg::Redeem { class: CLASS.into() }).unwrap(),
    };
    let (low, enough) = (send(2 * JOB + 1), send(3 * JOB / 2));
    refused(world.app.execute_contract(alice.clone(), credit.clone(), &low, &[]), below(JOB - 1));
    world.app.execute_contract(alice.clone(), credit, &enough, &[]).unwrap();
    assert_eq!(world.position(&alice).obligation.u128(), 3 * JOB / 2);

    // With what a swap brings: too little is refused, all of it is taken.
    let swap = |world: &mut World, net: u128| {
        let route =
            pool::Route { offer: Asset::native(NET), pools: vec![world.class(CLASS).pool_id.unwrap()] };
        let msg = to_json_binary(&ReceiveMsg::Redeem { class: CLASS.into() }).unwrap();
        let swap = pool::ExecuteMsg::SwapExactIn {
            route,
            from: Source::Funds {},
            min_out: Uint128::zero(),
            to: pool::Destination::Call { contract: world.registry.to_string(), msg },
            deadline: None,
        };
        world.call_pool(&alice, &swap, &coins(net, NET))
    };
    refused_with(swap(&mut world, 3 * ONE / 2), &["expected none or at least 100000000"]);
    swap(&mut world, 4 * ONE).unwrap();
    assert_eq!(world.position(&alice).obligation.u128(), 0);
}

#[test]
fn settling_redeems_down_to_a_standard_job_or_all() {
    let mut world = World::new();
    standard(&mut world, 1, JOB);
    let alice = world.provider("alice", 1_000 * ONE, 4);
    let bob = world.provider("bob", 1_000 * ONE, 4);
    world.mint(&bob, 10 * JOB, Payout::Account).unwrap();
    world.mint(&alice, 3 * JOB / 2, Payout::Wallet).unwrap();
    // Comes, is redeemed, is owed after, is on the provider's account after.
    let steps =
        [(JOB, JOB / 2, JOB, JOB / 2), (JOB - 1, 0, JOB, 3 * JOB / 2 - 1), (JOB + 1, JOB, 0, 3 * JOB / 2)];
    for (job_id, (came, redeemed, owed, held)) in (1..).zip(steps) {
        world.accept(job_id, &alice, 1, ONE);
        pay(&mut world, &bob, came);
        let response = world.settle(job_id, 0, came).unwrap();
        assert_eq!(attribute(&response, "outcome", "redeemed"), redeemed.to_string());
        assert_eq!(world.position(&alice).obligation.u128(), owed);
        assert_eq!(world.credit_account(&alice, CLASS), held);
    }
    let class = world.class(CLASS);
    assert_eq!(world.supply(CLASS) - class.redeemed_unburned.u128(), class.obligations.u128());
}

#[test]
fn a_debt_that_was_small_before_the_job_grew_is_redeemed_freely() {
    let mut world = World::new();
    standard(&mut world, 1, JOB);
    let alice = world.provider("alice", 1_000 * ONE, 4);
    world.mint(&alice, 2 * JOB, Payout::Account).unwrap();
    standard(&mut world, 8, 10 * JOB);
    world.send(&alice, redeem(JOB / 2)).unwrap();
    world.accept(1, &alice, 1, ONE);
    pay(&mut world, &alice, JOB / 2);
    let response = world.settle(1, 0, JOB / 2).unwrap();
    assert_eq!(attribute(&response, "outcome", "redeemed"), (JOB / 2).to_string());
    let expected = CallError::BelowStandard { class: CLASS.into(), expected: 10 * JOB, got: JOB + 1 }.into();
    refused(world.mint(&alice, 1, Payout::Account), expected);
    let market = world.market.clone();
    world.send(&market, ExecuteMsg::SetStandard { class: CLASS.into(), standard: None }).unwrap();
    world.mint(&alice, 1, Payout::Account).unwrap();
}

/// A debt just minted is dumped, and another minted at the price so pushed down once the means have followed.
#[test]
fn the_mint_price_forgets_a_fall_by_half_in_the_horizon() {
    let mut world = World::seasoned();
    let owner = world.owner.clone();
    let params =
        api::provider_registry::ClassParams { price_init: Uint128::new(PRICE / 16), ..class_params() };
    world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params }).unwrap();
    let (alice, bob) = (world.provider("alice", 100_000 * ONE, 4), world.provider("bob", 100_000 * ONE, 4));
    let lp = world.addr("lp");
    let price = |world: &World| world.class(CLASS).mint_price.unwrap().u128() as f64 / (1u128 << 58) as f64;
    world.mint(&alice, LIQUIDITY.0, Payout::Account).unwrap();
    assert!((0.99..1.02).contains(&price(&world)));
    world.swap_credits(&alice, CLASS, LIQUIDITY.0);
    for day in 1..=70u32 {
        world.wait(DAY);
        world.swap_net(&lp, CLASS, 10);
        let floor = 0.5f64.powf(f64::from(day) / 14.0).max(0.25);
        let got = price(&world);
        // The means take their time: the oracle counts a fall block by block.
        if day > 3 {
            assert!((floor * 0.98..floor * 1.03).contains(&got), "day {day}: {got}, expected {floor}");
        }
        if day == 14 {
            world.mint(&bob, JOB, Payout::Account).unwrap();
            let basis = world.position(&bob).basis.u128() as f64 / (JOB / 64) as f64;
            assert!((0.49..0.52).contains(&basis), "minted at {basis}");
        }
    }
}

#[test]
fn nothing_is_minted_above_the_deficit_cap_while_leaving_or_in_a_class_that_ends() {
    let mut world = World::new();
    let alice = world.provider("alice", 1_000 * ONE, 4);
    let book = |world: &mut World, deficit: u128| {
        let mut storage = world.app.contract_storage_mut(&world.registry);
        let book = state::Book { deficit, reserve_obligation: 100_000 * ONE, ..state::Book::default() };
        state::save_book(&mut *storage, CLASS, &book).unwrap();
    };
    // 5 % of 900,000 + … : the lp owes 1,000,000, the reserve 100,000.
    book(&mut world, 58_000 * ONE);
    refused(
        world.mint(&alice, JOB, Payout::Account),
        ContractError::AboveDeficitCap {
            class: CLASS.into(),
            cap: 57_900 * ONE,
            cap_bps: 500,
            got: 58_000 * ONE,
        },
    );
    book(&mut world, 57_000 * ONE);
    world.mint(&alice, JOB, Payout::Account).unwrap();

    let exit_at = |world: &mut World, exit_at: u64| {
        let api = *world.app.api();
        let mut storage = world.app.contract_storage_mut(&world.registry);
        let mut position = state::position(&api, &*storage, CLASS, &alice).unwrap();
        position.closing.exit_at = exit_at;
        state::save_position(&api, &mut *storage, CLASS, &alice, &position).unwrap();
    };
    exit_at(&mut world, 7);
    let leaving = ContractError::Exiting { class: CLASS.into(), exit_at: 7 };
    refused(world.mint(&alice, JOB, Payout::Account), leaving);
    exit_at(&mut world, 0);
    {
        let mut storage = world.app.contract_storage_mut(&world.registry);
        let mut class = state::class(&*storage, CLASS).unwrap();
        class.sunset_at = Some(9_000_000_000);
        state::save_class(&mut *storage, CLASS, &class).unwrap();
    }
    let ending = ContractError::Ending { class: CLASS.into(), at: 9_000_000_000 };
    refused(world.mint(&alice, JOB, Payout::Account), ending);
}
