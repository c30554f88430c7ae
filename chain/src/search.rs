//! Transactions of the past, as nodes that index them find them.

use anyhow::{Context, Result};
use cosmwasm_std::{Binary, Event};
use serde_json::{json, Value};

use crate::node::Node;
use crate::rpc::number;
use crate::tx::{events, receipt, TxReceipt};

/// Transactions per page: the most that nodes answer.
const PAGE: u64 = 100;
/// The same where strangers may choose how large each is.
const FEW: u64 = 30;

/// A transaction and its place in its block.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it did.
    pub receipt: TxReceipt,
    /// Its place, from 0.
    pub index: u64,
}

/// What a transaction of a block did, whether it failed or not.
#[derive(Clone, Debug)]
pub struct Done {
    /// 0 if it did not fail.
    pub code: u64,
    /// Gas it used.
    pub gas_used: u64,
    /// Its events, in order; of one that failed those of its fee and signature alone.
    pub events: Vec<Event>,
    /// What it says of itself: why it failed, if it did.
    pub log: String,
}

impl Node {
    /// What every transaction of a block did, in order. It needs no index, but a node that still has the block.
    pub fn block_results(&self, height: u64) -> Result<Vec<Done>> {
        let answer = self.rpc().call("block_results", &json!({ "height": height.to_string() }))?;
        let all = answer.get("txs_results").and_then(Value::as_array).cloned().unwrap_or_default();
        let done = |tx: &Value| {
            Ok(Done {
                code: tx.get("code").and_then(Value::as_u64).unwrap_or(0),
                gas_used: number(tx, "gas_used")?,
                events: tx.get("events").map(events).transpose()?.unwrap_or_default(),
                log: tx.get("log").and_then(Value::as_str).unwrap_or_default().to_owned(),
            })
        };
        all.iter().map(done).collect()
    }

    /// Events that are to be kept of the transactions that a node finds for a query such as `wasm-call_job.job_id='7'`, oldest
    /// first. Anybody's contract can make events of any name, and any number of them: all are looked through, and what is not
    /// kept is dropped page by page. A node that keeps no index finds none.
    pub fn events_of(&self, query: &str, keep: impl Fn(&Event) -> bool) -> Result<Vec<Event>> {
        let mut found = vec![];
        self.each_page(query, FEW, |tx| {
            if let Some(list) = tx.pointer("/tx_result/events") {
                found.extend(events(list)?.into_iter().filter(&keep));
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Every transaction that did what CometBFT's query says, oldest first; of a chain that did not fail. A node knows those
    /// since it began to index, no others.
    pub fn search(&self, query: &str) -> Result<Vec<Found>> {
        let mut found = vec![];
        self.each_page(query, PAGE, |tx| {
            let hash = tx.get("hash").and_then(Value::as_str).unwrap_or_default().to_owned();
            let bytes = tx.get("tx").and_then(Value::as_str).unwrap_or_default();
            let size = Binary::from_base64(bytes)?.len();
            // One that failed did nothing.
            if tx.pointer("/tx_result/code").and_then(Value::as_u64).unwrap_or(0) == 0 {
                found.push(Found { receipt: receipt(tx, hash, size)?, index: index(tx) });
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Looks at each transaction that a node finds, so many of them at once. The oldest come first, so that none moves to
    /// another page while new ones are made.
    fn each_page(&self, query: &str, size: u64, mut look: impl FnMut(&Value) -> Result<()>) -> Result<()> {
        for page in 1u64.. {
            let question = json!({
                "query": query, "prove": false, "page": page.to_string(), "per_page": size.to_string(), "order_by": "asc",
            });
            let answer = self.rpc().call("tx_search", &question)?;
            let txs =
                answer.get("txs").and_then(Value::as_array).context("no `txs` in the answer to tx_search")?;
            txs.iter().try_for_each(&mut look)?;
            let total = number(&answer, "total_count")?;
            if txs.is_empty() || page.saturating_mul(size) >= total {
                break;
            }
        }
        Ok(())
    }
}

fn index(tx: &Value) -> u64 {
    tx.get("index").and_then(Value::as_u64).unwrap_or(0)
}
