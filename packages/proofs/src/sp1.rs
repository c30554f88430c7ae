//! SP1's Groth16 proofs.
//!
//! A proof shows that the program with a given verifying key (a digest below the group order) ran and committed public
//! values with a given sha256. Each version of the circuit has a key of its own, named by the first four bytes of the
//! proof. From 6.0 on the proof also states the program's exit code, which must be 0, the root of the recursion
//! programs' keys, which must be the version's, and a nonce, which means nothing here.

use ark_ff::{BigInteger, PrimeField, Zero};

pub use crate::accepted::Sp1Accepted as Accepted;
use crate::comb;
use crate::constants::{GENERATOR_LINES, SP1_KEYS};
use crate::curve::{integer, G1Affine, G1Projective};
use crate::equation::{Equation, Side};
use crate::error::ProofError;
use crate::field::Fr;
use crate::proof::{Proof, PROOF_BYTES};
pub use crate::versions::{Sp1Version as Version, SP1_VERSIONS as VERSIONS};

/// Bytes of a proof before 6.0: the selector and the proof's points.
pub const PLAIN_BYTES: usize = 4 + PROOF_BYTES;
/// Bytes of a proof from 6.0 on: the selector, the exit code, the root of keys, the nonce and the proof's points.
pub const EXTENDED_BYTES: usize = PLAIN_BYTES + 3 * 32;

/// Verifies that the program with the verifying key `program` ran and committed public values whose sha256 is
/// `values_digest`, under one of the `accepted` versions. A proof binds 253 bits of that digest: SP1 clears the three
/// highest.
///
/// # Errors
/// [`ProofError::Sp1Selector`], [`ProofError::SealLength`], [`ProofError::Sp1ExitCode`], [`ProofError::Sp1VkRoot`],
/// [`ProofError::InputNotCanonical`] for a program (0) or a nonce (4) from the group order on, whatever
/// [`Proof::from_bytes`] refuses, [`ProofError::Infinity`], [`ProofError::NotInSubgroup`],
/// [`ProofError::PairingFailed`].
pub fn verify(
    accepted: Accepted,
    proof: &[u8],
    program: &[u8; 32],
    values_digest: &[u8; 32],
) -> Result<(), ProofError> {
    let selector = selector_of(proof)?;
    let (version, key) = VERSIONS
        .iter()
        .zip(&SP1_KEYS)
        .find(|(version, _)| version.selector == selector)
        .filter(|_| accepted.has(selector))
        .ok_or(ProofError::Sp1Selector { accepted, got: selector })?;
    let (points, nonce) = match version.vk_root {
        None => (plain(proof)?, [0; 32]),
        Some(vk_root) => extended(proof, &vk_root)?,
    };
    let proof = Proof::from_bytes(points)?;
    check_canonical(program, 0)?;
    check_canonical(&nonce, 4)?;
    let mut values = *values_digest;
    let [highest, ..] = &mut values;
    *highest &= 0x1f;
    let terms = [(&key.program, words(program)), (&key.values, words(&values))];
    let sum =
        comb::sum(64, &terms) + key.constant + key.nonce.map_or(G1Projective::zero(), |p| times(p, &nonce));
    let equation = Equation {
        alpha_beta: &key.alpha_beta,
        gamma: Side::Lines(&GENERATOR_LINES),
        delta: Side::Point(key.delta),
    };
    equation.check(&proof, &sum)
}

/// The selector of a proof.
///
/// # Errors
/// [`ProofError::SealLength`] if the proof is shorter than one; of a longer one the length is checked with its version.
pub fn selector_of(proof: &[u8]) -> Result<[u8; 4], ProofError> {
    proof.first_chunk().copied().ok_or(ProofError::SealLength { expected: PLAIN_BYTES, got: proof.len() })
}

fn plain(proof: &[u8]) -> Result<&[u8; PROOF_BYTES], ProofError> {
    proof
        .split_first_chunk::<4>()
        .and_then(|(_, points)| points.try_into().ok())
        .ok_or(ProofError::SealLength { expected: PLAIN_BYTES, got: proof.len() })
}

/// The points and the nonce of a proof that states an exit code of 0 and this root of keys.
fn extended<'a>(
    proof: &'a [u8],
    vk_root: &[u8; 32],
) -> Result<(&'a [u8; PROOF_BYTES], [u8; 32]), ProofError> {
    let length = ProofError::SealLength { expected: EXTENDED_BYTES, got: proof.len() };
    let (_, rest) = proof.split_first_chunk::<4>().ok_or(length)?;
    let (exit_code, rest) = rest.split_first_chunk::<32>().ok_or(length)?;
    let (stated_root, rest) = rest.split_first_chunk::<32>().ok_or(length)?;
    let (nonce, rest) = rest.split_first_chunk::<32>().ok_or(length)?;
    let points = rest.try_into().map_err(|_| length)?;
    if *exit_code != [0; 32] {
        return Err(ProofError::Sp1ExitCode { got: *exit_code });
    }
    if stated_root != vk_root {
        return Err(ProofError::Sp1VkRoot { expected: *vk_root, got: *stated_root });
    }
    Ok((points, *nonce))
}

fn check_canonical(input: &[u8; 32], index: usize) -> Result<(), ProofError> {
    if integer(input) < Fr::MODULUS {
        Ok(())
    } else {
        Err(ProofError::InputNotCanonical { index })
    }
}

/// A scalar's words for a comb of 64 steps.
fn words(scalar: &[u8; 32]) -> comb::Words {
    integer(scalar).0
}

/// scalar·point. A nonce is 0 unless the prover asked for another one.
fn times(point: G1Affine, scalar: &[u8; 32]) -> G1Projective {
    let scalar = integer(scalar);
    let mut product = G1Projective::zero();
    for bit in (0..scalar.num_bits()).rev() {
        ark_ff::AdditiveGroup::double_in_place(&mut product);
        if usize::try_from(bit).is_ok_and(|bit| scalar.get_bit(bit)) {
            product += point;
        }
    }
    product
}
