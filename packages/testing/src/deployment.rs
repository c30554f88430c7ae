//! The deploy plan, carried out on the embedded chain.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use api::common::Asset;
use cosmwasm_std::{Addr, Api, WasmMsg};
use cw_multi_test::Executor;
use deploy::{Addresses, Code, ManifestEntry, Stored, Wiring};

use crate::client::CW2;
use crate::codes::{Codes, Native};
use crate::embedded::{Chain, Embedded};

/// Deploys a market for its owner, and checks that the chain then agrees with the manifest. An error names
/// the step that a contract refused, and why.
pub fn carry_out(
    client: &mut Embedded,
    wiring: &Wiring,
    owner: &Addr,
    codes: &dyn Codes,
) -> Result<Addresses> {
    let app = &mut client.app;
    let mut stored = BTreeMap::new();
    for code in Code::ALL {
        stored.insert(code, store(app, codes, code)?);
    }
    let plan = deploy::plan(app.api(), wiring, owner.as_str(), &stored)?;
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
        app.execute(owner.clone(), msg.into())
            .map_err(|e| e.context(format!("instantiate {}", step.code.name())))?;
    }
    for entry in manifest {
        let found =
            found(app, &entry).with_context(|| format!("{} is not where computed", entry.contract))?;
        ensure!(found == entry, "expected {entry:?}, got {found:?}");
    }
    let mut events = vec![];
    for step in plan.setup {
        let msg = WasmMsg::Execute { contract_addr: step.contract, msg: step.msg, funds: vec![] };
        let done = app.execute(owner.clone(), msg.into()).map_err(|e| e.context(step.what))?;
        events.extend(done.events);
    }
    let contracts = contracts(app.api(), wiring, &plan.addresses, &stored);
    let stored = stored.into_iter().map(|(code, stored)| (code, stored.code_id));
    client.deployed(stored.collect(), contracts, events);
    Ok(plan.addresses)
}

/// Carries a wiring out on an embedded chain of its own, so that whatever a contract refuses is known before
/// anybody votes.
pub fn rehearse(wiring: &Wiring, owner: &str, prefix: &str) -> Result<()> {
    // The chain keeps its prefix for ever.
    let prefix: &'static str = Box::leak(prefix.to_owned().into_boxed_str());
    let owner = Addr::unchecked(owner);
    // The contracts that are linked here are those of the artifacts, whatever was deployed first.
    let mut wiring = Wiring { checksums: None, ..wiring.clone() };
    let mut client = Embedded::new(&Native, prefix, owner.clone());
    for asset in wiring.assets.clone() {
        // What is no address on this chain stays, for the pool contract to refuse.
        if matches!(asset, Asset::Cw20 { .. }) && asset.check(client.app.api()).is_ok() {
            let stand_in = stand_in(&mut client.app, &owner)?;
            let pools = wiring.pools.iter_mut().flat_map(|pool| [&mut pool.asset_0, &mut pool.asset_1]);
            let places = wiring.assets.iter_mut().chain(pools);
            places.filter(|place| **place == asset).for_each(|place| *place = stand_in.clone());
        }
    }
    carry_out(&mut client, &wiring, &owner, &Native).map(drop)
}

/// A token in place of one that stands on the real chain: the pool contract lists none that does not answer.
fn stand_in(app: &mut Chain, owner: &Addr) -> Result<Asset> {
    let code_id = app.store_code(Native.code(Code::Token));
    let msg = api::token::InstantiateMsg {
        name: "stand-in".into(),
        symbol: "STAND-IN".into(),
        decimals: api::token::DECIMALS,
        minter: owner.to_string(),
        burners: vec![],
    };
    Ok(Asset::cw20(app.instantiate_contract(code_id, owner.clone(), &msg, &[], "stand-in", None)?))
}

/// Every contract of the market, the tokens of its classes, pools and stakes among them, where the plan computes
/// them.
fn contracts(
    api: &dyn Api,
    wiring: &Wiring,
    at: &Addresses,
    stored: &BTreeMap<Code, Stored>,
) -> Vec<(Code, Addr)> {
    let checksums = stored.iter().map(|(code, stored)| (*code, stored.checksum)).collect();
    let credits = wiring
        .classes
        .iter()
        .map(|class| deploy::credit_address(api, &at.provider_registry, &checksums, &class.class));
    let pools = 1..=u64::try_from(wiring.classes.len() + wiring.pools.len()).expect("few pools");
    let shares = pools.map(|pool_id| deploy::lp_address(api, &at.pool, &checksums, pool_id));
    let receipt = deploy::stake_address(api, &at.staking, &checksums);
    let tokens =
        credits.chain(shares).chain([receipt]).map(|token| (Code::Token, token.expect("an address")));
    let placed = at.all().map(|(code, address)| (code, address.to_owned()));
    placed.into_iter().chain(tokens).map(|(code, address)| (code, Addr::unchecked(address))).collect()
}

/// Stores a code with the checksum that it has, on which the market's addresses depend.
fn store(app: &mut Chain, codes: &dyn Codes, code: Code) -> Result<Stored> {
    let contract = codes.code(code);
    let checksum = contract.checksum().with_context(|| {
        format!(
            "the code of {} has no checksum: `with_reply`, `with_migrate` and `with_sudo` of a ContractWrapper drop the \
             one that was set before; set it last, with `codes::with_checksum`",
            code.name()
        )
    })?;
    let code_id = app.store_code(contract);
    Ok(Stored { code_id, checksum: checksum.as_slice().try_into().context("a checksum has 32 bytes")? })
}

/// What the chain says of the contract that an entry of the manifest names.
fn found(app: &Chain, entry: &ManifestEntry) -> Result<ManifestEntry> {
    let wrap = app.wrap();
    let code_id = wrap.query_wasm_contract_info(&entry.address)?.code_id;
    let checksum = wrap.query_wasm_code_info(code_id)?.checksum.to_hex();
    let cw2 = wrap.query_wasm_raw(&entry.address, CW2)?.context("no cw2 record")?;
    let cw2: serde_json::Value = serde_json::from_slice(&cw2)?;
    let version = cw2["version"].as_str().context("no version in the cw2 record")?.to_owned();
    let chain_id = app.block_info().chain_id;
    Ok(ManifestEntry { chain_id, code_id, checksum, version, ..entry.clone() })
}
