//! Groth16 under registered keys and real SP1 proofs on the gateway's wasm: they verify, and what it costs.

use api::verifier_gateway::{
    Claim, ExecuteMsg, InstantiateMsg, JournalPolicy, MethodKind, MethodParams, Proof, QueryMsg,
    StatementResponse, VerifyResponse,
};
use compute_amm_testing::digest::sha256;
use compute_amm_testing::groth16::{BlsTrapdoor, Encoded, Trapdoor, TrapdoorOver};
use compute_amm_testing::jobs::digest;
use cosmwasm_std::{Addr, HexBinary};
use cw_multi_test::{App, Executor};
use deploy::Code;
use market_tests::shared::{bls12_381_vector, sp1_proofs};
use proofs::sp1::Accepted;
use wasm_tests::{artifact, Meter, WasmContract};

/// Most that executing one verification may cost, and one registration, in SDK gas.
const BUDGET: u64 = 100_000;
const STATEMENT: u32 = 1;
const SP1: u32 = 2;
const OUTPUT: u32 = 3;

struct Gateway {
    app: App,
    address: Addr,
    meter: Meter,
}

impl Gateway {
    fn new() -> Self {
        let meter = Meter::default();
        let mut app = App::default();
        let [owner, guardian, job_market] =
            ["owner", "guardian", "job-market"].map(|n| app.api().addr_make(n));
        let contract = WasmContract::load(&artifact(Code::VerifierGateway).unwrap(), &meter).unwrap();
        let code_id = app.store_code(Box::new(contract));
        let selectors = Accepted::ALL.selectors().map(HexBinary::from).collect();
        let methods = [
            MethodKind::Groth16 { policy: JournalPolicy::Statement },
            MethodKind::Sp1 { policy: JournalPolicy::Output, selectors },
            MethodKind::Groth16 { policy: JournalPolicy::Output },
        ];
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            guardian: guardian.to_string(),
            job_market: job_market.to_string(),
            timelock: 86_400,
            methods: methods
                .map(|kind| MethodParams { kind, detection_bps: 10_000, name: "zk".into() })
                .to_vec(),
        };
        let address = app.instantiate_contract(code_id, owner, &msg, &[], "gateway", None).unwrap();
        Gateway { app, address, meter }
    }

    fn register(&mut self, key: &[u8]) -> u64 {
        let (sender, address) = (self.app.api().addr_make("stranger"), self.address.clone());
        let register = ExecuteMsg::RegisterKey { key: key.into() };
        self.app.execute_contract(sender, address, &register, &[]).unwrap();
        self.meter.take().last().unwrap().execution_gas
    }

    fn claim(&self, program: HexBinary, output: HexBinary) -> Claim {
        let provider = self.app.api().addr_make("provider").to_string();
        Claim { job_id: 1, provider, program, input: HexBinary::from([0; 32]), output }
    }

    fn verify(&self, method: u32, claim: &Claim, proof: Proof) -> Result<u64, String> {
        let msg = QueryMsg::VerifyProof { method, claim: claim.clone(), proof };
        let answer: VerifyResponse =
            self.app.wrap().query_wasm_smart(&self.address, &msg).map_err(|err| err.to_string())?;
        assert!(answer.valid);
        Ok(self.meter.take().last().unwrap().execution_gas)
    }
}

fn within(what: &str, gas: u64) {
    println!("{what}: {gas} gas");
    assert!(gas < BUDGET, "{what}: expected less than {BUDGET} gas, got {gas}");
}

#[test]
fn a_registered_key_verifies_within_its_budget_whatever_its_gamma() {
    verify_within_their_budget([
        ("gamma the generator", Trapdoor::new(1, 2)),
        ("another gamma", Trapdoor::new(1, 2).with_other_gamma()),
    ]);
}

#[test]
fn a_registered_key_over_bls12_381_verifies_within_its_budget() {
    verify_within_their_budget([
        ("BLS12-381, gamma the generator", BlsTrapdoor::new(1, 2)),
        ("BLS12-381, another gamma", BlsTrapdoor::new(1, 2).with_other_gamma()),
    ]);
}

fn verify_within_their_budget<E: Encoded>(keys: [(&str, TrapdoorOver<E>); 2]) {
    let mut gateway = Gateway::new();
    for (what, key) in keys {
        within(&format!("{what}, registration"), gateway.register(&key.key()));
        let claim = gateway.claim(key.program(), digest("output"));
        let question = QueryMsg::Statement { claim: claim.clone(), reporter: None };
        let said: StatementResponse =
            gateway.app.wrap().query_wasm_smart(&gateway.address, &question).unwrap();
        let proof = key.prove_statement(&said.statement);
        within(what, gateway.verify(STATEMENT, &claim, proof.clone()).unwrap());
        let other = Claim { job_id: 2, ..claim.clone() };
        let said = gateway.verify(STATEMENT, &other, proof.clone()).unwrap_err();
        assert!(said.contains("pairing: expected the proof's equation to hold"), "{said}");
        let Proof::Groth16 { proof, .. } = proof else { panic!("a Groth16 proof") };
        for at in [0, 1, proof.len() / 2, proof.len() - 1] {
            let mut changed = proof.to_vec();
            changed[at] ^= 1;
            let changed = Proof::Groth16 { proof: changed.into(), inputs: None };
            gateway.verify(STATEMENT, &claim, changed).expect_err(&format!("{what}: byte {at}"));
        }
    }
}

/// A key of 32 inputs, the most, of 253 bits each.
#[test]
fn a_proof_of_32_inputs_over_bls12_381_verifies() {
    let mut gateway = Gateway::new();
    let key = BlsTrapdoor::new(3, 32);
    let inputs = [0x15; 32 * 32];
    println!("registration of a key of 32 inputs: {} gas", gateway.register(&key.key()));
    let claim = gateway.claim(key.program(), sha256(&inputs));
    let gas = gateway.verify(OUTPUT, &claim, key.prove_output(&inputs)).unwrap();
    println!("a proof of 32 inputs: {gas} gas");
    let bare = Proof::Groth16 { proof: key.prove(0, &[0x14; 32 * 32]), inputs: Some(inputs.into()) };
    gateway.verify(OUTPUT, &claim, bare).unwrap_err();
}

/// From the shared vectors: another project's key and proof of the public input 33.
#[test]
fn anothers_proof_over_bls12_381_verifies() {
    let Some(vector) = bls12_381_vector() else { return };
    let (key, points, inputs) = (vector.key(), vector.points(), vector.inputs());
    let mut gateway = Gateway::new();
    gateway.register(&key);
    let claim = gateway.claim(sha256(&key), sha256(&inputs));
    let proof =
        |points: &[u8]| Proof::Groth16 { proof: points.into(), inputs: Some(inputs.as_slice().into()) };
    within("another's proof over BLS12-381", gateway.verify(OUTPUT, &claim, proof(&points)).unwrap());
    for at in 0..points.len() {
        let mut changed = points.clone();
        changed[at] ^= 1 << (at % 8);
        gateway.verify(OUTPUT, &claim, proof(&changed)).expect_err(&format!("byte {at}"));
    }
}

#[test]
fn real_sp1_proofs_verify_within_their_budget() {
    let Some(proofs) = sp1_proofs() else { return };
    let gateway = Gateway::new();
    for real in proofs {
        let claim = gateway.claim(real.program_vkey.clone(), real.output());
        within(&real.name, gateway.verify(SP1, &claim, real.proof()).unwrap());
        let other = Claim { program: digest("another"), ..claim };
        gateway.verify(SP1, &other, real.proof()).unwrap_err();
    }
}
