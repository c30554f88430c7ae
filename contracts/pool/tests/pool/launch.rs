//! Launch pools: credits alone to begin with, and a price that rises as they are sold.

use amm_math::constant_product::{depth_in, exact_in as curve_in};
use amm_math::log::{log2_ratio, mul_exp2};
use amm_math::Rounding;
use api::common::{Asset, Source};
use api::pool::means;
use api::pool::{
    ExecuteMsg, Paused, PricesResponse, ProvideQuoteResponse, ProvideSource, QueryMsg, QuoteResponse,
    ReceiveMsg,
};
use cosmwasm_std::{coin, Addr, Decimal256, Uint128};
use cw_multi_test::error::AnyResult;
use cw_multi_test::AppResponse;
use pool::error::ContractError;

use crate::anchored::{hops, hot, provide_single};
use crate::harness::*;

/// What the first provider brings, credits.
const CREDITS: u128 = 1_000_000_000;

/// S = ⌊price · x⌋, at 3 NET: the logarithm of 3 is rounded down, and so is its power.
fn supply_of(credits: u128) -> u128 {
    mul_exp2(credits, log2_ratio(3, 1).unwrap(), Rounding::Down).unwrap()
}

/// A launch pool that has been provided to, a block ago.
fn started() -> Market {
    let mut m = Market::launched();
    m.provide_from_account(LAUNCH, (CREDITS, 0)).unwrap();
    m.next_block(6);
    m
}

fn buy(m: &mut Market, amount: u128) -> AppResponse {
    m.swap(&m.bob.clone(), NET, amount, &[LAUNCH]).unwrap()
}

fn sell(m: &mut Market, amount: u128) -> AnyResult<AppResponse> {
    let msg = exact_in(m.other(), &[LAUNCH], from_account(amount), 0, account());
    m.run(&m.alice.clone(), msg, &[])
}

fn withdraw(m: &mut Market, owner: &Addr, shares: u128) -> AnyResult<AppResponse> {
    let hook = ReceiveMsg::WithdrawLiquidity {
        pool_id: LAUNCH,
        min_0: Uint128::zero(),
        min_1: Uint128::zero(),
        payout: Default::default(),
        receiver: None,
        deadline: None,
    };
    let token = Addr::unchecked(m.pool(LAUNCH).lp_token);
    m.send(owner, &token, shares, &hook)
}

/// (x, y, v); v is the LP supply, asked, raw and of the token.
#[track_caller]
fn state(m: &Market) -> (u128, u128, u128) {
    let pool = m.pool(LAUNCH);
    let info: cw20::TokenInfoResponse =
        m.app.wrap().query_wasm_smart(&pool.lp_token, &cw20::Cw20QueryMsg::TokenInfo {}).unwrap();
    assert!(pool.launch);
    assert_eq!((pool.virtual_reserve, info.total_supply), (pool.lp_supply, pool.lp_supply));
    let raw = hot(m, LAUNCH);
    assert_eq!(
        (raw.reserves, raw.virtual_1),
        ((pool.reserve_0.u128(), pool.reserve_1.u128()), pool.lp_supply.u128())
    );
    (raw.reserves.0, raw.reserves.1, raw.virtual_1)
}

fn spot(m: &Market) -> f64 {
    let (x, y, v) = state(m);
    (y + v) as f64 / x as f64
}

#[test]
fn a_launch_pool_is_of_credits_and_the_network_token() {
    let mut m = Market::new();
    let owner = m.owner.clone();
    for (asset_0, asset_1) in [(m.other(), usd()), (net(), m.other()), (m.other(), m.credit())] {
        let msg = m.launch_of(asset_0, asset_1.clone());
        assert_eq!(
            refusal(m.run(&owner, msg, &[])),
            ContractError::LaunchAsset { expected: net(), got: asset_1 }
        );
    }
    let msg = m.launch_of(m.other(), net());
    assert!(event(&m.run(&owner, msg, &[]).unwrap(), "create_pool").contains(&"launch=1".into()));
    let pool = m.pool(LAUNCH);
    assert_eq!((pool.launch, pool.virtual_reserve, pool.lp_supply), (true, Uint128::zero(), Uint128::zero()));
    assert!(!m.pool(OTHER_NET).launch);
}

#[test]
fn the_first_deposit_is_credits_alone_at_the_reference_price() {
    let mut m = Market::launched();
    let quoted: ProvideQuoteResponse =
        m.ask(QueryMsg::QuoteProvide { pool_id: LAUNCH, max_0: CREDITS.into(), max_1: Uint128::zero() });
    let lp = m.lp.clone();
    let held = m.account(&lp, &net());
    // NET is not taken, however much is offered.
    let told = event(&m.provide_from_account(LAUNCH, (CREDITS, 77)).unwrap(), "provide");
    let supply = supply_of(CREDITS);
    assert!((2_999_999_990..=3_000_000_000).contains(&supply), "{supply}");
    assert_eq!(state(&m), (CREDITS, 0, supply));
    assert_eq!(m.account(&lp, &net()), held);
    assert_eq!((m.shares(&lp, LAUNCH), quoted.shares.u128()), (supply - 1_000, supply - 1_000));
    assert_eq!((quoted.used_0.u128(), quoted.used_1.u128()), (CREDITS, 0));
    for expected in ["amount_1=0".to_string(), "locked=1000".into(), format!("debited_0={CREDITS}")] {
        assert!(told.contains(&expected), "{told:?}");
    }
    assert_eq!(m.tokens(&Addr::unchecked(m.pool(LAUNCH).lp_token), &m.pool(LAUNCH).lp_token), 1_000);
    m.check_solvency();
}

#[test]
fn what_a_first_deposit_offers_wrongly_is_refused() {
    let mut m = Market::launched();
    let lp = m.lp.clone();
    assert_eq!(
        refusal(m.provide_from_account(LAUNCH, (0, CREDITS))),
        ContractError::ZeroAmount { field: "max_0" }
    );
    // The least counts what the credits are worth at the reference price.
    let few = LEAST / 3;
    let got = supply_of(few);
    assert_eq!(
        refusal(m.provide_from_account(LAUNCH, (few, LEAST))),
        ContractError::BelowLeast { pool_id: LAUNCH, least: LEAST, got }
    );
    m.run(&m.owner.clone(), ExecuteMsg::SetLeast { least: Uint128::zero() }, &[]).unwrap();
    assert!(
        matches!(refusal(m.provide_from_account(LAUNCH, (333, 0))), ContractError::Math(_)),
        "1,000 are locked"
    );
    // Coins that were not named, and named ones that did not come.
    let funds = |max_1: u128| ExecuteMsg::Provide {
        pool_id: LAUNCH,
        max_0: CREDITS.into(),
        max_1: max_1.into(),
        from: ProvideSource::Funds,
        min_shares: Uint128::zero(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    for (max_1, coins) in [(0, vec![coin(5, NET)]), (5, vec![]), (5, vec![coin(4, NET)])] {
        assert!(matches!(refusal(m.run(&lp, funds(max_1), &coins)), ContractError::Common(_)));
    }
    // Coins that were named come back.
    let held = m.wallet(&lp, &net());
    m.run(&lp, funds(5), &[coin(5, NET)]).unwrap();
    assert_eq!(m.wallet(&lp, &net()), held);
    assert_eq!(state(&m).1, 0);
    m.check_solvency();
}

#[test]
fn tokens_that_were_sent_start_a_launch_pool() {
    let mut m = Market::launched();
    let (lp, other) = (m.lp.clone(), m.other.clone());
    let hook = ReceiveMsg::Provide {
        pool_id: LAUNCH,
        max_other: Uint128::zero(),
        min_shares: Uint128::zero(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    m.send(&lp, &other, CREDITS, &hook).unwrap();
    assert_eq!(state(&m), (CREDITS, 0, supply_of(CREDITS)));
    m.check_solvency();
}

#[test]
fn nobody_bids_before_somebody_bought() {
    let mut m = started();
    let refused = |m: &mut Market, amount, available| match refusal(sell(m, amount)) {
        ContractError::NoBid { pool_id: LAUNCH, available: got, requested } => {
            assert_eq!(got, available);
            assert!(requested > available);
        }
        error => panic!("{error}"),
    };
    refused(&mut m, 1_000, 0);
    let route = api::pool::Route { offer: m.other(), pools: vec![LAUNCH] };
    let quote = QueryMsg::QuoteExactIn { route, amount_in: 1_000u128.into() };
    assert!(m.refuses(quote).contains("pool 4 has 0 to pay with"));
    let msg = exact_out(m.other(), &[(&[LAUNCH], 10)], from_account(CREDITS), account());
    let error = refusal(m.run(&m.alice.clone(), msg, &[]));
    assert_eq!(error, ContractError::NoBid { pool_id: LAUNCH, available: 0, requested: 10 });
    // What was paid can be had back, and no more.
    buy(&mut m, 3_000_000);
    m.next_block(6);
    let held = state(&m).1;
    refused(&mut m, 2_000_000, held);
    sell(&mut m, 900_000).unwrap();
    m.check_solvency();
}

#[test]
fn the_price_rises_as_credits_are_sold_and_never_falls_below_the_start() {
    let mut m = started();
    let start = spot(&m);
    let mut last = start;
    for _ in 0..10 {
        buy(&mut m, 300_000_000);
        m.next_block(6);
        assert!(spot(&m) > last * 1.1);
        last = spot(&m);
    }
    assert!(last > 3.9 * start, "NET for as much as the virtual reserve doubles the root: {last}");
    // All that can be sold back leaves NET for the fees, and the price at its start or a little below (v²/k).
    let mut amount = CREDITS / 2;
    while amount > 1_000 {
        if sell(&mut m, amount).is_err() {
            amount /= 2;
        }
        m.next_block(6);
    }
    let (x, y, v) = state(&m);
    assert!(spot(&m) >= v as f64 * v as f64 / (x as f64 * (y + v) as f64));
    assert!(spot(&m) < start && spot(&m) > 0.97 * start, "{} after {start}", spot(&m));
    m.check_solvency();
}

#[test]
fn the_virtual_reserve_stays_the_supply_of_shares() {
    let mut m = started();
    let (lp, alice) = (m.lp.clone(), m.alice.clone());
    // While the pool holds no NET: credits alone.
    let provide = |m: &mut Market, max: (u128, u128)| {
        let before = spot(m);
        m.provide_from_account(LAUNCH, max).unwrap();
        assert!((spot(m) / before - 1.0).abs() < 1e-8);
        state(m)
    };
    let (x, y, v) = provide(&mut m, (CREDITS / 2, 12));
    assert_eq!((x, y), (CREDITS * 3 / 2, 0));
    assert!(v.abs_diff(supply_of(x)) <= 2);
    let shares = m.shares(&lp, LAUNCH);
    withdraw(&mut m, &lp, shares / 3).unwrap();
    assert_eq!(state(&m).1, 0);
    buy(&mut m, 500_000_000);
    m.next_block(6);
    let (_, y, _) = provide(&mut m, (CREDITS, CREDITS));
    assert!(y > 500_000_000, "both sides now");
    assert!(matches!(refusal(m.provide_from_account(LAUNCH, (CREDITS, 0))), ContractError::Math(_)));
    sell(&mut m, 20_000_000).unwrap();
    m.next_block(6);
    let before = spot(&m);
    let shares = m.shares(&lp, LAUNCH);
    withdraw(&mut m, &lp, shares / 2).unwrap();
    assert!((spot(&m) / before - 1.0).abs() < 1e-8, "a withdrawal leaves the price where it was");
    state(&m);
    let refused = refusal(m.run(&alice, provide_single(LAUNCH, m.other(), 1_000_000, 0), &[]));
    assert_eq!(refused, ContractError::Launch { pool_id: LAUNCH, operation: "provide a single asset" });
    m.check_solvency();
}

/// A unit of NET in the pool asks a unit of NET of whoever deposits: who names a few cannot be kept out by dust.
#[test]
fn dust_keeps_nobody_from_a_deposit_of_credits() {
    let mut m = started();
    buy(&mut m, 8);
    let before = m.shares(&m.lp, LAUNCH);
    m.provide_from_account(LAUNCH, (CREDITS / 2, 100)).unwrap();
    assert!(m.shares(&m.lp, LAUNCH) - before > supply_of(CREDITS / 2) - 20);
    m.check_solvency();
}

#[test]
fn prices_means_and_depth_count_the_virtual_reserve() {
    let mut m = started();
    buy(&mut m, 600_000_000);
    for _ in 0..40 {
        m.next_block(60);
        buy(&mut m, 1_000);
    }
    let (x, y, v) = state(&m);
    let asked: PricesResponse = m.ask(QueryMsg::Prices { pool_id: LAUNCH });
    let as_f64 = |price: Decimal256| price.to_string().parse::<f64>().unwrap() / 1e6;
    let shown = |price| api::price::shown(price).unwrap();
    assert!((as_f64(asked.spot.unwrap()) - spot(&m)).abs() < 1e-9);
    assert!((as_f64(asked.twap_10m.unwrap()) - spot(&m)).abs() < 1e-3);
    let read = means::read(m.app.wrap(), &m.pool, LAUNCH, m.now()).unwrap().unwrap();
    assert_eq!(read.reserves, (x, y + v));
    assert_eq!(Some(shown(read.spot)), asked.spot);
    assert_eq!(read.half_hour.map(shown), asked.twap_30m);
    m.next_block(6);
    let quote: QuoteResponse = m.quote(net(), &[LAUNCH], 5_000_000);
    let expected = curve_in(y + v, x, 5_000_000, FEES.fee_bps, None).unwrap();
    assert_eq!(quote.legs[0].received.amount.u128(), expected.amount_out);
    assert_eq!(quote.costs[0].hops[0].depth.u128(), depth_in(y + v, 100).unwrap() * 10_000 / 9_900);
    assert_eq!(hops(&buy(&mut m, 5_000_000))[0][2], expected.amount_out);
}

#[test]
fn routes_lead_through_a_launch_pool() {
    let mut m = started();
    let msg = exact_in(usd(), &[USD_NET, LAUNCH], Source::Funds {}, 0, wallet());
    let told = hops(&m.run(&m.alice.clone(), msg, &[coin(50_000_000, USD)]).unwrap());
    assert_eq!((told[0][2], told[1][0]), (told[1][1], u128::from(LAUNCH)));
    let msg = exact_out(m.other(), &[(&[LAUNCH, CREDIT_NET], 1_000_000)], from_account(CREDITS), account());
    assert_eq!(hops(&m.run(&m.alice.clone(), msg, &[]).unwrap())[1][2], 1_000_000);
    m.check_solvency();
}

#[test]
fn a_launch_pool_pauses_and_is_delisted_as_any_other() {
    let mut m = started();
    buy(&mut m, 3_000_000);
    let (owner, guardian, lp, bob) = (m.owner.clone(), m.guardian.clone(), m.lp.clone(), m.bob.clone());
    let paused = Paused { swap: true, provide: true };
    m.run(&guardian, ExecuteMsg::SetPaused { pool_id: LAUNCH, paused }, &[]).unwrap();
    let is_paused = |error| matches!(error, ContractError::Paused { pool_id: LAUNCH, .. });
    assert!(is_paused(refusal(m.swap(&bob, NET, 1_000, &[LAUNCH]))));
    assert!(is_paused(refusal(m.provide_from_account(LAUNCH, (1_000, 1_000)))));
    withdraw(&mut m, &lp, 1_000_000).unwrap();
    let paused = Paused { swap: false, provide: false };
    m.run(&owner, ExecuteMsg::SetPaused { pool_id: LAUNCH, paused }, &[]).unwrap();
    buy(&mut m, 1_000);
    m.run(&owner, ExecuteMsg::DelistAsset { asset: m.other() }, &[]).unwrap();
    let unlisted = ContractError::NotListed { asset: m.other() };
    assert_eq!(refusal(m.swap(&bob, NET, 1_000, &[LAUNCH])), unlisted);
    assert_eq!(refusal(m.provide_from_account(LAUNCH, (1_000, 1_000))), unlisted);
    withdraw(&mut m, &lp, 1_000_000).unwrap();
    m.run(&bob, ExecuteMsg::SweepFees { pool_id: LAUNCH, asset: None }, &[]).unwrap();
    m.check_solvency();
}

#[test]
fn fees_and_spread_of_a_launch_pool_are_swept() {
    let mut m = started();
    buy(&mut m, 600_000_000);
    let told = hops(&sell(&mut m, 50_000_000).unwrap());
    let (_, y, v) = state(&m);
    let pool = m.pool(LAUNCH);
    assert_eq!(
        (pool.accrued_0.u128(), pool.accrued_1.u128(), pool.spread_1.u128()),
        (50_000, 600_000, told[0][5])
    );
    assert!(told[0][5] > 0);
    m.run(&m.bob.clone(), ExecuteMsg::SweepFees { pool_id: LAUNCH, asset: None }, &[]).unwrap();
    assert_eq!((state(&m).1, state(&m).2), (y, v), "what is swept was no reserve");
    assert_eq!(m.wallet(&m.collector, &net()), 600_000 + told[0][5]);
    m.check_solvency();
}

#[test]
fn governance_sets_the_start_of_an_empty_launch_pool_anew() {
    let mut m = Market::launched();
    let reference = |price: u128| ExecuteMsg::SetReference {
        pool_id: LAUNCH,
        reference_0: 2u128.into(),
        reference_1: price.into(),
    };
    let owner = m.owner.clone();
    m.run(&owner, reference(10), &[]).unwrap();
    assert!(m.pool(LAUNCH).launch);
    m.provide_from_account(LAUNCH, (CREDITS, 0)).unwrap();
    let (_, y, v) = state(&m);
    assert!(y == 0 && v.abs_diff(5 * CREDITS) < 10, "{v}");
    let error = refusal(m.run(&owner, reference(1), &[]));
    assert_eq!(error, ContractError::HasLiquidity { pool_id: LAUNCH, supply: v });
}

/// All that anybody owns leaves, twice: after purchases, and before any; the pool goes on from the locked minimum.
#[test]
fn all_but_the_locked_minimum_leaves_and_the_pool_goes_on() {
    for bought in [0u128, 1_500_000_000] {
        let mut m = started();
        let start = m.check_solvency();
        if bought > 0 {
            buy(&mut m, bought);
            m.next_block(6);
        }
        let before = spot(&m);
        let lp = m.lp.clone();
        let all = m.shares(&lp, LAUNCH);
        withdraw(&mut m, &lp, all).unwrap();
        let (x, y, v) = state(&m);
        assert_eq!(v, 1_000);
        assert!(x > 0 && x < 400 && y < 600, "{x} {y}");
        assert!((spot(&m) / before - 1.0).abs() < 0.01);
        m.next_block(6);
        // A trade, and a deposit of a million times what is there.
        let _ = m.swap(&m.bob.clone(), NET, 100, &[LAUNCH]).unwrap();
        m.next_block(6);
        m.provide_from_account(LAUNCH, (CREDITS, 6 * CREDITS)).unwrap();
        assert!(state(&m).0 > CREDITS / 2);
        buy(&mut m, 50_000_000);
        m.next_block(6);
        sell(&mut m, 1_000_000).unwrap();
        let all = m.shares(&lp, LAUNCH);
        withdraw(&mut m, &lp, all).unwrap();
        m.run(&m.bob.clone(), ExecuteMsg::SweepFees { pool_id: LAUNCH, asset: None }, &[]).unwrap();
        assert_eq!(m.check_solvency(), start);
        let left = |asset: Asset| {
            m.wallet(&m.pool, &asset)
                - [&m.alice, &m.bob, &m.lp].map(|who| m.account(who, &asset)).iter().sum::<u128>()
        };
        // Nothing is stuck but the minimum's part.
        let other = m.pool(OTHER_NET).reserve_0.u128();
        assert!(left(m.other()) - other < 1_000, "{}", left(m.other()));
    }
}
