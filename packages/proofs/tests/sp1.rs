//! SP1 proofs: the real ones verify, and nothing near them does.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

mod common;

use ark_ff::{BigInteger, PrimeField};
use common::{bytes, vectors, word};
use proofs::sp1::{selector_of, verify, Accepted, EXTENDED_BYTES, PLAIN_BYTES, VERSIONS};
use proofs::ProofError;
use serde_json::Value;
use sha2::{Digest, Sha256};

#[derive(Clone)]
struct Proof {
    name: String,
    bytes: Vec<u8>,
    program: [u8; 32],
    values: [u8; 32],
}

impl Proof {
    fn verify(&self) -> Result<(), ProofError> {
        verify(Accepted::ALL, &self.bytes, &self.program, &self.values)
    }
}

fn proofs() -> Vec<Proof> {
    let Some(Value::Array(all)) = vectors("sp1_groth16_proofs.json") else { return Vec::new() };
    all.iter()
        .map(|json| Proof {
            name: json["name"].as_str().unwrap().to_owned(),
            bytes: bytes(&json["proof_bytes"]),
            program: word(&json["program_vkey"]),
            values: Sha256::digest(bytes(&json["public_values"])).into(),
        })
        .collect()
}

/// Where a proof's points start.
fn points(proof: &Proof) -> usize {
    proof.bytes.len() - 256
}

#[test]
fn real_proofs_verify() {
    for proof in proofs() {
        assert_eq!(proof.verify(), Ok(()), "{}", proof.name);
    }
}

/// The keys in the repository are those that the selectors name.
#[test]
fn selectors_commit_to_their_keys() {
    for version in VERSIONS {
        let path = format!("{}/keys/sp1_{}.txt", env!("CARGO_MANIFEST_DIR"), version.name);
        let text = std::fs::read_to_string(path).unwrap();
        let digits: String = text.lines().filter(|line| !line.starts_with('#')).collect();
        let digest = Sha256::digest(hex::decode(digits).unwrap());
        assert_eq!(digest[..4], version.selector, "version {}", version.name);
    }
}

#[test]
fn a_flipped_bit_in_any_byte_refuses() {
    for proof in proofs() {
        for position in 0..proof.bytes.len() {
            let mut changed = proof.clone();
            changed.bytes[position] ^= 1 << (position % 8);
            assert!(changed.verify().is_err(), "{}: proof changed at {position}", proof.name);
        }
        for position in 0..32 {
            let mut changed = proof.clone();
            changed.program[position] ^= 1 << (position % 8);
            assert!(changed.verify().is_err(), "{}: program changed at {position}", proof.name);
            // The first byte's three highest bits are not bound: bit 4 of it is.
            let mut changed = proof.clone();
            changed.values[position] ^= 1 << (position.max(4) % 8);
            assert!(changed.verify().is_err(), "{}: values changed at {position}", proof.name);
        }
    }
}

#[test]
fn the_three_highest_bits_of_the_values_digest_are_not_bound() {
    for mut proof in proofs() {
        proof.values[0] ^= 0xe0;
        assert_eq!(proof.verify(), Ok(()), "{}", proof.name);
    }
}

#[test]
fn an_exit_code_or_a_root_of_keys_other_than_the_versions_refuses_by_name() {
    for proof in proofs().into_iter().filter(|proof| proof.bytes.len() == EXTENDED_BYTES) {
        let mut failed = proof.clone();
        failed.bytes[35] = 1;
        let error = failed.verify().unwrap_err();
        assert!(matches!(error, ProofError::Sp1ExitCode { .. }));
        assert_eq!(error.to_string(), format!("exit code: expected 0, got {}1", "0".repeat(63)));
        let mut other = proof.clone();
        other.bytes[67] ^= 1;
        assert!(matches!(other.verify(), Err(ProofError::Sp1VkRoot { .. })));
        let mut nonce = proof.clone();
        nonce.bytes[99] ^= 1;
        assert_eq!(nonce.verify(), Err(ProofError::PairingFailed), "another nonce");
    }
}

#[test]
fn inputs_from_the_group_order_on_are_refused() {
    let order: [u8; 32] = ark_bn254::Fr::MODULUS.to_bytes_be().try_into().unwrap();
    for proof in proofs() {
        let mut changed = proof.clone();
        changed.program = order;
        assert_eq!(changed.verify(), Err(ProofError::InputNotCanonical { index: 0 }));
        // The same residue as the program's, written another way.
        let mut sum = ark_bn254::Fr::MODULUS;
        assert!(!sum.add_with_carry(&ark_bn254::Fr::from_be_bytes_mod_order(&proof.program).into_bigint()));
        changed.program = sum.to_bytes_be().try_into().unwrap();
        assert_eq!(changed.verify(), Err(ProofError::InputNotCanonical { index: 0 }));
        if proof.bytes.len() == EXTENDED_BYTES {
            let mut changed = proof.clone();
            changed.bytes[68..100].copy_from_slice(&order);
            assert_eq!(changed.verify(), Err(ProofError::InputNotCanonical { index: 4 }));
        }
    }
}

#[test]
fn the_proof_of_another_version_refuses() {
    for proof in proofs() {
        for version in VERSIONS.iter().filter(|version| proof.bytes[..4] != version.selector) {
            let mut changed = proof.clone();
            changed.bytes[..4].copy_from_slice(&version.selector);
            assert!(changed.verify().is_err(), "{} as {}", proof.name, version.name);
            // With the other version's layout too.
            let mut moved = version.selector.to_vec();
            if let Some(root) = version.vk_root {
                moved.extend([0; 32]);
                moved.extend(root);
                moved.extend([0; 32]);
            }
            moved.extend(&proof.bytes[points(&proof)..]);
            let moved = Proof { bytes: moved, ..proof.clone() };
            assert_eq!(moved.verify(), Err(ProofError::PairingFailed), "{} as {}", proof.name, version.name);
        }
    }
}

#[test]
fn a_version_that_is_not_accepted_refuses_and_is_named() {
    for proof in proofs() {
        let selector = selector_of(&proof.bytes).unwrap();
        let others = Accepted::ALL.without(selector);
        let refused = ProofError::Sp1Selector { accepted: others, got: selector };
        assert_eq!(verify(others, &proof.bytes, &proof.program, &proof.values), Err(refused));
        let only = Accepted::NONE.with(selector).unwrap();
        assert_eq!(verify(only, &proof.bytes, &proof.program, &proof.values), Ok(()));
    }
    let error = verify(Accepted::ALL, &[0xab; PLAIN_BYTES], &[0; 32], &[0; 32]).unwrap_err();
    let text = "selector: expected one of 11b6a09d, a4594c59, 0e78f4db, 4388a21c, got abababab";
    assert_eq!(error.to_string(), text);
}

#[test]
fn a_proof_of_another_length_refuses() {
    for proof in proofs() {
        let expected = proof.bytes.len();
        for got in [4, 5, expected - 1, expected + 1, expected + 32] {
            let mut changed = proof.clone();
            changed.bytes.resize(got, 0);
            assert_eq!(changed.verify(), Err(ProofError::SealLength { expected, got }), "{}", proof.name);
        }
    }
    assert_eq!(selector_of(&[1, 2, 3]), Err(ProofError::SealLength { expected: PLAIN_BYTES, got: 3 }));
}

/// Stored sets name versions by position: a version that moves would change them.
#[test]
fn a_set_of_versions_keeps_their_positions() {
    let names: Vec<_> = VERSIONS.iter().map(|version| version.name).collect();
    assert_eq!(names, ["4.0", "5.0", "6.0", "6.1"]);
    for (position, version) in VERSIONS.iter().enumerate() {
        assert_eq!(Accepted::NONE.with(version.selector).unwrap().bits(), 1 << position);
    }
    assert_eq!(Accepted::from_bits(u16::MAX), Accepted::ALL);
}

#[test]
fn arbitrary_bytes_are_refused_without_a_panic() {
    for seed in 0u32..100 {
        let stream = (0u32..12).flat_map(|i| Sha256::digest([seed.to_le_bytes(), i.to_le_bytes()].concat()));
        let version = VERSIONS[usize::try_from(seed).unwrap() % VERSIONS.len()];
        let mut proof: Vec<u8> = stream.collect();
        proof[..4].copy_from_slice(&version.selector);
        if let Some(root) = version.vk_root {
            proof[4..36].fill(0);
            proof[36..68].copy_from_slice(&root);
            proof[68] &= 0x1f;
            proof.truncate(EXTENDED_BYTES);
        } else {
            proof.truncate(PLAIN_BYTES);
        }
        let start = proof.len() - 256;
        proof[start..].chunks_mut(32).for_each(|coordinate| coordinate[0] &= 0x1f);
        assert!(verify(Accepted::ALL, &proof, &[1; 32], &[2; 32]).is_err());
    }
}
