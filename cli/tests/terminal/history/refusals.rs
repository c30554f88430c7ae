//! What ends it: another chain, a chain that began anew, blocks that are gone, a market that says what it does not know.

use std::fs;

use cosmwasm_std::Event;
use serde_json::json;

use super::chain::{of, Chain, DAY_0, JOBS, POOL};
use super::money::distribute;
use super::work::{position, request};
use super::{last, Follower};

fn three_blocks() -> Chain {
    let chain = Chain::start();
    for time in 0..3 {
        chain.block(time, vec![distribute(1, 0, 1, 0, 0)]);
    }
    chain
}

/// It ends with a code and says these things; what was there is still there, and is gone on with once the cause is.
fn refused(follower: &Follower, code: i32, parts: &[&str]) {
    let before = follower.folder().exists().then(|| follower.all());
    follower.shell.refused(&follower.words("--once"), code, &[parts, &["try:"]].concat());
    if let Some(before) = before {
        assert_eq!(follower.all(), before);
    }
}

#[test]
fn another_chain_or_market_is_refused() {
    let chain = three_blocks();
    let follower = Follower::of(&chain, "other chain");
    follower.read();
    chain.kept().chain_id = "test-2".into();
    refused(&follower, 2, &["expected chain `test-1`, got `test-2`", "--node"]);
    chain.kept().chain_id = "test-1".into();
    let manifest = follower.shell.folder().join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace(JOBS, "wasm1jobs2")).unwrap();
    refused(
        &follower,
        2,
        &["job-market wasm1jobs on test-1", "not of the market with job-market wasm1jobs2", "--follow DIR"],
    );
    fs::write(&manifest, text).unwrap();
    follower.read();
}

#[test]
fn a_chain_that_began_anew_is_refused_lower_and_higher() {
    let chain = three_blocks();
    let follower = Follower::of(&chain, "anew");
    follower.read();
    let kept = std::mem::take(&mut chain.kept().blocks);
    chain.kept().blocks = kept[..2].to_vec();
    refused(&follower, 1, &["the node is at block 2, and the history goes to 3", "--follow DIR"]);
    chain.kept().fork = "anew".into();
    chain.kept().blocks = [kept.clone(), kept.clone()].concat();
    refused(
        &follower,
        2,
        &["block 4 was expected to follow block 3 with hash 3, and follows anew3", "--follow DIR"],
    );
    chain.kept().fork = String::new();
    assert_eq!(last(&follower.read().file("money")["days"], "burned"), "6");
}

#[test]
fn pruned_blocks_are_told_at_the_beginning_and_refused_in_the_middle() {
    let chain = three_blocks();
    chain.kept().earliest = 2;
    let follower = Follower::of(&chain, "pruned");
    let said = follower.once();
    assert!(said.err.contains("the node's blocks begin at 2, not at 1: so does the history"), "{}", said.err);
    let status = json!({
        "version": 1, "chain_id": "test-1", "from_height": 2, "from_time": DAY_0 + 1, "height": 3, "time": DAY_0 + 2,
        "whole": false,
    });
    assert_eq!(follower.file("status"), status);
    assert_eq!(last(&follower.file("money")["days"], "burned"), "2");
    // It goes on where it was, whatever block is named.
    chain.block(3, vec![distribute(1, 0, 1, 0, 0)]);
    let said = follower.shell.run(&follower.words("--once --from-height 1"));
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(follower.file("status")["from_height"], json!(2));
    chain.block(4, vec![]);
    chain.block(5, vec![]);
    chain.kept().earliest = 6;
    refused(&follower, 1, &["goes on at block 5, and the node's blocks begin at 6", "--node"]);
    chain.kept().earliest = 1;
    assert_eq!(last(&follower.read().file("money")["days"], "burned"), "3");
}

#[test]
fn a_history_may_begin_later_and_knows_no_more_than_it_read() {
    let chain = Chain::start();
    chain.block(0, vec![request(1, 5, 5), position(&[("gpus", 4), ("good", 10)])]);
    chain.block(1, vec![request(2, 7, 7)]);
    let follower = Follower::of(&chain, "later");
    follower.shell.run(&follower.words("--once --from-height 2"));
    assert_eq!(last(&follower.file("class-h100-1d"), "credits"), "7");
    assert_eq!(follower.file("status")["whole"], json!(false));
}

#[test]
fn a_node_without_results_is_refused_with_what_to_do() {
    let chain = three_blocks();
    chain.kept().lost = vec![1];
    let follower = Follower::of(&chain, "results");
    refused(&follower, 1, &["the node has block 1, and not what happened in it", "--from-height 2"]);
    let said = follower.shell.run(&follower.words("--once --from-height 2"));
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(last(&follower.file("money")["days"], "burned"), "2");
}

#[test]
fn an_upgraded_market_may_say_more_and_what_cannot_be_read_ends_it() {
    let chain = three_blocks();
    let follower = Follower::of(&chain, "upgraded");
    // Kinds and attributes that this version does not know.
    let more = distribute(1, 0, 1, 0, 0).add_attribute("wings", "2");
    let migrated = Event::new("migrate").add_attribute("_contract_address", POOL);
    chain.block(3, vec![of(POOL, Event::new("fly")), migrated, more]);
    assert_eq!(last(&follower.read().file("money")["days"], "burned"), "4");
    let height = chain.block(
        4,
        vec![of(POOL, Event::new("swap").add_attribute("offer", "unet").add_attribute("hops", "1:2"))],
    );
    refused(
        &follower,
        2,
        &[&format!("the event `swap` in block {height} has a hop `1:2`"), "is `camm` as new as the market?"],
    );
    chain.kept().blocks[height as usize - 1].txs.clear();
    follower.read();
    chain.block(5, vec![of(JOBS, Event::new("request_job").add_attribute("job_id", "1"))]);
    refused(&follower, 2, &["`request_job`", "has no `class`"]);
}

#[test]
fn words_that_do_not_go_together_are_refused() {
    let chain = three_blocks();
    let follower = Follower::of(&chain, "words");
    follower.shell.refused("export --once", 2, &["--follow"]);
    follower.shell.refused(&follower.words("--format json"), 2, &["--follow"]);
    chain.kept().down = true;
    refused(&follower, 4, &["no node answered"]);
}
