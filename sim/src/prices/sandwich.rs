//! The table of sandwiches.

use anyhow::{ensure, Result};
use api::pool::Fees;

use super::searcher::{Case, Order, Search, RESERVE};
use super::venue::Anchor;
use crate::page::{markdown, Marks};

/// Where the table stands.
pub const MARKS: Marks = Marks { command: "cargo xtask prices --write docs/prices.md (sandwiches)" };

/// Pool fees, basis points.
pub const FEES: [u32; 3] = [10, 30, 100];
/// Orders, in hundredths of a percent of the pool's NET.
pub const ORDERS: [u32; 6] = [10, 100, 500, 1_000, 2_500, 5_000];
/// The searcher's LP shares, percent.
pub const LP: [u32; 4] = [0, 50, 90, 99];
/// The protocol's share of fees, basis points.
pub const PROTOCOL_SHARE: u32 = 1_000;
/// What an order tolerates that takes any price, and one that its sender limits, basis points.
pub const TOLERANCES: [u32; 2] = [10_000, 100];
/// The fee, basis points, at which orders with a limit are looked at.
const LIMITED_FEE: u32 = 30;
/// The most blocks between a searcher's messages.
const APART: u64 = 10;

/// A fee of so many basis points, of which the protocol has its default share.
pub fn fees(fee_bps: u32) -> Fees {
    Fees { fee_bps, protocol_share_bps: PROTOCOL_SHARE }
}

/// An order of so many hundredths of a percent of the pool's NET.
pub fn order(size: u32, tolerance_bps: u32) -> Order {
    Order { amount: RESERVE / 10_000 * u128::from(size), tolerance_bps }
}

/// The best profits around one order, in basis points of it.
#[derive(Clone, Copy, Debug)]
pub struct Profits {
    /// In one block, without the anchor.
    pub without: f64,
    /// In one block.
    pub same: f64,
    /// In two blocks, one to ten apart.
    pub later: f64,
}

/// Searches around one order, for trades alone or with `liquidity` moved too.
pub fn profits(fee_bps: u32, order: Order, lp_percent: u32, liquidity: bool) -> Result<Profits> {
    let case = |anchor, apart| Case { fees: fees(fee_bps), order, lp_percent, anchor, apart };
    let bps = |profit: f64| profit / order.amount as f64 * 1e4;
    let without = Search::new(case(Anchor::Off, 0))?.best(liquidity);
    let same = Search::new(case(Anchor::On, 0))?.best(liquidity);
    let later = Search::new(case(Anchor::On, 1))?.best(liquidity);
    for apart in 2..=APART {
        let profit = Search::new(case(Anchor::On, apart))?.profit(&later.plan);
        ensure!(profit == Some(later.profit), "{apart} blocks apart: expected {later:?}, got {profit:?}");
    }
    Ok(Profits { without: bps(without.profit), same: bps(same.profit), later: bps(later.profit) })
}

/// The row of one fee, order and tolerance.
pub fn row(fee_bps: u32, size: u32, tolerance_bps: u32, liquidity: bool) -> Result<Vec<String>> {
    let order = order(size, tolerance_bps);
    let found =
        LP.iter().map(|&lp| profits(fee_bps, order, lp, liquidity)).collect::<Result<Vec<Profits>>>()?;
    let mut row = vec![percent(fee_bps), percent(size)];
    for column in [|p: &Profits| p.without, |p: &Profits| p.same, |p: &Profits| p.later] {
        row.extend(found.iter().map(|profits| format!("{:.1}", column(profits))));
    }
    Ok(row)
}

/// All tables; `told` hears of each when it is done.
pub fn render(told: impl Fn(&str)) -> Result<String> {
    let mut out = vec![];
    for liquidity in [false, true] {
        let how = if liquidity { "Liquidity moved too" } else { "Trades alone" };
        for tolerance in TOLERANCES {
            let (what, fees) = match tolerance {
                10_000 => ("an order that takes any price".to_owned(), &FEES[..]),
                bps => (
                    format!("an order that takes at most {} less than its quote", percent(bps)),
                    &[LIMITED_FEE][..],
                ),
            };
            let mut rows = vec![];
            for &fee in fees {
                for size in ORDERS {
                    rows.push(row(fee, size, tolerance, liquidity)?);
                }
            }
            let title = format!("{how}; {what}:");
            told(&title);
            out.push(format!("{title}\n\n{}", markdown(&heads(), &rows, 0)));
        }
    }
    Ok(out.join("\n"))
}

fn heads() -> [&'static str; 14] {
    [
        "fee",
        "order",
        "no anchor: LP 0 %",
        "50 %",
        "90 %",
        "99 %",
        "same block: LP 0 %",
        "50 %",
        "90 %",
        "99 %",
        "1–10 blocks: LP 0 %",
        "50 %",
        "90 %",
        "99 %",
    ]
}

/// Hundredths of a percent.
fn percent(hundredths: u32) -> String {
    format!("{} %", f64::from(hundredths) / 100.0)
}
