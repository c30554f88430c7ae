//! Registering, signs of life, leaving.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::CommonError;
use api::common::Payout;
use api::provider_registry::{ExecuteMsg, ProvidersResponse, QueryMsg};
use provider_registry::error::ContractError;

fn register(metadata: &str) -> ExecuteMsg {
    ExecuteMsg::Register { metadata: metadata.into() }
}

#[test]
fn register_records_metadata_and_a_sign_of_life() {
    let mut world = World::bare();
    let alice = world.addr("alice");
    let response = world.send(&alice, register("https://alice.example")).unwrap();
    assert_eq!(
        event(&response, "register"),
        [("provider", alice.as_str()), ("metadata", "https://alice.example")]
    );
    let record = world.provider_record(&alice);
    assert!(record.active);
    assert_eq!(record.metadata, "https://alice.example");
    assert_eq!(record.last_seen, world.now());
    assert_eq!((record.jailed_until, record.liveness_faults), (None, 0));
    refused(world.send(&alice, register("")), ContractError::AlreadyRegistered { address: alice });
}

#[test]
fn metadata_is_bounded_and_may_be_empty() {
    let mut world = World::bare();
    let alice = world.addr("alice");
    let long = || CommonError::Bounds {
        field: "metadata",
        expected: "0 to 256 bytes".into(),
        got: "257 bytes".into(),
    };
    refused(world.send(&alice, register(&"x".repeat(257))), long().into());
    world.send(&alice, register(&"x".repeat(256))).unwrap();
    let update = |text: &str| ExecuteMsg::UpdateProvider { metadata: text.into() };
    refused(world.send(&alice, update(&"x".repeat(257))), long().into());
    world.send(&alice, update("new")).unwrap();
    assert_eq!(world.provider_record(&alice).metadata, "new");
    world.send(&alice, update("")).unwrap();
    assert_eq!(world.provider_record(&alice).metadata, "");
    let bob = world.addr("bob");
    refused(world.send(&bob, update("x")), ContractError::NotRegistered { address: bob });
}

#[test]
fn heartbeat_is_the_providers_own() {
    let mut world = World::bare();
    let (alice, bob) = (world.provider("alice", 0, 0), world.addr("bob"));
    world.wait(100);
    world.send(&alice, ExecuteMsg::Heartbeat {}).unwrap();
    assert_eq!(world.provider_record(&alice).last_seen, world.now());
    refused(world.send(&bob, ExecuteMsg::Heartbeat {}), ContractError::NotRegistered { address: bob });
}

#[test]
fn leave_is_refused_while_anything_is_owed_locked_or_offered() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 100 * ONE, 2);
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    world.accept(1, &alice, 1, ONE);
    let bound = |owed, locked, gpus| ContractError::StillBound { class: CLASS.into(), owed, locked, gpus };
    let leave = || ExecuteMsg::Leave {};
    refused(world.send(&alice, leave()), bound(128 * ONE, ONE, 2));
    world.settle(1, ONE, 0).unwrap();
    refused(world.send(&alice, leave()), bound(128 * ONE, 0, 2));
    // Called credits are owed as well.
    world.call(2, ONE);
    world.redeem(&alice, 127 * ONE).unwrap();
    refused(world.send(&alice, leave()), bound(ONE, 0, 2));
    world.transfer(&alice, &world.market.clone(), ONE);
    world.settle(2, 0, ONE).unwrap();
    refused(world.send(&alice, leave()), bound(0, 0, 2));
    // A result that waits for its verdict frees the GPUs, not the lock.
    world.accept(3, &alice, 1, ONE);
    world.send(&world.market.clone(), ExecuteMsg::FreeGpus { job_id: 3 }).unwrap();
    world.offer(&alice, 0).unwrap();
    refused(world.send(&alice, leave()), bound(0, ONE, 0));
    world.settle(3, ONE, 0).unwrap();
    world.send(&alice, leave()).unwrap();
    assert!(!world.provider_record(&alice).active);
    refused(world.send(&alice, leave()), ContractError::NotRegistered { address: alice });
}

#[test]
fn leaving_and_coming_back_resets_neither_reputation_nor_faults() {
    let mut world = World::new();
    let alice = world.provider("alice", 100 * ONE, 2);
    world.accept(1, &alice, 1, ONE);
    world.late(1, 8 * ONE).unwrap();
    let before = world.position(&alice);
    assert_eq!(before.bad.u128(), 2 * ONE);
    world.offer(&alice, 0).unwrap();
    world.send(&alice, ExecuteMsg::Leave {}).unwrap();
    for refused_msg in [
        ExecuteMsg::Heartbeat {},
        ExecuteMsg::Unjail {},
        ExecuteMsg::OfferGpus { class: CLASS.into(), gpus: 1, admission: None },
        ExecuteMsg::MintCredits {
            class: CLASS.into(),
            amount: 1u128.into(),
            max_collateral: 1u128.into(),
            payout: Payout::Wallet,
        },
    ] {
        refused(world.send(&alice, refused_msg), ContractError::NotRegistered { address: alice.clone() });
    }
    world.send(&alice, register("back")).unwrap();
    let after = world.position(&alice);
    assert_eq!(
        (after.bad, after.reputation_bps, after.bond),
        (before.bad, before.reputation_bps, before.bond)
    );
    assert_eq!(world.provider_record(&alice).liveness_faults, 1);
}

#[test]
fn providers_are_listed_page_by_page() {
    let mut world = World::bare();
    let mut names: Vec<_> = ["alice", "bob", "carol"].iter().map(|n| world.provider(n, 0, 0)).collect();
    names.sort();
    let page = |start_after, limit| QueryMsg::Providers { order: None, start_after, limit };
    let first: ProvidersResponse = world.ask(page(None, Some(2)));
    let got: Vec<_> = first.providers.iter().map(|p| p.provider.clone()).collect();
    assert_eq!(got, names[..2]);
    let rest: ProvidersResponse = world.ask(page(Some(names[1].to_string()), None));
    assert_eq!(rest.providers.len(), 1);
    assert_eq!(rest.providers[0].provider, names[2]);
}
