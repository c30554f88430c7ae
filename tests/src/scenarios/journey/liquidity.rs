//! Liquidity comes, is traded against in every direction, and leaves.

use api::common::Asset;
use api::pool::{
    ExecuteMsg as PoolMsg, Leg, QueryMsg as PoolQuery, QuoteResponse, ReceiveMsg, WithdrawQuoteResponse,
};
use api::{common::Payout, common::Source, pool::Destination};
use cosmwasm_std::{coin, coins, Addr, Uint128};

use super::{provide, provider, sell, somebody};
use compute_amm_testing::client::Client;
use compute_amm_testing::invariants;
use compute_amm_testing::market::Market;
use compute_amm_testing::wirings::{ATOM, H100, NET, ONE, USD};

/// Pools of credits, dollars and another chain's token are supplied; every trade between wallets pays what
/// its quote said, over one pool or two; accounts and LP shares are cashed in.
pub fn liquidity_and_swaps<C: Client>(market: &mut Market<C>) {
    provider(market);
    let (class, dollars, atoms) = (market.class_pool(H100), market.pool_of(USD), market.pool_of(ATOM));
    let funds = [coin(1_000 * ONE, ATOM), coin(60_000 * ONE, NET), coin(20_000 * ONE, USD)];
    let lp = somebody(market, "liquidity", &funds);
    let shares = provide(market, &lp, dollars, 10_000 * ONE, 20_000 * ONE);
    provide(market, &lp, atoms, 1_000 * ONE, 20_000 * ONE);
    invariants::check(market).unwrap();

    let funds = [coin(10 * ONE, ATOM), coin(100 * ONE, NET), coin(100 * ONE, USD)];
    let trader = somebody(market, "trader", &funds);
    let (net, usd, atom) = (market.net(), Asset::native(USD), Asset::native(ATOM));
    let (credit, bought) = sell(market, &trader, &net, &[class], 2 * ONE);
    assert_eq!(credit, market.credit(H100));
    sell(market, &trader, &credit, &[class], bought / 2);
    sell(market, &trader, &usd, &[dollars], 10 * ONE);
    sell(market, &trader, &net, &[dollars], 5 * ONE);
    let (got, _) = sell(market, &trader, &atom, &[atoms, dollars], ONE);
    assert_eq!(got, usd, "through NET");
    let (got, _) = sell(market, &trader, &usd, &[dollars, class], ONE);
    assert_eq!(got, credit, "through NET");
    buy_exactly(market, &trader, &[class], 100 * ONE);
    invariants::check(market).unwrap();

    let (before, reserve) = (market.wallet(&trader, NET), 3 * ONE);
    market.deposit(&trader, reserve, NET).unwrap_or_else(|e| panic!("deposit: {e:#}"));
    assert_eq!(market.account(&trader, &net), reserve);
    let amount = Uint128::new(reserve);
    let withdraw = PoolMsg::Withdraw { asset: net.clone(), amount, owner: None, receiver: None };
    market.pool(&trader, &withdraw, &[]).unwrap_or_else(|e| panic!("withdraw: {e:#}"));
    assert_eq!((market.account(&trader, &net), market.wallet(&trader, NET)), (0, before));
    cash_in(market, &lp, dollars, shares / 2);
    invariants::check(market).unwrap();
}

/// Buys an exact amount for NET, at what the quote said.
fn buy_exactly<C: Client>(market: &mut Market<C>, who: &Addr, pools: &[u64], amount: u128) {
    let legs = vec![Leg { pools: pools.to_vec(), amount_out: Uint128::new(amount) }];
    // A quote assumes that nothing has changed the pools in its block.
    market.wait(1);
    let query = PoolQuery::QuoteExactOut { offer: market.net(), legs: legs.clone() };
    let quote: QuoteResponse = market.ask_pool(&query);
    let (cost, bought) = (quote.paid.amount.u128(), &quote.legs[0].received.asset);
    let (paid, got) = (market.wallet(who, NET), market.holding(who, bought));
    let (from, to) = (Source::Funds {}, Destination::Wallet { receiver: None });
    let msg = PoolMsg::SwapExactOut { offer: market.net(), legs, from, to, rest_to: None, deadline: None };
    market.pool(who, &msg, &coins(cost + ONE, NET)).unwrap_or_else(|e| panic!("exact-out: {e:#}"));
    assert_eq!(paid - market.wallet(who, NET), cost, "the cost as quoted; the rest came back");
    assert_eq!(market.holding(who, bought) - got, amount, "exactly");
}

/// Gives LP shares back for what the quote says that they are worth.
fn cash_in<C: Client>(market: &mut Market<C>, who: &Addr, pool_id: u64, shares: u128) {
    let state = market.pool_state(pool_id);
    market.wait(1);
    let query = PoolQuery::QuoteWithdraw { pool_id, shares: Uint128::new(shares) };
    let quote: WithdrawQuoteResponse = market.ask_pool(&query);
    let before = [&state.asset_0, &state.asset_1].map(|asset| market.holding(who, asset));
    let hook = ReceiveMsg::WithdrawLiquidity {
        pool_id,
        min_0: quote.amount_0,
        min_1: quote.amount_1,
        payout: Payout::Wallet,
        receiver: None,
        deadline: None,
    };
    let pool = market.at.pool.clone();
    market
        .send_cw20(who, &Asset::cw20(&state.lp_token), &pool, shares, &hook)
        .unwrap_or_else(|e| panic!("withdrawing from pool {pool_id}: {e:#}"));
    let after = [&state.asset_0, &state.asset_1].map(|asset| market.holding(who, asset));
    let got = [after[0] - before[0], after[1] - before[1]];
    assert_eq!(got, [quote.amount_0.u128(), quote.amount_1.u128()], "both sides, as quoted");
}
