//! The groups of BN254 and their byte encodings.
//!
//! Encodings are those of EIP-197, which every prover for this curve writes: big-endian coordinates of 32 bytes, of a
//! coordinate in Fq2 the imaginary part first.

use ark_ec::models::CurveConfig;
use ark_ec::short_weierstrass::{Affine, Projective, SWCurveConfig};
use ark_ff::{AdditiveGroup, BigInt, Field, PrimeField};

use crate::error::ProofError;
use crate::field::{from_ark, Fq, Fr};
use crate::tower::{from_ark2, Fq2};

/// Bytes of an encoded point of G1.
pub const G1_BYTES: usize = 64;
/// Bytes of an encoded point of G2.
pub const G2_BYTES: usize = 128;

/// Parameters of G1: y² = x³ + 3 over Fq, all of whose points are in the group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct G1Config;

impl CurveConfig for G1Config {
    type BaseField = Fq;
    type ScalarField = Fr;
    const COFACTOR: &'static [u64] = &[1];
    const COFACTOR_INV: Fr = Fr::ONE;
}

impl SWCurveConfig for G1Config {
    const COEFF_A: Fq = Fq::ZERO;
    const COEFF_B: Fq = from_ark(ark_bn254::g1::Config::COEFF_B);
    const GENERATOR: G1Affine = Affine::new_unchecked(
        from_ark(ark_bn254::g1::G1_GENERATOR_X),
        from_ark(ark_bn254::g1::G1_GENERATOR_Y),
    );

    fn mul_by_a(_: Fq) -> Fq {
        Fq::ZERO
    }
}

/// A point of G1 in affine coordinates.
pub type G1Affine = Affine<G1Config>;
/// A point of G1 in Jacobian coordinates.
pub type G1Projective = Projective<G1Config>;

/// 3/ξ, the constant of the twist's equation y² = x³ + 3/ξ.
pub const TWIST_B: Fq2 = from_ark2(ark_bn254::g2::Config::COEFF_B);

/// A finite point of the twist over Fq2, not necessarily of the subgroup G2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwistPoint {
    pub x: Fq2,
    pub y: Fq2,
}

/// Names of a point and its coordinates, for errors.
pub struct Names<const N: usize> {
    pub point: &'static str,
    pub coordinates: [&'static str; N],
}

/// Reads coordinates from the front of `bytes` one after the other.
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The next field element. The caller has checked the length; bytes that are missing make it non-canonical.
    #[inline(never)]
    fn element(&mut self, element: &'static str) -> Result<Fq, ProofError> {
        let refused = ProofError::NonCanonical { element };
        let (word, rest) = self.bytes.split_first_chunk::<32>().ok_or(refused)?;
        self.bytes = rest;
        Fq::from_bigint(integer(word)).ok_or(refused)
    }

    /// The next point of G1: canonical, finite, on the curve (and so in the group).
    pub fn g1(&mut self, names: &Names<2>) -> Result<G1Affine, ProofError> {
        let [x, y] = names.coordinates;
        let (x, y) = (self.element(x)?, self.element(y)?);
        if x == Fq::ZERO && y == Fq::ZERO {
            return Err(ProofError::Infinity { point: names.point });
        }
        if y.square() != x.square() * x + G1Config::COEFF_B {
            return Err(ProofError::NotOnCurve { point: names.point });
        }
        Ok(Affine::new_unchecked(x, y))
    }

    /// The next point of the twist: canonical, finite, on the curve. That it is in the subgroup is proven by the
    /// Miller loop, see [`crate::pairing`].
    #[allow(clippy::arithmetic_side_effects, reason = "field operators are total")]
    pub fn twist(&mut self, names: &Names<4>) -> Result<TwistPoint, ProofError> {
        let [x1, x0, y1, y0] = names.coordinates;
        let (x1, x0) = (self.element(x1)?, self.element(x0)?);
        let (y1, y0) = (self.element(y1)?, self.element(y0)?);
        let (x, y) = (Fq2::new(x0, x1), Fq2::new(y0, y1));
        if x == Fq2::ZERO && y == Fq2::ZERO {
            return Err(ProofError::Infinity { point: names.point });
        }
        if y.square() != x.square() * x + TWIST_B {
            return Err(ProofError::NotOnCurve { point: names.point });
        }
        Ok(TwistPoint { x, y })
    }
}

/// The integer of 32 big-endian bytes.
pub fn integer(bytes: &[u8; 32]) -> BigInt<4> {
    let mut limbs = [0; 4];
    for (limb, chunk) in limbs.iter_mut().rev().zip(bytes.chunks_exact(8)) {
        *limb = chunk.iter().fold(0, |limb, &byte| (limb << 8) | u64::from(byte));
    }
    BigInt(limbs)
}
