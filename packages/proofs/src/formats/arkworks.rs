//! arkworks: what `serialize_compressed` writes for `ark_groth16::{VerifyingKey, Proof}` and for lists of scalars. Over
//! BN254 integers are little-endian and the flags are in a point's last byte; over BLS12-381 points are those of gnark.

use alloc::format;
use alloc::vec::Vec;

use ark_ec::short_weierstrass::Affine;
use ark_ec::AffineRepr;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};

use super::points::{digits, in_subgroup, scalar, Group};
use super::{Bytes, Curve, FormatError, Key, ProofPoints};

/// Reads a verifying key: α, β, γ, δ, the number of input points in 64 bits, and these.
///
/// # Errors
/// [`FormatError`], naming the element.
pub fn verifying_key(curve: Curve, bytes: &[u8]) -> Result<Key, FormatError> {
    let bytes = match curve {
        Curve::Bn254 => key::<ark_bn254::g1::Config, ark_bn254::g2::Config>(bytes)?,
        Curve::Bls12381 => key::<ark_bls12_381::g1::Config, ark_bls12_381::g2::Config>(bytes)?,
    };
    Ok(Key { curve, bytes })
}

/// Reads a proof: A, B, C.
///
/// # Errors
/// [`FormatError`], naming the element.
pub fn proof(curve: Curve, bytes: &[u8]) -> Result<ProofPoints, FormatError> {
    let bytes = match curve {
        Curve::Bn254 => proof_points::<ark_bn254::g1::Config, ark_bn254::g2::Config>(bytes)?,
        Curve::Bls12381 => proof_points::<ark_bls12_381::g1::Config, ark_bls12_381::g2::Config>(bytes)?,
    };
    Ok(ProofPoints { curve, bytes })
}

/// Reads a list of public inputs: their number in 64 bits, and each as 32 little-endian bytes. Gives them big-endian.
///
/// # Errors
/// [`FormatError`], naming the input by its position.
pub fn inputs(curve: Curve, bytes: &[u8]) -> Result<Vec<[u8; 32]>, FormatError> {
    let (mut bytes, mut inputs) = (Bytes { rest: bytes }, Vec::new());
    for i in 0..count("number of inputs", &mut bytes)? {
        let field = format!("inputs[{i}]");
        let mut input = bytes.take(&field, 32)?.to_vec();
        input.reverse();
        inputs.push(scalar(&field, curve, &input)?);
    }
    bytes.end("after the inputs")?;
    Ok(inputs)
}

fn key<G1: Group, G2: Group>(bytes: &[u8]) -> Result<Vec<u8>, FormatError> {
    let (mut bytes, mut out) = (Bytes { rest: bytes }, Vec::new());
    G1::encode(&read("alpha_g1", &mut bytes)?, &mut out);
    for field in ["beta_g2", "gamma_g2", "delta_g2"] {
        G2::encode(&read(field, &mut bytes)?, &mut out);
    }
    for i in 0..count("number of gamma_abc_g1", &mut bytes)? {
        G1::encode(&read(&format!("gamma_abc_g1[{i}]"), &mut bytes)?, &mut out);
    }
    bytes.end("after the key")?;
    Ok(out)
}

fn proof_points<G1: Group, G2: Group>(bytes: &[u8]) -> Result<Vec<u8>, FormatError> {
    let (mut bytes, mut out) = (Bytes { rest: bytes }, Vec::new());
    G1::encode(&read("a", &mut bytes)?, &mut out);
    G2::encode(&read("b", &mut bytes)?, &mut out);
    G1::encode(&read("c", &mut bytes)?, &mut out);
    bytes.end("after the proof")?;
    Ok(out)
}

fn count(field: &str, bytes: &mut Bytes<'_>) -> Result<u64, FormatError> {
    Ok(bytes.take(field, 8)?.iter().rev().fold(0, |count, byte| count << 8 | u64::from(*byte)))
}

fn read<P: Group>(field: &str, bytes: &mut Bytes<'_>) -> Result<Affine<P>, FormatError> {
    let point = bytes.take(field, Affine::<P>::zero().compressed_size())?;
    let parsed = Affine::<P>::deserialize_compressed(point).map_err(|_| {
        FormatError::new(field, "a compressed point of the subgroup of prime order", digits(point))
    })?;
    in_subgroup(field, parsed)
}
