//! Following in pieces, with kills at any moment, equals reading at once.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use api::job_market::JobState;
use cosmwasm_std::Event;
use proptest::prelude::*;
use serde_json::json;

use super::chain::Chain;
use super::money::distribute;
use super::prices::{create, credit, hop, net, provide, swap};
use super::work::{end, position, request};
use super::{last, Follower};

/// What happens in a block, by a number.
fn events(height: u64, what: u8) -> Vec<Event> {
    let size = u128::from(what) + 1;
    match what % 6 {
        0 => vec![swap(net(), credit(), &[hop([1, size, size, 1, 0, 0])])],
        1 => vec![swap(credit(), net(), &[hop([1, size + 2, size, 1, 1, 1])])],
        2 => vec![request(height, size, size), position(&[("busy", height % 9), ("gpus", 9)])],
        3 => vec![request(height, size, size), end(height, JobState::Settled, None, size, 1)],
        4 => vec![distribute(size, 0, size, 0, 0)],
        _ => vec![],
    }
}

/// Begins to follow, and is killed once the node was asked so many times more, or all is read.
fn killed(chain: &Chain, follower: &Follower, questions: usize) {
    let words = follower.words("");
    let mut command = Command::new(env!("CARGO_BIN_EXE_camm"));
    command.args(words.split_whitespace()).env_clear().envs(follower.shell.environment());
    let mut child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let before = chain.kept().calls;
    let (mut calls, mut since) = (before, Instant::now());
    while calls < before + questions && since.elapsed() < Duration::from_millis(500) {
        std::thread::sleep(Duration::from_micros(200));
        let now = chain.kept().calls;
        if now > calls {
            (calls, since) = (now, Instant::now());
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn kills_at_any_moment_lose_and_double_nothing(
        blocks in prop::collection::vec((any::<u8>(), 1u64..900), 150..350),
        kills in prop::collection::vec(1usize..300, 1..5),
    ) {
        let chain = Chain::start();
        let begin = vec![create(1, &credit(), false), provide(1, [1_000_000, 2_000_000], [1_400_000, 10], [0; 3])];
        chain.block(0, begin);
        let mut time = 0;
        for (height, (what, after)) in (2..).zip(&blocks) {
            time += after;
            chain.block(time, events(height, *what));
        }
        let all = std::mem::take(&mut chain.kept().blocks);
        let pieces = Follower::of(&chain, "pieces");
        for (kill, questions) in kills.iter().enumerate() {
            // The chain grows meanwhile.
            chain.kept().blocks = all[..all.len() * (kill + 1) / kills.len()].to_vec();
            killed(&chain, &pieces, *questions);
        }
        let whole = Follower::of(&chain, "at once");
        prop_assert_eq!(pieces.read().all(), whole.read().all());

        // And both are what happened.
        let sizes = |kind: u8| {
            let of_kind = blocks.iter().filter(move |(what, _)| what % 6 == kind);
            of_kind.map(|(what, _)| u128::from(*what) + 1)
        };
        let burned: u128 = sizes(4).sum();
        let days = &pieces.file("money")["days"];
        let column = days["columns"].as_array().unwrap().iter().position(|name| name == "burned").unwrap();
        let rows = days["rows"].as_array().cloned().unwrap_or_default();
        let told: u128 = rows.iter().map(|row| row[column].as_str().unwrap().parse::<u128>().unwrap()).sum();
        prop_assert_eq!(told, burned);
        // What is sold takes a spread of 1 with it.
        let (came, went): (u128, u128) = (sizes(0).sum(), sizes(1).map(|size| size + 1).sum());
        let left = 2_000_000 + came - went;
        let pool = pieces.file("pool-1-1d");
        prop_assert_eq!(last(&pool, "reserve_1"), &json!(left.to_string()));
    }
}
