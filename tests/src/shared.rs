//! Real proofs from outside the repository. Tests that need them say plainly when they skip.

use std::io::Write;
use std::path::PathBuf;

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

/// The five real receipts, or `None` (said aloud) where the shared folder is missing.
pub fn receipts() -> Option<Vec<Receipt>> {
    let Some(folder) = folder() else {
        skipped("no shared vectors (set COMPUTE_AMM_SHARED, or put `shared` beside the checkout)");
        return None;
    };
    let path = folder.join("vectors/risc0_groth16_receipts.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    Some(serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

/// Those of them that the market's methods accept, in the same order.
pub fn accepted_receipts() -> Option<Vec<Receipt>> {
    let all = receipts()?;
    Some(all.into_iter().filter(|receipt| SELECTORS.contains(&receipt.selector())).collect())
}
