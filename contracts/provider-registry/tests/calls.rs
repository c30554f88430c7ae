//! What a call binds, and what ignoring one costs.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod common;

use api::common::{CommonError, Payout, Source};
use api::provider_registry::{CallRequest, CallResponse, ClassPaused, ExecuteMsg, QueryMsg, StandardJob};
use common::calls::*;
use common::*;
use cosmwasm_std::{Addr, Uint128};
use provider_registry::error::{CallError, ContractError};
use provider_registry::state;

#[test]
fn an_ignored_call_is_to_be_closed() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 4, 250 * ONE);
    call(&mut world, 1, &alice, 1, JOB).unwrap();
    let opened = world.now();
    let response = end(&mut world, 1, true).unwrap();
    assert_eq!(
        event(&response, "end_call"),
        [
            ("class", CLASS),
            ("provider", alice.as_str()),
            ("job_id", "1"),
            ("ignored", "true"),
            ("ignored_credits", "100000000"),
            ("closing_since", opened.to_string().as_str()),
        ]
    );
    assert_eq!(open_closings(&world), std::slice::from_ref(&alice));
    assert!(world.position(&alice).callable, "150 more can be called");

    world.wait(60);
    call(&mut world, 2, &alice, 1, JOB).unwrap();
    end(&mut world, 2, true).unwrap();
    let position = world.position(&alice);
    assert_eq!(position.ignored_credits.u128(), 250 * ONE, "50 are too little for a standard job");
    assert_eq!((position.closing_since, position.callable), (Some(opened), false));

    // Whoever brings credits back makes up for it.
    let redeem = |amount: u128| ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: amount.into() };
    world.send(&alice, redeem(150 * ONE)).unwrap();
    assert_eq!(world.position(&alice).ignored_credits.u128(), 100 * ONE);
    world.send(&alice, redeem(100 * ONE)).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.ignored_credits.u128(), position.closing_since), (0, None));
    assert_eq!(open_closings(&world), Vec::<Addr>::new());
}

#[test]
fn a_call_that_could_not_be_accepted_is_not_ignored() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 4, 5 * JOB);
    call(&mut world, 1, &alice, 1, JOB).unwrap();
    end(&mut world, 1, false).unwrap();
    call(&mut world, 2, &alice, 1, JOB).unwrap();
    let paused = ClassPaused { mint: false, accept: true };
    let guardian = world.guardian.clone();
    world.send(&guardian, ExecuteMsg::SetPaused { class: CLASS.into(), paused }).unwrap();
    let response = end(&mut world, 2, true).unwrap();
    assert_eq!(attribute(&response, "end_call", "ignored"), "false");
    assert_eq!(
        (world.position(&alice).ignored_credits.u128(), world.position(&alice).closing_since),
        (0, None)
    );
    assert_eq!(open_closings(&world), Vec::<Addr>::new());
    let expected = ContractError::Paused { what: "accepting", class: CLASS.into() };
    refused(call(&mut world, 3, &alice, 1, JOB), expected);
}

#[test]
fn a_call_begins_and_ends_once() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 4, 5 * JOB);
    let response = call(&mut world, 1, &alice, 1, JOB).unwrap();
    assert_eq!(
        event(&response, "call"),
        [
            ("class", CLASS),
            ("provider", alice.as_str()),
            ("job_id", "1"),
            ("gpus", "1"),
            ("credits", "100000000"),
            // A fifth of 2^32, rounded up.
            ("tag", "858993460"),
        ]
    );
    let expected = CallResponse {
        job_id: 1,
        provider: alice.clone(),
        class: CLASS.into(),
        gpus: 1,
        credits: JOB.into(),
    };
    assert_eq!(world.ask::<CallResponse>(QueryMsg::Call { job_id: 1 }), expected);
    refused(call(&mut world, 1, &alice, 1, JOB), CallError::CallExists { job_id: 1 }.into());
    world.accept(1, &alice, 1, ONE);
    assert_eq!(world.ask::<CallResponse>(QueryMsg::Call { job_id: 1 }), expected, "accepted, it still runs");
    refused(call(&mut world, 1, &alice, 1, JOB), ContractError::LockExists { job_id: 1 });
    refused(end(&mut world, 1, true), CallError::UnknownCall { job_id: 1 }.into());
    outcome(&mut world, 1).unwrap();
    refused(outcome(&mut world, 1), ContractError::UnknownLock { job_id: 1 });

    call(&mut world, 2, &alice, 1, JOB).unwrap();
    end(&mut world, 2, true).unwrap();
    refused(end(&mut world, 2, true), CallError::UnknownCall { job_id: 2 }.into());
    let position = world.position(&alice);
    assert_eq!((position.called_gpus, position.called_credits.u128()), (0, 0));
    assert_eq!((position.ignored_credits.u128(), position.called_locked.u128()), (JOB, 0));
}

#[test]
fn a_called_lock_comes_out_of_the_margin() {
    let mut world = new_world();
    // The margin of 100 credits at 2^-6 and 200 %, to the unit.
    let alice = world.provider("alice", 3_125_000, 4);
    world.mint(&alice, JOB, Payout::Account).unwrap();
    assert_eq!(world.position(&alice).free.u128(), 0);
    let request = world.lock_request(1, &alice, 1, ONE);
    refused_with(world.lock(request), &["bond too low", "1000000 locked + 3125000 margin", "got 3125000"]);

    call(&mut world, 2, &alice, 1, JOB).unwrap();
    let request = world.lock_request(2, &alice, 1, ONE);
    world.lock(request).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.called_locked.u128(), position.locked.u128(), position.busy), (ONE, 0, 1));
    outcome(&mut world, 2).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.called_locked.u128(), position.bond.u128(), position.busy), (0, 3_125_000, 0));
    assert!(position.callable);

    call(&mut world, 3, &alice, 1, JOB).unwrap();
    let request = world.lock_request(3, &alice, 1, ONE);
    world.lock(request).unwrap();
    let fault = fraud(&world);
    world.fault(3, fault).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.called_locked.u128(), position.bond.u128()), (0, 2_125_000));
    assert_eq!((position.called_gpus, position.called_credits.u128(), position.busy), (0, 0, 0));
}

/// Job 1: a lock larger than the bond takes what the margin holds. What is on its way out serves it too.
#[test]
fn a_called_lock_is_never_more_than_there_is_and_its_slash_leaves_no_bond_negative() {
    let mut world = new_world();
    let alice = world.provider("alice", 4_125_000, 4);
    world.mint(&alice, JOB, Payout::Account).unwrap();
    world.unbond(&alice, ONE).unwrap();
    // The price rises fourfold, and the margin above the bond.
    let lp = world.addr("lp");
    world.swap_net(&lp, CLASS, LIQUIDITY.1);
    call(&mut world, 1, &alice, 1, JOB).unwrap();
    let mut request = world.lock_request(1, &alice, 1, 2 * ONE);
    request.detection_bps = 100;
    world.lock(request).unwrap();
    assert_eq!(world.position(&alice).called_locked.u128(), 4_125_000);
    world.wait(22 * DAY);
    refused_with(world.release(&alice, Payout::Wallet), &["cannot be released"]);
    let fault = fraud(&world);
    world.fault(1, fault).unwrap();
    let position = world.position(&alice);
    assert_eq!((position.bond.u128(), position.called_locked.u128(), position.unbonding.len()), (0, 0, 0));
    assert_eq!(world.net(&world.registry), 40_000 * ONE, "what the others hold is whole");
}

#[test]
fn a_called_lock_stays_when_the_margin_shrinks() {
    let mut world = new_world();
    let alice = world.provider("alice", 3_125_000, 4);
    world.mint(&alice, JOB, Payout::Account).unwrap();
    call(&mut world, 1, &alice, 1, JOB).unwrap();
    let request = world.lock_request(1, &alice, 1, ONE);
    world.lock(request).unwrap();
    let redeem = ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: JOB.into() };
    world.send(&alice, redeem).unwrap();
    assert_eq!(world.position(&alice).free.u128(), 2_125_000);
    refused_with(world.unbond(&alice, 2_125_001), &["bond too low", "1000000 margin"]);
    world.unbond(&alice, 2_125_000).unwrap();
    // With nothing owed any more, a called job needs free bond like every other.
    outcome(&mut world, 1).unwrap();
}

#[test]
fn who_owes_nothing_any_more_accepts_a_call_like_any_job() {
    let mut world = new_world();
    let alice = world.provider("alice", 3_125_000, 4);
    world.mint(&alice, JOB, Payout::Account).unwrap();
    call(&mut world, 1, &alice, 1, JOB).unwrap();
    let redeem = ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: JOB.into() };
    world.send(&alice, redeem).unwrap();
    world.unbond(&alice, 3_000_000).unwrap();
    let request = world.lock_request(1, &alice, 1, ONE);
    refused_with(
        world.lock(request),
        &["bond too low", "3000000 unbonding", "1000000 margin", "got 3125000"],
    );
    end(&mut world, 1, true).unwrap();
    assert_eq!(
        (world.position(&alice).closing_since, world.position(&alice).ignored_credits.u128()),
        (None, 0)
    );
}

#[test]
fn only_the_first_is_called_and_only_it_accepts() {
    let mut world = new_world();
    let nobody = world.provider("carol", 100 * ONE, 4);
    refused_with(call(&mut world, 1, &nobody, 1, JOB), &["expected the first", "none", nobody.as_str()]);
    let alice = debtor(&mut world, "alice", 4, 5 * JOB);
    refused(
        call(&mut world, 1, &nobody, 1, JOB),
        CallError::NotNext { class: CLASS.into(), expected: alice.to_string(), got: nobody.clone() }.into(),
    );
    call(&mut world, 1, &alice, 2, JOB).unwrap();
    let heartbeat = ExecuteMsg::Heartbeat {};
    world.send(&nobody, heartbeat).unwrap();
    let request = world.lock_request(1, &nobody, 2, ONE);
    refused_with(world.lock(request), &["job 1 is called", alice.as_str(), nobody.as_str()]);
    let request = world.lock_request(1, &alice, 1, ONE);
    refused_with(world.lock(request), &["expected 2 GPUs of", "got 1 GPUs of"]);
}

#[test]
fn nothing_is_called_once_the_class_has_ended() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 2, JOB);
    call(&mut world, 1, &alice, 1, JOB).unwrap();
    let (at, now) = (world.now() + 10, world.now() + 10);
    end_class(&mut world, at);
    world.wait(10);
    let class = || CLASS.to_owned();
    let request = world.lock_request(1, &alice, 1, ONE);
    refused(world.lock(request), ContractError::Ended { class: class(), at, now });
    refused(call(&mut world, 2, &alice, 1, JOB), ContractError::Ended { class: class(), at, now });
    end(&mut world, 1, true).unwrap();
    assert_eq!(world.position(&alice).ignored_credits.u128(), 0);
}

fn end_class(world: &mut World, at: u64) {
    let mut storage = world.app.contract_storage_mut(&world.registry);
    let mut class = state::class(&*storage, CLASS).unwrap();
    class.sunset_at = Some(at);
    state::save_class(&mut *storage, CLASS, &class).unwrap();
}

#[test]
fn only_the_job_market_calls() {
    let mut world = new_world();
    let alice = debtor(&mut world, "alice", 2, JOB);
    let call = CallRequest {
        job_id: 1,
        class: CLASS.into(),
        provider: alice.to_string(),
        gpus: 1,
        credits: JOB.into(),
    };
    for msg in [
        ExecuteMsg::Call(call),
        ExecuteMsg::EndCall { job_id: 1, ignored: true },
        ExecuteMsg::FreeGpus { job_id: 1 },
        ExecuteMsg::SetStandard { class: CLASS.into(), standard: None },
    ] {
        let expected =
            CommonError::Unauthorized { expected: "the job-market".into(), got: world.owner.to_string() };
        let owner = world.owner.clone();
        refused(world.send(&owner, msg), expected.into());
    }
    let none = Some(StandardJob { gpus: 1, credits: Uint128::zero() });
    let market = world.market.clone();
    let zero = ExecuteMsg::SetStandard { class: CLASS.into(), standard: none };
    refused(world.send(&market, zero), ContractError::Zero { field: "standard.credits" });
    // Adding to a bond changes nothing about calls.
    let bond = ExecuteMsg::Bond { class: CLASS.into(), from: Source::Funds {} };
    world.pay(&alice, bond, &cosmwasm_std::coins(ONE, NET)).unwrap();
    assert_eq!(order(&world).entries.len(), 1);
}
