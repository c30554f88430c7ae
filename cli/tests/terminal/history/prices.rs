//! Prices and volumes of pools, worked out by hand: a price is reserve 1 · 10^18 / reserve 0, rounded down.

use api::common::{Asset, AssetAmount};
use api::pool::events::{Hop, Liquidity, PoolEvent, Provide, Swap};
use api::pool::{Fees, PoolResponse};
use cosmwasm_std::{Addr, Event};
use serde_json::{json, Value};

use super::chain::{of, Block, Chain, DAY_0, POOL};
use super::Follower;

pub fn credit() -> Asset {
    Asset::cw20("wasm1credit")
}

pub fn net() -> Asset {
    Asset::native("unet")
}

fn usd() -> Asset {
    Asset::native("uusd")
}

pub fn create(pool_id: u64, asset_0: &Asset, launch: bool) -> Event {
    let lp_token = &Addr::unchecked("wasm1lp");
    let fees = Fees { fee_bps: 100, protocol_share_bps: 1_000 };
    let asset_1 = &net();
    of(POOL, PoolEvent::CreatePool { pool_id, asset_0, asset_1, lp_token, fees, reference: (1, 2), launch })
}

pub fn swap(offer: Asset, ask: Asset, hops: &[Hop]) -> Event {
    let trader = &Addr::unchecked("wasm1trader");
    let paid = AssetAmount { asset: offer, amount: hops[0].paid.into() };
    let received = AssetAmount { asset: ask, amount: hops[hops.len() - 1].received.into() };
    let swap =
        Swap { sender: trader, payer: None, hops, paid, received, to: "wallet", receiver: trader, rest: 0 };
    of(POOL, PoolEvent::Swap(swap))
}

/// `pool:in:out:lp_fee:protocol_fee:spread`.
pub fn hop([pool_id, paid, received, lp_fee, protocol_fee, spread]: [u128; 6]) -> Hop {
    Hop { pool_id: pool_id as u64, paid, received, lp_fee, protocol_fee, spread }
}

fn liquidity(trader: &Addr, pool_id: u64, amounts: [u128; 2], shares: u128) -> Liquidity<'_> {
    let [amount_0, amount_1] = amounts.map(Into::into);
    Liquidity { sender: trader, receiver: trader, pool_id, amount_0, amount_1, shares: shares.into() }
}

/// Shares, and shares that nobody owns; LP fee, protocol fee and spread of a single-sided provision.
pub fn provide(pool_id: u64, amounts: [u128; 2], shares: [u128; 2], fees: [u128; 3]) -> Event {
    let trader = &Addr::unchecked("wasm1trader");
    let [lp_fee, protocol_fee, spread] = fees;
    let liquidity = liquidity(trader, pool_id, amounts, shares[0]);
    let locked = shares[1];
    let provide = Provide { liquidity, locked, lp_fee, protocol_fee, spread, payer: None, debited: (0, 0) };
    of(POOL, PoolEvent::Provide(provide))
}

fn withdraw(pool_id: u64, amounts: [u128; 2], shares: u128, spread: (u128, u128)) -> Event {
    let trader = &Addr::unchecked("wasm1trader");
    let liquidity = liquidity(trader, pool_id, amounts, shares);
    of(POOL, PoolEvent::WithdrawLiquidity { liquidity, spread, to: "wallet" })
}

/// A row: seconds of the first day, four prices, and what follows them.
fn row(time: u64, prices: [&str; 4], rest: [&str; 6]) -> Value {
    let prices = prices.iter().chain(rest.iter()).map(|text| json!(text));
    Value::Array(std::iter::once(json!(DAY_0 + time)).chain(prices).collect())
}

const AT_FIRST: &str = "2000000000000000000";
/// 2,099 for 953.
const BOUGHT: &str = "2202518363064008394";
/// 1,997 for 1,002.
const SOLD: &str = "1993013972055888223";
/// 2,036 for 998.
const PROVIDED: &str = "2040080160320641282";
/// 2,074 for 980.
const ROUTED: &str = "2116326530612244897";
/// 1,866 for 882.
const WITHDRAWN: &str = "2115646258503401360";

#[test]
fn candles_and_volumes_follow_from_swaps_and_liquidity() {
    let chain = Chain::start();
    chain.block(
        0,
        vec![
            create(1, &credit(), false),
            provide(1, [1_000, 2_000], [1_400, 10], [0; 3]),
            create(2, &usd(), false),
            provide(2, [500, 1_000], [700, 10], [0; 3]),
        ],
    );
    // 100 NET for 47 credits, a fee of 1 to LPs and of 1 to the protocol: 953 and 2,099 are left.
    chain.block(10, vec![swap(net(), credit(), &[hop([1, 100, 47, 1, 1, 0])])]);
    // 50 credits for 99 NET, a spread of 3: 1,002 and 1,997. Then 40 NET alone, of which 1 is protocol fee, and which cost 4
    // credits of spread: 998 and 2,036.
    chain.block(
        300,
        vec![swap(credit(), net(), &[hop([1, 50, 99, 2, 1, 3])]), provide(1, [0, 40], [20, 0], [2, 1, 4])],
    );
    // By both pools: 20 dollars for 38 NET for 18 credits. 520 and 962 are left, and 980 and 2,074.
    chain.block(3_600, vec![swap(usd(), credit(), &[hop([2, 20, 38, 1, 0, 0]), hop([1, 38, 18, 1, 0, 0])])]);
    chain.block(3_601, vec![withdraw(1, [98, 207], 140, (0, 1))]);
    let reader = Follower::of(&chain, "prices");
    reader.read();

    let first = row(0, [AT_FIRST, BOUGHT, AT_FIRST, BOUGHT], ["47", "100", "0", "1", "953", "2099"]);
    let second = row(300, [BOUGHT, BOUGHT, SOLD, PROVIDED], ["50", "99", "2", "2", "998", "2036"]);
    let third = row(3_600, [PROVIDED, ROUTED, PROVIDED, WITHDRAWN], ["18", "38", "0", "1", "882", "1866"]);
    assert_eq!(reader.rows("pool-1-5m"), [first, second, third.clone()]);
    let hour = row(0, [AT_FIRST, BOUGHT, SOLD, PROVIDED], ["97", "199", "2", "3", "998", "2036"]);
    assert_eq!(reader.rows("pool-1-1h"), [hour, third]);
    let day = row(0, [AT_FIRST, BOUGHT, SOLD, WITHDRAWN], ["115", "237", "2", "4", "882", "1866"]);
    assert_eq!(reader.rows("pool-1-1d"), [day]);
    let usd = row(
        0,
        [AT_FIRST, AT_FIRST, "1850000000000000000", "1850000000000000000"],
        ["20", "38", "1", "0", "520", "962"],
    );
    assert_eq!(reader.rows("pool-2-1d"), [usd]);
    let columns = json!([
        "time",
        "open",
        "high",
        "low",
        "close",
        "volume_0",
        "volume_1",
        "lp_fees_0",
        "lp_fees_1",
        "reserve_0",
        "reserve_1"
    ]);
    assert_eq!(reader.file("pool-1-5m")["columns"], columns);
    let status = json!({
        "version": 1, "chain_id": "test-1", "from_height": 1, "from_time": DAY_0, "height": 5, "time": DAY_0 + 3_601,
        "whole": true,
    });
    assert_eq!(reader.file("status"), status);
    let files =
        [1, 2].map(|pool| ["1d", "1h", "5m"].map(|every| format!("pool-{pool}-{every}.json"))).concat();
    assert_eq!(reader.file("files"), json!({ "files": files }));
}

#[test]
fn a_launch_pool_counts_its_shares_as_a_reserve() {
    let chain = Chain::start();
    let first = provide(1, [1_000, 0], [1_990, 10], [0; 3]);
    // 953 and 99, and 2,000 shares.
    let bought = swap(net(), credit(), &[hop([1, 100, 47, 1, 1, 0])]);
    // 858 and 90, and 1,801 shares.
    let left = withdraw(1, [95, 9], 199, (0, 0));
    chain.block(0, vec![create(1, &credit(), true), first, bought, left]);
    let reader = Follower::of(&chain, "launch");
    let close = "2203962703962703962";
    let expected = row(0, [AT_FIRST, close, AT_FIRST, close], ["47", "100", "0", "1", "858", "90"]);
    assert_eq!(reader.read().rows("pool-1-1d"), [expected]);
}

#[test]
fn rows_of_five_minutes_are_kept_for_a_week() {
    let chain = Chain::start();
    chain.block(0, vec![create(1, &credit(), false), provide(1, [1_000, 2_000], [1_400, 10], [0; 3])]);
    let bought = || vec![swap(net(), credit(), &[hop([1, 100, 47, 1, 1, 0])])];
    chain.block(7 * 86_400 - 1, bought());
    let reader = Follower::of(&chain, "a week");
    assert_eq!(reader.read().rows("pool-1-5m").len(), 2);
    chain.block(7 * 86_400, bought());
    assert_eq!(reader.read().rows("pool-1-5m").len(), 2);
    assert_eq!(reader.rows("pool-1-1h").len(), 3);
}

#[test]
fn what_others_say_what_failed_and_what_governance_does() {
    let chain = Chain::start();
    let bought = || swap(net(), credit(), &[hop([1, 100, 47, 1, 1, 0])]);
    let mut foreign = bought();
    foreign.attributes[0].value = "wasm1somebody".into();
    let begin = create(1, &credit(), false);
    let provided = provide(1, [1_000, 2_000], [1_400, 10], [0; 3]);
    // Governance creates and provides at a block's end.
    let end = vec![begin, provided];
    chain.add(Block { time: 0, txs: vec![(false, vec![foreign.clone()])], end });
    // What is before the transactions of a block comes first, though the node lists it behind.
    let early = bought().add_attribute("mode", "BeginBlock");
    let late = withdraw(1, [95, 209], 0, (0, 0)).add_attribute("mode", "EndBlock");
    chain.add(Block {
        time: 1,
        txs: vec![(true, vec![bought()]), (false, vec![foreign])],
        end: vec![late, early],
    });
    let reader = Follower::of(&chain, "governance");
    let close = "2202797202797202797";
    let expected = row(0, [AT_FIRST, close, AT_FIRST, close], ["47", "100", "0", "1", "858", "1890"]);
    assert_eq!(reader.read().rows("pool-1-1d"), [expected]);
}

#[test]
fn a_pool_whose_creation_was_not_read_is_asked_for_what_it_was_before() {
    let chain = Chain::start();
    chain.block(0, vec![]);
    chain.block(5, vec![]);
    let bought = || vec![swap(net(), credit(), &[hop([1, 100, 47, 1, 1, 0])])];
    chain.block(10, bought());
    chain.block(20, bought());
    let pool = |reserve_0: u128, reserve_1: u128| PoolResponse {
        pool_id: 1,
        asset_0: credit(),
        asset_1: net(),
        reserve_0: reserve_0.into(),
        reserve_1: reserve_1.into(),
        accrued_0: 0u128.into(),
        accrued_1: 0u128.into(),
        spread_0: 0u128.into(),
        spread_1: 0u128.into(),
        launch: false,
        virtual_reserve: 0u128.into(),
        lp_token: "wasm1lp".into(),
        lp_supply: 0u128.into(),
        reference: None,
        fees: Fees { fee_bps: 100, protocol_share_bps: 1_000 },
        paused: api::pool::Paused { swap: false, provide: false },
    };
    chain.kept().pools = [(2, pool(1_000, 2_000)), (3, pool(953, 2_099)), (0, pool(906, 2_198))].into();
    let reader = Follower::of(&chain, "asked");
    let price = "2426048565121412803";
    let both = row(0, [AT_FIRST, price, AT_FIRST, price], ["94", "200", "0", "2", "906", "2198"]);
    assert_eq!(reader.read().rows("pool-1-1d"), [both]);

    // A node that has the state after block 3 alone: the swap in that block is not told.
    chain.kept().pools.remove(&2);
    let reader = Follower::of(&chain, "asked later");
    let said = reader.once();
    assert!(said.err.contains("the prices of pool 1 begin later"), "{}", said.err);
    let second = row(0, [BOUGHT, price, BOUGHT, price], ["47", "100", "0", "1", "906", "2198"]);
    assert_eq!(reader.rows("pool-1-1d"), [second]);
}
