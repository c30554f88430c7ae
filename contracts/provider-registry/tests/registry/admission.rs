//! Admission to a class by attestation.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::{CommonError, Payout};
use api::provider_registry::{
    Admission, AdmissionProof, AttestorKey, ClassParams, ExecuteMsg, KeyScheme, KeySignature,
};
use api::signatures::SignatureError;
use cosmwasm_std::{coins, Addr, Binary, Uint128};
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use proofs::statement::admission_digest;
use provider_registry::error::ContractError;

const ATTESTED: &str = "attested";

fn attestor(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).unwrap()
}

fn attested_params(threshold: u32) -> ClassParams {
    let attestors = [1, 2, 3]
        .map(|seed| AttestorKey {
            scheme: KeyScheme::Secp256k1,
            key: Binary::from(attestor(seed).verifying_key().to_encoded_point(true).as_bytes()),
        })
        .to_vec();
    ClassParams { admission: Admission::Attested { attestors, threshold }, ..class_params() }
}

/// A bonded provider in a class that two of three attestors admit to.
fn attested_world() -> (World, Addr) {
    let mut world = World::new();
    world.add_class(ATTESTED, attested_params(2));
    let alice = world.provider("alice", 0, 0);
    let bond = ExecuteMsg::Bond { class: ATTESTED.into(), from: api::common::Source::Funds {} };
    world.pay(&alice, bond, &coins(100 * ONE, NET)).unwrap();
    (world, alice)
}

fn sign(world: &World, provider: &Addr, class: &str, gpus: u32, expiry: u64, seed: u8) -> KeySignature {
    let chain_id = world.app.block_info().chain_id;
    let registry = world.registry.as_str();
    let digest = admission_digest(&chain_id, registry, class, provider.as_str(), gpus, expiry);
    let signature: Signature = attestor(seed).sign_prehash(&digest).unwrap();
    KeySignature { key: u32::from(seed) - 1, signature: Binary::from(signature.to_bytes().to_vec()) }
}

fn offer_msg(class: &str, gpus: u32, admission: Option<AdmissionProof>) -> ExecuteMsg {
    ExecuteMsg::OfferGpus { class: class.into(), gpus, admission }
}

fn admitted(world: &World, provider: &Addr, gpus: u32, expiry: u64, seeds: &[u8]) -> ExecuteMsg {
    let signatures = seeds.iter().map(|seed| sign(world, provider, ATTESTED, gpus, expiry, *seed)).collect();
    offer_msg(ATTESTED, gpus, Some(AdmissionProof { expiry, signatures }))
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
fn an_open_class_takes_no_admission() {
    let mut world = World::new();
    let alice = world.provider("alice", ONE, 0);
    let proof = AdmissionProof { expiry: world.now() + 1, signatures: vec![] };
    refused(
        world.send(&alice, offer_msg(CLASS, 1, Some(proof))),
        ContractError::AdmissionUnneeded { reason: "the class is open" },
    );
}

#[test]
fn an_attested_class_takes_k_of_n_signatures() {
    let (mut world, alice) = attested_world();
    let expiry = world.now() + 30 * DAY;
    refused(
        world.send(&alice, offer_msg(ATTESTED, 2, None)),
        ContractError::AdmissionMissing { class: ATTESTED.into() },
    );
    let one = admitted(&world, &alice, 2, expiry, &[1]);
    refused(world.send(&alice, one), SignatureError::TooFew { expected: 2, got: 1 }.into());
    let twice = admitted(&world, &alice, 2, expiry, &[1, 1]);
    refused(world.send(&alice, twice), SignatureError::DuplicateSignature { key: 0 }.into());
    let good = admitted(&world, &alice, 2, expiry, &[3, 1]);
    let response = world.send(&alice, good).unwrap();
    assert_eq!(attribute(&response, "position", "admitted_until"), expiry.to_string());
    // None is needed to offer as many, or fewer: GPUs break without their attestors.
    world.send(&alice, offer_msg(ATTESTED, 2, None)).unwrap();
    world.send(&alice, offer_msg(ATTESTED, 1, None)).unwrap();
    refused(
        world.send(&alice, offer_msg(ATTESTED, 2, None)),
        ContractError::AdmissionMissing { class: ATTESTED.into() },
    );
    // Nor to offer none, and then it is not taken either.
    let proof = AdmissionProof { expiry, signatures: vec![] };
    refused(
        world.send(&alice, offer_msg(ATTESTED, 0, Some(proof))),
        ContractError::AdmissionUnneeded { reason: "no GPUs are offered" },
    );
    world.send(&alice, offer_msg(ATTESTED, 0, None)).unwrap();
}

#[test]
fn an_admission_binds_provider_number_class_and_expiry() {
    let (mut world, alice) = attested_world();
    let bob = world.provider("bob", 0, 0);
    let expiry = world.now() + 30 * DAY;
    let with = |gpus: u32, expiry: u64, signatures: Vec<KeySignature>| {
        offer_msg(ATTESTED, gpus, Some(AdmissionProof { expiry, signatures }))
    };
    let signed = |provider: &Addr, class: &str, gpus: u32, expiry: u64| {
        vec![sign(&world, provider, class, gpus, expiry, 1), sign(&world, provider, class, gpus, expiry, 2)]
    };
    let wrong = [
        with(2, expiry, signed(&bob, ATTESTED, 2, expiry)),
        with(2, expiry, signed(&alice, CLASS, 2, expiry)),
        with(3, expiry, signed(&alice, ATTESTED, 2, expiry)),
        with(2, expiry + 1, signed(&alice, ATTESTED, 2, expiry)),
    ];
    for msg in wrong {
        refused_with(world.send(&alice, msg), &["signature of key 0 does not verify"]);
    }
}

#[test]
fn an_admission_ends_in_the_future_and_within_a_year() {
    let (mut world, alice) = attested_world();
    let now = world.now();
    for expiry in [now, now + 365 * DAY + 1] {
        let msg = admitted(&world, &alice, 1, expiry, &[1, 2]);
        let bounds = CommonError::Bounds {
            field: "admission.expiry",
            expected: format!("{} to {}", now + 1, now + 365 * DAY),
            got: expiry.to_string(),
        };
        refused(world.send(&alice, msg), bounds.into());
    }
    let msg = admitted(&world, &alice, 1, now + 365 * DAY, &[1, 2]);
    world.send(&alice, msg).unwrap();
}

#[test]
fn an_ended_admission_neither_mints_nor_accepts_nor_counts() {
    let (mut world, alice) = attested_world();
    let expiry = world.now() + DAY;
    let msg = admitted(&world, &alice, 2, expiry, &[1, 2]);
    world.send(&alice, msg).unwrap();
    assert_eq!(proven(&world, ATTESTED), 1);
    world.wait(DAY);
    let now = world.now();
    let ended = ContractError::NotAdmitted { class: ATTESTED.into(), admitted_until: expiry, now };
    let mint = ExecuteMsg::MintCredits {
        class: ATTESTED.into(),
        amount: 1u128.into(),
        max_collateral: Uint128::MAX,
        payout: Payout::Wallet,
    };
    refused(world.send(&alice, mint), ended);
    world.send(&alice, ExecuteMsg::Heartbeat {}).unwrap();
    let mut request = world.lock_request(1, &alice, 1, ONE);
    request.class = ATTESTED.into();
    let now = world.now();
    refused(
        world.lock(request),
        ContractError::NotAdmitted { class: ATTESTED.into(), admitted_until: expiry, now },
    );
    touch(&mut world, &alice, ATTESTED);
    assert_eq!(proven(&world, ATTESTED), 0);
}

#[test]
fn opening_to_attested_ends_what_nobody_attested() {
    let mut world = World::new();
    let (alice, owner) = (world.provider("alice", 10 * ONE, 1), world.owner.clone());
    let update = ExecuteMsg::UpdateClass { class: CLASS.into(), params: attested_params(2) };
    world.send(&owner, update).unwrap();
    refused(
        world.mint(&alice, 1, Payout::Wallet),
        ContractError::NotAdmitted { class: CLASS.into(), admitted_until: 0, now: world.now() },
    );
}
