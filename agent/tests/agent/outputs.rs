//! What is kept of jobs: nothing of ended ones but their outputs, and these for a week.

use std::fs;
use std::time::{Duration, SystemTime};

use anyhow::Result;
use compute_amm_agent::config::Config;
use compute_amm_agent::hands::{Inputs, Threads};
use compute_amm_agent::outputs::{path, sweep_outputs, sweep_runs, KEPT};
use compute_amm_agent::run::Agent;
use compute_amm_agent::store::Store;
use compute_amm_agent::view::Job;
use sha2::{Digest, Sha256};

use crate::fake::Fake;
use crate::support::*;

struct Number;

impl Inputs for Number {
    fn find(&self, _: u64, _: &[u8; 32], _: u64) -> Result<Vec<u8>> {
        Ok(b"abc".to_vec())
    }
}

fn sha(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

#[test]
fn a_hundred_jobs_leave_their_outputs_and_no_folders() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_owned();
    // An agent that was killed left this behind.
    fs::create_dir_all(data.join("jobs/999/run")).unwrap();
    let command =
        ["sh", "-c", "cat; printf %s $CAMM_JOB; echo scratch > scratch"].map(str::to_owned).to_vec();
    let config = Config { data: data.clone(), workloads: [(PROGRAM, command.into())].into(), ..config() };
    let chain = Fake::new(50);
    let input = Some(sha("abc"));
    for id in 0..100 {
        chain.request(id, Job { input, method: CLIENT, seconds: 600, cost: 1, worth: 1, ..job() }, 3_000);
    }
    let store = Store::open(&data.join("store"), "me").unwrap();
    let threads = Threads::new(config.clone(), "chain", "gateway", asker(), Number);
    let mut agent = Agent::new(config, chain.clone(), threads, store);
    for _ in 0..3_000 {
        agent.tick().unwrap();
        assert!(!data.join("jobs/999").exists());
        chain.block(if chain.0.borrow().executed.len() < 200 { 1 } else { 900 });
        if chain.over() && agent.store().book().work.is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    agent.tick().unwrap();
    assert!(chain.over(), "{} jobs", chain.0.borrow().ended.len());
    assert_eq!(fs::read_dir(data.join("jobs")).unwrap().count(), 0);
    for id in 0..100 {
        let text = format!("abc{id}");
        assert_eq!(fs::read_to_string(path(&data, &sha(&text))).unwrap(), text);
    }
}

#[test]
fn an_attestor_that_begins_leaves_no_folder_of_runs() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let inspected = format!("9-{}", hex::encode(sha("abc")));
    for name in ["7/run", "8", "mine", "mine-9", &inspected] {
        fs::create_dir_all(data.join(name)).unwrap();
    }
    fs::write(data.join("7/input"), "abc").unwrap();
    sweep_runs(data);
    assert!(!data.join("7").exists() && !data.join("8").exists() && data.join("mine").exists());
    assert!(!data.join(inspected).exists() && data.join("mine-9").exists());
}

#[test]
fn outputs_go_after_a_week_or_when_there_are_too_many_but_none_that_is_needed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    fs::create_dir_all(data.join("outputs")).unwrap();
    let begun = SystemTime::now();
    let there = |text: &str| path(data, &sha(text)).exists();
    for (n, text) in ["a", "b", "c", "d"].into_iter().enumerate() {
        fs::write(path(data, &sha(text)), [0; 100]).unwrap();
        let file = fs::File::options().append(true).open(path(data, &sha(text))).unwrap();
        file.set_modified(begun + Duration::from_secs(n as u64)).unwrap();
    }
    let needed = [sha("a")].into();
    sweep_outputs(data, &needed, 250, begun + Duration::from_secs(9));
    assert!(there("a") && !there("b") && there("c") && there("d"), "the oldest that is not needed goes");
    sweep_outputs(data, &needed, 250, begun + KEPT + Duration::from_secs(9));
    assert!(there("a") && !there("c") && !there("d"));
}
