//! Groth16 proofs without a circuit: under a key whose trapdoor is known, anything can be proven.
//!
//! A real key's trapdoor is destroyed when the key is made. Here it stands in for a prover: the points of a proof follow from
//! it and the public inputs, and the verifier cannot tell.

use api::verifier_gateway::Proof;
use ark_bls12_381::Bls12_381;
use ark_bn254::Bn254;
use ark_ec::pairing::Pairing;
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{BigInteger, PrimeField};
use ark_serialize::CanonicalSerialize;
use cosmwasm_std::{Binary, HexBinary};

use crate::digest::sha256;

/// A curve whose points the gateway takes.
pub trait Encoded: Pairing {
    /// A finite point of G1 as the gateway takes it.
    fn g1(point: Self::G1Affine) -> Vec<u8>;
    /// A finite point of G2.
    fn g2(point: Self::G2Affine) -> Vec<u8>;
}

impl Encoded for Bn254 {
    fn g1(point: Self::G1Affine) -> Vec<u8> {
        [point.x, point.y].map(|c| c.into_bigint().to_bytes_be()).concat()
    }

    fn g2(point: Self::G2Affine) -> Vec<u8> {
        [point.x.c1, point.x.c0, point.y.c1, point.y.c0].map(|c| c.into_bigint().to_bytes_be()).concat()
    }
}

impl Encoded for Bls12_381 {
    fn g1(point: Self::G1Affine) -> Vec<u8> {
        compressed(&point)
    }

    fn g2(point: Self::G2Affine) -> Vec<u8> {
        compressed(&point)
    }
}

fn compressed(point: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = vec![];
    point.serialize_compressed(&mut bytes).expect("a vector takes all bytes");
    bytes
}

/// A key over BN254 with its trapdoor.
pub type Trapdoor = TrapdoorOver<Bn254>;
/// One over BLS12-381.
pub type BlsTrapdoor = TrapdoorOver<Bls12_381>;

/// A key with its trapdoor.
pub struct TrapdoorOver<E: Pairing> {
    alpha: E::ScalarField,
    beta: E::ScalarField,
    gamma: E::ScalarField,
    delta: E::ScalarField,
    inputs: Vec<E::ScalarField>,
}

impl<E: Encoded> TrapdoorOver<E> {
    /// The key of this seed, for proofs of so many public inputs. Its γ is the generator, as that of most keys is.
    pub fn new(seed: u64, inputs: u64) -> Self {
        let [alpha, beta, delta] = [0, 1, 2].map(|i| scalar(seed.wrapping_add(i)));
        let inputs = (0..=inputs).map(|i| scalar(seed.wrapping_add(3).wrapping_add(i))).collect();
        Self { alpha, beta, gamma: E::ScalarField::from(1u8), delta, inputs }
    }

    /// The same with another γ than the generator.
    #[must_use]
    pub fn with_other_gamma(mut self) -> Self {
        self.gamma = scalar(1_000_003);
        self
    }

    /// The key as the gateway registers it.
    pub fn key(&self) -> Binary {
        let mut key = g1::<E>(self.alpha);
        for point in [self.beta, self.gamma, self.delta] {
            key.extend(g2::<E>(point));
        }
        for point in &self.inputs {
            key.extend(g1::<E>(*point));
        }
        key.into()
    }

    /// The program that the key judges.
    pub fn program(&self) -> HexBinary {
        sha256(&self.key())
    }

    /// The points that prove these public inputs, 32-byte words; `salt` makes another proof of the same.
    pub fn prove(&self, salt: u64, inputs: &[u8]) -> Binary {
        let (a, b): (E::ScalarField, _) = (scalar(salt.wrapping_add(500)), scalar(salt.wrapping_add(501)));
        let mut points = self.inputs.iter().copied();
        let constant = points.next().unwrap_or_default();
        let terms = points
            .zip(inputs.chunks(32))
            .map(|(point, word)| point * E::ScalarField::from_be_bytes_mod_order(word));
        let sum = terms.fold(constant, |sum, term| sum + term);
        let c = (a * b - self.alpha * self.beta - sum * self.gamma) / self.delta;
        [g1::<E>(a), g2::<E>(b), g1::<E>(c)].concat().into()
    }

    /// The proof of a statement, whose high and low 128 bits are the two public inputs.
    pub fn prove_statement(&self, statement: &[u8]) -> Proof {
        Proof::Groth16 { proof: self.prove(0, &halves(statement)), inputs: None }
    }

    /// The proof of an output, which is the sha256 of these public inputs.
    pub fn prove_output(&self, inputs: &[u8]) -> Proof {
        Proof::Groth16 { proof: self.prove(0, inputs), inputs: Some(inputs.into()) }
    }
}

/// The high and the low 128 bits of 32 bytes, each as a word of 32 bytes.
pub fn halves(statement: &[u8]) -> Vec<u8> {
    let (high, low) = statement.split_at(16);
    [&[0; 16][..], high, &[0; 16][..], low].concat()
}

/// The seed-th scalar of a fixed stream.
fn scalar<F: PrimeField>(seed: u64) -> F {
    F::from(seed.wrapping_add(2)).pow([0x1234_5678_9abc_def1])
}

fn g1<E: Encoded>(scalar: E::ScalarField) -> Vec<u8> {
    E::g1((E::G1Affine::generator() * scalar).into_affine())
}

fn g2<E: Encoded>(scalar: E::ScalarField) -> Vec<u8> {
    E::g2((E::G2Affine::generator() * scalar).into_affine())
}
