//! What becomes of a debt that its debtor cannot pay: the class's reserve, insurance, deficit; exits into the reserve; and
//! the crank that does it.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::Payout;
use api::provider_registry::{CallRequest, ExecuteMsg, NextCallResponse, Outcome, QueryMsg};
use common::closing::worth;
use common::*;
use cosmwasm_std::{Addr, Uint128};

const DEBT: u128 = 6_400 * ONE;
/// An auction's 12 hours of rise and 24 at its end.
const ROUND: u64 = 36 * 3_600;

fn debtor(world: &mut World, name: &str, bond: u128) -> Addr {
    let alice = world.provider(name, bond, 1);
    world.mint(&alice, DEBT, Payout::Wallet).unwrap();
    world.give(&alice, &alice, DEBT);
    alice
}

/// Credits rise to twice their price, and the auction that alice's 201 NET do not bear is open and over.
fn overdue() -> (World, Addr) {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 201 * ONE);
    world.rise(4);
    world.crank(&[&alice]);
    assert!(world.position(&alice).closing_since.is_some());
    world.wait(ROUND - 1);
    world.crank(&[&alice]);
    assert_eq!(world.position(&alice).obligation.u128(), DEBT, "a second too early");
    world.wait(1);
    (world, alice)
}

#[test]
fn what_a_bond_does_not_pay_insurance_does_and_the_rest_is_deficit_until_insurance_has_more() {
    let (mut world, alice) = overdue();
    // It may give a class a tenth of what it has in a day.
    world.insure(200 * ONE);
    let supply = world.supply(CLASS);
    let taken = world.crank(&[&alice]);
    let p = world.closing_price();
    let attribute = |key: &str| -> u128 { attribute(&taken, "take_over", key).parse().unwrap() };
    assert_eq!((attribute("obligation"), attribute("bond")), (DEBT, 201 * ONE));
    // Each credit that is owed on is covered at the closing price, to the unit; no other.
    let covered = DEBT - attribute("uncovered");
    assert_eq!(attribute("insurance"), worth(p, covered) - 201 * ONE);
    assert!(worth(p, covered) <= 221 * ONE && worth(p, covered + 1) >= 221 * ONE && covered < DEBT);
    let book = world.book();
    assert_eq!((book.reserve.u128(), book.reserve_obligation.u128()), (worth(p, covered), covered));
    assert_eq!((book.deficit.u128(), world.supply(CLASS)), (DEBT - covered, supply), "nothing burns");
    assert_eq!(world.insurance(), 401 * ONE - worth(p, covered));
    assert_eq!(book.insured_today.u128(), 200 * ONE - world.insurance());
    let position = world.position(&alice);
    assert_eq!((position.bond.u128(), position.obligation.u128(), position.basis.u128()), (0, 0, 0));
    assert_eq!((position.closing_since, position.exit_at), (None, None));
    world.check_closings(&[&alice]);
    // Once, however often it is asked for.
    world.crank(&[&alice, &alice]);
    assert_eq!(world.book().deficit, book.deficit);

    // Its cap of 5 % of a million is far off, so others may mint; with a lower cap they may not.
    let mut strict = params();
    strict.closing.deficit_cap_bps = 0;
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::UpdateParams { params: strict }).unwrap();
    let carol = world.provider("carol", 1_000 * ONE, 1);
    refused_with(world.mint(&carol, ONE, Payout::Account), &["deficit"]);

    // Later income of insurance moves credits to the reserve, each with what it is worth: first a part, then all. A tenth
    // of the income, on the same day.
    let given = book.insured_today.u128();
    world.insure(50 * ONE);
    world.crank(&[]);
    let part = world.book();
    let bought = book.deficit - part.deficit;
    assert!(part.insured_today.u128() > given && part.insured_today.u128() <= 25 * ONE);
    assert!(!bought.is_zero() && !part.deficit.is_zero());
    assert_eq!(part.reserve_obligation, book.reserve_obligation + bought);
    assert!(part.reserve.u128() >= worth(world.closing_price(), part.reserve_obligation.u128()) - 1);
    world.check_closings(&[&alice, &carol]);
    world.insure(1_000 * ONE);
    world.crank(&[]);
    let mended = world.book();
    assert_eq!((mended.deficit.u128(), mended.reserve_obligation.u128()), (0, DEBT));
    assert!(mended.reserve.u128().abs_diff(worth(world.closing_price(), DEBT)) <= 2, "and no more than that");
    world.check_closings(&[&alice, &carol]);
    world.mint(&carol, ONE, Payout::Account).unwrap();
    world.check_closings(&[&alice, &carol]);
}

#[test]
fn insurance_gives_a_class_a_tenth_of_what_it_has_in_a_day() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 201 * ONE);
    // The closing price has come to where the pool stands.
    world.rise(10);
    world.crank(&[&alice]);
    world.wait(ROUND);
    world.insure(200 * ONE);
    let held = world.insurance();
    world.crank(&[&alice]);
    let (mut deficit, mut left) = (world.book().deficit.u128(), world.insurance());
    assert!(deficit > 0 && left >= held * 9 / 10 && left < held * 9 / 10 + 100, "{left} of {held}");
    let mut days = 0;
    while deficit > 0 {
        // Nothing more on the same day, however often one asks.
        world.crank(&[]);
        world.wait(DAY - world.now() % DAY - 1);
        world.crank(&[]);
        assert!(world.insurance() >= left - 100, "units that a tenth rounds to");
        left = world.insurance();
        world.wait(1);
        assert!(world.book().insured_today.is_zero());
        world.crank(&[]);
        let now = world.book().deficit.u128();
        assert!(now < deficit && world.insurance() >= left * 9 / 10, "{now} {deficit}");
        (deficit, left) = (now, world.insurance());
        world.check_closings(&[&alice]);
        days += 1;
    }
    assert!(days > 2, "{days}");
}

#[test]
fn a_debtor_that_can_pay_is_not_taken_over() {
    // A unit below 125 % of all is too little, and that unit is enough: nobody sold, and the debt is well covered.
    for missing in [1, 0] {
        let (mut world, alice) = overdue();
        let bond = world.position(&alice).bond.u128();
        let enough = (worth(world.closing_price() * 5 / 4, DEBT)).max(bond);
        world.bond(&alice, enough - missing - bond);
        let cranked = world.crank(&[&alice]);
        let kind = if missing > 0 { "take_over" } else { "end_closing" };
        assert_eq!(attribute(&cranked, kind, "provider"), alice.as_str());
        assert_eq!(world.position(&alice).closing_since, None);
        assert_eq!(world.position(&alice).obligation.is_zero(), missing > 0);
        world.check_closings(&[&alice]);
    }
}

#[test]
fn while_its_cause_is_there_an_auction_begins_again_at_the_opening_price() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 1_000 * ONE);
    world.exit(&alice).unwrap();
    for _ in 0..3 {
        world.wait(ROUND);
        assert_eq!(world.closing(&alice).price.u128(), world.closing_price() * 5 / 4);
        let cranked = world.crank(&[&alice]);
        assert_eq!(attribute(&cranked, "open_closing", "wanted"), DEBT.to_string());
        let closing = world.closing(&alice);
        assert_eq!((closing.since, closing.exiting), (world.now(), true));
        assert_eq!(closing.price.u128(), world.closing_price() * 8 / 10);
        assert_eq!(world.position(&alice).obligation.u128(), DEBT);
    }
    world.check_closings(&[&alice]);
}

/// A debtor that has accepted a called job of so many credits; the largest standard job has 400.
fn with_a_called_job(credits: u128) -> (World, Addr, u64) {
    let mut world = World::seasoned();
    world.set_standard(1, 400 * ONE);
    let alice = debtor(&mut world, "alice", 201 * ONE);
    let market = world.market.clone();
    // Until it is alice's turn: the provider of liquidity owes more, and is called more.
    let mut job_id = 0;
    loop {
        job_id += 1;
        let next: NextCallResponse = world.ask(QueryMsg::NextCall { class: CLASS.into() });
        let provider = next.provider.unwrap();
        let (class, called) = (CLASS.into(), provider.to_string());
        let request = CallRequest { job_id, class, provider: called, gpus: 1, credits: credits.into() };
        world.send(&market, ExecuteMsg::Call(request)).unwrap();
        if provider == alice {
            break;
        }
        world.send(&market, ExecuteMsg::EndCall { job_id, ignored: false }).unwrap();
    }
    world.accept(job_id, &alice, 1, 10 * ONE);
    (world, alice, job_id)
}

#[test]
fn what_is_called_stays_out_of_a_takeover_until_the_job_ends() {
    let (mut world, alice, job_id) = with_a_called_job(400 * ONE);
    let locked = world.position(&alice).called_locked.u128();
    assert!(locked > 0);
    world.rise(4);
    world.crank(&[&alice]);
    world.wait(ROUND);
    let taken = world.crank(&[&alice]);
    assert_eq!(attribute(&taken, "take_over", "obligation"), (6_000 * ONE).to_string());
    assert_eq!(attribute(&taken, "take_over", "bond"), (201 * ONE - locked).to_string());
    let position = world.position(&alice);
    assert_eq!((position.bond.u128(), position.called_locked.u128()), (locked, locked));
    assert_eq!((position.obligation.u128(), position.closing_since), (400 * ONE, Some(world.now())));
    assert!(!position.callable);
    world.check_closings(&[&alice]);

    // Still running at the end of the next round: nothing to take.
    world.wait(ROUND);
    world.crank(&[&alice]);
    assert_eq!(world.position(&alice).obligation.u128(), 400 * ONE);
    world.send(&world.market.clone(), ExecuteMsg::Outcome { job_id, outcome: Outcome::Refunded {} }).unwrap();
    world.check_closings(&[&alice]);
    for _ in 0..2 {
        world.crank(&[&alice]);
        world.wait(ROUND);
    }
    let position = world.position(&alice);
    assert!(position.obligation.is_zero() || position.bond.u128() >= worth(world.closing_price(), 400 * ONE));
    assert_eq!((position.called_locked.u128(), position.called_credits.u128()), (0, 0));
    world.check_closings(&[&alice]);
}

/// Too little for a standard job: with a top-up it would be owed for ever, and nobody could be called for it.
#[test]
fn what_stays_of_a_takeover_is_closed_if_it_is_too_small_to_be_called() {
    let (mut world, alice, job_id) = with_a_called_job(100 * ONE);
    world.rise(4);
    world.crank(&[&alice]);
    world.wait(ROUND);
    let taken = world.crank(&[&alice]);
    assert_eq!(attribute(&taken, "take_over", "obligation"), (6_300 * ONE).to_string());
    let position = world.position(&alice);
    assert_eq!((position.obligation.u128(), position.ignored_credits.u128()), (100 * ONE, 100 * ONE));
    world.bond(&alice, 1_000 * ONE);
    assert_eq!(world.closing(&alice).wanted.u128(), 100 * ONE, "however well covered");
    world.check_closings(&[&alice]);
    let outcome = Outcome::Settled { take: ONE.into(), redeem: Uint128::zero() };
    world.send(&world.market.clone(), ExecuteMsg::Outcome { job_id, outcome }).unwrap();
    assert_eq!(world.closing(&alice).wanted.u128(), 100 * ONE, "it was paid in credits and owes them yet");
    let redeem = ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: (100 * ONE).into() };
    world.send(&alice, redeem).unwrap();
    assert_eq!(world.position(&alice).closing_since, None);
    world.check_closings(&[&alice]);
}

#[test]
fn the_reserve_buys_in_rounds_and_each_ends_with_every_credit_covered() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 1_000 * ONE);
    world.exit(&alice).unwrap();
    let at = world.now();
    world.wait(30 * DAY - 1);
    refused_with(world.complete_exit(&alice), &["30 days", &(at + 30 * DAY).to_string()]);
    world.wait(1);
    world.complete_exit(&alice).unwrap();
    let opened = world.now();
    let (before, p) = (world.book(), world.closing_price());
    let basis = worth(p, DEBT).max(100 * ONE);
    assert!(before.reserve.u128().abs_diff(basis * 12 / 10) <= 10, "120 % of worth and basis");
    let closing = before.reserve_closing.unwrap();
    assert_eq!((closing.since, closing.ends_at, closing.wanted.u128()), (opened, opened + ROUND, DEBT));
    assert!(closing.price.u128().abs_diff(p * 8 / 10) <= 1);
    refused_with(world.complete_exit(&alice), &["expected one asked for 30 days ago"]);

    // From the opening price to what there is for each: 120 %, not 125 %.
    world.deliver(&alice, None, 400 * ONE, 1).unwrap();
    world.wait(12 * 3_600);
    let book = world.book();
    let share = (book.reserve.u128() << 64) / book.reserve_obligation.u128();
    let price = book.reserve_closing.unwrap().price.u128();
    assert!(price == share.min(book.closing_price.u128() * 5 / 4), "{price} of {share}");
    world.deliver(&alice, None, 1_000 * ONE, 1).unwrap();
    world.check_closings(&[&alice]);

    // The price rises until the reserve is short: the round's end claims what is missing, and a new one begins.
    world.insure(10_000 * ONE);
    world.wait(ROUND - 12 * 3_600 - 1);
    world.crank(&[]);
    assert_eq!(world.book().reserve_closing.unwrap().since, opened);
    world.wait(1);
    world.rise(3);
    let insurance = world.insurance();
    let book = world.book();
    assert!(book.reserve_closing.clone().unwrap().since > opened);
    world.wait(ROUND);
    let short = world.book();
    let missing = worth(short.closing_price.u128(), 5_000 * ONE).saturating_sub(short.reserve.u128());
    world.crank(&[]);
    let ended = world.book();
    assert_eq!((ended.deficit.u128(), ended.reserve_obligation.u128()), (0, 5_000 * ONE));
    assert_eq!(insurance - world.insurance(), missing);
    assert!(missing > 0, "the test is about that");
    assert_eq!(ended.reserve_closing.unwrap().since, world.now());
    world.check_closings(&[&alice]);

    // Without insurance what is not covered is owed by nobody; the last delivery closes the reserve's auction.
    let all = world.deliver(&alice, None, DEBT, 1).unwrap();
    assert_eq!(attribute(&all, "deliver_credits", "amount"), (5_000 * ONE).to_string());
    let book = world.book();
    assert!(book.reserve_closing.is_none() && book.reserve.u128() > 0, "what is over stays for the class");
    world.check_closings(&[&alice]);
}

#[test]
fn what_exits_leave_over_buys_against_the_deficit() {
    let (mut world, alice) = overdue();
    world.crank(&[&alice]);
    let deficit = world.book().deficit.u128();
    assert!(deficit > 0);
    let carol = world.addr("carol");
    world.send(&carol, ExecuteMsg::Register { metadata: "carol".into() }).unwrap();
    world.bond(&carol, 20_000 * ONE);
    world.offer(&carol, 1).unwrap();
    world.mint(&carol, DEBT, Payout::Account).unwrap();
    world.exit(&carol).unwrap();
    world.wait(30 * DAY);
    world.crank(&[]);
    let before = world.book();
    assert!(before.deficit.u128() > 0);
    world.complete_exit(&carol).unwrap();
    world.crank(&[]);
    let after = world.book();
    assert!(after.deficit < before.deficit, "a fifth more than it is worth came");
    assert!(after.reserve.u128() >= worth(after.closing_price.u128(), after.reserve_obligation.u128()) - 1);
    world.check_closings(&[&alice, &carol]);
}

#[test]
fn a_crank_takes_16_providers_and_passes_over_whom_it_does_not_know() {
    let mut world = World::seasoned();
    let alice = debtor(&mut world, "alice", 201 * ONE);
    world.rise(4);
    let strangers: Vec<Addr> = (0..17).map(|i| world.addr(&format!("stranger {i}"))).collect();
    let all: Vec<&Addr> = strangers.iter().collect();
    refused_with(world.try_crank(&all), &["providers", "16", "17"]);
    let mut named = all.get(..15).unwrap().to_vec();
    named.push(&alice);
    world.crank(&named);
    assert!(world.position(&alice).closing_since.is_some());
    let known: Vec<_> = all.iter().filter(|who| world.position(who).closing_since.is_some()).collect();
    assert!(known.is_empty());
    let msg = ExecuteMsg::Crank { class: CLASS.into(), providers: vec!["no address".into()] };
    refused_with(world.send(&alice, msg), &["providers"]);
    let msg = ExecuteMsg::Crank { class: "no class".into(), providers: vec![] };
    refused_with(world.send(&alice, msg), &["class"]);
    world.check_closings(&[&alice]);
}
