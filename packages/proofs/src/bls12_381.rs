//! Groth16 over BLS12-381, on a chain's host functions.
//!
//! Of e(A, B) = e(α, β)·e(IC₀ + Σ sᵢ·ICᵢ, γ)·e(C, δ) a contract computes the sum of the inputs alone; the pairings, and
//! whether bytes are a point at all, are its [`Host`]'s. Points are those that the host takes: compressed, 48 bytes in G1
//! and 96 in G2, big-endian, flags in the highest three bits (as Zcash, the IETF's drafts, gnark and arkworks write them).

use alloc::vec::Vec;

use crate::error::ProofError;
use crate::groth16::{key_points, sum_of_inputs};
use crate::stored::{Limbs, Stored};

mod curve;
pub mod field;

use curve::{compress_negated, decompress, G1Affine, COMPRESSED, G1_BYTES, G2_BYTES, INFINITY, LARGER};

/// Bytes of an encoded proof.
pub const PROOF_BYTES: usize = G1_BYTES + G2_BYTES + G1_BYTES;
/// Bytes of an encoded verifying key before its input points, as they are stored too.
pub const KEY_FIXED_BYTES: usize = G1_BYTES + 3 * G2_BYTES;
/// Bytes of a stored input point, whose coordinates need no arithmetic to be read.
pub const STORED_POINT_BYTES: usize = 96;

/// A compressed point of G1.
pub type G1Bytes = [u8; G1_BYTES];
/// A compressed point of G2.
pub type G2Bytes = [u8; G2_BYTES];

/// What a chain computes for its contracts.
pub trait Host {
    /// Whether these bytes encode a point of G1: canonical, on the curve, in the subgroup of prime order.
    fn is_in_g1(&self, point: &G1Bytes) -> bool;

    /// Whether these bytes encode such a point of G2.
    fn is_in_g2(&self, point: &G2Bytes) -> bool;

    /// Whether the product of the pairings of `left` with `right` is the pairing of `alpha` with `beta`; none if a point is
    /// not of its group.
    fn pairings_equal(
        &self,
        left: &[G1Bytes; 3],
        right: &[G2Bytes; 3],
        alpha: &G1Bytes,
        beta: &G2Bytes,
    ) -> Option<bool>;
}

/// Whether an encoded verifying key is of this curve. The first bit tells: of a compressed point it is set, and of a
/// coordinate of BN254, which has 254 bits in 32 bytes, it never is.
#[must_use]
pub fn is_key(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|first| first & COMPRESSED != 0)
}

/// What a verification needs of a key, checked once: its points, the input points with both coordinates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedKey {
    alpha: G1Bytes,
    beta: G2Bytes,
    gamma: G2Bytes,
    delta: G2Bytes,
    inputs: Vec<G1Affine>,
}

impl PreparedKey {
    /// Decodes and checks `α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ`; the length says n, at most [`crate::groth16::MAX_INPUTS`]. The rules are
    /// those of [`crate::groth16::VerifyingKey::from_bytes`].
    ///
    /// # Errors
    /// [`ProofError::KeyLength`], [`ProofError::KeyPointsEqual`], and of each point [`ProofError::NotCompressed`],
    /// [`ProofError::Infinity`] and [`ProofError::NotInGroup`].
    pub fn prepare(host: &impl Host, bytes: &[u8]) -> Result<Self, ProofError> {
        key_points(bytes.len(), KEY_FIXED_BYTES, G1_BYTES)?;
        let mut reader = Reader(bytes);
        let alpha = reader.point();
        let [beta, gamma, delta] = [reader.point(), reader.point(), reader.point()];
        require_g1(host, "alpha", &alpha)?;
        for (point, bytes) in [("beta", &beta), ("gamma", &gamma), ("delta", &delta)] {
            require_g2(host, point, bytes)?;
        }
        for ((one, point), (two, other)) in [
            ((&beta, "beta"), (&gamma, "gamma")),
            ((&beta, "beta"), (&delta, "delta")),
            ((&gamma, "gamma"), (&delta, "delta")),
        ] {
            if one == two || *one == negated(*two) {
                return Err(ProofError::KeyPointsEqual { point, other });
            }
        }
        let mut inputs = Vec::new();
        while !reader.0.is_empty() {
            let point = reader.point();
            require_g1(host, "IC", &point)?;
            inputs.push(decompress(&point));
        }
        Ok(Self { alpha, beta, gamma, delta, inputs })
    }

    /// The bytes to store, which [`Self::from_stored`] reads: [`KEY_FIXED_BYTES`] and [`STORED_POINT_BYTES`] for each of the
    /// input points.
    #[must_use]
    pub fn to_stored(&self) -> Vec<u8> {
        let points = self.inputs.len().saturating_mul(STORED_POINT_BYTES);
        let mut limbs = Limbs::with_capacity(KEY_FIXED_BYTES.saturating_add(points));
        limbs.bytes(&self.alpha);
        for point in [&self.beta, &self.gamma, &self.delta] {
            limbs.bytes(point);
        }
        for point in &self.inputs {
            limbs.element(&point.x);
            limbs.element(&point.y);
        }
        limbs.into_bytes()
    }

    /// Reads what [`Self::to_stored`] wrote. Nothing but the length is checked: the bytes must come from a store that
    /// nobody else writes to.
    ///
    /// # Errors
    /// [`ProofError::KeyLength`].
    pub fn from_stored(bytes: &[u8]) -> Result<Self, ProofError> {
        let points = key_points(bytes.len(), KEY_FIXED_BYTES, STORED_POINT_BYTES)?;
        let mut reader = Reader(bytes);
        let alpha = reader.point();
        let [beta, gamma, delta] = [reader.point(), reader.point(), reader.point()];
        let mut stored = Stored::new(reader.0);
        let mut inputs = Vec::with_capacity(points);
        while !stored.is_empty() {
            inputs.push(G1Affine::new_unchecked(stored.element(), stored.element()));
        }
        Ok(Self { alpha, beta, gamma, delta, inputs })
    }

    /// How many public inputs the key has.
    #[must_use]
    pub fn input_count(&self) -> usize {
        self.inputs.len().saturating_sub(1)
    }

    /// Verifies a proof `A ‖ B ‖ C` for public inputs, each a big-endian integer below the group order. Inputs of fewer
    /// bits cost less.
    ///
    /// # Errors
    /// [`ProofError::InputCount`], [`ProofError::InputNotCanonical`], [`ProofError::PairingFailed`], of a point of the proof
    /// [`ProofError::NotCompressed`], [`ProofError::Infinity`] and [`ProofError::NotInGroup`], and [`ProofError::Infinity`] for
    /// a sum of inputs that is infinity.
    pub fn verify(
        &self,
        host: &impl Host,
        proof: &[u8; PROOF_BYTES],
        inputs: &[[u8; 32]],
    ) -> Result<(), ProofError> {
        let mut reader = Reader(proof);
        let (a, b, c): (G1Bytes, G2Bytes, G1Bytes) = (reader.point(), reader.point(), reader.point());
        for (point, bytes) in [("A", a.as_slice()), ("B", &b), ("C", &c)] {
            check_flags(point, bytes)?;
        }
        let sum = sum_of_inputs(&self.inputs, inputs)?;
        let sum = compress_negated(&sum).ok_or(ProofError::Infinity { point: "sum of the public inputs" })?;
        let (left, right) = ([a, sum, negated(c)], [b, self.gamma, self.delta]);
        match host.pairings_equal(&left, &right, &self.alpha, &self.beta) {
            Some(true) => Ok(()),
            Some(false) => Err(ProofError::PairingFailed),
            // The host does not say which point it refuses; those of the key it took before.
            None => {
                require_g1(host, "A", &a)?;
                require_g2(host, "B", &b)?;
                Err(ProofError::NotInGroup { point: "C" })
            }
        }
    }
}

/// Takes points from the front; bytes that are missing count as zero, and the caller has checked the length.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn point<const N: usize>(&mut self) -> [u8; N] {
        let (point, rest) = self.0.split_first_chunk().unwrap_or((&[0; N], &[]));
        self.0 = rest;
        *point
    }
}

/// A finite compressed point with the other y.
const fn negated<const N: usize>(mut point: [u8; N]) -> [u8; N] {
    if let [first, ..] = point.as_mut_slice() {
        *first ^= LARGER;
    }
    point
}

/// The host takes infinity in many encodings; none counts here.
fn check_flags(point: &'static str, bytes: &[u8]) -> Result<(), ProofError> {
    let first = bytes.first().copied().unwrap_or_default();
    if first & COMPRESSED == 0 {
        Err(ProofError::NotCompressed { point })
    } else if first & INFINITY != 0 {
        Err(ProofError::Infinity { point })
    } else {
        Ok(())
    }
}

fn require_g1(host: &impl Host, point: &'static str, bytes: &G1Bytes) -> Result<(), ProofError> {
    check_flags(point, bytes)?;
    host.is_in_g1(bytes).then_some(()).ok_or(ProofError::NotInGroup { point })
}

fn require_g2(host: &impl Host, point: &'static str, bytes: &G2Bytes) -> Result<(), ProofError> {
    check_flags(point, bytes)?;
    host.is_in_g2(bytes).then_some(()).ok_or(ProofError::NotInGroup { point })
}
