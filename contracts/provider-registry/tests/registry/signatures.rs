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
    check_keys(&MockApi::default(), &keys, 3).unwrap();
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
    assert_eq!(
        check_keys(&MockApi::default(), &[], 1).unwrap_err(),
        SignatureError::KeyCount { max: MAX_KEYS, got: 0 }
    );
    let many = |count: u8| -> Vec<_> { (1..=count).map(|seed| signed(2, seed, &DIGEST).0).collect() };
    check_keys(&MockApi::default(), &many(16), 16).unwrap();
    assert_eq!(
        check_keys(&MockApi::default(), &many(17), 1).unwrap_err(),
        SignatureError::KeyCount { max: MAX_KEYS, got: 17 }
    );
    for threshold in [0, 1, 4] {
        let expected = SignatureError::Threshold { min: 2, max: 3, got: threshold };
        assert_eq!(check_keys(&MockApi::default(), &keys, threshold).unwrap_err(), expected);
    }
    let twice = [keys.clone(), vec![keys[1].clone()]].concat();
    assert_eq!(
        check_keys(&MockApi::default(), &twice, 3).unwrap_err(),
        SignatureError::DuplicateKey { index: 3, earlier: 1 }
    );

    let compressed = "33 bytes, compressed";
    let forms = [
        (KeyScheme::Secp256k1, vec![2; 32], "secp256k1", compressed),
        (KeyScheme::Secp256k1, vec![4; 33], "secp256k1", compressed),
        (KeyScheme::Secp256r1, vec![3; 65], "secp256r1", compressed),
        (KeyScheme::Ed25519, vec![2; 33], "ed25519", "32 bytes"),
        (KeyScheme::Ed25519, vec![], "ed25519", "32 bytes"),
    ];
    for (scheme, key, name, expected) in forms {
        let got = check_keys(&MockApi::default(), &[entry(scheme, &key)], 1).unwrap_err();
        assert_eq!(got, SignatureError::KeyForm { index: 0, scheme: name, expected, got: key.len() });
    }
}

#[test]
fn a_threshold_is_more_than_half_of_the_keys() {
    let many = |count: u8| -> Vec<_> { (1..=count).map(|seed| signed(2, seed, &DIGEST).0).collect() };
    for (count, least) in [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (15, 8), (16, 9)] {
        let check = |threshold| check_keys(&MockApi::default(), &many(count), threshold);
        for threshold in 0..=u32::from(count) + 1 {
            let expected = if (least..=u32::from(count)).contains(&threshold) {
                Ok(())
            } else {
                Err(SignatureError::Threshold { min: least, max: count.into(), got: threshold })
            };
            assert_eq!(check(threshold), expected, "{threshold} of {count}");
        }
    }
}

/// Adds to the number that `key` encodes, little-endian; the bit that is a sign stays.
fn plus(key: [u8; 32], add: u8) -> [u8; 32] {
    let mut sum = key;
    let mut carry = u16::from(add);
    for byte in &mut sum {
        let total = u16::from(*byte) + carry;
        (*byte, carry) = (total as u8, total >> 8);
    }
    sum
}

/// The eight points of small order.
const SMALL_ORDER: [&str; 8] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
];

/// All fourteen encodings of the points of small order, and all others that are not canonical. Under those
/// fourteen a signature that nobody made verifies.
#[test]
fn ed25519_keys_of_small_order_or_not_canonical_are_refused() {
    let api = MockApi::default();
    let mut weak: Vec<[u8; 32]> =
        SMALL_ORDER.map(|key| Binary::from(unhex(key)).to_array().unwrap()).to_vec();
    for key in &weak {
        assert!(ed25519_dalek::VerifyingKey::from_bytes(key).unwrap().is_weak());
    }
    let mut modulus = [0xff; 32];
    (modulus[0], modulus[31]) = (0xed, 0x7f);
    weak.extend((0..19).map(|more| plus(modulus, more)));
    for key in weak.clone() {
        let mut signed = key;
        signed[31] ^= 0x80;
        weak.push(signed);
    }
    weak.sort_unstable();
    weak.dedup();
    let mut forged = 0;
    for key in &weak {
        let key = entry(KeyScheme::Ed25519, key);
        let got = check_keys(&api, std::slice::from_ref(&key), 1).unwrap_err();
        let SignatureError::WeakKey { index: 0, scheme: "ed25519", .. } = got else { panic!("{got}") };
        // R is the neutral element, s is 0.
        let mut nobodys = [0; 64];
        nobodys[0] = 1;
        forged += count_valid(&api, &[key], &DIGEST, &[of(0, &nobodys.into())]).unwrap_or(0);
    }
    assert_eq!(forged, 14);
    // What a seed makes is none of them.
    for seed in 1..=255 {
        check_keys(&api, &[signed(2, seed, &DIGEST).0], 1).unwrap();
    }
}

/// Half of all y are no point's: nobody could sign under such a key, and no host says so.
#[test]
fn ed25519_keys_off_their_curve_are_refused() {
    let api = MockApi::default();
    let mut highest = [0xff; 32];
    (highest[0], highest[31]) = (0, 0x7f);
    let seeds = (1..=8).map(|seed| signed(2, seed, &DIGEST).0.key.to_array().unwrap());
    let mut off = 0;
    for from in [[0; 32], highest].into_iter().chain(seeds) {
        // From 0xed on the highest are not canonical.
        for more in 0..0xed {
            let bytes = plus(from, more);
            let point = ed25519_dalek::VerifyingKey::from_bytes(&bytes);
            let sound = point.is_ok_and(|point| !point.is_weak());
            let got = check_keys(&api, &[entry(KeyScheme::Ed25519, &bytes)], 1);
            if sound {
                assert_eq!(got, Ok(()), "{}", hex(&bytes));
                continue;
            }
            off += 1;
            let expected = "a canonical point of large order";
            let got_key = hex(&bytes);
            let weak = SignatureError::WeakKey { index: 0, scheme: NAMES[2], expected, got: got_key };
            assert_eq!(got, Err(weak));
        }
    }
    assert!((1_000..1_400).contains(&off), "{off}");
}

#[test]
fn ecdsa_keys_off_their_curve_are_refused() {
    let api = MockApi::default();
    for (index, scheme) in [(0, KeyScheme::Secp256k1), (1, KeyScheme::Secp256r1)] {
        let (good, _) = signed(index, 9, &DIGEST);
        check_keys(&api, std::slice::from_ref(&good), 1).unwrap();
        // Half of all x are no point's.
        let mut off = 0;
        for add in 1..=64 {
            let mut bytes = good.key.to_vec();
            bytes[32] = bytes[32].wrapping_add(add);
            let key = entry(scheme, &bytes);
            let point = match index {
                0 => k256::PublicKey::from_sec1_bytes(&bytes).is_ok(),
                _ => p256::PublicKey::from_sec1_bytes(&bytes).is_ok(),
            };
            let got = check_keys(&api, &[key], 1);
            if point {
                assert_eq!(got, Ok(()));
                continue;
            }
            off += 1;
            let expected = "a point of its curve";
            let weak = SignatureError::WeakKey { index: 0, scheme: NAMES[index], expected, got: hex(&bytes) };
            assert_eq!(got, Err(weak));
        }
        assert!(off > 16, "{off}");
        // x is not below the field's modulus.
        let beyond = [&[3], &[0xff; 32][..]].concat();
        check_keys(&api, &[entry(scheme, &beyond)], 1).unwrap_err();
        check_keys(&api, &[entry(scheme, &[&[2], &[0; 32][..]].concat())], 1).map_or_else(drop, |()| {
            assert_eq!(index, 1, "x = 0 is a point of secp256r1 only");
        });
    }
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
