//! Groth16 over BN254.
//!
//! A proof (A, B, C) for public inputs s₁ … sₙ holds if e(A, B) = e(α, β)·e(IC₀ + Σ sᵢ·ICᵢ, γ)·e(C, δ). e(α, β) and
//! the lines of γ and δ depend on the key alone and are computed once, in a [`PreparedKey`]; a verification is the sum
//! of the inputs, one Miller loop over three pairs and one final exponentiation.

use alloc::boxed::Box;
use alloc::vec::Vec;

use ark_ff::{AdditiveGroup, BigInteger, Field, PrimeField, Zero};

use crate::curve::{integer, G1Affine, G1Projective, Names, Reader, TwistPoint, G1_BYTES, G2_BYTES};
use crate::error::ProofError;
use crate::field::Fr;
use crate::pairing::{final_exponentiation, lines, miller_loop, KnownPair, Lines};
use crate::tower::Fq12;

/// Bytes of an encoded proof.
pub const PROOF_BYTES: usize = G1_BYTES + G2_BYTES + G1_BYTES;
/// Bytes of an encoded verifying key before its input points.
pub const KEY_FIXED_BYTES: usize = G1_BYTES + 3 * G2_BYTES;

const fn g1(point: &'static str, x: &'static str, y: &'static str) -> Names<2> {
    Names { point, coordinates: [x, y] }
}

const fn g2(point: &'static str, coordinates: [&'static str; 4]) -> Names<4> {
    Names { point, coordinates }
}

/// A proof whose coordinates are canonical and whose points are finite and on their curves. That B is in the subgroup
/// is checked when it is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    a: G1Affine,
    b: TwistPoint,
    c: G1Affine,
}

impl Proof {
    /// Decodes `A.x A.y ‖ B.x.c1 B.x.c0 B.y.c1 B.y.c0 ‖ C.x C.y`, each a big-endian 32-byte integer (EIP-197).
    ///
    /// # Errors
    /// [`ProofError::NonCanonical`], [`ProofError::Infinity`] or [`ProofError::NotOnCurve`], naming the element.
    pub fn from_bytes(bytes: &[u8; PROOF_BYTES]) -> Result<Self, ProofError> {
        let mut reader = Reader::new(bytes);
        Ok(Self {
            a: reader.g1(&g1("A", "A.x", "A.y"))?,
            b: reader.twist(&g2("B", ["B.x.c1", "B.x.c0", "B.y.c1", "B.y.c0"]))?,
            c: reader.g1(&g1("C", "C.x", "C.y"))?,
        })
    }
}

/// A verifying key whose points are canonical, finite and on their curves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    alpha: G1Affine,
    beta: TwistPoint,
    gamma: TwistPoint,
    delta: TwistPoint,
    inputs: Vec<G1Affine>,
}

impl VerifyingKey {
    /// Decodes `α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ` with the points as in [`Proof::from_bytes`]; the length says n.
    ///
    /// # Errors
    /// [`ProofError::KeyLength`], or as [`Proof::from_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProofError> {
        let points = bytes.len().checked_sub(KEY_FIXED_BYTES);
        if !points.is_some_and(|points| points != 0 && points.is_multiple_of(G1_BYTES)) {
            return Err(ProofError::KeyLength { fixed: KEY_FIXED_BYTES, point: G1_BYTES, got: bytes.len() });
        }
        let mut reader = Reader::new(bytes);
        let alpha = reader.g1(&g1("alpha", "alpha.x", "alpha.y"))?;
        let beta = reader.twist(&g2("beta", ["beta.x.c1", "beta.x.c0", "beta.y.c1", "beta.y.c0"]))?;
        let gamma = reader.twist(&g2("gamma", ["gamma.x.c1", "gamma.x.c0", "gamma.y.c1", "gamma.y.c0"]))?;
        let delta = reader.twist(&g2("delta", ["delta.x.c1", "delta.x.c0", "delta.y.c1", "delta.y.c0"]))?;
        let mut inputs = Vec::new();
        while !reader.is_empty() {
            inputs.push(reader.g1(&g1("IC", "IC.x", "IC.y"))?);
        }
        Ok(Self { alpha, beta, gamma, delta, inputs })
    }
}

/// What a verification needs of a key, computed once: e(α, β), the lines of γ and δ, and the input points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedKey {
    alpha_beta: Fq12,
    gamma: Box<Lines>,
    delta: Box<Lines>,
    inputs: Vec<G1Affine>,
}

impl PreparedKey {
    /// Computes the constants of a key: about the work of one verification.
    ///
    /// # Errors
    /// [`ProofError::NotInSubgroup`] for β, γ or δ.
    pub fn prepare(key: &VerifyingKey) -> Result<Self, ProofError> {
        let outside = |point| move |_| ProofError::NotInSubgroup { point };
        let mut alpha_beta = miller_loop(&key.alpha, key.beta, []).map_err(outside("beta"))?;
        final_exponentiation(&mut alpha_beta);
        Ok(Self {
            alpha_beta,
            gamma: Box::new(lines(key.gamma).map_err(outside("gamma"))?),
            delta: Box::new(lines(key.delta).map_err(outside("delta"))?),
            inputs: key.inputs.clone(),
        })
    }

    /// How many public inputs the key has.
    #[must_use]
    pub fn input_count(&self) -> usize {
        self.inputs.len().saturating_sub(1)
    }

    /// Verifies a proof for public inputs, each a big-endian integer below the group order. Inputs of fewer bits cost
    /// less: the sum takes as many doublings as the longest has bits.
    ///
    /// # Errors
    /// [`ProofError::InputCount`], [`ProofError::InputNotCanonical`], or as for any proof
    /// [`ProofError::NotInSubgroup`] and [`ProofError::PairingFailed`].
    pub fn verify(&self, proof: &Proof, inputs: &[[u8; 32]]) -> Result<(), ProofError> {
        let count = ProofError::InputCount { expected: self.input_count(), got: inputs.len() };
        let (constant, points) = self.inputs.split_first().ok_or(count)?;
        if points.len() != inputs.len() {
            return Err(count);
        }
        let mut terms = Vec::with_capacity(points.len());
        for (index, (point, input)) in points.iter().zip(inputs).enumerate() {
            let scalar = integer(input);
            if scalar >= Fr::MODULUS {
                return Err(ProofError::InputNotCanonical { index });
            }
            terms.push((point, scalar));
        }
        let bits = terms.iter().map(|(_, scalar)| scalar.num_bits()).max().unwrap_or(0);
        let mut sum = G1Projective::zero();
        for bit in (0..bits).rev() {
            sum.double_in_place();
            for (point, scalar) in &terms {
                if usize::try_from(bit).is_ok_and(|bit| scalar.get_bit(bit)) {
                    sum += *point;
                }
            }
        }
        sum += constant;
        let key = KeyConstants { alpha_beta: &self.alpha_beta, gamma: &self.gamma, delta: &self.delta };
        key.check(proof, &sum)
    }
}

/// The constants of a key, wherever they are held.
pub(crate) struct KeyConstants<'a> {
    pub alpha_beta: &'a Fq12,
    pub gamma: &'a Lines,
    pub delta: &'a Lines,
}

impl KeyConstants<'_> {
    /// Checks the equation for a sum of inputs, as e(A, B)·e(−sum, γ)·e(−C, δ) = e(α, β).
    ///
    /// # Errors
    /// [`ProofError::Infinity`] for a sum that is infinity, [`ProofError::NotInSubgroup`] for B,
    /// [`ProofError::PairingFailed`].
    pub fn check(&self, proof: &Proof, sum: &G1Projective) -> Result<(), ProofError> {
        // The known pairs need x/y and 1/y of −sum and −C. In Jacobian coordinates those of the sum are XZ/Y and Z³/Y,
        // so one inversion of Y·C.y serves both. No point of G1 has y = 0, as its order is odd.
        let infinity = ProofError::Infinity { point: "sum of the public inputs" };
        if sum.is_zero() {
            return Err(infinity);
        }
        let inverse = -(sum.y * proof.c.y).inverse().ok_or(infinity)?;
        let over_sum_y = inverse * proof.c.y;
        let over_c_y = inverse * sum.y;
        let sum_pair = KnownPair {
            x_over_y: sum.x * sum.z * over_sum_y,
            one_over_y: sum.z.square() * sum.z * over_sum_y,
            lines: self.gamma,
        };
        let c_pair = KnownPair { x_over_y: proof.c.x * over_c_y, one_over_y: over_c_y, lines: self.delta };
        let mut value = miller_loop(&proof.a, proof.b, [sum_pair, c_pair])
            .map_err(|_| ProofError::NotInSubgroup { point: "B" })?;
        final_exponentiation(&mut value);
        if value == *self.alpha_beta {
            Ok(())
        } else {
            Err(ProofError::PairingFailed)
        }
    }
}
