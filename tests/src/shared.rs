//! Real proofs from outside the repository. Tests that need them say plainly when they skip.

use std::io::Write;
use std::path::PathBuf;

use api::verifier_gateway::Proof;
use cosmwasm_std::HexBinary;
use k256::sha2::{Digest, Sha256};
use proofs::formats::{gnark, snarkjs, Curve};
use serde::de::DeserializeOwned;
use serde::Deserialize;
use serde_json::{json, Value};

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

/// A Groth16 key and a proof over BLS12-381 by another project's prover, as its document has them: points are uncompressed.
#[derive(Clone, Debug)]
pub struct Bls12381Vector(Value);

impl Bls12381Vector {
    fn field(&self, name: &str) -> Vec<u8> {
        let digits = self.0[name].as_str().unwrap_or_else(|| panic!("{name} in the vectors"));
        hex::decode(digits).expect("hex in the vectors")
    }

    /// The key as gnark writes it, with two points more that serve no verifier.
    pub fn gnark_key(&self) -> Vec<u8> {
        let [alpha, beta, gamma, delta, ic_0, ic_1] =
            ["vk_alpha1", "vk_beta_2", "vk_gamma_2", "vk_delta_2", "vk_ic0", "vk_ic1"].map(|n| self.field(n));
        [&alpha[..], &alpha, &beta, &gamma, &alpha, &delta, &[0, 0, 0, 2], &ic_0, &ic_1].concat()
    }

    /// The proof as gnark writes it.
    pub fn gnark_proof(&self) -> Vec<u8> {
        ["proof_a", "proof_b", "proof_c"].map(|name| self.field(name)).concat()
    }

    /// Points as snarkjs writes them, by their names here and there.
    fn snarkjs(&self, names: &[(&str, &str)]) -> serde_json::Map<String, Value> {
        let numbers = |point: &[u8]| point.chunks(48).map(decimal).collect::<Vec<_>>();
        let point = |name: &str| match &numbers(&self.field(name))[..] {
            [x, y] => json!([x, y, "1"]),
            // The real parts come first.
            [x1, x0, y1, y0] => json!([[x0, x1], [y0, y1], ["1", "0"]]),
            other => panic!("{name}: {} coordinates", other.len()),
        };
        let document = [("protocol", "groth16"), ("curve", "bls12381")];
        let document = document.map(|(name, value)| (name.to_owned(), json!(value)));
        document.into_iter().chain(names.iter().map(|(from, to)| ((*to).to_owned(), point(from)))).collect()
    }

    /// The key as snarkjs writes it.
    pub fn snarkjs_key(&self) -> Value {
        let names = [
            ("vk_alpha1", "vk_alpha_1"),
            ("vk_beta_2", "vk_beta_2"),
            ("vk_gamma_2", "vk_gamma_2"),
            ("vk_delta_2", "vk_delta_2"),
            ("vk_ic0", "ic_0"),
            ("vk_ic1", "ic_1"),
        ];
        let mut key = self.snarkjs(&names);
        let points = ["ic_0", "ic_1"].map(|name| key.remove(name));
        key.extend([("IC".to_owned(), json!(points)), ("nPublic".to_owned(), json!(1))]);
        key.into()
    }

    /// The proof as snarkjs writes it.
    pub fn snarkjs_proof(&self) -> Value {
        self.snarkjs(&[("proof_a", "pi_a"), ("proof_b", "pi_b"), ("proof_c", "pi_c")]).into()
    }

    /// The public inputs as snarkjs writes them.
    pub fn snarkjs_inputs(&self) -> Value {
        self.0["public_inputs_dec"].clone()
    }

    /// The key as the gateway registers it.
    pub fn key(&self) -> Vec<u8> {
        gnark::verifying_key(Curve::Bls12381, &self.gnark_key()).expect("a key in the vectors").bytes
    }

    /// The points of the proof as the gateway takes them.
    pub fn points(&self) -> Vec<u8> {
        gnark::proof(Curve::Bls12381, &self.gnark_proof()).expect("a proof in the vectors").bytes
    }

    /// The public inputs, 32 bytes each.
    pub fn inputs(&self) -> Vec<u8> {
        let inputs = snarkjs::public(&self.snarkjs_inputs().to_string(), Curve::Bls12381);
        inputs.expect("inputs in the vectors").concat()
    }
}

/// The decimal digits of a big-endian number.
fn decimal(bytes: &[u8]) -> String {
    let mut digits = vec![0u8];
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            let next = u32::from(*digit) * 256 + carry;
            (*digit, carry) = (u8::try_from(next % 10).expect("a digit"), next / 10);
        }
        while carry > 0 {
            digits.push(u8::try_from(carry % 10).expect("a digit"));
            carry /= 10;
        }
    }
    digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect()
}

/// The vector over BLS12-381, or `None` (said aloud) where the shared folder is missing.
pub fn bls12_381_vector() -> Option<Bls12381Vector> {
    let vectors: [Value; 1] = read("vectors/groth16_bls12_381.json")?;
    let [vector] = vectors;
    Some(Bls12381Vector(vector))
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
