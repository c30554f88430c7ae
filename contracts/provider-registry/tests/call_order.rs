//! Who is called next, and what excuses from a call.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod common;

use api::common::Payout;
use api::provider_registry::{CallOrderResponse, ExecuteMsg, LockResponse, Outcome, QueryMsg};
use common::calls::*;
use common::*;
use cosmwasm_std::{Addr, Uint128};
use provider_registry::error::{CallError, ContractError};

#[test]
fn calls_fall_by_what_is_owed_however_it_is_split() {
    let mut world = new_world();
    let whole = debtor(&mut world, "alice", 4, 4 * JOB);
    let parts = ["bob", "carol", "client", "reporter"].map(|name| debtor(&mut world, name, 1, JOB));
    let everyone = [&whole, &parts[0], &parts[1], &parts[2], &parts[3]];
    assert_eq!(calls(&mut world, 1, 16, &everyone), [8, 2, 2, 2, 2]);
    // Three times the debt, three times the calls.
    world.mint(&parts[0], 2 * JOB, Payout::Account).unwrap();
    assert_eq!(calls(&mut world, 17, 50, &everyone), [20, 15, 5, 5, 5]);
    let entries = order(&world).entries;
    let page = |after: Option<&Addr>| {
        let start_after = after.map(ToString::to_string);
        let msg = QueryMsg::CallOrder { class: CLASS.into(), start_after, limit: Some(2) };
        world.ask::<CallOrderResponse>(msg).entries
    };
    assert_eq!(page(None), entries[..2]);
    assert_eq!(page(Some(&entries[1].provider)), entries[2..4]);
    assert_eq!(page(Some(&entries[4].provider)), []);
}

#[test]
fn a_newcomer_and_one_that_comes_back_neither_gain_nor_lose() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 1, JOB);
    calls(&mut world, 1, 10, &[&alice]);
    let bob = debtor(&mut world, "bob", 1, JOB);
    assert_eq!(calls(&mut world, 11, 10, &[&alice, &bob]), [5, 5]);
    let redeem = |amount: u128| ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: amount.into() };
    world.send(&bob, redeem(JOB)).unwrap();
    assert_eq!(order(&world).entries.len(), 1);
    calls(&mut world, 21, 10, &[&alice]);
    world.mint(&bob, JOB, Payout::Account).unwrap();
    assert_eq!(calls(&mut world, 31, 10, &[&alice, &bob]), [5, 5]);
}

/// A job that ends without a verdict costs whoever asked for it nothing, who may be the one that was called.
#[test]
fn a_called_job_that_ends_without_a_verdict_was_no_call() {
    let mut world = new_world();
    let [alice, bob] = ["alice", "bob"].map(|name| debtor(&mut world, name, 1, 10 * JOB));
    calls(&mut world, 1, 4, &[&alice, &bob]);
    let first = next(&world).unwrap();
    let before = order(&world).entries;
    for job_id in 5..8 {
        assert_eq!(next(&world), Some(first.clone()));
        call(&mut world, job_id, &first, 1, JOB).unwrap();
        assert_ne!(next(&world), Some(first.clone()));
        world.accept(job_id, &first, 1, ONE);
        let in_order = order(&world).entries.iter().any(|entry| entry.provider == first);
        assert_eq!(in_order, job_id > 5, "its one GPU excuses it once");
        outcome(&mut world, job_id).unwrap();
        assert_eq!(order(&world).entries, before);
        assert_eq!(world.position(&first).calls_to_settle, 16);
    }
}

#[test]
fn calls_excuse_again_once_enough_called_jobs_are_settled() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 1, 40 * JOB);
    let run = |world: &mut World, job_id: u64, outcome: Outcome| {
        call(world, job_id, &alice, 1, JOB).unwrap();
        world.accept(job_id, &alice, 1, ONE);
        let callable = world.position(&alice).callable;
        world.send(&world.market.clone(), ExecuteMsg::Outcome { job_id, outcome }).unwrap();
        (callable, world.position(&alice).calls_to_settle)
    };
    let settled = || Outcome::Settled { take: Uint128::zero(), redeem: Uint128::zero() };
    // A client that withholds its input pays for that, and its provider does not.
    assert_eq!(run(&mut world, 1, Outcome::Cancelled {}), (false, 0));
    assert_eq!(run(&mut world, 2, settled()), (false, 0));
    assert_eq!(run(&mut world, 3, Outcome::Refunded {}), (false, 16));
    assert_eq!(run(&mut world, 4, Outcome::Refunded {}), (true, 16));
    assert_eq!(run(&mut world, 5, Outcome::Cancelled {}), (true, 16));
    for left in (0..16).rev() {
        assert_eq!(run(&mut world, 100 - left, settled()), (true, u32::try_from(left).unwrap()));
    }
    assert_eq!(run(&mut world, 101, settled()), (false, 0));
}

#[test]
fn a_call_at_a_small_debt_excuses_from_no_larger_part_of_a_large_one() {
    let mut world = new_world();
    let honest = debtor(&mut world, "bob", 10, 100 * JOB);
    let thief = debtor(&mut world, "alice", 10, JOB);
    // All it owes is called, and then it owes as much as the honest one.
    let mut job_id = 0;
    while calls(&mut world, job_id, 1, &[&thief]) == [0] {
        job_id += 1;
    }
    world.mint(&thief, 99 * JOB, Payout::Account).unwrap();
    let fallen = calls(&mut world, 1_000, 20, &[&honest, &thief]);
    assert!(fallen[0].abs_diff(fallen[1]) <= 2, "{fallen:?}");
    // Nor does redeeming all but a job, being called and minting again.
    let redeem = ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: (99 * JOB).into() };
    world.send(&thief, redeem).unwrap();
    while calls(&mut world, 2_000 + job_id, 1, &[&thief]) == [0] {
        job_id += 1;
    }
    world.mint(&thief, 99 * JOB, Payout::Account).unwrap();
    let fallen = calls(&mut world, 3_000, 20, &[&honest, &thief]);
    assert!(fallen[0].abs_diff(fallen[1]) <= 2, "{fallen:?}");
}

#[test]
fn jail_and_absence_do_not_excuse() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 2, JOB);
    world.accept(1, &alice, 1, ONE);
    let fault = fraud(&world);
    world.fault(1, fault).unwrap();
    world.wait(3_600);
    assert_eq!(next(&world), Some(alice.clone()));
    call(&mut world, 2, &alice, 1, JOB).unwrap();
    let request = world.lock_request(2, &alice, 1, ONE);
    refused_with(world.lock(request), &["is in jail"]);
    let response = end(&mut world, 2, true).unwrap();
    assert_eq!(attribute(&response, "end_call", "ignored_credits"), JOB.to_string());
    assert_eq!(world.position(&alice).closing_since, Some(world.now()));
}

#[test]
fn only_gpus_in_called_jobs_excuse() {
    let mut world = World::new();
    standard(&mut world, 2, JOB);
    let alice = debtor(&mut world, "alice", 2, 5 * JOB);
    world.accept(1, &alice, 2, ONE);
    assert_eq!(next(&world), Some(alice.clone()), "jobs of one's own will do not");
    world.settle(1, 0, 0).unwrap();

    call(&mut world, 2, &alice, 2, JOB).unwrap();
    assert_eq!((next(&world), world.position(&alice).callable), (None, false));
    world.accept(2, &alice, 2, ONE);
    assert_eq!(next(&world), None);
    world.settle(2, 0, 0).unwrap();
    assert_eq!(next(&world), Some(alice.clone()));
    let position = world.position(&alice);
    assert_eq!((position.called_gpus, position.called_credits.u128(), position.busy), (0, 0, 0));

    world.offer(&alice, 4).unwrap();
    call(&mut world, 3, &alice, 1, JOB).unwrap();
    assert_eq!(order(&world).entries[0].gpus, 3);
    assert_eq!(order(&world).entries[0].callable.u128(), 5 * JOB);
}

/// At most one job is called beyond what is owed.
#[test]
fn a_small_call_excuses_from_no_large_one() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 4, JOB);
    call(&mut world, 1, &alice, 1, ONE).unwrap();
    assert_eq!(order(&world).entries[0].callable.u128(), JOB);
    assert_eq!(order(&world).entries[0].gpus, 3);
    call(&mut world, 2, &alice, 1, JOB).unwrap();
    assert_eq!((next(&world), world.position(&alice).callable), (None, false), "more is called than it owes");
    for job_id in [1, 2] {
        world.accept(job_id, &alice, 1, ONE);
    }
    assert_eq!(next(&world), None);
    world.settle(1, 0, 0).unwrap();
    assert_eq!(next(&world), None, "all it owes is called");
    world.settle(2, 0, 0).unwrap();
    assert_eq!(next(&world), Some(alice));
}

/// Else a result without a verdict would excuse for as long as one may take.
#[test]
fn a_result_that_waits_for_its_verdict_keeps_its_bond_and_no_gpus() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 1, 5 * JOB);
    call(&mut world, 1, &alice, 1, JOB).unwrap();
    world.accept(1, &alice, 1, ONE);
    assert_eq!(next(&world), None, "its one GPU is busy");
    let market = world.market.clone();
    let free = |world: &mut World| world.send(&market, ExecuteMsg::FreeGpus { job_id: 1 });
    let freed = free(&mut world).unwrap();
    let expected = [("class", CLASS), ("provider", alice.as_str()), ("job_id", "1"), ("gpus", "1")];
    assert_eq!(event(&freed, "free_gpus"), expected);
    let position = world.position(&alice);
    assert_eq!((position.busy, position.called_gpus, position.called_credits.u128()), (0, 0, JOB));
    assert_eq!(position.called_locked.u128(), ONE, "its lock stays until the verdict");
    let lock: LockResponse = world.ask(QueryMsg::Lock { job_id: 1 });
    assert_eq!((lock.amount.u128(), lock.gpus, lock.called), (ONE, 0, true));
    // Said twice it changes nothing.
    let again = free(&mut world).unwrap();
    assert_eq!(attribute(&again, "free_gpus", "gpus"), "0");
    assert_eq!(world.position(&alice), position);

    // With nothing owed and no GPUs offered, its bond is bound all the same.
    let leave = || ExecuteMsg::Leave {};
    let redeem = ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: (5 * JOB).into() };
    world.send(&alice, redeem).unwrap();
    world.offer(&alice, 0).unwrap();
    refused_with(world.send(&alice, leave()), &["100000000 called, 1000000 NET locked, 0 GPUs offered"]);
    world.offer(&alice, 1).unwrap();
    world.mint(&alice, 5 * JOB, Payout::Account).unwrap();

    // The GPU is there for the next call.
    assert_eq!(next(&world), Some(alice.clone()));
    call(&mut world, 2, &alice, 1, JOB).unwrap();
    world.accept(2, &alice, 1, ONE);
    assert_eq!((next(&world), world.position(&alice).busy), (None, 1));
    world.settle(1, 0, 0).unwrap();
    assert_eq!((next(&world), world.position(&alice).busy), (None, 1), "the second job's");
    world.settle(2, 0, 0).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.busy, position.called_gpus, position.called_credits.u128()), (0, 0, 0));
    assert_eq!(position.called_locked.u128(), 0);
    let gone = world.send(&market, ExecuteMsg::FreeGpus { job_id: 1 });
    refused(gone, ContractError::UnknownLock { job_id: 1 });
}

/// Its lock is slashed as if its GPUs were busy yet, and they are not freed twice.
#[test]
fn a_result_that_waited_for_its_verdict_is_slashed_like_any() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 2, 5 * JOB);
    world.accept(1, &alice, 1, ONE);
    call(&mut world, 2, &alice, 1, JOB).unwrap();
    world.accept(2, &alice, 1, ONE);
    let bond = world.position(&alice).bond.u128();
    let market = world.market.clone();
    world.send(&market, ExecuteMsg::FreeGpus { job_id: 2 }).unwrap();
    assert_eq!(world.position(&alice).busy, 1, "the first job's");
    let fault = fraud(&world);
    world.fault(2, fault).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.bond.u128(), position.called_locked.u128()), (bond - ONE, 0));
    assert_eq!((position.busy, position.called_gpus, position.called_credits.u128()), (1, 0, 0));
}

#[test]
fn a_larger_standard_job_leaves_the_order_to_be_touched() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 2, JOB);
    standard(&mut world, 4, 3 * JOB);
    refused(
        call(&mut world, 1, &alice, 4, 3 * JOB),
        CallError::NotCallable {
            address: alice.clone(),
            credits: JOB,
            gpus: 2,
            got_credits: 3 * JOB,
            got_gpus: 4,
        }
        .into(),
    );
    let touch = |who: &Addr| ExecuteMsg::Touch { provider: who.to_string(), class: CLASS.into() };
    world.send(&alice, touch(&alice)).unwrap();
    assert_eq!(next(&world), None);
    let lp = world.addr("lp");
    assert!(!world.position(&lp).callable, "it minted before there was a standard job");
    standard(&mut world, 1, JOB);
    world.send(&alice, touch(&lp)).unwrap();
    assert_eq!(next(&world), Some(lp));
}
