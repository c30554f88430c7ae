//! What a swap may touch, and other messages to pools and the cranks: each record costs gas by the read, the write and the
//! byte.

use api::common::{Asset, Payout, Source, CREDIT};
use api::fee_collector::{Category, ExecuteMsg as FeeMsg};
use api::pool::raw::{accounts_prefix, hot_key};
use api::pool::{Destination, ExecuteMsg, ProvideSource, ReceiveMsg, Route};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::Market;
use cosmwasm_std::{coins, Addr, Uint128};
use wasm_tests::{Call, Entry, Wasm};

const WALLET: Destination = Destination::Wallet { receiver: None };
const ACCOUNT: Destination = Destination::Account { receiver: None };

fn sell_net(market: &Market, from: Source, to: Destination) -> ExecuteMsg {
    sell(Asset::native(NET), market.class_pool(H100), from, to)
}

fn sell(offer: Asset, pool_id: u64, from: Source, to: Destination) -> ExecuteMsg {
    ExecuteMsg::SwapExactIn {
        route: Route { offer, pools: vec![pool_id] },
        from,
        min_out: Uint128::one(),
        to,
        deadline: None,
    }
}

/// Swaps twice in one block, so that no checkpoint is due in the second, and returns the calls of that one.
fn metered(wasm: &Wasm, market: &mut Market, client: &Addr, msg: &ExecuteMsg, funds: u128) -> Vec<Call> {
    let coins = if funds == 0 { vec![] } else { coins(funds, NET) };
    market.pool(client, msg, &coins).expect("a first swap");
    wasm.meter.take();
    market.pool(client, msg, &coins).expect("a second swap");
    taken(wasm)
}

/// The calls since the last look.
fn taken(wasm: &Wasm) -> Vec<Call> {
    let calls = wasm.meter.take();
    for call in &calls {
        println!("{call}");
    }
    calls
}

/// What a message did, call by call: whose, which, and how many reads, writes, steps and queries.
fn shape(calls: &[Call]) -> Vec<(&str, Entry, [usize; 4])> {
    let counts = |c: &Call| [c.reads.len(), c.writes.len(), c.steps, c.queries];
    calls.iter().map(|c| (c.contract.as_str(), c.entry, counts(c))).collect()
}

#[test]
fn a_swap_between_wallets_is_one_hot_read_one_hot_write_and_one_transfer() {
    let wasm = Wasm::default();
    let (mut market, _, client) = small_market(&wasm);
    let msg = sell_net(&market, Source::Funds {}, Destination::Wallet { receiver: None });
    let calls = metered(&wasm, &mut market, &client, &msg, ONE);
    let hot = hot_key(market.class_pool(H100));
    // The swap, and the transfer of what it bought.
    assert_eq!(calls.iter().map(|c| c.entry).collect::<Vec<_>>(), [Entry::Execute, Entry::Execute]);
    let swap = &calls[0];
    assert_eq!((swap.contract.as_str(), calls[1].contract.as_str()), ("pool", "token"));
    assert_eq!((swap.reads_of(&hot), swap.writes_of(&hot)), (1, 1));
    assert_eq!(swap.writes.len(), 1, "the hot record is all that a swap writes");
    assert!(swap.reads.len() <= 2, "the hot record, and at most one of configuration");
    assert_eq!((swap.queries, swap.steps), (0, 0));
    assert!(
        swap.writes[0].bytes <= 96,
        "expected a hot record of at most 96 bytes, got {}",
        swap.writes[0].bytes
    );
}

#[test]
fn a_swap_between_accounts_moves_no_coin() {
    let wasm = Wasm::default();
    let (mut market, _, client) = small_market(&wasm);
    market.deposit(&client, 10 * ONE, NET).expect("a deposit");
    let from = Source::Account { owner: None, amount: Uint128::new(ONE) };
    let msg = sell_net(&market, from, Destination::Account { receiver: None });
    let calls = metered(&wasm, &mut market, &client, &msg, 0);
    assert_eq!(calls.len(), 1, "nobody else is called");
    let swap = &calls[0];
    let hot = hot_key(market.class_pool(H100));
    assert_eq!((swap.reads_of(&hot), swap.writes_of(&hot)), (1, 1));
    for asset in [Asset::native(NET), market.credit(H100)] {
        let account = accounts_prefix(&asset);
        assert_eq!((swap.reads_of(&account), swap.writes_of(&account)), (1, 1), "{asset}");
    }
    assert_eq!((swap.writes.len(), swap.queries, swap.steps), (3, 0, 0));
    assert!(swap.reads.len() <= 4, "the hot record, two accounts, and at most one of configuration");
}

/// One hot record, no longer than an ordinary swap's.
fn check_hot(call: &Call, pool_id: u64) {
    let hot = hot_key(pool_id);
    assert_eq!((call.reads_of(&hot), call.writes_of(&hot), call.writes.len()), (1, 1, 1));
    assert!(call.writes[0].bytes <= 96, "expected at most 96 bytes, got {}", call.writes[0].bytes);
}

#[test]
fn a_swap_held_to_the_anchor_touches_no_more() {
    let wasm = Wasm::default();
    let (mut market, _, client) = small_market(&wasm);
    let (pool_id, credit) = (market.class_pool(H100), market.credit(H100));
    market.buy(&client, H100, 20_000 * ONE, 100 * ONE).expect("credits");
    market.wait(6);
    let buy = sell_net(&market, Source::Funds {}, WALLET);
    let plain = metered(&wasm, &mut market, &client, &buy, ONE);
    market.wait(6);
    let from = Source::Account { owner: None, amount: (4_000 * ONE).into() };
    market.pool(&client, &sell(credit, pool_id, from, ACCOUNT), &[]).expect("a sale");
    wasm.meter.take();
    let bought = market.pool(&client, &buy, &coins(ONE, NET)).expect("a purchase after it");
    let anchored = taken(&wasm);
    let hops = bought.events.iter().flat_map(|e| &e.attributes).find(|a| a.key == "hops").expect("a swap");
    assert_eq!(hops.value.split(':').count(), 6, "a spread after what others have: {}", hops.value);
    assert_eq!(shape(&anchored), shape(&plain));
    check_hot(&anchored[0], pool_id);
}

#[test]
fn a_withdrawal_in_a_moved_block_touches_no_more() {
    let wasm = Wasm::default();
    let (mut market, provider, client) = small_market(&wasm);
    let pool_id = market.class_pool(H100);
    let shares = Asset::cw20(market.pool_state(pool_id).lp_token);
    let buy = sell_net(&market, Source::Funds {}, WALLET);
    let hook = ReceiveMsg::WithdrawLiquidity {
        pool_id,
        min_0: Uint128::one(),
        min_1: Uint128::one(),
        payout: Payout::Account,
        receiver: None,
        deadline: None,
    };
    let mut shapes = vec![];
    for moved in [false, false, true] {
        market.wait(6);
        if moved {
            market.pool(&client, &buy, &coins(ONE, NET)).expect("a purchase");
        }
        wasm.meter.take();
        let pool = market.at.pool.clone();
        market.send_cw20(&provider, &shares, &pool, ONE, &hook).expect("a withdrawal");
        let calls = taken(&wasm);
        let pool = calls.iter().find(|c| c.contract == "pool" && c.entry == Entry::Execute).expect("a call");
        assert_eq!(pool.writes_of(&hot_key(pool_id)), 1);
        shapes.push(shape(&calls).into_iter().map(|(c, e, n)| (c.to_owned(), e, n)).collect::<Vec<_>>());
    }
    // The first opens its accounts.
    assert_eq!(shapes[1], shapes[2]);
}

#[test]
fn a_launch_swap_touches_what_any_swap_does() {
    let wasm = Wasm::default();
    let (mut market, provider, client) = small_market(&wasm);
    let buy = sell_net(&market, Source::Funds {}, WALLET);
    let plain = metered(&wasm, &mut market, &client, &buy, ONE);
    let (owner, credit) = (market.owner.clone(), market.credit(H100));
    let create = ExecuteMsg::CreatePool {
        asset_0: credit.clone(),
        asset_1: market.net(),
        fees: market.pool_state(market.class_pool(H100)).fees,
        lp_symbol: "lpLaunch".into(),
        reference_0: CREDIT.into(),
        reference_1: 900u128.into(),
        launch: true,
    };
    market.pool(&owner, &create, &[]).expect("a pool");
    // After those of the wiring.
    let wired = market.wiring.classes.len() + market.wiring.pools.len();
    let pool_id = u64::try_from(wired).expect("few pools") + 1;
    market.mint(&provider, H100, 100_000 * ONE, Payout::Account).expect("credits");
    let provide = ExecuteMsg::Provide {
        pool_id,
        max_0: (100_000 * ONE).into(),
        max_1: Uint128::zero(),
        from: ProvideSource::Account,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(&provider, &provide, &[]).expect("credits alone");
    let buy = sell(Asset::native(NET), pool_id, Source::Funds {}, WALLET);
    let launch = metered(&wasm, &mut market, &client, &buy, ONE);
    assert_eq!(shape(&launch), shape(&plain));
    check_hot(&launch[0], pool_id);
}

/// A market whose pool has the mean of a day, with credits that wait to be sold and NET for liquidity; each crank has run
/// once.
fn cranked(wasm: &Wasm) -> (Market, Addr, [FeeMsg; 2]) {
    let (mut market, _, client) = small_market(wasm);
    let (pool_id, credit) = (market.class_pool(H100), market.credit(H100));
    let little = sell_net(&market, Source::Funds {}, ACCOUNT);
    for hour in 0..=26 {
        market.pool(&client, &little, &coins(10_000, NET)).expect("a trade");
        market.wait(if hour < 26 { 3_600 } else { 1_800 });
    }
    let donate = FeeMsg::Deposit { category: Category::Donation {} };
    market.fees(&client, &donate, &coins(1_000 * ONE, NET)).expect("a gift");
    market.fees(&client, &FeeMsg::Distribute {}, &[]).expect("distributed");
    market.buy(&client, H100, 20_000 * ONE, 100 * ONE).expect("credits");
    let from = Source::Account { owner: None, amount: (4_000 * ONE).into() };
    let sale = sell(credit.clone(), pool_id, from, ACCOUNT);
    let cranks = [FeeMsg::BuyBack { asset: credit }, FeeMsg::AddLiquidity { pool_id }];
    for once in [true, false] {
        // Between two of the same.
        market.wait(1_800);
        market.pool(&client, &sale, &[]).expect("a sale");
        market.pool(&client, &ExecuteMsg::SweepFees { pool_id, asset: None }, &[]).expect("swept");
        market.wait(6);
        for crank in cranks.iter().filter(|_| once) {
            market.fees(&client, crank, &[]).expect("a crank");
        }
    }
    wasm.meter.take();
    (market, client, cranks)
}

/// What a crank did: the fee-collector's call and its reply, and what the pool wrote.
fn check_crank(calls: &[Call], asks: [usize; 2], writes: [usize; 2], pool_writes: usize) {
    assert!(calls.iter().all(|call| call.steps == 0), "nothing is walked over");
    let of = |contract: &str, entry| {
        let found: Vec<&Call> = calls.iter().filter(|c| c.contract == contract && c.entry == entry).collect();
        assert_eq!(found.len(), 1, "{contract} {entry:?}");
        found[0]
    };
    let (asked, replied) = (of("fee_collector", Entry::Execute), of("fee_collector", Entry::Reply));
    assert_eq!([asked.writes.len(), replied.writes.len()], writes);
    assert_eq!([asked.queries, replied.queries], asks);
    assert!(asked.reads.len() <= 5 && replied.reads.len() <= 6);
    let pool: usize = calls
        .iter()
        .filter(|call| call.contract == "pool" && call.entry == Entry::Execute)
        .map(|call| call.writes.len())
        .sum();
    assert_eq!(pool, pool_writes);
}

#[test]
fn a_buy_back_touches_its_asset_the_books_and_the_pool() {
    let wasm = Wasm::default();
    let (mut market, keeper, [buy_back, _]) = cranked(&wasm);
    market.fees(&keeper, &buy_back, &[]).expect("bought back");
    // Asks for the pool and its two records, and NET before; NET after. Writes what waits and the pool's quota; what waits
    // again, the day, all days and the balances. The pool writes its hot record.
    check_crank(&taken(&wasm), [4, 1], [2, 4], 1);
}

#[test]
fn an_addition_of_liquidity_touches_its_pool_and_the_books() {
    let wasm = Wasm::default();
    let (mut market, keeper, [_, add]) = cranked(&wasm);
    market.fees(&keeper, &add, &[]).expect("added");
    // As a buy-back, and shares. Balances and the pool's quota; these, the day and all days. The hot record and the supply.
    check_crank(&taken(&wasm), [5, 2], [2, 4], 2);
}
