//! Blocks as a node keeps them: their times, how they hang together, and what happened in them. None of it needs an index.

use anyhow::{Context, Result};
use cosmwasm_std::{Binary, Event};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::node::{parse_time, Node};
use crate::rpc::{number, Refusal};
use crate::tx::events;

/// Headers per request: the most that nodes answer.
pub const HEADERS: u64 = 20;
/// What a node says of a block of which it has no results: not yet, no more, or never.
const NO_RESULTS: [&str; 3] = [
    "could not find results",
    "not persisting finalize block responses",
    "node is not persisting abci responses",
];

/// What a node has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Its chain.
    pub chain_id: String,
    /// The lowest block that it still has.
    pub earliest: u64,
    /// The newest.
    pub latest: u64,
}

/// A block, without what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its height.
    pub height: u64,
    /// Unix seconds, rounded down.
    pub time: u64,
    /// Its hash, in hex.
    pub hash: String,
    /// The hash of the block before it, in hex; empty of a chain's first.
    pub before: String,
}

/// Something that happened in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// In which of its transactions, from 0; in none: at its beginning or its end, as what governance does.
    pub tx: Option<usize>,
    /// What.
    pub event: Event,
}

impl Node {
    /// Which blocks the node has, and of which chain.
    pub fn reach(&self) -> Result<Reach> {
        let status = self.rpc().call("status", &json!({}))?;
        let sync = status.get("sync_info").context("no `sync_info` in the node's status")?;
        let chain_id = status.pointer("/node_info/network").and_then(Value::as_str);
        Ok(Reach {
            chain_id: chain_id.context("no `network` in the node's status")?.to_owned(),
            earliest: number(sync, "earliest_block_height")?,
            latest: number(sync, "latest_block_height")?,
        })
    }

    /// Headers of the blocks from one height to another, ascending; at most [`HEADERS`], the lowest of them.
    pub fn headers(&self, from: u64, to: u64) -> Result<Vec<Header>> {
        let to = to.min(from.saturating_add(HEADERS).saturating_sub(1));
        let question = json!({ "minHeight": from.to_string(), "maxHeight": to.to_string() });
        let answer = self.rpc().call("blockchain", &question)?;
        let metas = answer.get("block_metas").and_then(Value::as_array);
        let metas = metas.context("no `block_metas` in the answer to blockchain")?;
        let mut headers = metas.iter().map(header).collect::<Result<Vec<_>>>()?;
        headers.sort_by_key(|header| header.height);
        Ok(headers)
    }

    /// All that happened in a block, in order, but what failed; none if the node has no results of it: it has not executed
    /// it yet, or keeps none.
    pub fn happened(&self, height: u64) -> Result<Option<Vec<Happened>>> {
        let answer = match self.rpc().call("block_results", &json!({ "height": height.to_string() })) {
            Err(error) if lacks_results(&error) => return Ok(None),
            answer => answer?,
        };
        let list = |value: &Value, key: &str| -> Result<Vec<Event>> {
            let list = value.get(key).filter(|list| !list.is_null());
            Ok(list.map(events).transpose()?.unwrap_or_default())
        };
        let (before, after): (Vec<_>, Vec<_>) =
            list(&answer, "finalize_block_events")?.into_iter().partition(is_before_transactions);
        let outside = |event| Happened { tx: None, event };
        let mut all: Vec<Happened> = before.into_iter().map(outside).collect();
        let txs = answer.get("txs_results").and_then(Value::as_array);
        for (index, tx) in txs.into_iter().flatten().enumerate() {
            if tx.get("code").and_then(Value::as_u64).unwrap_or(0) == 0 {
                let of_tx = |event| Happened { tx: Some(index), event };
                all.extend(list(tx, "events")?.into_iter().map(of_tx));
            }
        }
        all.extend(after.into_iter().map(outside));
        Ok(Some(all))
    }

    /// Hashes of a block's transactions, in order, in hex.
    pub fn tx_hashes(&self, height: u64) -> Result<Vec<String>> {
        let answer = self.rpc().call("block", &json!({ "height": height.to_string() }))?;
        let txs = answer.pointer("/block/data/txs").and_then(Value::as_array);
        let hash = |tx: &Value| {
            let bytes = Binary::from_base64(tx.as_str().context("`txs`: expected base64")?)?;
            Ok(hex::encode_upper(Sha256::digest(bytes.as_slice())))
        };
        txs.into_iter().flatten().map(hash).collect()
    }
}

fn header(meta: &Value) -> Result<Header> {
    let text = |pointer: &str| meta.pointer(pointer).and_then(Value::as_str);
    let inner = meta.get("header").context("no `header` in a block's meta")?;
    Ok(Header {
        height: number(inner, "height")?,
        time: parse_time(text("/header/time").context("no `time` in a block's header")?)?.seconds(),
        hash: text("/block_id/hash").context("no `block_id` in a block's meta")?.to_owned(),
        before: text("/header/last_block_id/hash").unwrap_or_default().to_owned(),
    })
}

/// The SDK says of events outside transactions when they happened.
fn is_before_transactions(event: &Event) -> bool {
    event.attributes.iter().any(|a| a.key == "mode" && ["PreBlock", "BeginBlock"].contains(&a.value.as_str()))
}

fn lacks_results(error: &anyhow::Error) -> bool {
    let refusal = error.downcast_ref::<Refusal>();
    refusal.is_some_and(|refusal| NO_RESULTS.iter().any(|said| refusal.text.contains(said)))
}
