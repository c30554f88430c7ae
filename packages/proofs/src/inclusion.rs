//! RISC Zero's set-inclusion receipts: one Groth16 receipt for many claims.
//!
//! A guest program, the *set builder*, verifies claims one after the other and commits to the Merkle root of their
//! digests. Its receipt proves the root; a path from a claim to the root then proves the claim. A node is the keccak256
//! of its two children, the smaller one first, so a path needs no directions. A leaf is the keccak256 of a tag and the
//! claim's digest, 40 bytes, and so stands for no node. Set builders before 0.7 had no tag, and those
//! before 0.9 were withdrawn by their maker (GHSA-jqq4-c7wq-36h7): their receipts are refused.

use core::cmp::Ordering;

use sha2::{Digest, Sha256};
use sha3::Keccak256;

use crate::error::ProofError;
use crate::risc0::{claim_digest, structure, verify_claim, Accepted};
pub use crate::versions::{SET_BUILDER_0_9, SET_SELECTOR};

/// Most nodes of a path: what a set of 64 claims needs.
pub const MAX_PATH: usize = 6;

/// A set whose root a receipt has proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProvenSet {
    root: [u8; 32],
}

impl ProvenSet {
    /// Verifies a receipt of the set builder with the image id `builder` that the set with this root is complete and all
    /// its claims are true. The builder must be one that is trusted to verify every claim that it adds.
    ///
    /// # Errors
    /// As [`crate::risc0::verify`].
    pub fn verify(
        accepted: Accepted,
        seal: &[u8],
        builder: &[u8; 32],
        root: &[u8; 32],
    ) -> Result<Self, ProofError> {
        verify_claim(accepted, seal, &claim_digest(builder, &journal_digest(builder, root)))?;
        Ok(Self { root: *root })
    }

    /// Checks that the set contains the claim that `image_id` halted with exit code 0 and a journal of this digest.
    ///
    /// # Errors
    /// [`ProofError::PathLength`], [`ProofError::NotInSet`].
    pub fn check(
        &self,
        image_id: &[u8; 32],
        journal_digest: &[u8; 32],
        path: &[[u8; 32]],
    ) -> Result<(), ProofError> {
        let got = root(image_id, journal_digest, path)?;
        if got == self.root {
            Ok(())
        } else {
            Err(ProofError::NotInSet { expected: self.root, got })
        }
    }
}

/// The root to which a path leads from the claim that `image_id` halted with exit code 0 and a journal of this digest.
/// The path is the siblings from the leaf upwards, without leaf and root; it is empty in a set of one claim.
///
/// # Errors
/// [`ProofError::PathLength`].
pub fn root(
    image_id: &[u8; 32],
    journal_digest: &[u8; 32],
    path: &[[u8; 32]],
) -> Result<[u8; 32], ProofError> {
    if path.len() > MAX_PATH {
        return Err(ProofError::PathLength { most: MAX_PATH, got: path.len() });
    }
    let leaf = leaf(&claim_digest(image_id, journal_digest));
    Ok(path.iter().fold(leaf, |node, sibling| parent(&node, sibling)))
}

fn leaf(claim: &[u8; 32]) -> [u8; 32] {
    Keccak256::new_with_prefix("LEAF_TAG").chain_update(claim).finalize().into()
}

/// keccak256 of both nodes, the smaller one first.
fn parent(a: &[u8; 32], b: &[u8; 32]) -> [u8; 32] {
    let (first, second) = if a.cmp(b) == Ordering::Less { (a, b) } else { (b, a) };
    Keccak256::new_with_prefix(first).chain_update(second).finalize().into()
}

/// sha256 of the journal of a set builder that has finished: its own image id, a bitmap of the depths of the trees that
/// it holds (of a finished set bit 255 alone), and the root.
fn journal_digest(builder: &[u8; 32], root: &[u8; 32]) -> [u8; 32] {
    let mut bitmap = [0; 32];
    let [first, ..] = &mut bitmap;
    *first = 0x80;
    Sha256::new_with_prefix(builder).chain_update(bitmap).chain_update(root).finalize().into()
}

/// The four bytes with which the encoded receipts of a set builder start:
/// `sha256(sha256("risc0.SetInclusionReceiptVerifierParameters") ‖ builder ‖ 0x0100)`, cut off.
#[must_use]
pub fn selector_of_builder(builder: &[u8; 32]) -> [u8; 4] {
    let [a, b, c, d, ..] = structure("risc0.SetInclusionReceiptVerifierParameters", &[builder], &[]);
    [a, b, c, d]
}
