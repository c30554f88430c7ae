//! What happened, block by block, from the results of every transaction: events, gas, failures.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use chain::node::Node;
use cosmwasm_std::Event;

/// Steps of a job that are told as events, by the events' names; what a transaction of several is called has all of them.
const STEPS: [(&str, &str); 4] = [
    ("wasm-request_job", "request"),
    ("wasm-accept_job", "accept"),
    ("wasm-submit_result", "result"),
    ("wasm-redeem", "redeem"),
];
/// A transaction that failed.
pub const FAILED: &str = "failed";

/// A step of a job: in which block, and what its event says.
#[derive(Clone, Debug)]
pub struct Told {
    /// The block.
    pub height: u64,
    /// The event.
    pub event: Event,
}

impl Told {
    /// What it says under a key.
    pub fn text(&self, key: &str) -> Result<&str> {
        let found = self.event.attributes.iter().find(|attribute| attribute.key == key);
        Ok(found.with_context(|| format!("no `{key}` in {:?}", self.event))?.value.as_str())
    }

    /// A number that it says.
    pub fn number(&self, key: &str) -> Result<u128> {
        self.text(key)?.parse().with_context(|| format!("`{key}` of {:?}", self.event))
    }
}

/// A job by its events: each step as often as it was told.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// Its request.
    pub request: Vec<Told>,
    /// Its acceptance.
    pub accept: Vec<Told>,
    /// Its result.
    pub result: Vec<Told>,
    /// Its end.
    pub end: Vec<Told>,
}

/// Transactions of a kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kind {
    /// How many.
    pub transactions: u64,
    /// Their messages, as far as events tell them.
    pub messages: u64,
    /// Their gas.
    pub gas: u64,
}

/// A block that was walked over.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// Its time, milliseconds since 1970.
    pub time: u64,
    /// Its transactions' gas.
    pub gas: u64,
}

/// All that happened.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// Jobs, by id.
    pub jobs: BTreeMap<u64, Job>,
    /// Transactions, by the steps in them.
    pub kinds: BTreeMap<String, Kind>,
    /// Why transactions failed, with `N` for every number, and how often.
    pub failures: BTreeMap<String, u64>,
    /// Blocks, by height.
    pub blocks: BTreeMap<u64, Block>,
}

/// Walks over blocks, both ends included; `job_market` is whose events are believed.
pub fn walk(node: &Node, job_market: &str, first: u64, last: u64) -> Result<Walk> {
    let mut walk = Walk::default();
    for height in first..=last {
        let done = node.block_results(height).with_context(|| format!("block {height}"))?;
        let gas = done.iter().map(|tx| tx.gas_used).sum();
        walk.blocks.insert(height, Block { time: node.time_of(height)?, gas });
        for tx in done {
            let kind = if tx.code == 0 { kind(&tx.events) } else { FAILED.to_owned() };
            let entry = walk.kinds.entry(kind).or_default();
            entry.transactions += 1;
            entry.gas += tx.gas_used;
            if tx.code != 0 {
                *walk.failures.entry(alike(&tx.log)).or_default() += 1;
                continue;
            }
            let steps = |event: &&Event| STEPS.iter().any(|(name, _)| event.ty == *name);
            entry.messages += tx.events.iter().filter(steps).count() as u64;
            for event in tx.events {
                let by = event.attributes.iter().find(|attribute| attribute.key == "_contract_address");
                if by.is_some_and(|by| by.value == job_market) {
                    walk.tell(height, event)?;
                }
            }
        }
    }
    ensure!(!walk.jobs.is_empty(), "blocks {first} to {last} tell of no job");
    Ok(walk)
}

/// The steps that a transaction's events tell.
fn kind(events: &[Event]) -> String {
    let there = |name: &str| events.iter().any(|event| event.ty == name);
    let steps: Vec<&str> = STEPS.iter().filter(|(name, _)| there(name)).map(|(_, step)| *step).collect();
    if steps.is_empty() {
        "other".to_owned()
    } else {
        steps.join(" and ")
    }
}

/// A reason that differs from another in numbers alone is the same.
fn alike(reason: &str) -> String {
    let mut alike = String::new();
    for c in reason.chars() {
        match c.is_ascii_digit() {
            true if alike.ends_with('N') => {}
            true => alike.push('N'),
            false => alike.push(c),
        }
    }
    alike
}

impl Walk {
    fn tell(&mut self, height: u64, event: Event) -> Result<()> {
        let step: fn(&mut Job) -> &mut Vec<Told> = match event.ty.as_str() {
            "wasm-request_job" => |job| &mut job.request,
            "wasm-accept_job" => |job| &mut job.accept,
            "wasm-submit_result" => |job| &mut job.result,
            "wasm-end_job" => |job| &mut job.end,
            _ => return Ok(()),
        };
        let told = Told { height, event };
        let id = told.text("job_id")?.parse()?;
        step(self.jobs.entry(id).or_default()).push(told);
        Ok(())
    }

    /// The time of a block, milliseconds since 1970.
    pub fn time(&self, height: u64) -> u64 {
        self.blocks.get(&height).map_or(0, |block| block.time)
    }
}
