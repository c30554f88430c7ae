//! What is signed anew and what never is, over a node that answers from memory.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chain::clock::http::start;
use chain::node::{Endpoint, GasPrice, Node};
use chain::rpc::Rpc;
use chain::tx::Failure;
use chain::wallet::Wallet;
use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountResponse};
use cosmrs::proto::traits::{Message, Name};
use cosmrs::Any;
use cosmwasm_std::{Binary, Decimal};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

const MISMATCH: &str = "account sequence mismatch, expected 5, got 4: incorrect account sequence";

/// What a node does with a broadcast.
#[derive(Clone, Copy, PartialEq)]
enum Broadcast {
    Taken,
    /// The transaction is taken, and the connection ends without an answer.
    Silent,
    /// It ends so each time, and then nothing is taken.
    Dead,
    Mismatch,
    RefusedByError(&'static str),
}

/// What a node does and has seen.
struct Fake {
    height: u64,
    /// The answer to each broadcast; the last one goes on.
    broadcasts: Vec<Broadcast>,
    /// What each simulation is refused with; none, once there is no more.
    refusals: Vec<String>,
    /// What a transaction that was taken comes to in its block; none: it comes into no block.
    result: Option<Value>,
    /// Whether the node stops to answer about transactions once it was handed one.
    hangs: bool,
    sent: Vec<String>,
    /// Digests of what was taken, base64.
    taken: Vec<String>,
    simulated: usize,
}

impl Fake {
    fn answer(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        match method {
            "status" => {
                self.height += 1;
                Ok(json!({
                    "node_info": { "network": "test" },
                    "sync_info": {
                        "latest_block_height": self.height.to_string(),
                        "latest_block_time": "2026-01-01T00:00:00Z",
                    },
                }))
            }
            "abci_query" if params["path"] == "/app/simulate" => {
                self.simulated += 1;
                if !self.refusals.is_empty() {
                    return Ok(json!({ "response": { "code": 32, "log": self.refusals.remove(0) } }));
                }
                let answer = json!({ "gas_info": { "gas_used": "100000" }, "result": { "events": [] } });
                let value = Binary::from(answer.to_string().into_bytes()).to_base64();
                Ok(json!({ "response": { "code": 0, "value": value } }))
            }
            "abci_query" => {
                let sequence = 4 + self.taken.len() as u64;
                let account = BaseAccount { account_number: 3, sequence, ..Default::default() };
                let any =
                    cosmrs::proto::Any { type_url: BaseAccount::type_url(), value: account.encode_to_vec() };
                let answer = QueryAccountResponse { account: Some(any) }.encode_to_vec();
                Ok(json!({ "response": { "code": 0, "value": Binary::from(answer).to_base64() } }))
            }
            "broadcast_tx_sync" => {
                self.sent.push(params["tx"].as_str().unwrap().to_owned());
                let next = self.broadcasts[0];
                if self.broadcasts.len() > 1 {
                    self.broadcasts.remove(0);
                }
                if matches!(next, Broadcast::Taken | Broadcast::Silent) {
                    let bytes = Binary::from_base64(self.sent.last().unwrap()).unwrap();
                    self.taken.push(Binary::from(&Sha256::digest(bytes)[..]).to_base64());
                }
                match next {
                    Broadcast::Taken => Ok(json!({ "code": 0, "log": "" })),
                    Broadcast::Silent | Broadcast::Dead => Err("no answer".into()),
                    Broadcast::Mismatch => Ok(json!({ "code": 32, "codespace": "sdk", "log": MISMATCH })),
                    Broadcast::RefusedByError(text) => Err(text.into()),
                }
            }
            "tx" if self.hangs && !self.sent.is_empty() => Err("no answer".into()),
            "tx" => match &self.result {
                Some(result) if self.taken.iter().any(|hash| params["hash"] == **hash) => {
                    Ok(json!({ "height": "8", "tx_result": result }))
                }
                _ => Err("tx (…) not found".into()),
            },
            other => panic!("`{other}` was not expected"),
        }
    }
}

/// What a node was heard to tell.
type Told = Rc<RefCell<Vec<String>>>;

/// A node that takes what it is handed, as `with` changes it; what it has seen, what it tells, and a connection to it.
fn node(with: impl FnOnce(&mut Fake)) -> (Arc<Mutex<Fake>>, Told, Node) {
    let mut fake = Fake {
        height: 7,
        broadcasts: vec![Broadcast::Taken],
        refusals: vec![],
        result: Some(json!({ "code": 0, "gas_used": "90000" })),
        hangs: false,
        sent: vec![],
        taken: vec![],
        simulated: 0,
    };
    with(&mut fake);
    let fake = Arc::new(Mutex::new(fake));
    let shared = fake.clone();
    let url = start(move |method, params| {
        let said = shared.lock().unwrap().answer(method, params);
        // A handler that panics ends its connection without an answer.
        assert_ne!(said, Err("no answer".into()), "not answered, as the test wants it");
        said
    })
    .unwrap();
    let gas_price = GasPrice { denom: "anet".into(), price: Decimal::zero() };
    let rpc = Rpc::new(std::slice::from_ref(&url)).unwrap().patient_for(Duration::from_millis(300));
    let endpoint = Endpoint { rpc: vec![url], chain_id: "test".into(), prefix: "wasm".into(), gas_price };
    let told = Rc::new(RefCell::new(vec![]));
    let heard = told.clone();
    let node = Node::over(rpc, &endpoint).unwrap();
    let node = node.telling(move |text| heard.borrow_mut().push(text.to_owned()));
    (fake, told, node)
}

fn messages() -> [Any; 1] {
    [Any { type_url: "/test.Msg".into(), value: vec![] }]
}

fn wallet() -> Wallet {
    Wallet::named("wasm", "sender").unwrap()
}

fn failure(error: &anyhow::Error) -> &Failure {
    error.downcast_ref().unwrap_or_else(|| panic!("{error:#}"))
}

/// A contract may say what it likes in the log of a block: the fee is paid, and nothing is signed again.
#[test]
fn a_contract_that_talks_of_sequences_has_nothing_signed_anew() {
    let (fake, _, node) =
        node(|fake| fake.result = Some(json!({ "code": 5, "log": MISMATCH, "gas_used": "1" })));
    let error = node.send(&wallet(), &messages(), Some(100_000)).unwrap_err();
    assert!(matches!(failure(&error), Failure::Failed { code: 5, .. }), "{error:#}");
    assert_eq!(fake.lock().unwrap().sent.len(), 1, "one fee");
}

#[test]
fn a_contracts_refusal_in_a_simulation_is_not_asked_again() {
    let text =
        format!("failed to execute message; message index: 0: {MISMATCH}: execute wasm contract failed");
    let (fake, _, node) = node(|fake| fake.refusals = vec![text; 9]);
    node.send(&wallet(), &messages(), None).unwrap_err();
    assert_eq!(fake.lock().unwrap().simulated, 1);
}

#[test]
fn a_nodes_own_refusal_of_a_sequence_is_signed_anew() {
    let (fake, _, refused) = node(|fake| {
        fake.refusals = vec![MISMATCH.into()];
        fake.broadcasts = vec![Broadcast::Mismatch, Broadcast::Taken];
    });
    refused.send(&wallet(), &messages(), None).unwrap();
    let fake = fake.lock().unwrap();
    assert_eq!((fake.simulated, fake.sent.len()), (3, 2));
}

/// The first answer is lost on the way, and what is handed over again is refused, as it is in a block by then.
#[test]
fn a_broadcast_without_an_answer_counts_as_taken() {
    for result in [Some(json!({ "code": 0, "gas_used": "90000" })), None] {
        let (fake, told, node) = node(|fake| {
            fake.broadcasts = vec![Broadcast::Silent, Broadcast::Mismatch];
            fake.result = result.clone();
        });
        let said = node.send(&wallet(), &messages(), Some(100_000));
        let sent = fake.lock().unwrap().sent.clone();
        assert!(sent.iter().all(|tx| *tx == sent[0]), "the same bytes each time");
        let hash = hex::encode_upper(Sha256::digest(Binary::from_base64(&sent[0]).unwrap()));
        match result {
            Some(_) => assert_eq!(said.unwrap().hash, hash),
            None => {
                let error = said.unwrap_err();
                let Failure::Unknown(text) = failure(&error) else { panic!("{error:#}") };
                assert!(text.contains(&hash) && text.contains("may have been carried out"), "{text}");
            }
        }
        assert!(told.borrow()[0].contains(&hash), "{:?}", told.borrow());
    }
}

#[test]
fn what_goes_wrong_after_a_broadcast_names_the_hash() {
    for broadcast in
        [Broadcast::Taken, Broadcast::Dead, Broadcast::RefusedByError("timed out waiting for tx")]
    {
        let (fake, _, node) = node(|fake| {
            fake.broadcasts = vec![broadcast];
            fake.hangs = true;
        });
        let error = node.send(&wallet(), &messages(), Some(100_000)).unwrap_err();
        let sent = fake.lock().unwrap().sent.clone();
        assert!(sent.iter().all(|tx| *tx == sent[0]), "the same bytes each time");
        let hash = hex::encode_upper(Sha256::digest(Binary::from_base64(&sent[0]).unwrap()));
        let Failure::Unknown(text) = failure(&error) else { panic!("{error:#}") };
        assert!(text.contains(&hash) && text.contains("may have been carried out"), "{text}");
    }
}

#[test]
fn a_definite_refusal_is_a_refusal() {
    for broadcast in [Broadcast::Mismatch, Broadcast::RefusedByError("Tx too large. Max size is 10")] {
        let (_, told, node) = node(|fake| fake.broadcasts = vec![broadcast]);
        let error = node.send(&wallet(), &messages(), Some(100_000)).unwrap_err();
        assert!(matches!(failure(&error), Failure::Refused(_)), "{error:#}");
        assert!(told.borrow().is_empty(), "it waits for no block");
    }
}
