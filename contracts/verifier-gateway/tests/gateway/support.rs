//! A gateway with one method of each kind, and an account for each role.

use std::io::Write;
use std::path::PathBuf;

use api::provider_registry::{AttestorKey, KeyScheme, KeySignature};
use api::verifier_gateway::{
    Claim, ExecuteMsg, InstantiateMsg, JournalPolicy, MethodKind, MethodParams, Proof, QueryMsg,
    StatementResponse, VerifyResponse,
};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{coins, Addr, Binary, Empty, HexBinary};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use k256::sha2::{Digest, Sha256};
use proofs::risc0::Accepted;
use serde::de::DeserializeOwned;
use serde::Deserialize;
use verifier_gateway::error::ContractError;

use crate::job_market;

pub const DAY: u64 = 86_400;
/// Methods of [`start`], by id.
pub const ATTESTATION: u32 = 1;
pub const OUTPUT: u32 = 2;
pub const STATEMENT: u32 = 3;
pub const APPROVAL: u32 = 4;
pub const ARBITER: u32 = 5;
pub const ARBITRATED: u32 = 6;

pub struct Fixture {
    pub app: App,
    pub gateway: Addr,
    pub market: Addr,
}

pub enum Signer {
    K256(k256::ecdsa::SigningKey),
    P256(p256::ecdsa::SigningKey),
    Ed25519(ed25519_dalek::SigningKey),
}

impl Signer {
    pub fn public(&self) -> AttestorKey {
        let (scheme, key) = match self {
            Signer::K256(key) => {
                (KeyScheme::Secp256k1, key.verifying_key().to_encoded_point(true).as_bytes().to_vec())
            }
            Signer::P256(key) => {
                (KeyScheme::Secp256r1, key.verifying_key().to_encoded_point(true).as_bytes().to_vec())
            }
            Signer::Ed25519(key) => (KeyScheme::Ed25519, key.verifying_key().to_bytes().to_vec()),
        };
        AttestorKey { scheme, key: key.into() }
    }

    pub fn sign(&self, index: u32, digest: &HexBinary) -> KeySignature {
        use ed25519_dalek::Signer as _;
        use k256::ecdsa::signature::hazmat::PrehashSigner;
        let signature = match self {
            Signer::K256(key) => {
                let signature: k256::ecdsa::Signature = key.sign_prehash(digest).unwrap();
                signature.normalize_s().unwrap_or(signature).to_bytes().to_vec()
            }
            Signer::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(digest).unwrap();
                signature.to_bytes().to_vec()
            }
            Signer::Ed25519(key) => key.sign(digest).to_bytes().to_vec(),
        };
        KeySignature { key: index, signature: signature.into() }
    }
}

/// One attestor of each scheme: two of them must sign.
pub fn attestors() -> [Signer; 3] {
    [
        Signer::K256(k256::ecdsa::SigningKey::from_slice(&[11; 32]).unwrap()),
        Signer::P256(p256::ecdsa::SigningKey::from_slice(&[12; 32]).unwrap()),
        Signer::Ed25519(ed25519_dalek::SigningKey::from_bytes(&[13; 32])),
    ]
}

pub fn arbiter() -> Signer {
    Signer::Ed25519(ed25519_dalek::SigningKey::from_bytes(&[21; 32]))
}

pub fn attestation() -> MethodParams {
    let keys = attestors().iter().map(Signer::public).collect();
    method("two of three", 5_000, MethodKind::Attestation { keys, threshold: 2 })
}

pub fn method(name: &str, detection_bps: u32, kind: MethodKind) -> MethodParams {
    MethodParams { kind, detection_bps, name: name.into() }
}

/// Of every version that is known.
pub fn all_selectors() -> Vec<HexBinary> {
    Accepted::ALL.selectors().map(HexBinary::from).collect()
}

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn digest(text: &str) -> HexBinary {
    sha256(text.as_bytes())
}

pub fn sha256(bytes: &[u8]) -> HexBinary {
    HexBinary::from(Sha256::digest(bytes).to_vec())
}

/// A job's claim with an input.
pub fn claim() -> Claim {
    Claim {
        job_id: 7,
        provider: addr("provider").into(),
        program: digest("program"),
        input: digest("input"),
        output: digest("output"),
    }
}

pub fn start(market: &Addr) -> InstantiateMsg {
    let zk = |policy| MethodKind::RiscZero { policy, selectors: all_selectors() };
    InstantiateMsg {
        owner: addr("owner").into(),
        guardian: addr("guardian").into(),
        job_market: market.into(),
        timelock: 3 * DAY,
        methods: vec![
            attestation(),
            method("RISC Zero, output", 10_000, zk(JournalPolicy::Output)),
            method("RISC Zero, statement", 10_000, zk(JournalPolicy::Statement)),
            method("client, attestors judge", 500, MethodKind::ClientApproval { arbiter: ATTESTATION }),
            method("arbiter", 500, MethodKind::Attestation { keys: vec![arbiter().public()], threshold: 1 }),
            method("client, arbiter judges", 5_000, MethodKind::ClientApproval { arbiter: ARBITER }),
        ],
    }
}

pub fn wrapped() -> Box<dyn Contract<Empty>> {
    use verifier_gateway::contract::{execute, instantiate, migrate, query, reply};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_reply(reply).with_migrate(migrate))
}

/// Starts a gateway on a chain of its own; `change` edits the well-formed message.
pub fn try_start(change: impl FnOnce(&mut InstantiateMsg)) -> Result<Fixture, ContractError> {
    let mut app = App::new(|router, _, storage| {
        router.bank.init_balance(storage, &addr("owner"), coins(1_000, "unet")).unwrap();
    });
    let code = app.store_code(job_market::contract());
    let market = app.instantiate_contract(code, addr("owner"), &Empty {}, &[], "job-market", None).unwrap();
    let mut msg = start(&market);
    change(&mut msg);
    let code = app.store_code(wrapped());
    let admin = Some(addr("owner").into());
    let gateway = app
        .instantiate_contract(code, addr("owner"), &msg, &[], "gateway", admin)
        .map_err(|err| err.downcast::<ContractError>().unwrap())?;
    Ok(Fixture { app, gateway, market })
}

impl Fixture {
    pub fn new() -> Self {
        try_start(|_| ()).unwrap()
    }

    pub fn run(&mut self, sender: &str, msg: &ExecuteMsg) -> Result<AppResponse, ContractError> {
        self.app
            .execute_contract(addr(sender), self.gateway.clone(), msg, &[])
            .map_err(|err| err.downcast().unwrap())
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> Result<T, String> {
        self.app.wrap().query_wasm_smart(&self.gateway, msg).map_err(|err| err.to_string())
    }

    pub fn verify(&self, method: u32, claim: &Claim, proof: &Proof) -> Result<(), String> {
        let msg = QueryMsg::VerifyProof { method, claim: claim.clone(), proof: proof.clone() };
        self.ask::<VerifyResponse>(&msg).map(|answer| assert!(answer.valid))
    }

    /// Verification must be refused with exactly this error.
    #[track_caller]
    pub fn refuses(&self, method: u32, claim: &Claim, proof: &Proof, expected: impl Into<ContractError>) {
        let (text, expected) = (self.verify(method, claim, proof).unwrap_err(), expected.into().to_string());
        assert!(text.ends_with(&expected), "expected `{expected}`, got `{text}`");
    }

    pub fn statement(&self, claim: &Claim, reporter: Option<&str>) -> StatementResponse {
        let reporter = reporter.map(|name| addr(name).into());
        self.ask(&QueryMsg::Statement { claim: claim.clone(), reporter }).unwrap()
    }

    /// What is signed for a verdict; an invalid one is brought by `reporter`.
    pub fn verdict(&self, claim: &Claim, valid: bool) -> HexBinary {
        let statement = self.statement(claim, Some("reporter"));
        if valid {
            statement.valid
        } else {
            statement.invalid.unwrap()
        }
    }

    /// Signatures of these attestors on a claim and verdict.
    pub fn sign(&self, claim: &Claim, valid: bool, signers: &[u32]) -> Vec<KeySignature> {
        let digest = self.verdict(claim, valid);
        let attestors = attestors();
        signers.iter().map(|i| attestors[*i as usize].sign(*i, &digest)).collect()
    }

    /// The attestors' proof of a claim.
    pub fn proof(&self, claim: &Claim, signers: &[u32]) -> Proof {
        Proof::Attestation { signatures: self.sign(claim, true, signers) }
    }

    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| block.time = block.time.plus_seconds(seconds));
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }
}

/// A real receipt of a guest that states no input.
#[derive(Clone, Deserialize)]
pub struct Receipt {
    pub name: String,
    pub seal: HexBinary,
    pub image_id: HexBinary,
    pub journal: HexBinary,
}

impl Receipt {
    pub fn selector(&self) -> HexBinary {
        HexBinary::from(&self.seal[..4])
    }

    pub fn claim(&self) -> Claim {
        Claim {
            program: self.image_id.clone(),
            input: HexBinary::from([0; 32]),
            output: sha256(&self.journal),
            ..claim()
        }
    }

    pub fn proof(&self) -> Proof {
        Proof::RiscZero { seal: self.seal.as_slice().into(), journal: None }
    }

    pub fn proof_with(&self, journal: &[u8]) -> Proof {
        Proof::RiscZero { seal: self.seal.as_slice().into(), journal: Some(Binary::from(journal)) }
    }
}

/// Says aloud that the running test is skipped, and why: what `println!` says, a test that passes keeps to itself.
fn skipped(why: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    let told = std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes());
    told.expect("standard error is open");
}

/// The real receipts; see [`vectors`].
pub fn receipts() -> Option<Vec<Receipt>> {
    vectors("risc0_groth16_receipts.json")
}

/// Real proofs from a file of `COMPUTE_AMM_SHARED` or the folder `shared` beside the checkout; none, said aloud, where it
/// is missing.
pub fn vectors<T: DeserializeOwned>(file: &str) -> Option<T> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("COMPUTE_AMM_SHARED").map_or(beside, PathBuf::from);
    let path = folder.join("vectors").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        skipped(&format!("no real proofs at {}", path.display()));
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}
