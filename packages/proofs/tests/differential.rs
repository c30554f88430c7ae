//! Random circuits, keys and proofs of arkworks' own prover, and mutated ones, judged by arkworks and by this crate: over
//! BN254 alone, over BLS12-381 on a chain's host functions and on the tools' stand-in for them.
//!
//! A run takes 36 proofs per curve, 4 for each number of inputs from 0 to 8. Of one core 10,000 over BN254 took 226 seconds, as many
//! over BLS12-381, on a busy machine, 648:
//! `PROOFS_DIFFERENTIAL=10000 cargo test --profile tools -p compute-amm-proofs --test differential`.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

mod common;

use ark_bls12_381::Bls12_381;
use ark_bn254::Bn254;
use ark_ec::pairing::Pairing;
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{BigInteger, Field, PrimeField, UniformRand};
use ark_groth16::{prepare_verifying_key, Groth16, PreparedVerifyingKey, Proof, ProvingKey};
use ark_relations::r1cs::{
    ConstraintSynthesizer, ConstraintSystemRef, LinearCombination, SynthesisError, Variable,
};
use ark_serialize::CanonicalSerialize;
use common::ChainHost;
use proofs::bls12_381;
use proofs::formats::{self, arkworks, gnark, Curve};
use proofs::groth16::{PreparedKey, VerifyingKey};
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Proofs per curve.
fn count() -> usize {
    std::env::var("PROOFS_DIFFERENTIAL").map_or(36, |count| count.parse().unwrap())
}

/// Proofs under each key: a key costs more than a proof.
const PROOFS_PER_KEY: usize = 4;

/// Each input is the product of two secrets, plus some of the input before; the secrets' product comes last.
#[derive(Clone)]
struct Circuit<F> {
    secrets: Vec<[F; 2]>,
    factor: F,
}

impl<F: Field> Circuit<F> {
    fn random(inputs: usize, factor: F, rng: &mut ChaCha8Rng) -> Self {
        let secrets = (0..inputs).map(|_| [F::rand(rng), F::rand(rng)]).collect();
        Self { secrets, factor }
    }

    fn inputs(&self) -> Vec<F> {
        let mut before = F::zero();
        let input = |[a, b]: &[F; 2]| {
            before = *a * b + before * self.factor;
            before
        };
        self.secrets.iter().map(input).collect()
    }
}

impl<F: Field> ConstraintSynthesizer<F> for Circuit<F> {
    fn generate_constraints(self, system: ConstraintSystemRef<F>) -> Result<(), SynthesisError> {
        let mut before = LinearCombination::zero();
        for ([a, b], value) in self.secrets.iter().zip(self.inputs()) {
            let input = system.new_input_variable(|| Ok(value))?;
            let a = system.new_witness_variable(|| Ok(*a))?;
            let b = system.new_witness_variable(|| Ok(*b))?;
            system.enforce_constraint(a.into(), b.into(), LinearCombination::from(input) - before)?;
            before = LinearCombination::from((self.factor, input));
        }
        // A circuit without inputs has a constraint too.
        let square = system.new_witness_variable(|| Ok(self.factor.square()))?;
        let root = system.new_witness_variable(|| Ok(self.factor))?;
        system.enforce_constraint(root.into(), root.into(), square.into())?;
        system.enforce_constraint(root.into(), Variable::One.into(), root.into())
    }
}

fn compressed(value: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.serialize_compressed(&mut bytes).unwrap();
    bytes
}

/// What this crate makes of a key, and how it then judges a proof for inputs.
trait Judge<E: Pairing>: Sized {
    const CURVE: Curve;
    fn new(key: &[u8]) -> Self;
    fn accepts(&self, proof: &[u8], inputs: &[[u8; 32]]) -> bool;
}

struct OnBn254(PreparedKey);

impl Judge<Bn254> for OnBn254 {
    const CURVE: Curve = Curve::Bn254;

    fn new(key: &[u8]) -> Self {
        let key = PreparedKey::prepare(&VerifyingKey::from_bytes(key).unwrap()).unwrap();
        Self(PreparedKey::from_stored(&key.to_stored()).unwrap())
    }

    fn accepts(&self, proof: &[u8], inputs: &[[u8; 32]]) -> bool {
        let proof = proofs::groth16::Proof::from_bytes(proof.try_into().unwrap());
        proof.is_ok_and(|proof| self.0.verify(&proof, inputs).is_ok())
    }
}

struct OnBls12381 {
    on_chain: bls12_381::PreparedKey,
    of_tools: formats::PreparedKey,
}

impl Judge<Bls12_381> for OnBls12381 {
    const CURVE: Curve = Curve::Bls12381;

    fn new(key: &[u8]) -> Self {
        let on_chain = bls12_381::PreparedKey::prepare(&ChainHost, key).unwrap();
        let on_chain = bls12_381::PreparedKey::from_stored(&on_chain.to_stored()).unwrap();
        let of_tools = formats::PreparedKey::from_bytes(key).unwrap();
        assert_eq!(of_tools, formats::PreparedKey::Bls12381(on_chain.clone()));
        Self { on_chain, of_tools }
    }

    fn accepts(&self, proof: &[u8], inputs: &[[u8; 32]]) -> bool {
        let on_chain = self.on_chain.verify(&ChainHost, proof.try_into().unwrap(), inputs);
        assert_eq!(self.of_tools.verify(proof, inputs), on_chain);
        on_chain.is_ok()
    }
}

/// Both judgements of one proof, which must be the same.
fn judged<E: Pairing, J: Judge<E>>(
    judge: &J,
    key: &PreparedVerifyingKey<E>,
    proof: &Proof<E>,
    inputs: &[E::ScalarField],
) -> bool {
    let theirs = Groth16::<E>::verify_proof(key, proof, inputs).unwrap();
    let encoded = arkworks::proof(J::CURVE, &compressed(proof)).unwrap();
    assert_eq!(gnark::proof(J::CURVE, &gnarks(J::CURVE, proof)), Ok(encoded.clone()));
    let words = arkworks::inputs(J::CURVE, &compressed(&inputs.to_vec())).unwrap();
    assert_eq!(judge.accepts(&encoded.bytes, &words), theirs);
    theirs
}

/// A proof in gnark's compressed encoding.
fn gnarks<E: Pairing>(curve: Curve, proof: &Proof<E>) -> Vec<u8> {
    [compressed(&proof.a), compressed(&proof.b), compressed(&proof.c)]
        .into_iter()
        .flat_map(|mut point| {
            // Over BLS12-381 both write the same; over BN254 the bytes are reversed and the flags are others.
            if curve == Curve::Bn254 {
                point.reverse();
                point[0] = (point[0] & 0x3f) | if point[0] & 0x80 == 0 { 0x80 } else { 0xc0 };
            }
            point
        })
        .collect()
}

/// Mutated proofs and inputs; of each whether it still holds.
type Mutated<E> = (Proof<E>, Vec<<E as Pairing>::ScalarField>, bool);

fn mutated<E: Pairing>(
    proof: &Proof<E>,
    inputs: &[E::ScalarField],
    other: &Proof<E>,
    rng: &mut ChaCha8Rng,
) -> Mutated<E> {
    let mut proof = proof.clone();
    let mut inputs = inputs.to_vec();
    let one = E::ScalarField::from(1u64);
    let scalar = E::ScalarField::rand(rng);
    match rng.gen_range(0..8) {
        0 => proof.a = (proof.a * scalar).into_affine(),
        1 => proof.b = (proof.b * scalar).into_affine(),
        2 => proof.c = (proof.c + E::G1Affine::generator()).into_affine(),
        3 => proof.a = (-proof.a.into_group()).into_affine(),
        4 => core::mem::swap(&mut proof.a, &mut proof.c),
        5 => proof = other.clone(),
        6 if !inputs.is_empty() => {
            let index = rng.gen_range(0..inputs.len());
            inputs[index] += one;
        }
        // Proofs are malleable: A and B times inverse scalars prove the same.
        _ => {
            proof.a = (proof.a * scalar).into_affine();
            proof.b = (proof.b * scalar.inverse().unwrap()).into_affine();
            return (proof, inputs, true);
        }
    }
    (proof, inputs, false)
}

fn compare<E: Pairing, J: Judge<E>>() {
    let mut rng = ChaCha8Rng::seed_from_u64(15);
    let mut done = 0;
    for key_number in 0.. {
        let (inputs, factor) = (key_number % 9, E::ScalarField::rand(&mut rng));
        let circuit = Circuit::random(inputs, factor, &mut rng);
        let keys: ProvingKey<E> =
            Groth16::<E>::generate_random_parameters_with_reduction(circuit, &mut rng).unwrap();
        let key = arkworks::verifying_key(J::CURVE, &compressed(&keys.vk)).unwrap();
        let (judge, theirs) = (J::new(&key.bytes), prepare_verifying_key(&keys.vk));
        let mut other: Option<Proof<E>> = None;
        for _ in 0..PROOFS_PER_KEY {
            let circuit = Circuit::random(inputs, factor, &mut rng);
            let values = circuit.inputs();
            let proof = Groth16::<E>::create_random_proof_with_reduction(circuit, &keys, &mut rng).unwrap();
            assert!(judged(&judge, &theirs, &proof, &values), "{inputs} inputs");
            // Without inputs the proof before proves the same.
            let other = other.replace(proof.clone()).filter(|_| inputs != 0);
            let other = other.unwrap_or_else(|| Proof { c: proof.a, ..proof.clone() });
            let (changed, values, holds) = mutated(&proof, &values, &other, &mut rng);
            assert_eq!(judged(&judge, &theirs, &changed, &values), holds);
            flipped_bytes_refuse(&judge, &proof, &values, &mut rng);
            done += 1;
            if done == count() {
                return;
            }
        }
    }
}

/// A flipped bit in the encoded proof refuses.
fn flipped_bytes_refuse<E: Pairing, J: Judge<E>>(
    judge: &J,
    proof: &Proof<E>,
    inputs: &[E::ScalarField],
    rng: &mut ChaCha8Rng,
) {
    let mut bytes = compressed(proof);
    let position = usize::try_from(rng.next_u32()).unwrap() % bytes.len();
    bytes[position] ^= 1 << rng.gen_range(0..8);
    let words: Vec<[u8; 32]> =
        inputs.iter().map(|input| input.into_bigint().to_bytes_be().try_into().unwrap()).collect();
    let parsed = arkworks::proof(J::CURVE, &bytes);
    assert!(!parsed.is_ok_and(|parsed| judge.accepts(&parsed.bytes, &words)), "byte {position}");
    let mut delivered = arkworks::proof(J::CURVE, &compressed(proof)).unwrap().bytes;
    let position = usize::try_from(rng.next_u32()).unwrap() % delivered.len();
    delivered[position] ^= 1 << rng.gen_range(0..8);
    assert!(!judge.accepts(&delivered, &words), "byte {position} as it is delivered");
}

#[test]
fn bn254_agrees_with_arkworks() {
    compare::<Bn254, OnBn254>();
}

#[test]
fn bls12_381_agrees_with_arkworks() {
    compare::<Bls12_381, OnBls12381>();
}
