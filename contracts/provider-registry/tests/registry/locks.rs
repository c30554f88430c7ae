//! Locks of jobs that were not called, and how they end without fault.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::prices::Says;
use crate::common::*;
use api::common::{CommonError, Payout};
use api::provider_registry::{
    ClassPaused, ExecuteMsg, JobEnd, LockRequest, LockResponse, LockTerms, Params, QueryMsg,
};
use cosmwasm_std::Uint128;
use credit::RuleError;
use provider_registry::error::ContractError;

/// The request with terms that a test changes.
fn with(request: &LockRequest, change: impl Fn(&mut Uint128, &mut u32, &mut u32, &mut bool)) -> LockRequest {
    let mut changed = request.clone();
    if let LockTerms::Free { declared_value, detection_bps, min_reputation_bps, standard, .. } =
        &mut changed.terms
    {
        change(declared_value, detection_bps, min_reputation_bps, standard);
    }
    changed
}

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
    let lock: LockResponse = world.ask(QueryMsg::JobLock { job_id: 7 });
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
    let request = with(&world.lock_request(1, &alice, 1, 10 * ONE), |declared, detection, _, _| {
        (*declared, *detection) = (Uint128::new(6 * ONE), 5_000);
    });
    world.lock(request).unwrap();
    assert_eq!(world.position(&alice).locked.u128(), 80 * ONE);
}

#[test]
fn lock_needs_bond_that_is_neither_locked_nor_collateral() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 4);
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    let too_low = |expected, free, locked| {
        let (bond, collateral, held) = (10 * ONE, 4 * ONE, 0);
        ContractError::from(RuleError::FreeBond { expected, free, bond, locked, collateral, held })
    };
    let request = world.lock_request(1, &alice, 1, 15 * ONE + 3);
    refused(world.lock(request), too_low(6 * ONE + 2, 6 * ONE, 0));
    let request = world.lock_request(1, &alice, 1, 15 * ONE);
    world.lock(request).unwrap();
    assert_eq!(world.position(&alice).free.u128(), 0);
    let request = world.lock_request(2, &alice, 1, 1);
    refused(world.lock(request), too_low(ONE, 0, 6 * ONE));
    assert_eq!(world.position(&alice).locked.u128(), 6 * ONE, "a refused lock binds nothing");
}

/// Else somebody would volunteer for the job that is about to be called on a debtor, and fail for less.
#[test]
fn a_volunteer_for_a_standard_job_locks_at_least_the_penalty_of_a_default() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 1_000 * ONE, 4);
    let standard = |request: &LockRequest| with(request, |_, _, _, standard| *standard = true);
    let locked =
        |world: &World, job_id| world.ask::<LockResponse>(QueryMsg::JobLock { job_id }).amount.u128();
    // 2 GPUs · 3,200 s at 1/64: v = 100 NET, of which a quarter is more than 40 % of the cost.
    let request = LockRequest { seconds: 3_200, ..world.lock_request(1, &alice, 2, 10 * ONE) };
    world.lock(request.clone()).unwrap();
    assert_eq!(locked(&world, 1), 4 * ONE);
    world.lock(standard(&LockRequest { job_id: 2, ..request })).unwrap();
    assert_eq!(locked(&world, 2), 25 * ONE);
    world.settle(1, 0, 0).unwrap();
    world.settle(2, 0, 0).unwrap();
    // The other lock where that is more; and v is that of the acceptance.
    let request = LockRequest { seconds: 3_200, ..world.lock_request(3, &alice, 2, 100 * ONE) };
    world.lock(standard(&request)).unwrap();
    assert_eq!(locked(&world, 3), 40 * ONE);
    world.pool_says(Says::all(1 << 40, -4));
    let request = LockRequest { seconds: 3_200, ..world.lock_request(4, &alice, 2, 100 * ONE) };
    world.lock(standard(&request)).unwrap();
    assert_eq!(locked(&world, 4), 100 * ONE);
    // A later change of the penalty does not touch it.
    let owner = world.owner.clone();
    let params = Params { penalty_bps: 1_000, ..params() };
    world.send(&owner, ExecuteMsg::UpdateParams { params }).unwrap();
    world.late(4, 0).unwrap();
    assert_eq!(world.slashed(), 100 * ONE);
    world.check_books();
}

#[test]
fn a_job_is_locked_once_and_ends_once() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 4);
    world.accept(1, &alice, 1, ONE);
    let unknown = |job_id| ContractError::UnknownBinding { job_id };
    let request = world.lock_request(1, &alice, 1, ONE);
    refused(world.lock(request), ContractError::Bound { job_id: 1 });
    let mut call = world.call_request(1, ONE);
    call.look = 1;
    refused(world.begin_call(call), ContractError::Bound { job_id: 1 });
    refused(world.settle(2, 1, 0), unknown(2));
    refused(world.late(2, 0), unknown(2));
    world.settle(1, 1, 0).unwrap();
    refused(world.settle(1, 1, 0), unknown(1));
    for ask in [QueryMsg::JobLock { job_id: 1 }, QueryMsg::JobCall { job_id: 1 }] {
        let error =
            world.app.wrap().query_wasm_smart::<LockResponse>(&world.registry, &ask).unwrap_err().to_string();
        assert!(error.contains("job 1 is neither called nor locked"), "{error}");
    }
}

#[test]
fn lock_refuses_bad_numbers_and_unknown_names() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 10 * ONE, 4);
    let bounds = |field, expected: &str, got: &str| {
        let (expected, got) = (expected.into(), got.into());
        ContractError::Common(CommonError::Bounds { field, expected, got })
    };
    let good = world.lock_request(1, &alice, 1, ONE);
    for gpus in [0, 65_537] {
        let bad = LockRequest { gpus, ..good.clone() };
        refused(world.lock(bad), bounds("gpus", "1 to 65536", &gpus.to_string()));
    }
    for bps in [0, 10_001] {
        let bad = with(&good, |_, detection, _, _| *detection = bps);
        refused(world.lock(bad), bounds("detection_bps", "1 to 10000", &bps.to_string()));
    }
    let bad = LockRequest { class: "nowhere".into(), ..good.clone() };
    refused(world.lock(bad), ContractError::UnknownClass { class: "nowhere".into() });
    let bob = world.addr("bob");
    let bad = LockRequest { provider: bob.to_string(), ..good.clone() };
    refused(world.lock(bad), ContractError::NotRegistered { address: bob });
    let bad = LockRequest { provider: "nobody".into(), ..good.clone() };
    refused(world.lock(bad), CommonError::Address { field: "provider", got: "nobody".into() }.into());
    let huge = with(&LockRequest { seconds: u64::MAX, ..good }, |_, _, _, standard| *standard = true);
    refused_with(world.lock(huge), &["free bond too low", "expected 72057594037927935996094"]);
    assert_eq!(world.position(&alice).locked.u128(), 0);
}

#[test]
fn lock_needs_gpus_free() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    world.accept(1, &alice, 3, ONE);
    let request = world.lock_request(2, &alice, 2, ONE);
    refused(world.lock(request), RuleError::FreeGpus { expected: 2, free: 1, offered: 4 }.into());
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
    let request = world.lock_request(1, &alice, 1, ONE);
    let reputed = |least| with(&request, |_, _, reputation, _| *reputation = least);
    refused(world.lock(reputed(1_001)), ContractError::Reputation { expected: 1_001, got: 1_000 });
    let request = reputed(1_000);
    let guardian = world.guardian.clone();
    let pause =
        |accept| ExecuteMsg::SetPaused { class: CLASS.into(), paused: ClassPaused { mint: false, accept } };
    world.send(&guardian, pause(true)).unwrap();
    refused(world.lock(request.clone()), ContractError::Paused { what: "accepting", class: CLASS.into() });
    let owner = world.owner.clone();
    world.send(&owner, pause(false)).unwrap();
    world.lock(request.clone()).unwrap();
    world.fraud(1, 0, None).unwrap();
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
    assert_eq!(attribute(&response, "end_job", "how"), "settled");
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
    let response = world.end(1, JobEnd::Released {}).unwrap();
    let ended = event(&response, "end_job");
    assert_eq!(ended[2..], [("job_id", "1"), ("how", "released")]);
    assert_eq!(world.position(&alice), before);
    assert_eq!(world.provider_record(&alice).last_seen, seen);
}

/// The credits that pay a job lie in the job-market's account; what exceeds the debt moves on from there.
#[test]
fn settled_redeems_what_is_open_and_passes_the_rest_on_from_the_job_markets_account() {
    let mut world = World::quiet();
    let (alice, bob, market) =
        (world.provider("alice", 100 * ONE, 4), world.debtor("bob", 4, 1_000 * ONE), world.market.clone());
    world.mint(&alice, 100 * ONE, Payout::Wallet).unwrap();
    // What comes, what is redeemed, what stays open, and its collateral.
    let steps = [(60 * ONE, 60 * ONE, 40 * ONE, 1_250_000), (60 * ONE, 40 * ONE, 0, 0), (5 * ONE, 0, 0, 0)];
    let mut waiting = 0;
    for (job_id, (came, redeemed, open, collateral)) in (1..).zip(steps) {
        world.accept(job_id, &alice, 1, ONE);
        world.transfer(&bob, &market, came);
        let response = world.settle(job_id, ONE, came).unwrap();
        let got = event(&response, "end_job").into_iter().find(|(key, _)| *key == "redeemed");
        assert_eq!(got.map_or(0, |(_, value)| value.parse().unwrap()), redeemed);
        let p = world.position(&alice);
        assert_eq!((p.open.u128(), p.collateral.u128()), (open, collateral));
        waiting += redeemed;
        assert_eq!(world.credit_account(&market, CLASS), waiting, "until they burn");
        world.check_books();
    }
    assert_eq!(world.credit_account(&alice, CLASS), 25 * ONE);
    assert_eq!(world.class(CLASS).redeemed_unburned.u128(), 100 * ONE);
}
