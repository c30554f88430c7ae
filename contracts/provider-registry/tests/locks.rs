//! Locks of jobs and their outcomes without fault.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::{CommonError, Payout};
use api::provider_registry::{ClassPaused, ExecuteMsg, Fault, LockResponse, Outcome, QueryMsg};
use common::*;
use cosmwasm_std::Uint128;
use provider_registry::error::ContractError;

#[test]
fn lock_binds_bond_and_gpus_of_its_job() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    let request = world.lock_request(7, &alice, 3, 50 * ONE);
    let response = world.lock(request).unwrap();
    // Validity proof: the largest term is liveness_cap of the cost.
    assert_eq!(
        event(&response, "lock"),
        [
            ("class", CLASS),
            ("provider", alice.as_str()),
            ("job_id", "7"),
            ("amount", "20000000"),
            ("gpus", "3"),
        ]
    );
    let position = world.position(&alice);
    assert_eq!((position.locked.u128(), position.busy), (20 * ONE, 3));
    assert_eq!(position.free.u128(), 80 * ONE);
    let lock: LockResponse = world.ask(QueryMsg::Lock { job_id: 7 });
    assert_eq!((lock.provider, lock.amount.u128(), lock.gpus), (alice, 20 * ONE, 3));
}

#[test]
fn lock_is_sized_by_what_cheating_could_win() {
    let mut world = World::new();
    let alice = world.provider("alice", 1_000 * ONE, 8);
    let quote = |world: &World, cost: u128, declared: u128, detection_bps| -> u128 {
        let msg = QueryMsg::QuoteLock { cost: cost.into(), declared_value: declared.into(), detection_bps };
        world.ask::<Uint128>(msg).u128()
    };
    // L_min; liveness cap of the cost; g·(1−p)/(p·(1−ρ)); with declared value g·(1−p)/(p·burn_min).
    assert_eq!(quote(&world, 1, 0, 10_000), ONE);
    assert_eq!(quote(&world, 10 * ONE, 0, 10_000), 4 * ONE);
    assert_eq!(quote(&world, 10 * ONE, 0, 5_000), 125 * ONE / 10);
    assert_eq!(quote(&world, 10 * ONE, 6 * ONE, 10_000), 10 * ONE);
    assert_eq!(quote(&world, 10 * ONE, 6 * ONE, 5_000), 80 * ONE);
    let mut request = world.lock_request(1, &alice, 1, 10 * ONE);
    request.declared_value = Uint128::new(6 * ONE);
    request.detection_bps = 5_000;
    world.lock(request).unwrap();
    assert_eq!(world.position(&alice).locked.u128(), 80 * ONE);
}

#[test]
fn lock_needs_free_bond_after_margin() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 4);
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    let request = world.lock_request(1, &alice, 1, 15 * ONE + 3);
    refused(
        world.lock(request),
        ContractError::BondTooLow {
            expected: 10 * ONE + 2,
            unbonding: 0,
            locked: 6 * ONE + 2,
            margin: 4 * ONE,
            asked: 0,
            bond: 10 * ONE,
        },
    );
    let request = world.lock_request(1, &alice, 1, 15 * ONE);
    world.lock(request).unwrap();
    assert_eq!(world.position(&alice).free.u128(), 0);
    let request = world.lock_request(2, &alice, 1, 1);
    refused_with(world.lock(request), &["bond too low", "7000000 locked"]);
    assert_eq!(world.position(&alice).locked.u128(), 6 * ONE, "a refused lock binds nothing");
}

#[test]
fn lock_is_the_job_markets() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 4);
    let expected = || CommonError::Unauthorized { expected: "the job-market".into(), got: alice.to_string() };
    let request = world.lock_request(1, &alice, 1, ONE);
    refused(world.send(&alice, ExecuteMsg::Lock(request)), expected().into());
    world.accept(1, &alice, 1, ONE);
    let outcome = ExecuteMsg::Outcome { job_id: 1, outcome: Outcome::Refunded {} };
    refused(world.send(&alice, outcome), expected().into());
    let fault = ExecuteMsg::Fault { job_id: 1, fault: Fault::Liveness { take: Uint128::zero() } };
    refused(world.send(&alice, fault), expected().into());
}

#[test]
fn lock_is_unique_and_unknown_jobs_have_none() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 4);
    world.accept(1, &alice, 1, ONE);
    let request = world.lock_request(1, &alice, 1, ONE);
    refused(world.lock(request), ContractError::LockExists { job_id: 1 });
    refused(world.settle(2, 1, 0), ContractError::UnknownLock { job_id: 2 });
    let fault = Fault::Liveness { take: Uint128::zero() };
    refused(world.fault(2, fault), ContractError::UnknownLock { job_id: 2 });
    world.settle(1, 1, 0).unwrap();
    refused(world.settle(1, 1, 0), ContractError::UnknownLock { job_id: 1 });
}

#[test]
fn lock_refuses_bad_numbers_and_unknown_names() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 4);
    let bounds = |field, expected: &str, got: &str| CommonError::Bounds {
        field,
        expected: expected.into(),
        got: got.into(),
    };
    let good = world.lock_request(1, &alice, 1, ONE);
    let mut bad = good.clone();
    bad.gpus = 0;
    refused(world.lock(bad.clone()), bounds("gpus", "1 to 65536", "0").into());
    bad.gpus = 65_537;
    refused(world.lock(bad), bounds("gpus", "1 to 65536", "65537").into());
    let mut bad = good.clone();
    bad.detection_bps = 0;
    refused(world.lock(bad.clone()), bounds("detection_bps", "1 to 10000", "0").into());
    bad.detection_bps = 10_001;
    refused(world.lock(bad), bounds("detection_bps", "1 to 10000", "10001").into());
    let mut bad = good.clone();
    bad.class = "nowhere".into();
    refused(world.lock(bad), ContractError::UnknownClass { class: "nowhere".into() });
    let mut bad = good.clone();
    let bob = world.addr("bob");
    bad.provider = bob.to_string();
    refused(world.lock(bad), ContractError::NotRegistered { address: bob });
    let mut bad = good;
    let latest = world.now() + params().unbonding;
    bad.ends_by = latest + 1;
    refused(world.lock(bad.clone()), ContractError::TooLong { latest, ends_by: latest + 1 });
    bad.ends_by = latest;
    world.lock(bad).unwrap();
}

#[test]
fn lock_needs_gpus_free() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    world.accept(1, &alice, 3, ONE);
    let request = world.lock_request(2, &alice, 2, ONE);
    refused(world.lock(request), ContractError::GpusBusy { expected: 2, free: 1, offered: 4 });
    world.accept(2, &alice, 1, ONE);
    world.settle(1, 0, 0).unwrap();
    world.accept(3, &alice, 3, ONE);
    assert_eq!(world.position(&alice).busy, 4);
}

#[test]
fn lock_needs_a_provider_lately_seen_before() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    let seen = world.now();
    world.wait(600);
    let request = world.lock_request(1, &alice, 1, ONE);
    world.lock(request).unwrap();
    world.wait(1);
    let request = world.lock_request(2, &alice, 1, ONE);
    refused(
        world.lock(request.clone()),
        ContractError::Unseen { address: alice.clone(), last_seen: seen, within: 600, now: seen + 601 },
    );
    // A settled job is a sign of life as good as a heartbeat.
    world.settle(1, 0, 0).unwrap();
    world.lock(request).unwrap();
}

#[test]
fn lock_needs_reputation_and_is_refused_when_stopped_or_jailed() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    let mut request = world.lock_request(1, &alice, 1, ONE);
    request.min_reputation_bps = 1_001;
    refused(world.lock(request.clone()), ContractError::Reputation { expected: 1_001, got: 1_000 });
    request.min_reputation_bps = 1_000;
    let guardian = world.guardian.clone();
    let pause =
        |accept| ExecuteMsg::SetPaused { class: CLASS.into(), paused: ClassPaused { mint: false, accept } };
    world.send(&guardian, pause(true)).unwrap();
    refused(world.lock(request.clone()), ContractError::Paused { what: "accepting", class: CLASS.into() });
    let owner = world.owner.clone();
    world.send(&owner, pause(false)).unwrap();
    world.lock(request.clone()).unwrap();
    let client = world.addr("client").to_string();
    world.fault(1, Fault::Fraud { take: Uint128::zero(), client, reporter: None }).unwrap();
    let now = world.now();
    refused(world.lock(request), ContractError::Jailed { address: alice, until: now + 7 * DAY, now });
}

#[test]
fn settled_frees_the_lock_and_builds_reputation_that_fades() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    assert_eq!(world.position(&alice).reputation_bps, 1_000);
    world.accept(1, &alice, 2, 50 * ONE);
    world.wait(3_600);
    let response = world.settle(1, 100 * ONE, 0).unwrap();
    assert_eq!(attribute(&response, "outcome", "settled"), "true");
    let position = world.position(&alice);
    assert_eq!((position.locked.u128(), position.busy), (0, 0));
    assert_eq!(position.good.u128(), 100 * ONE);
    // (100 + 10) / (100 + 100)
    assert_eq!(position.reputation_bps, 5_500);
    assert_eq!(world.provider_record(&alice).last_seen, world.now());
    world.wait(30 * DAY);
    let good = world.position(&alice).good.u128();
    assert!(good <= 50 * ONE && good > 50 * ONE - 100, "half after 30 days: {good}");
    // (50 + 10) / (50 + 100), or a basis point below.
    assert!((3_999..=4_000).contains(&world.position(&alice).reputation_bps));
    world.wait(3_650 * DAY);
    assert_eq!(world.position(&alice).reputation_bps, 1_000);
}

#[test]
fn released_frees_the_lock_and_changes_nothing_else() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    let before = world.position(&alice);
    let seen = world.provider_record(&alice).last_seen;
    let request = world.lock_request(1, &alice, 2, 50 * ONE);
    world.lock(request).unwrap();
    world.wait(60);
    let market = world.market.clone();
    let outcome = ExecuteMsg::Outcome { job_id: 1, outcome: Outcome::Refunded {} };
    let response = world.send(&market, outcome).unwrap();
    assert_eq!(attribute(&response, "outcome", "settled"), "false");
    assert_eq!(world.position(&alice), before);
    assert_eq!(world.provider_record(&alice).last_seen, seen);
}

/// The job-market books the escrow to the registry's account before it reports the outcome.
#[test]
fn settled_redeems_what_is_owed_and_passes_the_rest_on() {
    let mut world = World::new();
    let (alice, lp) = (world.provider("alice", 100 * ONE, 4), world.addr("lp"));
    world.mint(&alice, 100 * ONE, Payout::Wallet).unwrap();
    world.swap_net(&lp, CLASS, 10 * ONE);
    let credit = api::common::Asset::cw20(world.credit(CLASS));
    let pay = |world: &mut World, amount: u128| {
        let items = vec![api::pool::TransferItem {
            asset: credit.clone(),
            amount: amount.into(),
            to: world.registry.to_string(),
        }];
        world.call_pool(&lp, &api::pool::ExecuteMsg::Transfer { owner: None, items }, &[]).unwrap();
    };
    world.accept(1, &alice, 1, ONE);
    pay(&mut world, 60 * ONE);
    let response = world.settle(1, ONE, 60 * ONE).unwrap();
    assert_eq!(attribute(&response, "outcome", "redeemed"), (60 * ONE).to_string());
    let position = world.position(&alice);
    assert_eq!((position.obligation.u128(), position.basis.u128()), (40 * ONE, 625_000));

    world.accept(2, &alice, 1, ONE);
    pay(&mut world, 60 * ONE);
    let response = world.settle(2, ONE, 60 * ONE).unwrap();
    assert_eq!(attribute(&response, "outcome", "redeemed"), (40 * ONE).to_string());
    assert_eq!(world.position(&alice).obligation.u128(), 0);
    assert_eq!(world.credit_account(&alice, CLASS), 20 * ONE);

    world.accept(3, &alice, 1, ONE);
    pay(&mut world, 5 * ONE);
    world.settle(3, ONE, 5 * ONE).unwrap();
    assert_eq!(world.credit_account(&alice, CLASS), 25 * ONE);
    let class = world.class(CLASS);
    assert_eq!(class.redeemed_unburned.u128(), 100 * ONE);
    assert_eq!(world.credit_account(&world.registry, CLASS), 100 * ONE);
    assert_eq!(world.supply(CLASS) - 100 * ONE, class.obligations.u128());
}
