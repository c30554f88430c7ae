//! The deploy plan, carried out on the embedded chain.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use cosmwasm_std::{Addr, WasmMsg};
use cw_multi_test::Executor;
use deploy::{Addresses, Code, ManifestEntry, Stored, Wiring};

use crate::codes::Codes;
use crate::market::Chain;

/// Deploys a market for its owner, and checks that the chain then agrees with the manifest. Returns the code ids.
pub fn carry_out(
    app: &mut Chain,
    wiring: &Wiring,
    owner: &Addr,
    codes: &dyn Codes,
) -> (Addresses, BTreeMap<Code, u64>) {
    let stored: BTreeMap<Code, Stored> =
        Code::ALL.into_iter().map(|code| (code, store(app, codes, code))).collect();
    let plan = deploy::plan(app.api(), wiring, owner.as_str(), &stored).expect("the wiring makes a plan");
    let manifest = plan.manifest(&app.block_info().chain_id);
    for step in plan.instantiations {
        let msg = WasmMsg::Instantiate2 {
            admin: Some(step.admin),
            code_id: step.code_id,
            label: step.label.clone(),
            msg: step.msg,
            funds: vec![],
            salt: step.salt,
        };
        app.execute(owner.clone(), msg.into()).unwrap_or_else(|e| panic!("{}: {e:#}", step.label));
    }
    for entry in manifest {
        let found =
            found(app, &entry).unwrap_or_else(|e| panic!("{} is not where computed: {e:#}", entry.contract));
        assert_eq!(found, entry);
    }
    for step in plan.setup {
        let msg = WasmMsg::Execute { contract_addr: step.contract, msg: step.msg, funds: vec![] };
        app.execute(owner.clone(), msg.into()).unwrap_or_else(|e| panic!("{}: {e:#}", step.what));
    }
    (plan.addresses, stored.into_iter().map(|(code, stored)| (code, stored.code_id)).collect())
}

/// Stores a code, and says what the chain made of it.
fn store(app: &mut Chain, codes: &dyn Codes, code: Code) -> Stored {
    let code_id = app.store_code(codes.code(code));
    let info = app.wrap().query_wasm_code_info(code_id).expect("the code was just stored");
    Stored { code_id, checksum: info.checksum.as_slice().try_into().expect("a sha256") }
}

/// What the chain says of the contract that an entry of the manifest names.
fn found(app: &Chain, entry: &ManifestEntry) -> Result<ManifestEntry> {
    let wrap = app.wrap();
    let code_id = wrap.query_wasm_contract_info(&entry.address)?.code_id;
    let checksum = wrap.query_wasm_code_info(code_id)?.checksum.to_hex();
    let cw2 = wrap.query_wasm_raw(&entry.address, b"contract_info")?.context("no cw2 record")?;
    let cw2: serde_json::Value = serde_json::from_slice(&cw2)?;
    let version = cw2["version"].as_str().context("no version in the cw2 record")?.to_owned();
    let chain_id = app.block_info().chain_id;
    Ok(ManifestEntry { chain_id, code_id, checksum, version, ..entry.clone() })
}
