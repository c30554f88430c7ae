//! Days on a chain, within minutes: on one without consensus, whose clock is moved.

use std::collections::BTreeMap;
use std::fs;

use chain::gas::{days, file};
use chain::market::attach;
use chain_tests::TestChain;
use cosmwasm_std::Empty;
use xtask::project::Project;
use xtask::wasm;

const DAY: u64 = 86_400;

/// A day of trades, a buy-back of credits and of a coin, an addition of liquidity; an hour in jail; ninety days to the end of a
/// class. Swaps cost what they cost on a chain with consensus, up to what longer heights and sums add there (0.3 %, as between
/// both passes on such a chain), so that the figures of both can stand in one file.
#[test]
fn days_pass_on_a_chain_whose_clock_is_moved() {
    let (chain, clock) = TestChain::with_clock("days", 27_900);
    let manifest = chain.deploy();
    let mut market = attach(&chain.file, &manifest, "gas").expect("the market is there");
    market.client.set_clock(&clock);
    let project = Project::locate().expect("the workspace");
    let wasm = wasm::library(&project, "asker", "asker.wasm").expect("it is built");
    let sender = market.funded("who starts the asker", &[]).expect("the faucet pays");
    let (asker, _) = market.client.host(&sender, &wasm, "asker", &Empty {}).expect("it starts");
    days::add_classes(&mut market, "ab").unwrap_or_else(|e| panic!("{e:#}"));
    let before = market.now();
    let entries = days::run(&mut market, 'a', &asker).unwrap_or_else(|e| panic!("{e:#}"));
    let passed = market.now() - before;
    assert!((91 * DAY..92 * DAY).contains(&passed), "a day and ninety, and some hours: {passed} s");

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../gas.toml");
    let committed = file::read(&fs::read_to_string(path).expect("readable")).expect("as it is written");
    let mut used = BTreeMap::new();
    for entry in &entries {
        let gas = entry.gas.expect("the chain counts gas").used;
        let with_consensus = committed.get(&entry.name).map(|row| row.pinned);
        println!("{}: {gas}, in gas.toml {with_consensus:?}", entry.name);
        used.insert(entry.name.as_str(), gas);
    }
    for same in ["swap", "swap_exact_out", "swap_two_hops", "swap_accounts"] {
        let (here, there) = (used[same], committed[same].pinned);
        assert!(here.abs_diff(there) * 1_000 <= there * 5, "{same}: {here} here, {there} with consensus");
    }
    let others = ["buy_back", "buy_back_of_coin", "add_liquidity", "unjail", "collect", "claim_pot"];
    for new in others.into_iter().chain(["submit_sp1"]) {
        assert!(used[new] > 40_000, "{new}");
    }
    for (name, gas) in used.iter().filter(|(name, _)| name.starts_with("verify_")) {
        assert!(
            *gas > used["ask_statement"],
            "{name}: {gas}, which is no more than a question without a proof"
        );
    }
}
