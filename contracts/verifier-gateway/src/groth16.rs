//! Groth16 under registered keys. A key's first bit says its curve, a proof's length that of the key it is for, and each
//! curve's keys are stored apart: none is ever read as one of the other.

use api::verifier_gateway::{Curve, KeyResponse};
use cosmwasm_std::{Api, Deps, DepsMut, Storage};
use proofs::bls12_381::{self, G1Bytes, G2Bytes, Host};
use proofs::groth16::{self, PreparedKey, VerifyingKey};

use crate::error::ContractError;
use crate::state::{Keys, BLS12_381_KEYS, BN254_KEYS};

/// Checks and stores a key under its sha256, as what a verification needs of it. Refuses one that is stored already, and one
/// of a wrong length or of points that are not canonical, not on their curves, outside the subgroup, infinity, or equal.
pub fn register(deps: DepsMut, program: &[u8; 32], key: &[u8]) -> Result<KeyResponse, ContractError> {
    let (curve, keys) =
        if bls12_381::is_key(key) { (Curve::Bls12_381, BLS12_381_KEYS) } else { (Curve::Bn254, BN254_KEYS) };
    if keys.load(deps.storage, program).is_some() {
        return Err(ContractError::KeyRegistered { program: program.into() });
    }
    let (stored, inputs) = match curve {
        Curve::Bn254 => {
            let key = PreparedKey::prepare(&VerifyingKey::from_bytes(key)?)?;
            (key.to_stored(), key.input_count())
        }
        Curve::Bls12_381 => {
            let key = bls12_381::PreparedKey::prepare(&ChainHost(deps.api), key)?;
            (key.to_stored(), key.input_count())
        }
    };
    keys.save(deps.storage, program, &stored);
    Ok(described(curve, inputs))
}

/// Whether a proof of these public inputs holds under the registered key whose sha256 is the program.
pub fn verify(
    deps: Deps,
    program: &[u8; 32],
    proof: &[u8],
    inputs: &[[u8; 32]],
) -> Result<(), ContractError> {
    let load = |keys: Keys, curves| {
        let unknown = || ContractError::UnknownKey { program: program.into(), curves };
        keys.load(deps.storage, program).ok_or_else(unknown)
    };
    if let Ok(points) = proof.try_into() {
        let key = PreparedKey::from_stored(&load(BN254_KEYS, "BN254")?)?;
        Ok(key.verify(&groth16::Proof::from_bytes(points)?, inputs)?)
    } else if let Ok(points) = proof.try_into() {
        let key = bls12_381::PreparedKey::from_stored(&load(BLS12_381_KEYS, "BLS12-381")?)?;
        Ok(key.verify(&ChainHost(deps.api), points, inputs)?)
    } else {
        Err(ContractError::ProofLength {
            bn254: groth16::PROOF_BYTES,
            bls12_381: bls12_381::PROOF_BYTES,
            got: proof.len(),
        })
    }
}

/// The registered key whose sha256 this is.
pub fn describe(storage: &dyn Storage, program: &[u8; 32]) -> Result<KeyResponse, ContractError> {
    if let Some(stored) = BN254_KEYS.load(storage, program) {
        return Ok(described(Curve::Bn254, PreparedKey::from_stored(&stored)?.input_count()));
    }
    let stored = BLS12_381_KEYS
        .load(storage, program)
        .ok_or_else(|| ContractError::UnknownKey { program: program.into(), curves: "BN254 or BLS12-381" })?;
    Ok(described(Curve::Bls12_381, bls12_381::PreparedKey::from_stored(&stored)?.input_count()))
}

fn described(curve: Curve, inputs: usize) -> KeyResponse {
    KeyResponse { curve, inputs: u32::try_from(inputs).unwrap_or(u32::MAX) }
}

/// The chain's functions on BLS12-381.
struct ChainHost<'a>(&'a dyn Api);

impl Host for ChainHost<'_> {
    /// A sum of one point is that point, which the chain decodes and checks.
    fn is_in_g1(&self, point: &G1Bytes) -> bool {
        self.0.bls12_381_aggregate_g1(point).is_ok()
    }

    fn is_in_g2(&self, point: &G2Bytes) -> bool {
        self.0.bls12_381_aggregate_g2(point).is_ok()
    }

    fn pairings_equal(
        &self,
        left: &[G1Bytes; 3],
        right: &[G2Bytes; 3],
        alpha: &G1Bytes,
        beta: &G2Bytes,
    ) -> Option<bool> {
        let (left, right) = (left.as_flattened(), right.as_flattened());
        self.0.bls12_381_pairing_equality(left, right, alpha, beta).ok()
    }
}
