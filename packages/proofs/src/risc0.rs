//! RISC Zero's Groth16 receipts.
//!
//! A receipt's seal proves that the guest program with a given image id halted with exit code 0 and wrote a journal
//! with a given digest. All versions share one verifying key; what differs is the recursion program, named by its
//! control root and control id, which are public inputs of the proof and constants of a version.

use sha2::{Digest, Sha256};

pub use crate::accepted::RiscZeroAccepted as Accepted;
use crate::comb;
use crate::constants;
use crate::equation::{Equation, Side};
use crate::error::ProofError;
use crate::proof::{Proof, PROOF_BYTES};
pub use crate::versions::{Version, VERSIONS};

/// The shared verifying key, encoded as [`crate::groth16::VerifyingKey`] reads it.
pub const VERIFYING_KEY: &[u8] = &constants::RISC0_VERIFYING_KEY;

/// RISC Zero's digest of the shared verifying key, part of what a selector commits to.
pub const VERIFYING_KEY_DIGEST: [u8; 32] = [
    0x21, 0xc5, 0xfd, 0xd9, 0xb4, 0xd5, 0x76, 0xb1, 0x75, 0x81, 0xf5, 0x0b, 0x75, 0x54, 0x82, 0xba, 0x7a,
    0x21, 0x34, 0xa3, 0xb5, 0x18, 0x6e, 0x8e, 0x45, 0x4a, 0xcf, 0xa1, 0xf6, 0x95, 0x11, 0xab,
];

/// Bytes of a selector.
const SELECTOR_BYTES: usize = 4;
/// Bytes of a seal: the selector and the proof.
pub const SEAL_BYTES: usize = SELECTOR_BYTES + PROOF_BYTES;

/// Verifies that the program `image_id` halted with exit code 0 and a journal whose SHA-256 is `journal_digest`, under
/// one of the `accepted` versions.
///
/// # Errors
/// [`ProofError::SealLength`], [`ProofError::Selector`], whatever [`Proof::from_bytes`] refuses,
/// [`ProofError::NotInSubgroup`], [`ProofError::PairingFailed`].
pub fn verify(
    accepted: Accepted,
    seal: &[u8],
    image_id: &[u8; 32],
    journal_digest: &[u8; 32],
) -> Result<(), ProofError> {
    verify_claim(accepted, seal, &claim_digest(image_id, journal_digest))
}

/// Verifies that the claim with this digest is true, under one of the `accepted` versions.
///
/// # Errors
/// As [`verify`].
pub(crate) fn verify_claim(accepted: Accepted, seal: &[u8], claim: &[u8; 32]) -> Result<(), ProofError> {
    let (selector, proof) = split(seal)?;
    let (_, version_sum) = VERSIONS
        .iter()
        .zip(&constants::RISC0_VERSION_SUMS)
        .find(|(version, _)| version.selector == selector)
        .filter(|_| accepted.has(selector))
        .ok_or(ProofError::Selector { accepted, got: selector })?;
    let proof = Proof::from_bytes(proof)?;
    let [low, high] = halves(claim);
    let sum = comb::sum(32, &[(&constants::RISC0_CLAIM_LOW, low), (&constants::RISC0_CLAIM_HIGH, high)]);
    EQUATION.check(&proof, &(sum + version_sum))
}

/// The selector of a seal.
///
/// # Errors
/// [`ProofError::SealLength`] if the seal is not exactly [`SEAL_BYTES`] long.
pub fn selector_of(seal: &[u8]) -> Result<[u8; 4], ProofError> {
    split(seal).map(|(selector, _)| selector)
}

/// The digest of the claim that `image_id` ran from its initial state, without assumptions, halted with exit code 0
/// and wrote a journal with this digest. Digests of structures are `sha256(sha256(name) ‖ digests ‖ words ‖ number of
/// digests)`, with little-endian words of 32 bits and a count of 16.
#[must_use]
pub fn claim_digest(image_id: &[u8; 32], journal_digest: &[u8; 32]) -> [u8; 32] {
    let none = [0; 32];
    let output = structure("risc0.Output", &[journal_digest, &none], &[]);
    structure("risc0.ReceiptClaim", &[&none, image_id, &HALTED, &output], &[0; 8])
}

/// Digest of the state after a halt: memory root 0, program counter 0, as
/// `sha256(sha256("risc0.SystemState") ‖ 0^32 ‖ 0^4 ‖ 0x0100)`.
const HALTED: [u8; 32] = [
    0xa3, 0xac, 0xc2, 0x71, 0x17, 0x41, 0x89, 0x96, 0x34, 0x0b, 0x84, 0xe5, 0xa9, 0x0f, 0x3e, 0xf4, 0xc4,
    0x9d, 0x22, 0xc7, 0x9e, 0x44, 0xaa, 0xd8, 0x22, 0xec, 0x9c, 0x31, 0x3e, 0x1e, 0xb8, 0xe2,
];

/// The constants that every verification under the shared key uses.
static EQUATION: Equation<'static> = Equation {
    alpha_beta: &constants::RISC0_ALPHA_BETA,
    gamma: Side::Lines(&constants::GENERATOR_LINES),
    delta: Side::Lines(&constants::RISC0_DELTA),
};

fn split(seal: &[u8]) -> Result<([u8; 4], &[u8; PROOF_BYTES]), ProofError> {
    let length = ProofError::SealLength { expected: SEAL_BYTES, got: seal.len() };
    let (selector, proof) = seal.split_first_chunk::<SELECTOR_BYTES>().ok_or(length)?;
    Ok((*selector, proof.try_into().map_err(|_| length)?))
}

/// RISC Zero's digest of a structure whose number of digests is the length of `digests`.
pub(crate) fn structure(name: &str, digests: &[&[u8; 32]], words: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix(Sha256::digest(name));
    for digest in digests {
        hash.update(digest);
    }
    hash.update(words);
    hash.update(u16::try_from(digests.len()).unwrap_or(u16::MAX).to_le_bytes());
    hash.finalize().into()
}

/// The two public inputs of a claim: the little-endian halves of its digest, in words of 32 bits.
fn halves(claim: &[u8; 32]) -> [comb::Words; 2] {
    let (words, _) = claim.as_chunks::<4>();
    let mut words = words.iter().map(|word| u64::from(u32::from_le_bytes(*word)));
    [[0; 4]; 2].map(|half| half.map(|_| words.next().unwrap_or(0)))
}
