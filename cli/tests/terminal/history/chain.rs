//! A node whose blocks are written by hand.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard};

use api::pool::PoolResponse;
use cosmrs::proto::cosmwasm::wasm::v1::{QuerySmartContractStateRequest, QuerySmartContractStateResponse};
use cosmrs::proto::traits::Message;
use cosmwasm_std::{Binary, Event};
use deploy::{Code, Manifest, ManifestEntry};
use serde_json::{json, Value};

use crate::http;

/// Time of block 0, at the beginning of a day.
pub const DAY_0: u64 = 1_800_057_600;
/// Contracts of the market.
pub const POOL: &str = "wasm1pool";
pub const REGISTRY: &str = "wasm1registry";
pub const JOBS: &str = "wasm1jobs";
pub const LEASES: &str = "wasm1leases";
pub const FEES: &str = "wasm1fees";
pub const RESTAKING: &str = "wasm1restaking";

/// A block.
#[derive(Clone, Default)]
pub struct Block {
    /// Seconds after [`DAY_0`].
    pub time: u64,
    /// Its transactions: whether each failed, and its events.
    pub txs: Vec<(bool, Vec<Event>)>,
    /// What happens at its end.
    pub end: Vec<Event>,
}

/// What the node has and does.
#[derive(Default)]
pub struct Kept {
    pub chain_id: String,
    /// Blocks from height 1 on.
    pub blocks: Vec<Block>,
    pub earliest: u64,
    /// Part of the hashes.
    pub fork: String,
    /// Blocks without results.
    pub lost: Vec<u64>,
    /// It does not answer.
    pub down: bool,
    /// It refuses everything.
    pub refuses: Option<String>,
    /// Pools by the height of the state; none: it has no state of that height.
    pub pools: BTreeMap<u64, PoolResponse>,
    /// How often it was asked something.
    pub calls: usize,
}

/// The node.
#[derive(Clone)]
pub struct Chain {
    pub url: String,
    kept: Arc<Mutex<Kept>>,
    contracts: [String; 8],
}

impl Chain {
    /// With the contracts of above, and no block.
    pub fn start() -> Self {
        let staking = "wasm1staking";
        Self::of([POOL, REGISTRY, JOBS, "wasm1gateway", FEES, LEASES, staking, RESTAKING].map(str::to_owned))
    }

    /// With contracts in the order of the manifest.
    pub fn of(contracts: [String; 8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let kept = Kept { chain_id: "test-1".into(), earliest: 1, ..Kept::default() };
        let kept = Arc::new(Mutex::new(kept));
        let shared = kept.clone();
        http::serve(listener, move |method, params| shared.lock().unwrap().answer(method, params));
        Self { url, kept, contracts }
    }

    /// What it has, to be changed.
    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }

    /// One more block with one transaction of these events, so many seconds after the day began; its height.
    pub fn block(&self, time: u64, events: Vec<Event>) -> u64 {
        self.add(Block { time, txs: vec![(false, events)], end: vec![] })
    }

    /// One more block; its height.
    pub fn add(&self, block: Block) -> u64 {
        let mut kept = self.kept();
        kept.blocks.push(block);
        kept.blocks.len() as u64
    }

    pub fn manifest(&self) -> Manifest {
        let chain_id = "test-1".to_owned();
        let codes = [
            Code::Pool,
            Code::ProviderRegistry,
            Code::JobMarket,
            Code::VerifierGateway,
            Code::FeeCollector,
            Code::LeaseMarket,
            Code::Staking,
            Code::Restaking,
        ];
        let entry = |(code, address): (Code, &String)| ManifestEntry {
            chain_id: chain_id.clone(),
            contract: code.name().into(),
            code_id: 1,
            checksum: String::new(),
            address: address.clone(),
            version: "0".into(),
        };
        Manifest {
            chain_id: chain_id.clone(),
            height: 1,
            creator: "wasm1gov".into(),
            salt: "market".into(),
            network_denom: "unet".into(),
            checksums: BTreeMap::new(),
            contracts: codes.into_iter().zip(&self.contracts).map(entry).collect(),
            credits: BTreeMap::new(),
            pools: vec![],
            tokens: vec![],
        }
    }
}

impl Kept {
    fn latest(&self) -> u64 {
        self.blocks.len() as u64
    }

    fn answer(&mut self, method: &str, params: &Value) -> http::Answer {
        if self.down {
            return None;
        }
        self.calls += 1;
        if let Some(why) = &self.refuses {
            return Some(Err(why.clone()));
        }
        let number = |key: &str| params[key].as_str().unwrap().parse::<u64>().unwrap();
        Some(match method {
            "status" => Ok(json!({
                "node_info": { "network": self.chain_id },
                "sync_info": {
                    "latest_block_height": self.latest().to_string(),
                    "latest_block_time": self.time(self.latest()),
                    "earliest_block_height": self.earliest.to_string(),
                },
            })),
            "blockchain" => {
                let (least, most) =
                    (number("minHeight").max(self.earliest), number("maxHeight").min(self.latest()));
                let most_first = (least..=most).rev().take(20);
                Ok(json!({ "block_metas": most_first.map(|height| self.meta(height)).collect::<Vec<_>>() }))
            }
            "block_results" if self.lost.contains(&number("height")) => {
                Err(format!("could not find results for height #{}", number("height")))
            }
            "block_results" => Ok(self.results(number("height"))),
            "block" => {
                let txs = self.blocks[number("height") as usize - 1].txs.len();
                let txs: Vec<String> = (0..txs).map(|tx| Binary::from(vec![tx as u8]).to_base64()).collect();
                Ok(json!({ "block": { "data": { "txs": txs } } }))
            }
            "abci_query" => Ok(json!({ "response": self.state(params, number("height")) })),
            other => panic!("`{other}` was not expected: a node without an index does as well"),
        })
    }

    fn state(&self, params: &Value, height: u64) -> Value {
        let asked = hex::decode(params["data"].as_str().unwrap()).unwrap();
        let asked = QuerySmartContractStateRequest::decode(asked.as_slice()).unwrap();
        let query: api::pool::QueryMsg = match serde_json::from_slice(&asked.query_data) {
            Ok(query) => query,
            Err(_) => return json!({ "code": 18, "log": "this node knows pools alone" }),
        };
        let api::pool::QueryMsg::Pool { pool_id } = query else { panic!("{query:?} was not expected") };
        match self.pools.get(&height).filter(|pool| pool.pool_id == pool_id) {
            Some(pool) => {
                let data = serde_json::to_vec(pool).unwrap();
                let value = QuerySmartContractStateResponse { data }.encode_to_vec();
                json!({ "code": 0, "value": Binary::from(value).to_base64() })
            }
            None => json!({ "code": 26, "log": format!("failed to load state at height {height}") }),
        }
    }

    fn meta(&self, height: u64) -> Value {
        let hash = |height: u64| if height == 0 { String::new() } else { format!("{}{height}", self.fork) };
        json!({
            "block_id": { "hash": hash(height) },
            "header": {
                "height": height.to_string(),
                "time": self.time(height),
                "last_block_id": { "hash": hash(height - 1) },
            },
        })
    }

    fn results(&self, height: u64) -> Value {
        let block = &self.blocks[height as usize - 1];
        let events = |events: &[Event]| {
            let event = |event: &Event| json!({ "type": event.ty, "attributes": event.attributes });
            events.iter().map(event).collect::<Vec<_>>()
        };
        let tx = |(failed, list): &(bool, Vec<Event>)| {
            let (code, events) = (u32::from(*failed), events(list));
            json!({ "code": code, "gas_used": "1", "events": events })
        };
        json!({
            "txs_results": block.txs.iter().map(tx).collect::<Vec<_>>(),
            "finalize_block_events": events(&block.end),
        })
    }

    fn time(&self, height: u64) -> String {
        let seconds =
            DAY_0 + self.blocks.get(height.saturating_sub(1) as usize).map_or(0, |block| block.time);
        let time = cosmrs::tendermint::Time::from_unix_timestamp(seconds as i64, 999_999_999).unwrap();
        time.to_rfc3339()
    }
}

/// As a chain says what a contract says.
pub fn of(contract: &str, event: impl Into<Event>) -> Event {
    let event: Event = event.into();
    Event::new(format!("wasm-{}", event.ty))
        .add_attribute("_contract_address", contract)
        .add_attributes(event.attributes)
}
