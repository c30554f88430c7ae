//! What a debt must be fit for: none, or the largest standard job of its class.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::calls::JOB;
use crate::common::*;
use api::common::{Asset, CommonError, Payout, Source};
use api::pool;
use api::provider_registry::{ExecuteMsg, ReceiveMsg, StandardJob};
use cosmwasm_std::{coins, to_json_binary, Uint128};
use credit::RuleError;
use provider_registry::error::ContractError;

fn below(got: u128) -> ContractError {
    RuleError::BelowStandard { expected: JOB, got }.into()
}

fn few(expected: u32, got: u32) -> ContractError {
    RuleError::StandardGpus { expected, got }.into()
}

#[test]
fn minting_and_offering_keep_a_debt_fit_for_a_standard_job() {
    let mut world = World::quiet();
    world.set_standard(Some((3, ONE, JOB)));
    let alice = world.provider("alice", 1_000 * ONE, 2);
    refused(world.mint(&alice, JOB - 1, Payout::Account), below(JOB - 1));
    refused(world.mint(&alice, JOB, Payout::Account), few(3, 2));
    world.offer(&alice, 3).unwrap();
    world.mint(&alice, JOB, Payout::Account).unwrap();
    refused(world.offer(&alice, 2), few(3, 2));
    world.mint(&alice, 1, Payout::Account).unwrap();
    world.redeem(&alice, JOB + 1).unwrap();
    world.offer(&alice, 0).unwrap();
}

#[test]
fn redeeming_by_choice_leaves_nothing_or_enough() {
    let mut world = World::new();
    world.set_standard(Some((1, ONE, JOB)));
    let alice = world.provider("alice", 2_000 * ONE, 4);
    world.mint(&alice, 5 * JOB / 2, Payout::Account).unwrap();
    world.mint(&alice, 5 * JOB / 2, Payout::Wallet).unwrap();
    refused(world.redeem(&alice, 4 * JOB + 1), below(JOB - 1));
    world.redeem(&alice, 2 * JOB).unwrap();

    // From the wallet, by cw20 Send.
    let (registry, hook) = (world.registry.clone(), ReceiveMsg::Redeem { class: CLASS.into() });
    refused(world.send_credits(&alice, &registry, 2 * JOB + 1, &hook), below(JOB - 1));
    world.send_credits(&alice, &registry, 3 * JOB / 2, &hook).unwrap();
    assert_eq!(world.position(&alice).open.u128(), 3 * JOB / 2);

    // With what a swap brings, as much as may be: what would leave too little goes to the account.
    let swap = |world: &mut World, net: u128| {
        let route =
            pool::Route { offer: Asset::native(NET), pools: vec![world.class(CLASS).pool_id.unwrap()] };
        let swap = pool::ExecuteMsg::SwapExactIn {
            route,
            from: Source::Funds {},
            min_out: Uint128::zero(),
            to: pool::Destination::Call {
                contract: world.registry.to_string(),
                msg: to_json_binary(&hook).unwrap(),
            },
            deadline: None,
        };
        world.call_pool(&alice, &swap, &coins(net, NET))
    };
    let had = world.credit_account(&alice, CLASS);
    swap(&mut world, 80 * ONE).unwrap();
    assert_eq!(world.position(&alice).open.u128(), JOB);
    assert!(world.credit_account(&alice, CLASS) > had);
    refused_with(swap(&mut world, ONE), &["nothing to redeem"]);
    swap(&mut world, 200 * ONE).unwrap();
    assert_eq!(world.position(&alice).open.u128(), 0);
    world.check_books();
}

/// What cannot be redeemed goes to the provider's account, so that a settlement never fails.
#[test]
fn a_settlement_redeems_all_or_leaves_enough() {
    let mut world = World::quiet();
    world.set_standard(Some((1, ONE, JOB)));
    let (alice, bob, market) =
        (world.debtor("alice", 4, 3 * JOB / 2), world.debtor("bob", 4, 9 * JOB), world.market.clone());
    let minted = world.credit_account(&alice, CLASS);
    // Comes, is redeemed, stays open.
    let steps = [(JOB, JOB / 2, JOB), (JOB - 1, 0, JOB), (JOB, JOB, 0)];
    let mut kept = 0;
    for (job_id, (came, redeemed, open)) in (1..).zip(steps) {
        world.accept(job_id, &alice, 1, ONE);
        world.transfer(&bob, &market, came);
        world.settle(job_id, 0, came).unwrap();
        kept += came - redeemed;
        assert_eq!(world.position(&alice).open.u128(), open, "job {job_id}");
        assert_eq!(world.credit_account(&alice, CLASS), minted + kept);
        world.check_books();
    }
}

#[test]
fn a_call_may_leave_less() {
    let mut world = World::quiet();
    world.set_standard(Some((1, ONE, JOB)));
    let alice = world.debtor("alice", 4, JOB);
    world.call(1, 3 * JOB / 4);
    assert_eq!(world.position(&alice).open.u128(), JOB / 4);
    // From there all can be redeemed, and a mint must fill it up.
    refused(world.redeem(&alice, 1), below(JOB / 4 - 1));
    refused(world.mint(&alice, JOB * 3 / 4 - 1, Payout::Account), below(JOB - 1));
    world.mint(&alice, JOB * 3 / 4, Payout::Account).unwrap();
    world.redeem(&alice, JOB).unwrap();
    world.check_books();
}

#[test]
fn whoever_offers_too_few_gpus_for_a_standard_job_stands_in_no_queue() {
    let mut world = World::quiet();
    let (alice, bob) = (world.debtor("alice", 1, JOB), world.debtor("bob", 2, JOB));
    world.set_standard(Some((2, ONE, JOB)));
    world.touch(&alice);
    world.touch(&bob);
    assert_eq!(world.queue(), std::slice::from_ref(&bob));
    world.offer(&alice, 2).unwrap();
    assert_eq!(world.queue(), [alice.clone(), bob.clone()]);
    // Without standard jobs there is nothing to call.
    world.set_standard(None);
    world.touch(&alice);
    world.touch(&bob);
    assert!(world.queue().is_empty());
    world.check_books();
}

#[test]
fn a_debt_that_the_standard_jobs_outgrew_is_redeemed_whole_or_grows_with_the_next_mint() {
    let mut world = World::quiet();
    world.set_standard(Some((1, ONE, JOB)));
    let alice = world.debtor("alice", 4, 2 * JOB);
    world.set_standard(Some((8, ONE, 10 * JOB)));
    let outgrown = |got| ContractError::from(RuleError::BelowStandard { expected: 10 * JOB, got });
    refused(world.redeem(&alice, 1), outgrown(2 * JOB - 1));
    refused(world.mint(&alice, 1, Payout::Account), outgrown(2 * JOB + 1));
    refused(world.mint(&alice, 8 * JOB, Payout::Account), few(8, 4));
    world.redeem(&alice, 2 * JOB).unwrap();
    world.set_standard(None);
    world.mint(&alice, 1, Payout::Account).unwrap();
}

#[test]
fn a_standard_has_gpus_a_least_job_and_a_most_that_is_no_smaller() {
    let mut world = World::quiet();
    let market = world.market.clone();
    let set = |gpus, least: u128, most: u128| ExecuteMsg::SetStandard {
        class: CLASS.into(),
        standard: Some(StandardJob { gpus, least: least.into(), most: most.into() }),
    };
    let bounds = |field, expected: &str, got: &str| {
        let (expected, got) = (expected.into(), got.into());
        ContractError::Common(CommonError::Bounds { field, expected, got })
    };
    refused(world.send(&market, set(0, 1, 1)), bounds("standard.gpus", "1 to 65536", "0"));
    refused(world.send(&market, set(65_537, 1, 1)), bounds("standard.gpus", "1 to 65536", "65537"));
    refused(world.send(&market, set(1, 0, 1)), ContractError::Zero { field: "standard.least" });
    let above = format!("2 to {}", u128::MAX);
    refused(world.send(&market, set(1, 2, 1)), bounds("standard.most", &above, "1"));
    let response = world.send(&market, set(2, 3, 4)).unwrap();
    assert_eq!(
        event(&response, "set_standard"),
        [("class", CLASS), ("gpus", "2"), ("least", "3"), ("most", "4")]
    );
    assert_eq!(world.class(CLASS).standard.unwrap().most.u128(), 4);
}
