//! What the first deposit of a pool must bring, and the reference price that it is held to.

use amm_math::constant_product::MAX_RESERVE;
use amm_math::log::log2_ratio;
use api::common::CommonError;
use api::pool::raw::{self, Hot};
use api::pool::{ConfigResponse, ExecuteMsg, QueryMsg};
use pool::error::ContractError;

use crate::harness::*;

fn set_reference(
    m: &mut Market,
    pool_id: u64,
    reference: (u128, u128),
) -> Result<Vec<String>, ContractError> {
    let (reference_0, reference_1) = (reference.0.into(), reference.1.into());
    let msg = ExecuteMsg::SetReference { pool_id, reference_0, reference_1 };
    let response = m.run(&m.owner.clone(), msg, &[]);
    response.map(|response| event(&response, "set_reference")).map_err(|error| error.downcast().unwrap())
}

fn set_least(m: &mut Market, least: u128) -> Result<Vec<String>, ContractError> {
    let response = m.run(&m.owner.clone(), ExecuteMsg::SetLeast { least: least.into() }, &[]);
    response.map(|response| event(&response, "set_least")).map_err(|error| error.downcast().unwrap())
}

fn least(m: &Market) -> u128 {
    let asked = m.ask::<ConfigResponse>(QueryMsg::Config {}).least.u128();
    assert_eq!(raw::least(m.app.wrap(), &m.pool).unwrap(), asked, "read raw as asked");
    asked
}

fn reference(m: &Market, pool_id: u64) -> Option<String> {
    m.pool(pool_id).reference.map(|price| price.to_string())
}

/// One credit of dust against a million units of NET made the price of a class: 1,002,001 base units of NET, and nobody else
/// could mint.
#[test]
fn a_first_deposit_of_dust_is_refused() {
    let mut m = Market::without_liquidity();
    let got = LEAST - 1;
    assert_eq!(
        refusal(m.provide_from_account(CREDIT_NET, (got / 2, got))),
        ContractError::BelowLeast { pool_id: CREDIT_NET, least: LEAST, got }
    );
    m.provide_from_account(CREDIT_NET, (LEAST / 2, LEAST)).unwrap();
    // The next one may be as small as it likes.
    m.provide_from_account(CREDIT_NET, (50, 100)).unwrap();
}

#[test]
fn the_least_is_of_net_on_whichever_side_and_of_nothing_else() {
    let mut m = Market::without_liquidity();
    let owner = m.owner.clone();
    for (asset_0, asset_1) in [(net(), m.credit()), (usd(), m.credit())] {
        let msg = ExecuteMsg::CreatePool {
            asset_0,
            asset_1,
            fees: FEES,
            lp_symbol: "LP-NEW".into(),
            reference_0: 1u128.into(),
            reference_1: 1u128.into(),
            launch: false,
        };
        m.run(&owner, msg, &[]).unwrap();
    }
    let got = LEAST - 1;
    assert_eq!(
        refusal(m.provide_from_account(4, (got, got))),
        ContractError::BelowLeast { pool_id: 4, least: LEAST, got }
    );
    m.provide_from_account(4, (LEAST, LEAST)).unwrap();
    m.provide_from_account(5, (got, got)).unwrap();
}

#[test]
fn a_first_price_is_within_a_fifth_of_the_reference() {
    // The reference is 2 NET per credit.
    let refused = |net: u128| {
        let mut m = Market::without_liquidity();
        let quoted = QueryMsg::QuoteProvide { pool_id: CREDIT_NET, max_0: RESERVE.into(), max_1: net.into() };
        assert!(m.refuses(quoted).contains("within 20 %"));
        refusal(m.provide_from_account(CREDIT_NET, (RESERVE, net)))
    };
    let (min, max) = (RESERVE / 5 * 8, RESERVE / 5 * 12);
    for got in [1_000_000, min - 1, max + 1, 100 * RESERVE] {
        let expected =
            ContractError::FarFromReference { pool_id: CREDIT_NET, amount_0: RESERVE, min, max, got };
        assert_eq!(refused(got), expected);
    }
    for net in [min, 2 * RESERVE, max] {
        let mut m = Market::without_liquidity();
        m.provide_from_account(CREDIT_NET, (RESERVE, net)).unwrap();
    }
}

/// Rounding never widens the fifth: of 200.1 units of asset 1, 160.08 is no 160 and 240.12 no 241.
#[test]
fn the_bounds_of_a_first_price_round_inwards() {
    let mut m = Market::without_liquidity();
    set_least(&mut m, 0).unwrap();
    set_reference(&mut m, CREDIT_NET, (1_000_000, 1)).unwrap();
    let amount_0 = 200_100_000;
    for got in [160, 241] {
        assert_eq!(
            refusal(m.provide_from_account(CREDIT_NET, (amount_0, got))),
            ContractError::FarFromReference { pool_id: CREDIT_NET, amount_0, min: 161, max: 240, got }
        );
    }
    m.provide_from_account(CREDIT_NET, (amount_0, 161)).unwrap();
}

#[test]
fn governance_sets_the_reference_of_an_empty_pool_anew() {
    let mut m = Market::without_liquidity();
    assert_eq!(reference(&m, CREDIT_NET), Some("2000000".into()));
    assert_eq!(
        set_reference(&mut m, CREDIT_NET, (2, 1)).unwrap(),
        [format!("pool_id={CREDIT_NET}"), "reference_0=2".into(), "reference_1=1".into()]
    );
    assert_eq!(reference(&m, CREDIT_NET), Some("500000".into()));
    assert!(matches!(
        refusal(m.provide_from_account(CREDIT_NET, (RESERVE, 2 * RESERVE))),
        ContractError::FarFromReference { .. }
    ));
    m.provide_from_account(CREDIT_NET, (RESERVE, RESERVE / 2)).unwrap();
    let bytes = m.app.wrap().query_wasm_raw(&m.pool, raw::hot_key(CREDIT_NET)).unwrap().unwrap();
    let obs = Hot::decode(&bytes).unwrap().obs;
    assert_eq!(obs.last_log, log2_ratio(1, 2).unwrap(), "the means start there");
    assert_eq!(reference(&m, CREDIT_NET), None);
}

#[test]
fn a_pool_that_had_liquidity_keeps_its_price() {
    let mut m = Market::new();
    let supply = m.pool(CREDIT_NET).lp_supply.u128();
    let settled = |supply| Err(ContractError::HasLiquidity { pool_id: CREDIT_NET, supply });
    assert_eq!(set_reference(&mut m, CREDIT_NET, (1, 1)), settled(supply));
    // Also when all that anybody owns is withdrawn: the locked minimum remains.
    let (lp, token) = (m.lp.clone(), cosmwasm_std::Addr::unchecked(m.pool(CREDIT_NET).lp_token));
    let all = m.shares(&lp, CREDIT_NET);
    let hook = api::pool::ReceiveMsg::WithdrawLiquidity {
        pool_id: CREDIT_NET,
        min_0: 0u128.into(),
        min_1: 0u128.into(),
        payout: Default::default(),
        receiver: None,
        deadline: None,
    };
    m.send(&lp, &token, all, &hook).unwrap();
    assert_eq!(set_reference(&mut m, CREDIT_NET, (1, 1)), settled(supply - all));
}

#[test]
fn a_reference_that_is_no_price_is_refused() {
    let mut m = Market::without_liquidity();
    assert_eq!(set_reference(&mut m, 9, (1, 1)), Err(ContractError::UnknownPool { pool_id: 9 }));
    for (wrong, field) in [((0, 1), "reference_0"), ((1, 0), "reference_1")] {
        assert_eq!(set_reference(&mut m, CREDIT_NET, wrong), Err(ContractError::ZeroAmount { field }));
    }
    // A price that no mean could have.
    for wrong in [(1, 1 << 64), (u128::MAX, 1)] {
        assert!(matches!(set_reference(&mut m, CREDIT_NET, wrong), Err(ContractError::Math(_))));
    }
}

#[test]
fn governance_sets_the_least() {
    let mut m = Market::without_liquidity();
    assert_eq!(least(&m), LEAST);
    assert_eq!(set_least(&mut m, 5 * LEAST).unwrap(), [format!("least={}", 5 * LEAST)]);
    assert_eq!(least(&m), 5 * LEAST);
    assert!(matches!(
        refusal(m.provide_from_account(CREDIT_NET, (LEAST, 2 * LEAST))),
        ContractError::BelowLeast { .. }
    ));
    let error = set_least(&mut m, MAX_RESERVE + 1).unwrap_err();
    assert!(matches!(error, ContractError::Common(CommonError::Bounds { field: "least", .. })), "{error}");
    set_least(&mut m, MAX_RESERVE).unwrap();
    set_least(&mut m, 0).unwrap();
    assert_eq!(least(&m), 0);
    assert_eq!(m.app.wrap().query_wasm_raw(&m.pool, raw::LEAST).unwrap(), None, "nothing is kept for none");
    m.provide_from_account(CREDIT_NET, (5_000, 10_000)).unwrap();
}
