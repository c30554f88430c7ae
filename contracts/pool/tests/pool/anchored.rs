//! The block anchor in the contract: what it is, whom it holds, and where what it keeps goes.

use amm_math::constant_product::{exact_in as curve_in, exact_out as curve_out, limit, Swap};
use api::common::{Asset, Source};
use api::pool::raw::{self, Hot};
use api::pool::{Destination, ExecuteMsg, Fees, QueryMsg, QuoteResponse, ReceiveMsg, WithdrawQuoteResponse};
use cosmwasm_std::{coin, to_json_binary, Addr, Uint128};
use cw_multi_test::AppResponse;

use crate::harness::*;

/// A tenth of the pool's NET.
const LARGE: u128 = 200_000_000;

pub fn hot(m: &Market, pool_id: u64) -> Hot {
    Hot::decode(&m.app.wrap().query_wasm_raw(&m.pool, raw::hot_key(pool_id)).unwrap().unwrap()).unwrap()
}

/// pool:in:out:lp_fee:protocol_fee:spread of every hop in a response, in order.
pub fn hops(response: &AppResponse) -> Vec<[u128; 6]> {
    let swaps = response.events.iter().filter(|event| event.ty == "wasm-swap");
    let hops = swaps.flat_map(|event| event.attributes.iter().filter(|attribute| attribute.key == "hops"));
    let numbers = |hop: &str| {
        let mut numbers = [0; 6];
        let told: Vec<u128> = hop.split(':').map(|number| number.parse().unwrap()).collect();
        assert!(told.len() == 5 || told.len() == 6 && told[5] > 0, "{hop}");
        numbers[..told.len()].copy_from_slice(&told);
        numbers
    };
    hops.flat_map(|hops| hops.value.split(',').map(numbers).collect::<Vec<_>>()).collect()
}

/// What the curve gives for `amount` of asset 0, or asset 1, in the pool as it stands.
fn sold(m: &Market, pool_id: u64, asset_0: bool, amount: u128, anchor: Option<i64>) -> Swap {
    let (x, y) = hot(m, pool_id).curve().unwrap();
    let (x, y) = if asset_0 { (x, y) } else { (y, x) };
    curve_in(x, y, amount, FEES.fee_bps, anchor.map(|anchor| limit(anchor, asset_0))).unwrap()
}

/// What one hop told, against what the curve gave.
#[track_caller]
fn same(hop: [u128; 6], pool_id: u64, swap: &Swap) {
    let [pool, paid, received, lp, protocol, spread] = hop;
    assert_eq!(
        (pool, paid, received, lp + protocol, spread),
        (u128::from(pool_id), swap.amount_in, swap.amount_out, swap.fee, swap.spread)
    );
}

/// A market in a block in which Bob has raised the price of credits by a fifth, and the anchor before that.
fn raised() -> (Market, i64) {
    let mut m = Market::new();
    let anchor = hot(&m, CREDIT_NET).spot_log().unwrap();
    m.swap(&m.bob.clone(), NET, LARGE, &[CREDIT_NET]).unwrap();
    assert_eq!(hot(&m, CREDIT_NET).anchor, anchor);
    (m, anchor)
}

fn sell_hook(min_out: u128) -> ReceiveMsg {
    ReceiveMsg::SwapExactIn { pools: vec![CREDIT_NET], min_out: min_out.into(), to: wallet(), deadline: None }
}

pub fn sell_credits(m: &mut Market, amount: u128) -> AppResponse {
    let (alice, credit) = (m.alice.clone(), m.credit.clone());
    m.send(&alice, &credit, amount, &sell_hook(0)).unwrap()
}

#[test]
fn the_first_change_of_a_block_is_plain_and_the_next_is_anchored() {
    let mut m = Market::new();
    let spot = hot(&m, CREDIT_NET).spot_log().unwrap();
    let plain = sold(&m, CREDIT_NET, false, LARGE, None);
    let response = m.swap(&m.bob.clone(), NET, LARGE, &[CREDIT_NET]).unwrap();
    same(hops(&response)[0], CREDIT_NET, &plain);
    assert_eq!(plain.spread, 0);
    let (plain, anchored) =
        (sold(&m, CREDIT_NET, true, 50_000_000, None), sold(&m, CREDIT_NET, true, 50_000_000, Some(spot)));
    let response = sell_credits(&mut m, 50_000_000);
    same(hops(&response)[0], CREDIT_NET, &anchored);
    // 49.5 million after the fee, at 2 NET, the price before Bob.
    assert!((98_999_990..=99_000_000).contains(&anchored.amount_out), "{anchored:?}");
    assert_eq!(anchored.amount_out + anchored.spread, plain.amount_out);
    assert!(anchored.spread > 9_000_000);
    let pool = m.pool(CREDIT_NET);
    assert_eq!((pool.spread_0.u128(), pool.spread_1.u128()), (0, anchored.spread));
    // In the other direction the curve itself is worse than the anchor.
    let plain = sold(&m, CREDIT_NET, false, 1_000_000, None);
    let response = m.swap(&m.bob.clone(), NET, 1_000_000, &[CREDIT_NET]).unwrap();
    same(hops(&response)[0], CREDIT_NET, &plain);
    m.check_solvency();
}

#[test]
fn a_purchase_is_anchored_from_either_side() {
    let (m, anchor) = raised();
    let (x, y) = hot(&m, CREDIT_NET).curve().unwrap();
    let swap = curve_out(x, y, 100_000_000, 100, Some(limit(anchor, true))).unwrap();
    let mut sell = m;
    let msg = exact_out(sell.credit(), &[(&[CREDIT_NET], 100_000_000)], from_account(LARGE), account());
    let response = sell.run(&sell.alice.clone(), msg, &[]).unwrap();
    same(hops(&response)[0], CREDIT_NET, &swap);
    assert!(swap.amount_in >= 50_505_050 && swap.spread > 0, "2 NET each, and the fee: {swap:?}");
    // The price falls by a sale: whoever buys credits then pays what they cost before.
    let mut m = Market::new();
    let anchor = hot(&m, CREDIT_NET).spot_log().unwrap();
    sell_credits(&mut m, 100_000_000);
    let (x, y) = hot(&m, CREDIT_NET).curve().unwrap();
    let swap = curve_out(y, x, 10_000_000, 100, Some(limit(anchor, false))).unwrap();
    let msg = exact_out(net(), &[(&[CREDIT_NET], 10_000_000)], Source::Funds {}, wallet());
    let response = m.run(&m.bob.clone(), msg, &[coin(LARGE, NET)]).unwrap();
    same(hops(&response)[0], CREDIT_NET, &swap);
    assert!(swap.amount_in >= 20_202_020 && swap.spread > 0, "{swap:?}");
    assert_eq!(m.pool(CREDIT_NET).spread_0.u128(), swap.spread);
}

/// Wallets, accounts, calls, hooks, peers: none is met otherwise.
#[test]
fn whoever_swaps_is_held_to_the_anchor() {
    const AMOUNT: u128 = 40_000_000;
    let by = |send: &dyn Fn(&mut Market) -> AppResponse| {
        let (mut m, anchor) = raised();
        let expected = sold(&m, CREDIT_NET, true, AMOUNT, Some(anchor));
        assert!(expected.spread > 0);
        let start = m.check_solvency();
        same(hops(&send(&mut m))[0], CREDIT_NET, &expected);
        assert_eq!(m.check_solvency(), start);
    };
    by(&|m| sell_credits(m, AMOUNT));
    for to in [wallet(), account()] {
        by(&|m| {
            let msg = exact_in(m.credit(), &[CREDIT_NET], from_account(AMOUNT), 0, to.clone());
            m.run(&m.alice.clone(), msg, &[]).unwrap()
        });
    }
    by(&|m| {
        let msg = to_json_binary("keep").unwrap();
        let to = Destination::Call { contract: m.callee.to_string(), msg };
        m.run(&m.alice.clone(), exact_in(m.credit(), &[CREDIT_NET], from_account(AMOUNT), 0, to), &[])
            .unwrap()
    });
    by(&|m| {
        let from = Source::Account { owner: Some(m.alice.to_string()), amount: AMOUNT.into() };
        m.run(&m.job_market.clone(), exact_in(m.credit(), &[CREDIT_NET], from, 0, account()), &[]).unwrap()
    });
    by(&|m| {
        let msg = exact_in(m.credit(), &[CREDIT_NET, USD_NET], from_account(AMOUNT), 0, account());
        m.run(&m.alice.clone(), msg, &[]).unwrap()
    });
}

/// Each pool has its own block: the second hop is the first change of its pool.
#[test]
fn every_hop_of_a_route_has_its_own_anchor() {
    let (mut m, anchor) = raised();
    let first = sold(&m, CREDIT_NET, true, 40_000_000, Some(anchor));
    let second = sold(&m, USD_NET, false, first.amount_out, None);
    let route = exact_in(m.credit(), &[CREDIT_NET, USD_NET], from_account(40_000_000), 0, account());
    let told = hops(&m.run(&m.alice.clone(), route.clone(), &[]).unwrap());
    same(told[0], CREDIT_NET, &first);
    same(told[1], USD_NET, &second);
    // Back along the same route, both are anchored.
    let usd_anchor = hot(&m, USD_NET).anchor;
    let back = sold(&m, USD_NET, true, 40_000_000, Some(usd_anchor));
    let last = sold(&m, CREDIT_NET, false, back.amount_out, Some(anchor));
    let msg = exact_in(usd(), &[USD_NET, CREDIT_NET], from_account(40_000_000), 0, account());
    let told = hops(&m.run(&m.alice.clone(), msg, &[]).unwrap());
    same(told[0], USD_NET, &back);
    same(told[1], CREDIT_NET, &last);
    assert!(back.spread > 0);
}

/// A second pass in one message is the second change of the block.
#[test]
fn a_pool_met_twice_in_a_message_is_anchored_the_second_time() {
    let mut m = Market::new();
    let anchor = hot(&m, USD_NET).spot_log().unwrap();
    let first = sold(&m, USD_NET, true, 100_000_000, None);
    let msg = exact_in(usd(), &[USD_NET, USD_NET], Source::Funds {}, 0, wallet());
    let told = hops(&m.run(&m.alice.clone(), msg, &[coin(100_000_000, USD)]).unwrap());
    same(told[0], USD_NET, &first);
    // NET was sold for USD into a pool whose USD is now cheap: at most what it brought before, 1 to 1.
    let [_, paid, received, lp, protocol, spread] = told[1];
    assert!(spread > 0 && received <= paid - lp - protocol, "{told:?}");
    let after = hot(&m, USD_NET);
    assert_eq!((after.anchor, after.spreads), (anchor, (spread, 0)));
    // And two legs of a purchase.
    let mut m = Market::new();
    let (x, y) = hot(&m, USD_NET).curve().unwrap();
    let legs: &[(&[u64], u128)] = &[(&[USD_NET], 50_000_000), (&[USD_NET], 50_000_000)];
    let msg = exact_out(usd(), legs, Source::Funds {}, wallet());
    let told = hops(&m.run(&m.alice.clone(), msg, &[coin(200_000_000, USD)]).unwrap());
    let first = curve_out(x, y, 50_000_000, 100, None).unwrap();
    same(told[0], USD_NET, &first);
    let x = x + told[0][1] - told[0][4];
    let second = curve_out(x, y - 50_000_000, 50_000_000, 100, Some(limit(anchor, true))).unwrap();
    same(told[1], USD_NET, &second);
    m.check_solvency();
}

/// Whatever first changes a pool in a block: the anchor is the price before it.
#[test]
fn any_first_change_makes_the_price_before_it_the_anchor() {
    let withdraw = |m: &mut Market| {
        let hook = ReceiveMsg::WithdrawLiquidity {
            pool_id: CREDIT_NET,
            min_0: Uint128::zero(),
            min_1: Uint128::zero(),
            payout: Default::default(),
            receiver: None,
            deadline: None,
        };
        let (lp, token) = (m.lp.clone(), Addr::unchecked(m.pool(CREDIT_NET).lp_token));
        m.send(&lp, &token, 400_000_000, &hook).unwrap()
    };
    let sweep = |m: &mut Market| {
        let msg = ExecuteMsg::SweepFees { pool_id: CREDIT_NET, asset: None };
        m.run(&m.bob.clone(), msg, &[]).unwrap()
    };
    let fees = |m: &mut Market| {
        let fees = Fees { fee_bps: 100, protocol_share_bps: 0 };
        m.run(&m.owner.clone(), ExecuteMsg::UpdateFees { pool_id: CREDIT_NET, fees }, &[]).unwrap()
    };
    let provide = |m: &mut Market| m.provide_from_account(CREDIT_NET, (1_000_000, 5_000_000)).unwrap();
    let single = |m: &mut Market| {
        let msg = provide_single(CREDIT_NET, net(), LARGE, 0);
        m.run(&m.alice.clone(), msg, &[]).unwrap()
    };
    let openers: [&dyn Fn(&mut Market) -> AppResponse; 5] = [&withdraw, &sweep, &fees, &provide, &single];
    for open in openers {
        let mut m = Market::new();
        m.swap(&m.bob.clone(), NET, 77_777_777, &[CREDIT_NET]).unwrap();
        m.next_block(6);
        let spot = hot(&m, CREDIT_NET).spot_log().unwrap();
        open(&mut m);
        assert_eq!(hot(&m, CREDIT_NET).anchor, spot);
        for _ in 0..2 {
            let expected = sold(&m, CREDIT_NET, true, 10_000_000, Some(spot));
            let response = sell_credits(&mut m, 10_000_000);
            same(hops(&response)[0], CREDIT_NET, &expected);
        }
        m.check_solvency();
    }
}

#[test]
fn a_height_makes_a_block_and_not_a_second() {
    let (mut m, _) = raised();
    // Time alone does not end it.
    m.app.update_block(|block| block.time = block.time.plus_seconds(60));
    assert!(hops(&sell_credits(&mut m, 1_000_000))[0][5] > 0);
    m.next_block(0);
    let spot = hot(&m, CREDIT_NET).spot_log().unwrap();
    let plain = sold(&m, CREDIT_NET, true, 1_000_000, None);
    same(hops(&sell_credits(&mut m, 1_000_000))[0], CREDIT_NET, &plain);
    assert_eq!(hot(&m, CREDIT_NET).anchor, spot);
}

#[test]
fn quotes_assume_a_block_that_has_just_begun() {
    let (mut m, _) = raised();
    let quoted = m.quote(m.credit(), &[CREDIT_NET], 30_000_000).legs[0].received.amount.u128();
    let legs = legs_of(&[(&[CREDIT_NET], 30_000_000)]);
    let cost: QuoteResponse = m.ask(QueryMsg::QuoteExactOut { offer: m.credit(), legs });
    let single: api::pool::ProvideQuoteResponse = m.ask(QueryMsg::QuoteProvideSingle {
        pool_id: CREDIT_NET,
        asset: m.credit(),
        amount: 30_000_000u128.into(),
    });
    let shares = 1_000_000u128;
    let left: WithdrawQuoteResponse =
        m.ask(QueryMsg::QuoteWithdraw { pool_id: CREDIT_NET, shares: shares.into() });
    let now = hops(&sell_credits(&mut m, 30_000_000))[0];
    assert!(now[2] < quoted, "in this block it brings less");
    for kind in 0..4 {
        let (mut m, _) = raised();
        m.next_block(6);
        let alice = m.alice.clone();
        match kind {
            0 => assert_eq!(hops(&sell_credits(&mut m, 30_000_000))[0][2], quoted),
            1 => {
                let msg =
                    exact_out(m.credit(), &[(&[CREDIT_NET], 30_000_000)], from_account(LARGE), account());
                let told = hops(&m.run(&alice, msg, &[]).unwrap());
                assert_eq!(told[0][1], cost.paid.amount.u128());
            }
            2 => {
                let msg = provide_single(CREDIT_NET, m.credit(), 30_000_000, single.shares.u128());
                m.run(&alice, msg, &[]).unwrap();
                assert_eq!(m.shares(&alice, CREDIT_NET), single.shares.u128());
            }
            _ => {
                let response = withdraw_shares(&mut m, shares);
                let told = event(&response, "withdraw_liquidity");
                assert!(told.contains(&format!("amount_0={}", left.amount_0)), "{told:?}");
                assert!(told.contains(&format!("amount_1={}", left.amount_1)), "{told:?}");
            }
        }
    }
}

pub fn provide_single(pool_id: u64, asset: Asset, amount: u128, min_shares: u128) -> ExecuteMsg {
    ExecuteMsg::ProvideSingle {
        pool_id,
        asset,
        from: from_account(amount),
        min_shares: min_shares.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    }
}

pub fn withdraw_shares(m: &mut Market, shares: u128) -> AppResponse {
    let hook = ReceiveMsg::WithdrawLiquidity {
        pool_id: CREDIT_NET,
        min_0: Uint128::zero(),
        min_1: Uint128::zero(),
        payout: Default::default(),
        receiver: None,
        deadline: None,
    };
    let (lp, token) = (m.lp.clone(), Addr::unchecked(m.pool(CREDIT_NET).lp_token));
    m.send(&lp, &token, shares, &hook).unwrap()
}
