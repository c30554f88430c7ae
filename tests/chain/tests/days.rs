//! Days on a chain, in seconds: the clock of a chain without consensus is moved.

use chain::market::attach;
use chain_tests::TestChain;
use cosmwasm_std::coins;
use market_tests::wirings::{NET, ONE};

#[test]
fn a_clock_that_is_moved_lets_days_pass() {
    let (chain, clock) = TestChain::with_clock("days", 27_600);
    let manifest = chain.deploy();
    let mut market = attach(&chain.file, &manifest, "days").expect("the market is there");
    market.client.set_clock(&clock);
    let who = market.funded("somebody", &coins(ONE, NET)).expect("funds");
    let before = market.client.node().latest().unwrap();
    market.wait(90 * 86_400);
    let after = market.client.node().latest().unwrap();
    assert!(after.time.seconds() - before.time.seconds() < 90 * 86_400 + 10);
    println!("{who}: {before:?} {after:?}");
}
