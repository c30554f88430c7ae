//! Random amounts, debts and mints of every magnitude.

use amm_math::Price;
use bnum::types::U1024;
use credit::position::Gpus;
use credit::{Debt, Mint, Position};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// 512 cases; failing inputs are printed, not stored.
pub fn config() -> Config {
    cases(512)
}

pub fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// An amount from 1 to 2^bits − 1 whose magnitude is uniform.
pub fn magnitude(bits: u32) -> impl Strategy<Value = u128> {
    (1..=bits)
        .prop_flat_map(|bits| (1u128 << (bits - 1))..=((1u128 << (bits - 1)) - 1 + (1u128 << (bits - 1))))
}

/// Exact products of amounts.
pub fn product(factors: &[u128]) -> U1024 {
    factors.iter().fold(U1024::ONE, |product, factor| product * U1024::from(*factor))
}

/// A debt with open credits, on any number of GPUs; some of it is called.
pub fn debtor() -> impl Strategy<Value = Position> {
    let amounts = (magnitude(64), magnitude(90), magnitude(64), magnitude(90));
    (amounts, 1u32..1_000, 0u64..1 << 32).prop_map(|((open, collateral, called, held), offered, due)| {
        Position {
            bond: collateral + held,
            debt: Debt { open, collateral, called, held, due },
            gpus: Gpus { offered, ..Gpus::default() },
            ..Position::default()
        }
    })
}

/// A mint that nothing but the free bond limits.
pub fn mint() -> impl Strategy<Value = Mint> {
    (magnitude(64), magnitude(100), 15_000u32..=100_000).prop_map(|(credits, raw, coverage_bps)| Mint {
        credits,
        price: Price::from_raw(raw),
        coverage_bps,
        max_collateral: u128::MAX,
        horizon: u64::MAX,
        standard: None,
    })
}
