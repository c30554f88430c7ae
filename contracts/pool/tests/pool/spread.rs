//! What the block anchor keeps, to the unit, and how the record holds the anchor.

use std::collections::BTreeMap;

use api::fee_collector::Category;
use api::pool::{raw, ExecuteMsg};

use crate::anchored::{hops, hot, provide_single, sell_credits, withdraw_shares};
use crate::harness::*;
use crate::mocks::Booked;

fn sweep(m: &mut Market) -> cw_multi_test::AppResponse {
    let msg = ExecuteMsg::SweepFees { pool_id: CREDIT_NET, asset: None };
    m.run(&m.bob.clone(), msg, &[]).unwrap()
}

/// A number that an event tells, 0 if it is not in it.
fn number(told: &[String], key: &str) -> u128 {
    told.iter()
        .find_map(|told| told.strip_prefix(&format!("{key}=")))
        .map_or(0, |number| number.parse().unwrap())
}

/// Inflow: what the events of swaps, provisions and withdrawals tell. Outflow: what the sweeps pay. In either asset.
#[test]
fn the_spread_that_comes_in_goes_out_to_the_unit() {
    let mut m = Market::new();
    let start = m.check_solvency();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let mut inflow = BTreeMap::from([(0, 0), (1, 0)]);
    let mut outflow = BTreeMap::from([(0, 0), (1, 0)]);
    for round in 1..=12u128 {
        // Up and back, or down and back, in one block.
        let up = round.is_multiple_of(2);
        for back in [false, true] {
            let buys = up != back;
            let response = match buys {
                true => m.swap(&bob, NET, 7_654_321 * round, &[CREDIT_NET]).unwrap(),
                false => sell_credits(&mut m, 3_210_987 * round),
            };
            *inflow.get_mut(&usize::from(!buys)).unwrap() += hops(&response)[0][5];
        }
        let msg = provide_single(CREDIT_NET, if up { m.credit() } else { net() }, 9_876_543, 0);
        let told = event(&m.run(&alice, msg, &[]).unwrap(), "provide");
        *inflow.get_mut(&usize::from(up)).unwrap() += number(&told, "spread");
        let told = event(&withdraw_shares(&mut m, 12_345), "withdraw_liquidity");
        for side in [0, 1] {
            *inflow.get_mut(&side).unwrap() += number(&told, &format!("spread_{side}"));
        }
        if round.is_multiple_of(5) {
            sweep(&mut m);
        }
        assert_eq!(m.check_solvency(), start, "reserves, fees, spreads and accounts are what is held");
        m.next_block(6);
    }
    sweep(&mut m);
    let assets = [m.credit(), net()];
    for booked in m.collected() {
        if booked.category == (Category::Spread {}) {
            let side = assets.iter().position(|asset| *asset == booked.amount.asset).unwrap();
            *outflow.get_mut(&side).unwrap() += booked.amount.amount.u128();
        }
    }
    assert_eq!(inflow, outflow);
    assert!(inflow.values().all(|amount| *amount > 100_000), "{inflow:?}");
    let pool = m.pool(CREDIT_NET);
    assert!(pool.spread_0.is_zero() && pool.spread_1.is_zero());
    assert_eq!(m.check_solvency(), start);
}

#[test]
fn the_spread_is_swept_as_a_category_of_its_own() {
    let mut m = Market::new();
    m.swap(&m.bob.clone(), NET, 200_000_000, &[CREDIT_NET]).unwrap();
    let spread = hops(&sell_credits(&mut m, 20_000_000))[0][5];
    let reserves = hot(&m, CREDIT_NET).reserves;
    let response = sweep(&mut m);
    let told = [format!("asset={NET}"), format!("amount={spread}"), format!("pool_id={CREDIT_NET}")];
    assert_eq!(event(&response, "sweep_spread"), told);
    assert!(m
        .collected()
        .contains(&Booked { amount: amount_of(net(), spread), category: Category::Spread {} }));
    let after = hot(&m, CREDIT_NET);
    assert_eq!((after.reserves, after.spreads), (reserves, (0, 0)));
    let again = ExecuteMsg::SweepFees { pool_id: CREDIT_NET, asset: None };
    let error = refusal(m.run(&m.bob.clone(), again, &[]));
    assert_eq!(error, pool::error::ContractError::NothingToSweep { pool_id: CREDIT_NET });
}

/// Whoever leaves in a block that has moved the price is paid what the shares were worth before; the rest is spread.
#[test]
fn a_withdrawal_in_a_moved_block_leaves_what_the_move_brought() {
    let shares = 500_000_000;
    let mut calm = Market::new();
    calm.swap(&calm.bob.clone(), NET, 200_000_000, &[CREDIT_NET]).unwrap();
    let mut moved = Market::new();
    moved.swap(&moved.bob.clone(), NET, 200_000_000, &[CREDIT_NET]).unwrap();
    calm.next_block(6);
    let told = |m: &mut Market| {
        let told = event(&withdraw_shares(m, shares), "withdraw_liquidity");
        m.check_solvency();
        ["amount_0", "amount_1", "spread_0", "spread_1"].map(|key| number(&told, key))
    };
    let [credits, net, none_0, none_1] = told(&mut calm);
    assert_eq!((none_0, none_1), (0, 0), "first in a block, it is all theirs");
    let got = told(&mut moved);
    assert_eq!((got[0], got[2]), (credits, 0));
    assert_eq!(got[1] + got[3], net);
    assert_eq!(moved.pool(CREDIT_NET).spread_1.u128(), got[3]);
    // The price rose by a fifth: the part is (√1.21 − 1)²/2 of what the shares are worth, and not more.
    let part = got[3] * 10_000 / (net + 2 * credits);
    assert!((35..60).contains(&part), "{part} basis points");
    // What is left is worth as much per share as if all had been paid out.
    assert_eq!(moved.pool(CREDIT_NET).reserve_1, calm.pool(CREDIT_NET).reserve_1);
}

#[test]
fn a_withdrawal_after_dust_loses_two_units_at_most() {
    let mut m = Market::new();
    m.swap(&m.bob.clone(), NET, 5, &[CREDIT_NET]).unwrap();
    let told = event(&withdraw_shares(&mut m, 500_000_000), "withdraw_liquidity");
    assert!(number(&told, "spread_0") + number(&told, "spread_1") <= 2, "{told:?}");
}

/// The record holds how far the anchor is from the clamped price: a byte or more only while the clamp binds.
#[test]
fn the_anchor_is_the_price_and_not_what_the_clamp_made_of_it() {
    let mut m = Market::new();
    let bob = m.bob.clone();
    let length = |m: &Market| {
        let record = m.app.wrap().query_wasm_raw(&m.pool, raw::hot_key(CREDIT_NET)).unwrap().unwrap();
        record[36] & 0x0f
    };
    m.swap(&bob, NET, 200_000_000, &[CREDIT_NET]).unwrap();
    assert_eq!(length(&m), 0, "the price before was the reference price");
    m.next_block(1);
    let spot = hot(&m, CREDIT_NET).spot_log().unwrap();
    m.swap(&bob, NET, 1_000, &[CREDIT_NET]).unwrap();
    let after = hot(&m, CREDIT_NET);
    assert_eq!(after.anchor, spot);
    assert!(
        after.obs.last_log < spot && length(&m) > 0,
        "a second moves the clamp by 0.2 %, and the price rose by 21 %"
    );
    m.next_block(600);
    let spot = hot(&m, CREDIT_NET).spot_log().unwrap();
    m.swap(&bob, NET, 1_000, &[CREDIT_NET]).unwrap();
    let after = hot(&m, CREDIT_NET);
    assert_eq!(
        (after.anchor, after.obs.last_log),
        (spot, spot),
        "ten minutes suffice for the clamp to catch up"
    );
    assert_eq!(length(&m), 0);
}

#[test]
fn after_a_halt_the_anchor_is_the_price_at_which_it_began() {
    let mut m = Market::new();
    let bob = m.bob.clone();
    m.swap(&bob, NET, 20_000_000_000, &[CREDIT_NET]).unwrap();
    let spot = hot(&m, CREDIT_NET).spot_log().unwrap();
    m.next_block(7 * 86_400);
    assert_eq!(hops(&sell_credits(&mut m, 10_000_000))[0][5], 0, "the first change is plain");
    let after = hot(&m, CREDIT_NET);
    assert_eq!(after.anchor, spot);
    assert!(after.obs.last_log < spot, "the clamp runs for ten minutes at most");
    assert_eq!(
        hops(&sell_credits(&mut m, 10_000_000))[0][5],
        0,
        "and who sells in the same direction pays nothing"
    );
    assert!(hops(&m.swap(&bob, NET, 1_000_000, &[CREDIT_NET]).unwrap())[0][5] > 0);
}

/// In the block of a first provision its price is the anchor, not the reference price.
#[test]
fn a_first_provision_is_an_anchor() {
    let mut m = Market::without_liquidity();
    m.provide_from_account(CREDIT_NET, (RESERVE, 2_300_000_000)).unwrap();
    let spot = hot(&m, CREDIT_NET).spot_log().unwrap();
    assert_eq!(hot(&m, CREDIT_NET).anchor, spot);
    let first = hops(&m.swap(&m.bob.clone(), NET, 100_000_000, &[CREDIT_NET]).unwrap())[0];
    assert!(first[5] <= 2, "the curve alone: {first:?}");
    let second = hops(&sell_credits(&mut m, 1_000_000))[0];
    // 990,000 after the fee, at 2.3 NET.
    assert!((2_276_998..=2_277_000).contains(&second[2]), "{second:?}");
    assert_eq!(hot(&m, CREDIT_NET).anchor, spot);
    m.check_solvency();
}
