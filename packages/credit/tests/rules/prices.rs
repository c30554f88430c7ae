use amm_math::{MathError, Price};
use credit::price::{call_value, is_capped, mint_price};
use credit::{Market, RuleError, CREDIT};

use crate::price;

/// So many 2^-20 NET a base unit.
const fn raw(net: u128) -> Price {
    Price::from_raw(net << 44)
}

/// A pool of 500 NET.
const fn market(spot: u128, half_hour: u128, day: u128, week: u128) -> Market {
    Market {
        net: 500,
        spot: raw(spot),
        half_hour: Some(raw(half_hour)),
        day: Some(raw(day)),
        week: Some(raw(week)),
    }
}

#[test]
fn a_mint_is_collateralised_at_the_dearest_price_there_is() {
    let dearest = |market: Market| mint_price(Some(&market), 500, 1).unwrap();
    assert_eq!(dearest(market(9, 1, 2, 3)), raw(9));
    assert_eq!(dearest(market(1, 9, 2, 3)), raw(9));
    assert_eq!(dearest(market(1, 2, 9, 3)), raw(9));
    assert_eq!(dearest(market(1, 2, 3, 9)), raw(9));
    // A pool that is younger than a window has no mean of it.
    let young = Market { half_hour: None, day: None, week: None, ..market(7, 0, 0, 0) };
    assert_eq!(dearest(young), raw(7));
    // The class's own price is a floor.
    assert_eq!(mint_price(Some(&market(1, 1, 1, 1)), 500, 400), Ok(mint_price(None, 0, 400).unwrap()));
}

#[test]
fn a_pool_with_too_little_net_is_not_believed() {
    let rich = market(99, 99, 99, 99);
    let own = mint_price(None, 0, 5).unwrap();
    assert!(mint_price(Some(&rich), 500, 5).unwrap() > own);
    assert_eq!(mint_price(Some(&rich), 501, 5), Ok(own));
    assert!(is_capped(Some(&rich), 501) && !is_capped(Some(&rich), 500));
}

#[test]
fn a_call_is_worth_the_dearer_of_half_an_hour_and_a_day() {
    // Neither spot nor the week counts.
    let value = |market: Market| call_value(1 << 20, Some(&market), 1).unwrap();
    assert_eq!(value(market(99, 5, 7, 99)), 7);
    assert_eq!(value(market(99, 7, 5, 99)), 7);
    assert_eq!(value(Market { day: None, ..market(99, 5, 7, 99) }), 5);
    assert_eq!(value(Market { half_hour: None, ..market(99, 5, 7, 99) }), 7);
    // Whatever the pool holds: liquidity withdrawn for one transaction makes no default cheap.
    assert_eq!(value(Market { net: 0, ..market(99, 5, 7, 99) }), 7);
    // Rounded down.
    assert_eq!(call_value((1 << 20) - 1, Some(&market(99, 7, 5, 99)), 1), Ok(6));
}

#[test]
fn without_a_mean_a_call_is_worth_the_classs_own_price() {
    let young = Market { half_hour: None, day: None, ..market(99, 0, 0, 99) };
    assert_eq!(call_value(CREDIT, Some(&young), 7), Ok(7));
    assert_eq!(call_value(CREDIT - 1, None, 7), Ok(6));
}

#[test]
fn the_mint_cap_holds_until_there_is_a_mean_of_a_week() {
    assert!(is_capped(None, 0));
    assert!(is_capped(Some(&Market { week: None, ..market(1, 1, 1, 1) }), 0));
    assert!(!is_capped(Some(&market(1, 1, 1, 1)), 0));
}

#[test]
fn the_classs_own_price_is_rounded_up_and_must_be_storable() {
    assert_eq!(mint_price(None, 0, 500_000), Ok(price(500_000)));
    assert_eq!(mint_price(None, 0, 1).unwrap().raw(), price(1).raw() + 1);
    assert_eq!(mint_price(None, 0, u128::MAX), Err(RuleError::Math(MathError::PriceOutOfRange)));
}
