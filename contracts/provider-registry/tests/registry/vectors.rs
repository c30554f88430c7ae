//! The sequences of the Python model in `packages/credit/reference`, through the contract's messages: the
//! contract accepts and refuses what the model does, moves the same amounts, and has the same state after
//! every step.
//!
//! What the model leaves out is arranged by the test. Credits lie with one holder and go where a step needs
//! them. Other jobs' locks and payments are jobs that need a GPU of their own for a moment. The pool's prices
//! are written into its raw records before each step. A call near the end of the class, which the contract
//! refuses while it might outlast the class, is made with that end put off.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation
)]

mod agree;
mod model;
mod steps;
mod words;

use std::collections::BTreeMap;

use self::model::Vectors;
use self::steps::{Done, Replay};

/// Steps for which the contract has no message, none of which changes the model's state.
const SKIPPED: [&str; 2] = ["locks", "lock of nothing"];

#[test]
fn the_contract_and_the_model_agree_on_every_sequence() {
    let text = include_str!("../../../../packages/credit/reference/vectors.json");
    let vectors: Vectors = cosmwasm_std::from_json(text).unwrap();
    let (mut run, mut skipped): (BTreeMap<String, usize>, BTreeMap<&str, usize>) = Default::default();
    for sequence in &vectors.sequences {
        let mut replay = Replay::new(sequence);
        for (at, step) in sequence.steps.iter().enumerate() {
            let context = format!("sequence {}, step {at}: {}", sequence.name, step.text);
            match replay.step(step, &context) {
                Done::Run => {
                    let verb = step.text.split(' ').next().unwrap();
                    let outcome = if step.ok.is_some() { "ok" } else { "no" };
                    *run.entry(format!("{verb} {outcome}")).or_default() += 1;
                }
                Done::Skipped(why) => *skipped.entry(why).or_default() += 1,
            }
            replay.compare(&context);
        }
        replay.world.check_books();
    }
    let (all, left): (usize, usize) = (run.values().sum(), skipped.values().sum());
    println!("{all} steps run: {run:?}");
    println!("{left} steps skipped: {skipped:?}");
    assert!(skipped.keys().all(|why| SKIPPED.contains(why)), "{skipped:?}");
    // Every verb is run often, accepted and, where it can be, refused.
    assert!(left * 50 < all && run.len() == 27 && run.values().all(|count| *count >= 3), "{all}: {run:?}");
}
