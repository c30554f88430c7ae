//! Receipts of zero-knowledge virtual machines, as their SDKs write them.

use alloc::format;
use alloc::vec::Vec;

use super::json::{parse, Field};
use super::{Bytes, FormatError};
use crate::risc0::SEAL_BYTES;
use crate::sp1::{EXTENDED_BYTES, PLAIN_BYTES};

/// A receipt of RISC Zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risc0Receipt {
    /// The seal, which starts with its selector.
    pub seal: Vec<u8>,
    /// The journal.
    pub journal: Vec<u8>,
    /// The program, if the document names it: a receipt of the SDK does not.
    pub image_id: Option<[u8; 32]>,
}

/// Reads a receipt of RISC Zero: either the SDK's `Receipt` in JSON, with a Groth16 receipt in it, or an object with
/// `seal` (encoded for contracts), `journal` and, perhaps, `image_id`, as bytes in hexadecimal digits.
///
/// # Errors
/// [`FormatError`], naming the field.
pub fn risc0_receipt(text: &str) -> Result<Risc0Receipt, FormatError> {
    let json = parse("receipt", text)?;
    let root = Field::root(&json);
    let (seal, path) = match root.find(&["inner"]) {
        Some(inner) => {
            let groth16 = inner.member(&["Groth16"])?;
            let points = groth16.member(&["seal"])?;
            let mut seal = digest_start(&groth16.member(&["verifier_parameters"])?)?;
            seal.extend(points.bytes()?);
            (seal, points.path)
        }
        None => {
            let seal = root.member(&["seal"])?;
            (seal.bytes()?, seal.path)
        }
    };
    if seal.len() != SEAL_BYTES {
        let expected = format!("{SEAL_BYTES} bytes with the selector");
        return Err(FormatError::new(path, expected, format!("{} bytes", seal.len())));
    }
    let journal = root.member(&["journal"])?;
    let journal = journal.find(&["bytes"]).unwrap_or(journal).bytes()?;
    let image_id = root.find(&["image_id", "imageId"]).map(|field| field.word()).transpose()?;
    Ok(Risc0Receipt { seal, journal, image_id })
}

/// The first four bytes of a digest, in hexadecimal digits or, as the SDK writes it, in eight little-endian words.
fn digest_start(field: &Field<'_>) -> Result<Vec<u8>, FormatError> {
    match field.list() {
        Ok(words) => {
            let first = words.first().ok_or_else(|| field.unexpected("eight words of 32 bits"))?;
            let word = u32::try_from(first.number()?).map_err(|_| first.unexpected("a word of 32 bits"))?;
            Ok(word.to_le_bytes().to_vec())
        }
        Err(_) => Ok(field.word()?.into_iter().take(4).collect()),
    }
}

/// A set-inclusion receipt of RISC Zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetInclusion {
    /// The selector, which names the set builder.
    pub selector: [u8; 4],
    /// The path from the claim to the root.
    pub path: Vec<[u8; 32]>,
    /// The seal of the root's receipt; empty where the root was proven before.
    pub root_seal: Vec<u8>,
}

/// Reads a set-inclusion seal as RISC Zero encodes it for contracts: the selector, and the ABI encoding of the path and
/// the root's seal.
///
/// # Errors
/// [`FormatError`], naming the field.
pub fn set_inclusion(seal: &[u8]) -> Result<SetInclusion, FormatError> {
    let mut bytes = Bytes { rest: seal };
    let selector = bytes.take("selector", 4)?;
    let selector =
        selector.try_into().map_err(|_| FormatError::new("selector", "4 bytes", selector.len()))?;
    let body = bytes.rest;
    let tuple = at(body, "seal", abi_number("seal", &mut Bytes { rest: body })?)?;
    let mut head = Bytes { rest: tuple };
    let mut path_bytes = Bytes { rest: at(tuple, "path", abi_number("path", &mut head)?)? };
    let mut seal_bytes = Bytes { rest: at(tuple, "root_seal", abi_number("root_seal", &mut head)?)? };
    let mut path = Vec::new();
    for i in 0..abi_number("number of path nodes", &mut path_bytes)? {
        let field = format!("path[{i}]");
        let node = path_bytes.take(&field, 32)?;
        path.push(node.try_into().map_err(|_| FormatError::new(field, "32 bytes", node.len()))?);
    }
    let length = abi_number("length of root_seal", &mut seal_bytes)?;
    let root_seal = seal_bytes.take("root_seal", length)?.to_vec();
    Ok(SetInclusion { selector, path, root_seal })
}

/// A number in a word of the ABI, small enough for a length or an offset.
fn abi_number(field: &str, bytes: &mut Bytes<'_>) -> Result<usize, FormatError> {
    let word = bytes.take(field, 32)?;
    let (high, low) = word.split_at_checked(28).unwrap_or_default();
    if high.iter().any(|byte| *byte != 0) {
        return Err(FormatError::new(field, "a number below 2^32", super::points::digits(word)));
    }
    Ok(low.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

fn at<'a>(bytes: &'a [u8], field: &str, offset: usize) -> Result<&'a [u8], FormatError> {
    bytes
        .get(offset..)
        .ok_or_else(|| FormatError::new(field, format!("at most {} as offset", bytes.len()), offset))
}

/// A proof of SP1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sp1Proof {
    /// The proof for contracts, which starts with its selector.
    pub proof: Vec<u8>,
    /// The public values.
    pub public_values: Vec<u8>,
    /// The program's verifying key.
    pub program: [u8; 32],
}

/// Reads a proof of SP1: either the SDK's `SP1ProofWithPublicValues` in JSON, with a Groth16 proof in it, or an object
/// with `proof`, `public_values` and `vkey` in hexadecimal digits, as the SDK's templates write for contracts (the names
/// `proof_bytes`, `publicValues` and `program_vkey` do as well).
///
/// # Errors
/// [`FormatError`], naming the field.
pub fn sp1_proof(text: &str) -> Result<Sp1Proof, FormatError> {
    let json = parse("proof", text)?;
    let root = Field::root(&json);
    let member = root.member(&["proof", "proof_bytes", "proofBytes"])?;
    let values = root.member(&["public_values", "publicValues"])?;
    let (proof, program) = match member.find(&["Groth16"]) {
        Some(groth16) => from_sdk(&groth16)?,
        None => (member.bytes()?, root.member(&["vkey", "program_vkey", "programVKey"])?.word()?),
    };
    if ![PLAIN_BYTES, EXTENDED_BYTES].contains(&proof.len()) {
        let expected = format!("{PLAIN_BYTES} or {EXTENDED_BYTES} bytes with the selector");
        return Err(FormatError::new(member.path, expected, format!("{} bytes", proof.len())));
    }
    let values = values.find(&["buffer"]).unwrap_or(values);
    let public_values = values.find(&["data"]).unwrap_or(values).bytes()?;
    Ok(Sp1Proof { proof, public_values, program })
}

/// The proof and the program of the SDK's object: the key's digest, the public inputs in decimal digits (the program
/// comes first) and the points; from 6.0 on the inputs after the second stand before the points.
fn from_sdk(groth16: &Field<'_>) -> Result<(Vec<u8>, [u8; 32]), FormatError> {
    let mut proof: Vec<u8> = groth16.member(&["groth16_vkey_hash"])?.word()?.into_iter().take(4).collect();
    let inputs = groth16.member(&["public_inputs"])?.list()?;
    let program = inputs.first().ok_or_else(|| groth16.unexpected("public inputs"))?;
    let program = word(program)?;
    let points = groth16.member(&["encoded_proof"])?.bytes()?;
    if points.len() == crate::groth16::PROOF_BYTES {
        for input in inputs.iter().skip(2) {
            proof.extend(word(input)?);
        }
    }
    proof.extend(points);
    Ok((proof, program))
}

fn word(input: &Field<'_>) -> Result<[u8; 32], FormatError> {
    let digits = input.decimal()?;
    let zeros = 32usize.checked_sub(digits.len()).ok_or_else(|| input.unexpected("a number below 2^256"))?;
    let mut word = [0; 32];
    for (byte, digit) in word.iter_mut().skip(zeros).zip(digits) {
        *byte = digit;
    }
    Ok(word)
}
