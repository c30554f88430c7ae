//! Time-weighted prices.

use amm_math::log::log2_ratio;
use amm_math::oracle::CLAMP_LOG;
use api::pool::means::{self, Means};
use api::pool::raw::Hot;
use api::pool::{raw, PricesResponse, QueryMsg};
use cosmwasm_std::to_json_string;

use crate::harness::*;

fn prices(m: &Market) -> PricesResponse {
    m.ask(QueryMsg::Prices { pool_id: CREDIT_NET })
}

/// Base units of asset 1 for one of asset 0.
fn as_f64(price: cosmwasm_std::Decimal256) -> f64 {
    price.to_string().parse::<f64>().unwrap() / 1e6
}

fn spot(m: &Market) -> f64 {
    as_f64(prices(m).spot.unwrap())
}

/// A market whose pool was traded a little in each of `blocks` blocks of 6 seconds.
fn traded(blocks: u64) -> Market {
    let mut m = Market::new();
    for _ in 0..blocks {
        m.next_block(6);
        m.swap(&m.alice.clone(), NET, 1_000, &[CREDIT_NET]).unwrap();
    }
    m
}

#[test]
fn windows_appear_as_the_pool_grows_old_enough() {
    let mut m = Market::new();
    let fresh = prices(&m);
    assert!((as_f64(fresh.spot.unwrap()) - 2.0).abs() < 1e-6);
    assert_eq!((fresh.twap_10m, fresh.twap_30m, fresh.twap_24h, fresh.twap_7d), (None, None, None, None));
    m.next_block(593);
    assert_eq!(prices(&m).twap_10m, None, "the fill was 599 seconds ago");
    m.next_block(1);
    let mean = prices(&m).twap_10m.unwrap();
    assert!((as_f64(mean) - 2.0).abs() < 1e-6);
    assert_eq!(prices(&m).twap_30m, None);
    m.next_block(1_200);
    assert!(prices(&m).twap_30m.is_some() && prices(&m).twap_24h.is_none());
    m.next_block(86_400);
    assert!(prices(&m).twap_24h.is_some() && prices(&m).twap_7d.is_none());
    m.next_block(604_800);
    assert!(prices(&m).twap_7d.is_some());
}

#[test]
fn a_price_that_lasts_becomes_the_mean() {
    let mut m = traded(20);
    let alice = m.alice.clone();
    m.swap(&alice, NET, 200_000_000, &[CREDIT_NET]).unwrap();
    let spot = self::spot(&m);
    assert!(spot > 2.4);
    for _ in 0..400 {
        m.next_block(6);
        m.swap(&alice, NET, 1_000, &[CREDIT_NET]).unwrap();
    }
    let mean = as_f64(prices(&m).twap_10m.unwrap());
    assert!((mean / self::spot(&m) - 1.0).abs() < 0.01, "mean {mean}, spot {spot}");
}

/// Credits to sell so that the price is `target` afterwards: (x + 0.99·s)(x + s) = k / target, by bisection.
fn to_sell(m: &Market, target: f64) -> u128 {
    let (x, y) = hot(m).reserves;
    let (x, y) = (x as f64, y as f64);
    let (mut low, mut high) = (0.0, 1e12);
    for _ in 0..200 {
        let s = (low + high) / 2.0;
        if (x + 0.99 * s) * (x + s) * target > x * y {
            high = s;
        } else {
            low = s;
        }
    }
    low as u128
}

/// Bob sells credits until the price is `target`.
fn sell_to(m: &mut Market, target: f64) {
    let amount = to_sell(m, target);
    let hook = api::pool::ReceiveMsg::SwapExactIn {
        pools: vec![CREDIT_NET],
        min_out: 0u128.into(),
        to: wallet(),
        deadline: None,
    };
    let (bob, credit) = (m.bob.clone(), m.credit.clone());
    m.send(&bob, &credit, amount, &hook).unwrap();
}

/// The named property of the issue: with the clamp or with the order (price before trade) taken out, this block lifts
/// the ten-minute mean by 4 %.
#[test]
fn one_block_does_not_lift_a_mean() {
    let mut m = traded(150);
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let calm = as_f64(prices(&m).twap_10m.unwrap());
    m.next_block(6);
    // A hundred times the price for one whole block, brought back at the start of the next.
    m.swap(&bob, NET, 18_000_000_000, &[CREDIT_NET]).unwrap();
    assert!(spot(&m) > 150.0);
    m.next_block(6);
    sell_to(&mut m, calm);
    assert!((spot(&m) / calm - 1.0).abs() < 0.001);
    for _ in 0..110 {
        m.next_block(6);
        m.swap(&alice, NET, 1_000, &[CREDIT_NET]).unwrap();
        let mean = as_f64(prices(&m).twap_10m.unwrap());
        assert!((mean / calm - 1.0).abs() < 0.001, "calm {calm}, attacked {mean}");
    }
}

/// The means start at governance's price and not at the first provider's, and follow from there within the clamp.
#[test]
fn a_first_provider_moves_no_mean_faster_than_a_trade_does() {
    let mut m = Market::without_liquidity();
    m.provide_from_account(CREDIT_NET, (RESERVE, 2_400_000_000)).unwrap();
    assert!((spot(&m) - 2.4).abs() < 1e-9);
    let start = log2_ratio(2, 1).unwrap();
    assert_eq!(hot(&m).obs.last_log, start, "governance's price, not the provider's");
    m.next_block(6);
    m.swap(&m.alice.clone(), NET, 1_000, &[CREDIT_NET]).unwrap();
    assert_eq!(hot(&m).obs.last_log, start + 6 * CLAMP_LOG);
    m.next_block(6_000);
    assert!((as_f64(prices(&m).twap_30m.unwrap()) - 2.4).abs() < 0.01, "it follows nevertheless");
}

/// Within one block the price that counts is the one before the first trade, whatever follows.
#[test]
fn trades_within_a_block_leave_no_trace() {
    let mut with = traded(150);
    let mut without = traded(150);
    let bob = with.bob.clone();
    for m in [&mut with, &mut without] {
        m.next_block(6);
        m.swap(&bob, NET, 1_000, &[CREDIT_NET]).unwrap();
    }
    let accumulated = |m: &Market| hot(m).obs;
    let before = accumulated(&with);
    with.swap(&bob, NET, 5_000_000_000, &[CREDIT_NET]).unwrap();
    assert_eq!(accumulated(&with), before);
    assert_eq!(accumulated(&without), before);
    assert_eq!(prices(&with).twap_10m, prices(&without).twap_10m);
}

/// The issue's figures: half an hour after a price halved without further trades, `Prices` and the job-market read means of
/// that pool which differed by a half. Both read what a trade now would find.
#[test]
fn everybody_reads_the_same_mean_half_an_hour_after_a_price_halved() {
    let mut m = traded(700);
    assert!((as_f64(prices(&m).twap_30m.unwrap()) - 2.0).abs() < 0.001);
    m.next_block(6);
    sell_to(&mut m, 1.0);
    m.next_block(1_800);
    let asked = prices(&m);
    assert_same(&asked, &read(&m));
    let mean = as_f64(asked.twap_10m.unwrap());
    assert!((mean - 1.0).abs() < 0.1, "it has followed the price: {mean}");
    // A trade of nothing to speak of changes no mean.
    m.swap(&m.alice.clone(), NET, 1_000, &[CREDIT_NET]).unwrap();
    let traded = prices(&m);
    assert_eq!(
        (traded.twap_10m, traded.twap_30m, traded.twap_24h),
        (asked.twap_10m, asked.twap_30m, asked.twap_24h)
    );
    assert_same(&traded, &read(&m));
}

/// Mean of ten minutes after 60 s at a hundredfold price, over its calm value, with a block every `millis` milliseconds.
fn after_a_minute_at_a_hundredfold_price(millis: u64) -> f64 {
    let mut m = traded(150);
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let calm = as_f64(prices(&m).twap_10m.unwrap());
    let next = |m: &mut Market, blocks: u64| {
        for _ in 0..blocks {
            m.app.update_block(|block| {
                block.height += 1;
                block.time = block.time.plus_nanos(millis * 1_000_000);
            });
            m.swap(&alice, NET, 1_000, &[CREDIT_NET]).unwrap();
        }
    };
    next(&mut m, 6_000 / millis);
    m.swap(&bob, NET, 18_000_000_000, &[CREDIT_NET]).unwrap();
    next(&mut m, 60_000 / millis);
    sell_to(&mut m, calm);
    next(&mut m, 120_000 / millis);
    as_f64(prices(&m).twap_10m.unwrap()) / calm - 1.0
}

#[test]
fn a_minute_at_a_hundredfold_price_moves_a_mean_by_the_same_whatever_a_block_takes() {
    let (slow, fast) =
        (after_a_minute_at_a_hundredfold_price(6_000), after_a_minute_at_a_hundredfold_price(500));
    assert!(slow > 0.005 && slow < 0.0125, "60 s up and 60 s down at 0.2 % a second: {slow}");
    // The small trades of each block, of which there are twelve times as many, move the price by some 10^-6 each.
    assert!((slow - fast).abs() < 3e-5, "6 s: {slow}, 0.5 s: {fast}");
}

#[test]
fn an_idle_gap_does_not_count_wholly_at_its_end() {
    let mut m = traded(150);
    let calm = as_f64(prices(&m).twap_10m.unwrap());
    m.next_block(6);
    m.swap(&m.bob.clone(), NET, 18_000_000_000, &[CREDIT_NET]).unwrap();
    m.next_block(60);
    // A ramp of 60 s, over at least 600 s: the square of 60 halved, and not 60 s times the price at their end.
    let mean = as_f64(prices(&m).twap_10m.unwrap()) / calm;
    assert!(mean > 1.0 && mean < 1.002f64.powf(3.0) * 1.0001, "{mean}");
    m.next_block(86_400);
    let mean = as_f64(prices(&m).twap_30m.unwrap()) / calm;
    assert!(mean < 1.002f64.powi(600) * 1.0001, "the ramp ends after 600 s: {mean}");
}

/// A restarted chain begins at a lower height, and its clock may be set back: every trade and withdrawal goes on.
#[test]
fn a_restart_at_a_lower_height_and_an_earlier_time_refuses_nobody() {
    let mut m = traded(150);
    let (alice, lp) = (m.alice.clone(), m.lp.clone());
    let token = cosmwasm_std::Addr::unchecked(m.pool(CREDIT_NET).lp_token);
    let before = (hot(&m).obs, prices(&m));
    for back in [0, 1, 100_000] {
        m.app.update_block(|block| {
            block.height = 1;
            block.time = block.time.minus_seconds(back);
        });
        m.swap(&alice, NET, 1_000, &[CREDIT_NET]).unwrap();
        m.send(&lp, &token, 1_000, &withdrawal()).unwrap();
        m.provide_from_account(CREDIT_NET, (1_000, 2_000)).unwrap();
        let obs = hot(&m).obs;
        assert_eq!(
            (obs.height, obs.time, obs.last_log, obs.acc),
            (1, before.0.time, before.0.last_log, before.0.acc)
        );
        assert_eq!(prices(&m).twap_10m, before.1.twap_10m);
    }
    m.next_block(200_000);
    m.swap(&alice, NET, 1_000, &[CREDIT_NET]).unwrap();
    assert!(prices(&m).twap_24h.is_some(), "time goes on from the latest seen");
}

fn withdrawal() -> api::pool::ReceiveMsg {
    api::pool::ReceiveMsg::WithdrawLiquidity {
        pool_id: CREDIT_NET,
        min_0: 0u128.into(),
        min_1: 0u128.into(),
        payout: Default::default(),
        receiver: None,
        deadline: None,
    }
}

#[test]
fn every_change_of_reserves_observes_the_price_before_it() {
    let mut m = Market::new();
    let (alice, lp) = (m.alice.clone(), m.lp.clone());
    let observed = |m: &Market| {
        let info = m.app.block_info();
        (hot(m).obs.height, hot(m).obs.time) == (info.height, info.time.seconds())
    };
    m.next_block(6);
    m.provide_from_account(CREDIT_NET, (1_000, 2_000)).unwrap();
    assert!(observed(&m), "provide");
    m.next_block(6);
    let msg = api::pool::ExecuteMsg::ProvideSingle {
        pool_id: CREDIT_NET,
        asset: net(),
        from: from_account(90_000),
        min_shares: 0u128.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    let spot = hot(&m).spot_log().unwrap();
    m.run(&alice, msg, &[]).unwrap();
    assert!(observed(&m), "provide single");
    assert_eq!(hot(&m).obs.last_log, spot, "the price before");
    m.next_block(6);
    let token = cosmwasm_std::Addr::unchecked(m.pool(CREDIT_NET).lp_token);
    m.send(&lp, &token, 1_000, &withdrawal()).unwrap();
    assert!(observed(&m), "withdraw");
    m.next_block(6);
    let spot = hot(&m).spot_log().unwrap();
    m.swap(&alice, NET, 50_000_000, &[CREDIT_NET]).unwrap();
    assert!(observed(&m), "swap");
    assert_eq!(hot(&m).obs.last_log, spot, "the price before");
}

/// What a peer reads raw.
fn read(m: &Market) -> Means {
    means::read(m.app.wrap(), &m.pool, CREDIT_NET, m.now()).unwrap().unwrap()
}

fn assert_same(asked: &PricesResponse, read: &Means) {
    let raw = |price: Option<amm_math::Price>| price.map(|price| api::price::shown(price).unwrap());
    assert_eq!(
        [asked.spot, asked.twap_10m, asked.twap_30m, asked.twap_24h, asked.twap_7d],
        [raw(Some(read.spot)), raw(read.ten_min), raw(read.half_hour), raw(read.day), raw(read.week)]
    );
}

#[test]
fn peers_read_what_the_query_answers() {
    let m = traded(150);
    assert!(prices(&m).twap_10m.is_some());
    assert_same(&prices(&m), &read(&m));
    let none = Market::without_liquidity();
    assert_eq!(means::read(none.app.wrap(), &none.pool, CREDIT_NET, none.now()).unwrap(), None);
    assert_eq!(means::read(none.app.wrap(), &none.pool, 9, none.now()).unwrap(), None);
}

#[test]
fn a_pool_without_liquidity_has_no_price() {
    let m = Market::without_liquidity();
    let none = PricesResponse { spot: None, twap_10m: None, twap_30m: None, twap_24h: None, twap_7d: None };
    assert_eq!(prices(&m), none);
    assert!(to_json_string(&none).unwrap().contains(r#""spot":null"#));
    assert!(m.refuses(QueryMsg::Prices { pool_id: 9 }).contains("unknown pool 9"));
}

fn hot(m: &Market) -> Hot {
    let bytes = m.app.wrap().query_wasm_raw(&m.pool, raw::hot_key(CREDIT_NET)).unwrap().unwrap();
    Hot::decode(&bytes).unwrap()
}
