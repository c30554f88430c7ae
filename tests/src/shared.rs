//! Real proofs from outside the repository. Tests that need them say plainly when they skip.

use std::io::Write;
use std::path::PathBuf;

use api::verifier_gateway::Proof;
use cosmwasm_std::HexBinary;
use k256::sha2::{Digest, Sha256};
use serde::de::DeserializeOwned;
use serde::Deserialize;

use compute_amm_testing::wirings::SELECTORS;

/// A real RISC Zero Groth16 receipt.
#[derive(Clone, Debug, Deserialize)]
pub struct Receipt {
    /// Where it is from; names its version.
    pub name: String,
    /// 260 bytes, hex.
    pub seal: String,
    /// The guest, hex.
    pub image_id: String,
    /// What the guest wrote, hex.
    pub journal: String,
}

impl Receipt {
    /// Which version it is of.
    pub fn selector(&self) -> [u8; 4] {
        *self.seal_bytes().first_chunk().expect("a seal in the vectors")
    }

    /// The seal's bytes.
    pub fn seal_bytes(&self) -> Vec<u8> {
        hex::decode(&self.seal).expect("hex in the vectors")
    }

    /// The journal's bytes.
    pub fn journal_bytes(&self) -> Vec<u8> {
        hex::decode(&self.journal).expect("hex in the vectors")
    }

    /// The image id's bytes.
    pub fn image(&self) -> [u8; 32] {
        hex::decode(&self.image_id).expect("hex in the vectors").try_into().expect("32 bytes")
    }
}

/// The folder of shared vectors and data: `COMPUTE_AMM_SHARED`, or a folder `shared` beside the checkout.
pub fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let found = std::env::var_os("COMPUTE_AMM_SHARED").map_or(beside, PathBuf::from);
    found.is_dir().then_some(found)
}

/// Says aloud that the running test is skipped, and why: what `println!` says, a test that passes keeps to itself.
fn skipped(why: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let told = std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes());
    told.expect("standard error is open");
}

/// A real Groth16 proof by SP1.
#[derive(Clone, Debug, Deserialize)]
pub struct Sp1Proof {
    /// Names its version.
    pub name: String,
    /// Selector and proof.
    pub proof_bytes: HexBinary,
    /// The program.
    pub program_vkey: HexBinary,
    /// What the program committed.
    pub public_values: HexBinary,
}

impl Sp1Proof {
    /// Which version it is of.
    pub fn selector(&self) -> [u8; 4] {
        *self.proof_bytes.first_chunk().expect("a proof in the vectors")
    }

    /// The output that it proves.
    pub fn output(&self) -> HexBinary {
        HexBinary::from(Sha256::digest(&self.public_values).to_vec())
    }

    /// As it comes with a result under the policy `output`.
    pub fn proof(&self) -> Proof {
        let values = Some(self.public_values.as_slice().into());
        Proof::Sp1 { proof: self.proof_bytes.as_slice().into(), values }
    }
}

/// Real proofs by SP1, of versions that no deployment accepts, or `None` (said aloud) where the shared folder is missing.
pub fn sp1_proofs() -> Option<Vec<Sp1Proof>> {
    read("vectors/sp1_groth16_proofs.json")
}

/// The five real receipts, or `None` (said aloud) where the shared folder is missing.
pub fn receipts() -> Option<Vec<Receipt>> {
    read("vectors/risc0_groth16_receipts.json")
}

fn read<T: DeserializeOwned>(file: &str) -> Option<T> {
    let Some(folder) = folder() else {
        skipped("no shared vectors (set COMPUTE_AMM_SHARED, or put `shared` beside the checkout)");
        return None;
    };
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    Some(serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

/// Those of them that the market's methods accept, in the same order.
pub fn accepted_receipts() -> Option<Vec<Receipt>> {
    let all = receipts()?;
    Some(all.into_iter().filter(|receipt| SELECTORS.contains(&receipt.selector())).collect())
}
