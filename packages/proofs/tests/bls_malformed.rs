//! Groth16 over BLS12-381 on a chain's own host functions: elements that no honest key or proof has, each refused by its name.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

mod common;

use ark_bls12_381::{Fq, Fq2, Fr, G1Affine, G2Affine};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{BigInteger, Field, PrimeField, UniformRand};
use ark_serialize::CanonicalSerialize;
use common::ChainHost;
use proofs::bls12_381::{PreparedKey, KEY_FIXED_BYTES, PROOF_BYTES, STORED_POINT_BYTES};
use proofs::ProofError;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Where a proof's points start, and those of a key of two inputs.
const PROOF: [(&str, usize, usize); 3] = [("A", 0, 48), ("B", 48, 96), ("C", 144, 48)];
const KEY: [(&str, usize, usize); 7] = [
    ("alpha", 0, 48),
    ("beta", 48, 96),
    ("gamma", 144, 96),
    ("delta", 240, 96),
    ("IC", 336, 48),
    ("IC", 384, 48),
    ("IC", 432, 48),
];

fn compressed(point: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    point.serialize_compressed(&mut bytes).unwrap();
    bytes
}

fn g1(scalar: Fr) -> Vec<u8> {
    compressed(&(G1Affine::generator() * scalar).into_affine())
}

fn g2(scalar: Fr) -> Vec<u8> {
    compressed(&(G2Affine::generator() * scalar).into_affine())
}

/// A key of known trapdoor.
struct Trapdoor {
    alpha: Fr,
    beta: Fr,
    gamma: Fr,
    delta: Fr,
    inputs: Vec<Fr>,
}

impl Trapdoor {
    fn new(inputs: usize) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let [alpha, beta, gamma, delta] = [(); 4].map(|()| Fr::rand(&mut rng));
        let inputs = (0..=inputs).map(|_| Fr::rand(&mut rng)).collect();
        Self { alpha, beta, gamma, delta, inputs }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut key = [g1(self.alpha), g2(self.beta), g2(self.gamma), g2(self.delta)].concat();
        key.extend(self.inputs.iter().flat_map(|point| g1(*point)));
        key
    }

    fn prepared(&self) -> PreparedKey {
        PreparedKey::prepare(&ChainHost, &self.bytes()).unwrap()
    }

    fn prove(&self, inputs: &[Fr]) -> [u8; PROOF_BYTES] {
        let (a, b) = (Fr::from(5u64), Fr::from(7u64));
        let sum = self.inputs[1..].iter().zip(inputs).fold(self.inputs[0], |sum, (ic, x)| sum + *ic * x);
        let c = (a * b - self.alpha * self.beta - sum * self.gamma) / self.delta;
        [g1(a), g2(b), g1(c)].concat().try_into().unwrap()
    }
}

fn words(inputs: &[Fr]) -> Vec<[u8; 32]> {
    inputs.iter().map(|input| input.into_bigint().to_bytes_be().try_into().unwrap()).collect()
}

/// Encodings of no point of the group, for one in G1 (48 bytes) and one in G2 (96), and what is said of each.
fn malformed(point: &'static str, good: &[u8]) -> Vec<(Vec<u8>, ProofError)> {
    let not_in_group = ProofError::NotInGroup { point };
    let first = |change: &dyn Fn(u8) -> u8| {
        let mut bytes = good.to_vec();
        bytes[0] = change(bytes[0]);
        bytes
    };
    let mut infinity = vec![0; good.len()];
    infinity[0] = 0xc0;
    let mut cases = vec![
        (vec![0; good.len()], ProofError::NotCompressed { point }),
        (first(&|byte| byte & 0x7f), ProofError::NotCompressed { point }),
        (infinity, ProofError::Infinity { point }),
        (first(&|byte| byte | 0x40), ProofError::Infinity { point }),
        (first(&|byte| byte | 0x60), ProofError::Infinity { point }),
    ];
    // The modulus more than 0, the x of a point off the curve, and of one outside the subgroup.
    let modulus = Fq::MODULUS.to_bytes_be();
    let (zeros, flagged) = (vec![0; 48], [&[modulus[0] | 0x80], &modulus[1..]].concat());
    if good.len() == 48 {
        cases.push((flagged, not_in_group));
        let on_curve = |x: &u64| G1Affine::get_point_from_x_unchecked((*x).into(), true);
        let off = (1..).find(|x| on_curve(x).is_none()).unwrap();
        let outside =
            (1..).filter_map(|x| on_curve(&x)).find(|p| !p.is_in_correct_subgroup_assuming_on_curve());
        let mut bytes = zeros;
        bytes[47] = u8::try_from(off).unwrap();
        bytes[0] = 0x80;
        cases.push((bytes, not_in_group));
        cases.push((compressed(&outside.unwrap()), not_in_group));
    } else {
        cases.push(([flagged, zeros.clone()].concat(), not_in_group));
        let marked = [&[0x80][..], &zeros[1..]].concat();
        cases.push(([marked.clone(), modulus.clone()].concat(), not_in_group));
        cases.push(([marked.clone(), vec![0xff; 48]].concat(), not_in_group));
        let x = |x: u64| Fq2::new(x.into(), Fq::from(0u64));
        let on_curve = |at: &u64| G2Affine::get_point_from_x_unchecked(x(*at), true);
        let off = (1..).find(|x| on_curve(x).is_none()).unwrap();
        let outside =
            (1..).filter_map(|x| on_curve(&x)).find(|p| !p.is_in_correct_subgroup_assuming_on_curve());
        let mut bytes = [marked, zeros].concat();
        bytes[95] = u8::try_from(off).unwrap();
        cases.push((bytes, not_in_group));
        cases.push((compressed(&outside.unwrap()), not_in_group));
    }
    cases
}

#[test]
fn malformed_points_of_a_proof_are_refused_by_name() {
    let trapdoor = Trapdoor::new(2);
    let (key, inputs) = (trapdoor.prepared(), [Fr::from(3u64), -Fr::from(1u64)]);
    let good = trapdoor.prove(&inputs);
    assert_eq!(key.verify(&ChainHost, &good, &words(&inputs)), Ok(()));
    for (point, at, length) in PROOF {
        for (bytes, expected) in malformed(point, &good[at..at + length]) {
            let mut proof = good;
            proof[at..at + length].copy_from_slice(&bytes);
            assert_eq!(key.verify(&ChainHost, &proof, &words(&inputs)), Err(expected), "{bytes:02x?}");
        }
        // The other y: a point of the group, and another one.
        let mut proof = good;
        proof[at] ^= 0x20;
        assert_eq!(key.verify(&ChainHost, &proof, &words(&inputs)), Err(ProofError::PairingFailed));
    }
}

#[test]
fn malformed_points_of_a_key_are_refused_by_name() {
    let good = Trapdoor::new(2).bytes();
    for (point, at, length) in KEY {
        for (bytes, expected) in malformed(point, &good[at..at + length]) {
            let mut key = good.clone();
            key[at..at + length].copy_from_slice(&bytes);
            assert_eq!(PreparedKey::prepare(&ChainHost, &key), Err(expected), "{bytes:02x?}");
        }
    }
}

#[test]
fn a_flipped_bit_of_a_key_makes_it_another_or_none() {
    let trapdoor = Trapdoor::new(2);
    let (good, inputs) = (trapdoor.bytes(), [Fr::from(3u64), Fr::from(4u64)]);
    let proof = trapdoor.prove(&inputs);
    for at in 0..good.len() {
        let mut key = good.clone();
        key[at] ^= 1 << (at % 8);
        let other = PreparedKey::prepare(&ChainHost, &key);
        let said = other.and_then(|key| key.verify(&ChainHost, &proof, &words(&inputs)));
        assert!(said.is_err(), "byte {at}");
    }
}

#[test]
fn a_key_has_1_to_33_input_points() {
    for inputs in [0, 32] {
        let trapdoor = Trapdoor::new(inputs);
        let values: Vec<Fr> = (0..inputs).map(|i| Fr::from(u64::try_from(i).unwrap())).collect();
        let key = trapdoor.prepared();
        assert_eq!(key.input_count(), inputs);
        assert_eq!(key.verify(&ChainHost, &trapdoor.prove(&values), &words(&values)), Ok(()));
        let stored = key.to_stored();
        assert_eq!(stored.len(), KEY_FIXED_BYTES + STORED_POINT_BYTES * (inputs + 1));
        assert_eq!(PreparedKey::from_stored(&stored), Ok(key));
        let short = PreparedKey::from_stored(&stored[..stored.len() - 1]).unwrap_err();
        assert!(matches!(short, ProofError::KeyLength { fixed: 336, point: 96, most: 33, .. }), "{short}");
    }
    let (two, longer) = (Trapdoor::new(2).bytes(), Trapdoor::new(33).bytes());
    for key in [&[][..], &two[..335], &two[..336], &two[..479], &longer] {
        let expected = ProofError::KeyLength { fixed: 336, point: 48, most: 33, got: key.len() };
        assert_eq!(PreparedKey::prepare(&ChainHost, key), Err(expected));
    }
}

/// With two of β, γ and δ equal or opposite anybody can prove anything.
#[test]
fn a_key_with_equal_or_opposite_points_is_refused() {
    let names = ["beta", "gamma", "delta"];
    for (other, point) in [(0, 1), (0, 2), (1, 2)] {
        for flipped in [0, 0x20] {
            let mut key = Trapdoor::new(1).bytes();
            let (from, to) = (48 + 96 * other, 48 + 96 * point);
            key.copy_within(from..from + 96, to);
            key[to] ^= flipped;
            let expected = ProofError::KeyPointsEqual { point: names[other], other: names[point] };
            assert_eq!(PreparedKey::prepare(&ChainHost, &key), Err(expected));
        }
    }
}

#[test]
fn public_inputs_are_as_many_canonical_scalars_as_the_key_has() {
    let trapdoor = Trapdoor::new(2);
    let (key, inputs) = (trapdoor.prepared(), [Fr::from(0u64), Fr::from(2u64)]);
    let (proof, good) = (trapdoor.prove(&inputs), words(&inputs));
    assert_eq!(key.verify(&ChainHost, &proof, &good), Ok(()));
    for (count, more) in [(1, &good[..1]), (3, &[good[0], good[1], good[0]])] {
        let expected = ProofError::InputCount { expected: 2, got: count };
        assert_eq!(key.verify(&ChainHost, &proof, more), Err(expected));
    }
    // The group order stands for 0.
    let order: [u8; 32] = Fr::MODULUS.to_bytes_be().try_into().unwrap();
    for wrong in [order, [0xff; 32]] {
        let expected = ProofError::InputNotCanonical { index: 0 };
        assert_eq!(key.verify(&ChainHost, &proof, &[wrong, good[1]]), Err(expected));
    }
}

/// The host takes infinity, whose pairing is 1; as over BN254, a sum of inputs that is infinity is refused.
#[test]
fn a_sum_of_inputs_at_infinity_is_refused() {
    let mut trapdoor = Trapdoor::new(1);
    let input = Fr::from(6u64);
    trapdoor.inputs[1] = -trapdoor.inputs[0] * input.inverse().unwrap();
    let proof = trapdoor.prove(&[input]);
    let expected = ProofError::Infinity { point: "sum of the public inputs" };
    assert_eq!(trapdoor.prepared().verify(&ChainHost, &proof, &words(&[input])), Err(expected));
    // Sums on whose way equal or opposite points meet are right all the same.
    let mut trapdoor = Trapdoor::new(3);
    trapdoor.inputs = [1u64, 1, 1, 2].map(Fr::from).to_vec();
    for values in [[1u64, 1, 1], [0, 0, 0], [2, 1, 3], [u64::MAX; 3]] {
        let values = values.map(Fr::from);
        let (key, proof) = (trapdoor.prepared(), trapdoor.prove(&values));
        assert_eq!(key.verify(&ChainHost, &proof, &words(&values)), Ok(()));
    }
}
