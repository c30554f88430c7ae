//! The calls of CometBFT's JSON-RPC that the client of this crate makes, answered from [`Blocks`].

use anyhow::{bail, ensure, Context, Result};
use cosmrs::proto::tendermint::abci::{Event, ExecTxResult};
use cosmrs::tendermint::Time;
use cosmwasm_std::Binary;
use serde_json::{json, Value};

use super::blocks::Blocks;

/// Answers a call. Who has waited since the last answer finds a new block.
pub fn answer(blocks: &mut Blocks, method: &str, params: &Value) -> Result<Value> {
    blocks.catch_up()?;
    let answer = match method {
        "health" => Ok(json!({})),
        "status" => status(blocks),
        "abci_query" => query(blocks, params),
        "broadcast_tx_sync" => broadcast(blocks, params),
        "tx" => look_up(blocks, params),
        other => bail!("`{other}`: a chain without consensus does not know this method"),
    };
    blocks.answered();
    answer
}

fn status(blocks: &Blocks) -> Result<Value> {
    let last = blocks.last();
    let seconds = i64::try_from(last.time.seconds())?;
    let time = Time::from_unix_timestamp(seconds, u32::try_from(last.time.subsec_nanos())?)?;
    Ok(json!({
        "node_info": { "network": last.chain_id },
        "sync_info": {
            // Of earlier ones it keeps the transactions alone.
            "earliest_block_height": last.height.to_string(),
            "latest_block_height": last.height.to_string(),
            "latest_block_time": time.to_rfc3339(),
            "catching_up": false,
        },
    }))
}

/// The application would ask a node of its own these, and never answer.
const OF_NODES: &str = "/cosmos.base.tendermint.";

fn query(blocks: &mut Blocks, params: &Value) -> Result<Value> {
    let path = text(params, "path")?;
    ensure!(!path.starts_with(OF_NODES), "{path}: a chain without consensus has no node that could say");
    let answer = blocks.query(path, hex::decode(text(params, "data")?)?)?;
    let value = Binary::from(answer.value.as_ref());
    Ok(json!({ "response": { "code": answer.code, "log": answer.log, "value": value } }))
}

fn broadcast(blocks: &mut Blocks, params: &Value) -> Result<Value> {
    let tx = Binary::from_base64(text(params, "tx")?)?;
    let answer = blocks.take(tx.to_vec())?;
    Ok(json!({ "code": answer.code, "codespace": answer.codespace, "log": answer.log }))
}

fn look_up(blocks: &Blocks, params: &Value) -> Result<Value> {
    let hash = Binary::from_base64(text(params, "hash")?)?;
    let found = blocks.included(&hash);
    let found = found.with_context(|| format!("tx ({}) not found", hex::encode_upper(&hash)))?;
    Ok(json!({ "height": found.height.to_string(), "tx_result": result(&found.result) }))
}

fn result(result: &ExecTxResult) -> Value {
    json!({
        "code": result.code,
        "codespace": result.codespace,
        "data": Binary::from(result.data.as_ref()),
        "log": result.log,
        "gas_used": result.gas_used.to_string(),
        "events": result.events.iter().map(event).collect::<Vec<_>>(),
    })
}

fn event(event: &Event) -> Value {
    let attributes: Vec<Value> =
        event.attributes.iter().map(|a| json!({ "key": a.key, "value": a.value })).collect();
    json!({ "type": event.r#type, "attributes": attributes })
}

fn text<'a>(params: &'a Value, name: &str) -> Result<&'a str> {
    let value = params.get(name).and_then(Value::as_str);
    value.with_context(|| format!("`{name}`: expected a text in {params}"))
}
