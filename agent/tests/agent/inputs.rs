//! Inputs on this machine: what is lost is told, and found again.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{bail, Result};
use api::job_market::{InputForm, CHUNK};
use compute_amm_agent::config::Config;
use compute_amm_agent::form;
use compute_amm_agent::hands::{Inputs, Threads};
use compute_amm_agent::run::{Hands, Order, Outcome};
use compute_amm_agent::view::Job;
use sha2::{Digest, Sha256};

use crate::support::*;

/// A place that answers the first so many times.
struct Place(Arc<AtomicUsize>);

impl Inputs for Place {
    fn find(&self, _: u64, _: &[u8; 32], _: u64) -> Result<Vec<u8>> {
        if self.0.load(Ordering::Relaxed) == 0 {
            bail!("its place does not answer");
        }
        self.0.fetch_sub(1, Ordering::Relaxed);
        Ok(b"abc".to_vec())
    }
}

fn threads(data: &Path, times: usize) -> (Threads, Arc<AtomicUsize>) {
    let command = ["sh", "-c", "cat"].map(str::to_owned).to_vec();
    let config = Config { data: data.to_owned(), workloads: [(PROGRAM, command.into())].into(), ..config() };
    let left = Arc::new(AtomicUsize::new(times));
    (Threads::new(config, "chain", "gateway", asker(), Place(left.clone())), left)
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

/// The root over chunks, by halving at the largest power of two (as RFC 6962 has it), not level by level.
fn tree(chunks: &[&[u8]]) -> [u8; 32] {
    let hash = |parts: &[&[u8]]| Sha256::digest(parts.concat()).into();
    if let [chunk] = chunks {
        return hash(&[&[0], chunk]);
    }
    let (left, right) = chunks.split_at(chunks.len().next_power_of_two() / 2);
    hash(&[&[1], &tree(left), &tree(right)])
}

#[test]
fn an_input_in_chunks_has_the_root_of_the_tree_that_the_job_market_climbs() {
    let bytes: Vec<u8> = (0..40 * CHUNK).map(|at| (at / CHUNK + at) as u8).collect();
    for count in 1..=40u32 {
        for short in [0, 1, CHUNK - 1] {
            let bytes = &bytes[..count as usize * CHUNK - short];
            let root = tree(&bytes.chunks(CHUNK).collect::<Vec<_>>());
            let form = |count| Some(InputForm::Chunks { count });
            assert_eq!(form::digest(form(count), bytes), Some(root));
            assert_eq!(form::digest(form(count + 1), bytes), None);
        }
    }
    assert_eq!(form::digest(Some(InputForm::Chunks { count: 0 }), &[]), None);
    assert_eq!(form::digest(Some(InputForm::Bytes { len: 3 }), b"abc"), Some(Sha256::digest("abc").into()));
}

#[test]
fn an_input_in_chunks_is_found_and_worked_on() {
    let folder = tempfile::tempdir().unwrap();
    let (mut threads, _) = threads(folder.path(), 9);
    let chunks = |count| Some(InputForm::Chunks { count });
    let job = |count| Job { input: Some(tree(&[b"abc"])), form: chunks(count), ..mine() };
    assert_eq!(outcome(&mut threads, Order::Fetch { id: 7, job: job(1), most: 3 }), Outcome::Input(Ok(())));
    let Outcome::Run(Ok(ran)) = outcome(&mut threads, Order::Run { id: 7, job: job(1), attested: false })
    else {
        panic!()
    };
    assert_eq!(ran.output, <[u8; 32]>::from(Sha256::digest("abc")));
    let found = outcome(&mut threads, Order::Fetch { id: 8, job: job(1), most: 2 });
    let Outcome::Input(Err(reason)) = found else { panic!("{found:?}") };
    assert!(reason.contains("expected an input of at most 2 bytes, got 3"), "{reason}");
    let found = outcome(&mut threads, Order::Fetch { id: 8, job: job(2), most: 3 });
    let Outcome::Input(Err(reason)) = found else { panic!("{found:?}") };
    assert!(reason.contains("3 bytes, which are not as many chunks as its request says"), "{reason}");
}

#[test]
fn an_input_whose_file_is_lost_or_spoilt_is_told_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut threads, left) = threads(folder.path(), 2);
    let job = Job { input: Some(Sha256::digest("abc").into()), ..mine() };
    let fetch = || Order::Fetch { id: 7, job: job.clone(), most: 3 };
    let run = || Order::Run { id: 7, job: job.clone(), attested: false };
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
