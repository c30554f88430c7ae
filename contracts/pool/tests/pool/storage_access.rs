//! Gas: what a swap reads, writes and sends, exactly.

use std::cell::RefCell;

use api::common::{Asset, Source};
use api::pool::{raw, Destination, ExecuteMsg, ReceiveMsg};
use cosmwasm_std::testing::{message_info, MockApi};
use cosmwasm_std::{
    coin, from_json, to_json_binary, Addr, BankMsg, Coin, ContractInfo, CosmosMsg, DepsMut, Env,
    MemoryStorage, Order, Querier, QuerierResult, QuerierWrapper, Record, Response, Storage, WasmMsg,
};
use cw20::{Cw20ExecuteMsg, Cw20ReceiveMsg};

use crate::harness::*;

/// A storage that writes down what is done with it.
struct Recorder {
    inner: MemoryStorage,
    reads: RefCell<Vec<Vec<u8>>>,
    writes: Vec<Vec<u8>>,
    removals: Vec<Vec<u8>>,
}

impl Storage for Recorder {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.reads.borrow_mut().push(key.to_vec());
        self.inner.get(key)
    }

    fn range<'a>(
        &'a self,
        _: Option<&[u8]>,
        _: Option<&[u8]>,
        _: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        panic!("a swap iterates over nothing")
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.writes.push(key.to_vec());
        self.inner.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.removals.push(key.to_vec());
        self.inner.remove(key);
    }
}

struct NoQueries;

impl Querier for NoQueries {
    fn raw_query(&self, _: &[u8]) -> QuerierResult {
        panic!("a swap asks nobody")
    }
}

/// What one message did.
struct Trace {
    reads: Vec<Vec<u8>>,
    writes: Vec<Vec<u8>>,
    response: Response,
}

/// Runs one message on a copy of the market's state.
fn trace(m: &Market, sender: &Addr, msg: ExecuteMsg, funds: &[Coin]) -> Trace {
    let mut storage =
        Recorder { inner: MemoryStorage::new(), reads: RefCell::default(), writes: vec![], removals: vec![] };
    for (key, value) in m.app.dump_wasm_raw(&m.pool) {
        storage.inner.set(&key, &value);
    }
    let env = Env {
        block: m.app.block_info(),
        transaction: None,
        contract: ContractInfo { address: m.pool.clone() },
    };
    let deps =
        DepsMut { storage: &mut storage, api: &MockApi::default(), querier: QuerierWrapper::new(&NoQueries) };
    let response = pool::contract::execute(deps, env, message_info(sender, funds), msg).unwrap();
    assert!(storage.removals.is_empty());
    let mut reads = storage.reads.into_inner();
    reads.sort();
    storage.writes.sort();
    Trace { reads, writes: storage.writes, response }
}

fn config_key(pool_id: u64) -> Vec<u8> {
    raw::pool_key(b'p', pool_id)
}

fn sorted(mut keys: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    keys.sort();
    keys
}

fn pool_reads(pools: &[u64]) -> Vec<Vec<u8>> {
    pools.iter().flat_map(|&id| [raw::hot_key(id), config_key(id)]).collect()
}

fn hot_writes(pools: &[u64]) -> Vec<Vec<u8>> {
    pools.iter().map(|&id| raw::hot_key(id)).collect()
}

fn messages(trace: &Trace) -> Vec<CosmosMsg> {
    trace.response.messages.iter().map(|sub| sub.msg.clone()).collect()
}

#[test]
fn between_wallets_one_record_of_each_kind_one_write_one_transfer() {
    let m = Market::new();
    let out = m.quote(usd(), &[USD_NET], 5_000).legs[0].received.amount;
    let msg = exact_in(usd(), &[USD_NET], Source::Funds {}, 0, wallet());
    let t = trace(&m, &m.alice, msg, &[coin(5_000, USD)]);
    assert_eq!(t.reads, sorted(pool_reads(&[USD_NET])));
    assert_eq!(t.writes, hot_writes(&[USD_NET]));
    let amount = vec![Coin { denom: NET.into(), amount: out }];
    assert_eq!(messages(&t), [BankMsg::Send { to_address: m.alice.to_string(), amount }.into()]);
    assert_eq!(t.response.events.len(), 1, "one event");
}

#[test]
fn tokens_in_cost_the_pool_no_more() {
    let m = Market::new();
    let hook = ReceiveMsg::SwapExactIn {
        pools: vec![CREDIT_NET],
        min_out: 0u128.into(),
        to: wallet(),
        deadline: None,
    };
    let msg = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: m.alice.to_string(),
        amount: 5_000u128.into(),
        msg: to_json_binary(&hook).unwrap(),
    });
    let t = trace(&m, &m.credit, msg, &[]);
    assert_eq!(t.reads, sorted(pool_reads(&[CREDIT_NET])));
    assert_eq!(t.writes, hot_writes(&[CREDIT_NET]));
    assert_eq!(t.response.messages.len(), 1);
}

#[test]
fn tokens_out_leave_by_one_transfer() {
    let m = Market::new();
    let msg = exact_in(net(), &[CREDIT_NET], Source::Funds {}, 0, wallet());
    let t = trace(&m, &m.alice, msg, &[coin(5_000, NET)]);
    let [CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, funds })] = &messages(&t)[..] else {
        panic!("one message")
    };
    assert_eq!((contract_addr, funds.len()), (&m.credit.to_string(), 0));
    assert!(matches!(from_json(msg).unwrap(), Cw20ExecuteMsg::Transfer { .. }));
}

#[test]
fn two_hops_read_and_write_each_pool_once() {
    let m = Market::new();
    let pools = [CREDIT_NET, USD_NET];
    let msg = exact_in(usd(), &[USD_NET, CREDIT_NET], Source::Funds {}, 0, wallet());
    let t = trace(&m, &m.alice, msg, &[coin(5_000, USD)]);
    assert_eq!(t.reads, sorted(pool_reads(&pools)));
    assert_eq!(t.writes, hot_writes(&pools));
    assert_eq!(t.response.messages.len(), 1);
}

#[test]
fn two_legs_over_one_pool_read_and_write_it_once() {
    let m = Market::new();
    let legs: &[(&[u64], u128)] = &[(&[USD_NET, CREDIT_NET], 100), (&[USD_NET], 100)];
    let msg = exact_out(usd(), legs, Source::Funds {}, wallet());
    let t = trace(&m, &m.alice, msg, &[coin(5_000, USD)]);
    assert_eq!(t.reads, sorted(pool_reads(&[USD_NET, CREDIT_NET])));
    assert_eq!(t.writes, sorted(hot_writes(&[USD_NET, CREDIT_NET])));
}

#[test]
fn a_pool_passed_twice_is_read_and_written_once() {
    let m = Market::new();
    let msg = exact_in(usd(), &[USD_NET, USD_NET], Source::Funds {}, 0, wallet());
    let t = trace(&m, &m.alice, msg, &[coin(5_000, USD)]);
    assert_eq!(t.reads, sorted(pool_reads(&[USD_NET])));
    assert_eq!(t.writes, hot_writes(&[USD_NET]));
}

#[test]
fn between_accounts_the_two_accounts_are_added_and_nothing_is_sent() {
    let m = Market::new();
    let msg = exact_in(usd(), &[USD_NET], from_account(5_000), 0, account());
    let t = trace(&m, &m.alice, msg, &[]);
    let accounts = |asset: Asset| raw::account_key(&asset, &canonical(&m.alice));
    let both = vec![accounts(usd()), accounts(net())];
    assert_eq!(t.reads, sorted([pool_reads(&[USD_NET]), both.clone()].concat()));
    assert_eq!(t.writes, sorted([hot_writes(&[USD_NET]), both].concat()));
    assert!(t.response.messages.is_empty());
}

#[test]
fn a_call_sends_the_call_only() {
    let m = Market::new();
    let to = Destination::Call { contract: m.callee.to_string(), msg: Default::default() };
    let msg = exact_out(net(), &[(&[CREDIT_NET], 100)], Source::Funds {}, to);
    let t = trace(&m, &m.alice, msg, &[coin(5_000, NET)]);
    let booked = [m.credit(), net()].map(|asset| raw::account_key(&asset, &canonical(&m.callee)));
    assert_eq!(t.reads, sorted([pool_reads(&[CREDIT_NET]), booked.to_vec()].concat()));
    assert_eq!(t.writes, sorted([hot_writes(&[CREDIT_NET]), booked.to_vec()].concat()));
    assert_eq!(t.response.messages.len(), 1);
}

#[test]
fn checkpoints_are_touched_only_when_ten_minutes_have_passed() {
    let mut m = Market::new();
    let msg = exact_in(usd(), &[USD_NET], Source::Funds {}, 0, wallet());
    let key = raw::checkpoints_key(USD_NET);
    m.next_block(593);
    let t = trace(&m, &m.alice, msg.clone(), &[coin(5_000, USD)]);
    assert!(!t.reads.contains(&key) && !t.writes.contains(&key), "599 seconds after the fill");
    m.next_block(1);
    let t = trace(&m, &m.alice, msg.clone(), &[coin(5_000, USD)]);
    assert_eq!(t.reads, sorted([pool_reads(&[USD_NET]), vec![key.clone()]].concat()));
    assert_eq!(t.writes, sorted([hot_writes(&[USD_NET]), vec![key.clone()]].concat()));
    m.swap(&m.alice.clone(), USD, 5_000, &[USD_NET]).unwrap();
    let t = trace(&m, &m.alice, msg, &[coin(5_000, USD)]);
    assert!(!t.reads.contains(&key), "once per block at most");
}

/// The anchor is in the record that a swap reads and writes anyway.
#[test]
fn a_swap_held_to_the_anchor_reads_and_writes_no_more() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let sell = exact_in(net(), &[CREDIT_NET], from_account(50_000_000), 0, account());
    let back = exact_in(m.credit(), &[CREDIT_NET], from_account(20_000_000), 0, account());
    let single = crate::anchored::provide_single(CREDIT_NET, m.credit(), 20_000_000, 0);
    let plain = [&back, &single].map(|msg| trace(&m, &alice, msg.clone(), &[]));
    m.run(&alice, sell, &[]).unwrap();
    let anchored = [&back, &single].map(|msg| trace(&m, &alice, msg.clone(), &[]));
    for (plain, anchored) in plain.iter().zip(&anchored) {
        assert_eq!((&plain.reads, &plain.writes), (&anchored.reads, &anchored.writes));
        assert_eq!(plain.response.messages.len(), anchored.response.messages.len());
        assert_eq!(plain.response.events.len(), anchored.response.events.len());
    }
    m.run(&alice, back, &[]).unwrap();
    assert!(m.pool(CREDIT_NET).spread_1.u128() > 0, "it was held to the anchor");
}

/// A launch pool costs what another does.
#[test]
fn a_launch_pool_reads_and_writes_no_more() {
    let mut m = Market::launched();
    m.provide_from_account(LAUNCH, (RESERVE, 0)).unwrap();
    let msg = exact_in(net(), &[LAUNCH], Source::Funds {}, 0, wallet());
    let t = trace(&m, &m.alice, msg, &[coin(5_000, NET)]);
    assert_eq!(t.reads, sorted(pool_reads(&[LAUNCH])));
    assert_eq!(t.writes, hot_writes(&[LAUNCH]));
}

/// 37 bytes, then every amount and the anchor with the bytes that they need.
#[test]
fn a_record_grows_by_what_it_holds() {
    let mut m = Market::launched();
    let size =
        |m: &Market, id| m.app.wrap().query_wasm_raw(&m.pool, raw::hot_key(id)).unwrap().unwrap().len();
    assert_eq!(size(&m, LAUNCH), 37, "nothing");
    assert_eq!(size(&m, USD_NET), 37 + 2 * 4, "reserves of a thousand million");
    m.provide_from_account(LAUNCH, (RESERVE, 0)).unwrap();
    let begun = size(&m, LAUNCH);
    // The price begins below the reference price by part of a unit of the shares: two bytes of anchor.
    assert_eq!(begun, 37 + 2 * 4 + 2, "credits, the virtual reserve");
    m.next_block(6);
    let alice = m.alice.clone();
    m.swap(&alice, USD, 50_000_000, &[USD_NET]).unwrap();
    assert_eq!(size(&m, USD_NET), 37 + 2 * 4 + 2, "a fee of 50,000");
    m.swap(&alice, NET, 20_000_000, &[USD_NET]).unwrap();
    let spread = m.pool(USD_NET).spread_0.u128();
    assert!((1 << 16..1 << 24).contains(&spread), "{spread}");
    assert_eq!(size(&m, USD_NET), 37 + 2 * 4 + 2 + 2 + 3, "a fee of the other, a spread");
    m.next_block(1);
    m.swap(&alice, NET, 5_000, &[USD_NET]).unwrap();
    let hot = crate::anchored::hot(&m, USD_NET);
    assert!(hot.anchor != hot.obs.last_log, "the clamp binds");
    assert_eq!(size(&m, USD_NET), 37 + 2 * 4 + 2 + 2 + 3 + 5, "and its way to the price: 2.5 %, in Q40");
    let longest = raw::Hot::MAX_LEN;
    assert_eq!(longest, 37 + 7 * 14 + 7);
}

#[test]
fn the_records_are_as_small_as_promised() {
    let m = Market::new();
    let dump = m.app.dump_wasm_raw(&m.pool);
    let size = |key: Vec<u8>| dump.iter().find(|(k, _)| *k == key).unwrap().1.len();
    for id in [CREDIT_NET, USD_NET] {
        assert!(size(raw::hot_key(id)) <= 91, "{}", size(raw::hot_key(id)));
        assert!(size(config_key(id)) <= 160, "{}", size(config_key(id)));
    }
}
