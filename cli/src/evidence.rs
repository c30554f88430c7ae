//! A proof as people have it, and as the gateway takes it.

use std::path::{Path, PathBuf};

use anyhow::Result;
use api::verifier_gateway::{JournalPolicy, Proof};
use clap::{Args, ValueEnum};
use cosmwasm_std::{Binary, HexBinary};
use proofs::formats::{self, arkworks, gnark, snarkjs, Curve, FormatError, PreparedKey};
use proofs::statement::halves;
use proofs::{bls12_381, risc0, sp1};
use sha2::{Digest, Sha256};

use crate::exit::usage;
use crate::files::{bytes_of, hex_or_file};
use crate::sign::sha256;

/// Where a proof is.
#[derive(Args, Clone)]
pub struct Evidence {
    /// Seal of a RISC Zero Groth16 receipt, 260 bytes: hex, or a file with hex or the bytes.
    #[arg(long, value_name = "HEX|FILE")]
    pub seal: Option<String>,
    /// Its journal: hex, or a file with hex or the bytes.
    #[arg(long, value_name = "HEX|FILE", requires = "seal")]
    pub journal: Option<String>,
    /// A proof in a file: a RISC Zero receipt or an SP1 proof in their SDKs' JSON, snarkjs' proof.json, what the gateway takes
    /// (a workload's proof.json), or a Groth16 proof in the bytes that --encoding names.
    #[arg(long = "proof", value_name = "FILE", conflicts_with = "seal")]
    pub file: Option<PathBuf>,
    /// The public inputs of a Groth16 proof: a list of numbers in JSON, as snarkjs' public.json.
    #[arg(long, value_name = "FILE", requires = "file")]
    pub public: Option<PathBuf>,
    /// How a Groth16 proof or key that is not JSON is encoded.
    #[arg(long, value_enum, value_name = "ENCODING", default_value = "eip197")]
    pub encoding: Encoding,
}

/// How a proof or a key is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    /// As the gateway takes it, in hex or the bytes: over BN254 that is EIP-197, over BLS12-381 compressed points.
    Eip197,
    /// What gnark's WriteTo and WriteRawTo write over BN254.
    Gnark,
    /// The same over BLS12-381.
    #[value(name = "gnark-bls12-381")]
    GnarkBls12381,
    /// What arkworks' serialize_compressed writes over BN254.
    Arkworks,
    /// The same over BLS12-381.
    #[value(name = "arkworks-bls12-381")]
    ArkworksBls12381,
}

/// A proof with all that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A RISC Zero receipt.
    RiscZero {
        /// Selector and proof.
        seal: Vec<u8>,
        /// Its journal, if it came.
        journal: Option<Vec<u8>>,
        /// The guest, if it came.
        program: Option<[u8; 32]>,
    },
    /// A proof by SP1.
    Sp1 {
        /// Selector and proof.
        proof: Vec<u8>,
        /// Its public values, if they came.
        values: Option<Vec<u8>>,
        /// The program, if it came.
        program: Option<[u8; 32]>,
    },
    /// A Groth16 proof.
    Groth16 {
        /// As the gateway takes it.
        proof: Vec<u8>,
        /// Its public inputs, 32 bytes each, if they came.
        inputs: Option<Vec<u8>>,
    },
}

impl Evidence {
    /// Whether a proof is named.
    pub fn is_some(&self) -> bool {
        self.seal.is_some() || self.file.is_some()
    }

    /// Reads it. Errors: what cannot be read, naming the field.
    pub fn read(&self) -> Result<Option<Found>> {
        if let Some(seal) = &self.seal {
            let journal = self.journal.as_deref().map(hex_or_file).transpose()?;
            return Ok(Some(Found::RiscZero { seal: hex_or_file(seal)?, journal, program: None }));
        }
        let Some(path) = &self.file else { return Ok(None) };
        let mut found = read_proof(path, self.encoding)?;
        if let (Found::Groth16 { proof, inputs }, Some(public)) = (&mut found, &self.public) {
            let text = String::from_utf8_lossy(&bytes_of(public)?).into_owned();
            let read = snarkjs::public(&text, curve_of(proof)).map_err(|error| refused(public, &error))?;
            *inputs = Some(read.concat());
        }
        Ok(Some(found))
    }
}

impl Found {
    /// As the gateway takes it under a policy: what the statement stands for stays behind. A receipt's journal is left out as
    /// well where nobody gave one.
    pub fn proof(self, policy: JournalPolicy) -> Proof {
        let kept =
            |bytes: Option<Vec<u8>>| bytes.filter(|_| policy == JournalPolicy::Output).map(Binary::from);
        match self {
            Found::RiscZero { seal, journal, .. } => {
                Proof::RiscZero { seal: seal.into(), journal: kept(journal) }
            }
            Found::Sp1 { proof, values, .. } => Proof::Sp1 { proof: proof.into(), values: kept(values) },
            Found::Groth16 { proof, inputs } => Proof::Groth16 { proof: proof.into(), inputs: kept(inputs) },
        }
    }

    /// What it states: the journal, the public values, the public inputs; nothing where they did not come.
    pub fn stated(&self) -> &[u8] {
        match self {
            Found::RiscZero { journal: stated, .. }
            | Found::Sp1 { values: stated, .. }
            | Found::Groth16 { inputs: stated, .. } => stated.as_deref().unwrap_or_default(),
        }
    }

    /// Takes the digest of a claim's statement for what it states. Errors: it came with something else.
    pub fn state(&mut self, statement: &[u8; 32]) -> Result<()> {
        let (flag, stated, expected) = match self {
            Found::RiscZero { journal, .. } => ("--journal", journal, statement.to_vec()),
            Found::Sp1 { values, .. } => ("public values", values, statement.to_vec()),
            Found::Groth16 { inputs, .. } => ("--public", inputs, halves(statement).concat()),
        };
        if let Some(other) = stated.as_ref().filter(|stated| **stated != expected) {
            let (expected, got) = (hex::encode(&expected), hex::encode(other));
            return Err(usage(
                format!("{flag}: expected the statement of the claim, {expected}, got {got}"),
                "leave it out: it is computed",
            ));
        }
        *stated = Some(expected);
        Ok(())
    }

    /// The program that it says itself it is of.
    pub fn program(&self) -> Option<HexBinary> {
        match self {
            Found::RiscZero { program, .. } | Found::Sp1 { program, .. } => program.map(HexBinary::from),
            Found::Groth16 { .. } => None,
        }
    }

    /// The version that it names.
    pub fn selector(&self) -> Option<[u8; 4]> {
        match self {
            Found::RiscZero { seal, .. } => risc0::selector_of(seal).ok(),
            Found::Sp1 { proof, .. } => sp1::selector_of(proof).ok(),
            Found::Groth16 { .. } => None,
        }
    }

    /// What its maker calls that version; none where it is unknown.
    pub fn version(&self) -> Option<&'static str> {
        let named = self.selector()?;
        let risc_zero = risc0::VERSIONS.iter().map(|version| (version.selector, version.name));
        let sp1 = sp1::VERSIONS.iter().map(|version| (version.selector, version.name));
        let found = match self {
            Found::RiscZero { .. } => risc_zero.into_iter().find(|(selector, _)| *selector == named),
            Found::Sp1 { .. } => sp1.into_iter().find(|(selector, _)| *selector == named),
            Found::Groth16 { .. } => None,
        };
        found.map(|(_, name)| name)
    }

    /// Whether it holds, by every version that is known, of a program; of Groth16 under a key. What is wrong with it else.
    pub fn check(&self, program: &[u8; 32], key: Option<&PreparedKey>) -> Result<(), String> {
        let digest: [u8; 32] = Sha256::digest(self.stated()).into();
        let said = match self {
            Found::RiscZero { seal, .. } => risc0::verify(risc0::Accepted::ALL, seal, program, &digest),
            Found::Sp1 { proof, .. } => sp1::verify(sp1::Accepted::ALL, proof, program, &digest),
            Found::Groth16 { proof, .. } => {
                let key = key.ok_or("no verifying key: --verifying-key FILE")?;
                let (words, _) = self.stated().as_chunks::<32>();
                key.verify(proof, words)
            }
        };
        said.map_err(|error| error.to_string())
    }
}

/// Reads a verifying key: snarkjs' verification_key.json, or bytes as `encoding` says. Errors: what cannot be read.
pub fn read_key(path: &Path, encoding: Encoding) -> Result<Vec<u8>> {
    let bytes = bytes_of(path)?;
    let read = match (json(&bytes), encoding) {
        (Some(text), _) => snarkjs::verification_key(text),
        (None, Encoding::Gnark) => gnark::verifying_key(Curve::Bn254, &bytes),
        (None, Encoding::GnarkBls12381) => gnark::verifying_key(Curve::Bls12381, &bytes),
        (None, Encoding::Arkworks) => arkworks::verifying_key(Curve::Bn254, &bytes),
        (None, Encoding::ArkworksBls12381) => arkworks::verifying_key(Curve::Bls12381, &bytes),
        (None, Encoding::Eip197) => return Ok(unhex(bytes)),
    };
    Ok(read.map_err(|error| refused(path, &error))?.bytes)
}

/// Checks a verifying key as the gateway does. Errors: what is wrong with it.
pub fn prepare(path: &Path, key: &[u8]) -> Result<PreparedKey> {
    PreparedKey::from_bytes(key)
        .map_err(|error| usage(format!("{}: {error}", path.display()), "give another key"))
}

/// The curve of a Groth16 proof, by its length.
fn curve_of(proof: &[u8]) -> Curve {
    if proof.len() == bls12_381::PROOF_BYTES {
        Curve::Bls12381
    } else {
        Curve::Bn254
    }
}

/// The program that a key judges.
pub fn program_of(key: &[u8]) -> HexBinary {
    sha256(key)
}

fn read_proof(path: &Path, encoding: Encoding) -> Result<Found> {
    let bytes = bytes_of(path)?;
    let wrong = |error: FormatError| refused(path, &error);
    let groth16 = |read: formats::ProofPoints| Found::Groth16 { proof: read.bytes, inputs: None };
    let Some(text) = json(&bytes) else {
        let read = match encoding {
            Encoding::Gnark => gnark::proof(Curve::Bn254, &bytes),
            Encoding::GnarkBls12381 => gnark::proof(Curve::Bls12381, &bytes),
            Encoding::Arkworks => arkworks::proof(Curve::Bn254, &bytes),
            Encoding::ArkworksBls12381 => arkworks::proof(Curve::Bls12381, &bytes),
            Encoding::Eip197 => return Ok(Found::Groth16 { proof: unhex(bytes), inputs: None }),
        };
        return read.map(groth16).map_err(wrong);
    };
    if let Ok(proof) = serde_json::from_str::<Proof>(text) {
        return of_gateway(path, proof);
    }
    let fields: serde_json::Value = serde_json::from_str(text)
        .map_err(|error| usage(format!("{}: {error}", path.display()), "give JSON"))?;
    let has = |field: &str| fields.get(field).is_some();
    if has("pi_a") {
        return snarkjs::proof(text).map(groth16).map_err(wrong);
    }
    if has("inner") || has("seal") {
        let read = formats::risc0_receipt(text).map_err(wrong)?;
        return Ok(Found::RiscZero { seal: read.seal, journal: Some(read.journal), program: read.image_id });
    }
    let read = formats::sp1_proof(text).map_err(wrong)?;
    Ok(Found::Sp1 { proof: read.proof, values: Some(read.public_values), program: Some(read.program) })
}

fn of_gateway(path: &Path, proof: Proof) -> Result<Found> {
    let bytes = |given: Option<Binary>| given.map(Vec::from);
    match proof {
        Proof::RiscZero { seal, journal } => {
            Ok(Found::RiscZero { seal: seal.into(), journal: bytes(journal), program: None })
        }
        Proof::Sp1 { proof, values } => {
            Ok(Found::Sp1 { proof: proof.into(), values: bytes(values), program: None })
        }
        Proof::Groth16 { proof, inputs } => Ok(Found::Groth16 { proof: proof.into(), inputs: bytes(inputs) }),
        Proof::Attestation { .. } => {
            Err(usage(format!("{} holds signatures, no proof", path.display()), "--signature FILE"))
        }
    }
}

/// The text of a file that holds a JSON object.
fn json(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| text.trim_start().starts_with('{'))
}

/// The bytes that a file holds in hex, or else its own.
fn unhex(bytes: Vec<u8>) -> Vec<u8> {
    let text = std::str::from_utf8(&bytes).ok();
    text.and_then(|text| hex::decode(text.trim()).ok()).unwrap_or(bytes)
}

fn refused(path: &Path, error: &FormatError) -> anyhow::Error {
    usage(format!("{}: {error}", path.display()), "`--encoding` says how bytes are read; JSON is recognised")
}
