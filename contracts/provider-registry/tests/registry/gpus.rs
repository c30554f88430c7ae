//! GPUs offered, and how many count as proven.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::{CommonError, Payout};
use api::provider_registry::{AdmissionProof, ExecuteMsg, JobEnd, LockRequest};
use cosmwasm_std::Addr;
use credit::RuleError;
use provider_registry::error::ContractError;

fn offer_msg(class: &str, gpus: u32, admission: Option<AdmissionProof>) -> ExecuteMsg {
    ExecuteMsg::OfferGpus { class: class.into(), gpus, admission }
}

fn proven(world: &World, class: &str) -> u64 {
    world.class(class).proven_gpus
}

fn touch(world: &mut World, provider: &Addr, class: &str) {
    let msg = ExecuteMsg::Touch { provider: provider.to_string(), class: class.into() };
    let anyone = world.addr("carol");
    world.send(&anyone, msg).unwrap();
}

#[test]
fn offer_not_below_what_is_busy_what_the_debt_needs_or_what_a_standard_job_needs() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 200_000 * ONE, 4);
    world.accept(1, &alice, 3, ONE);
    refused(world.offer(&alice, 2), RuleError::BusyGpus { expected: 3, got: 2 }.into());
    let capacity = 14 * u128::from(DAY) * ONE;
    world.mint(&alice, 3 * capacity + 1, Payout::Account).unwrap();
    refused(
        world.offer(&alice, 3),
        RuleError::Capacity { capacity: 3 * capacity, gpus: 3, horizon: 14 * DAY, got: 3 * capacity + 1 }
            .into(),
    );
    world.redeem(&alice, 1).unwrap();
    world.offer(&alice, 3).unwrap();
    world.settle(1, 0, 0).unwrap();
    world.redeem(&alice, 3 * capacity - ONE).unwrap();
    world.set_standard(Some((2, ONE, ONE)));
    refused(world.offer(&alice, 1), RuleError::StandardGpus { expected: 2, got: 1 }.into());
    world.offer(&alice, 2).unwrap();
    // What is called is still owed.
    world.call(2, ONE);
    refused(world.offer(&alice, 1), RuleError::StandardGpus { expected: 2, got: 1 }.into());
    world.transfer(&alice, &world.market.clone(), ONE);
    world.settle(2, 0, ONE).unwrap();
    world.offer(&alice, 0).unwrap();
}

#[test]
fn offer_refuses_strangers_unknown_classes_and_too_many() {
    let mut world = World::new();
    let (alice, bob) = (world.provider("alice", ONE, 0), world.addr("bob"));
    refused(world.offer(&bob, 1), ContractError::NotRegistered { address: bob });
    let bounds = CommonError::Bounds { field: "gpus", expected: "0 to 65536".into(), got: "65537".into() };
    refused(world.offer(&alice, 65_537), bounds.into());
    refused(
        world.send(&alice, offer_msg("nowhere", 1, None)),
        ContractError::UnknownClass { class: "nowhere".into() },
    );
}

#[test]
fn a_newcomer_counts_one_gpu_if_its_bond_covers_it() {
    let mut world = World::new();
    let start = proven(&world, CLASS);
    let alice = world.provider("alice", ONE - 1, 4);
    assert_eq!(proven(&world, CLASS), start);
    world.bond(&alice, 1);
    assert_eq!(proven(&world, CLASS), start + 1);
    assert_eq!(world.position(&alice).proven_gpus, 1);
    world.withdraw(&alice, 1, Payout::Wallet).unwrap();
    assert_eq!(proven(&world, CLASS), start);
}

#[test]
fn gpus_busy_at_once_on_verified_jobs_are_proven() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 10);
    let start = proven(&world, CLASS);
    for (job_id, gpus) in [(1, 2), (2, 3), (3, 1)] {
        world.accept(job_id, &alice, gpus, ONE);
    }
    world.wait(600);
    world.settle(1, 0, 0).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 3, "2 and the newcomer's one");
    world.settle(2, 0, 0).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 6, "2 + 3 of the 5 then busy");
    world.settle(3, 0, 0).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 7);
    assert_eq!(proven(&world, CLASS), start + 6);
    world.offer(&alice, 4).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 4, "never more than are offered");
}

#[test]
fn jobs_one_after_another_or_unverified_prove_no_more_than_one_gpu() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 10);
    for job_id in 1..=5 {
        world.accept(job_id, &alice, 1, ONE);
        world.wait(600);
        world.settle(job_id, 0, 0).unwrap();
    }
    assert_eq!(world.position(&alice).proven_gpus, 2);
    for job_id in 10..15 {
        world.accept(job_id, &alice, 1, ONE);
    }
    for job_id in 10..14 {
        world.end(job_id, JobEnd::Released {}).unwrap();
    }
    world.settle(14, 0, 0).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 2, "five were busy, one was verified");
}

#[test]
fn only_ten_minutes_paid_and_passed_under_others_verdict_prove_gpus() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 100 * ONE, 10);
    let cases = [(599, 600, true, 1), (600, 599, true, 1), (600, 600, false, 1), (600, 600, true, 6)];
    for (job_id, (seconds, passed, proves_gpus, proven)) in (1..).zip(cases) {
        world.send(&alice, ExecuteMsg::Heartbeat {}).unwrap();
        let request = LockRequest { seconds, proves_gpus, ..world.lock_request(job_id, &alice, 5, ONE) };
        world.lock(request).unwrap();
        world.wait(passed);
        world.settle(job_id, 0, 0).unwrap();
        assert_eq!(world.position(&alice).proven_gpus, proven, "job {job_id}");
    }
}

#[test]
fn a_served_call_proves_its_gpus_as_any_job_does() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 100 * ONE, 10);
    world.mint(&alice, ONE, Payout::Account).unwrap();
    let request = api::provider_registry::CallRequest { gpus: 4, ..world.call_request(1, ONE) };
    world.begin_call(request).unwrap();
    let request = LockRequest { seconds: 600, ..world.called_request(1, &alice, 4) };
    world.lock(request).unwrap();
    world.wait(600);
    world.transfer(&alice, &world.market.clone(), ONE);
    world.settle(1, 0, ONE).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 5);
    world.check_books();
}

#[test]
fn a_result_that_waits_for_its_verdict_frees_gpus_and_keeps_the_lock() {
    let mut world = World::quiet();
    let (alice, market) = (world.provider("alice", 10 * ONE, 2), world.market.clone());
    world.accept(1, &alice, 2, ONE);
    let free = ExecuteMsg::FreeGpus { job_id: 1 };
    let response = world.send(&market, free.clone()).unwrap();
    assert_eq!(
        event(&response, "free_gpus"),
        [("class", CLASS), ("provider", alice.as_str()), ("job_id", "1")]
    );
    let p = world.position(&alice);
    assert_eq!((p.busy, p.locked.u128()), (0, ONE));
    world.send(&market, free).unwrap();
    world.offer(&alice, 0).unwrap();
    world.settle(1, 0, 0).unwrap();
    assert_eq!(world.position(&alice).locked.u128(), 0);
    refused(
        world.send(&market, ExecuteMsg::FreeGpus { job_id: 1 }),
        ContractError::UnknownBinding { job_id: 1 },
    );
    world.check_books();
}

#[test]
fn a_long_job_that_outlasts_many_short_ones_proves_no_more_than_was_busy_when_it_began() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 10);
    world.accept(1, &alice, 1, ONE);
    for job_id in 2..=6 {
        world.accept(job_id, &alice, 1, ONE);
        world.wait(600);
        world.settle(job_id, 0, 0).unwrap();
    }
    world.settle(1, 0, 0).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 2);
}

#[test]
fn proven_gpus_need_bond_for_each() {
    let mut world = World::new();
    let alice = world.provider("alice", 8 * ONE, 10);
    for job_id in 1..=6 {
        world.accept(job_id, &alice, 1, ONE);
    }
    world.wait(600);
    for job_id in 1..=6 {
        world.settle(job_id, 0, 0).unwrap();
    }
    assert_eq!(world.position(&alice).proven_gpus, 7);
    world.withdraw(&alice, 5 * ONE, Payout::Wallet).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 3);
}

#[test]
fn proven_gpus_are_forgotten_after_two_periods() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 10);
    world.accept(1, &alice, 5, ONE);
    world.wait(600);
    world.settle(1, 0, 0).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 6);
    world.wait(30 * DAY);
    touch(&mut world, &alice, CLASS);
    assert_eq!(world.position(&alice).proven_gpus, 6, "the period before still counts");
    // A smaller job in the new period does not hide the larger one before it.
    world.accept(2, &alice, 2, ONE);
    world.wait(600);
    world.settle(2, 0, 0).unwrap();
    assert_eq!(world.position(&alice).proven_gpus, 6);
    world.wait(30 * DAY);
    touch(&mut world, &alice, CLASS);
    assert_eq!(world.position(&alice).proven_gpus, 3);
    world.wait(60 * DAY);
    touch(&mut world, &alice, CLASS);
    assert_eq!(world.position(&alice).proven_gpus, 1);
}

#[test]
fn touch_names_a_provider_and_a_class() {
    let mut world = World::new();
    let (alice, bob) = (world.provider("alice", ONE, 1), world.addr("bob"));
    let msg =
        |provider: &str, class: &str| ExecuteMsg::Touch { provider: provider.into(), class: class.into() };
    let upper = alice.to_string().to_uppercase();
    refused(
        world.send(&bob, msg(&upper, CLASS)),
        CommonError::Address { field: "provider", got: upper.clone() }.into(),
    );
    refused(
        world.send(&bob, msg(alice.as_str(), "nowhere")),
        ContractError::UnknownClass { class: "nowhere".into() },
    );
    refused(
        world.send(&bob, msg(bob.as_str(), CLASS)),
        ContractError::NotRegistered { address: bob.clone() },
    );
}
