//! Blocks at chosen times, over an application that answers from memory.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::Duration;

use chain::clock::abci::Application;
use chain::clock::blocks::Blocks;
use chain::clock::rpc::answer;
use cosmrs::proto::prost::decode_length_delimiter;
use cosmrs::proto::tendermint::abci::request::Value as Asked;
use cosmrs::proto::tendermint::abci::response::Value as Answer;
use cosmrs::proto::tendermint::abci::{
    ExecTxResult, Request, RequestFinalizeBlock, RequestInitChain, Response, ResponseCheckTx, ResponseCommit,
    ResponseException, ResponseFinalizeBlock, ResponseFlush, ResponseInfo, ResponseInitChain, ResponseQuery,
    ValidatorUpdate,
};
use cosmrs::proto::tendermint::crypto::{public_key::Sum, PublicKey};
use cosmrs::proto::tendermint::google::protobuf::Timestamp;
use cosmrs::proto::traits::Message;
use cosmwasm_std::Binary;
use serde_json::json;
use sha2::{Digest, Sha256};

const BEGIN: u64 = 1_800_000_000;
const DAY: u64 = 86_400;

/// An application: how far it is, and the blocks that it was handed.
#[derive(Default)]
struct Fake {
    height: i64,
    blocks: Vec<RequestFinalizeBlock>,
}

impl Fake {
    fn answer(&mut self, asked: Asked) -> Answer {
        match asked {
            Asked::Info(_) => {
                Answer::Info(ResponseInfo { last_block_height: self.height, ..Default::default() })
            }
            Asked::InitChain(_) => {
                let pub_key = Some(PublicKey { sum: Some(Sum::Ed25519(vec![7; 32])) });
                let validators = vec![ValidatorUpdate { pub_key, power: 5 }];
                Answer::InitChain(ResponseInitChain { validators, ..Default::default() })
            }
            // What begins with zero is refused.
            Asked::CheckTx(asked) => Answer::CheckTx(ResponseCheckTx {
                code: u32::from(asked.tx[0] == 0),
                log: "begins with zero".into(),
                ..Default::default()
            }),
            Asked::FinalizeBlock(block) => {
                let result = ExecTxResult { gas_used: 123, ..Default::default() };
                let tx_results = vec![result; block.txs.len()];
                self.blocks.push(block);
                Answer::FinalizeBlock(ResponseFinalizeBlock { tx_results, ..Default::default() })
            }
            Asked::Commit(_) => Answer::Commit(ResponseCommit::default()),
            Asked::Query(_) => Answer::Query(ResponseQuery::default()),
            other => Answer::Exception(ResponseException { error: format!("not expected: {other:?}") }),
        }
    }
}

/// Starts an application, and connects to it.
fn application(fake: Fake) -> (Arc<Mutex<Fake>>, Application) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let fake = Arc::new(Mutex::new(fake));
    let shared = fake.clone();
    std::thread::spawn(move || serve(listener.accept().unwrap().0, &shared));
    (fake, Application::connect(&address).unwrap())
}

/// As CometBFT's server does: answers go out when the request to flush them has come.
fn serve(stream: TcpStream, fake: &Mutex<Fake>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let (mut writer, mut waiting) = (stream, vec![]);
    loop {
        let start = reader.fill_buf().ok()?;
        let length = decode_length_delimiter(start).ok()?;
        let prefix = start.iter().position(|byte| *byte < 0x80)? + 1;
        reader.consume(prefix);
        let mut bytes = vec![0; length];
        reader.read_exact(&mut bytes).ok()?;
        let asked = Request::decode(bytes.as_slice()).ok()?.value?;
        let flush = matches!(asked, Asked::Flush(_));
        let answer = if flush { Answer::Flush(ResponseFlush {}) } else { fake.lock().unwrap().answer(asked) };
        waiting.extend(Response { value: Some(answer) }.encode_length_delimited_to_vec());
        if flush {
            writer.write_all(&std::mem::take(&mut waiting)).ok()?;
        }
    }
}

fn genesis() -> RequestInitChain {
    let time = Some(Timestamp { seconds: BEGIN as i64, nanos: 5 });
    RequestInitChain { time, chain_id: "test".into(), initial_height: 1, ..Default::default() }
}

fn begin() -> (Arc<Mutex<Fake>>, Blocks) {
    let (fake, application) = application(Fake::default());
    (fake, Blocks::begin(application, genesis()).unwrap())
}

fn now(blocks: &Blocks) -> (u64, u64) {
    (blocks.last().height, blocks.last().time.seconds() - BEGIN)
}

#[test]
fn time_passes_as_far_as_it_is_moved() {
    let (fake, mut blocks) = begin();
    assert_eq!(now(&blocks), (1, 1));
    for (seconds, height, time) in
        [(0, 2, 2), (1, 3, 3), (6, 4, 9), (13, 7, 22), (90 * DAY, 27, 22 + 90 * DAY)]
    {
        blocks.advance(seconds).unwrap();
        assert_eq!(now(&blocks), (height, time), "after {seconds} s more");
    }
    let handed = &fake.lock().unwrap().blocks;
    let times = handed.iter().map(|block| block.time.unwrap().seconds as u64 - BEGIN);
    let times: Vec<u64> = times.collect();
    assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
    assert_eq!(times[4..7], [15, 21, 22], "a wait of thirteen seconds: two whole blocks and the rest");
    assert!(handed.iter().zip(1..).all(|(block, height)| block.height == height), "one after the other");
    let voted = |block: &RequestFinalizeBlock| block.decided_last_commit.as_ref().unwrap().votes.len();
    assert_eq!(voted(&handed[0]), 0, "there is nothing before the first block");
    assert!(handed[1..].iter().all(|block| voted(block) == 1), "the validator has voted for the rest");
    let address = &Sha256::digest([7; 32])[..20];
    assert!(handed.iter().all(|block| block.proposer_address == address), "and proposed them");
}

#[test]
fn who_has_waited_finds_a_new_block() {
    let (_, mut blocks) = begin();
    blocks.answered();
    for _ in 0..3 {
        answer(&mut blocks, "status", &json!({})).unwrap();
    }
    let at_once = now(&blocks);
    sleep(Duration::from_millis(60));
    let status = answer(&mut blocks, "status", &json!({})).unwrap();
    assert_eq!(now(&blocks), (at_once.0 + 1, at_once.1 + 1), "a second later");
    assert_eq!(status["sync_info"]["latest_block_height"], now(&blocks).0.to_string());
}

#[test]
fn a_transaction_is_in_a_block_at_once_or_in_none() {
    let (fake, mut blocks) = begin();
    let mut send = |tx: &[u8]| {
        let sent = json!({ "tx": Binary::from(tx).to_base64() });
        let answered = answer(&mut blocks, "broadcast_tx_sync", &sent).unwrap();
        let hash = json!({ "hash": Binary::from(Sha256::digest(tx).to_vec()).to_base64() });
        (answered["code"].clone(), answer(&mut blocks, "tx", &hash).map_err(|e| e.to_string()))
    };
    let (code, found) = send(&[1, 2, 3]);
    let found = found.unwrap();
    assert_eq!((code, &found["tx_result"]["gas_used"]), (json!(0), &json!("123")));
    let (code, found) = send(&[0, 2, 3]);
    assert_eq!(code, json!(1));
    assert!(found.unwrap_err().contains("not found"), "what is refused is in no block");
    let handed = &fake.lock().unwrap().blocks;
    let carried: Vec<_> = handed.iter().flat_map(|block| &block.txs).collect();
    assert_eq!(carried, [&[1u8, 2, 3][..]]);
}

#[test]
fn an_application_that_has_state_is_refused() {
    let (_, application) = application(Fake { height: 12, ..Fake::default() });
    let error = Blocks::begin(application, genesis()).err().unwrap().to_string();
    assert_eq!(error, "expected an application without state, got one at height 12");
}
