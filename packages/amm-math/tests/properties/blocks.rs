// Blocks of interleaved trades under the anchor: whoever ends with what it began with has gained nothing.

use std::cmp::Ordering;

use amm_math::constant_product::{exact_in, exact_out, excess, limit, spot_log, withdraw, Swap, MAX_RESERVE};
use amm_math::rounding::{mul_bps, mul_div, Rounding};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::strategies::{config, fee, magnitude, product, reserve};

/// A pool within one block: asset 0, asset 1 and what is virtual of asset 1 in a launch pool.
#[derive(Clone, Debug)]
pub struct Block {
    pub x: u128,
    pub y: u128,
    pub v: u128,
    pub fee: u32,
    /// The protocol's share of the fee.
    pub share: u32,
    /// Whether trades are held to the price at which the block began.
    pub anchored: bool,
    /// That price, once something changed it.
    pub anchor: Option<i64>,
}

/// A trade: who sells which asset, and how much is paid or bought, in parts of 2^40 of a reserve.
#[derive(Clone, Debug)]
pub struct Trade {
    pub actor: usize,
    pub sells_0: bool,
    pub by_output: bool,
    pub part: u128,
}

/// What an actor has more, or less, of either asset than at the beginning.
pub type Position = [i128; 2];

impl Block {
    fn sides(&self, sells_0: bool) -> (u128, u128) {
        if sells_0 {
            (self.x, self.y + self.v)
        } else {
            (self.y + self.v, self.x)
        }
    }

    /// A swap as a pool books it. Refused if it would take more than there really is.
    pub fn swap(&mut self, sells_0: bool, by_output: bool, amount: u128) -> Option<Swap> {
        let (x, y) = self.sides(sells_0);
        let cap = self.anchor.filter(|_| self.anchored).map(|anchor| limit(anchor, sells_0));
        let swap = if by_output {
            exact_out(x, y, amount, self.fee, cap).ok()?
        } else {
            exact_in(x, y, amount, self.fee, cap).ok()?
        };
        let leaves = swap.amount_out + swap.spread;
        if sells_0 && leaves > self.y {
            return None;
        }
        self.begin();
        let stays = swap.amount_in - mul_bps(swap.fee, self.share, Rounding::Down).unwrap();
        if sells_0 {
            (self.x, self.y) = (self.x + stays, self.y - leaves);
        } else {
            (self.y, self.x) = (self.y + stays, self.x - leaves);
        }
        Some(swap)
    }

    /// The first change of a block sets its anchor.
    pub fn begin(&mut self) {
        if self.anchor.is_none() {
            self.anchor = Some(spot_log(self.x, self.y + self.v).unwrap());
        }
    }

    /// A swap that an actor makes.
    pub fn trade(&mut self, position: &mut Position, sells_0: bool, by_output: bool, amount: u128) -> bool {
        let Some(swap) = self.swap(sells_0, by_output, amount) else { return false };
        let (paid, got) = (swap.amount_in as i128, swap.amount_out as i128);
        position[0] += if sells_0 { -paid } else { got };
        position[1] += if sells_0 { got } else { -paid };
        true
    }

    pub fn amount(&self, sells_0: bool, by_output: bool, part: u128) -> u128 {
        let (x, y) = self.sides(sells_0);
        let reserve = if by_output { y } else { x };
        (product(&[reserve, part]) >> 40u32).try_into().unwrap_or(MAX_RESERVE).clamp(1u128, MAX_RESERVE)
    }

    /// Brings the position in asset 0 back to nothing; whether that went.
    pub fn close(&mut self, position: &mut Position) -> bool {
        match position[0].cmp(&0) {
            Ordering::Equal => true,
            Ordering::Greater => self.trade(position, true, false, position[0].unsigned_abs()),
            Ordering::Less => self.trade(position, false, true, position[0].unsigned_abs()),
        }
    }
}

/// Order of a position's worth and nothing, at the price y/x.
fn worth(position: &Position, x: u128, y: u128) -> Ordering {
    let side = |sign: i128| {
        let part = |amount: i128, factor: u128| {
            product(&[if amount.signum() == sign { amount.unsigned_abs() } else { 0 }, factor])
        };
        part(position[0], y) + part(position[1], x)
    };
    side(1).cmp(&side(-1))
}

pub fn trades() -> impl Strategy<Value = Vec<Trade>> {
    let part = prop_oneof![4 => 1u128..1 << 40, 3 => magnitude(43)];
    let trade = (0usize..4, any::<bool>(), 0u8..3, part).prop_map(|(actor, sells_0, by_output, part)| {
        Trade { actor, sells_0, by_output: by_output == 0, part }
    });
    prop::collection::vec(trade, 2..=8)
}

/// Pools of all sizes, half of them launch pools.
pub fn blocks() -> impl Strategy<Value = Block> {
    let small = (1u128..400, 0u128..400, 1u128..400);
    let usual = (magnitude(90), magnitude(90), magnitude(90));
    let largest = (reserve(), reserve(), magnitude(100));
    let pool = prop_oneof![1 => small, 2 => usual, 1 => largest];
    (pool, any::<bool>(), fee(), 0u32..=10_000, 0u8..3).prop_map(|((x, y, v), launch, fee, share, free)| {
        let (y, v) = if launch { (y.min(MAX_RESERVE - v), v) } else { (y.max(1), 0) };
        let fee = if free == 0 { 0 } else { fee };
        Block { x, y, v, fee, share, anchored: true, anchor: None }
    })
}

proptest! {
    #![proptest_config(config())]

    /// At the price with which the block began nobody's position is ever worth more than nothing, whoever traded
    /// before, between and after.
    #[test]
    fn nobody_gains_within_a_block(block in blocks(), trades in trades()) {
        let (start_x, start_y) = (block.x, block.y + block.v);
        let mut block = block;
        let mut positions = [[0i128; 2]; 4];
        for trade in &trades {
            let amount = block.amount(trade.sells_0, trade.by_output, trade.part);
            let before = product(&[block.x, block.y + block.v]);
            block.trade(&mut positions[trade.actor], trade.sells_0, trade.by_output, amount);
            prop_assert!(product(&[block.x, block.y + block.v]) >= before);
            for position in &positions {
                prop_assert!(worth(position, start_x, start_y).is_le(), "{positions:?}");
            }
        }
        for position in &mut positions {
            if block.close(position) {
                prop_assert!(position[1] <= 0, "{position:?}");
            }
        }
    }
}

/// Blocks in which an actor that ends with as much of asset 0 as it began with has more of asset 1.
fn profits(anchored: bool) -> usize {
    let mut runner = TestRunner::deterministic();
    let searched = (blocks(), trades());
    let mut found = 0;
    for _ in 0..2_000 {
        let (block, trades) = searched.new_tree(&mut runner).unwrap().current();
        let mut block = Block { anchored, ..block };
        let mut position = [0; 2];
        for trade in &trades {
            let amount = block.amount(trade.sells_0, trade.by_output, trade.part);
            let whose = if trade.actor == 0 { &mut position } else { &mut [0; 2] };
            block.trade(whose, trade.sells_0, trade.by_output, amount);
        }
        found += usize::from(block.close(&mut position) && position[1] > 0);
    }
    found
}

#[test]
fn without_the_anchor_the_same_search_finds_profits() {
    assert_eq!(profits(true), 0);
    let found = profits(false);
    assert!(found > 100, "only {found}");
}

/// A buyer of a tenth of the pool between a purchase and a sale of the same credits.
#[test]
fn a_sandwich_pays_without_the_anchor_and_not_with_it() {
    let sandwich = |anchored| {
        let (x, y) = (1_000_000_000, 1_000_000_000);
        let mut block = Block { x, y, v: 0, fee: 30, share: 1_000, anchored, anchor: None };
        let mut position = [0; 2];
        assert!(block.trade(&mut position, false, false, 100_000_000));
        assert!(block.trade(&mut [0; 2], false, false, 100_000_000));
        assert!(block.close(&mut position));
        position[1]
    };
    assert!(sandwich(false) > 10_000_000);
    assert!(sandwich(true) < 0);
}

/// An LP with half of the pool leaves after somebody sold a tenth of the pool, lets a buyer of a twentieth pass, sells
/// what the lower price gave it too much of, and comes back. Without what a withdrawal leaves behind in a block whose price
/// has moved it would have the shares and credits that it had, and 0.17 % of the reserve more.
#[test]
fn an_lp_that_leaves_for_a_trade_gains_nothing() {
    const UNIT: u128 = 1_000_000_000;
    let mut whole =
        Block { x: 100 * UNIT, y: 100 * UNIT, v: 0, fee: 100, share: 1_000, anchored: true, anchor: None };
    assert!(whole.trade(&mut [0; 2], true, false, 10 * UNIT));
    let (supply, shares) = (100 * UNIT, 50 * UNIT);
    let gains = |left: (u128, u128), sold: u128| {
        let (x, y) = withdraw(whole.x, whole.y, supply, shares).unwrap();
        let mut thin = Block { x: whole.x - x, y: whole.y - y, ..whole.clone() };
        let mut position = [(x - left.0) as i128, (y - left.1) as i128];
        thin.swap(false, true, 5 * UNIT).unwrap();
        assert!(thin.trade(&mut position, true, false, sold));
        // What coming back with as many shares takes.
        let parts = |of: u128| mul_div(of, shares, supply - shares, Rounding::Up).unwrap();
        [position[0] - parts(thin.x) as i128, position[1] - parts(thin.y) as i128]
    };
    let without = gains((0, 0), 2_726 * UNIT / 1_000);
    assert!(without[0] >= 0 && (160_000_000..180_000_000).contains(&without[1]), "{without:?}");
    let kept = excess(whole.x, whole.y, whole.anchor.unwrap());
    let part = |of: u128| mul_div(of, shares, supply, Rounding::Up).unwrap();
    let with = gains((part(kept.0), part(kept.1)), 2_726 * UNIT / 1_000);
    // The block began at a price of one.
    assert!(with[0] + with[1] < 0, "{with:?}");
}
