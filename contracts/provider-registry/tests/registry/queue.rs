//! Who is called: the first callable debtor of the queue, which is in order of `due` and then of sequence.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use crate::common::calls::*;
use crate::common::prices::Says;
use crate::common::*;
use api::common::Payout;
use api::provider_registry::{CallRequest, QueryMsg, QueueResponse};
use cosmwasm_std::Addr;
use provider_registry::error::ContractError;

/// What a call of one GPU adds to the `due` of who owes so much: ⌈8,000 s · 14 d · 10^6 / n⌉.
fn pause(owed: u128) -> u64 {
    u64::try_from((u128::from(SERVE * 14 * DAY) * ONE).div_ceil(owed)).unwrap()
}

fn three(world: &mut World) -> [Addr; 3] {
    ["alice", "bob", "carol"].map(|name| world.debtor(name, 2, JOB))
}

fn nobody(world: &World, request: &CallRequest, looked: usize) -> ContractError {
    ContractError::NobodyToCall {
        job_id: request.job_id,
        class: CLASS.into(),
        looked,
        now: world.now(),
        credits: request.credits.u128(),
        gpus: request.gpus,
        min_damages: request.min_damages.u128(),
    }
}

#[test]
fn newcomers_stand_in_the_order_in_which_they_came() {
    let mut world = World::quiet();
    let [alice, bob, carol] = three(&mut world);
    assert_eq!(world.queue(), [alice.clone(), bob.clone(), carol.clone()]);
    assert_eq!([1, 2, 3].map(|job_id| world.call(job_id, JOB / 2)), [alice, bob, carol]);
    world.check_books();
}

#[test]
fn a_call_puts_due_off_by_the_time_that_serves_the_whole_debt_once_per_horizon() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 4, JOB);
    world.wait(100);
    let now = world.now();
    assert_eq!(pause(JOB), 1_512_000);
    world.call(1, JOB / 4);
    assert_eq!(world.position(&alice).due, now + 1_512_000);
    // Called credits count in n, as long as they are owed.
    world.wait(1_512_000);
    let request = CallRequest { gpus: 2, ..world.call_request(2, JOB / 4) };
    world.begin_call(request).unwrap();
    assert_eq!(world.position(&alice).due, world.now() + 2 * 1_512_000);
    // What was served is owed no more.
    let market = world.market.clone();
    for job_id in [1, 2] {
        world.transfer(&alice, &market, JOB / 4);
        world.settle(job_id, 0, JOB / 4).unwrap();
    }
    world.wait(2 * 1_512_000);
    world.call(3, JOB / 4);
    assert_eq!(world.position(&alice).due, world.now() + 2 * 1_512_000);
    world.check_books();
}

#[test]
fn nobody_is_called_before_its_due() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 4, JOB);
    world.call(1, ONE);
    let due = world.position(&alice).due;
    world.wait(pause(JOB) - 1);
    let request = world.call_request(2, ONE);
    refused(world.begin_call(request.clone()), nobody(&world, &request, 0));
    world.wait(1);
    assert_eq!(world.now(), due);
    assert_eq!(world.call(2, ONE), alice);
}

#[test]
fn who_is_skipped_keeps_its_place() {
    let mut world = World::quiet();
    let small = world.debtor("alice", 1, JOB);
    let [big, other] = ["bob", "carol"].map(|name| world.debtor(name, 8, 4 * JOB));
    let before = world.position(&small);
    // Too few credits; too few GPUs.
    assert_eq!(world.call(1, 2 * JOB), big);
    let request = CallRequest { gpus: 2, ..world.call_request(2, ONE) };
    world.begin_call(request).unwrap();
    assert_eq!(world.job_call(2).provider, other);
    assert_eq!(world.position(&small), before);
    assert_eq!(world.queue()[0], small);
    assert_eq!(world.call(3, ONE), small);
}

#[test]
fn a_debtor_is_not_called_for_more_gpus_than_are_offered_and_not_in_called_jobs() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 3, 8 * JOB);
    let call = |world: &mut World, job_id, gpus| {
        let request = CallRequest { gpus, ..world.call_request(job_id, ONE) };
        let refusal = nobody(world, &request, 1);
        (world.begin_call(request), refusal)
    };
    call(&mut world, 1, 2).0.unwrap();
    world.wait(2 * pause(JOB));
    let (result, refusal) = call(&mut world, 2, 2);
    refused(result, refusal);
    assert_eq!(world.position(&alice).called_gpus, 2);
    // Accepted or not, they stay called until the job ends.
    let request = world.called_request(1, &alice, 2);
    world.lock(request).unwrap();
    let (result, refusal) = call(&mut world, 2, 2);
    refused(result, refusal);
    world.end(1, api::provider_registry::JobEnd::Released {}).unwrap();
    assert_eq!(world.position(&alice).called_gpus, 0);
    call(&mut world, 2, 2).0.unwrap();
    // GPUs busy with other jobs excuse nobody.
    world.end(2, api::provider_registry::JobEnd::Released {}).unwrap();
    world.wait(2 * pause(JOB));
    world.accept(9, &alice, 3, ONE);
    call(&mut world, 3, 3).0.unwrap();
}

#[test]
fn damages_below_what_the_owner_wants_skip_a_debtor() {
    let mut world = World::quiet();
    let [alice, bob, _] = three(&mut world);
    // Credits are worth 100 NET now, and bob's are collateralised by 200.
    world.pool_says(Says { half_hour: Some(-8), ..Says::all(1 << 40, -8) });
    let cheap = world.price().call.u128();
    assert_eq!(cheap, ONE / 256);
    let request = CallRequest { min_damages: (25 * ONE + 1).into(), ..world.call_request(1, JOB) };
    refused(world.begin_call(request.clone()), nobody(&world, &request, 3));
    let request = CallRequest { min_damages: (25 * ONE).into(), ..request };
    world.begin_call(request).unwrap();
    assert_eq!(world.job_call(1).provider, alice);
    // When credits are dear, the collateral is what bounds them.
    world.pool_says(Says::all(1 << 40, 0));
    let request = CallRequest { min_damages: (200 * ONE + 1).into(), ..world.call_request(2, JOB) };
    refused(world.begin_call(request.clone()), nobody(&world, &request, 2));
    let request = CallRequest { min_damages: (200 * ONE).into(), ..request };
    world.begin_call(request).unwrap();
    assert_eq!(world.job_call(2).provider, bob);
}

#[test]
fn only_the_first_debtors_are_looked_at_and_the_caller_says_how_many() {
    let mut world = World::quiet();
    let small = ["alice", "bob", "carol"].map(|name| world.debtor(name, 1, ONE));
    let big = world.debtor("client", 1, JOB);
    for look in [1, 3] {
        let request = CallRequest { look, ..world.call_request(1, JOB) };
        refused(world.begin_call(request.clone()), nobody(&world, &request, look as usize));
    }
    let request = CallRequest { look: 4, ..world.call_request(1, JOB) };
    world.begin_call(request).unwrap();
    assert_eq!(world.job_call(1).provider, big);
    assert_eq!(world.queue()[..3], small);
}

#[test]
fn rests_below_the_least_standard_job_stand_in_no_queue() {
    let mut world = World::quiet();
    world.set_standard(Some((1, JOB / 2, JOB)));
    let [alice, bob, carol] = three(&mut world);
    // A call leaves less than the least job to alice, and exactly it to bob.
    assert_eq!(world.call(1, JOB / 2 + 1), alice);
    assert_eq!(world.queue(), [bob.clone(), carol.clone()]);
    assert_eq!(world.call(2, JOB / 2), bob);
    assert_eq!(world.queue(), [carol.clone(), bob.clone()]);
    // Called back by a job that ends without fault, at the `due` that its call gave it, and its old number.
    world.end(1, api::provider_registry::JobEnd::Released {}).unwrap();
    assert_eq!(world.queue(), [carol, alice, bob]);
    world.check_books();
}

#[test]
fn other_standard_jobs_move_a_debt_in_the_queue_with_its_next_touch() {
    let mut world = World::quiet();
    let [alice, bob, carol] = three(&mut world);
    world.mint(&carol, JOB, Payout::Account).unwrap();
    world.set_standard(Some((1, 2 * JOB, 2 * JOB)));
    assert_eq!(world.queue().len(), 3, "not yet");
    for who in [&alice, &bob, &carol] {
        world.touch(who);
    }
    assert_eq!(world.queue(), std::slice::from_ref(&carol));
    world.set_standard(Some((1, 1, JOB)));
    for who in [&carol, &bob, &alice] {
        world.touch(who);
    }
    assert_eq!(world.queue(), [alice, bob, carol]);
    world.check_books();
}

#[test]
fn a_newcomer_joins_at_the_turn_behind_those_who_were_due_before() {
    let mut world = World::quiet();
    let start = world.class(CLASS).turn;
    let [alice, bob, _] = three(&mut world);
    world.wait(1_000);
    assert_eq!(world.class(CLASS).turn, start, "nobody was called");
    let client = world.debtor("client", 2, JOB);
    assert_eq!(world.position(&client).due, start);
    assert_eq!(world.queue()[3], client);
    // Alice is called twice: the turn is the due that it had when it was called last.
    world.call(1, ONE);
    assert_eq!(world.class(CLASS).turn, start);
    for job_id in 2..5 {
        world.call(job_id, ONE);
    }
    world.wait(pause(JOB));
    let due = world.position(&alice).due;
    assert_eq!(world.call(5, ONE), alice);
    assert_eq!(world.class(CLASS).turn, due);
    let reporter = world.debtor("reporter", 2, JOB);
    assert_eq!(world.position(&reporter).due, due);
    assert_eq!(world.queue()[0], bob, "due as early, and there before");
    assert_eq!(world.queue()[3], reporter);
    world.check_books();
}

#[test]
fn minting_moves_a_debt_forward_in_proportion_and_never_back() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 4, JOB);
    let start = world.class(CLASS).turn;
    world.call(1, ONE);
    let due = world.position(&alice).due;
    world.mint(&alice, 3 * JOB, Payout::Account).unwrap();
    // A quarter of the way from the turn is left, rounded down.
    assert_eq!(world.position(&alice).due, start + (due - start) / 4);
    world.wait(due - start);
    let before = world.position(&alice).due;
    assert_eq!(world.call(2, ONE), alice);
    world.end(2, api::provider_registry::JobEnd::Released {}).unwrap();
    let after = world.position(&alice).due;
    assert!(after > before && world.class(CLASS).turn == before);
    // Redeeming does not move it; redeeming everything and minting again puts it behind all who are due.
    world.end(1, api::provider_registry::JobEnd::Released {}).unwrap();
    world.redeem(&alice, JOB).unwrap();
    assert_eq!(world.position(&alice).due, after);
    let bob = world.debtor("bob", 1, JOB);
    world.redeem(&alice, 3 * JOB).unwrap();
    assert_eq!(world.queue(), std::slice::from_ref(&bob));
    world.mint(&alice, JOB, Payout::Account).unwrap();
    assert_eq!(world.queue(), [bob, alice.clone()]);
    assert_eq!(world.position(&alice).due, before);
}

#[test]
fn the_queue_is_listed_page_by_page() {
    let mut world = World::quiet();
    let all = three(&mut world);
    let page = |start_after: Option<&Addr>, limit| {
        let start_after = start_after.map(ToString::to_string);
        world
            .ask::<QueueResponse>(QueryMsg::Queue { class: CLASS.into(), order: None, start_after, limit })
            .entries
    };
    let first = &page(None, Some(1))[0];
    assert_eq!((first.provider.clone(), first.gpus), (all[0].clone(), 2));
    assert_eq!((first.open.u128(), first.collateral.u128()), (JOB, 200 * ONE));
    assert_eq!(first.due, world.class(CLASS).turn);
    let rest: Vec<_> = page(Some(&all[0]), None).into_iter().map(|entry| entry.provider).collect();
    assert_eq!(rest, all[1..]);
    assert_eq!(page(Some(&all[2]), None), []);
}
