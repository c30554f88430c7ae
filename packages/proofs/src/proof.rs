//! A Groth16 proof over BN254.

use crate::curve::{G1Affine, Names, Reader, TwistPoint, G1_BYTES, G2_BYTES};
use crate::error::ProofError;

/// Bytes of an encoded proof.
pub const PROOF_BYTES: usize = G1_BYTES + G2_BYTES + G1_BYTES;

pub const fn g1(point: &'static str, x: &'static str, y: &'static str) -> Names<2> {
    Names { point, coordinates: [x, y] }
}

pub const fn g2(point: &'static str, coordinates: [&'static str; 4]) -> Names<4> {
    Names { point, coordinates }
}

/// A proof whose coordinates are canonical and whose points are finite and on their curves. That B is in the subgroup
/// is checked when it is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    pub(crate) a: G1Affine,
    pub(crate) b: TwistPoint,
    pub(crate) c: G1Affine,
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
