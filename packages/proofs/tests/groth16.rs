//! Any key's proofs through the generic verifier: a snarkjs proof, and proofs made from keys whose trapdoor is known.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

mod common;

use ark_bn254::{Fr, G1Affine, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{BigInteger, Field, PrimeField, Zero};
use common::{decimal, vectors};
use proofs::groth16::{PreparedKey, Proof, VerifyingKey, MAX_INPUTS, PROOF_BYTES, STORED_FIXED_BYTES};
use proofs::ProofError;
use serde_json::Value;

fn g1(point: &Value) -> Vec<u8> {
    [decimal(&point[0]), decimal(&point[1])].concat()
}

/// snarkjs writes the real part first, the encoding the imaginary one.
fn g2(point: &Value) -> Vec<u8> {
    [&point[0][1], &point[0][0], &point[1][1], &point[1][0]].map(decimal).concat()
}

struct Vector {
    key: Vec<u8>,
    proof_bytes: [u8; PROOF_BYTES],
    proof: Proof,
    inputs: Vec<[u8; 32]>,
}

fn snarkjs() -> Option<Vector> {
    let json = vectors("groth16_bn254_snarkjs.json")?;
    let vk = &json["verification_key"];
    let mut key = g1(&vk["vk_alpha_1"]);
    for point in ["vk_beta_2", "vk_gamma_2", "vk_delta_2"] {
        key.extend(g2(&vk[point]));
    }
    for point in vk["IC"].as_array().unwrap() {
        key.extend(g1(point));
    }
    let proof = &json["proof"];
    let proof = [g1(&proof["pi_a"]), g2(&proof["pi_b"]), g1(&proof["pi_c"])].concat();
    let proof_bytes = proof.try_into().unwrap();
    let inputs = json["public"].as_array().unwrap().iter().map(decimal).collect();
    Some(Vector { key, proof_bytes, proof: Proof::from_bytes(&proof_bytes).unwrap(), inputs })
}

fn prepared(vector: &Vector) -> PreparedKey {
    PreparedKey::prepare(&VerifyingKey::from_bytes(&vector.key).unwrap()).unwrap()
}

#[test]
fn a_snarkjs_proof_verifies() {
    let Some(vector) = snarkjs() else { return };
    assert_eq!(prepared(&vector).verify(&vector.proof, &vector.inputs), Ok(()));
}

#[test]
fn a_flipped_bit_in_any_byte_of_proof_or_key_refuses() {
    let Some(vector) = snarkjs() else { return };
    let (key, proof) = (prepared(&vector), vector.proof_bytes);
    for position in 0..proof.len() {
        let mut changed = proof;
        changed[position] ^= 1 << (position % 8);
        let verified = Proof::from_bytes(&changed).and_then(|proof| key.verify(&proof, &vector.inputs));
        assert!(verified.is_err(), "proof changed at {position}");
    }
    for position in 0..vector.key.len() {
        let mut changed = vector.key.clone();
        changed[position] ^= 1 << (position % 8);
        let verified = VerifyingKey::from_bytes(&changed)
            .and_then(|key| PreparedKey::prepare(&key))
            .and_then(|key| key.verify(&vector.proof, &vector.inputs));
        assert!(verified.is_err(), "key changed at {position}");
    }
}

#[test]
fn any_other_public_input_refuses() {
    let Some(vector) = snarkjs() else { return };
    let key = prepared(&vector);
    for bit in 0..253 {
        let mut inputs = vector.inputs.clone();
        inputs[0][31 - bit / 8] ^= 1 << (bit % 8);
        assert_eq!(key.verify(&vector.proof, &inputs), Err(ProofError::PairingFailed), "bit {bit}");
    }
}

#[test]
fn a_public_input_plus_the_group_order_is_refused() {
    let Some(vector) = snarkjs() else { return };
    let key = prepared(&vector);
    let mut value = Fr::from_be_bytes_mod_order(&vector.inputs[0]).into_bigint();
    assert!(!value.add_with_carry(&Fr::MODULUS));
    let input = value.to_bytes_be().try_into().unwrap();
    assert_eq!(key.verify(&vector.proof, &[input]), Err(ProofError::InputNotCanonical { index: 0 }));
}

#[test]
fn another_number_of_public_inputs_is_refused() {
    let Some(vector) = snarkjs() else { return };
    let key = prepared(&vector);
    assert_eq!(key.verify(&vector.proof, &[]), Err(ProofError::InputCount { expected: 1, got: 0 }));
    let two = [vector.inputs[0], [0; 32]];
    assert_eq!(key.verify(&vector.proof, &two), Err(ProofError::InputCount { expected: 1, got: 2 }));
}

#[test]
fn another_key_refuses() {
    let Some(vector) = snarkjs() else { return };
    // The same key with its input points exchanged.
    let mut key = vector.key.clone();
    let (constant, point) = key.split_at_mut(448).1.split_at_mut(64);
    constant.swap_with_slice(point);
    let key = PreparedKey::prepare(&VerifyingKey::from_bytes(&key).unwrap()).unwrap();
    assert_eq!(key.verify(&vector.proof, &vector.inputs), Err(ProofError::PairingFailed));
}

/// A key and proofs under it, made from the key's trapdoor: with it, C follows from any A, B and inputs.
struct Trapdoor {
    alpha: Fr,
    beta: Fr,
    gamma: Fr,
    delta: Fr,
    inputs: Vec<Fr>,
}

/// The seed-th scalar of a fixed stream.
fn scalar(seed: u64) -> Fr {
    Fr::from(seed + 2).pow([0x1234_5678_9abc_def1])
}

fn word(scalar: Fr) -> [u8; 32] {
    scalar.into_bigint().to_bytes_be().try_into().unwrap()
}

fn times_g1(scalar: Fr) -> Vec<u8> {
    let point = (G1Affine::generator() * scalar).into_affine();
    let (x, y) = point.xy().unwrap();
    [x, y].map(|c| c.into_bigint().to_bytes_be()).concat()
}

fn times_g2(scalar: Fr) -> Vec<u8> {
    let point = (G2Affine::generator() * scalar).into_affine();
    let (x, y) = point.xy().unwrap();
    [x.c1, x.c0, y.c1, y.c0].map(|c| c.into_bigint().to_bytes_be()).concat()
}

impl Trapdoor {
    fn new(seed: u64, inputs: u64) -> Self {
        let [alpha, beta, gamma, delta] = [0, 1, 2, 3].map(|i| scalar(seed + i));
        Self { alpha, beta, gamma, delta, inputs: (0..=inputs).map(|i| scalar(seed + 4 + i)).collect() }
    }

    fn key(&self) -> PreparedKey {
        let mut key = times_g1(self.alpha);
        for point in [self.beta, self.gamma, self.delta] {
            key.extend(times_g2(point));
        }
        for point in &self.inputs {
            key.extend(times_g1(*point));
        }
        let key = PreparedKey::prepare(&VerifyingKey::from_bytes(&key).unwrap()).unwrap();
        let stored = key.to_stored();
        assert_eq!(stored.len(), STORED_FIXED_BYTES + 64 * self.inputs.len());
        assert_eq!(PreparedKey::from_stored(&stored), Ok(key.clone()));
        key
    }

    fn prove(&self, a: Fr, b: Fr, inputs: &[Fr]) -> Proof {
        let constant = self.inputs[0];
        let sum = self.inputs[1..].iter().zip(inputs).fold(constant, |sum, (point, s)| sum + *point * s);
        let c = (a * b - self.alpha * self.beta - sum * self.gamma) / self.delta;
        let proof = [times_g1(a), times_g2(b), times_g1(c)].concat();
        Proof::from_bytes(&proof.try_into().unwrap()).unwrap()
    }
}

#[test]
fn proofs_from_a_trapdoor_verify_for_their_inputs_alone() {
    let shapes = [Fr::zero(), Fr::from(1u64), Fr::from(u128::MAX), -Fr::from(1u64), scalar(99)];
    for (seed, count) in [(10, 0), (20, 1), (30, 2), (40, 5)] {
        let trapdoor = Trapdoor::new(seed, count);
        let key = trapdoor.key();
        for shift in 0..shapes.len() {
            let inputs: Vec<Fr> =
                shapes.iter().cycle().skip(shift).take(key.input_count()).copied().collect();
            let words: Vec<[u8; 32]> = inputs.iter().copied().map(word).collect();
            let (a, b) = (scalar(seed + 50), scalar(seed + 51));
            let proof = trapdoor.prove(a, b, &inputs);
            assert_eq!(key.verify(&proof, &words), Ok(()), "{count} inputs from {shift}");
            for changed in 0..words.len() {
                let mut words = words.clone();
                words[changed] = word(inputs[changed] + Fr::from(1u64));
                assert_eq!(key.verify(&proof, &words), Err(ProofError::PairingFailed));
            }
            let other = trapdoor.prove(a + b, b, &inputs);
            assert_eq!(key.verify(&other, &words), Ok(()));
            assert_ne!(proof, other);
        }
    }
}

#[test]
fn a_proof_under_another_trapdoor_refuses() {
    let proof = Trapdoor::new(10, 1).prove(scalar(60), scalar(61), &[Fr::from(5u64)]);
    let inputs = [word(Fr::from(5u64))];
    assert_eq!(Trapdoor::new(10, 1).key().verify(&proof, &inputs), Ok(()));
    assert_eq!(Trapdoor::new(11, 1).key().verify(&proof, &inputs), Err(ProofError::PairingFailed));
}

#[test]
fn inputs_whose_points_cancel_out_are_refused() {
    let trapdoor = Trapdoor::new(70, 1);
    let input = -trapdoor.inputs[0] / trapdoor.inputs[1];
    let proof = trapdoor.prove(scalar(80), scalar(81), &[input]);
    let refused = ProofError::Infinity { point: "sum of the public inputs" };
    assert_eq!(trapdoor.key().verify(&proof, &[word(input)]), Err(refused));
}

/// Most keys have the generator as their γ, whose lines are constants of the code; the others' are computed.
#[test]
fn a_key_whose_gamma_is_the_generator_verifies_the_same() {
    let mut trapdoor = Trapdoor::new(90, 2);
    trapdoor.gamma = Fr::from(1u64);
    let inputs = [scalar(91), Fr::from(7u64)];
    let (key, words) = (trapdoor.key(), inputs.map(word));
    let proof = trapdoor.prove(scalar(92), scalar(93), &inputs);
    assert_eq!(key.verify(&proof, &words), Ok(()));
    assert_eq!(key.verify(&proof, &[words[1], words[0]]), Err(ProofError::PairingFailed));
    trapdoor.gamma = scalar(94);
    assert_eq!(trapdoor.key().verify(&proof, &words), Err(ProofError::PairingFailed));
}

#[test]
fn a_key_of_the_most_public_inputs_verifies() {
    let trapdoor = Trapdoor::new(100, u64::try_from(MAX_INPUTS).unwrap());
    let inputs: Vec<Fr> = (0..32).map(|i| scalar(200 + i)).collect();
    let mut words: Vec<[u8; 32]> = inputs.iter().copied().map(word).collect();
    let (key, proof) = (trapdoor.key(), trapdoor.prove(scalar(101), scalar(102), &inputs));
    assert_eq!(key.verify(&proof, &words), Ok(()));
    words.swap(30, 31);
    assert_eq!(key.verify(&proof, &words), Err(ProofError::PairingFailed));
}
