//! Sending to a node whose mempool is full, and fees of a token with many decimals, over a node that answers from memory.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chain::clock::http::start;
use chain::node::{Endpoint, GasPrice, Node};
use chain::wallet::Wallet;
use cosmrs::proto::cosmos::auth::v1beta1::{BaseAccount, QueryAccountResponse};
use cosmrs::proto::cosmos::tx::v1beta1::{AuthInfo, TxRaw};
use cosmrs::proto::traits::{Message, Name};
use cosmrs::Any;
use cosmwasm_std::{Binary, Decimal};
use serde_json::{json, Value};

/// How a node says that there is no room: CometBFT by an error, the SDK by a code, and a mempool of the application by a
/// text, in an error or beside a code that stands for anything.
#[derive(Clone, Copy)]
enum Full {
    Error,
    Code,
    AppError,
    App,
}

impl Full {
    const ALL: [Self; 4] = [Self::Error, Self::Code, Self::AppError, Self::App];

    fn text(self) -> &'static str {
        match self {
            Full::Error | Full::Code => "mempool is full",
            Full::AppError | Full::App => "pool reached max tx capacity",
        }
    }
}

/// What a node does and has seen.
struct Fake {
    full: Full,
    /// How often it is full before there is room.
    times: usize,
    /// How often it then says that the sequence is another, as it counted what it had no room for.
    mismatches: usize,
    /// Whether each question for its height finds another block.
    moves: bool,
    height: u64,
    sent: Vec<Vec<u8>>,
    taken: bool,
}

impl Fake {
    fn answer(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        match method {
            "status" => {
                self.height += u64::from(self.moves);
                Ok(json!({
                    "node_info": { "network": "test" },
                    "sync_info": {
                        "latest_block_height": self.height.to_string(),
                        "latest_block_time": "2026-01-01T00:00:00Z",
                    },
                }))
            }
            "abci_query" => {
                let account = BaseAccount { account_number: 3, sequence: 4, ..Default::default() };
                let any =
                    cosmrs::proto::Any { type_url: BaseAccount::type_url(), value: account.encode_to_vec() };
                let answer = QueryAccountResponse { account: Some(any) }.encode_to_vec();
                Ok(json!({ "response": { "code": 0, "value": Binary::from(answer).to_base64() } }))
            }
            "broadcast_tx_sync" => {
                self.sent.push(Binary::from_base64(params["tx"].as_str().unwrap()).unwrap().to_vec());
                let mismatches = self.times.saturating_add(self.mismatches);
                if self.sent.len() > mismatches {
                    self.taken = true;
                    return Ok(json!({ "code": 0, "log": "" }));
                }
                if self.sent.len() > self.times {
                    let log = "account sequence mismatch, expected 5, got 4: incorrect account sequence";
                    return Ok(json!({ "code": 32, "codespace": "sdk", "log": log }));
                }
                match self.full {
                    Full::AppError => Err("pool reached max tx capacity: 5000".into()),
                    Full::App => {
                        let log = "pool reached max tx capacity";
                        Ok(json!({ "code": 1, "codespace": "undefined", "log": log }))
                    }
                    Full::Error => Err("mempool is full: number of txs 5000 (max: 5000)".into()),
                    Full::Code => Ok(json!({ "code": 20, "codespace": "sdk", "log": "mempool is full" })),
                }
            }
            "tx" if self.taken => {
                Ok(json!({ "height": "8", "tx_result": { "code": 0, "gas_used": "90000" } }))
            }
            "tx" => Err("tx (…) not found".into()),
            other => panic!("`{other}` was not expected"),
        }
    }
}

/// Starts a node; what it has seen, and a connection to it.
fn node(full: Full, times: usize, price: Decimal) -> (Arc<Mutex<Fake>>, Node) {
    let fake = Arc::new(Mutex::new(Fake {
        full,
        times,
        mismatches: 0,
        moves: false,
        height: 7,
        sent: vec![],
        taken: false,
    }));
    let shared = fake.clone();
    let url = start(move |method, params| shared.lock().unwrap().answer(method, params)).unwrap();
    let gas_price = GasPrice { denom: "anet".into(), price };
    let endpoint = Endpoint { rpc: vec![url], chain_id: "test".into(), prefix: "wasm".into(), gas_price };
    (fake, Node::connect(&endpoint).unwrap())
}

fn message() -> Any {
    Any { type_url: "/test.Msg".into(), value: vec![] }
}

fn wallet() -> Wallet {
    Wallet::named("wasm", "sender").unwrap()
}

#[test]
fn a_full_mempool_is_sent_to_again_and_the_wait_is_told() {
    for full in Full::ALL {
        let (fake, node) = node(full, 3, Decimal::zero());
        let told = Rc::new(RefCell::new(vec![]));
        let heard = told.clone();
        let node = node
            .waiting_for_room(Duration::from_millis(5), Duration::from_secs(30))
            .telling(move |text| heard.borrow_mut().push(text.to_owned()));
        let receipt = node.send(&wallet(), &[message()], Some(100_000)).unwrap();
        assert_eq!((receipt.height, receipt.gas_used), (8, 90_000));
        let sent = &fake.lock().unwrap().sent;
        assert_eq!(sent.len(), 4, "three times full, then taken");
        assert!(sent.iter().all(|tx| *tx == sent[0]), "the same transaction each time, never a second one");
        let told = told.borrow();
        assert_eq!(told.len(), 2, "the wait is told once, and the hash: {told:?}");
        assert!(told[1].contains(&receipt.hash), "{told:?}");
        assert!(told[0].contains(full.text()) && told[0].contains("30 s"), "{told:?}");
    }
}

#[test]
fn a_mempool_that_stays_full_ends_in_an_error() {
    for full in Full::ALL {
        let (fake, node) = node(full, usize::MAX, Decimal::zero());
        let node =
            node.waiting_for_room(Duration::from_millis(5), Duration::from_millis(300)).telling(|_| {});
        let error = format!("{:#}", node.send(&wallet(), &[message()], Some(100_000)).unwrap_err());
        assert!(error.contains(full.text()), "{error}");
        assert!(error.contains("not sent"), "{error}");
        let sent = fake.lock().unwrap().sent.len();
        assert!(sent > 1 && sent < 100, "{sent} times");
    }
}

/// Some versions of the SDK count a transaction for which their mempool has no room: in the same block they refuse the same
/// bytes for their sequence. In a later one that refusal is a true one, and the transaction is signed anew.
#[test]
fn a_sequence_counted_without_room_is_waited_out_until_the_next_block() {
    for (moves, mismatches, times_told) in [(false, 3, 2), (true, 1, 2)] {
        let (fake, node) = node(Full::App, 1, Decimal::zero());
        {
            let mut fake = fake.lock().unwrap();
            (fake.moves, fake.mismatches) = (moves, mismatches);
        }
        let told = Rc::new(RefCell::new(vec![]));
        let heard = told.clone();
        let node = node
            .waiting_for_room(Duration::from_millis(5), Duration::from_secs(30))
            .telling(move |text| heard.borrow_mut().push(text.to_owned()));
        let begun = fake.lock().unwrap().height;
        node.send(&wallet(), &[message()], Some(100_000)).unwrap();
        let fake = fake.lock().unwrap();
        assert_eq!(fake.sent.len(), 2 + mismatches, "full, counted, then taken");
        assert_eq!(told.borrow().len(), times_told, "{:?}", told.borrow());
        // One block for what was refused, two to wait for the next before it is signed anew.
        assert!(if moves { fake.height >= begun + 4 } else { fake.height == begun }, "{}", fake.height);
    }
}

#[test]
fn a_node_whose_next_block_does_not_come_is_given_up_as_full() {
    let (fake, node) = node(Full::App, 1, Decimal::zero());
    fake.lock().unwrap().mismatches = usize::MAX;
    let node = node.waiting_for_room(Duration::from_millis(5), Duration::from_millis(300)).telling(|_| {});
    let error = format!("{:#}", node.send(&wallet(), &[message()], Some(100_000)).unwrap_err());
    assert!(error.contains("pool reached max tx capacity") && error.contains("not sent"), "{error}");
}

/// 500,000 gas at 2·10^15 a unit are 10^21, more than a decimal of 18 places holds.
#[test]
fn a_fee_in_a_token_of_many_decimals_is_paid() {
    let price = Decimal::from_ratio(2_000_000_000_000_000u128, 1u8);
    let (fake, node) = node(Full::Error, 0, price);
    node.send(&wallet(), &[message()], Some(500_000)).unwrap();
    let tx = TxRaw::decode(fake.lock().unwrap().sent[0].as_slice()).unwrap();
    let fee = AuthInfo::decode(tx.auth_info_bytes.as_slice()).unwrap().fee.unwrap();
    assert_eq!(fee.amount[0].amount, "1000000000000000000000");
}
