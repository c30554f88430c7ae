//! Points of both curves: from coordinates, from an x with a sign, and to the gateway's encoding.

#![allow(clippy::arithmetic_side_effects, reason = "operators of fields are total")]

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use ark_ec::short_weierstrass::{Affine, SWCurveConfig};
use ark_ec::AffineRepr;
use ark_ff::{BigInteger, Field, PrimeField};
use ark_serialize::CanonicalSerialize;

use super::{Curve, FormatError};

/// A point of G1 or G2, of either curve.
pub trait Group: SWCurveConfig {
    /// Bytes of a coordinate in the prime field.
    const WIDTH: usize;
    /// Coordinates in the prime field of one coordinate of the point: 1 in G1, 2 in G2.
    const DEGREE: usize;
    /// Appends the gateway's encoding of a finite point.
    fn encode(point: &Affine<Self>, out: &mut Vec<u8>);
}

macro_rules! bn254 {
    ($group:ty, $degree:literal) => {
        impl Group for $group {
            const WIDTH: usize = 32;
            const DEGREE: usize = $degree;

            /// x ‖ y, big-endian, of a coordinate in Fq2 the imaginary part first.
            fn encode(point: &Affine<Self>, out: &mut Vec<u8>) {
                for coordinate in [point.x, point.y] {
                    let mut parts: Vec<_> = coordinate.to_base_prime_field_elements().collect();
                    parts.reverse();
                    for part in parts {
                        out.extend(part.into_bigint().to_bytes_be());
                    }
                }
            }
        }
    };
}

macro_rules! bls12_381 {
    ($group:ty, $degree:literal) => {
        impl Group for $group {
            const WIDTH: usize = 48;
            const DEGREE: usize = $degree;

            fn encode(point: &Affine<Self>, out: &mut Vec<u8>) {
                // Writing to a vector cannot fail.
                point.serialize_compressed(out).unwrap_or(());
            }
        }
    };
}

bn254!(ark_bn254::g1::Config, 1);
bn254!(ark_bn254::g2::Config, 2);
bls12_381!(ark_bls12_381::g1::Config, 1);
bls12_381!(ark_bls12_381::g2::Config, 2);

/// The element of parts in the prime field, the real one first, each big-endian without leading zeros or with.
pub fn element<P: Group>(field: &str, parts: &[Vec<u8>]) -> Result<P::BaseField, FormatError> {
    let mut elements = Vec::with_capacity(parts.len());
    for part in parts {
        let element = <P::BaseField as Field>::BasePrimeField::from_be_bytes_mod_order(part);
        if !same_integer(&element.into_bigint().to_bytes_be(), part) {
            return Err(FormatError::new(field, "an integer below the field's modulus", digits(part)));
        }
        elements.push(element);
    }
    let got = format!("{} coordinates", parts.len());
    P::BaseField::from_base_prime_field_elems(elements)
        .ok_or_else(|| FormatError::new(field, format!("{} coordinates", P::DEGREE), got))
}

/// The finite point of the subgroup with these coordinates.
pub fn point<P: Group>(field: &str, x: P::BaseField, y: P::BaseField) -> Result<Affine<P>, FormatError> {
    let point = Affine::<P>::new_unchecked(x, y);
    if point.is_on_curve() {
        in_subgroup(field, point)
    } else {
        Err(FormatError::new(field, "a point on the curve", "one off it"))
    }
}

/// The finite point of the subgroup with this x and the larger or the smaller y.
pub fn with_sign<P: Group>(field: &str, x: P::BaseField, larger: bool) -> Result<Affine<P>, FormatError> {
    let point = Affine::<P>::get_point_from_x_unchecked(x, larger)
        .ok_or_else(|| FormatError::new(field, "the x of a point on the curve", "one off it"))?;
    in_subgroup(field, point)
}

/// The point, if it is finite and in the subgroup.
pub fn in_subgroup<P: Group>(field: &str, point: Affine<P>) -> Result<Affine<P>, FormatError> {
    if point.is_zero() {
        Err(FormatError::new(field, "a finite point", "infinity"))
    } else if point.is_in_correct_subgroup_assuming_on_curve() {
        Ok(point)
    } else {
        Err(FormatError::new(field, "a point of the subgroup of prime order", "one outside it"))
    }
}

/// The 32 big-endian bytes of a public input below the order of the curve's groups.
pub fn scalar(field: &str, curve: Curve, bytes: &[u8]) -> Result<[u8; 32], FormatError> {
    fn below<F: PrimeField>(bytes: &[u8]) -> Option<[u8; 32]> {
        let canonical = F::from_be_bytes_mod_order(bytes).into_bigint().to_bytes_be();
        same_integer(&canonical, bytes).then(|| canonical.try_into().ok()).flatten()
    }
    let scalar = match curve {
        Curve::Bn254 => below::<ark_bn254::Fr>(bytes),
        Curve::Bls12381 => below::<ark_bls12_381::Fr>(bytes),
    };
    scalar.ok_or_else(|| FormatError::new(field, "an integer below the group order", digits(bytes)))
}

/// Whether two big-endian integers are the same.
fn same_integer(a: &[u8], b: &[u8]) -> bool {
    let significant = |bytes: &[u8]| {
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        bytes.iter().skip(zeros).copied().collect::<Vec<u8>>()
    };
    significant(a).cmp(&significant(b)) == Ordering::Equal
}

/// Bytes in hexadecimal, for errors.
pub fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::from("0x"), |text, byte| format!("{text}{byte:02x}"))
}
