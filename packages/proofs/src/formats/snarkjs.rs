//! snarkjs: coordinates are decimal numbers in text, points have three (the last is 1), of a coordinate in Fq2 the real
//! part comes first.

use alloc::format;
use alloc::vec::Vec;

use ark_ec::short_weierstrass::Affine;

use super::json::{parse, Field};
use super::points::{element, point, scalar, Group};
use super::{Curve, FormatError, Key, ProofPoints};

/// Reads `verification_key.json`.
///
/// # Errors
/// [`FormatError`], naming the field.
pub fn verification_key(text: &str) -> Result<Key, FormatError> {
    let json = parse("verification_key.json", text)?;
    let root = Field::root(&json);
    let curve = curve(&root)?;
    let bytes = match curve {
        Curve::Bn254 => key::<ark_bn254::g1::Config, ark_bn254::g2::Config>(&root)?,
        Curve::Bls12381 => key::<ark_bls12_381::g1::Config, ark_bls12_381::g2::Config>(&root)?,
    };
    Ok(Key { curve, bytes })
}

/// Reads `proof.json`.
///
/// # Errors
/// [`FormatError`], naming the field.
pub fn proof(text: &str) -> Result<ProofPoints, FormatError> {
    let json = parse("proof.json", text)?;
    let root = Field::root(&json);
    let curve = curve(&root)?;
    let bytes = match curve {
        Curve::Bn254 => proof_points::<ark_bn254::g1::Config, ark_bn254::g2::Config>(&root)?,
        Curve::Bls12381 => proof_points::<ark_bls12_381::g1::Config, ark_bls12_381::g2::Config>(&root)?,
    };
    Ok(ProofPoints { curve, bytes })
}

/// Reads `public.json`, which does not say its curve: each input as 32 big-endian bytes.
///
/// # Errors
/// [`FormatError`], naming the input by its position.
pub fn public(text: &str, curve: Curve) -> Result<Vec<[u8; 32]>, FormatError> {
    let json = parse("public.json", text)?;
    let inputs = Field::root(&json).list()?;
    inputs.iter().map(|input| scalar(&format!("public{}", input.path), curve, &input.decimal()?)).collect()
}

/// The curve of a document for Groth16.
fn curve(root: &Field<'_>) -> Result<Curve, FormatError> {
    let protocol = root.member(&["protocol"])?;
    if protocol.text()? != "groth16" {
        return Err(protocol.unexpected("\"groth16\""));
    }
    let curve = root.member(&["curve"])?;
    match curve.text()? {
        "bn128" | "bn254" => Ok(Curve::Bn254),
        "bls12381" => Ok(Curve::Bls12381),
        _ => Err(curve.unexpected("\"bn128\" or \"bls12381\"")),
    }
}

fn key<G1: Group, G2: Group>(root: &Field<'_>) -> Result<Vec<u8>, FormatError> {
    let mut bytes = Vec::new();
    G1::encode(&read(&root.member(&["vk_alpha_1"])?)?, &mut bytes);
    for name in ["vk_beta_2", "vk_gamma_2", "vk_delta_2"] {
        G2::encode(&read(&root.member(&[name])?)?, &mut bytes);
    }
    let (inputs, points) = (root.member(&["nPublic"])?, root.member(&["IC"])?.list()?);
    let expected = inputs.number()?;
    let got = points.len();
    if u64::try_from(got).ok().and_then(|got| got.checked_sub(1)) != Some(expected) {
        return Err(FormatError::new("IC", format!("one point more than nPublic, {expected}"), got));
    }
    for point in points {
        G1::encode(&read(&point)?, &mut bytes);
    }
    Ok(bytes)
}

fn proof_points<G1: Group, G2: Group>(root: &Field<'_>) -> Result<Vec<u8>, FormatError> {
    let mut bytes = Vec::new();
    G1::encode(&read(&root.member(&["pi_a"])?)?, &mut bytes);
    G2::encode(&read(&root.member(&["pi_b"])?)?, &mut bytes);
    G1::encode(&read(&root.member(&["pi_c"])?)?, &mut bytes);
    Ok(bytes)
}

fn read<P: Group>(field: &Field<'_>) -> Result<Affine<P>, FormatError> {
    let [x, y, z] = field.list_of()?;
    let z_parts = coordinate::<P>(&z)?;
    let (first, rest) = z_parts.split_first().ok_or_else(|| z.unexpected("1"))?;
    match (first.as_slice(), rest.iter().all(Vec::is_empty)) {
        ([1], true) => {}
        ([], true) => return Err(FormatError::new(&field.path, "a finite point", "infinity")),
        _ => return Err(z.unexpected("1")),
    }
    let x = element::<P>(&x.path, &coordinate::<P>(&x)?)?;
    let y = element::<P>(&y.path, &coordinate::<P>(&y)?)?;
    point(&field.path, x, y)
}

/// The parts of a coordinate: one number in G1, a list of two in G2.
fn coordinate<P: Group>(field: &Field<'_>) -> Result<Vec<Vec<u8>>, FormatError> {
    if P::DEGREE == 1 {
        return Ok(Vec::from([field.decimal()?]));
    }
    let parts: [Field<'_>; 2] = field.list_of()?;
    parts.iter().map(Field::decimal).collect()
}
