//! gnark: big-endian coordinates, of a coordinate in Fq2 the imaginary part first; the highest bits of a point's first
//! byte say whether it is compressed, and of a compressed one which y it has. Over BN254 there are two such bits, over
//! BLS12-381 three.

use alloc::format;
use alloc::vec::Vec;

use ark_ec::short_weierstrass::Affine;

use super::points::{element, point, with_sign, Group};
use super::{Bytes, Curve, FormatError, Key, ProofPoints};

/// Reads a verifying key: α, β₁, β, γ, δ₁, δ, the number of input points in 32 bits, and these. β₁ and δ₁, in G1, serve
/// no verifier. A key with commitments is refused: its proofs hold by another equation.
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

/// Reads a proof: A, B, C, and, from version 0.9 on, the number of commitments, which must be 0, and their proof, which
/// is not read.
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

fn key<G1: Group, G2: Group>(bytes: &[u8]) -> Result<Vec<u8>, FormatError> {
    let (mut bytes, mut out) = (Bytes { rest: bytes }, Vec::new());
    G1::encode(&read("alpha", &mut bytes)?, &mut out);
    let _: Affine<G1> = read("beta in G1", &mut bytes)?;
    G2::encode(&read("beta", &mut bytes)?, &mut out);
    G2::encode(&read("gamma", &mut bytes)?, &mut out);
    let _: Affine<G1> = read("delta in G1", &mut bytes)?;
    G2::encode(&read("delta", &mut bytes)?, &mut out);
    for i in 0..count("number of input points", &mut bytes)? {
        G1::encode(&read(&format!("IC[{i}]"), &mut bytes)?, &mut out);
    }
    // Older versions end here. Later ones write how many public inputs each commitment has, and the commitments' keys.
    for field in ["commitments", "commitment keys"] {
        if !bytes.rest.is_empty() {
            no_commitments(field, &mut bytes)?;
        }
    }
    bytes.end("after the key")?;
    Ok(out)
}

fn proof_points<G1: Group, G2: Group>(bytes: &[u8]) -> Result<Vec<u8>, FormatError> {
    let (mut bytes, mut out) = (Bytes { rest: bytes }, Vec::new());
    G1::encode(&read("A", &mut bytes)?, &mut out);
    G2::encode(&read("B", &mut bytes)?, &mut out);
    G1::encode(&read("C", &mut bytes)?, &mut out);
    if !bytes.rest.is_empty() {
        no_commitments("commitments", &mut bytes)?;
        if bytes.rest.len() != G1::WIDTH {
            bytes.take("proof of the commitments", 2usize.saturating_mul(G1::WIDTH))?;
        } else {
            bytes.take("proof of the commitments", G1::WIDTH)?;
        }
        bytes.end("after the proof")?;
    }
    Ok(out)
}

fn count(field: &str, bytes: &mut Bytes<'_>) -> Result<u32, FormatError> {
    let count = bytes.take(field, 4)?;
    Ok(count.iter().fold(0, |count, byte| count << 8 | u32::from(*byte)))
}

fn no_commitments(field: &str, bytes: &mut Bytes<'_>) -> Result<(), FormatError> {
    match count(field, bytes)? {
        0 => Ok(()),
        got => Err(FormatError::new(field, "none: proofs with commitments are not verified", got)),
    }
}

/// How a point is written.
enum Shape {
    Raw,
    Compressed { larger: bool },
}

/// The shape that the first byte tells, and the bits that tell it.
fn shape(field: &str, width: usize, first: u8) -> Result<(Shape, u8), FormatError> {
    let wrong = |got: &str| FormatError::new(field, "a finite point", got);
    if width == 32 {
        let shape = match first >> 6 {
            0b00 => Shape::Raw,
            0b01 => return Err(wrong("infinity")),
            flags => Shape::Compressed { larger: flags == 0b11 },
        };
        return Ok((shape, 0b1100_0000));
    }
    let shape = match first >> 5 {
        0b000 => Shape::Raw,
        0b100 => Shape::Compressed { larger: false },
        0b101 => Shape::Compressed { larger: true },
        0b010 | 0b110 => return Err(wrong("infinity")),
        flags => return Err(wrong(&format!("the unknown flags {flags:03b}"))),
    };
    Ok((shape, 0b1110_0000))
}

fn read<P: Group>(field: &str, bytes: &mut Bytes<'_>) -> Result<Affine<P>, FormatError> {
    let first = bytes.rest.first().ok_or_else(|| FormatError::new(field, "a point", "nothing"))?;
    let (shape, flags) = shape(field, P::WIDTH, *first)?;
    let mut x = Vec::new();
    for _ in 0..P::DEGREE {
        x.push(bytes.take(field, P::WIDTH)?.to_vec());
    }
    for byte in x.iter_mut().take(1).flat_map(|part| part.iter_mut().take(1)) {
        *byte &= !flags;
    }
    x.reverse();
    let x = element::<P>(&format!("{field}.x"), &x)?;
    match shape {
        Shape::Compressed { larger } => with_sign(field, x, larger),
        Shape::Raw => {
            let mut y = Vec::new();
            for _ in 0..P::DEGREE {
                y.push(bytes.take(field, P::WIDTH)?.to_vec());
            }
            y.reverse();
            point(field, x, element::<P>(&format!("{field}.y"), &y)?)
        }
    }
}
