//! What a swap may touch: each record costs gas by the read, the write and the byte.

use api::common::{Asset, Source};
use api::pool::raw::{accounts_prefix, hot_key};
use api::pool::{Destination, ExecuteMsg, Route};
use cosmwasm_std::{coins, Addr, Uint128};
use market_tests::scenarios::small_market;
use market_tests::wirings::{H100, NET, ONE};
use market_tests::Market;
use wasm_tests::{Call, Entry, Wasm};

fn sell_net(market: &Market, from: Source, to: Destination) -> ExecuteMsg {
    ExecuteMsg::SwapExactIn {
        route: Route { offer: Asset::native(NET), pools: vec![market.class_pool(H100)] },
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
    let calls = wasm.meter.take();
    for call in &calls {
        println!("{call}");
    }
    calls
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
