//! Following a chain: block by block, over a node that is away or begins again, until it is told to stop.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use api::common::Asset;
use compute_amm_testing::wirings::H100;
use serde_json::json;

use super::chain::{Block, Chain, DAY_0};
use super::money::distribute;
use super::{last, Follower};
use crate::fake::Node;
use crate::shell::Shell;

/// Something that follows, and what it says on standard error.
struct Following<'a> {
    follower: &'a Follower,
    child: Child,
}

impl<'a> Following<'a> {
    fn begin(follower: &'a Follower) -> Self {
        let said = fs::File::create(follower.shell.folder().join("said")).unwrap();
        let words = follower.words("");
        let mut command = Command::new(env!("CARGO_BIN_EXE_camm"));
        command.args(words.split_whitespace()).env_clear().envs(follower.shell.environment());
        let child = command.stdin(Stdio::null()).stderr(said).spawn().unwrap();
        Self { follower, child }
    }

    fn said(&self) -> String {
        fs::read_to_string(self.follower.shell.folder().join("said")).unwrap()
    }

    fn until(&self, what: &str, so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !so(self) {
            assert!(begun.elapsed() < Duration::from_secs(60), "waited for {what} in vain: {}", self.said());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until its files cover a block.
    fn until_at(&self, height: u64) {
        let status = self.follower.folder().join("status.json");
        let at =
            || fs::read_to_string(&status).unwrap_or_default().contains(&format!("\"height\":{height},"));
        self.until(&format!("block {height}"), |_| at());
    }

    fn stop(mut self) -> String {
        let kill = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0), "{}", self.said());
        self.said()
    }
}

#[test]
fn it_waits_for_a_node_goes_on_with_each_block_and_ends_when_told() {
    let chain = Chain::start();
    chain.block(0, vec![distribute(1, 0, 1, 0, 0)]);
    chain.kept().down = true;
    let follower = Follower::of(&chain, "following");
    let following = Following::begin(&follower);
    following.until("a word", |following| following.said().contains("no node answered"));
    chain.kept().down = false;
    following.until_at(1);
    chain.block(1, vec![distribute(2, 0, 2, 0, 0)]);
    following.until_at(2);
    // A node that begins again refuses for a while; one that has a block has not always executed it.
    chain.kept().refuses = Some("node is not ready".into());
    following.until("a refusal", |following| following.said().contains("node is not ready"));
    chain.kept().lost = vec![3];
    chain.block(2, vec![distribute(3, 0, 3, 0, 0)]);
    chain.kept().refuses = None;
    let calls = chain.kept().calls;
    let enough = || chain.kept().calls > calls + 6;
    following.until("more questions", |_| enough());
    chain.kept().lost = vec![];
    following.until_at(3);
    let said = following.stop();
    assert_eq!(said.matches("node is not ready").count(), 1, "it is told once: {said}");
    assert!(said.contains("told to stop: started again, it goes on where it was"), "{said}");
    assert_eq!(last(&follower.file("money")["days"], "burned"), "6");
}

#[test]
fn one_process_writes_a_folder() {
    let chain = Chain::start();
    chain.block(0, vec![]);
    let follower = Follower::of(&chain, "two processes");
    let following = Following::begin(&follower);
    following.until_at(1);
    follower.shell.refused(
        &follower.words("--once"),
        2,
        &["is locked", "does another process run on the same data?"],
    );
    following.stop();
    follower.read();
}

#[test]
fn a_block_without_results_at_the_end_is_read_later() {
    let chain = Chain::start();
    chain.block(0, vec![distribute(1, 0, 1, 0, 0)]);
    let height = chain.block(1, vec![distribute(2, 0, 2, 0, 0)]);
    chain.kept().lost = vec![height];
    let follower = Follower::of(&chain, "not yet");
    follower.read();
    assert_eq!(follower.file("status")["height"], json!(1));
    chain.kept().lost = vec![];
    assert_eq!(last(&follower.read().file("money")["days"], "burned"), "3");
}

#[test]
fn files_that_do_not_change_are_not_written_again() {
    let chain = Chain::start();
    chain.block(0, vec![distribute(1, 0, 1, 0, 0)]);
    let follower = Follower::of(&chain, "unchanged");
    let written = |name: &str| fs::metadata(follower.folder().join(name)).unwrap().modified().unwrap();
    follower.read();
    let before = written("money.json");
    chain.block(1, vec![]);
    follower.read();
    assert_eq!(written("money.json"), before);
    assert_eq!(follower.file("status")["time"], json!(DAY_0 + 1));
    // What a kill or a hand took away comes back.
    fs::remove_file(follower.folder().join("money.json")).unwrap();
    assert_eq!(last(&follower.read().file("money")["days"], "burned"), "1");
}

#[test]
fn a_real_markets_reserves_come_out_as_the_pool_has_them() {
    let node = Node::start();
    let pool_id = node.with(|fake| fake.market.class_pool(H100));
    let ask = move |node: &Node| -> api::pool::PoolResponse {
        node.with(move |fake| {
            let query = api::pool::QueryMsg::Pool { pool_id };
            fake.market.ask(&fake.market.at.pool.clone(), &query).unwrap()
        })
    };
    let before = ask(&node);
    let trader = Shell::new(&node, "trader", 10_000);
    for words in [
        format!("swap net {H100} --in 3_000_000"),
        format!("swap {H100} net --in 30s"),
        format!("provide {pool_id} --amount-1 1_000_000"),
        format!("account deposit {H100} 30s"),
        format!("provide {pool_id} --amount-0 20s --amount-1 100_000_000"),
        format!("withdraw {pool_id} --shares 1_000"),
        format!("swap net {H100} --out 90s"),
    ] {
        assert_eq!(trader.run(&words).code, 0, "{words}");
    }
    let after = ask(&node);

    // The same transactions on a chain with blocks.
    let contract = |name: &str| {
        let found = node.manifest.contracts.iter().find(|entry| entry.contract == name);
        found.unwrap().address.clone()
    };
    let names = [
        "pool",
        "provider_registry",
        "job_market",
        "verifier_gateway",
        "fee_collector",
        "lease_market",
        "staking",
        "restaking",
    ];
    let chain = Chain::of(names.map(contract));
    chain.block(0, vec![]);
    let txs = node.with(|fake| fake.order.clone());
    assert_eq!(txs.len(), 7);
    for (time, tx) in (1..).zip(txs) {
        let events = serde_json::from_value(tx["tx_result"]["events"].clone()).unwrap();
        chain.add(Block { time, txs: vec![(false, events)], end: vec![] });
    }
    chain.kept().pools = [(1, before)].into();
    let follower = Follower::of(&chain, "real");
    let day = follower.read().file(&format!("pool-{pool_id}-1d"));
    assert_eq!(last(&day, "reserve_0"), after.reserve_0.to_string().as_str());
    assert_eq!(last(&day, "reserve_1"), after.reserve_1.to_string().as_str());
    assert_eq!(after.asset_1, Asset::native("unet"));
}
