//! Each rule of credits in figures, with every reason for which it refuses.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod calls;
mod debts;
mod locks;
mod positions;
mod prices;
mod proven;
mod reputation;
mod sunset;

use amm_math::{Price, Rounding};
use credit::{Mint, Position, Standard, Turn, CREDIT};

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
const H: u64 = 14 * DAY;

/// Jobs of an hour at most and ten minutes at least, on 2 GPUs.
const STANDARD: Standard = Standard { gpus: 2, least: 1_200 * CREDIT, most: 7_200 * CREDIT };

/// NET base units for a whole credit, as a price.
fn price(net: u128) -> Price {
    Price::from_ratio(net, CREDIT, Rounding::Down).unwrap()
}

/// A mint at half a NET unit per base unit, covered twice.
fn mint_of(credits: u128) -> Mint {
    Mint {
        credits,
        price: price(CREDIT / 2),
        coverage_bps: 20_000,
        max_collateral: credits,
        horizon: H,
        standard: Some(STANDARD),
    }
}

/// Offers 4 GPUs and owes 14,400 credits against as much NET, with 1,000 NET units free; due at 500.
fn debtor() -> Position {
    let mut position = Position::default();
    position.deposit(14_400 * CREDIT + 1_000).unwrap();
    position.offer(4, H, Some(STANDARD)).unwrap();
    position.mint(&mint_of(14_400 * CREDIT), &mut Turn { due: 500, next: 3 }).unwrap();
    position
}
