//! Time-weighted prices.

use amm_math::log::log2_ratio;
use amm_math::oracle::Checkpoints;
use amm_math::record::Hot;
use api::pool::{raw, PricesResponse, QueryMsg};

use crate::harness::*;

const ONE: f64 = 18_446_744_073_709_551_616.0;

fn prices(m: &Market) -> PricesResponse {
    m.ask(QueryMsg::Prices { pool_id: CREDIT_NET })
}

fn as_f64(price: cosmwasm_std::Uint128) -> f64 {
    price.u128() as f64 / ONE
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
    assert!((as_f64(fresh.spot) - 2.0).abs() < 1e-6);
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
    let spot = as_f64(prices(&m).spot);
    assert!(spot > 2.4);
    for _ in 0..400 {
        m.next_block(6);
        m.swap(&alice, NET, 1_000, &[CREDIT_NET]).unwrap();
    }
    let mean = as_f64(prices(&m).twap_10m.unwrap());
    assert!((mean / as_f64(prices(&m).spot) - 1.0).abs() < 0.01, "mean {mean}, spot {spot}");
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

/// The named property of the issue: with the clamp or with the order (price before trade) taken out, this block lifts
/// the ten-minute mean by 4 %.
#[test]
fn one_block_does_not_lift_a_mean() {
    let mut m = traded(150);
    let (alice, bob, credit) = (m.alice.clone(), m.bob.clone(), m.credit.clone());
    let calm = as_f64(prices(&m).twap_10m.unwrap());
    m.next_block(6);
    // A hundred times the price for one whole block, brought back at the start of the next.
    m.swap(&bob, NET, 18_000_000_000, &[CREDIT_NET]).unwrap();
    assert!(as_f64(prices(&m).spot) > 150.0);
    m.next_block(6);
    let hook = api::pool::ReceiveMsg::SwapExactIn {
        pools: vec![CREDIT_NET],
        min_out: 0u128.into(),
        to: wallet(),
        deadline: None,
    };
    let back = to_sell(&m, calm);
    m.send(&bob, &credit, back, &hook).unwrap();
    assert!((as_f64(prices(&m).spot) / calm - 1.0).abs() < 0.001);
    for _ in 0..110 {
        m.next_block(6);
        m.swap(&alice, NET, 1_000, &[CREDIT_NET]).unwrap();
        let mean = as_f64(prices(&m).twap_10m.unwrap());
        assert!((mean / calm - 1.0).abs() < 0.001, "calm {calm}, attacked {mean}");
    }
}

/// The named property of the issue, for a pool's first price: it is the first provider's alone, so it counts for no more
/// than a trade's.
#[test]
fn a_first_provider_moves_no_mean_by_more_than_one_percent_per_block() {
    let mut m = Market::without_liquidity();
    // 10^9 times the reference price of 2.
    m.provide_from_account(CREDIT_NET, (200, 400_000_000_000)).unwrap();
    assert!(as_f64(prices(&m).spot) > 1.9e9);
    let start = log2_ratio(2, 1).unwrap();
    assert_eq!(hot(&m).obs.last_log, start, "governance's price, not the provider's");
    for block in 0..20 {
        m.next_block(600);
        let mean = as_f64(prices(&m).twap_10m.unwrap());
        let bound = 2.0 * 1.01f64.powi(block);
        assert!(
            mean > 2.0 * (1.0 - 1e-9) && mean < bound * (1.0 + 1e-9),
            "block {block}: {mean}, at most {bound}"
        );
        m.swap(&m.alice.clone(), NET, 5_000_000_000, &[CREDIT_NET]).unwrap();
    }
    assert!(as_f64(prices(&m).twap_10m.unwrap()) > 2.0 * 1.01f64.powi(19), "it follows nevertheless");
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

/// Nobody trades after the manipulation: the mean is extrapolated at the last accumulated price, not at spot.
#[test]
fn a_manipulated_price_is_not_extrapolated() {
    let mut m = traded(150);
    let calm = as_f64(prices(&m).twap_10m.unwrap());
    m.next_block(6);
    m.swap(&m.bob.clone(), NET, 18_000_000_000, &[CREDIT_NET]).unwrap();
    m.next_block(600);
    let mean = as_f64(prices(&m).twap_10m.unwrap());
    assert!((mean / calm - 1.0).abs() < 0.005, "calm {calm}, mean {mean}");
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
        deadline: None,
    };
    let spot = hot(&m).spot_log().unwrap();
    m.run(&alice, msg, &[]).unwrap();
    assert!(observed(&m), "provide single");
    assert_eq!(hot(&m).obs.last_log, spot, "the price before");
    m.next_block(6);
    let token = cosmwasm_std::Addr::unchecked(m.pool(CREDIT_NET).lp_token);
    let hook = api::pool::ReceiveMsg::WithdrawLiquidity {
        pool_id: CREDIT_NET,
        min_0: 0u128.into(),
        min_1: 0u128.into(),
        payout: Default::default(),
        receiver: None,
        deadline: None,
    };
    m.send(&lp, &token, 1_000, &hook).unwrap();
    assert!(observed(&m), "withdraw");
    m.next_block(6);
    let spot = hot(&m).spot_log().unwrap();
    m.swap(&alice, NET, 50_000_000, &[CREDIT_NET]).unwrap();
    assert!(observed(&m), "swap");
    assert_eq!(hot(&m).obs.last_log, spot, "the price before");
}

/// The mean that the query answers is what peers compute from the two raw records.
#[test]
fn peers_compute_the_same_from_the_raw_records() {
    let m = traded(150);
    let key = raw::checkpoints_key(CREDIT_NET);
    let bytes = m.app.wrap().query_wasm_raw(&m.pool, key).unwrap().unwrap();
    let checkpoints = Checkpoints::decode(&bytes).unwrap();
    let mean = hot(&m).twap(&checkpoints, amm_math::oracle::Window::TenMin, m.now()).unwrap().unwrap();
    assert_eq!(Some(mean.raw()), prices(&m).twap_10m.map(|price| price.u128()));
}

#[test]
fn a_pool_without_liquidity_has_no_price() {
    let m = Market::without_liquidity();
    assert!(m.refuses(QueryMsg::Prices { pool_id: CREDIT_NET }).contains("no liquidity"));
    assert!(m.refuses(QueryMsg::Prices { pool_id: 9 }).contains("unknown pool 9"));
}

fn hot(m: &Market) -> Hot {
    let bytes = m.app.wrap().query_wasm_raw(&m.pool, raw::hot_key(CREDIT_NET)).unwrap().unwrap();
    Hot::decode(&bytes).unwrap()
}
