//! Groth16 under registered keys and real SP1 proofs on the gateway's wasm: they verify, and what it costs.

use api::verifier_gateway::{
    Claim, ExecuteMsg, InstantiateMsg, JournalPolicy, MethodKind, MethodParams, Proof, QueryMsg,
    StatementResponse, VerifyResponse,
};
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::jobs::digest;
use cosmwasm_std::{Addr, HexBinary};
use cw_multi_test::{App, Executor};
use deploy::Code;
use market_tests::shared::sp1_proofs;
use proofs::sp1::Accepted;
use wasm_tests::{artifact, Meter, WasmContract};

/// Most that executing one verification may cost, and one registration, in SDK gas.
const BUDGET: u64 = 100_000;
const STATEMENT: u32 = 1;
const SP1: u32 = 2;

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
    let mut gateway = Gateway::new();
    for (what, key) in [
        ("gamma the generator", Trapdoor::new(1, 2)),
        ("another gamma", Trapdoor::new(1, 2).with_other_gamma()),
    ] {
        let (sender, address) = (gateway.app.api().addr_make("stranger"), gateway.address.clone());
        let register = ExecuteMsg::RegisterKey { key: key.key() };
        gateway.app.execute_contract(sender, address, &register, &[]).unwrap();
        within(&format!("{what}, registration"), gateway.meter.take().last().unwrap().execution_gas);
        let claim = gateway.claim(key.program(), digest("output"));
        let question = QueryMsg::Statement { claim: claim.clone(), reporter: None };
        let said: StatementResponse =
            gateway.app.wrap().query_wasm_smart(&gateway.address, &question).unwrap();
        let proof = key.prove_statement(&said.statement);
        within(what, gateway.verify(STATEMENT, &claim, proof.clone()).unwrap());
        let other = Claim { job_id: 2, ..claim };
        gateway.verify(STATEMENT, &other, proof).unwrap_err();
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
