//! A node with a market on it: CometBFT's JSON-RPC over the embedded chain, blocks as they are asked for.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::mpsc::{channel, Sender};
use std::thread;

use api::common::CREDIT;
use compute_amm_testing::client::Client;
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::{Market, Native};
use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountRequest, QueryAccountResponse};
use cosmrs::proto::cosmos::bank::v1beta1::{QueryBalanceRequest, QueryBalanceResponse};
use cosmrs::proto::cosmos::base::v1beta1::Coin as ProtoCoin;
use cosmrs::proto::cosmos::tx::v1beta1::{AuthInfo, TxBody, TxRaw};
use cosmrs::proto::cosmwasm::wasm::v1::{
    MsgExecuteContract, QuerySmartContractStateRequest, QuerySmartContractStateResponse,
};
use cosmrs::proto::traits::{Message, Name};
use cosmwasm_std::{Addr, Binary, Coin, CosmosMsg, Event, WasmMsg};
use deploy::{Manifest, ManifestEntry, PoolEntry};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::http;

type Job = Box<dyn FnOnce(&mut Fake) + Send>;

/// A node, and its market's manifest.
pub struct Node {
    /// Its address.
    pub url: String,
    /// What tools read to find the market.
    pub manifest: Manifest,
    jobs: Sender<Job>,
}

/// The chain behind it.
pub struct Fake {
    /// The market.
    pub market: Market,
    taken: BTreeMap<Vec<u8>, Value>,
    /// What it finds when it is searched, in order.
    pub order: Vec<Value>,
    sequences: BTreeMap<String, u64>,
    /// How often it was asked what messages would do.
    pub simulations: usize,
    /// The gas limits of what it took.
    pub limits: Vec<u64>,
    /// Contracts' queries by this name are refused from now on.
    pub refuses: Option<String>,
    /// It keeps no events of what it takes.
    pub mute: bool,
}

impl Node {
    /// A market whose first class has a provider, credits and a pool.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (jobs, queue) = channel::<Job>();
        let (told, manifest) = channel();
        // The market is not `Send`: it lives and dies in its own thread.
        thread::spawn(move || {
            let mut market = Market::of_journeys(&Native);
            let provider = market.provider("first provider", H100, 200_000 * ONE, 4);
            let (credits, price) = (20_000 * ONE, market.class(H100).params.price_init.u128());
            market.supply_liquidity(&provider, H100, credits, credits / CREDIT * price).unwrap();
            told.send(manifest_of(&market)).unwrap();
            let (taken, sequences) = (BTreeMap::new(), BTreeMap::new());
            let mut fake = Fake {
                market,
                taken,
                order: vec![],
                sequences,
                simulations: 0,
                limits: vec![],
                refuses: None,
                mute: false,
            };
            for job in queue {
                job(&mut fake);
            }
        });
        let shared = jobs.clone();
        http::serve(listener, move |method, params| {
            let (answer, answered) = channel();
            let (method, params) = (method.to_owned(), params.clone());
            let job: Job = Box::new(move |fake| {
                let said = fake.answer(&method, &params);
                let _ = answer.send(said);
            });
            shared.send(job).ok()?;
            answered.recv().ok()
        });
        Self { url, manifest: manifest.recv().unwrap(), jobs }
    }

    /// Waits until something is so.
    pub fn until(&self, so: impl Fn(&Fake) -> bool + Clone + Send + 'static) {
        for _ in 0..600 {
            let so = so.clone();
            if self.with(move |fake| so(fake)) {
                return;
            }
            thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("waited for half a minute");
    }

    /// Does something with the chain itself.
    pub fn with<T: Send + 'static>(&self, what: impl FnOnce(&mut Fake) -> T + Send + 'static) -> T {
        let (answer, answered) = channel();
        self.jobs.send(Box::new(move |fake| answer.send(what(fake)).unwrap())).unwrap();
        answered.recv().unwrap()
    }
}

fn manifest_of(market: &Market) -> Manifest {
    let chain_id = market.client.block().chain_id;
    let entry = |contract: &str, address: &str| ManifestEntry {
        chain_id: chain_id.clone(),
        contract: contract.into(),
        code_id: 1,
        checksum: String::new(),
        address: address.into(),
        version: "0".into(),
    };
    let classes = &market.wiring.classes;
    let pools = (1..).map_while(|pool_id| {
        let query = api::pool::QueryMsg::Pool { pool_id };
        market.ask::<api::pool::PoolResponse>(&market.at.pool, &query).ok()
    });
    Manifest {
        chain_id: chain_id.clone(),
        height: 1,
        creator: market.owner.to_string(),
        salt: market.wiring.salt.clone(),
        network_denom: NET.into(),
        checksums: BTreeMap::new(),
        contracts: market.at.all().into_iter().map(|(code, address)| entry(code.name(), address)).collect(),
        credits: classes
            .iter()
            .map(|class| (class.class.clone(), market.class(&class.class).credit.to_string()))
            .collect(),
        pools: pools
            .map(|pool| PoolEntry {
                pool_id: pool.pool_id,
                asset_0: pool.asset_0,
                asset_1: pool.asset_1,
                lp_token: pool.lp_token,
            })
            .collect(),
        tokens: vec![],
    }
}

impl Fake {
    fn answer(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        match method {
            "status" => {
                self.market.client.app.update_block(|block| {
                    block.height += 1;
                    block.time = block.time.plus_seconds(1);
                });
                let block = self.market.client.block();
                Ok(json!({
                    "node_info": { "network": block.chain_id },
                    "sync_info": {
                        "latest_block_height": block.height.to_string(),
                        "latest_block_time": time(block.time.seconds()),
                    },
                }))
            }
            "abci_query" => {
                let data = hex::decode(params["data"].as_str().unwrap()).unwrap();
                Ok(match self.query(params["path"].as_str().unwrap(), &data) {
                    Ok(value) => {
                        json!({ "response": { "code": 0, "value": Binary::from(value).to_base64() } })
                    }
                    Err(log) => json!({ "response": { "code": 18, "log": log } }),
                })
            }
            "broadcast_tx_sync" => {
                let bytes = Binary::from_base64(params["tx"].as_str().unwrap()).unwrap().to_vec();
                self.take(&bytes);
                Ok(json!({ "code": 0, "log": "" }))
            }
            "tx" => {
                let hash = Binary::from_base64(params["hash"].as_str().unwrap()).unwrap().to_vec();
                self.taken.get(&hash).cloned().ok_or_else(|| "tx not found".into())
            }
            "tx_search" => {
                let query = params["query"].as_str().unwrap();
                let kind = query.split("._contract_address").next().unwrap();
                let has = |tx: &&Value| tx.to_string().contains(&format!("\"type\":\"{kind}\""));
                let found: Vec<&Value> = self.order.iter().filter(has).collect();
                Ok(json!({ "txs": found, "total_count": found.len().to_string() }))
            }
            other => panic!("`{other}` was not expected"),
        }
    }

    fn query(&mut self, path: &str, data: &[u8]) -> Result<Vec<u8>, String> {
        match path {
            "/cosmos.auth.v1beta1.Query/Account" => {
                let address = QueryAccountRequest::decode(data).unwrap().address;
                if self.market.wallet(address.as_str(), NET) == 0 {
                    return Err(format!("account {address} not found: key not found"));
                }
                let sequence = *self.sequences.entry(address.clone()).or_default();
                let account = BaseAccount { address, account_number: 1, sequence, ..Default::default() };
                let any =
                    cosmrs::proto::Any { type_url: BaseAccount::type_url(), value: account.encode_to_vec() };
                Ok(QueryAccountResponse { account: Some(any) }.encode_to_vec())
            }
            "/cosmos.bank.v1beta1.Query/Balance" => {
                let asked = QueryBalanceRequest::decode(data).unwrap();
                let amount = self.market.wallet(asked.address, &asked.denom).to_string();
                let balance = Some(ProtoCoin { denom: asked.denom, amount });
                Ok(QueryBalanceResponse { balance }.encode_to_vec())
            }
            "/cosmwasm.wasm.v1.Query/SmartContractState" => {
                let asked = QuerySmartContractStateRequest::decode(data).unwrap();
                if let Some(name) = &self.refuses {
                    if String::from_utf8_lossy(&asked.query_data).starts_with(&format!("{{\"{name}\"")) {
                        return Err(format!("{name} is refused: query wasm contract failed"));
                    }
                }
                let answer = self.market.client.smart(&asked.address, Binary::from(asked.query_data));
                let data = answer.map_err(|error| format!("{error}: query wasm contract failed"))?.to_vec();
                Ok(QuerySmartContractStateResponse { data }.encode_to_vec())
            }
            "/app/simulate" => {
                self.simulations += 1;
                let mut messages = messages(data);
                let sender = messages.first().unwrap().0.clone();
                // The last message fails, so that all before it is undone.
                let nobody = self.market.address("nobody").into_string();
                let undo =
                    WasmMsg::Execute { contract_addr: nobody.clone(), msg: Binary::default(), funds: vec![] };
                messages.push((sender, undo.into()));
                match self.execute(messages) {
                    Ok(_) => panic!("a simulation was carried out"),
                    Err(error) if format!("{error:?}").contains(&nobody) => {
                        let answer =
                            json!({ "gas_info": { "gas_used": "123456" }, "result": { "events": [] } });
                        Ok(answer.to_string().into_bytes())
                    }
                    Err(error) => Err(log(&error)),
                }
            }
            other => panic!("`{other}` was not expected"),
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        let hash = Sha256::digest(bytes).to_vec();
        if self.taken.contains_key(&hash) {
            return;
        }
        let messages = messages(bytes);
        let raw = TxRaw::decode(bytes).unwrap();
        let fee = AuthInfo::decode(raw.auth_info_bytes.as_slice()).unwrap().fee.unwrap();
        self.limits.push(fee.gas_limit);
        *self.sequences.entry(messages[0].0.to_string()).or_default() += 1;
        let result = match self.execute(messages) {
            Ok(events) => {
                let events: Vec<Value> = events
                    .into_iter()
                    .filter(|_| !self.mute)
                    .map(|event| json!({ "type": event.ty, "attributes": event.attributes }))
                    .collect();
                json!({ "code": 0, "gas_used": "123456", "events": events })
            }
            Err(error) => json!({ "code": 5, "gas_used": "123456", "log": log(&error) }),
        };
        let tx = json!({
            "hash": hex::encode_upper(&hash), "height": self.market.client.block().height.to_string(), "index": 0,
            "tx": Binary::from(bytes).to_base64(), "tx_result": result,
        });
        self.order.push(tx.clone());
        self.taken.insert(hash, tx);
    }

    fn execute(&mut self, messages: Vec<(Addr, CosmosMsg)>) -> anyhow::Result<Vec<Event>> {
        let sender = messages[0].0.clone();
        let messages = messages.into_iter().map(|(_, message)| message).collect();
        let done = self.market.client.app.execute_multi(sender, messages)?;
        Ok(done.into_iter().flat_map(|response| response.events).collect())
    }
}

/// As a chain says what a contract said.
fn log(error: &anyhow::Error) -> String {
    let said = error.chain().last().map(ToString::to_string).unwrap_or_default();
    // The bank's words.
    let said = if said.starts_with("Cannot Sub") {
        "spendable balance is smaller: insufficient funds"
    } else {
        &said
    };
    format!("failed to execute message; message index: 0: {said}: execute wasm contract failed")
}

fn messages(tx: &[u8]) -> Vec<(Addr, CosmosMsg)> {
    let raw = TxRaw::decode(tx).unwrap();
    let body = TxBody::decode(raw.body_bytes.as_slice()).unwrap();
    let message = |any: &cosmrs::proto::Any| {
        let said = MsgExecuteContract::decode(any.value.as_slice()).unwrap();
        let funds = said
            .funds
            .into_iter()
            .map(|coin| Coin { denom: coin.denom, amount: coin.amount.parse::<u128>().unwrap().into() })
            .collect();
        let execute = WasmMsg::Execute { contract_addr: said.contract, msg: Binary::from(said.msg), funds };
        (Addr::unchecked(said.sender), execute.into())
    };
    body.messages.iter().map(message).collect()
}

/// RFC 3339 of Unix seconds.
fn time(seconds: u64) -> String {
    cosmrs::tendermint::Time::from_unix_timestamp(i64::try_from(seconds).unwrap(), 0).unwrap().to_rfc3339()
}
