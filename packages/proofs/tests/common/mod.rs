//! Where the real proofs are, and how their words are read.
#![allow(dead_code, reason = "each test file uses its part")]

use std::io::Write;
use std::path::PathBuf;

use proofs::bls12_381::{G1Bytes, G2Bytes, Host};
use proofs::risc0::Accepted;
use serde_json::Value;

/// Bytes of hexadecimal text.
pub fn bytes(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap()).unwrap()
}

/// 32 bytes of hexadecimal text.
pub fn word(value: &Value) -> [u8; 32] {
    bytes(value).try_into().unwrap()
}

/// The 32 big-endian bytes of a decimal number.
pub fn decimal(value: &Value) -> [u8; 32] {
    let mut word = [0u8; 32];
    for digit in value.as_str().unwrap().bytes() {
        let mut carry = u16::from(digit - b'0');
        for byte in word.iter_mut().rev() {
            let next = u16::from(*byte) * 10 + carry;
            *byte = next.to_be_bytes()[1];
            carry = next >> 8;
        }
        assert_eq!(carry, 0);
    }
    word
}

/// Says aloud that the running test is skipped, and why: what `println!` says, a test that passes keeps to itself.
fn skipped(why: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes()).unwrap();
}

/// A file of the shared test vectors: from the folder that `COMPUTE_AMM_SHARED` names, else from a folder `shared`
/// beside one of the crate's parents. None, said plainly, where there is none.
pub fn vectors(file: &str) -> Option<Value> {
    let folder = std::env::var_os("COMPUTE_AMM_SHARED").map(PathBuf::from).or_else(|| {
        let crate_folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        crate_folder.ancestors().map(|parent| parent.join("shared")).find(|folder| folder.is_dir())
    });
    let path = folder.map(|folder| folder.join("vectors").join(file)).filter(|path| path.is_file());
    let Some(path) = path else {
        skipped(&format!("no shared test vectors with {file} (set COMPUTE_AMM_SHARED to their folder)"));
        return None;
    };
    Some(serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
}

/// A real RISC Zero receipt.
#[derive(Clone)]
pub struct Receipt {
    pub name: String,
    pub seal: Vec<u8>,
    pub image_id: [u8; 32],
    pub journal_digest: [u8; 32],
    pub json: Value,
}

impl Receipt {
    pub fn verify(&self) -> Result<(), proofs::ProofError> {
        proofs::risc0::verify(Accepted::ALL, &self.seal, &self.image_id, &self.journal_digest)
    }
}

/// The real receipts, none where there are no shared vectors.
pub fn receipts() -> Vec<Receipt> {
    let Some(Value::Array(all)) = vectors("risc0_groth16_receipts.json") else { return Vec::new() };
    all.into_iter()
        .map(|json| Receipt {
            name: json["name"].as_str().unwrap().to_owned(),
            seal: bytes(&json["seal"]),
            image_id: word(&json["image_id"]),
            journal_digest: word(&json["journal_sha256"]),
            json,
        })
        .collect()
}

/// The functions on BLS12-381 that a chain's virtual machine gives to its contracts.
pub struct ChainHost;

impl Host for ChainHost {
    fn is_in_g1(&self, point: &G1Bytes) -> bool {
        cosmwasm_crypto::bls12_381_aggregate_g1(point).is_ok()
    }

    fn is_in_g2(&self, point: &G2Bytes) -> bool {
        cosmwasm_crypto::bls12_381_aggregate_g2(point).is_ok()
    }

    fn pairings_equal(
        &self,
        left: &[G1Bytes; 3],
        right: &[G2Bytes; 3],
        alpha: &G1Bytes,
        beta: &G2Bytes,
    ) -> Option<bool> {
        let (left, right) = (left.as_flattened(), right.as_flattened());
        cosmwasm_crypto::bls12_381_pairing_equality(left, right, alpha, beta).ok()
    }
}
