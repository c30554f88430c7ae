//! The agent, killed everywhere while it serves leases: none is started twice, and no machine is left.

use std::cell::RefCell;
use std::rc::Rc;

use anyhow::{bail, Result};
use api::lease_market::LeaseState;
use compute_amm_agent::book::Key;
use compute_amm_agent::run::{Agent, Point};
use compute_amm_agent::store::Store;

use crate::fake::{Fake, Machine};
use crate::support::*;

/// One runs to its end, of another somebody else is the first, one's machine fails to start once.
fn run(kill: usize, lags: bool) -> (Fake, usize) {
    let chain = Fake::new(3);
    chain.lease(1, 250);
    chain.0.borrow_mut().lags = lags;
    chain.0.borrow_mut().rented.fails = 1;
    let folder = tempfile::tempdir().unwrap();
    let count = Rc::new(RefCell::new(0));
    let start = || {
        let count = count.clone();
        let at = move |point: Point| -> Result<()> {
            *count.borrow_mut() += 1;
            match *count.borrow() == kill {
                true => bail!("killed at {point:?}"),
                false => Ok(()),
            }
        };
        let store = Store::open(&folder.path().join("store"), "me").unwrap();
        Agent::new(lessor("alive = [\"true\"]"), chain.clone(), Machine::new(&chain, 50), store).stopping(at)
    };
    let mut agent = Some(start());
    for round in 0..120 {
        if round == 40 {
            chain.lease(2, 500);
            chain.0.borrow_mut().rented.steals = Some(2);
        }
        if agent.as_mut().unwrap().tick().is_err() {
            drop(agent.take());
            agent = Some(start());
        }
        chain.block(5);
    }
    let book = agent.unwrap().store().book().clone();
    assert!(book.leases.is_empty() && book.pending.is_none(), "{kill}: {book:?}");
    let points = *count.borrow();
    (chain, points)
}

#[test]
fn killed_at_any_point_it_starts_a_lease_once_ends_it_and_leaves_no_machine() {
    let (_, points) = run(0, false);
    assert!(points > 100, "only {points} points");
    for lags in [false, true] {
        for kill in 0..=points {
            let (chain, _) = run(kill, lags);
            let world = chain.0.borrow();
            let what = format!("killed at {kill}, lags: {lags}");
            assert_eq!(world.rented.over, [(1, LeaseState::Ended)].into(), "{what}");
            assert!(world.rented.machines.is_empty(), "{what}: {:?}", world.rented.machines);
            drop(world);
            assert_eq!(chain.count(&Key::Pledge(1)), (1, 0), "{what}");
            assert_eq!(chain.count(&Key::Close(1)).0, 1, "{what}");
            assert_eq!(chain.count(&Key::Pledge(2)).0, 0, "{what}");
        }
    }
}
