//! A workload that is proven: a RISC Zero guest's journal, and the receipt that proves it.
//!
//! A provider proves on its GPUs, which takes a prover that this project does not carry. Here receipts stand in for it that
//! were made beforehand, by a real prover, and are read from a file.

use std::fmt;

use api::verifier_gateway::Proof;
use cosmwasm_std::Binary;
use serde::Deserialize;

/// Bytes of a receipt's seal: selector and Groth16 proof.
const SEAL: usize = 260;

/// What a run is asked for, as the agent says it in the environment: 64 hex digits each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// `CAMM_PROGRAM`: the guest's image id.
    pub program: String,
    /// `CAMM_INPUT`: the input's digest, zeros where there is none.
    pub input: String,
}

/// A receipt of a guest that ran to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The guest.
    pub image_id: [u8; 32],
    /// What it wrote: the job's output.
    pub journal: Vec<u8>,
    /// Selector and Groth16 proof, 260 bytes.
    pub seal: Vec<u8>,
}

impl Receipt {
    /// The proof as the gateway reads it, under policy `output`. The gateway needs no journal of a job without an input.
    pub fn proof(&self) -> Proof {
        Proof::RiscZero { seal: Binary::from(self.seal.clone()), journal: None }
    }
}

/// Why there is no receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The file is no list of receipts.
    File(String),
    /// A digest in another form than the agent's.
    Digest {
        /// The variable that says it.
        name: &'static str,
        /// What it says.
        got: String,
    },
    /// A program that none of the receipts is of.
    Program {
        /// Its digest.
        got: String,
        /// The image ids that there are receipts of.
        known: Vec<String>,
    },
    /// An input: these guests read none.
    Input {
        /// Its digest.
        got: String,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(why) => write!(f, "expected a list of receipts: {why}"),
            Self::Digest { name, got } => write!(f, "{name}: expected 64 hex digits, got `{got}`"),
            Self::Program { got, known } => {
                write!(f, "CAMM_PROGRAM: expected one of {}, got {got}", known.join(", "))
            }
            Self::Input { got } => {
                write!(f, "CAMM_INPUT: expected no input (64 zeros), as these guests read none, got {got}")
            }
        }
    }
}

impl std::error::Error for Failure {}

/// A receipt in the file; what else it says there is read over.
#[derive(Deserialize)]
struct Entry {
    image_id: String,
    journal: String,
    seal: String,
}

/// The receipts of a file: a JSON list of `{"image_id", "journal", "seal"}`, each in hex. Errors: another form or length.
pub fn read(text: &str) -> Result<Vec<Receipt>, Failure> {
    let entries: Vec<Entry> = serde_json::from_str(text).map_err(|error| Failure::File(error.to_string()))?;
    entries.into_iter().enumerate().map(|(number, entry)| receipt(number, &entry)).collect()
}

fn receipt(number: usize, entry: &Entry) -> Result<Receipt, Failure> {
    let bytes = |name: &str, text: &str| {
        hex::decode(text).map_err(|error| Failure::File(format!("{name} of number {number}: {error}")))
    };
    let (image_id, seal) = (bytes("image_id", &entry.image_id)?, bytes("seal", &entry.seal)?);
    let length = |name: &str, expected: usize, got: usize| {
        Failure::File(format!("{name} of number {number}: expected {expected} bytes, got {got}"))
    };
    if seal.len() != SEAL {
        return Err(length("seal", SEAL, seal.len()));
    }
    let got = image_id.len();
    Ok(Receipt {
        image_id: image_id.try_into().map_err(|_| length("image_id", 32, got))?,
        journal: bytes("journal", &entry.journal)?,
        seal,
    })
}

/// The receipt that was asked for. Errors: a program that there is no receipt of, or an input.
pub fn find<'a>(receipts: &'a [Receipt], asked: &Asked) -> Result<&'a Receipt, Failure> {
    let (program, input) = (digest("CAMM_PROGRAM", &asked.program)?, digest("CAMM_INPUT", &asked.input)?);
    let found = receipts.iter().find(|receipt| receipt.image_id == program);
    let found = found.ok_or_else(|| Failure::Program {
        got: hex::encode(program),
        known: receipts.iter().map(|receipt| hex::encode(receipt.image_id)).collect(),
    })?;
    if input != [0; 32] {
        return Err(Failure::Input { got: hex::encode(input) });
    }
    Ok(found)
}

fn digest(name: &'static str, text: &str) -> Result<[u8; 32], Failure> {
    let bytes = hex::decode(text).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| Failure::Digest { name, got: text.to_owned() })
}
