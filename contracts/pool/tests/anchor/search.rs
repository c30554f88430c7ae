//! Random blocks: any number of actors, all verbs, and a searcher in every gap.

use std::cell::Cell;

use api::pool::Fees;
use pool::pool::Side;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use crate::market::{Market, Verb, Who};

/// Base units beyond others' fees that rounding may give a searcher in a block.
pub const ROUNDING: i128 = 2;

/// A message, with choices that are folded into what exists.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub other: bool,
    kind: u8,
    side: bool,
    /// log2 of the part of a reserve, and the digits after it.
    size: (i32, u32),
}

#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// Bits of both reserves, their digits, and of a launch pool of the virtual reserve.
    bits: (u32, u32),
    digits: (u64, u64),
    fees: Fees,
    percent: u128,
    pub gain: bool,
}

pub fn start() -> impl Strategy<Value = Start> {
    let percent = prop_oneof![Just(0u128), Just(99), 0u128..100];
    (
        (16u32..100, 16u32..100),
        any::<(u64, u64)>(),
        (prop_oneof![1 => Just(0u32), 3 => 5u32..=500], 0u32..=2_500),
        percent,
        any::<bool>(),
    )
        .prop_map(|(bits, digits, (fee_bps, protocol_share_bps), percent, gain)| Start {
            bits,
            digits,
            fees: Fees { fee_bps, protocol_share_bps },
            percent,
            gain,
        })
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let size = (-12i32..4, any::<u32>());
    let step = (any::<bool>(), 0u8..8, any::<bool>(), size).prop_map(|(other, kind, side, size)| Step {
        other,
        kind,
        side,
        size,
    });
    prop::collection::vec(step, 1..12)
}

/// A number of so many bits.
fn number(bits: u32, digits: u64) -> u128 {
    let top = 1u128 << (bits - 1);
    top + (u128::from(digits) << 50) % top
}

impl Start {
    pub fn market(&self, launch: bool) -> Market {
        let reserves = (number(self.bits.0, self.digits.0), number(self.bits.1, self.digits.1));
        if !launch {
            return Market::new(reserves, None, self.fees, self.percent);
        }
        // Nothing, or up to four times the virtual reserve, of NET.
        let net = match self.digits.0 % 4 {
            0 => 0,
            _ => number(self.bits.1 - 12, self.digits.1.rotate_left(32)) << (self.digits.1 % 14),
        };
        Market::new((reserves.0, net), Some(reserves.1), self.fees, self.percent)
    }
}

impl Step {
    fn part(&self, of: u128) -> u128 {
        let (log, digits) = self.size;
        let digits = (1 << 31) + u128::from(digits >> 1);
        let scaled = if log < 0 { of >> -log } else { of << log };
        (scaled >> 32) * digits + ((scaled % (1 << 32) * digits) >> 32)
    }

    pub fn send(&self, m: &mut Market, began_with: u128) -> bool {
        let (who, side) = (if self.other { Who::Other } else { Who::Searcher }, side(self.side));
        let (x, y) = m.pool.hot.curve().unwrap();
        let reserve = side.of((x, y));
        let verb = match self.kind {
            0 | 1 => Verb::Sell(side, self.part(reserve)),
            2 | 3 => Verb::Buy(side, self.part(side.other().of((x, y)))),
            4 | 5 => Verb::Provide(self.part(x), self.part(y)),
            6 => Verb::Single(side, self.part(reserve)),
            _ if self.other => {
                let theirs = m.supply - 1_000 - m.shares;
                Verb::Withdraw(self.part(theirs).min(theirs))
            }
            // Half of the time what it provided in this block.
            _ if self.side => Verb::Withdraw(m.shares.saturating_sub(began_with)),
            _ => Verb::Withdraw(self.part(m.shares).min(m.shares)),
        };
        m.send(who, verb).is_ok()
    }
}

pub fn side(zero: bool) -> Side {
    if zero {
        Side::Zero
    } else {
        Side::One
    }
}

/// What the searcher gains in a block beyond others' fees and the last digits of a logarithm; none if it could not
/// restore its position.
fn block(mut m: Market, gain: Side, steps: &[Step], sent: &Cell<(usize, usize)>) -> Option<i128> {
    let began_with = m.shares;
    for step in steps {
        let (all, accepted) = sent.get();
        sent.set((all + 1, accepted + usize::from(step.send(&mut m, began_with))));
    }
    m.settle(gain)
}

pub fn runner(cases: u32) -> TestRunner {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn nothing_but_fees(launch: bool) {
    let (sent, settled) = (Cell::new((0, 0)), Cell::new(0));
    let result = runner(CASES).run(&(start(), steps()), |(start, steps)| {
        let gain = side(start.gain);
        let Some(gained) = block(start.market(launch), gain, &steps, &sent) else { return Ok(()) };
        settled.set(settled.get() + 1);
        prop_assert!(gained <= ROUNDING, "gained {gained} beyond its part of others' fees");
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let (all, accepted) = sent.get();
    assert!(accepted * 2 > all, "too few messages go through: {accepted} of {all}");
    assert!(settled.get() * 2 > CASES, "too few blocks end as they began: {}", settled.get());
}

const CASES: u32 = 8_000;

#[test]
fn a_block_that_ends_as_it_began_earns_nothing_but_others_fees() {
    nothing_but_fees(false);
}

#[test]
fn a_block_of_a_launch_pool_earns_nothing_but_others_fees() {
    nothing_but_fees(true);
}

/// The same search, so that the two above can fail.
fn profits_without_the_anchor(launch: bool) {
    let (sent, profits) = (Cell::new((0, 0)), Cell::new(0));
    runner(CASES)
        .run(&(start(), steps()), |(start, steps)| {
            let market = start.market(launch).without_anchor();
            let found =
                block(market, side(start.gain), &steps, &sent).is_some_and(|gained| gained > ROUNDING);
            profits.set(profits.get() + u32::from(found));
            Ok(())
        })
        .unwrap();
    assert!(profits.get() > CASES / 100, "{} of {CASES}", profits.get());
}

#[test]
fn without_the_anchor_the_same_search_earns() {
    profits_without_the_anchor(false);
}

#[test]
fn without_the_anchor_the_same_search_earns_from_a_launch_pool() {
    profits_without_the_anchor(true);
}
