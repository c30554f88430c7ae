//! k of n keys over one digest: every scheme, and every way to be wrong.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

use api::provider_registry::{AttestorKey, KeyScheme, KeySignature};
use api::signatures::{check_keys, count_valid, require, SignatureError, MAX_KEYS};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::Binary;
use ed25519_dalek::Signer;
use k256::ecdsa::signature::hazmat::PrehashSigner as _;

const DIGEST: [u8; 32] = [7; 32];
const NAMES: [&str; 3] = ["secp256k1", "secp256r1", "ed25519"];

/// One key of each scheme, and its signature of a digest.
fn signed(index: usize, seed: u8, digest: &[u8; 32]) -> (AttestorKey, Binary) {
    match index {
        0 => {
            let key = k256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap();
            let signature: k256::ecdsa::Signature = key.sign_prehash(digest).unwrap();
            let public = key.verifying_key().to_encoded_point(true);
            (entry(KeyScheme::Secp256k1, public.as_bytes()), Binary::from(signature.to_bytes().to_vec()))
        }
        1 => {
            let key = p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap();
            let signature: p256::ecdsa::Signature = key.sign_prehash(digest).unwrap();
            let public = key.verifying_key().to_encoded_point(true);
            (entry(KeyScheme::Secp256r1, public.as_bytes()), Binary::from(signature.to_bytes().to_vec()))
        }
        _ => {
            let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
            let signature = key.sign(digest).to_bytes();
            (entry(KeyScheme::Ed25519, key.verifying_key().as_bytes()), Binary::from(signature))
        }
    }
}

fn entry(scheme: KeyScheme, key: &[u8]) -> AttestorKey {
    AttestorKey { scheme, key: Binary::from(key) }
}

fn of(key: u32, signature: &Binary) -> KeySignature {
    KeySignature { key, signature: signature.clone() }
}

fn all_schemes() -> (Vec<AttestorKey>, Vec<Binary>) {
    (0..3).map(|index| signed(index, 9, &DIGEST)).unzip()
}

#[test]
fn every_scheme_counts_in_any_order() {
    let (keys, signatures) = all_schemes();
    let api = MockApi::default();
    check_keys(&keys, 3).unwrap();
    assert_eq!(count_valid(&api, &keys, &DIGEST, &[]).unwrap(), 0);
    for index in 0..3u32 {
        let one = [of(index, &signatures[index as usize])];
        assert_eq!(count_valid(&api, &keys, &DIGEST, &one).unwrap(), 1, "{}", NAMES[index as usize]);
    }
    let reversed: Vec<_> = (0..3u32).rev().map(|index| of(index, &signatures[index as usize])).collect();
    assert_eq!(count_valid(&api, &keys, &DIGEST, &reversed).unwrap(), 3);
    require(&api, &keys, 3, &DIGEST, &reversed).unwrap();
    assert_eq!(
        require(&api, &keys, 3, &DIGEST, &reversed[..2]).unwrap_err(),
        SignatureError::TooFew { expected: 3, got: 2 }
    );
}

#[test]
fn every_flipped_bit_of_a_signature_is_refused_by_name() {
    let (keys, signatures) = all_schemes();
    let api = MockApi::default();
    let digest: String = DIGEST.iter().map(|byte| format!("{byte:02x}")).collect();
    for (index, good) in signatures.iter().enumerate() {
        for byte in 0..good.len() {
            let mut bad = good.to_vec();
            bad[byte] ^= 1;
            let key = index as u32;
            let got = count_valid(&api, &keys, &DIGEST, &[of(key, &bad.into())]);
            let expected = SignatureError::Invalid { key, digest: digest.clone() };
            assert_eq!(got.unwrap_err(), expected, "{} byte {byte}", NAMES[index]);
        }
    }
}

#[test]
fn a_signature_belongs_to_its_digest_and_its_key() {
    let (mut keys, mut signatures) = all_schemes();
    let api = MockApi::default();
    for index in 0..3usize {
        let (other_key, other_signature) = signed(index, 10, &DIGEST);
        keys.push(other_key);
        signatures.push(other_signature);
    }
    for index in 0..3u32 {
        let other_digest = count_valid(&api, &keys, &[8; 32], &[of(index, &signatures[index as usize])]);
        assert!(matches!(other_digest, Err(SignatureError::Invalid { key, .. }) if key == index));
        let other_key = count_valid(&api, &keys, &DIGEST, &[of(index + 3, &signatures[index as usize])]);
        assert!(matches!(other_key, Err(SignatureError::Invalid { key, .. }) if key == index + 3));
        // One that verifies does not excuse one that does not.
        let mixed = [
            of(index + 3, &signatures[index as usize + 3]),
            of((index + 1) % 3, &signatures[index as usize]),
        ];
        assert!(count_valid(&api, &keys, &DIGEST, &mixed).is_err());
    }
}

#[test]
fn signatures_are_refused_by_index_repetition_and_length() {
    let (keys, signatures) = all_schemes();
    let api = MockApi::default();
    let refused = |entries: &[KeySignature]| count_valid(&api, &keys, &DIGEST, entries).unwrap_err();
    assert_eq!(refused(&[of(3, &signatures[0])]), SignatureError::UnknownKey { keys: 3, got: 3 });
    assert_eq!(
        refused(&[of(0, &signatures[0]), of(0, &signatures[0])]),
        SignatureError::DuplicateSignature { key: 0 }
    );
    let short = Binary::from(&signatures[1][..63]);
    assert_eq!(refused(&[of(1, &short)]), SignatureError::SignatureForm { key: 1, got: 63 });
    let long = Binary::from([signatures[2].as_slice(), &[0]].concat());
    assert_eq!(refused(&[of(2, &long)]), SignatureError::SignatureForm { key: 2, got: 65 });
    let four = [0, 1, 2, 0].map(|index| of(index, &signatures[index as usize]));
    assert_eq!(refused(&four), SignatureError::SignatureCount { max: 3, got: 4 });
}

#[test]
fn a_key_that_is_no_point_verifies_nothing() {
    let (_, signatures) = all_schemes();
    let api = MockApi::default();
    let mut off_curve = vec![2u8];
    off_curve.extend([0xff; 32]);
    let keys = [
        entry(KeyScheme::Secp256k1, &off_curve),
        entry(KeyScheme::Secp256r1, &off_curve),
        entry(KeyScheme::Ed25519, &[0xff; 32]),
    ];
    for (index, signature) in signatures.iter().enumerate() {
        let got = count_valid(&api, &keys, &DIGEST, &[of(index as u32, signature)]);
        assert!(matches!(got, Err(SignatureError::Invalid { .. })), "{}", NAMES[index]);
    }
}

#[test]
fn keys_are_refused_by_number_form_repetition_and_threshold() {
    let (keys, _) = all_schemes();
    assert_eq!(check_keys(&[], 1).unwrap_err(), SignatureError::KeyCount { max: MAX_KEYS, got: 0 });
    let many = |count: u8| -> Vec<_> { (1..=count).map(|seed| signed(2, seed, &DIGEST).0).collect() };
    check_keys(&many(16), 16).unwrap();
    assert_eq!(check_keys(&many(17), 1).unwrap_err(), SignatureError::KeyCount { max: MAX_KEYS, got: 17 });
    for threshold in [0, 4] {
        let expected = SignatureError::Threshold { max: 3, got: threshold };
        assert_eq!(check_keys(&keys, threshold).unwrap_err(), expected);
    }
    let twice = [keys.clone(), vec![keys[1].clone()]].concat();
    assert_eq!(check_keys(&twice, 1).unwrap_err(), SignatureError::DuplicateKey { index: 3, earlier: 1 });

    let compressed = "33 bytes, compressed";
    let forms = [
        (KeyScheme::Secp256k1, vec![2; 32], "secp256k1", compressed),
        (KeyScheme::Secp256k1, vec![4; 33], "secp256k1", compressed),
        (KeyScheme::Secp256r1, vec![3; 65], "secp256r1", compressed),
        (KeyScheme::Ed25519, vec![2; 33], "ed25519", "32 bytes"),
        (KeyScheme::Ed25519, vec![], "ed25519", "32 bytes"),
    ];
    for (scheme, key, name, expected) in forms {
        let got = check_keys(&[entry(scheme, &key)], 1).unwrap_err();
        assert_eq!(got, SignatureError::KeyForm { index: 0, scheme: name, expected, got: key.len() });
    }
}
