//! A quote is what execution does, to the base unit.

use api::common::{Asset, Payout, Source};
use api::pool::{
    ExecuteMsg, ProvideQuoteResponse, ProvideSource, QueryMsg, QuoteResponse, ReceiveMsg,
    WithdrawQuoteResponse,
};
use cosmwasm_std::{Addr, Uint128};
use pool::error::ContractError;
use proptest::prelude::*;

use crate::harness::*;

/// Paths and what they start from; the market has four assets (see [`Market::assets`]).
const PATHS: [(usize, &[u64]); 8] = [
    (1, &[USD_NET]),
    (0, &[USD_NET]),
    (2, &[CREDIT_NET]),
    (0, &[CREDIT_NET]),
    (1, &[USD_NET, CREDIT_NET]),
    (2, &[CREDIT_NET, OTHER_NET]),
    (3, &[OTHER_NET, USD_NET]),
    (1, &[]),
];

fn path(m: &Market, choice: usize) -> (Asset, &'static [u64]) {
    let (asset, pools) = PATHS[choice];
    (m.assets()[asset].clone(), pools)
}

/// Amounts of every size, small ones as often as large ones.
fn amounts() -> impl Strategy<Value = u128> {
    (0u32..30, any::<u64>()).prop_map(|(bits, noise)| (1 << bits) + u128::from(noise) % (1 << bits))
}

/// A market whose pools somebody has pushed about.
fn pushed(pushes: &[(usize, u128)]) -> Market {
    let mut m = Market::new();
    for (choice, amount) in pushes {
        let (offer, pools) = path(&m, *choice);
        let msg = exact_in(offer, pools, from_account(*amount), 0, account());
        // A push too small to buy anything is refused; the market just stays where it was.
        let _ = m.run(&m.bob.clone(), msg, &[]);
        m.next_block(7);
    }
    m
}

fn pushes() -> impl Strategy<Value = Vec<(usize, u128)>> {
    prop::collection::vec((0..PATHS.len(), amounts()), 0..4)
}

fn query<T: serde::de::DeserializeOwned>(m: &Market, query: QueryMsg) -> Option<T> {
    m.app.wrap().query_wasm_smart(&m.pool, &query).ok()
}

/// What every account of alice holds.
fn held(m: &Market) -> [i128; 4] {
    m.assets().map(|asset| i128::try_from(m.account(&m.alice, &asset)).unwrap())
}

/// Where no pool proves that an asset is listed, the quote looks for itself, as execution does.
#[test]
fn what_cannot_be_executed_is_not_quoted() {
    let m = Market::new();
    let junk = Asset::native("ujunk");
    let not_listed = ContractError::NotListed { asset: junk.clone() }.to_string();
    let route = api::pool::Route { offer: junk.clone(), pools: vec![] };
    let exact_in = QueryMsg::QuoteExactIn { route, amount_in: 5u128.into() };
    assert!(m.refuses(exact_in).contains(&not_listed));
    let exact_out = QueryMsg::QuoteExactOut { offer: junk, legs: legs_of(&[(&[], 5), (&[], 6)]) };
    assert!(m.refuses(exact_out).contains(&not_listed));
    for (max_0, max_1, field) in [(0u128, 5u128, "max_0"), (5, 0, "max_1")] {
        let quote = QueryMsg::QuoteProvide { pool_id: USD_NET, max_0: max_0.into(), max_1: max_1.into() };
        assert!(m.refuses(quote).contains(&ContractError::ZeroAmount { field }.to_string()));
    }
}

/// What was on the curve before the fee, per hop and together, and how deep each pool was.
#[test]
fn a_quote_tells_fees_impact_and_depth() {
    let m = Market::new();
    let quote = m.quote(usd(), &[USD_NET, CREDIT_NET], 10_000_000);
    let [cost] = &quote.costs[..] else { panic!("{:?}", quote.costs) };
    let [usd_hop, credit_hop] = &cost.hops[..] else { panic!("{cost:?}") };
    // 1 % of 10,000,000, of which a tenth is the protocol's.
    assert_eq!(
        (usd_hop.pool_id, usd_hop.lp_fee.u128(), usd_hop.protocol_fee.u128()),
        (USD_NET, 90_000, 10_000)
    );
    // 9,900,000 into 1,000,000,000 is 98.03 bp of the sum.
    assert_eq!(usd_hop.impact_bps, 99);
    // 1 % more price is 0.498756 % more reserve; 1 % of what is sold is the fee.
    assert_eq!(usd_hop.depth.u128(), 4_987_562 * 100 / 99);
    let into = quote.legs[0].last_in.amount.u128();
    let fee = into.div_ceil(100);
    assert_eq!(credit_hop.protocol_fee.u128(), fee / 10);
    assert_eq!(credit_hop.lp_fee.u128(), fee - fee / 10);
    assert_eq!(credit_hop.impact_bps, 49, "into twice the reserve");
    assert_eq!(credit_hop.depth.u128() / 1_000, 2 * usd_hop.depth.u128() / 1_000);
    assert_eq!(cost.impact_bps, 148, "together, rounded up");
    assert!(m.quote(usd(), &[], 5).costs[0].hops.is_empty());
}

/// The second leg finds the pool as the first left it, and so does the second pass of one leg.
#[test]
fn a_pool_met_twice_is_told_as_it_is_found_each_time() {
    let m = Market::new();
    let legs = legs_of(&[(&[USD_NET], 500_000_000), (&[USD_NET], 1_000)]);
    let quote: QuoteResponse = m.ask(QueryMsg::QuoteExactOut { offer: usd(), legs });
    let [first, second] = &quote.costs[..] else { panic!("{:?}", quote.costs) };
    assert_eq!(first.impact_bps, 5_000, "half of a reserve costs twice its spot price");
    assert_eq!(second.impact_bps, 1);
    let (before, after) = (first.hops[0].depth.u128(), second.hops[0].depth.u128());
    assert!(after > 2 * before && after < 203 * before / 100, "{before}, {after}");
    let there_and_back = m.quote(usd(), &[USD_NET, USD_NET], 1_000_000_000);
    let hops = &there_and_back.costs[0].hops;
    assert_eq!(hops[0].impact_bps, 4_975);
    assert!(hops[1].depth < hops[0].depth, "half of the NET is out");
}

/// Selling the depth moves the price by 1 %; the fee that stays moves it a little more.
#[test]
fn selling_the_depth_moves_the_price_by_one_per_cent() {
    let mut m = Market::new();
    let spot = |m: &Market| {
        let prices: api::pool::PricesResponse = m.ask(QueryMsg::Prices { pool_id: USD_NET });
        Uint128::try_from(prices.spot.unwrap().to_uint_floor()).unwrap().u128()
    };
    let before = spot(&m);
    let depth = m.quote(net(), &[USD_NET], 1_000).costs[0].hops[0].depth.u128();
    m.swap(&m.alice.clone(), NET, depth, &[USD_NET]).unwrap();
    let moved = spot(&m) * 1_000_000 / before;
    assert!((1_010_000..1_010_060).contains(&moved), "{moved}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn exact_in_executes_as_quoted(pushes in pushes(), choice in 0..PATHS.len(), amount in amounts()) {
        let mut m = pushed(&pushes);
        let alice = m.alice.clone();
        let (offer, pools) = path(&m, choice);
        let route = api::pool::Route { offer: offer.clone(), pools: pools.to_vec() };
        let quote: Option<QuoteResponse> = query(&m, QueryMsg::QuoteExactIn { route, amount_in: amount.into() });
        let before = m.assets().map(|asset| m.account(&alice, &asset));
        let result = m.run(&alice, exact_in(offer.clone(), pools, from_account(amount), 0, account()), &[]);
        prop_assert_eq!(quote.is_some(), result.is_ok(), "quote and execution agree on what is possible");
        if let Some(quote) = quote {
            let received = &quote.legs[0].received;
            for (asset, before) in m.assets().into_iter().zip(before) {
                let paid = if asset == offer { amount } else { 0 };
                let got = if asset == received.asset { received.amount.u128() } else { 0 };
                prop_assert_eq!(m.account(&alice, &asset), before - paid + got);
            }
        }
        m.check_solvency();
    }

    #[test]
    fn exact_out_executes_as_quoted(
        pushes in pushes(),
        first in amounts(),
        second in prop::option::of(amounts()),
        choice in 4usize..7,
    ) {
        let mut m = pushed(&pushes);
        let alice = m.alice.clone();
        let (offer, pools) = path(&m, choice);
        let mut legs: Vec<(&[u64], u128)> = vec![(pools, first)];
        legs.extend(second.map(|amount| (&pools[..1], amount)));
        let ask = QueryMsg::QuoteExactOut { offer: offer.clone(), legs: legs_of(&legs) };
        let quote: Option<QuoteResponse> = query(&m, ask);
        let before = held(&m);
        let msg = exact_out(offer.clone(), &legs, from_account(RICHES / 2), account());
        let result = m.run(&alice, msg, &[]);
        let payable = quote.as_ref().is_some_and(|quote| quote.paid.amount.u128() <= RICHES / 2);
        prop_assert_eq!(payable, result.is_ok());
        if payable {
            let quote = quote.unwrap();
            for (asset, (before, after)) in m.assets().into_iter().zip(before.into_iter().zip(held(&m))) {
                let mut expected = before;
                if asset == offer {
                    expected -= i128::try_from(quote.paid.amount.u128()).unwrap();
                }
                for leg in quote.legs.iter().filter(|leg| leg.received.asset == asset) {
                    expected += i128::try_from(leg.received.amount.u128()).unwrap();
                }
                prop_assert_eq!(after, expected);
            }
        }
        m.check_solvency();
    }

    #[test]
    fn liquidity_executes_as_quoted(pushes in pushes(), max_0 in amounts(), max_1 in amounts(), one in amounts()) {
        let mut m = pushed(&pushes);
        let alice = m.alice.clone();
        let (max_0, max_1) = (max_0.into(), max_1.into());
        let quote: Option<ProvideQuoteResponse> = query(&m, QueryMsg::QuoteProvide { pool_id: USD_NET, max_0, max_1 });
        let before = (m.account(&alice, &usd()), m.account(&alice, &net()));
        let from = ProvideSource::Account;
        let (min_shares, receiver, deadline) = (1u128.into(), None, None);
        let msg = ExecuteMsg::Provide { pool_id: USD_NET, max_0, max_1, from, min_shares, receiver, rest_to: None, deadline };
        prop_assert_eq!(quote.is_some(), m.run(&alice, msg, &[]).is_ok());
        if let Some(quote) = quote {
            let used = (quote.used_0.u128(), quote.used_1.u128());
            let after = (m.account(&alice, &usd()), m.account(&alice, &net()));
            prop_assert_eq!(after, (before.0 - used.0, before.1 - used.1));
            prop_assert_eq!(m.shares(&alice, USD_NET), quote.shares.u128());
        }

        m.next_block(6);
        let shares = m.shares(&alice, USD_NET);
        let ask = QueryMsg::QuoteProvideSingle { pool_id: USD_NET, asset: usd(), amount: one.into() };
        let quote: Option<ProvideQuoteResponse> = query(&m, ask);
        let msg = ExecuteMsg::ProvideSingle {
            pool_id: USD_NET,
            asset: usd(),
            from: Source::Account { owner: None, amount: one.into() },
            min_shares: 1u128.into(),
            receiver: None,
            rest_to: None, deadline: None,
        };
        prop_assert_eq!(quote.is_some(), m.run(&alice, msg, &[]).is_ok());
        prop_assert_eq!(m.shares(&alice, USD_NET), shares + quote.map_or(0, |quote| quote.shares.u128()));

        m.next_block(6);
        let shares = m.shares(&alice, USD_NET);
        if shares > 0 {
            let quote: Option<WithdrawQuoteResponse> =
                query(&m, QueryMsg::QuoteWithdraw { pool_id: USD_NET, shares: shares.into() });
            let before = (m.account(&alice, &usd()), m.account(&alice, &net()));
            let token = Addr::unchecked(m.pool(USD_NET).lp_token);
            let hook = ReceiveMsg::WithdrawLiquidity {
                pool_id: USD_NET,
                min_0: 0u128.into(),
                min_1: 0u128.into(),
                payout: Payout::Account,
                receiver: None,
                deadline: None,
            };
            let result = m.send(&alice, &token, shares, &hook);
            prop_assert_eq!(quote.is_some(), result.is_ok());
            if let Some(quote) = quote {
                let after = (m.account(&alice, &usd()), m.account(&alice, &net()));
                prop_assert_eq!(after, (before.0 + quote.amount_0.u128(), before.1 + quote.amount_1.u128()));
            }
        }
        m.check_solvency();
    }
}
