//! Groth16 over BN254.
//!
//! A proof (A, B, C) for public inputs s₁ … sₙ holds if e(A, B) = e(α, β)·e(IC₀ + Σ sᵢ·ICᵢ, γ)·e(C, δ). e(α, β) depends
//! on the key alone and is computed once, in a [`PreparedKey`]; a verification is the sum of the inputs, one Miller loop
//! over three pairs and one final exponentiation.

use alloc::vec::Vec;

use ark_ec::short_weierstrass::{Affine, Projective, SWCurveConfig};
use ark_ff::{AdditiveGroup, BigInt, BigInteger, PrimeField};

use crate::constants::{GENERATOR, GENERATOR_LINES};
use crate::curve::{integer, G1Affine, Reader, TwistPoint, G1_BYTES, G2_BYTES};
use crate::equation::{Equation, Side};
use crate::error::ProofError;
use crate::pairing::{final_exponentiation, is_in_subgroup, miller_loop, Pair};
use crate::proof::{g1, g2};
pub use crate::proof::{Proof, PROOF_BYTES};
use crate::stored::{Limbs, Stored};
use crate::tower::Fq12;

/// Bytes of an encoded verifying key before its input points.
pub const KEY_FIXED_BYTES: usize = G1_BYTES + 3 * G2_BYTES;
/// Most public inputs of a key.
pub const MAX_INPUTS: usize = 32;
/// Bytes of a stored key before its input points: e(α, β), γ and δ.
pub const STORED_FIXED_BYTES: usize = 12 * 32 + 2 * G2_BYTES;

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
    /// Decodes `α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ` with the points as in [`Proof::from_bytes`]; the length says n, at most
    /// [`MAX_INPUTS`]. No point is infinity: with γ or δ so, anybody could prove anything. Nor are two of β, γ and δ equal, or one
    /// the other's negative: then points that anybody knows prove anything, as under a key to which nobody has contributed.
    ///
    /// # Errors
    /// [`ProofError::KeyLength`], [`ProofError::KeyPointsEqual`], or as [`Proof::from_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProofError> {
        key_points(bytes.len(), KEY_FIXED_BYTES, G1_BYTES)?;
        let mut reader = Reader::new(bytes);
        let alpha = reader.g1(&g1("alpha", "alpha.x", "alpha.y"))?;
        let beta = reader.twist(&g2("beta", ["beta.x.c1", "beta.x.c0", "beta.y.c1", "beta.y.c0"]))?;
        let gamma = reader.twist(&g2("gamma", ["gamma.x.c1", "gamma.x.c0", "gamma.y.c1", "gamma.y.c0"]))?;
        let delta = reader.twist(&g2("delta", ["delta.x.c1", "delta.x.c0", "delta.y.c1", "delta.y.c0"]))?;
        for ((one, name), (other, other_name)) in [
            ((beta, "beta"), (gamma, "gamma")),
            ((beta, "beta"), (delta, "delta")),
            ((gamma, "gamma"), (delta, "delta")),
        ] {
            if one.x == other.x {
                return Err(ProofError::KeyPointsEqual { point: name, other: other_name });
            }
        }
        let mut inputs = Vec::new();
        while !reader.is_empty() {
            inputs.push(reader.g1(&g1("IC", "IC.x", "IC.y"))?);
        }
        Ok(Self { alpha, beta, gamma, delta, inputs })
    }
}

/// What a verification needs of a key, computed and checked once: e(α, β), γ, δ and the input points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedKey {
    alpha_beta: Fq12,
    gamma: TwistPoint,
    delta: TwistPoint,
    inputs: Vec<G1Affine>,
}

impl PreparedKey {
    /// Computes the constants of a key: about the work of one verification.
    ///
    /// # Errors
    /// [`ProofError::NotInSubgroup`] for β, γ or δ.
    pub fn prepare(key: &VerifyingKey) -> Result<Self, ProofError> {
        for (q, point) in [(key.beta, "beta"), (key.gamma, "gamma"), (key.delta, "delta")] {
            if !is_in_subgroup(q) {
                return Err(ProofError::NotInSubgroup { point });
            }
        }
        let mut alpha_beta = miller_loop(&mut [Pair::walked(key.alpha.x, key.alpha.y, key.beta)]);
        final_exponentiation(&mut alpha_beta);
        Ok(Self { alpha_beta, gamma: key.gamma, delta: key.delta, inputs: key.inputs.clone() })
    }

    /// The bytes to store, which [`Self::from_stored`] reads: [`STORED_FIXED_BYTES`] and 64 for each of the input points.
    #[must_use]
    pub fn to_stored(&self) -> Vec<u8> {
        let points = self.inputs.len().saturating_mul(G1_BYTES);
        let mut limbs = Limbs::with_capacity(STORED_FIXED_BYTES.saturating_add(points));
        limbs.fq12(&self.alpha_beta);
        limbs.twist(&self.gamma);
        limbs.twist(&self.delta);
        for point in &self.inputs {
            limbs.g1(point);
        }
        limbs.into_bytes()
    }

    /// Reads what [`Self::to_stored`] wrote. Nothing but the length is checked: the bytes must come from a store that
    /// nobody else writes to.
    ///
    /// # Errors
    /// [`ProofError::KeyLength`].
    pub fn from_stored(bytes: &[u8]) -> Result<Self, ProofError> {
        let points = key_points(bytes.len(), STORED_FIXED_BYTES, G1_BYTES)?;
        let mut stored = Stored::new(bytes);
        let (alpha_beta, gamma, delta) = (stored.fq12(), stored.twist(), stored.twist());
        let mut inputs = Vec::with_capacity(points);
        while !stored.is_empty() {
            inputs.push(stored.g1());
        }
        Ok(Self { alpha_beta, gamma, delta, inputs })
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
        let sum = sum_of_inputs(&self.inputs, inputs)?;
        let gamma =
            if self.gamma == GENERATOR { Side::Lines(&GENERATOR_LINES) } else { Side::Point(self.gamma) };
        let equation = Equation { alpha_beta: &self.alpha_beta, gamma, delta: Side::Point(self.delta) };
        equation.check(proof, &sum)
    }
}

/// IC₀ + Σ sᵢ·ICᵢ, over any curve.
pub(crate) fn sum_of_inputs<C>(points: &[Affine<C>], inputs: &[[u8; 32]]) -> Result<Projective<C>, ProofError>
where
    C: SWCurveConfig<ScalarField: PrimeField<BigInt = BigInt<4>>>,
{
    let count = ProofError::InputCount { expected: points.len().saturating_sub(1), got: inputs.len() };
    let (constant, points) = points.split_first().ok_or(count)?;
    if points.len() != inputs.len() {
        return Err(count);
    }
    let mut scalars = Vec::with_capacity(points.len());
    for (index, input) in inputs.iter().enumerate() {
        let scalar = integer(input);
        if scalar >= C::ScalarField::MODULUS {
            return Err(ProofError::InputNotCanonical { index });
        }
        scalars.push(scalar);
    }
    let bits = scalars.iter().map(BigInteger::num_bits).max().unwrap_or(0);
    let mut sum = Projective::<C>::ZERO;
    for bit in (0..bits).rev() {
        sum.double_in_place();
        for (point, scalar) in points.iter().zip(&scalars) {
            if usize::try_from(bit).is_ok_and(|bit| scalar.get_bit(bit)) {
                sum += *point;
            }
        }
    }
    sum += constant;
    Ok(sum)
}

/// How many points follow the fixed part of a key of this length, encoded or stored: 1 to [`MAX_INPUTS`] + 1.
pub(crate) fn key_points(got: usize, fixed: usize, point: usize) -> Result<usize, ProofError> {
    let points = got.checked_sub(fixed).filter(|points| points.is_multiple_of(point));
    points
        .and_then(|points| points.checked_div(point))
        .filter(|points| (1..=MOST_POINTS).contains(points))
        .ok_or(ProofError::KeyLength { fixed, point, most: MOST_POINTS, got })
}

/// Most input points of a key.
const MOST_POINTS: usize = MAX_INPUTS + 1;
