//! Random pools and amounts of every magnitude.

use amm_math::constant_product::MAX_RESERVE;
use bnum::types::U1024;
use proptest::prelude::*;
use proptest::test_runner::Config;

/// 512 cases; failing inputs are printed, not stored.
pub fn config() -> Config {
    Config { cases: 512, failure_persistence: None, ..Config::default() }
}

/// An amount from 1 to 2^bits − 1 whose magnitude is uniform.
pub fn magnitude(bits: u32) -> impl Strategy<Value = u128> {
    (1..=bits)
        .prop_flat_map(|bits| (1u128 << (bits - 1))..=((1u128 << (bits - 1)) - 1 + (1u128 << (bits - 1))))
}

/// A reserve, up to the largest.
pub fn reserve() -> impl Strategy<Value = u128> {
    prop_oneof![8 => magnitude(112), 1 => Just(MAX_RESERVE), 1 => Just(1u128)]
}

/// A fee, from none to nearly all.
pub fn fee() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0u32..=500, 1 => Just(0u32), 1 => 0u32..10_000]
}

/// A pool with prices up to 10^±18, its LP supply and an amount up to the largest reserve.
pub fn pool() -> impl Strategy<Value = (u128, u128, u128)> {
    (reserve(), reserve(), 1u128..=1_000).prop_map(|(x, y, part)| {
        let supply = product(&[x, y]).isqrt_u128() / 1_000 * part;
        (x, y, supply.max(1))
    })
}

/// Exact products of amounts.
pub fn product(factors: &[u128]) -> U1024 {
    factors.iter().fold(U1024::ONE, |product, factor| product * U1024::from(*factor))
}

/// ⌊√n⌋ by bisection, for n below 2^256.
pub trait Root {
    fn isqrt_u128(self) -> u128;
}

impl Root for U1024 {
    fn isqrt_u128(self) -> u128 {
        let (mut low, mut high) = (0u128, u128::MAX);
        while low < high {
            let middle = low + (high - low) / 2 + 1;
            if product(&[middle, middle]) <= self {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    }
}

/// Whether a share is worth no less after than before: k'/S'² ≥ k/S².
pub fn share_value_kept(before: (u128, u128, u128), after: (u128, u128, u128)) -> bool {
    let (x, y, supply) = before;
    let (x_after, y_after, supply_after) = after;
    product(&[x_after, y_after, supply, supply]) >= product(&[x, y, supply_after, supply_after])
}
