//! The protocol's share: accrued, swept, and never lost when it changes.

use api::fee_collector::Category;
use api::pool::{ExecuteMsg, Fees};
use cosmwasm_std::coin;
use pool::error::ContractError;

use crate::harness::*;
use crate::mocks::Booked;

fn sweep(pool_id: u64) -> ExecuteMsg {
    ExecuteMsg::SweepFees { pool_id, asset: None }
}

#[test]
fn fees_accrue_in_the_input_asset_and_are_swept_with_what_lps_earned() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let credit = m.credit();
    m.swap(&alice, NET, 1_000_000, &[CREDIT_NET]).unwrap();
    m.run(&alice, exact_in(credit.clone(), &[CREDIT_NET], from_account(2_000_000), 0, account()), &[])
        .unwrap();
    let pool = m.pool(CREDIT_NET);
    assert_eq!((pool.accrued_0.u128(), pool.accrued_1.u128()), (2_000, 1_000));
    // The second swap sells into the price that the first one raised.
    let spread = pool.spread_1.u128();
    assert!(spread > 0 && pool.spread_0.is_zero());
    // Anyone sweeps.
    m.run(&m.bob.clone(), sweep(CREDIT_NET), &[]).unwrap();
    assert_eq!(
        m.collected(),
        [
            Booked::fees(amount_of(credit.clone(), 2_000), 18_000),
            Booked::fees(amount_of(net(), 1_000), 9_000),
            Booked { amount: amount_of(net(), spread), category: Category::Spread {} },
        ]
    );
    assert_eq!((m.wallet(&m.collector, &net()), m.wallet(&m.collector, &credit)), (1_000 + spread, 2_000));
    let swept = m.pool(CREDIT_NET);
    assert_eq!((swept.accrued_0.u128(), swept.accrued_1.u128(), swept.spread_1.u128()), (0, 0, 0));
    assert_eq!((swept.reserve_0, swept.reserve_1), (pool.reserve_0, pool.reserve_1));
    m.check_solvency();
}

#[test]
fn other_coins_are_swept_as_they_are() {
    let mut m = Market::new();
    m.swap(&m.alice.clone(), USD, 1_000_000, &[USD_NET]).unwrap();
    let response = m.run(&m.bob.clone(), sweep(USD_NET), &[]).unwrap();
    assert_eq!(m.collected(), [Booked::fees(amount_of(usd(), 1_000), 9_000)]);
    assert_eq!(
        event(&response, "sweep_fees"),
        [format!("asset={USD}"), "amount=1000".into(), format!("pool_id={USD_NET}"), "lp_fees=9000".into()]
    );
}

#[test]
fn nothing_to_sweep_unknown_pools_and_coins_are_refused() {
    let mut m = Market::new();
    let bob = m.bob.clone();
    let nothing = ContractError::NothingToSweep { pool_id: USD_NET };
    assert_eq!(refusal(m.run(&bob, sweep(USD_NET), &[])), nothing);
    assert_eq!(refusal(m.run(&bob, sweep(9), &[])), ContractError::UnknownPool { pool_id: 9 });
    m.swap(&bob, USD, 1_000_000, &[USD_NET]).unwrap();
    assert!(matches!(refusal(m.run(&bob, sweep(USD_NET), &[coin(1, NET)])), ContractError::Common(_)));
}

/// What LPs earned follows from the protocol's share, so what accrued under the old one is told apart.
#[test]
fn changing_the_fees_leaves_what_accrued_as_it_accrued() {
    let mut m = Market::new();
    let (owner, alice) = (m.owner.clone(), m.alice.clone());
    m.swap(&alice, USD, 1_000_000, &[USD_NET]).unwrap();
    let fees = Fees { fee_bps: 30, protocol_share_bps: 2_500 };
    m.run(&owner, ExecuteMsg::UpdateFees { pool_id: USD_NET, fees }, &[]).unwrap();
    assert!(m.collected().is_empty(), "nothing has moved");
    let pool = m.pool(USD_NET);
    assert_eq!((pool.fees, pool.accrued_0.u128(), pool.accrued_1.u128()), (fees, 1_000, 0));
    m.check_solvency();
    m.swap(&alice, USD, 1_000_000, &[USD_NET]).unwrap();
    m.run(&owner, ExecuteMsg::UpdateFees { pool_id: USD_NET, fees: FEES }, &[]).unwrap();
    m.swap(&alice, USD, 1_000_000, &[USD_NET]).unwrap();
    assert_eq!(m.pool(USD_NET).accrued_0.u128(), 1_000 + 750 + 1_000);
    m.run(&alice, sweep(USD_NET), &[]).unwrap();
    let lp = 9_000 + 2_250 + 9_000;
    assert_eq!(m.collected(), [Booked::fees(amount_of(usd(), 2_750), lp)]);
    assert_eq!(m.pool(USD_NET).accrued_0.u128(), 0);
    assert_eq!(
        refusal(m.run(&alice, sweep(USD_NET), &[])),
        ContractError::NothingToSweep { pool_id: USD_NET }
    );
    m.check_solvency();
}

#[test]
fn one_asset_s_fees_are_swept_by_themselves() {
    let mut m = Market::new();
    let (owner, alice) = (m.owner.clone(), m.alice.clone());
    m.swap(&alice, USD, 1_000_000, &[USD_NET]).unwrap();
    m.swap(&alice, NET, 2_000_000, &[USD_NET]).unwrap();
    m.run(&owner, ExecuteMsg::UpdateFees { pool_id: USD_NET, fees: FEES }, &[]).unwrap();
    let only = |asset| ExecuteMsg::SweepFees { pool_id: USD_NET, asset: Some(asset) };
    m.run(&alice, only(net()), &[]).unwrap();
    assert_eq!(m.collected(), [Booked::fees(amount_of(net(), 2_000), 18_000)]);
    let pool = m.pool(USD_NET);
    assert_eq!((pool.accrued_0.u128(), pool.accrued_1.u128()), (1_000, 0));
    let nothing = ContractError::NothingToSweep { pool_id: USD_NET };
    assert_eq!(refusal(m.run(&alice, only(net()), &[])), nothing);
    let error = refusal(m.run(&alice, only(m.credit()), &[]));
    assert!(matches!(error, ContractError::AssetNotInPool { .. }));
    m.run(&alice, only(usd()), &[]).unwrap();
    assert_eq!(m.collected()[1], Booked::fees(amount_of(usd(), 1_000), 9_000));
    m.check_solvency();
}

#[test]
fn with_a_share_of_zero_nothing_accrues() {
    let mut m = Market::new();
    let (owner, alice) = (m.owner.clone(), m.alice.clone());
    let fees = Fees { fee_bps: 100, protocol_share_bps: 0 };
    m.run(&owner, ExecuteMsg::UpdateFees { pool_id: USD_NET, fees }, &[]).unwrap();
    assert!(m.collected().is_empty(), "nothing had accrued");
    m.swap(&alice, USD, 1_000_000, &[USD_NET]).unwrap();
    let pool = m.pool(USD_NET);
    assert_eq!((pool.accrued_0.u128(), pool.reserve_0.u128()), (0, RESERVE + 1_000_000));
    assert_eq!(
        refusal(m.run(&alice, sweep(USD_NET), &[])),
        ContractError::NothingToSweep { pool_id: USD_NET }
    );
}

/// A tenth of a fee of 1 is nothing: what rounds stays with the LPs.
#[test]
fn the_protocol_s_share_rounds_down() {
    let mut m = Market::new();
    m.swap(&m.alice.clone(), USD, 100, &[USD_NET]).unwrap();
    let pool = m.pool(USD_NET);
    assert_eq!((pool.accrued_0.u128(), pool.reserve_0.u128()), (0, RESERVE + 100));
    m.swap(&m.alice.clone(), USD, 1_999, &[USD_NET]).unwrap();
    assert_eq!(m.pool(USD_NET).accrued_0.u128(), 2, "a tenth of 20");
}
