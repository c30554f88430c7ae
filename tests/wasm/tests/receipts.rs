//! Real RISC Zero receipts on the gateway's wasm: all five versions verify, no altered one does, and what it costs.

use api::verifier_gateway::{
    Claim, InstantiateMsg, JournalPolicy, MethodKind, MethodParams, Proof, QueryMsg, VerifyResponse,
};
use cosmwasm_std::{Addr, Binary, HexBinary};
use cw_multi_test::{App, Executor};
use deploy::Code;
use k256::sha2::{Digest, Sha256};
use market_tests::shared::{receipts, Receipt};
use wasm_tests::{artifact, Meter, WasmContract};

/// Most that executing one verification may cost, in SDK gas.
const BUDGET: u64 = 100_000;

struct Gateway {
    app: App,
    address: Addr,
    meter: Meter,
}

impl Gateway {
    /// A method that accepts the versions of these receipts.
    fn new(receipts: &[Receipt]) -> Self {
        let selectors = receipts.iter().map(|receipt| HexBinary::from(receipt.selector())).collect();
        let meter = Meter::default();
        let mut app = App::default();
        let [owner, guardian, job_market] =
            ["owner", "guardian", "job-market"].map(|n| app.api().addr_make(n));
        let contract = WasmContract::load(&artifact(Code::VerifierGateway).unwrap(), &meter).unwrap();
        let code_id = app.store_code(Box::new(contract));
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            guardian: guardian.to_string(),
            job_market: job_market.to_string(),
            timelock: 86_400,
            methods: vec![MethodParams {
                kind: MethodKind::RiscZero { policy: JournalPolicy::Output, selectors },
                detection_bps: 10_000,
                name: "RISC Zero".into(),
            }],
        };
        let address = app.instantiate_contract(code_id, owner, &msg, &[], "gateway", None).unwrap();
        Gateway { app, address, meter }
    }

    fn verify(&self, seal: &[u8], image: &[u8], journal: &[u8]) -> Result<VerifyResponse, String> {
        let msg = QueryMsg::VerifyProof {
            method: 1,
            claim: Claim {
                job_id: 1,
                provider: self.app.api().addr_make("provider").to_string(),
                program: HexBinary::from(image),
                input: HexBinary::from([0; 32]),
                output: HexBinary::from(Sha256::digest(journal).to_vec()),
            },
            proof: Proof::RiscZero { seal: Binary::from(seal), journal: Some(Binary::from(journal)) },
        };
        self.app.wrap().query_wasm_smart(&self.address, &msg).map_err(|err| err.to_string())
    }

    /// Gas of executing the last call.
    fn gas(&self) -> u64 {
        self.meter.take().last().unwrap().execution_gas
    }
}

fn flipped(bytes: &[u8], position: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[position] ^= 1;
    bytes
}

fn parts(receipt: &Receipt) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    (receipt.seal_bytes(), receipt.image().to_vec(), receipt.journal_bytes())
}

#[test]
fn every_version_verifies_within_its_budget() {
    let Some(receipts) = receipts() else { return };
    assert_eq!(receipts.len(), 5);
    let gateway = Gateway::new(&receipts);
    for receipt in &receipts {
        let (seal, image, journal) = parts(receipt);
        let answer =
            gateway.verify(&seal, &image, &journal).unwrap_or_else(|e| panic!("{}: {e}", receipt.name));
        assert!(answer.valid, "{}", receipt.name);
        let gas = gateway.gas();
        println!("{}: {gas} gas", receipt.name);
        assert!(gas < BUDGET, "{}: expected less than {BUDGET} gas, got {gas}", receipt.name);
    }
}

#[test]
fn no_flipped_bit_of_a_receipt_verifies() {
    let Some(receipts) = receipts() else { return };
    let gateway = Gateway::new(&receipts);
    for (number, receipt) in receipts.iter().enumerate() {
        let (seal, image, journal) = parts(receipt);
        // Every byte of one seal; a sample of the other four, which take the same path.
        let step = if number == 0 { 1 } else { 13 };
        for position in (0..seal.len()).step_by(step) {
            gateway.verify(&flipped(&seal, position), &image, &journal).unwrap_err();
        }
        for position in 0..image.len() {
            gateway.verify(&seal, &flipped(&image, position), &journal).unwrap_err();
        }
        for position in (0..journal.len()).step_by(journal.len().div_ceil(32).max(1)) {
            gateway.verify(&seal, &image, &flipped(&journal, position)).unwrap_err();
        }
        for wrong in [&seal[..259], &[seal.as_slice(), &[0]].concat(), &[]] {
            gateway.verify(wrong, &image, &journal).unwrap_err();
        }
    }
}
