//! The end of a class, to the last credit. A debt of 6,400 credits has 200 NET of collateral.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::calls::*;
use crate::common::prices::Says;
use crate::common::*;
use api::common::{Asset, CommonError, Payout, Source};
use api::pool;
use api::provider_registry::{ClassPaused, ExecuteMsg, JobEnd, LockRequest, ReceiveMsg};
use cosmwasm_std::{to_json_binary, Addr};
use credit::RuleError;
use cw_multi_test::AppResponse;
use provider_registry::error::ContractError;

const NOTICE: u64 = 90 * DAY;

fn collect(world: &mut World, who: &Addr) -> anyhow::Result<AppResponse> {
    let anyone = world.addr("carol");
    world.send(&anyone, ExecuteMsg::Collect { class: CLASS.into(), provider: who.to_string() })
}

fn claim(world: &mut World, who: &Addr, credits: u128, payout: Payout) -> anyhow::Result<AppResponse> {
    world.send(who, ExecuteMsg::ClaimPot { class: CLASS.into(), amount: credits.into(), payout })
}

fn pot(world: &World) -> (u128, u128) {
    let sunset = world.class(CLASS).sunset.unwrap();
    (sunset.pot_net.u128(), sunset.pot_credits.u128())
}

#[test]
fn it_is_announced_once_by_the_owner_and_stops_minting_alone() {
    let mut world = World::quiet();
    let (alice, owner) = (world.debtor("alice", 2, 2 * JOB), world.owner.clone());
    let at = world.now() + NOTICE;
    let response = world.announce().unwrap();
    assert_eq!(event(&response, "announce_sunset"), [("class", CLASS), ("at", at.to_string().as_str())]);
    let totals = api::provider_registry::raw::totals(world.app.wrap(), &world.registry, CLASS).unwrap();
    assert_eq!(totals.ends_at, at);
    let ending = || ContractError::Ending { class: CLASS.into(), at };
    refused(world.announce(), ending());
    refused(world.mint(&alice, ONE, Payout::Account), ending());
    let add = ExecuteMsg::AddClass {
        class: "a100".into(),
        credit_symbol: "AHUNDRED".into(),
        params: class_params(),
    };
    world.send(&owner, add).unwrap();
    let without_pool = ExecuteMsg::AnnounceSunset { class: "a100".into() };
    refused(world.send(&owner, without_pool), ContractError::NoPool { class: "a100".into() });
    // All else goes on.
    world.bond(&alice, ONE);
    world.redeem(&alice, JOB / 2).unwrap();
    world.withdraw(&alice, ONE, Payout::Wallet).unwrap();
    world.accept(1, &alice, 1, ONE);
    world.settle(1, 0, 0).unwrap();
    assert_eq!(world.call(2, JOB), alice);
    world.check_books();
}

#[test]
fn calls_and_acceptances_have_ended_by_the_end() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 2, JOB);
    world.announce().unwrap();
    let at = world.now() + NOTICE;
    world.wait(NOTICE - SERVE);
    world.send(&alice, ExecuteMsg::Heartbeat {}).unwrap();
    let beyond = |ends_by| ContractError::BeyondEnd { class: CLASS.into(), at, ends_by };
    let request = LockRequest { ends_by: at + 1, ..world.lock_request(1, &alice, 1, ONE) };
    refused(world.lock(request.clone()), beyond(at + 1));
    world.lock(LockRequest { ends_by: at, ..request }).unwrap();
    world.wait(1);
    let request = world.call_request(2, ONE);
    refused(world.begin_call(request.clone()), beyond(at + 1));
    world.begin_call(api::provider_registry::CallRequest { serve_within: SERVE - 1, ..request }).unwrap();
    // A call was checked when it began: its acceptance may come late if the chain stood still.
    let request = LockRequest { ends_by: at + 1, ..world.called_request(2, &alice, 1) };
    world.lock(request).unwrap();
    // Nothing is collected or paid before the end; GPUs count until then, and after it no more.
    let not_ended = |now| ContractError::NotEnded { class: CLASS.into(), at: Some(at), now };
    world.wait(SERVE - 2);
    refused(collect(&mut world, &alice), not_ended(at - 1));
    refused(claim(&mut world, &alice, ONE, Payout::Wallet), not_ended(at - 1));
    world.touch(&alice);
    assert_eq!(world.class(CLASS).proven_gpus, 1);
    world.wait(1);
    world.touch(&alice);
    assert_eq!(world.class(CLASS).proven_gpus, 0);
    let other = ExecuteMsg::Collect { class: CLASS.into(), provider: "nobody".into() };
    refused(
        world.send(&alice, other),
        CommonError::Address { field: "provider", got: "nobody".into() }.into(),
    );
}

#[test]
fn a_class_whose_end_is_not_announced_has_no_pot() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 2, JOB);
    let never = |now| ContractError::NotEnded { class: CLASS.into(), at: None, now };
    let now = world.now();
    refused(collect(&mut world, &alice), never(now));
    refused(claim(&mut world, &alice, ONE, Payout::Wallet), never(now));
}

/// 125 % of the dearer of the price at the mint and the 7-day mean at the announcement; at most the collateral.
#[test]
fn collecting_moves_what_the_credits_are_worth_to_the_pot_and_frees_the_rest() {
    // log2 of the mean at the announcement, what the pot gets of 200 NET, price per credit.
    let cases = [
        (None, 125 * ONE, None),
        (Some(-7), 125 * ONE, Some("7812.5")),
        (Some(-6), 125 * ONE, Some("15625")),
        (Some(-5), 200 * ONE, Some("31250")),
    ];
    for (log2, net, price) in cases {
        let mut world = World::quiet();
        let alice = world.debtor("alice", 2, JOB);
        if let Some(log2) = log2 {
            world.pool_says(Says::all(1 << 40, log2));
        }
        let announced = world.announce().unwrap();
        let said = event(&announced, "announce_sunset");
        assert_eq!(said.get(2).copied(), price.map(|price| ("price", price)));
        assert_eq!(world.class(CLASS).sunset.unwrap().price.map(|p| p.to_string()).as_deref(), price);
        // A price pushed before the date does not count.
        world.wait(NOTICE);
        world.pool_says(Says::all(1 << 40, 0));
        let response = collect(&mut world, &alice).unwrap();
        assert_eq!(
            event(&response, "collect"),
            [
                ("class", CLASS),
                ("provider", alice.as_str()),
                ("credits", "6400000000"),
                ("amount", net.to_string().as_str()),
            ]
        );
        assert_eq!(pot(&world), (net, JOB));
        let p = world.position(&alice);
        assert_eq!((p.open.u128(), p.collateral.u128()), (0, 0));
        assert_eq!((p.bond.u128(), p.free.u128()), (10_000 * ONE - net, 10_000 * ONE - net));
        assert_eq!((world.class(CLASS).owed.u128(), world.queue()), (0, vec![]));
        world.check_books();
        world.withdraw(&alice, 10_000 * ONE - net, Payout::Wallet).unwrap();
        refused(
            collect(&mut world, &alice),
            ContractError::NothingOwed { address: alice, class: CLASS.into() },
        );
    }
}

/// Liquidity that is withdrawn for one transaction must not make the pot poor.
#[test]
fn a_7_day_mean_counts_at_the_announcement_whatever_the_pool_holds() {
    let dear = Says::all(1 << 40, 0);
    for (says, price) in [(Says { week: None, ..dear }, None), (dear, Some("1000000"))] {
        let mut world = World::quiet();
        world.set_least((1 << 40) + 1);
        world.pool_says(says);
        world.announce().unwrap();
        assert_eq!(world.class(CLASS).sunset.unwrap().price.map(|price| price.to_string()).as_deref(), price);
    }
}

#[test]
fn a_debt_is_collected_once_none_of_its_credits_are_called() {
    let mut world = World::quiet();
    let (alice, market) = (world.debtor("alice", 2, JOB), world.market.clone());
    world.announce().unwrap();
    world.wait(NOTICE - SERVE);
    world.call(1, JOB / 4);
    world.wait(SERVE);
    refused(collect(&mut world, &alice), RuleError::StillCalled { called: JOB / 4 }.into());
    // A job that is still called ends as ever.
    world.transfer(&alice, &market, JOB / 4);
    world.default_on(1, 0).unwrap();
    collect(&mut world, &alice).unwrap();
    // 150 NET of collateral: 125 % of half of it.
    assert_eq!(pot(&world), (93_750_000, JOB / 4 * 3));
    world.check_books();
}

#[test]
fn between_the_end_and_collecting_a_debtor_still_redeems_and_jobs_still_settle() {
    let mut world = World::quiet();
    let (alice, market) = (world.debtor("alice", 2, JOB), world.market.clone());
    world.announce().unwrap();
    world.wait(NOTICE - DAY);
    world.accept(1, &alice, 1, ONE);
    world.wait(DAY);
    world.redeem(&alice, JOB / 4).unwrap();
    world.transfer(&alice, &market, JOB / 4);
    world.settle(1, 0, JOB / 4).unwrap();
    collect(&mut world, &alice).unwrap();
    assert_eq!(pot(&world), (62_500_000, JOB / 2));
    world.check_books();
}

#[test]
fn the_pot_pays_every_credit_the_same_from_wallet_account_and_swap_for_ever() {
    let mut world = World::quiet();
    let (alice, bob) = (world.debtor("alice", 2, JOB), world.debtor("bob", 2, JOB));
    // Bob's were minted at twice the price: his debt leaves 250 NET, the pot 375 for 12,800 credits.
    world.redeem(&bob, JOB).unwrap();
    world.pool_says(Says::all(1 << 40, -5));
    world.mint(&bob, JOB, Payout::Wallet).unwrap();
    world.pool_says(Says::default());
    world.announce().unwrap();
    world.wait(NOTICE);
    collect(&mut world, &alice).unwrap();
    let refusal = ContractError::NotCollected { class: CLASS.into(), owed: JOB };
    refused(claim(&mut world, &alice, ONE, Payout::Wallet), refusal);
    collect(&mut world, &bob).unwrap();
    assert_eq!(pot(&world), (375 * ONE, 2 * JOB));

    // From the account, to wallet and account.
    let wallet = world.net(&alice);
    let response = claim(&mut world, &alice, JOB / 4, Payout::Wallet).unwrap();
    let each = 375 * ONE / 8;
    assert_eq!(
        event(&response, "claim_pot"),
        [
            ("class", CLASS),
            ("holder", alice.as_str()),
            ("credits", "1600000000"),
            ("amount", each.to_string().as_str()),
        ]
    );
    assert_eq!(world.net(&alice), wallet + each);
    claim(&mut world, &alice, JOB / 4, Payout::Account).unwrap();
    assert_eq!(world.net_account(&alice), each);
    world.check_books();
    // From the wallet, by cw20 Send, in a halt of everything and years later.
    let guardian = world.guardian.clone();
    let paused = ClassPaused { mint: true, accept: true };
    world.send(&guardian, ExecuteMsg::SetPaused { class: CLASS.into(), paused }).unwrap();
    world.wait(4_000 * DAY);
    let hook = ReceiveMsg::ClaimPot { class: CLASS.into(), payout: Payout::Wallet, receiver: None };
    let (registry, before) = (world.registry.clone(), world.net(&bob));
    let supply = world.supply(CLASS);
    world.send_credits(&bob, &registry, JOB / 2, &hook).unwrap();
    assert_eq!((world.net(&bob) - before, world.supply(CLASS)), (2 * each, supply - JOB / 2));
    world.check_books();
    // At the end of a swap that passes no pool.
    let credit = Asset::cw20(world.credit(CLASS));
    let swap = pool::ExecuteMsg::SwapExactOut {
        offer: credit,
        legs: vec![pool::Leg { pools: vec![], amount_out: (JOB / 4).into() }],
        from: Source::Account { owner: None, amount: (JOB / 4).into() },
        to: pool::Destination::Call { contract: registry.to_string(), msg: to_json_binary(&hook).unwrap() },
        rest_to: None,
        deadline: None,
    };
    let wallet = world.net(&alice);
    world.call_pool(&alice, &swap, &[]).unwrap();
    assert_eq!(world.net(&alice), wallet + each);
    world.check_books();
    // No more than is left, and the last one gets the last unit.
    let above = RuleError::AbovePot { expected: JOB * 3 / 4, got: JOB };
    refused(claim(&mut world, &alice, JOB, Payout::Wallet), above.into());
    refused(claim(&mut world, &alice, 0, Payout::Wallet), ContractError::Zero { field: "amount" });
    claim(&mut world, &alice, JOB / 4, Payout::Wallet).unwrap();
    world.send_credits(&bob, &registry, JOB / 2, &hook).unwrap();
    assert_eq!(pot(&world), (0, 0));
    world.send(&alice, ExecuteMsg::BurnRedeemed { class: CLASS.into() }).unwrap();
    assert_eq!(world.supply(CLASS), 0);
    world.check_books();
}

/// As a transfer over IBC brings them: the pot pays whom the message names, not the account in between.
#[test]
fn the_pot_pays_whom_the_message_names_if_it_can_draw() {
    let mut world = World::quiet();
    let (alice, bob) = (world.provider("alice", 10_000 * ONE, 2), world.addr("bob"));
    world.mint(&alice, JOB, Payout::Wallet).unwrap();
    world.announce().unwrap();
    world.wait(NOTICE);
    collect(&mut world, &alice).unwrap();
    let registry = world.registry.clone();
    let hook = |receiver: &Addr, payout| ReceiveMsg::ClaimPot {
        class: CLASS.into(),
        payout,
        receiver: Some(receiver.to_string()),
    };
    for dead in [registry.clone(), Addr::unchecked(world.credit(CLASS))] {
        let sent = world.send_credits(&alice, &registry, JOB / 2, &hook(&dead, Payout::Wallet));
        refused_with(sent, &["`receiver`", dead.as_str()]);
    }
    let shout = Addr::unchecked(bob.as_str().to_uppercase());
    let sent = world.send_credits(&alice, &registry, JOB / 2, &hook(&shout, Payout::Wallet));
    refused_with(sent, &["invalid address in `receiver`"]);
    let (before, between) = (world.net(&bob), world.net(&alice));
    let response = world.send_credits(&alice, &registry, JOB / 2, &hook(&bob, Payout::Wallet)).unwrap();
    let each = 125 * ONE / 2;
    assert_eq!((world.net(&bob) - before, world.net(&alice)), (each, between));
    let said = ["holder", "receiver"].map(|key| attribute(&response, "claim_pot", key));
    assert_eq!(said, [alice.to_string(), bob.to_string()]);
    world.send_credits(&alice, &registry, JOB / 2, &hook(&bob, Payout::Account)).unwrap();
    assert_eq!((world.net_account(&bob), world.net_account(&alice)), (each, 0));
    world.check_books();
}

#[test]
fn a_call_that_ends_by_nobodys_fault_after_the_end_is_collected_with_the_rest() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 2, JOB);
    world.announce().unwrap();
    world.wait(NOTICE - SERVE);
    world.call(1, JOB);
    world.wait(2 * DAY);
    world.end(1, JobEnd::Released {}).unwrap();
    collect(&mut world, &alice).unwrap();
    assert_eq!(pot(&world), (125 * ONE, JOB));
}
