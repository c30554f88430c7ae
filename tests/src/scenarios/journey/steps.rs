//! What several journeys do on their way.

use api::common::Asset;
use api::job_market::JobState;
use api::pool::{Destination, ExecuteMsg as PoolMsg, ProvideSource, QueryMsg as PoolQuery, QuoteResponse};
use api::pool::{ProvideQuoteResponse, ReceiveMsg, Route};
use cosmwasm_std::{coin, coins, Addr, Coin, Uint128};

use compute_amm_testing::client::Client;
use compute_amm_testing::market::Market;
use compute_amm_testing::payouts::{Ended, Watch};
use compute_amm_testing::wirings::{H100, NET, ONE};

/// Somebody who was never there before, with so much.
pub(super) fn somebody<C: Client>(market: &mut Market<C>, role: &str, funds: &[Coin]) -> Addr {
    let name = format!("{role} {}-{}", market.client.block().height, market.fresh());
    market.funded(&name, funds).unwrap_or_else(|e| panic!("{e:#}"))
}

/// A provider with a bond and four GPUs of the open class, that owes 20,000 credits and has supplied them to
/// the pool.
pub(super) fn provider<C: Client>(market: &mut Market<C>) -> Addr {
    let provider = somebody(market, "provider", &coins(20_000 * ONE, NET));
    market.join(&provider, H100, 10_000 * ONE, 4).unwrap_or_else(|e| panic!("joining {H100}: {e:#}"));
    // At today's price; the first one sets it at the initial price.
    let state = market.pool_state(market.class_pool(H100));
    let (credits, reserves) = (20_000 * ONE, (state.reserve_0.u128(), state.reserve_1.u128()));
    let net = match reserves {
        (0, _) | (_, 0) => credits / ONE * market.class(H100).params.price_init.u128(),
        (credit, net) => credits * net / credit + 1,
    };
    market.supply_liquidity(&provider, H100, credits, net).unwrap_or_else(|e| panic!("liquidity: {e:#}"));
    provider
}

/// Provides both native sides of a pool, as quoted; returns the LP shares.
pub(super) fn provide<C: Client>(
    market: &mut Market<C>,
    who: &Addr,
    pool_id: u64,
    max_0: u128,
    max_1: u128,
) -> u128 {
    let (max_0, max_1) = (Uint128::new(max_0), Uint128::new(max_1));
    let quote: ProvideQuoteResponse = market.ask_pool(&PoolQuery::QuoteProvide { pool_id, max_0, max_1 });
    let state = market.pool_state(pool_id);
    let lp = Asset::cw20(&state.lp_token);
    let sides = [(&state.asset_0, max_0, quote.used_0), (&state.asset_1, max_1, quote.used_1)];
    let before = sides.map(|(asset, ..)| market.holding(who, asset));
    let shares = market.holding(who, &lp);
    let mut funds = sides.map(|(asset, max, _)| match asset {
        Asset::Native { denom } => coin(max.u128(), denom),
        Asset::Cw20 { address } => panic!("{address} is no coin"),
    });
    // As the bank wants them.
    funds.sort_by(|a, b| a.denom.cmp(&b.denom));
    let msg = PoolMsg::Provide {
        pool_id,
        max_0,
        max_1,
        from: ProvideSource::Funds,
        min_shares: quote.shares,
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(who, &msg, &funds).unwrap_or_else(|e| panic!("providing to pool {pool_id}: {e:#}"));
    for ((asset, _, used), before) in sides.into_iter().zip(before) {
        assert_eq!(before - market.holding(who, asset), used.u128(), "{asset} provided, as quoted");
    }
    let shares = market.holding(who, &lp) - shares;
    assert_eq!(shares, quote.shares.u128(), "LP shares, as quoted");
    shares
}

/// Sells between wallets, and gets what the quote said; returns the asset bought and its amount.
pub(super) fn sell<C: Client>(
    market: &mut Market<C>,
    who: &Addr,
    offer: &Asset,
    pools: &[u64],
    amount: u128,
) -> (Asset, u128) {
    // A quote assumes that nothing has changed the pools in its block.
    market.wait(1);
    let route = Route { offer: offer.clone(), pools: pools.to_vec() };
    let query = PoolQuery::QuoteExactIn { route: route.clone(), amount_in: Uint128::new(amount) };
    let quoted = market.ask_pool::<QuoteResponse>(&query).legs.remove(0).received;
    let (paid, got) = (market.holding(who, offer), market.holding(who, &quoted.asset));
    let (min_out, to) = (quoted.amount, Destination::Wallet { receiver: None });
    let sold = match offer {
        Asset::Native { denom } => {
            let from = api::common::Source::Funds {};
            let msg = PoolMsg::SwapExactIn { route, from, min_out, to, deadline: None };
            market.pool(who, &msg, &coins(amount, denom))
        }
        Asset::Cw20 { .. } => {
            let hook = ReceiveMsg::SwapExactIn { pools: pools.to_vec(), min_out, to, deadline: None };
            let pool = market.at.pool.clone();
            market.send_cw20(who, offer, &pool, amount, &hook)
        }
    };
    sold.unwrap_or_else(|e| panic!("selling {amount} of {offer}: {e:#}"));
    assert_eq!(paid - market.holding(who, offer), amount, "exactly what was offered");
    let got = market.holding(who, &quoted.asset) - got;
    assert_eq!(got, quoted.amount.u128(), "{} for {amount} of {offer}, as quoted", quoted.asset);
    (quoted.asset, got)
}

/// Does something that ends one job, and checks that everybody then has what the payout table says, to the
/// unit.
pub(super) fn ends<C: Client>(
    market: &mut Market<C>,
    bystander: &Addr,
    job_id: u64,
    state: JobState,
    act: impl FnOnce(&mut Market<C>),
) {
    let watch = Watch::new(market, bystander);
    act(market);
    let ended = watch.check(market, bystander).unwrap_or_else(|e| panic!("{e:#}"));
    assert_eq!(ended, Some(Ended { job_id, state }));
}
