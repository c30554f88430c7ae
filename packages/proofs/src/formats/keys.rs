//! Keys of either curve where there is no chain: tools verify by them what the gateway would.

use alloc::vec::Vec;

use ark_bls12_381::{Bls12_381, G1Affine, G2Affine};
use ark_ec::pairing::Pairing;
use ark_serialize::CanonicalDeserialize;

use super::Curve;
use crate::bls12_381::{self, G1Bytes, G2Bytes, Host};
use crate::error::ProofError;
use crate::groth16::{self, VerifyingKey};

/// A key as the gateway registers it, prepared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::large_enum_variant, reason = "a tool has one at a time")]
pub enum PreparedKey {
    /// Over BN254.
    Bn254(groth16::PreparedKey),
    /// Over BLS12-381.
    Bls12381(bls12_381::PreparedKey),
}

impl PreparedKey {
    /// Decodes and checks the bytes that are registered; the first bit says the curve.
    ///
    /// # Errors
    /// Those of [`groth16::VerifyingKey::from_bytes`] and [`groth16::PreparedKey::prepare`], or of
    /// [`bls12_381::PreparedKey::prepare`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ProofError> {
        if bls12_381::is_key(bytes) {
            return bls12_381::PreparedKey::prepare(&Arkworks, bytes).map(Self::Bls12381);
        }
        groth16::PreparedKey::prepare(&VerifyingKey::from_bytes(bytes)?).map(Self::Bn254)
    }

    /// Its curve.
    #[must_use]
    pub fn curve(&self) -> Curve {
        match self {
            Self::Bn254(_) => Curve::Bn254,
            Self::Bls12381(_) => Curve::Bls12381,
        }
    }

    /// Verifies a proof as it is delivered, for public inputs.
    ///
    /// # Errors
    /// [`ProofError::ProofLength`]; those of [`groth16::Proof::from_bytes`] and [`groth16::PreparedKey::verify`], or of
    /// [`bls12_381::PreparedKey::verify`].
    pub fn verify(&self, proof: &[u8], inputs: &[[u8; 32]]) -> Result<(), ProofError> {
        match self {
            Self::Bn254(key) => key.verify(&groth16::Proof::from_bytes(sized(proof)?)?, inputs),
            Self::Bls12381(key) => key.verify(&Arkworks, sized(proof)?, inputs),
        }
    }
}

fn sized<const N: usize>(proof: &[u8]) -> Result<&[u8; N], ProofError> {
    proof.try_into().map_err(|_| ProofError::ProofLength { expected: N, got: proof.len() })
}

/// What a chain's host computes, by arkworks.
pub struct Arkworks;

impl Host for Arkworks {
    fn is_in_g1(&self, point: &G1Bytes) -> bool {
        g1(point).is_some()
    }

    fn is_in_g2(&self, point: &G2Bytes) -> bool {
        g2(point).is_some()
    }

    fn pairings_equal(
        &self,
        left: &[G1Bytes; 3],
        right: &[G2Bytes; 3],
        alpha: &G1Bytes,
        beta: &G2Bytes,
    ) -> Option<bool> {
        let left: Vec<G1Affine> = left.iter().map(g1).collect::<Option<_>>()?;
        let right: Vec<G2Affine> = right.iter().map(g2).collect::<Option<_>>()?;
        Some(Bls12_381::multi_pairing(left, right) == Bls12_381::pairing(g1(alpha)?, g2(beta)?))
    }
}

fn g1(point: &G1Bytes) -> Option<G1Affine> {
    G1Affine::deserialize_compressed(point.as_slice()).ok()
}

fn g2(point: &G2Bytes) -> Option<G2Affine> {
    G2Affine::deserialize_compressed(point.as_slice()).ok()
}
