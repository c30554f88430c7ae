//! The group G1 of BLS12-381, and its points as the chain's host takes them: 48 bytes, the big-endian x with three flags in
//! its highest bits. These say that the point is compressed, whether it is infinity, and which of the two y it has.

use ark_ec::models::CurveConfig;
use ark_ec::short_weierstrass::{Affine, Projective, SWCurveConfig};
use ark_ff::{AdditiveGroup, BigInt, Field, Fp, PrimeField};

use super::field::{from_ark, is_larger, root, Fq, Fr};

/// Bytes of an encoded point of G1.
pub const G1_BYTES: usize = 48;
/// Bytes of an encoded point of G2.
pub const G2_BYTES: usize = 96;
/// In a point's first byte: it is compressed, which all are that this crate takes.
pub const COMPRESSED: u8 = 0x80;
/// It is infinity.
pub const INFINITY: u8 = 0x40;
/// Its y is greater than its negative; of a point of G2 the imaginary part decides, and if it is zero, the real one.
pub const LARGER: u8 = 0x20;

/// Parameters of G1: the points of prime order of y² = x³ + 4 over Fq.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct G1Config;

impl CurveConfig for G1Config {
    type BaseField = Fq;
    type ScalarField = Fr;
    const COFACTOR: &'static [u64] = ark_bls12_381::g1::Config::COFACTOR;
    const COFACTOR_INV: Fr = ark_bls12_381::g1::Config::COFACTOR_INV;
}

impl SWCurveConfig for G1Config {
    const COEFF_A: Fq = Fq::ZERO;
    const COEFF_B: Fq = from_ark(ark_bls12_381::g1::Config::COEFF_B);
    const GENERATOR: G1Affine = Affine::new_unchecked(
        from_ark(ark_bls12_381::g1::G1_GENERATOR_X),
        from_ark(ark_bls12_381::g1::G1_GENERATOR_Y),
    );

    fn mul_by_a(_: Fq) -> Fq {
        Fq::ZERO
    }
}

/// A point of G1 in affine coordinates.
pub type G1Affine = Affine<G1Config>;
/// A point of G1 in Jacobian coordinates.
pub type G1Projective = Projective<G1Config>;

/// The point of these bytes, of which the host said that they encode one; it is not infinity.
pub fn decompress(bytes: &[u8; G1_BYTES]) -> G1Affine {
    let mut limbs = [0; 6];
    for (limb, chunk) in limbs.iter_mut().rev().zip(bytes.as_chunks::<8>().0) {
        *limb = u64::from_be_bytes(*chunk);
    }
    let [.., top] = &mut limbs;
    *top &= u64::MAX >> 3;
    let [first, ..] = bytes;
    // Times R², as the product divides by R.
    let x = Fq::new_unchecked(BigInt(limbs)) * Fp::new_unchecked(Fq::R2);
    let mut y = root(&(x.square() * x + G1Config::COEFF_B));
    if is_larger(&y) != (first & LARGER != 0) {
        y.neg_in_place();
    }
    Affine::new_unchecked(x, y)
}

/// The bytes of the point's negative; none if it is infinity.
pub fn compress_negated(point: &G1Projective) -> Option<[u8; G1_BYTES]> {
    let inverse = point.z.inverse()?;
    let square = inverse.square();
    let (x, y) = (point.x * square, point.y * square * inverse);
    let mut bytes = [0; G1_BYTES];
    for (chunk, limb) in bytes.as_chunks_mut::<8>().0.iter_mut().rev().zip(x.into_bigint().0) {
        *chunk = limb.to_be_bytes();
    }
    let [first, ..] = &mut bytes;
    *first |= COMPRESSED | if is_larger(&y) { 0 } else { LARGER };
    Some(bytes)
}
