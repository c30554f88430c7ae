//! Migrations that must not be: twice, backwards, over another contract's state, by another than the admin.

use cosmwasm_std::{Addr, Empty};
use cw_multi_test::Executor;
use deploy::Code;

use compute_amm_testing::client::{Client, CW2};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::H100;

/// Every contract of the market with its code.
fn everything(market: &Market) -> Vec<(Code, Addr)> {
    let at = &market.at;
    let lp = market.pool_state(market.class_pool(H100)).lp_token;
    [
        (Code::Pool, at.pool.clone()),
        (Code::ProviderRegistry, at.provider_registry.clone()),
        (Code::JobMarket, at.job_market.clone()),
        (Code::VerifierGateway, at.verifier_gateway.clone()),
        (Code::FeeCollector, at.fee_collector.clone()),
        (Code::LeaseMarket, at.lease_market.clone()),
        (Code::Staking, at.staking.clone()),
        (Code::Restaking, at.restaking.clone()),
        (Code::Token, market.receipt_addr().into_string()),
        (Code::Token, market.class(H100).credit.into_string()),
        (Code::Token, lp),
    ]
    .into_iter()
    .map(|(code, address)| (code, Addr::unchecked(address)))
    .collect()
}

fn record(market: &Market, contract: &Addr) -> (String, String) {
    let bytes =
        market.client.app.contract_storage(contract).get(CW2).expect("every contract has a cw2 record");
    let record: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let text = |key: &str| record[key].as_str().expect("text").to_string();
    (text("contract"), text("version"))
}

fn set_version(market: &mut Market, contract: &Addr, version: &str) {
    let (name, _) = record(market, contract);
    let record = serde_json::json!({ "contract": name, "version": version }).to_string();
    market.client.app.contract_storage_mut(contract).set(CW2, record.as_bytes());
}

/// Only from a lower version of the same contract, from none of 0.1 or 0.2, and only by the admin.
pub fn migrations_go_forward_once(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let owner = market.owner.clone();
    for (code, contract) in everything(&market) {
        let id = market.client.codes[&code];
        let (_, version) = record(&market, &contract);
        let migrate = |market: &mut Market, sender: &Addr| {
            market.client.app.migrate_contract(sender.clone(), contract.clone(), &Empty {}, id)
        };
        migrate(&mut market, &owner).refused(&["must go forward", &version, &version]);
        migrate(&mut market, &client).refused(&["admin"]);
        set_version(&mut market, &contract, "99.0.0");
        migrate(&mut market, &owner).refused(&["must go forward", &version, "99.0.0"]);
        set_version(&mut market, &contract, "nonsense");
        migrate(&mut market, &owner).refused(&["major.minor.patch", "nonsense"]);
        assert_eq!(record(&market, &contract).1, "nonsense", "a refused migration leaves the record alone");
        for old in ["0.0.1", "0.1.99", "0.2.0", "0.2.99"] {
            set_version(&mut market, &contract, old);
            migrate(&mut market, &owner).refused(&["too old", "at least 0.3.0", old, "deploy a new market"]);
        }
        set_version(&mut market, &contract, &version);
    }
    market.client.upgrade().expect("the next version takes over the state of this one");
    for (code, contract) in everything(&market) {
        let id = market.client.codes[&code];
        let back = market.client.app.migrate_contract(owner.clone(), contract, &Empty {}, id);
        back.refused(&["must go forward"]);
    }
    let payout = api::job_market::AcceptPayout::Credits {};
    market.run_job(&client, &provider, H100, 1, 50, payout).expect("the migrated market works");
    invariants::check(&market).unwrap();
}

/// No contract's code runs on another's state, however old it claims to be.
pub fn no_contract_migrates_over_another(codes: &dyn Codes) {
    let (mut market, ..) = small_market(codes);
    let owner = market.owner.clone();
    let all = everything(&market);
    for (code, contract) in &all {
        let (name, version) = record(&market, contract);
        set_version(&mut market, contract, "0.0.1");
        for (other, at) in all.iter().filter(|(other, _)| other != code) {
            let (expected, _) = record(&market, at);
            let id = market.client.codes[other];
            let migrated = market.client.app.migrate_contract(owner.clone(), contract.clone(), &Empty {}, id);
            migrated.refused(&["state of another contract", &expected, &name]);
        }
        set_version(&mut market, contract, &version);
    }
    invariants::check(&market).unwrap();
}
