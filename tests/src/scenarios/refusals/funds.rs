//! Coins: where none are taken, and other than those that are.

use std::collections::BTreeSet;

use cosmwasm_std::{coin, coins};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::Scene;
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::wirings::{NET, USD};

/// The names of all messages of a contract, as its decoder lists them.
fn names<T: DeserializeOwned>() -> BTreeSet<String> {
    let Err(error) = serde_json::from_value::<T>(json!({"?": {}})) else { panic!("`?` is no message") };
    let text = error.to_string();
    let listed =
        text.split_once("expected one of").map(|(_, listed)| listed).expect("serde lists the variants");
    listed.split('`').skip(1).step_by(2).map(str::to_string).collect()
}

/// The tables below miss no message of any contract.
pub fn the_catalogue_has_every_message(codes: &dyn Codes) {
    let scene = Scene::new(codes);
    for (contract, expected) in [
        ("pool", names::<api::pool::ExecuteMsg>()),
        ("provider-registry", names::<api::provider_registry::ExecuteMsg>()),
        ("job-market", names::<api::job_market::ExecuteMsg>()),
        ("lease-market", names::<api::lease_market::ExecuteMsg>()),
        ("verifier-gateway", names::<api::verifier_gateway::ExecuteMsg>()),
        ("fee-collector", names::<api::fee_collector::ExecuteMsg>()),
        ("restaking", names::<api::restaking::ExecuteMsg>()),
        ("staking", names::<api::staking::ExecuteMsg>()),
        ("token", names::<cw20::Cw20ExecuteMsg>()),
    ] {
        let all = scene.catalogue();
        let listed = all.iter().filter(|entry| entry.contract == contract);
        let listed: BTreeSet<String> = listed
            .map(|entry| entry.msg.as_object().expect("an object").keys().next().expect("a name").clone())
            .collect();
        assert!(expected.len() > 2 && listed == expected, "{contract}: {listed:?} of {expected:?}");
    }
    invariants::check(&scene.market).unwrap();
}

/// Every message that takes no coins, with one.
pub fn coins_are_refused_where_none_are_taken(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    for mut entry in scene.catalogue().into_iter().filter(|entry| entry.funds.is_empty()) {
        entry.funds = coins(1, USD);
        scene.refuse(&entry, &["expected none", "got 1uusd"]);
    }
    invariants::check(&scene.market).unwrap();
}

/// Every message that takes coins: without any, with others, with two, with none of them.
pub fn other_coins_than_expected_are_refused(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let one = format!("exactly one coin of {NET}");
    let takers: Vec<_> = scene.catalogue().into_iter().filter(|entry| !entry.funds.is_empty()).collect();
    assert_eq!(takers.len(), 19);
    for mut entry in takers {
        let good = entry.funds[0].clone();
        let (expected, any_denom) = match (entry.contract, entry.label) {
            ("pool", "provide/funds") => ("expected 1000000unet", false),
            ("pool", "deposit") => ("listed", true),
            ("fee-collector", "deposit/swap_fees" | "deposit/spread") => ("exactly one coin", true),
            _ => (one.as_str(), false),
        };
        entry.funds = vec![];
        scene.refuse(&entry, &[expected, "got none"]);
        entry.funds = coins(good.amount.u128(), "ujunk");
        if !any_denom {
            scene.refuse(&entry, &[expected, &format!("got {}ujunk", good.amount)]);
        }
        entry.funds = vec![coin(7, "ujunk"), good.clone()];
        if any_denom && entry.contract == "pool" {
            scene.refuse(&entry, &["ujunk is not listed"]);
        } else {
            scene.refuse(&entry, &[expected, &format!("got 7ujunk, {good}")]);
        }
        // A chain lets no message with a coin of 0 pass.
        entry.funds = coins(0, NET);
        let sent = scene.market.send(&entry.sender, &entry.address, &entry.msg, &entry.funds);
        assert!(sent.is_err(), "{} of {} with nothing", entry.label, entry.contract);
    }
    invariants::check(&scene.market).unwrap();
}
