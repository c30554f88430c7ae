//! The agent, killed everywhere: it ends its jobs properly and sends nothing twice.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use anyhow::{bail, Result};
use api::job_market::{InputForm, JobState};
use compute_amm_agent::book::Key;
use compute_amm_agent::run::{Agent, Point};
use compute_amm_agent::store::Store;
use compute_amm_agent::view::Job;

use crate::fake::{Fake, Machine};
use crate::support::*;

const OWNER: &str = "chain/market/provider";
const BLOCK: u64 = 5;

/// Whether the node is killed together with the agent, and when blocks come.
#[derive(Clone, Copy, Debug)]
enum Node {
    Lives,
    Killed,
    /// A block comes before the agent is back.
    GoesOn,
    /// The same, and the node that is asked is always a block behind.
    Lags,
}

fn agent(chain: &Fake, folder: &Path, at: impl FnMut(Point) -> Result<()> + 'static) -> Agent<Fake, Machine> {
    let store = Store::open(&folder.join("store"), OWNER).unwrap();
    Agent::new(config(), chain.clone(), Machine::new(chain, 50), store).stopping(at)
}

/// One attested with an input, one for its client, one that is called.
const PLAIN: [u64; 3] = [1, 2, 3];
/// Two that lose their input: the client of the first gives it again when it is asked, that of the second does not.
const LOST: [u64; 2] = [4, 5];

fn chain(jobs: &[u64]) -> Fake {
    let chain = Fake::new(2);
    let lost = Job { input: Some([6; 32]), form: Some(InputForm::Bytes { len: 9 }), seconds: 80, ..job() };
    for id in jobs {
        let job = match id {
            1 => Job { input: Some([5; 32]), seconds: 100, ..job() },
            2 => Job { method: CLIENT, seconds: 50, ..job() },
            3 => Job { state: JobState::Called, seconds: 60, ..called() },
            _ => lost.clone(),
        };
        chain.request(*id, job, 600);
    }
    let mut world = chain.0.borrow_mut();
    (world.loses, world.answers) = ([4, 5].into(), [4].into());
    drop(world);
    chain
}

/// Runs to the end, killing the agent at the points with these numbers; how many points there were.
fn run(jobs: &[u64], kills: &[usize], node: Node) -> (Fake, usize) {
    let chain = chain(jobs);
    chain.0.borrow_mut().lags = matches!(node, Node::Lags);
    let folder =
        tempfile::Builder::new().tempdir_in(if Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "/tmp" });
    let folder = folder.unwrap();
    let count = Rc::new(RefCell::new(0));
    let start = || {
        let (count, kills) = (count.clone(), kills.to_vec());
        agent(&chain, folder.path(), move |point| {
            *count.borrow_mut() += 1;
            if kills.contains(&count.borrow()) {
                bail!("killed at {point:?}");
            }
            Ok(())
        })
    };
    let mut agent = Some(start());
    for _ in 0..400 {
        if agent.as_mut().unwrap().tick().is_err() {
            // The file is closed, and everything that was only in memory is gone.
            drop(agent.take());
            match node {
                Node::Lives => {}
                Node::Killed => chain.forget_mempool(),
                Node::GoesOn | Node::Lags => chain.block(BLOCK),
            }
            agent = Some(start());
            continue;
        }
        let idle = agent.as_ref().unwrap().store().book().pending.is_none();
        let delivered = !jobs.contains(&2) || chain.count(&Key::Submit(2)).0 == 1;
        if chain.0.borrow().ended.len() == 2 && idle && delivered {
            break;
        }
        chain.block(BLOCK);
    }
    let points = *count.borrow();
    (chain, points)
}

fn proper(chain: &Fake, jobs: &[u64], what: &str) {
    let ends =
        [(1, JobState::Settled), (3, JobState::Settled), (4, JobState::Settled), (5, JobState::Cancelled)];
    let ends = ends.into_iter().filter(|(id, _)| jobs.contains(id)).collect();
    assert_eq!(chain.0.borrow().ended, ends, "{what}");
    for id in jobs {
        let once = |is: bool| if is { (1, 0) } else { (0, 0) };
        let asked = LOST.contains(id);
        assert_eq!(chain.count(&Key::Accept(*id)), (1, 0), "{what}: accept of job {id}");
        assert_eq!(chain.count(&Key::Ask(*id)), once(asked), "{what}: request for the input of job {id}");
        assert_eq!(chain.count(&Key::GiveUp(*id)), once(*id == 5), "{what}: end of job {id}");
        assert_eq!(chain.count(&Key::Submit(*id)), once(*id != 5), "{what}: result of job {id}");
    }
}

fn killed_anywhere(jobs: &[u64]) {
    let (chain, points) = run(jobs, &[], Node::Lives);
    proper(&chain, jobs, "never killed");
    assert!(points > 40, "only {points} points");
    for node in [Node::Lives, Node::Killed, Node::GoesOn, Node::Lags] {
        for kill in 1..=points {
            proper(&run(jobs, &[kill], node).0, jobs, &format!("killed at point {kill}, {node:?}"));
        }
    }
}

fn killed_twice(jobs: &[u64]) {
    let (_, points) = run(jobs, &[], Node::Lives);
    for first in 1..=points {
        for second in [first + 1, first + 2, first + 5] {
            let (chain, _) = run(jobs, &[first, second], Node::Lives);
            proper(&chain, jobs, &format!("killed at {first} and {second}"));
        }
    }
}

#[test]
fn killed_at_any_point_it_finishes_and_submits_once() {
    killed_anywhere(&PLAIN);
}

#[test]
fn killed_at_any_point_it_asks_for_a_lost_input_once() {
    killed_anywhere(&LOST);
}

#[test]
fn killed_at_any_two_points_it_finishes_and_submits_once() {
    killed_twice(&PLAIN);
}

#[test]
fn killed_at_any_two_points_it_asks_for_a_lost_input_once() {
    killed_twice(&LOST);
}

#[test]
fn a_store_of_another_market_or_in_use_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/store");
    let store = Store::open(&path, OWNER).unwrap();
    let error = |owner| format!("{:#}", Store::open(&path, owner).err().expect("refused"));
    assert!(error(OWNER).contains("does another process run"));
    drop(store);
    assert!(error("another").contains("is the store of chain/market/provider, not of another"));
    let folder = folder.path().join("a").display().to_string();
    let error = format!("{:#}", Store::open(Path::new(&folder), OWNER).err().expect("refused"));
    assert!(error.contains("cannot open") && !error.contains("another agent"), "{error}");
    assert!(error.contains("Is the disk full?"), "{error}");
    Store::open(&path, OWNER).unwrap();
}
