//! Slashing: lateness that ramps, jail, and the waterfall of fraud.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::{CommonError, Payout};
use api::provider_registry::{ExecuteMsg, JobEnd, LockRequest, LockTerms, Params};
use cosmwasm_std::{Addr, Uint128};
use provider_registry::error::ContractError;

fn fraud(client: &Addr, reporter: Option<&Addr>) -> JobEnd {
    JobEnd::Fraud {
        take: Uint128::new(8 * ONE),
        client: client.to_string(),
        reporter: reporter.map(ToString::to_string),
    }
}

/// A request with a declared value and a detection probability.
fn declared(request: LockRequest, value: u128, bps: u32) -> LockRequest {
    let LockTerms::Free { cost, min_reputation_bps, standard, min_backing, .. } = request.terms else {
        unreachable!()
    };
    let terms = LockTerms::Free {
        cost,
        declared_value: value.into(),
        detection_bps: bps,
        min_reputation_bps,
        standard,
        min_backing,
    };
    LockRequest { terms, ..request }
}

#[test]
fn a_late_result_burns_a_tenth_of_the_cost_and_frees_the_rest_of_the_lock() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 100 * ONE, 4);
    world.accept(1, &alice, 2, 10 * ONE + 5);
    let response = world.late(1, 3).unwrap();
    // A tenth of 10,000,005 rounds up to 1,000,001.
    assert_eq!(
        event(&response, "end_job"),
        [
            ("class", CLASS),
            ("provider", alice.as_str()),
            ("job_id", "1"),
            ("how", "late"),
            ("burned", "1000001"),
        ]
    );
    assert_eq!(world.slashed(), 1_000_001);
    let position = world.position(&alice);
    assert_eq!((position.bond.u128(), position.free.u128()), (100 * ONE - 1_000_001, 100 * ONE - 1_000_001));
    assert_eq!((position.locked.u128(), position.busy), (0, 0));
    assert_eq!(position.bad.u128(), 1, "a quarter of the take, rounded up");
    assert_eq!(world.provider_record(&alice).liveness_faults, 1);
    world.check_books();
}

#[test]
fn a_late_standard_job_burns_at_least_the_penalty_of_a_default() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 1_000 * ONE, 4);
    // v = 100 NET: 25 NET. A tenth of the cost is 1 NET, or 30 NET.
    for (job_id, cost, burned) in [(1, 10 * ONE, 25 * ONE), (2, 300 * ONE, 60 * ONE)] {
        let request = LockRequest { seconds: 6_400, ..world.lock_request(job_id, &alice, 1, cost) };
        let mut terms = request.terms.clone();
        if let LockTerms::Free { standard, .. } = &mut terms {
            *standard = true;
        }
        world.lock(LockRequest { terms, ..request }).unwrap();
        let before = world.slashed();
        world.late(job_id, 0).unwrap();
        assert_eq!(world.slashed() - before, burned);
    }
    world.check_books();
}

#[test]
fn liveness_ramps_to_the_cap_and_jails() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    for (job_id, slash) in [(1, ONE), (2, 2 * ONE), (3, 4 * ONE)] {
        world.accept(job_id, &alice, 1, 10 * ONE);
        let bond = world.position(&alice).bond.u128();
        world.late(job_id, 0).unwrap();
        assert_eq!(bond - world.position(&alice).bond.u128(), slash, "job {job_id}");
        let jailed = world.provider_record(&alice).jailed_until.is_some();
        assert_eq!(jailed, job_id == 3, "10 %, 20 %, 40 %: the third reaches the cap");
    }
    assert_eq!(world.position(&alice).proven_gpus, 0);

    let until = world.now() + params().jail;
    let unjail = || ExecuteMsg::Unjail {};
    world.wait(params().jail - 1);
    refused(
        world.send(&alice, unjail()),
        ContractError::Jailed { address: alice.clone(), until, now: until - 1 },
    );
    world.wait(1);
    world.send(&alice, unjail()).unwrap();
    assert_eq!(world.provider_record(&alice).jailed_until, None);
    assert_eq!(world.position(&alice).proven_gpus, 1);
    refused(world.send(&alice, unjail()), ContractError::NotJailed { address: alice.clone() });

    // Still three faults: the next takes the cap again, and jails again.
    world.accept(4, &alice, 1, 10 * ONE);
    let bond = world.position(&alice).bond.u128();
    world.late(4, 0).unwrap();
    assert_eq!(bond - world.position(&alice).bond.u128(), 4 * ONE);
    assert!(world.provider_record(&alice).jailed_until.is_some());
}

#[test]
fn liveness_count_halves_every_thirty_days() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    for job_id in 1..=3 {
        world.accept(job_id, &alice, 1, 10 * ONE);
        world.late(job_id, 0).unwrap();
    }
    assert_eq!(world.provider_record(&alice).liveness_faults, 3);
    world.wait(30 * DAY);
    assert_eq!(world.provider_record(&alice).liveness_faults, 1);
    world.send(&alice, ExecuteMsg::Unjail {}).unwrap();
    world.accept(4, &alice, 1, 10 * ONE);
    let bond = world.position(&alice).bond.u128();
    world.late(4, 0).unwrap();
    assert_eq!(bond - world.position(&alice).bond.u128(), 2 * ONE, "the second step of the ramp");
    assert_eq!(world.provider_record(&alice).jailed_until, None);
    world.wait(60 * DAY);
    assert_eq!(world.provider_record(&alice).liveness_faults, 0);
}

#[test]
fn liveness_never_takes_more_than_the_lock() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    world.accept(1, &alice, 1, 100 * ONE);
    world.accept(2, &alice, 1, ONE);
    // The cap is raised while locks sized by the old one run.
    let raised = Params { liveness_cap_bps: 10_000, lock_min: Uint128::new(1), ..params() };
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::UpdateParams { params: raised }).unwrap();
    for job_id in [3, 4, 5, 6] {
        world.accept(job_id, &alice, 1, 1);
        world.late(job_id, 0).unwrap();
        world.wait(params().jail);
        let _ = world.send(&alice, ExecuteMsg::Unjail {});
    }
    let bond = world.position(&alice).bond.u128();
    world.late(1, 0).unwrap();
    assert_eq!(bond - world.position(&alice).bond.u128(), 40 * ONE);
}

#[test]
fn liveness_lowers_reputation_by_a_quarter_of_the_take() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    world.accept(1, &alice, 1, ONE);
    world.late(1, 40 * ONE).unwrap();
    // 10 / (4 · 10 + 100)
    assert_eq!(world.position(&alice).reputation_bps, 714);
    world.wait(90 * DAY);
    let bad = world.position(&alice).bad.u128();
    assert!((5 * ONE..5 * ONE + 100).contains(&bad), "half after 90 days: {bad}");
}

#[test]
fn fraud_takes_the_whole_lock_by_the_waterfall() {
    let mut world = World::new();
    let (client, reporter) = (world.addr("client"), world.addr("reporter"));
    let alice = world.provider("alice", 200 * ONE, 4);
    let request = declared(world.lock_request(1, &alice, 1, 10 * ONE), 6 * ONE, 5_000);
    world.lock(request).unwrap();
    assert_eq!(world.position(&alice).locked.u128(), 80 * ONE);
    let balance = world.net(&world.registry);
    let response = world.fraud(1, 8 * ONE, Some(&reporter)).unwrap();
    // ρ to the reporter, the declared loss to the client, the rest burns.
    assert_eq!(
        event(&response, "end_job")[3..],
        [("how", "fraud"), ("reporter", "16000000"), ("client", "6000000"), ("burned", "58000000")]
    );
    assert_eq!(world.net_account(&reporter), 16 * ONE);
    assert_eq!(world.net_account(&client), 6 * ONE);
    assert_eq!(world.slashed(), 58 * ONE);
    assert_eq!(world.net(&world.registry), balance - 80 * ONE);
    let position = world.position(&alice);
    assert_eq!(position.bond.u128(), 120 * ONE);
    assert_eq!((position.locked.u128(), position.busy), (0, 0));
    assert_eq!(position.bad.u128(), 8 * ONE);
    assert_eq!(world.provider_record(&alice).jailed_until, Some(world.now() + params().jail));
}

#[test]
fn the_client_gets_no_more_than_what_is_left_of_the_lock() {
    let mut world = World::quiet();
    let (client, reporter) = (world.addr("client"), world.addr("reporter"));
    let alice = world.provider("alice", 200 * ONE, 4);
    // Sized by the declared value: 60 % of the lock are 30 NET.
    let request = declared(world.lock_request(1, &alice, 1, ONE), 30 * ONE, 10_000);
    world.lock(request).unwrap();
    assert_eq!(world.position(&alice).locked.u128(), 50 * ONE);
    world.fraud(1, 0, Some(&reporter)).unwrap();
    assert_eq!((world.net_account(&reporter), world.net_account(&client)), (10 * ONE, 30 * ONE));
    assert_eq!(world.slashed(), 10 * ONE);
}

#[test]
fn fraud_without_a_reporter_burns_its_share_and_follows_the_parameters_of_the_acceptance() {
    let mut world = World::quiet();
    let (client, reporter) = (world.addr("client"), world.addr("reporter"));
    let alice = world.provider("alice", 100 * ONE, 4);
    world.accept(1, &alice, 1, ONE);
    world.accept(2, &alice, 1, ONE);
    // 50 NET, of which 60 % are its declared value.
    let request = declared(world.lock_request(3, &alice, 1, ONE), 30 * ONE, 10_000);
    world.lock(request).unwrap();
    world.fraud(1, 0, None).unwrap();
    assert_eq!((world.slashed(), world.net_account(&client)), (ONE, 0), "nothing was declared");
    let (owner, raised) =
        (world.owner.clone(), Params { reporter_bps: 4_000, burn_min_bps: 5_000, ..params() });
    world.send(&owner, ExecuteMsg::UpdateParams { params: raised }).unwrap();
    world.fraud(2, 0, Some(&reporter)).unwrap();
    assert_eq!(world.net_account(&reporter), ONE / 5);
    world.fraud(3, 0, Some(&reporter)).unwrap();
    assert_eq!((world.net_account(&reporter), world.net_account(&client)), (10 * ONE + ONE / 5, 30 * ONE));
    world.check_books();
}

/// Provider, client and reporter in one person: what is burned is lost at every size and declared value.
#[test]
fn fraud_against_oneself_loses_at_least_what_is_burned() {
    let mut world = World::new();
    let alice = world.provider("alice", 10_000 * ONE, 4);
    for (job_id, (value, detection_bps)) in
        [(0, 10_000), (ONE, 10_000), (100 * ONE, 10_000), (0, 5_000), (20 * ONE, 5_000)]
            .into_iter()
            .enumerate()
    {
        let job_id = job_id as u64 + 1;
        world.send(&alice, ExecuteMsg::Heartbeat {}).unwrap();
        let request = declared(world.lock_request(job_id, &alice, 1, 10 * ONE), value, detection_bps);
        world.lock(request).unwrap();
        let before = world.position(&alice);
        let account = world.net_account(&alice);
        world.end(job_id, fraud(&alice, Some(&alice))).unwrap();
        let slashed = before.bond.u128() - world.position(&alice).bond.u128();
        assert_eq!(slashed, before.locked.u128());
        let back = world.net_account(&alice) - account;
        let lost = slashed - back;
        assert!(lost * 10_000 >= slashed * u128::from(params().burn_min_bps), "{lost} of {slashed}");
        world.wait(params().jail);
        world.send(&alice, ExecuteMsg::Unjail {}).unwrap();
    }
}

#[test]
fn fraud_refuses_addresses_that_are_none() {
    let mut world = World::new();
    let (client, alice) = (world.addr("client"), world.provider("alice", 10 * ONE, 4));
    world.accept(1, &alice, 1, ONE);
    let upper = client.to_string().to_uppercase();
    let bad = |field, got: &str| ContractError::Common(CommonError::Address { field, got: got.into() });
    let fault = |client: String, reporter| JobEnd::Fraud { take: Uint128::zero(), client, reporter };
    refused(world.end(1, fault(upper.clone(), None)), bad("client", &upper));
    refused(world.end(1, fault(client.to_string(), Some("osmo1xyz".into()))), bad("reporter", "osmo1xyz"));
    assert_eq!(world.position(&alice).locked.u128(), ONE);
}

#[test]
fn jail_is_prolonged_never_shortened() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    world.accept(1, &alice, 1, ONE);
    world.accept(2, &alice, 1, ONE);
    world.fraud(1, 8 * ONE, None).unwrap();
    let first = world.provider_record(&alice).jailed_until.unwrap();
    let shorter = Params { jail: 3_600, ..params() };
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::UpdateParams { params: shorter }).unwrap();
    world.fraud(2, 8 * ONE, None).unwrap();
    assert_eq!(world.provider_record(&alice).jailed_until, Some(first));
    // From jail: a heartbeat and withdrawing work; what runs can still be settled.
    world.send(&alice, ExecuteMsg::Heartbeat {}).unwrap();
    world.withdraw(&alice, ONE, Payout::Wallet).unwrap();
}

#[test]
fn a_job_that_runs_while_its_provider_goes_to_jail_can_still_be_settled() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 4);
    world.accept(1, &alice, 1, ONE);
    world.accept(2, &alice, 1, ONE);
    world.fraud(1, 8 * ONE, None).unwrap();
    world.settle(2, ONE, 0).unwrap();
    assert_eq!(world.position(&alice).locked.u128(), 0);
    assert_eq!(world.position(&alice).proven_gpus, 0);
}
