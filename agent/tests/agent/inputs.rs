//! Inputs on this machine: what is lost is told, and found again.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{bail, Result};
use compute_amm_agent::config::Config;
use compute_amm_agent::hands::{Inputs, Threads};
use compute_amm_agent::run::{Hands, Order, Outcome};
use compute_amm_agent::view::Job;
use sha2::{Digest, Sha256};

use crate::support::*;

/// A place that answers the first so many times.
struct Place(Arc<AtomicUsize>);

impl Inputs for Place {
    fn find(&self, _: u64, _: &[u8; 32]) -> Result<Vec<u8>> {
        if self.0.load(Ordering::Relaxed) == 0 {
            bail!("its place does not answer");
        }
        self.0.fetch_sub(1, Ordering::Relaxed);
        Ok(b"abc".to_vec())
    }
}

fn threads(data: &Path, times: usize) -> (Threads, Arc<AtomicUsize>) {
    let command = ["sh", "-c", "cat"].map(str::to_owned).to_vec();
    let config = Config { data: data.to_owned(), workloads: [(PROGRAM, command)].into(), ..config() };
    let left = Arc::new(AtomicUsize::new(times));
    (Threads::new(config, "chain", "gateway", "me", Place(left.clone())), left)
}

fn outcome(threads: &mut Threads, order: Order) -> Outcome {
    threads.begin(order);
    for _ in 0..1_000 {
        if let Some((_, outcome)) = threads.finished().pop() {
            return outcome;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("waited for ten seconds");
}

#[test]
fn an_input_whose_file_is_lost_or_spoilt_is_told_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut threads, left) = threads(folder.path(), 2);
    let job = Job { input: Some(Sha256::digest("abc").into()), ..mine() };
    let fetch = || Order::Fetch { id: 7, job: job.clone() };
    let run = || Order::Run { id: 7, job: job.clone() };
    let (keys, threshold) = (vec![key(1)], 1);
    let sign = Order::Sign { id: 7, job: job.clone(), output: [1; 32], keys, threshold };
    let file = folder.path().join("jobs/7/input");
    let lost = |outcome: &Outcome| matches!(outcome, Outcome::Lost(_));

    let found = outcome(&mut threads, run());
    assert!(lost(&found), "never found: {found:?}");
    assert_eq!(outcome(&mut threads, fetch()), Outcome::Input(Ok(())));
    assert!(matches!(outcome(&mut threads, run()), Outcome::Run(Ok(_))));
    std::fs::write(&file, "abd").unwrap();
    let found = outcome(&mut threads, run());
    assert!(lost(&found), "not what it was: {found:?}");
    assert_eq!(outcome(&mut threads, fetch()), Outcome::Input(Ok(())));
    assert_eq!((std::fs::read(&file).unwrap(), left.load(Ordering::Relaxed)), (b"abc".to_vec(), 0));
    std::fs::remove_file(&file).unwrap();
    let found = outcome(&mut threads, sign);
    assert!(lost(&found), "attestors want it: {found:?}");
    let Outcome::Input(Err(reason)) = outcome(&mut threads, fetch()) else { panic!() };
    assert!(reason.contains("does not answer"), "{reason}");
}
