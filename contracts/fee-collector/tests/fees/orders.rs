//! The arithmetic of orders, against exact rationals and against pools.

use std::process::Command;

use amm_math::constant_product::exact_in;
use amm_math::rounding::mul_div;
use amm_math::{Price, Rounding};
use fee_collector::orders::{buy_back, dear, least_shares, provision, Hop, Order};

/// Numbers of a case, one after the other.
struct Case<'a>(std::str::SplitWhitespace<'a>);

impl Case<'_> {
    fn num(&mut self) -> u128 {
        self.0.next().unwrap().parse().unwrap()
    }

    fn hop(&mut self) -> Hop {
        Hop {
            fee_bps: self.num() as u32,
            share_bps: self.num() as u32,
            reserve_in: self.num(),
            sells_zero: self.num() == 1,
            half_hour: Price::from_raw(self.num()),
            day: Price::from_raw(self.num()),
            // -1 is none.
            pays: self.0.next().unwrap().parse().ok(),
        }
    }
}

#[test]
fn orders_are_those_of_exact_rationals() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/reference/orders.py");
    let printed = Command::new("python3").arg(script).output().unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let (mut orders, mut refused, mut provisions) = (0, 0, 0);
    for line in String::from_utf8(printed.stdout).unwrap().lines() {
        let (asked, answer) = line.split_once("->").unwrap();
        let mut case = Case(asked.split_whitespace());
        let kind = case.0.next().unwrap();
        let held = case.num();
        if kind == "provide" {
            let hop = case.hop();
            let (other, supply) = (case.num(), case.num());
            let mut answer = Case(answer.split_whitespace());
            let amount = provision(held, &hop).unwrap();
            assert_eq!(amount, answer.num(), "{line}");
            assert_eq!(least_shares(amount, &hop, other, supply).unwrap(), answer.num(), "{line}");
            provisions += 1;
            continue;
        }
        let hops: Vec<Hop> = (0..case.num()).map(|_| case.hop()).collect();
        match answer.trim() {
            "dear" => assert!(dear(&hops).unwrap().is_some(), "{line}"),
            "none" => assert_eq!(buy_back(held, &hops).unwrap(), None, "{line}"),
            answer => {
                assert_eq!(dear(&hops).unwrap(), None, "{line}");
                let mut answer = Case(answer.split_whitespace());
                let expected = Order { chunk: answer.num(), min_out: answer.num(), at_mean: answer.num() };
                assert_eq!(buy_back(held, &hops).unwrap(), Some(expected), "{line}");
                orders += 1;
                continue;
            }
        }
        refused += 1;
    }
    assert!(orders > 500 && refused > 500 && provisions > 500, "{orders} {refused} {provisions}");
}

/// A pool at its mean, of whose fee a tenth is the protocol's.
fn hop(fee_bps: u32, reserve_in: u128, reserve_out: u128, sells_zero: bool) -> Hop {
    let (num, den) = if sells_zero { (reserve_out, reserve_in) } else { (reserve_in, reserve_out) };
    let mean = Price::from_ratio(num, den, Rounding::Up).unwrap();
    Hop { fee_bps, share_bps: 1_000, reserve_in, pays: None, sells_zero, half_hour: mean, day: mean }
}

/// A pool that stands at its mean gives what an order asks, whatever its size, fee and price; one that is 2 % off does not.
#[test]
fn a_pool_at_its_mean_fills_every_order() {
    let mut filled = 0;
    for fee_bps in [5, 30, 100, 500] {
        for (x, y) in
            [(10u128.pow(9), 2 * 10u128.pow(12)), (10u128.pow(15), 10u128.pow(11)), (1 << 100, 1 << 80)]
        {
            for held in [1, 2, 7, 99, 1_000, 123_456, 10u128.pow(9), 1 << 90] {
                for sells_zero in [true, false] {
                    let Some(order) = buy_back(held, &[hop(fee_bps, x, y, sells_zero)]).unwrap() else {
                        continue;
                    };
                    assert!(order.chunk <= held && order.chunk <= x * u128::from(fee_bps) / 200_000);
                    let swap = exact_in(x, y, order.chunk, fee_bps, None).unwrap();
                    assert!(swap.amount_out >= order.min_out, "{order:?} {fee_bps} {x} {y}");
                    assert!(order.at_mean >= swap.amount_out);
                    if order.min_out > 1_000 {
                        let off = exact_in(x, y * 98 / 100, order.chunk, fee_bps, None).unwrap();
                        assert!(off.amount_out < order.min_out, "{order:?} {fee_bps} {x} {y}");
                    }
                    filled += 1;
                }
            }
        }
    }
    assert!(filled > 90, "{filled}");
}

/// A launch pool that has little pays an order that is no larger than what it has, also where it stands above its mean.
#[test]
fn a_launch_pool_pays_what_is_ordered() {
    let (x, v, y) = (10u128.pow(15), 10u128.pow(12), 5_000_000);
    let launch = Hop { pays: Some(y), ..hop(100, x, v + y, true) };
    let order = buy_back(u128::MAX, &[launch]).unwrap().unwrap();
    assert!(order.at_mean <= y * 7 / 8 && order.at_mean > y * 8 / 10, "{order:?}");
    for above in [100, 110, 112] {
        let swap = exact_in(x, (v + y) * above / 100, order.chunk, 100, None).unwrap();
        assert!(swap.amount_out >= order.min_out && swap.amount_out <= y, "{order:?} {above} {swap:?}");
    }
    // Without that bound it would be asked for more than it has.
    let all = buy_back(u128::MAX, &[Hop { pays: None, ..launch }]).unwrap().unwrap();
    assert!(exact_in(x, v + y, all.chunk, 100, None).unwrap().amount_out > y);
}

/// The same over two pools: the chunk is no more than the second takes, too.
#[test]
fn the_narrowest_pool_bounds_the_chunk() {
    let (wide, narrow) = (10u128.pow(15), 10u128.pow(9));
    let hops = [hop(30, wide, 2 * wide, true), hop(100, narrow, narrow, true)];
    let order = buy_back(u128::MAX, &hops).unwrap().unwrap();
    // Half of a tenth of 1 % of the second reserve, at two for one.
    assert_eq!(order.chunk, narrow / 4_000);
    let first = exact_in(wide, 2 * wide, order.chunk, 30, None).unwrap();
    let second = exact_in(narrow, narrow, first.amount_out, 100, None).unwrap();
    assert!(second.amount_out >= order.min_out);
    // The same the other way round.
    let hops = [hop(100, narrow, narrow, false), hop(30, wide, 2 * wide, false)];
    assert_eq!(buy_back(u128::MAX, &hops).unwrap().unwrap().chunk, narrow / 2_000);
}

#[test]
fn five_per_cent_above_the_mean_of_a_day_is_dear() {
    let at = |half_hour: u128, day: u128, sells_zero| {
        let price = |milli| Price::from_ratio(milli, 1_000, Rounding::Up).unwrap();
        let half_hour = price(half_hour);
        Hop { fee_bps: 30, share_bps: 1, reserve_in: 1, pays: None, sells_zero, half_hour, day: price(day) }
    };
    // What is bought is asset 0, and its price rose. What is told of it is true to a basis point.
    assert_eq!(dear(&[at(1_049, 1_000, false)]).unwrap(), None);
    assert_eq!(dear(&[at(1_051, 1_000, false)]).unwrap(), Some(509));
    // What is bought is asset 1, and the price of asset 0 fell.
    assert_eq!(dear(&[at(1_000, 1_049, true)]).unwrap(), None);
    assert_eq!(dear(&[at(1_000, 1_051, true)]).unwrap(), Some(509));
    // Cheap is fine, and one hop makes up for another.
    assert_eq!(dear(&[at(500, 1_000, false)]).unwrap(), None);
    assert_eq!(dear(&[at(1_100, 1_000, false), at(1_100, 1_000, true)]).unwrap(), None);
    assert!(dear(&[at(1_030, 1_000, false), at(1_030, 1_000, false)]).unwrap().is_some());
}

/// Shares for one asset alone: part of it is swapped, so that the rest and what came match the pool.
fn shares_for(x: u128, y: u128, supply: u128, amount: u128, fee_bps: u32) -> u128 {
    let (mut low, mut high) = (1, amount);
    let sides = |swapped: u128| {
        let out = exact_in(x, y, swapped, fee_bps, None).unwrap().amount_out;
        let part = |brought, of| mul_div(supply, brought, of, Rounding::Down).unwrap();
        (part(amount - swapped, x + swapped), part(out, y - out))
    };
    while high - low > 1 {
        let middle = low.midpoint(high);
        let (of_in, of_out) = sides(middle);
        if of_in > of_out {
            low = middle
        } else {
            high = middle
        }
    }
    let (of_in, of_out) = sides(low);
    of_in.min(of_out)
}

/// What a pool at its mean gives for a deposit of one asset is what is asked, or up to 1.2 % more.
#[test]
fn a_pool_at_its_mean_gives_the_shares_asked() {
    for fee_bps in [5, 30, 100, 500] {
        for (x, y) in
            [(10u128.pow(12), 2 * 10u128.pow(9)), (1 << 90, 1 << 90), (10u128.pow(10), 10u128.pow(18))]
        {
            for sells_zero in [true, false] {
                let (hop, supply) = (hop(fee_bps, x, y, sells_zero), 10u128.pow(12));
                let amount = provision(u128::MAX, &hop).unwrap();
                let asked = least_shares(amount, &hop, y, supply).unwrap();
                let given = shares_for(x, y, supply, amount, fee_bps);
                assert!(
                    given >= asked && given * 1_000 <= asked * 1_012,
                    "{given} {asked} {fee_bps} {x} {y}"
                );
            }
        }
    }
}

#[test]
fn nothing_is_ordered_for_nothing() {
    assert_eq!(buy_back(0, &[hop(30, 1 << 60, 1 << 60, true)]).unwrap(), None);
    // The fee is all of it.
    assert_eq!(buy_back(1, &[hop(30, 1 << 60, 1 << 60, true)]).unwrap(), None);
    // Half of the protocol's part of the fee of so small a reserve is nothing.
    assert_eq!(buy_back(1 << 60, &[hop(5, 1_000, 1_000, true)]).unwrap(), None);
    // Worth less than one.
    assert_eq!(buy_back(1_000, &[hop(30, 1 << 80, 1 << 60, true)]).unwrap(), None);
}
