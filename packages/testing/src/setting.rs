//! The market that most scenarios start from.

use cosmwasm_std::Addr;
use deploy::Wiring;

use crate::codes::Codes;
use crate::market::Market;
use crate::wirings::{H100, ONE};

/// A market with one provider of eight H100s that owes and sells credits, and a client.
pub fn small_market(codes: &dyn Codes) -> (Market, Addr, Addr) {
    small_market_with(codes, |_| {})
}

/// The same, its wiring changed beforehand.
pub fn small_market_with(codes: &dyn Codes, change: impl FnOnce(&mut Wiring)) -> (Market, Addr, Addr) {
    let mut market = Market::with(codes, change);
    let provider = market.provider("provider", H100, 100_000 * ONE, 8);
    // 900 a credit, also where the change makes `price_init` another.
    let reference = api::pool::ExecuteMsg::SetReference {
        pool_id: market.class_pool(H100),
        reference_0: ONE.into(),
        reference_1: 900u128.into(),
    };
    let owner = market.owner.clone();
    market.pool(&owner, &reference, &[]).expect("the pool is empty");
    market
        .supply_liquidity(&provider, H100, 2_000_000 * ONE, 1_800 * ONE)
        .expect("the provider supplies credits at the reference price");
    let client = market.actor("client");
    // The pool has a mean price of half an hour, and the provider is there.
    market.wait(3_600);
    market.heartbeat(&provider);
    (market, provider, client)
}
