//! Called jobs: accepted whatever the provider's state, served, ended by nobody's fault, or defaulted on.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::calls::*;
use crate::common::prices::Says;
use crate::common::*;
use api::common::{CommonError, Payout};
use api::provider_registry::{
    Admission, AttestorKey, CallRequest, ClassParams, ClassPaused, ExecuteMsg, JobEnd, KeyScheme,
    LockResponse, Params, QueryMsg,
};
use cosmwasm_std::Binary;
use credit::RuleError;
use provider_registry::error::ContractError;

fn otherwise(job_id: u64, expected: &str, got: &str) -> ContractError {
    ContractError::CalledOtherwise { job_id, expected: expected.into(), got: got.into() }
}

#[test]
fn a_call_sets_credits_and_their_collateral_apart() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 2, 2 * JOB);
    let request = world.call_request(1, JOB);
    let response = world.begin_call(request).unwrap();
    assert_eq!(
        event(&response, "call"),
        [
            ("class", CLASS),
            ("provider", alice.as_str()),
            ("job_id", "1"),
            ("gpus", "1"),
            ("credits", "6400000000"),
            ("held", "200000000"),
            ("value", "100000000"),
        ]
    );
    let p = world.position(&alice);
    assert_eq!((p.open.u128(), p.called.u128(), p.called_gpus, p.busy), (JOB, JOB, 1, 0));
    assert_eq!((p.collateral.u128(), p.held.u128()), (200 * ONE, 200 * ONE));
    assert_eq!(p.free.u128(), 9_600 * ONE);
    assert_eq!(world.class(CLASS).owed.u128(), 2 * JOB, "called credits are owed");
    let call = world.job_call(1);
    assert_eq!((call.credits.u128(), call.held.u128(), call.value.u128()), (JOB, 200 * ONE, 100 * ONE));
    world.check_books();
}

#[test]
fn the_value_of_a_call_is_the_larger_of_the_means_of_30_minutes_and_24_hours() {
    let mut world = World::quiet();
    world.debtor("alice", 1, JOB);
    let base = Says::all(1 << 40, -8);
    let value = |world: &mut World, says| {
        world.pool_says(says);
        world.price().call.u128()
    };
    assert_eq!(value(&mut world, Says { half_hour: Some(-3), ..base }), ONE / 8);
    assert_eq!(value(&mut world, Says { day: Some(-4), ..base }), ONE / 16);
    assert_eq!(value(&mut world, Says { week: Some(0), net: 1 << 50, ..base }), ONE / 256, "nor spot");
    assert_eq!(value(&mut world, Says { half_hour: None, day: None, ..base }), PRICE, "without a mean");
    // Liquidity that is withdrawn for one transaction must not make a default cheap.
    world.set_least(1 << 41);
    assert_eq!(value(&mut world, base), ONE / 256, "whatever the pool holds");
    world.set_least(0);
    // Fixed at the call: a price that moves afterwards changes nothing.
    world.pool_says(Says { half_hour: Some(-3), ..base });
    world.call(1, JOB);
    world.pool_says(Says::all(1 << 40, -20));
    assert_eq!(world.job_call(1).value.u128(), 800 * ONE);
}

#[test]
fn a_served_call_redeems_its_credits_and_frees_their_collateral() {
    let mut world = World::quiet();
    let (alice, market) = (world.debtor("alice", 1, JOB), world.market.clone());
    world.call(1, JOB);
    let request = world.called_request(1, &alice, 1);
    let response = world.lock(request).unwrap();
    assert_eq!(attribute(&response, "lock", "amount"), "0");
    let lock: LockResponse = world.ask(QueryMsg::JobLock { job_id: 1 });
    assert_eq!((lock.amount.u128(), lock.gpus), (0, 1));
    world.transfer(&alice, &market, JOB);
    let response = world.settle(1, 8 * ONE, JOB).unwrap();
    let ended = event(&response, "end_job");
    assert_eq!(ended[2..], [("job_id", "1"), ("how", "settled"), ("redeemed", "6400000000")]);
    let p = world.position(&alice);
    assert_eq!((p.open.u128(), p.called.u128(), p.held.u128(), p.busy, p.called_gpus), (0, 0, 0, 0, 0));
    assert_eq!((p.free.u128(), p.good.u128()), (10_000 * ONE, 8 * ONE));
    assert_eq!(world.outstanding(), 0);
    world.check_books();
}

#[test]
fn a_call_that_ends_by_nobodys_fault_puts_its_credits_back() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 1, JOB);
    let before = world.position(&alice);
    world.call(1, JOB / 3);
    let due = world.position(&alice).due;
    let response = world.end(1, JobEnd::Released {}).unwrap();
    assert_eq!(attribute(&response, "end_job", "how"), "released");
    let after = world.position(&alice);
    assert_eq!(after.due, due, "it was called, and is not called again before its turn");
    assert_eq!(api::provider_registry::PositionResponse { due: before.due, ..after }, before);
    world.check_books();
}

#[test]
fn a_default_pays_damages_burns_the_penalty_and_frees_the_rest() {
    let mut world = World::quiet();
    let (alice, client, market) = (world.debtor("alice", 1, JOB), world.addr("client"), world.market.clone());
    world.call(1, JOB);
    world.transfer(&alice, &market, JOB);
    let response = world.default_on(1, 8 * ONE).unwrap();
    let ended = event(&response, "end_job");
    assert_eq!(
        ended[2..],
        [
            ("job_id", "1"),
            ("how", "defaulted"),
            ("redeemed", "6400000000"),
            ("client", "100000000"),
            ("burned", "25000000"),
        ]
    );
    assert_eq!((world.net_account(&client), world.slashed()), (100 * ONE, 25 * ONE));
    let p = world.position(&alice);
    assert_eq!((p.bond.u128(), p.free.u128()), (9_875 * ONE, 9_875 * ONE));
    assert_eq!((p.open.u128(), p.called.u128(), p.held.u128(), p.called_gpus), (0, 0, 0, 0));
    assert_eq!(p.bad.u128(), 2 * ONE, "a quarter of the take");
    let record = world.provider_record(&alice);
    assert_eq!((record.jailed_until, record.liveness_faults), (None, 0), "no lateness fault, no jail");
    assert_eq!(world.class(CLASS).redeemed_unburned.u128(), JOB);
    world.check_books();
    world.send(&alice, ExecuteMsg::BurnRedeemed { class: CLASS.into() }).unwrap();
    assert_eq!(world.supply(CLASS), 0);
}

#[test]
fn a_default_takes_no_more_than_was_held() {
    // log2 of the price at the call, damages, burned: h is 200 NET.
    for (log2, damages, burned) in [(-5, 200, 0), (0, 200, 0), (-8, 25, 6_250_000), (-20, 0, 1_526)] {
        let mut world = World::quiet();
        let (alice, client, market) =
            (world.debtor("alice", 1, JOB), world.addr("client"), world.market.clone());
        world.pool_says(Says::all(1 << 40, log2));
        world.call(1, JOB);
        world.transfer(&alice, &market, JOB);
        world.default_on(1, 0).unwrap();
        let damages = if log2 == -20 { 6_103 } else { damages * ONE };
        assert_eq!((world.net_account(&client), world.slashed()), (damages, burned), "2^{log2}");
        assert_eq!(world.position(&alice).bond.u128(), 10_000 * ONE - damages - burned);
        world.check_books();
    }
    // Dear enough that penalty and damages together are what was held.
    let mut world = World::quiet();
    let alice = world.debtor("alice", 1, JOB);
    let raised = Params { penalty_bps: 5_000, ..params() };
    let (owner, market) = (world.owner.clone(), world.market.clone());
    world.send(&owner, ExecuteMsg::UpdateParams { params: raised }).unwrap();
    world.call(1, JOB);
    world.transfer(&alice, &market, JOB);
    world.default_on(1, 0).unwrap();
    assert_eq!(world.slashed(), 50 * ONE, "by the penalty at the default");
}

#[test]
fn what_a_debtor_does_between_call_and_default_changes_nothing_of_it() {
    let mut world = World::quiet();
    let (alice, client, market) =
        (world.debtor("alice", 2, 2 * JOB), world.addr("client"), world.market.clone());
    world.call(1, JOB);
    world.pool_says(Says::all(1 << 40, 0));
    world.mint(&alice, JOB / 2, Payout::Account).unwrap();
    world.redeem(&alice, 3 * JOB / 2).unwrap();
    let free = world.position(&alice).free.u128();
    assert_eq!(world.position(&alice).bond.u128(), free + 200 * ONE);
    world.withdraw(&alice, free, Payout::Wallet).unwrap();
    world.transfer(&alice, &market, JOB);
    world.default_on(1, 0).unwrap();
    assert_eq!((world.net_account(&client), world.slashed()), (100 * ONE, 25 * ONE));
    assert_eq!(world.position(&alice).free.u128(), 75 * ONE);
    world.check_books();
}

#[test]
fn a_called_job_is_accepted_from_jail_unseen_disreputed_unadmitted_and_after_a_stop() {
    let mut world = World::quiet();
    let (alice, owner) = (world.debtor("alice", 2, JOB), world.owner.clone());
    world.accept(9, &alice, 1, ONE);
    world.fraud(9, 1_000 * ONE, None).unwrap();
    let key = k256::ecdsa::SigningKey::from_slice(&[1; 32]).unwrap();
    let key = Binary::from(key.verifying_key().to_encoded_point(true).as_bytes());
    let attestors = vec![AttestorKey { scheme: KeyScheme::Secp256k1, key }];
    let admission = Admission::Attested { attestors, threshold: 1 };
    let update =
        ExecuteMsg::UpdateClass { class: CLASS.into(), params: ClassParams { admission, ..class_params() } };
    world.send(&owner, update).unwrap();
    world.wait(DAY);
    assert!(world.provider_record(&alice).jailed_until.is_some());
    let mut free = world.lock_request(8, &alice, 1, ONE);
    free.job_id = 8;
    refused_with(world.lock(free), &["is in jail"]);

    assert_eq!(world.call(1, JOB), alice);
    let request = world.called_request(1, &alice, 1);
    let pause =
        |accept| ExecuteMsg::SetPaused { class: CLASS.into(), paused: ClassPaused { mint: false, accept } };
    world.send(&owner, pause(true)).unwrap();
    let stopped = ContractError::Paused { what: "accepting", class: CLASS.into() };
    refused(world.lock(request.clone()), stopped);
    world.send(&owner, pause(false)).unwrap();
    world.lock(request).unwrap();
    assert_eq!(world.position(&alice).busy, 1);
}

#[test]
fn a_called_job_needs_the_debtor_that_was_called_and_not_its_gpus_free() {
    let mut world = World::quiet();
    let (alice, bob) = (world.debtor("alice", 2, JOB), world.debtor("bob", 2, JOB));
    let mut call = world.call_request(1, JOB);
    call.gpus = 2;
    world.begin_call(call).unwrap();
    let expected = format!("2 GPUs of {alice} in class `{CLASS}`");
    for (who, gpus) in [(&bob, 2), (&alice, 1)] {
        let request = world.called_request(1, who, gpus);
        let got = format!("{gpus} GPUs of {who} in class `{CLASS}`");
        refused(world.lock(request), otherwise(1, &expected, &got));
    }
    // Whoever gave it another job cannot make it default on the call.
    world.accept(2, &alice, 1, ONE);
    let request = world.called_request(1, &alice, 2);
    world.lock(request.clone()).unwrap();
    // Accepted once.
    refused(world.lock(request.clone()), ContractError::Bound { job_id: 1 });
    // With two GPUs in the call and one in the other job, none is free for a third.
    let busy = RuleError::FreeGpus { expected: 1, free: 0, offered: 2 };
    let third = world.lock_request(3, &alice, 1, ONE);
    refused(world.lock(third), busy.into());
    world.settle(2, 0, 0).unwrap();
    refused(
        world.lock(api::provider_registry::LockRequest { job_id: 7, ..request }),
        ContractError::UnknownBinding { job_id: 7 },
    );
    // Nor by a volunteer.
    let request = world.lock_request(1, &bob, 2, ONE);
    refused(world.lock(request), ContractError::Bound { job_id: 1 });
}

#[test]
fn a_called_job_knows_no_fault_and_a_locked_one_no_default() {
    let mut world = World::quiet();
    let alice = world.debtor("alice", 2, JOB);
    world.call(1, JOB);
    world.accept(2, &alice, 1, ONE);
    let fault = otherwise(1, "a default of a called job", "a fault");
    refused(world.late(1, 0), fault);
    refused(world.fraud(1, 0, None), otherwise(1, "a default of a called job", "a fault"));
    refused(world.default_on(2, 0), otherwise(2, "a fault of a job that was not called", "a default"));
    let market = world.market.clone();
    refused(
        world.send(&market, ExecuteMsg::FreeGpus { job_id: 1 }),
        otherwise(1, "a job that was not called", "one that was"),
    );
    let request = world.called_request(2, &alice, 1);
    refused_with(world.lock(request), &["job 2: expected a job that was called"]);
    let error = world
        .app
        .wrap()
        .query_wasm_smart::<api::provider_registry::CallResponse>(
            &world.registry,
            &QueryMsg::JobCall { job_id: 2 },
        )
        .unwrap_err();
    assert!(error.to_string().contains("expected a job that was called, got one that was accepted uncalled"));
}

#[test]
fn a_call_is_refused_by_its_numbers_its_class_a_stop_and_its_job() {
    let mut world = World::quiet();
    world.debtor("alice", 2, JOB);
    let good = world.call_request(1, JOB);
    let bounds = |field, expected: &str, got: &str| {
        let (expected, got) = (expected.into(), got.into());
        ContractError::Common(CommonError::Bounds { field, expected, got })
    };
    let cases = [
        (CallRequest { gpus: 0, ..good.clone() }, bounds("gpus", "1 to 65536", "0")),
        (CallRequest { gpus: 65_537, ..good.clone() }, bounds("gpus", "1 to 65536", "65537")),
        (CallRequest { look: 0, ..good.clone() }, bounds("look", "1 to 1024", "0")),
        (CallRequest { look: 1_025, ..good.clone() }, bounds("look", "1 to 1024", "1025")),
        (CallRequest { credits: 0u128.into(), ..good.clone() }, ContractError::Zero { field: "credits" }),
        (
            CallRequest { class: "nowhere".into(), ..good.clone() },
            ContractError::UnknownClass { class: "nowhere".into() },
        ),
    ];
    for (request, expected) in cases {
        refused(world.begin_call(request), expected);
    }
    let guardian = world.guardian.clone();
    let paused = ClassPaused { mint: false, accept: true };
    world.send(&guardian, ExecuteMsg::SetPaused { class: CLASS.into(), paused }).unwrap();
    let stopped = ContractError::Paused { what: "accepting", class: CLASS.into() };
    refused(world.begin_call(good.clone()), stopped);
    let owner = world.owner.clone();
    let paused = ClassPaused { mint: false, accept: false };
    world.send(&owner, ExecuteMsg::SetPaused { class: CLASS.into(), paused }).unwrap();
    world.begin_call(good.clone()).unwrap();
    refused(world.begin_call(good), ContractError::Bound { job_id: 1 });
}

#[test]
fn calling_a_default_names_a_client_that_is_an_address() {
    let mut world = World::quiet();
    world.debtor("alice", 2, JOB);
    world.call(1, JOB);
    let end = JobEnd::Defaulted { take: 0u128.into(), client: "nobody".into() };
    refused(world.end(1, end), CommonError::Address { field: "client", got: "nobody".into() }.into());
    assert_eq!(world.position(&world.addr("alice")).called.u128(), JOB);
}
