//! The model's sequences, replayed: the same outcome and the same full state after each step.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use amm_math::Price;
use credit::{Position, Standard};
use serde_json::Value;

use crate::class::{Class, Outcome, Params};
use crate::words::{line, Words};

/// Every word of refusal that the sequences must have shown.
const REFUSALS: [&str; 18] = [
    "announced",
    "called",
    "cap",
    "capacity",
    "ended",
    "free_bond",
    "locks",
    "max_collateral",
    "minting_ended",
    "no_debt",
    "not_callable",
    "not_collected",
    "not_ended",
    "open",
    "pot",
    "smallest",
    "standard_gpus",
    "zero",
];

pub fn vectors() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference/vectors.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn params(value: &Value) -> Params {
    let text = |name: &str| value[name].as_str().unwrap_or_else(|| panic!("no {name}"));
    let number = |name: &str| text(name).parse::<u64>().unwrap();
    Params {
        coverage_bps: number("coverage_bps") as u32,
        horizon: number("horizon"),
        price_init: text("price_init").parse().unwrap(),
        penalty_bps: number("penalty_bps") as u32,
        standard: Standard {
            gpus: number("standard_gpus") as u32,
            least: text("smallest").parse().unwrap(),
            most: text("largest").parse().unwrap(),
        },
        call_within: number("call_within"),
        least: text("least").parse().unwrap(),
        mint_cap: text("mint_cap").parse().unwrap(),
    }
}

fn step(class: &mut Class, text: &str, params: &Params) -> Outcome {
    let mut i = Words::of(text);
    match i.word() {
        "deposit" => class.deposit(i.num(), i.num()),
        "withdraw" => class.withdraw(i.num(), i.num()),
        "lock" => class.lock(i.num(), i.num()),
        "release" => class.release(i.num(), i.num(), i.num()),
        "offer" => class.offer(i.num(), i.num(), params),
        "mint" => class.mint(i.num(), i.num(), i.num(), params),
        "redeem" => class.redeem(i.num(), i.num(), params),
        "settle" => class.settle(i.num(), i.num(), params),
        "call" => {
            let job = class.job(i.num(), i.num(), i.num(), i.num(), params);
            class.call(&job, i.num(), params)
        }
        verb @ ("served" | "refunded" | "default") => class.end(i.num(), verb, params),
        "announce" => class.announce(),
        "collect" => class.collect(i.num(), params),
        "claim" => class.claim(i.num()),
        "market" => {
            let (net, credits) = (i.num(), i.num());
            let [half_hour, day, week] = std::array::from_fn(|_| mean(&mut i));
            class.set_market(net, credits, half_hour, day, week)
        }
        "advance" => {
            class.now += i.num::<u64>();
            Ok(vec![])
        }
        other => panic!("no such step: {other}"),
    }
}

/// A mean, which the file has as its logarithm.
fn mean(i: &mut Words) -> Option<Price> {
    i.option::<i32>().map(|log| Price::from_raw(1 << (64 + log)))
}

/// A debtor as the file has it; without a debt its place in the queue means nothing.
fn debtor_row(position: &Position) -> String {
    let Position { bond, locked, debt, sequence, gpus, .. } = position;
    let owes = u128::from(debt.owed() > 0);
    line(&[
        *bond,
        *locked,
        gpus.offered.into(),
        gpus.called.into(),
        debt.open,
        debt.collateral,
        debt.called,
        debt.held,
        owes * u128::from(debt.due),
        owes * u128::from(*sequence),
    ])
}

fn class_row(class: &Class) -> String {
    line(&[
        class.now.into(),
        class.turn.due.into(),
        class.turn.next.into(),
        class.supply(),
        class.pot.net,
        class.pot.credits,
        class.date.into(),
        class.week_then.map_or(0, Price::raw),
        class.paid,
        class.burned,
    ])
}

/// Replays a sequence; adds the words of its refusals.
fn replay(sequence: &Value, refusals: &mut BTreeSet<String>) {
    let params = params(&sequence["params"]);
    let now = sequence["now"].as_str().unwrap().parse().unwrap();
    let count = usize::try_from(sequence["debtors"].as_u64().unwrap()).unwrap();
    let mut class = Class { now, debtors: vec![Position::default(); count], ..Class::default() };
    class.turn.due = now;
    let mut debtors: Vec<String> = class.debtors.iter().map(debtor_row).collect();
    let mut whole = class_row(&class);
    for (number, expected) in sequence["steps"].as_array().unwrap().iter().enumerate() {
        let before = class.clone();
        let result = step(&mut class, expected["do"].as_str().unwrap(), &params);
        let place =
            || format!("sequence {}, step {number}: {expected}\n  result {result:?}", sequence["name"]);
        match (&result, expected["no"].as_str()) {
            (Ok(moved), None) => assert_eq!(expected["ok"].as_str(), Some(&*line(moved)), "{}", place()),
            (Err(word), Some(words)) => {
                assert!(words.split(' ').any(|one| one == *word), "{}", place());
                assert_eq!(class, before, "a refused step changed something: {}", place());
                refusals.extend(words.split(' ').map(str::to_owned));
            }
            _ => panic!("{}", place()),
        }
        if let Some((index, row)) = expected["debtor"].as_str().and_then(|row| row.split_once(' ')) {
            debtors[index.parse::<usize>().unwrap()] = row.to_owned();
        }
        if let Some(row) = expected["class"].as_str() {
            whole = row.to_owned();
        }
        assert_eq!(class.debtors.iter().map(debtor_row).collect::<Vec<_>>(), debtors, "{}", place());
        assert_eq!(class_row(&class), whole, "{}", place());
    }
}

#[test]
fn sequences_of_the_model_end_as_it_says_after_every_step() {
    let mut refusals = BTreeSet::new();
    for sequence in vectors()["sequences"].as_array().unwrap() {
        replay(sequence, &mut refusals);
    }
    assert_eq!(refusals, REFUSALS.map(str::to_owned).into());
}
