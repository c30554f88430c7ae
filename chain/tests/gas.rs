//! The gas catalogue: every message is in it, and it runs on the embedded chain as on a real one.

use std::collections::{BTreeMap, BTreeSet};

use api::common::Asset;
use chain::gas::file::{compare, join, over_caps, read, with_days, write, Row, CAPS};
use chain::gas::{days, prepare, run, Entry, Roles, UNMEASURED};
use compute_amm_testing::client::Gas;
use compute_amm_testing::{Market, Native};
use cosmwasm_std::{Empty, Uint128};
use cw_multi_test::ContractWrapper;
use deploy::Code;

fn catalogue() -> Vec<Entry> {
    let mut market = Market::with(&Native, |wiring| {
        let mut pool = wiring.pools[0].clone();
        (pool.asset_0, pool.lp_symbol) = (Asset::native("uatom"), "lpATOM".into());
        wiring.assets.push(pool.asset_0.clone());
        (pool.reference_0, pool.reference_1) = (Uint128::new(1), Uint128::new(2));
        wiring.pools.push(pool);
    });
    let owner = market.actor("owner");
    let roles = Roles { owner, guardian: market.guardian.clone() };
    let mut waiting = prepare(&mut market, 2).unwrap_or_else(|e| panic!("{e:#}"));
    let mut entries = run(&mut market, 'a', &roles, &mut waiting).unwrap_or_else(|e| panic!("{e:#}"));
    // A second pass finds the chain as the first did.
    let again = run(&mut market, 'b', &roles, &mut waiting).unwrap_or_else(|e| panic!("{e:#}"));
    assert_eq!(entries, again);
    compute_amm_testing::invariants::check(&market).expect("the market is sound afterwards");
    // What takes days.
    let asker = ContractWrapper::new(asker::execute, asker::instantiate, asker::query);
    let asker = market.host(Box::new(asker), &Empty {}, "asker");
    days::add_classes(&mut market, "cd").unwrap_or_else(|e| panic!("{e:#}"));
    let later = days::run(&mut market, 'c', &asker).unwrap_or_else(|e| panic!("{e:#}"));
    assert_eq!(later, days::run(&mut market, 'd', &asker).unwrap_or_else(|e| panic!("{e:#}")));
    let known = |entry: &Entry| entries.iter().any(|other| other.name == entry.name);
    let (both, later): (Vec<Entry>, Vec<Entry>) = later.into_iter().partition(known);
    assert!(both.iter().any(|entry| entry.name == "swap"), "what can be compared: {both:?}");
    let names: Vec<&str> = later.iter().map(|entry| entry.name.as_str()).collect();
    let mut expected = vec![
        "buy_back",
        "buy_back_of_coin",
        "add_liquidity",
        "unjail",
        "collect",
        "claim_pot",
        "submit_sp1",
        "ask_statement",
        "verify_attestation",
        "verify_risc0",
        "verify_groth16_bn254",
        "verify_groth16_bls",
        "verify_sp1_v6",
        "verify_sp1_v4",
        "verify_set",
    ];
    if market_tests::shared::folder().is_none() {
        expected.retain(|name| !["verify_risc0", "verify_sp1_v4"].contains(name));
    }
    assert_eq!(names, expected);
    entries.extend(later);
    for class in ["end-c", "end-d"] {
        let wired = market.wiring.classes[0].clone();
        market.wiring.classes.push(deploy::ClassWiring { class: class.into(), ..wired });
    }
    compute_amm_testing::invariants::check(&market).expect("and still is, with the classes that ended");
    for (number, entry) in (1..).zip(&mut entries) {
        entry.gas = Some(Gas { used: 50_000 + number, bytes: 300 });
    }
    entries
}

/// The execute messages that a contract's schema names.
fn messages(code: Code) -> BTreeSet<String> {
    let name = code.name().replace('_', "-");
    let path = format!("{}/../schema/{name}/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    let variants = schema["execute"]["oneOf"].as_array().expect("messages are an enum");
    variants
        .iter()
        .flat_map(|variant| variant["properties"].as_object().expect("a message has a name").keys().cloned())
        .collect()
}

#[test]
fn every_message_is_measured_or_explained() {
    let entries = catalogue();
    for code in Code::ALL {
        let measured = entries.iter().filter(|e| e.contract == code.name()).map(|e| e.message.clone());
        let measured: BTreeSet<String> = measured.collect();
        let explained =
            UNMEASURED.iter().filter(|(of, ..)| *of == code).map(|(_, name, _)| (*name).to_owned());
        let explained: BTreeSet<String> = explained.collect();
        assert!(measured.is_disjoint(&explained), "{}: {measured:?} {explained:?}", code.name());
        let covered: BTreeSet<String> = measured.union(&explained).cloned().collect();
        assert_eq!(covered, messages(code), "{}", code.name());
    }
    let names: BTreeSet<&str> = entries.iter().map(|e| e.name.as_str()).collect();
    let capped = CAPS.iter().flat_map(|(_, names, ..)| *names).filter(|name| **name != "submit_risc0");
    let launch = ["create_launch_pool", "provide_launch", "launch_swap", "launch_swap_back"];
    let anchored = ["swap_batch_anchored", "withdraw_liquidity_batch_anchored"];
    for name in capped.chain(&launch).chain(&anchored).chain(&[
        "withdraw_bond",
        "call_job_skipping_16",
        "accept_called",
        "default",
        "register_key",
        "submit_groth16_bn254",
        "register_key_bls",
        "submit_groth16_bls",
    ]) {
        assert!(names.contains(name), "{name}");
    }
    assert_eq!(names.contains("submit_risc0"), market_tests::shared::receipts().is_some());
}

#[test]
fn the_check_fails_on_a_rise_of_more_than_two_in_a_hundred() {
    let entry = |name: &str, used| Entry {
        name: name.into(),
        contract: Code::Pool.name(),
        message: "swap_exact_in".into(),
        gas: Some(Gas { used, bytes: 321 }),
    };
    let rows = |pinned, unpinned| join(&[entry("swap", pinned)], &[entry("swap", unpinned)]).unwrap();
    let text = write(&rows(100_000, 160_000));
    let committed = read(&text).unwrap();
    assert_eq!(committed, BTreeMap::from_iter(rows(100_000, 160_000)), "what is written is read");
    assert!(compare(&committed, &rows(102_000, 163_200)).is_empty());
    assert!(compare(&committed, &rows(50_000, 80_000)).is_empty(), "a fall is no fault");
    assert_eq!(
        compare(&committed, &rows(102_001, 163_201)),
        [
            "swap: expected at most 2 % above 100000 pinned, got 102001",
            "swap: expected at most 2 % above 160000 unpinned, got 163201"
        ]
    );
    let other = join(&[entry("other", 1)], &[entry("other", 1)]).unwrap();
    let faults = compare(&committed, &other);
    assert!(faults.len() == 2 && faults[0].contains("other") && faults[1].contains("swap"), "{faults:?}");
    assert!(join(&[entry("swap", 1)], &[entry("other", 1)]).is_err(), "passes that differ");
    assert!(read("[swap]\npinned = 1\n").is_err(), "a table that lacks figures");
}

#[test]
fn figures_of_a_chain_without_consensus_must_agree_with_those_of_one_with() {
    let row = |name: &str, pinned| {
        let (contract, message) = ("pool".into(), "swap_exact_in".into());
        (name.to_owned(), Row { contract, message, pinned, unpinned: 2 * pinned, bytes: 1 })
    };
    let devnet = || vec![row("swap", 100_000), row("provide", 120_000)];
    let both = with_days(devnet(), vec![row("swap", 102_000), row("buy_back", 180_000)]).unwrap();
    assert_eq!(both, [row("swap", 100_000), row("provide", 120_000), row("buy_back", 180_000)]);
    for other in [102_001, 97_999] {
        let error = with_days(devnet(), vec![row("swap", other)]).unwrap_err().to_string();
        assert!(error.contains(&format!("swap: 100000 with consensus, {other} without")), "{error}");
    }
}

#[test]
fn passing_a_cap_is_told() {
    let names: BTreeSet<&str> =
        CAPS.iter().flat_map(|(_, names, less, _)| names.iter().chain(less)).copied().collect();
    let row = |pinned| Row {
        contract: "pool".into(),
        message: "swap_exact_in".into(),
        pinned,
        unpinned: pinned,
        bytes: 1,
    };
    let with = |name: &str, pinned| -> Vec<(String, Row)> {
        let one = |other: &&str| ((*other).to_owned(), row(if *other == name { pinned } else { 0 }));
        names.iter().map(one).collect()
    };
    for (what, names, _, cap) in CAPS {
        for name in names {
            let told = |pinned| {
                over_caps(&with(name, pinned)).iter().any(|line| line.starts_with(&format!("{what}:")))
            };
            assert!(!told(cap), "{what}: {cap} is allowed");
            assert!(told(cap + 1), "{what}: {} is not", cap + 1);
        }
    }
}

#[test]
fn no_committed_figure_passes_a_cap() {
    let path = format!("{}/../gas.toml", env!("CARGO_MANIFEST_DIR"));
    let figures = read(&std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))).unwrap();
    assert_eq!(over_caps(&Vec::from_iter(figures)), Vec::<String>::new());
}

#[test]
fn the_readme_quotes_the_file() {
    let file = |name: &str| {
        let path = format!("{}/../{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
    };
    let (readme, figures) = (file("README.md"), read(&file("gas.toml")).unwrap());
    let quoted: Vec<(&str, &str)> = readme
        .lines()
        .filter_map(|line| {
            let (_, rest) = line.strip_prefix("| ")?.split_once("(`")?;
            let (name, rest) = rest.split_once("`) | ")?;
            Some((name, rest.split_once(" |")?.0))
        })
        .collect();
    assert!(quoted.len() >= 10, "{quoted:?}");
    for (name, thousands) in quoted {
        let gas = figures.get(name).unwrap_or_else(|| panic!("gas.toml has no `{name}`")).pinned;
        let tenths = (gas + 50) / 100;
        assert_eq!(thousands, format!("{}.{}", tenths / 10, tenths % 10), "{name}");
    }
}
