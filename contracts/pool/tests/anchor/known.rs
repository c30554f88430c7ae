//! The attacks that have a name.

use api::pool::Fees;
use pool::pool::Side;

use crate::market::{Market, Verb, Who};

/// A thousandth of each side is a million units; a fee of 0.05 %.
const RESERVE: u128 = 1_000_000_000;
const FEES: Fees = Fees { fee_bps: 5, protocol_share_bps: 1_000 };

fn market(percent: u128) -> Market {
    Market::new((RESERVE, RESERVE), None, FEES, percent)
}

/// Buys before somebody who buys, and sells after.
fn sandwich(mut m: Market) -> i128 {
    m.send(Who::Searcher, Verb::Buy(Side::One, RESERVE / 10)).unwrap();
    m.send(Who::Other, Verb::Buy(Side::One, RESERVE / 10)).unwrap();
    m.settle(Side::One).unwrap()
}

#[test]
fn a_sandwich_earns_nothing() {
    for percent in [0, 50, 99] {
        assert!(sandwich(market(percent)) < 0, "with {percent} % of the shares");
    }
}

#[test]
fn without_the_anchor_a_sandwich_earns() {
    assert!(sandwich(market(0).without_anchor()) > (RESERVE / 50) as i128);
}

/// Buys before somebody who buys, and sells what it bought as the provider of what the other buys: liquidity for one trade.
fn sandwich_by_liquidity(mut m: Market) -> i128 {
    m.send(Who::Searcher, Verb::Buy(Side::One, RESERVE / 10)).unwrap();
    let (x, y) = m.pool.hot.reserves;
    let shares = m.shares;
    m.send(Who::Searcher, Verb::Provide(9 * x, 9 * y)).unwrap();
    m.send(Who::Other, Verb::Buy(Side::One, RESERVE / 9)).unwrap();
    m.send(Who::Searcher, Verb::Withdraw(m.shares - shares)).unwrap();
    m.settle(Side::One).unwrap()
}

#[test]
fn a_sandwich_by_liquidity_earns_nothing() {
    for percent in [0, 50, 99] {
        let earned = sandwich_by_liquidity(market(percent));
        assert!(earned < 0, "{earned} with {percent} % of the shares");
    }
}

#[test]
fn without_the_anchor_a_sandwich_by_liquidity_earns() {
    assert!(sandwich_by_liquidity(market(0).without_anchor()) > (RESERVE / 100) as i128);
}

/// Provides liquidity to the first of two who trade in opposite directions, and buys from what the second leaves.
fn liquidity_between(mut m: Market) -> i128 {
    let shares = m.shares;
    m.send(Who::Searcher, Verb::Provide(RESERVE, RESERVE)).unwrap();
    m.send(Who::Other, Verb::Sell(Side::One, RESERVE / 5)).unwrap();
    m.send(Who::Searcher, Verb::Withdraw(m.shares - shares)).unwrap();
    m.send(Who::Other, Verb::Sell(Side::Zero, RESERVE / 5)).unwrap();
    m.settle(Side::One).unwrap()
}

#[test]
fn liquidity_between_two_trades_earns_nothing() {
    for percent in [0, 50, 99] {
        let earned = liquidity_between(market(percent));
        assert!(earned < 0, "{earned} with {percent} % of the shares");
    }
}
