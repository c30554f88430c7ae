//! The end of a class, to the last credit.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::{Asset, Payout};
use api::provider_registry::{CallRequest, ExecuteMsg, Outcome};
use common::closing::worth;
use common::*;
use cosmwasm_std::Addr;

const DEBT: u128 = 6_400 * ONE;
const NOTICE: u64 = 90 * DAY;

fn debtor(world: &mut World, name: &str, bond: u128) -> Addr {
    let who = world.provider(name, bond, 1);
    world.mint(&who, DEBT, Payout::Wallet).unwrap();
    world.give(&who, &who, DEBT);
    who
}

fn announce(world: &mut World) -> u64 {
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::AnnounceSunset { class: CLASS.into() }).unwrap();
    world.now() + NOTICE
}

fn sunset_price(world: &World) -> u128 {
    world.book().sunset.unwrap().price.unwrap().u128()
}

#[test]
fn it_is_announced_once_by_the_owner_and_stops_minting_and_leaving() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 1_000 * ONE);
    let msg = ExecuteMsg::AnnounceSunset { class: CLASS.into() };
    refused_with(world.send(&alice, msg.clone()), &["owner"]);
    let at = announce(&mut world);
    assert_eq!(world.book().sunset.unwrap().at, at);
    let owner = world.owner.clone();
    refused_with(world.send(&owner, msg), &["ends at"]);
    refused_with(world.mint(&alice, ONE, Payout::Account), &["ends at"]);
    refused_with(world.exit(&alice), &["ends at"]);
    refused_with(world.deliver(&alice, None, ONE, 1), &["nothing to deliver"]);
    // A job is still accepted until the end, and a debt redeemed as ever; neither does a crank collect before.
    world.accept(1, &alice, 1, ONE);
    world.wait(NOTICE - 1);
    world.crank(&[&alice]);
    assert_eq!(world.position(&alice).obligation.u128(), DEBT);
    assert!(world.book().sunset.unwrap().price.is_none());
    assert_eq!(world.position(&alice).proven_gpus, 1);
    world.wait(1);
    world.send(&alice, ExecuteMsg::Heartbeat {}).unwrap();
    let request = world.lock_request(2, &alice, 0, ONE);
    assert!(world.lock(request).is_err());
    let request = world.lock_request(2, &alice, 1, ONE);
    refused_with(world.lock(request), &["ended"]);
    let call = CallRequest {
        job_id: 3,
        class: CLASS.into(),
        provider: alice.to_string(),
        gpus: 1,
        credits: ONE.into(),
    };
    refused_with(world.send(&world.market.clone(), ExecuteMsg::Call(call)), &["ended"]);
    refused_with(world.deliver(&alice, Some(&alice), ONE, 0), &["ended"]);
    refused_with(world.complete_exit(&alice), &["ended"]);
    // Nor are its GPUs capacity any more, which the market's takes are reckoned by.
    let msg = ExecuteMsg::Touch { provider: alice.to_string(), class: CLASS.into() };
    world.send(&owner, msg).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 0);
    world.check_closings(&[&alice]);
}

#[test]
fn the_price_is_the_lesser_of_the_means_of_a_day_and_a_week_and_is_fixed_once() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 1_000 * ONE);
    announce(&mut world);
    world.wait(NOTICE - 33 * DAY);
    let bob = world.addr("bob");
    for _ in 0..30 {
        world.wait(DAY);
        world.swap_net(&bob, CLASS, 10);
    }
    let calm = world.closing_price();
    // Dear for the last three days only: the week, which begins up to two weeks ago, says less than the day.
    world.swap_net(&bob, CLASS, 20_000 * ONE);
    world.wait(3 * DAY);
    let fixed = world.crank(&[]);
    let price: u128 = attribute(&fixed, "fix_sunset", "price").parse().unwrap();
    assert!(price > calm * 5 / 4 && price < calm * 5 / 2, "5.1 for three days of 7 to 14: {calm} {price}");
    assert_eq!(sunset_price(&world), price);
    let held = world.credit_account(&bob, CLASS);
    world.swap_credits(&bob, CLASS, held);
    world.wait(2 * DAY);
    world.crank(&[&alice]);
    assert_eq!(sunset_price(&world), price);
}

/// Nothing is minted after the announcement, so the pool's credits can be bought up and named any price.
#[test]
fn nobody_is_paid_more_than_150_percent_of_the_price_on_the_day_of_the_announcement() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 201 * ONE);
    let calm = world.closing_price();
    announce(&mut world);
    let most = world.book().sunset.unwrap().most.u128();
    assert!(most.abs_diff(calm * 3 / 2) <= 1, "{most} {calm}");
    world.wait(NOTICE - 20 * DAY);
    let bob = world.addr("bob");
    world.swap_net(&bob, CLASS, 20_000 * ONE);
    world.wait(20 * DAY);
    world.crank(&[&alice]);
    assert_eq!(sunset_price(&world), most, "the pool says five times as much");
    assert_eq!(
        world.position(&alice).bond.u128(),
        201 * ONE - worth(most, DEBT),
        "and who owes keeps the rest"
    );
    world.check_closings(&[&alice]);
}

#[test]
fn who_cannot_pay_leaves_every_credit_the_same_part() {
    let mut world = World::seasoned();
    let (alice, carol) = (debtor(&mut world, "alice", 201 * ONE), debtor(&mut world, "carol", 5_000 * ONE));
    world.rise(4);
    announce(&mut world);
    world.wait(NOTICE);
    let lp = world.addr("lp");
    world.crank(&[&alice, &carol]);
    assert!(world.position(&alice).bond.is_zero(), "half as much again as twice 100 is more than 201");
    refused_with(world.deliver(&alice, None, ONE, 0), &["has ended", "crank"]);
    world.crank(&[&lp]);
    let owed = world.check_closings(&[&alice, &carol]);
    let part = |world: &World| {
        let book = world.book();
        ((book.reserve.u128()) << 64) / (book.reserve_obligation + book.deficit).u128()
    };
    let each = part(&world);
    assert!(each < sunset_price(&world));
    let wallet = world.net(&alice);
    world.deliver(&alice, None, DEBT, 0).unwrap();
    assert_eq!(world.net(&alice) - wallet, (each * DEBT) >> 64);
    world.wait(400 * DAY);
    assert!(part(&world) >= each && part(&world) - each <= each / 1_000_000, "late is not less");
    world.deliver(&carol, None, DEBT, 0).unwrap();
    assert_eq!(world.check_closings(&[&alice, &carol]), owed - 2 * DEBT);
}

#[test]
fn a_deficit_is_paid_as_well_and_all_of_a_rich_reserve_is_used_before_insurance_gets_any() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 201 * ONE);
    world.rise(4);
    world.crank(&[&alice]);
    world.wait(36 * 3_600);
    world.crank(&[&alice]);
    let deficit = world.book().deficit.u128();
    assert!(deficit > 0);
    announce(&mut world);
    world.wait(NOTICE);
    let lp = world.addr("lp");
    world.crank(&[&lp]);
    let owed = world.check_closings(&[&alice]);
    let insurance = world.insurance();
    world.crank(&[]);
    assert_eq!(world.insurance(), insurance, "everything is needed");
    let before = world.book();
    world.drain(1_000_000);
    let all = world.credit_account(&lp, CLASS);
    world.deliver(&lp, None, all, 0).unwrap();
    world.deliver(&alice, None, DEBT, 0).unwrap();
    assert_eq!(world.check_closings(&[&alice]), owed - all - DEBT);
    let (owed_by_reserve, delivered) = (before.reserve_obligation.u128(), all + DEBT);
    let after = world.book();
    assert_eq!(after.reserve_obligation.u128(), owed_by_reserve.saturating_sub(delivered));
    assert_eq!(before.deficit.u128() - after.deficit.u128(), delivered.saturating_sub(owed_by_reserve));
    assert!(after.reserve.u128() > 0, "and those left are not forgotten");
}

#[test]
fn a_job_that_runs_is_waited_for_if_its_lock_is_needed() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 240 * ONE);
    world.accept(1, &alice, 1, 10 * ONE);
    assert!(!world.position(&alice).locked.is_zero());
    world.rise(4);
    announce(&mut world);
    world.wait(NOTICE);
    world.crank(&[&alice]);
    assert_eq!(world.position(&alice).obligation.u128(), DEBT);
    world
        .send(&world.market.clone(), ExecuteMsg::Outcome { job_id: 1, outcome: Outcome::Refunded {} })
        .unwrap();
    world.crank(&[&alice]);
    let position = world.position(&alice);
    assert_eq!((position.obligation.u128(), position.bond.u128()), (0, 0));
    world.check_closings(&[&alice]);
}

/// The pool never gives its last credits back, so nobody can deliver them: what no credit needs does not wait for them.
#[test]
fn what_no_credit_needs_goes_to_insurance_and_every_credit_is_paid_to_the_last() {
    let mut world = World::seasoned();
    world.rise(4);
    // Leaves 120 % of a dear credit with the reserve, and then credits are cheap again.
    let alice = debtor(&mut world, "alice", 2_000 * ONE);
    world.exit(&alice).unwrap();
    world.wait(30 * DAY);
    world.complete_exit(&alice).unwrap();
    let bob = world.addr("bob");
    let held = world.credit_account(&bob, CLASS);
    world.swap_credits(&bob, CLASS, held);
    announce(&mut world);
    world.wait(NOTICE);
    let lp = world.addr("lp");
    let insurance = world.insurance();
    world.crank(&[]);
    assert_eq!(world.insurance(), insurance, "not everything is collected");
    let collected = world.crank(&[&lp]);
    let owed = world.check_closings(&[&alice]);
    let rest: u128 = attribute(&collected, "return_rest", "amount").parse().unwrap();
    assert_eq!(world.insurance() - insurance, rest);
    assert!(rest > 100 * ONE, "{rest}");
    assert_eq!(
        world.book().reserve.u128(),
        worth(sunset_price(&world), owed),
        "and no less for those that come"
    );

    // All that anybody can get hold of is paid in full.
    world.drain(u128::MAX);
    let credit = Asset::cw20(world.credit(CLASS));
    let mut paid = 0;
    for who in [&alice, &lp, &bob] {
        let all = world.account(who, credit.clone());
        if all > 0 {
            let wallet = world.net(who);
            world.deliver(who, None, all, 0).unwrap();
            assert_eq!(world.net(who) - wallet, (sunset_price(&world) * all) >> 64);
            paid += all;
        }
    }
    let left = world.check_closings(&[&alice]);
    assert_eq!(left, owed - paid);
    assert!(left > 0 && left < 5_000 * ONE, "fees of the pool and its locked shares: {left}");
    world.crank(&[]);
    assert_eq!(world.book().reserve.u128(), worth(sunset_price(&world), left));
    world.check_closings(&[&alice]);
}
