//! What a contract would refuse after the vote is told before it.

use api::common::Asset;
use chain::wallet::module_address;
use compute_amm_testing::deployment::rehearse;
use compute_amm_testing::wirings;
use deploy::Wiring;

fn wiring(prefix: &str) -> (Wiring, String) {
    let owner = module_address(prefix, "gov").unwrap().into_string();
    let someone = module_address(prefix, "someone").unwrap().into_string();
    (wirings::journey(&owner, &someone), owner)
}

#[test]
fn a_wiring_that_the_contracts_take_passes_on_any_chain() {
    for prefix in ["wasm", "neutron", "gpu"] {
        let (wiring, owner) = wiring(prefix);
        rehearse(&wiring, &owner, prefix).unwrap_or_else(|e| panic!("{prefix}: {e:#}"));
    }
}

/// The rehearsal's chain has none of the tokens of the real one.
#[test]
fn a_wiring_with_a_token_that_stands_on_the_real_chain_passes() {
    let (mut wiring, owner) = wiring("wasm");
    let token = Asset::cw20(module_address("wasm", "some token").unwrap().into_string());
    let other = Asset::cw20(module_address("wasm", "other token").unwrap().into_string());
    let mut pool = wiring.pools[0].clone();
    (pool.asset_0, pool.asset_1) = (token.clone(), other.clone());
    wiring.pools.push(pool);
    wiring.assets.extend([token, other]);
    rehearse(&wiring, &owner, "wasm").unwrap_or_else(|e| panic!("{e:#}"));
}

#[test]
fn what_a_contract_refuses_is_named_with_its_step() {
    type Change = fn(&mut Wiring);
    let cases: [(&str, &str, Change); 5] = [
        ("instantiate provider_registry", "jail", |w| w.registry.jail = 60),
        ("instantiate fee_collector", "split", |w| w.split.burn_bps = 4_000),
        ("add class h100-sxm5-80g", "coverage_bps", |w| w.classes[0].params.coverage_bps = 10_000),
        ("open the market for a100-sxm4-80g", "take.base_bps", |w| w.classes[1].terms.take.base_bps = 0),
        ("instantiate pool", "guardian", |w| w.roles.guardian = "cosmos1elsewhere".into()),
    ];
    for (step, field, change) in cases {
        let (mut wiring, owner) = wiring("wasm");
        change(&mut wiring);
        let error = format!("{:#}", rehearse(&wiring, &owner, "wasm").unwrap_err());
        assert!(error.contains(step) && error.contains(field), "expected `{step}` and `{field}` in: {error}");
    }
}
