//! Transactions of the past, over a node that answers from memory.

use std::sync::{Arc, Mutex};

use chain::clock::http::start;
use chain::node::{Endpoint, GasPrice, Node};
use cosmwasm_std::{Decimal, Event};
use serde_json::{json, Value};

const JOB: &str = "7";
const OURS: &str = "wasm1market";

/// One transaction with an event that some contract made of a job.
fn said(height: u64, contract: &str) -> Value {
    let attributes = json!([
        { "key": "_contract_address", "value": contract }, { "key": "job_id", "value": JOB },
    ]);
    json!({
        "hash": format!("{height:064X}"), "height": height.to_string(), "index": 0, "tx": "",
        "tx_result": { "code": 0, "gas_used": "1", "events": [{ "type": "wasm-call_job", "attributes": attributes }] },
    })
}

/// A node that knows these transactions, the oldest first; between two questions, another one may come.
fn node(known: Vec<Value>, grows: bool) -> (Arc<Mutex<Vec<Value>>>, Node) {
    let known = Arc::new(Mutex::new(known));
    let shared = known.clone();
    let url = start(move |method, params| {
        let number = |name: &str| params[name].as_str().unwrap().parse::<usize>().unwrap();
        match method {
            "status" => Ok(json!({ "node_info": { "network": "test" }, "sync_info": {
                "latest_block_height": "500", "latest_block_time": "2026-01-01T00:00:00Z" } })),
            "tx_search" => {
                let mut all = shared.lock().unwrap().clone();
                let (size, total) = (number("per_page"), all.len());
                if params["order_by"] == "desc" {
                    all.reverse();
                }
                // As CometBFT refuses a page beyond the last.
                let pages = total.div_ceil(size).max(1);
                if number("page") > pages {
                    return Err(format!(
                        "page should be within [1, {pages}] range, given {}",
                        number("page")
                    ));
                }
                let txs: Vec<Value> = all.into_iter().skip((number("page") - 1) * size).take(size).collect();
                if grows {
                    let height = u64::try_from(total).unwrap() + 1;
                    shared.lock().unwrap().push(said(height, "wasm1stranger"));
                }
                Ok(json!({ "txs": txs, "total_count": total.to_string() }))
            }
            other => panic!("`{other}` was not expected"),
        }
    })
    .unwrap();
    let gas_price = GasPrice { denom: "unet".into(), price: Decimal::zero() };
    let endpoint = Endpoint { rpc: vec![url], chain_id: "test".into(), prefix: "wasm".into(), gas_price };
    (known, Node::connect(&endpoint).unwrap())
}

fn is_ours(event: &Event) -> bool {
    event.attributes.iter().any(|a| a.key == "_contract_address" && a.value == OURS)
}

/// Anybody can make events of any name: however many newer ones there are, a contract's own is found, and once, even if more
/// come while one looks.
#[test]
fn an_event_is_found_however_many_newer_ones_bear_its_name() {
    for grows in [false, true] {
        for newer in [0, 29, 30, 31, 250] {
            let mut known = vec![said(1, OURS)];
            known.extend((0..newer).map(|n| said(n + 2, "wasm1stranger")));
            let (_, node) = node(known, grows);
            let events = node.events_of("wasm-call_job.job_id='7'", is_ours).unwrap();
            assert_eq!(events.len(), 1, "behind {newer}");
        }
    }
    let (_, node) = node(vec![], false);
    assert!(node.events_of("wasm-call_job.job_id='7'", is_ours).unwrap().is_empty());
}
