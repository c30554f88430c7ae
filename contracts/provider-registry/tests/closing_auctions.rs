//! Closing auctions: when they open, who delivers and how, what ends them, and at which price.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::{Asset, Payout, Source};
use api::pool::{self, Destination, Leg};
use api::provider_registry::ExecuteMsg;
use common::closing::worth;
use common::*;
use cosmwasm_std::{coins, to_json_binary, Addr};
use cw_multi_test::Executor;

/// Credits that fill one GPU for two hours or so: worth 100 NET at the pool's start.
const DEBT: u128 = 6_400 * ONE;

/// A debtor whose coverage has fallen to `missing` NET base units below 110 % of its debt's worth.
fn at_the_trigger(missing: u128) -> (World, Addr) {
    let mut world = World::seasoned();
    let alice = world.provider("alice", 201 * ONE, 1);
    world.mint(&alice, DEBT, Payout::Wallet).unwrap();
    world.rise(4);
    let trigger = (worth(world.closing_price(), DEBT) * 11).div_ceil(10);
    let bond = world.position(&alice).bond.u128();
    world.bond(&alice, trigger - missing - bond);
    (world, alice)
}

#[test]
fn an_auction_opens_one_unit_below_110_percent_and_not_at_it() {
    let (mut world, alice) = at_the_trigger(0);
    world.crank(&[&alice]);
    assert_eq!(world.position(&alice).closing_since, None);
    refused_with(world.deliver(&alice, Some(&alice), ONE, 0), &["nothing to deliver"]);

    let (mut world, alice) = at_the_trigger(1);
    let opened = world.crank(&[&alice]);
    assert_eq!(attribute(&opened, "open_closing", "provider"), alice.as_str());
    let closing = world.closing(&alice);
    assert_eq!((closing.since, closing.thin, closing.exiting), (world.now(), true, false));
    assert_eq!(closing.wanted.u128(), DEBT, "below 125 % no part is enough");
}

#[test]
fn what_is_wanted_restores_150_percent_and_no_more() {
    let (mut world, alice) = at_the_trigger(1);
    world.crank(&[&alice]);
    let p = world.closing_price();
    let bond = world.position(&alice).bond.u128();
    world.bond(&alice, worth(p, DEBT) * 14 / 10 - bond);
    let (wanted, backing) = (world.closing(&alice).wanted.u128(), world.position(&alice).bond.u128());
    // x with 1.4 − 1.25·x = 1.5·(1 − x)
    assert!(wanted.abs_diff(DEBT * 2 / 5) < DEBT / 100_000, "{wanted}");
    let restored = |taken: u128| backing - worth(p, taken) * 5 / 4 >= worth(p, DEBT - taken) * 3 / 2;
    assert!(
        restored(wanted + 1_000) && !restored(wanted - 1_000),
        "a thousandth of a credit, for the rounding here"
    );

    // Sold below 125 %, it takes fewer, and then it is over.
    world.give(&alice, &alice, DEBT);
    let first = world.deliver(&alice, Some(&alice), wanted / 4, 1).unwrap();
    let left: u128 = attribute(&first, "deliver_credits", "wanted").parse().unwrap();
    assert!(left > 0 && left < wanted - wanted / 4);
    let last = world.deliver(&alice, Some(&alice), DEBT - wanted, 1).unwrap();
    assert_eq!(attribute(&last, "deliver_credits", "amount"), left.to_string());
    assert_eq!(world.position(&alice).closing_since, None);
    refused_with(world.deliver(&alice, Some(&alice), 1, 0), &["nothing to deliver"]);
    world.check_closings(&[&alice]);
}

#[test]
fn a_top_up_ends_it_at_150_percent_and_not_a_unit_before() {
    let (mut world, alice) = at_the_trigger(1);
    world.crank(&[&alice]);
    let bond = world.position(&alice).bond.u128();
    world.bond(&alice, (worth(world.closing_price(), DEBT) * 15).div_ceil(10) - bond - 1);
    assert!(world.closing(&alice).wanted.u128() > 0);
    let msg = ExecuteMsg::Bond { class: CLASS.into(), from: Source::Funds {} };
    let ended = world.pay(&alice, msg, &coins(1, NET)).unwrap();
    assert_eq!(attribute(&ended, "end_closing", "provider"), alice.as_str());
    assert_eq!(world.position(&alice).closing_since, None);
    world.give(&alice, &alice, DEBT);
    refused_with(world.deliver(&alice, Some(&alice), ONE, 0), &["nothing to deliver"]);
    world.check_closings(&[&alice]);

    // The next one opens at the beginning, however long ago the first did.
    world.wait(20 * 3_600);
    world.rise(2);
    world.crank(&[&alice]);
    assert_eq!(world.closing(&alice).since, world.now());
    assert_eq!(world.closing(&alice).price.u128(), world.closing_price() * 8 / 10);
}

/// A part is delivered that leaves less than a standard job, and then the margin is mended: nobody could be called for the rest.
#[test]
fn a_rest_too_small_for_a_standard_job_is_closed_whatever_became_of_the_margin() {
    let (mut world, alice) = at_the_trigger(1);
    world.set_standard(1, DEBT / 2);
    world.crank(&[&alice]);
    world.give(&alice, &alice, DEBT);
    world.deliver(&alice, Some(&alice), DEBT / 2, 1).unwrap();
    assert_eq!(world.position(&alice).ignored_credits.u128(), 0, "the rest is enough for a job");
    world.deliver(&alice, Some(&alice), 1, 1).unwrap();
    let rest = DEBT / 2 - 1;
    assert_eq!(world.position(&alice).ignored_credits.u128(), rest);
    world.bond(&alice, 1_000 * ONE);
    assert_eq!(world.closing(&alice).wanted.u128(), rest, "however well covered");
    world.check_closings(&[&alice]);
    world.deliver(&alice, Some(&alice), rest, 1).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.obligation.u128(), position.closing_since), (0, None));
    world.check_closings(&[&alice]);
}

#[test]
fn a_round_that_is_over_takes_nothing_and_one_that_nobody_ended_for_a_day_begins_again() {
    let round = 36 * 3_600;
    let (mut world, alice) = at_the_trigger(1);
    world.give(&alice, &alice, DEBT);
    world.crank(&[&alice]);
    world.wait(round - 1);
    world.deliver(&alice, Some(&alice), ONE, 0).unwrap();
    world.wait(1);
    assert_eq!(world.closing(&alice).wanted.u128(), 0);
    let now = world.now().to_string();
    refused_with(world.deliver(&alice, Some(&alice), ONE, 0), &["is over", &now, "crank"]);
    // A debtor that cannot pay has another round, if nobody took its debt over within a day; then it is taken over.
    world.wait(DAY);
    let opened = world.crank(&[&alice]);
    assert_eq!(attribute(&opened, "open_closing", "provider"), alice.as_str());
    assert_eq!(world.closing(&alice).since, world.now());
    assert!(world.closing(&alice).price.u128() <= world.closing_price() * 8 / 10);
    world.check_closings(&[&alice]);
    world.wait(round + DAY - 1);
    let taken = world.crank(&[&alice]);
    assert_eq!(attribute(&taken, "take_over", "provider"), alice.as_str());
    world.check_closings(&[&alice]);
}

#[test]
fn redeeming_ends_it_as_well() {
    let (mut world, alice) = at_the_trigger(1);
    world.crank(&[&alice]);
    world.give(&alice, &alice, DEBT);
    let redeem = |amount: u128| ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: amount.into() };
    // 110 % of all is 150 % of 11 fifteenths.
    world.send(&alice, redeem(DEBT * 4 / 15 - ONE)).unwrap();
    assert!(world.closing(&alice).wanted.u128() > 0);
    world.send(&alice, redeem(2 * ONE)).unwrap();
    assert_eq!(world.position(&alice).closing_since, None);

    // A debt that is gone takes its auction along, without a crank.
    world.exit(&alice).unwrap();
    let owed = world.position(&alice).obligation.u128();
    world.send(&alice, redeem(owed)).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.closing_since, position.exit_at), (None, None));
    world.check_closings(&[&alice]);
}

/// Alice leaves; bob holds 2,000 of her credits in his account, carol 2,000 in her wallet.
fn leaving() -> (World, Addr, Addr, Addr) {
    let mut world = World::seasoned();
    let alice = world.provider("alice", 1_000 * ONE, 1);
    let (bob, carol) = (world.addr("bob"), world.addr("carol"));
    world.mint(&alice, DEBT, Payout::Wallet).unwrap();
    world.give(&alice, &bob, 2_000 * ONE);
    let transfer =
        cw20::Cw20ExecuteMsg::Transfer { recipient: carol.to_string(), amount: (2_000 * ONE).into() };
    let credit = world.credit(CLASS);
    world.app.execute_contract(alice.clone(), credit, &transfer, &[]).unwrap();
    world.exit(&alice).unwrap();
    world.wait(6 * 3_600);
    (world, alice, bob, carol)
}

#[test]
fn several_deliver_in_parts_from_account_wallet_and_swap_and_each_is_paid_the_price_of_its_second() {
    let (mut world, alice, bob, carol) = leaving();
    let price = |world: &World| world.closing(&alice).price.u128();
    let bond = |world: &World| world.position(&alice).bond.u128();
    let paid = |price: u128, credits: u128| (price * credits) >> 64;

    // From an account to a wallet: half of the way from 80 % to 125 %.
    let p = world.closing_price();
    assert!(price(&world).abs_diff(p * 10_250 / 10_000) <= 1);
    let (mut left, wallet, expected) = (bond(&world), world.net(&bob), paid(price(&world), 500 * ONE));
    world.deliver(&bob, Some(&alice), 500 * ONE, 1).unwrap();
    left -= expected;
    assert_eq!((world.net(&bob), bond(&world)), (wallet + expected, left));
    assert_eq!(world.credit_account(&bob, CLASS), 1_500 * ONE);
    world.check_closings(&[&alice]);

    // From a wallet to an account: burned at once.
    world.wait(3_600);
    let (supply, expected) = (world.supply(CLASS), paid(price(&world), 1_500 * ONE));
    let hook = world.delivery(Some(&alice), 1, Payout::Account);
    let registry = world.registry.clone();
    world.send_credits(&carol, 1_500 * ONE, &hook, &registry).unwrap();
    left -= expected;
    assert_eq!((world.net_account(&carol), bond(&world)), (expected, left));
    assert_eq!(world.supply(CLASS), supply - 1_500 * ONE);
    world.check_closings(&[&alice]);

    // At the end of a swap: more than is left, so the rest of credits and of NET comes back to the account.
    world.wait(3_600);
    let expected = paid(price(&world), 4_400 * ONE);
    let hook = world.delivery(Some(&alice), 1, Payout::Account);
    let swap = |world: &World, hook| pool::ExecuteMsg::SwapExactOut {
        offer: Asset::native(NET),
        legs: vec![Leg {
            pools: vec![world.class(CLASS).pool_id.unwrap()],
            amount_out: (5_000 * ONE).into(),
        }],
        from: Source::Funds {},
        to: Destination::Call { contract: world.registry.to_string(), msg: to_json_binary(hook).unwrap() },
        deadline: None,
    };
    let dave = world.addr("reporter");
    let msg = swap(&world, &hook);
    let response = world.call_pool(&dave, &msg, &coins(500 * ONE, NET)).unwrap();
    assert_eq!(attribute(&response, "deliver_credits", "seller"), dave.as_str());
    left -= expected;
    assert_eq!((bond(&world), world.credit_account(&dave, CLASS)), (left, 600 * ONE));
    let rest = world.net_account(&dave) - expected;
    assert!(rest > 400 * ONE && rest < 430 * ONE, "5,000 credits cost about 80 NET, {rest} came back");
    let position = world.position(&alice);
    assert_eq!((position.obligation.u128(), position.basis.u128()), (0, 0));
    assert_eq!((position.closing_since, position.exit_at), (None, None), "she has left");
    world.check_closings(&[&alice]);

    // Nothing is open: neither way takes anything.
    let supply = world.supply(CLASS);
    refused_with(world.send_credits(&carol, ONE, &hook, &registry), &["nothing to deliver"]);
    refused_with(world.call_pool(&dave, &msg, &coins(500 * ONE, NET)), &["nothing to deliver"]);
    assert_eq!((world.supply(CLASS), world.credit_wallet(&carol, CLASS)), (supply, 500 * ONE));
    world.unbond(&alice, left).unwrap();
}

#[test]
fn what_an_auction_does_not_take_goes_back_to_the_wallet() {
    let (mut world, alice, bob, carol) = leaving();
    world.deliver(&bob, Some(&alice), 2_000 * ONE, 1).unwrap();
    world.give(&alice, &bob, 2_400 * ONE);
    world.deliver(&bob, Some(&alice), 2_399 * ONE, 1).unwrap();
    let hook = world.delivery(Some(&alice), 1, Payout::Wallet);
    let registry = world.registry.clone();
    world.send_credits(&carol, 2_000 * ONE, &hook, &registry).unwrap();
    assert_eq!(world.credit_wallet(&carol, CLASS), 0, "2,001 were wanted");
    assert_eq!(world.closing(&alice).wanted.u128(), ONE);
    world.deliver(&bob, Some(&alice), 2 * ONE, 1).unwrap();
    assert_eq!(world.credit_account(&bob, CLASS), 0);
    assert_eq!(world.position(&alice).obligation.u128(), 0);
    world.check_closings(&[&alice]);

    // Foreign tokens are no credits, whatever they say.
    let credit = cw20::Cw20ReceiveMsg {
        sender: carol.to_string(),
        amount: ONE.into(),
        msg: to_json_binary(&hook).unwrap(),
    };
    refused_with(world.send(&carol, ExecuteMsg::Receive(credit)), &["credits"]);
}

#[test]
fn nobody_sells_below_its_own_price() {
    let (mut world, alice, bob, carol) = leaving();
    let per_credit = (world.closing(&alice).price.u128() * ONE) >> 64;
    let expected = per_credit + 1;
    let late = world.deliver(&bob, Some(&alice), ONE, expected);
    refused_with(late, &["price too low", &expected.to_string(), &per_credit.to_string()]);
    let hook = world.delivery(Some(&alice), expected, Payout::Wallet);
    let registry = world.registry.clone();
    refused_with(world.send_credits(&carol, ONE, &hook, &registry), &["price too low"]);
    world.deliver(&bob, Some(&alice), ONE, per_credit).unwrap();
    refused_with(world.deliver(&bob, Some(&alice), 0, 0), &["amount"]);
    refused_with(world.deliver(&bob, Some(&bob), ONE, 0), &["nothing to deliver"]);
    refused_with(world.deliver(&bob, None, ONE, 0), &["nothing to deliver", "reserve"]);
    world.check_closings(&[&alice]);
}
