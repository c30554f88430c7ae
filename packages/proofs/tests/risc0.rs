//! RISC Zero receipts: the real ones verify, and nothing near them does.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

mod common;

use common::{bytes, decimal, receipts, word, Receipt};
use proofs::groth16::{PreparedKey, Proof, VerifyingKey};
use proofs::risc0::{
    claim_digest, selector_of, Accepted, Version, SEAL_BYTES, VERIFYING_KEY, VERIFYING_KEY_DIGEST, VERSIONS,
};
use proofs::ProofError;
use sha2::{Digest, Sha256};

#[test]
fn real_receipts_verify() {
    for receipt in receipts() {
        assert_eq!(receipt.verify(), Ok(()), "{}", receipt.name);
        let journal: [u8; 32] = Sha256::digest(bytes(&receipt.json["journal"])).into();
        assert_eq!(journal, receipt.journal_digest, "{}", receipt.name);
        assert_eq!(
            claim_digest(&receipt.image_id, &receipt.journal_digest),
            word(&receipt.json["claim_digest"]),
            "{}",
            receipt.name
        );
        let version = VERSIONS.iter().find(|v| Ok(v.selector) == selector_of(&receipt.seal)).unwrap();
        assert_eq!(version.control_root, word(&receipt.json["control_root"]));
        assert_eq!(version.bn254_control_id, word(&receipt.json["bn254_control_id_be"]));
    }
}

#[test]
fn real_receipts_verify_under_the_same_key_without_its_constants() {
    let key = PreparedKey::prepare(&VerifyingKey::from_bytes(VERIFYING_KEY).unwrap()).unwrap();
    assert_eq!(key.input_count(), 5);
    for receipt in receipts() {
        let proof = Proof::from_bytes(receipt.seal[4..].try_into().unwrap()).unwrap();
        let mut inputs: Vec<[u8; 32]> =
            receipt.json["public_inputs_dec"].as_array().unwrap().iter().map(decimal).collect();
        assert_eq!(key.verify(&proof, &inputs), Ok(()), "{}", receipt.name);
        for index in 0..inputs.len() {
            inputs[index][31] ^= 1;
            assert_eq!(key.verify(&proof, &inputs), Err(ProofError::PairingFailed), "input {index}");
            inputs[index][31] ^= 1;
        }
    }
}

#[test]
fn selectors_commit_to_their_versions() {
    assert_eq!(VERSIONS.len(), 6);
    for Version { name, selector, control_root, bn254_control_id } in VERSIONS {
        let mut control_id = *bn254_control_id;
        control_id.reverse();
        let parameters = Sha256::new()
            .chain_update(Sha256::digest("risc0.Groth16ReceiptVerifierParameters"))
            .chain_update(control_root)
            .chain_update(control_id)
            .chain_update(VERIFYING_KEY_DIGEST)
            .chain_update(3u16.to_le_bytes())
            .finalize();
        assert_eq!(parameters[..4], selector[..], "version {name}");
    }
}

#[test]
fn the_key_has_the_digest_that_selectors_commit_to() {
    let count = |n: usize| u16::try_from(n).unwrap().to_le_bytes();
    // A list is hashed from its end: each element with the digest of the elements after it.
    let (fixed, inputs) = VERIFYING_KEY.split_at(64 + 3 * 128);
    let tag = Sha256::digest("risc0_groth16.VerifyingKey.IC");
    let list = inputs.chunks(64).rev().fold([0u8; 32], |rest, point| {
        let hash = Sha256::new().chain_update(tag).chain_update(Sha256::digest(point));
        hash.chain_update(rest).chain_update(count(2)).finalize().into()
    });
    let mut hash = Sha256::new().chain_update(Sha256::digest("risc0_groth16.VerifyingKey"));
    let (alpha, twist) = fixed.split_at(64);
    hash.update(Sha256::digest(alpha));
    for point in twist.chunks(128) {
        hash.update(Sha256::digest(point));
    }
    let digest: [u8; 32] = hash.chain_update(list).chain_update(count(5)).finalize().into();
    assert_eq!(hex::encode(digest), hex::encode(VERIFYING_KEY_DIGEST));
}

/// Runs `check` for every receipt changed by `change` at each of `positions`.
fn refuses_each(positions: usize, change: impl Fn(&mut Receipt, usize)) {
    for receipt in receipts() {
        for position in 0..positions {
            let mut changed = receipt.clone();
            change(&mut changed, position);
            assert!(changed.verify().is_err(), "{} changed at {position}", receipt.name);
        }
    }
}

#[test]
fn a_flipped_bit_in_any_byte_of_the_seal_refuses() {
    refuses_each(SEAL_BYTES, |receipt, position| receipt.seal[position] ^= 1 << (position % 8));
}

#[test]
fn a_flipped_bit_in_any_byte_of_the_image_id_refuses() {
    refuses_each(32, |receipt, position| receipt.image_id[position] ^= 1 << (position % 8));
}

#[test]
fn a_flipped_bit_in_any_byte_of_the_journal_digest_refuses() {
    refuses_each(32, |receipt, position| receipt.journal_digest[position] ^= 1 << (position % 8));
}

#[test]
fn the_selector_of_another_version_refuses() {
    for receipt in receipts() {
        for version in VERSIONS.iter().filter(|version| receipt.seal[..4] != version.selector) {
            let mut changed = receipt.clone();
            changed.seal[..4].copy_from_slice(&version.selector);
            assert_eq!(
                changed.verify(),
                Err(ProofError::PairingFailed),
                "{} as {}",
                receipt.name,
                version.name
            );
        }
    }
}

#[test]
fn an_unknown_selector_refuses_and_is_named() {
    let error = proofs::risc0::verify(Accepted::ALL, &[0xab; SEAL_BYTES], &[0; 32], &[0; 32]).unwrap_err();
    assert_eq!(error, ProofError::Selector { accepted: Accepted::ALL, got: [0xab; 4] });
    assert_eq!(
        error.to_string(),
        "selector: expected one of 50bd1769, c101b42b, 9f39696c, f536085a, bb001d44, 73c457ba, \
         242f9d5b, got abababab"
    );
}

/// Stored sets name versions by position: a version that moves would change them.
#[test]
fn a_set_of_versions_keeps_their_positions() {
    let names: Vec<_> = VERSIONS.iter().map(|version| version.name).collect();
    assert_eq!(names, ["1.1", "1.2", "2.0", "2.1", "2.2", "3.0"]);
    for (position, version) in VERSIONS.iter().enumerate() {
        let one = Accepted::NONE.with(version.selector).unwrap();
        assert_eq!(one.bits(), 1 << position, "{}", version.name);
        assert_eq!(Accepted::from_bits(one.bits()), one);
        assert!(one.has(version.selector) && !one.is_empty());
        assert_eq!(one.selectors().collect::<Vec<_>>(), [version.selector]);
        assert_eq!(one.without(version.selector), Accepted::NONE);
        assert!(!Accepted::ALL.without(version.selector).has(version.selector));
    }
    assert_eq!(Accepted::from_bits(u16::MAX), Accepted::ALL);
    assert_eq!(Accepted::NONE.with([0xab; 4]), None);
    assert_eq!(Accepted::ALL.without([0xab; 4]), Accepted::ALL);
    assert_eq!(Accepted::NONE.to_string(), "none");
}

#[test]
fn a_receipt_of_a_version_that_is_not_accepted_refuses() {
    for receipt in receipts() {
        let selector = selector_of(&receipt.seal).unwrap();
        let verify = |accepted| {
            proofs::risc0::verify(accepted, &receipt.seal, &receipt.image_id, &receipt.journal_digest)
        };
        let others = Accepted::ALL.without(selector);
        assert_eq!(verify(others), Err(ProofError::Selector { accepted: others, got: selector }));
        assert_eq!(verify(Accepted::NONE.with(selector).unwrap()), Ok(()), "{}", receipt.name);
    }
}

#[test]
fn a_seal_of_any_other_length_refuses() {
    for length in [0, 3, 4, SEAL_BYTES - 1, SEAL_BYTES + 1, 2 * SEAL_BYTES] {
        let seal = vec![0x50; length];
        let refused = ProofError::SealLength { expected: SEAL_BYTES, got: length };
        assert_eq!(proofs::risc0::verify(Accepted::ALL, &seal, &[0; 32], &[0; 32]), Err(refused));
        assert_eq!(selector_of(&seal), Err(refused));
    }
}

#[test]
fn the_proof_of_another_receipt_refuses() {
    let all = receipts();
    for (receipt, other) in all.iter().zip(all.iter().skip(1)) {
        let mut moved = receipt.clone();
        moved.seal[4..].copy_from_slice(&other.seal[4..]);
        assert_eq!(moved.verify(), Err(ProofError::PairingFailed));
    }
}
