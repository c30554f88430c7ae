//! The arithmetic of orders, against exact rationals and against pools.

use std::process::Command;

use amm_math::constant_product::exact_in;
use amm_math::rounding::mul_div;
use amm_math::{MathError, Price, Rounding};
use fee_collector::orders::{
    buy_back, dear, least_shares, left, provision, Hop, Order, Part, LEAST, REFILL, WHOLE,
};

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
            free: self.num() as u64,
            reserve_out: self.num(),
        }
    }
}

/// What the reference answers where there is no order.
fn none<T>(answer: &str) -> Option<Part<T>> {
    match answer.trim().split_once("hop ") {
        Some((_, index)) => Some(Part::Hop(index.parse().unwrap())),
        None => (answer.trim() == "held").then_some(Part::Held),
    }
}

/// The order that there is.
fn order<T: std::fmt::Debug>(part: Result<Part<T>, MathError>) -> T {
    match part.unwrap() {
        Part::Order(order) => order,
        none => panic!("{none:?}"),
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
            let supply = case.num();
            if let Some(none) = none(answer) {
                assert_eq!(provision(held, &hop).unwrap(), none, "{line}");
                refused += 1;
                continue;
            }
            let mut answer = Case(answer.split_whitespace());
            let (amount, uses) = order(provision(held, &hop));
            assert_eq!((amount, u128::from(uses)), (answer.num(), answer.num()), "{line}");
            assert_eq!(least_shares(amount, &hop, supply).unwrap(), answer.num(), "{line}");
            provisions += 1;
            continue;
        }
        let hops: Vec<Hop> = (0..case.num()).map(|_| case.hop()).collect();
        match (answer.trim(), none(answer)) {
            ("dear", _) => assert!(dear(&hops).unwrap().is_some(), "{line}"),
            (_, Some(none)) => assert_eq!(buy_back(held, &hops).unwrap(), none, "{line}"),
            (answer, None) => {
                assert_eq!(dear(&hops).unwrap(), None, "{line}");
                let mut answer = Case(answer.split_whitespace());
                let (chunk, min_out, at_mean) = (answer.num(), answer.num(), answer.num());
                let uses = answer.0.map(|part| part.parse().unwrap()).collect();
                let expected = Order { chunk, uses, min_out, at_mean };
                assert_eq!(buy_back(held, &hops).unwrap(), Part::Order(expected), "{line}");
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
    let (half_hour, day) = (mean, mean);
    let (free, pays) = (WHOLE, None);
    Hop { fee_bps, share_bps: 1_000, reserve_in, reserve_out, free, pays, sells_zero, half_hour, day }
}

/// A pool that stands at its mean gives what an order asks, whatever its size, fee and price; one that is 2 % off does not.
#[test]
fn a_pool_at_its_mean_fills_every_order() {
    let mut filled = 0;
    for fee_bps in [5, 30, 100, 500] {
        for (x, y) in
            [(10u128.pow(9), 2 * 10u128.pow(12)), (10u128.pow(15), 10u128.pow(11)), (1 << 100, 1 << 80)]
        {
            for held in [999, 2_345, 123_456, 10u128.pow(9), 1 << 90] {
                for sells_zero in [true, false] {
                    let Part::Order(order) = buy_back(held, &[hop(fee_bps, x, y, sells_zero)]).unwrap()
                    else {
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
    assert!(filled > 50, "{filled}");
}

/// A launch pool that has little pays an order that is no larger than what it has, also where it stands above its mean.
#[test]
fn a_launch_pool_pays_what_is_ordered() {
    let (x, v, y) = (10u128.pow(15), 10u128.pow(12), 5_000_000);
    let launch = Hop { pays: Some(y), ..hop(100, x, v + y, true) };
    let order = order(buy_back(u128::MAX, &[launch]));
    assert!(order.at_mean <= y * 7 / 8 && order.at_mean > y * 8 / 10, "{order:?}");
    for above in [100, 110, 112] {
        let swap = exact_in(x, (v + y) * above / 100, order.chunk, 100, None).unwrap();
        assert!(swap.amount_out >= order.min_out && swap.amount_out <= y, "{order:?} {above} {swap:?}");
    }
    // Without that bound it would be asked for more than it has.
    let all = self::order(buy_back(u128::MAX, &[Hop { pays: None, ..launch }]));
    assert!(exact_in(x, v + y, all.chunk, 100, None).unwrap().amount_out > y);
}

/// The same over two pools: the chunk is no more than the second takes, too.
#[test]
fn the_narrowest_pool_bounds_the_chunk() {
    let (wide, narrow) = (10u128.pow(15), 10u128.pow(9));
    let hops = [hop(30, wide, 2 * wide, true), hop(100, narrow, narrow, true)];
    let order = order(buy_back(u128::MAX, &hops));
    // Half of a tenth of 1 % of the second reserve, at two for one.
    assert_eq!(order.chunk, narrow / 4_000);
    let first = exact_in(wide, 2 * wide, order.chunk, 30, None).unwrap();
    let second = exact_in(narrow, narrow, first.amount_out, 100, None).unwrap();
    assert!(second.amount_out >= order.min_out);
    // The same the other way round.
    let hops = [hop(100, narrow, narrow, false), hop(30, wide, 2 * wide, false)];
    assert_eq!(self::order(buy_back(u128::MAX, &hops)).chunk, narrow / 2_000);
}

#[test]
fn five_per_cent_above_the_mean_of_a_day_is_dear() {
    let at = |half_hour: u128, day: u128, sells_zero| {
        let price = |milli| Price::from_ratio(milli, 1_000, Rounding::Up).unwrap();
        Hop { sells_zero, half_hour: price(half_hour), day: price(day), ..hop(30, 1, 1, sells_zero) }
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
                let (amount, _) = order(provision(u128::MAX, &hop));
                let asked = least_shares(amount, &hop, supply).unwrap();
                let given = shares_for(x, y, supply, amount, fee_bps);
                assert!(
                    given >= asked && given * 1_000 <= asked * 1_012,
                    "{given} {asked} {fee_bps} {x} {y}"
                );
            }
        }
    }
}

/// What rounding takes of an order is a thousandth at most on either side of a pool.
#[test]
fn nothing_is_ordered_that_rounding_would_take() {
    let even = hop(30, 1 << 60, 1 << 60, true);
    for held in [0, 1, LEAST - 1, LEAST] {
        assert_eq!(buy_back(held, &[even]).unwrap(), Part::Held, "{held}");
    }
    let order = order(buy_back(LEAST + 5, &[even]));
    assert_eq!((order.chunk, order.at_mean), (LEAST + 5, LEAST + 5));
    assert_eq!(provision(LEAST - 1, &even).unwrap(), Part::Held);
    assert_eq!(self::order(provision(LEAST, &even)).0, LEAST);
    // Half of the protocol's part of the fee of so small a reserve is less.
    assert_eq!(buy_back(1 << 60, &[hop(5, 39_900_000, 1 << 40, true)]).unwrap(), Part::Hop(0));
    self::order(buy_back(1 << 60, &[hop(5, 40_100_000, 1 << 40, true)]));
    // Worth less on the way.
    let hops = [hop(30, 1 << 90, 1 << 59, true), hop(30, 1 << 60, 1 << 90, true)];
    assert_eq!(buy_back(1 << 40, &hops).unwrap(), Part::Held);
}

/// What the first pool gives above its mean goes into the second one, too.
#[test]
fn a_pool_above_its_mean_brings_no_more_than_a_quota_to_the_next() {
    let even = 10u128.pow(15);
    for above in [1, 2, 3, 5, 100] {
        let first = Hop { reserve_out: 10 * even * above, ..hop(30, 10 * even, 10 * even, true) };
        let hops = [first, hop(30, even, even, true)];
        let order = order(buy_back(u128::MAX, &hops));
        let came = exact_in(10 * even, 10 * even * above, order.chunk, 30, None).unwrap().amount_out;
        // Half of a tenth of 0.3 % of the second reserve.
        let quota = even * 3 / 20_000;
        assert!(came <= quota && came * 100 > quota * 98, "{above}: {came} of {quota}");
        assert!(order.uses[1] <= WHOLE && order.uses[1] > WHOLE / 1_000 * 999, "{above}: {:?}", order.uses);
    }
}

/// A quota comes back evenly, and all of it in half an hour; what orders use of it they take from the next ones.
#[test]
fn a_quota_is_used_once() {
    assert_eq!(left(0, 0), WHOLE);
    for used in [1, WHOLE / 3, WHOLE] {
        assert_eq!(left(used, 0), WHOLE - used);
        assert_eq!(left(used, REFILL), WHOLE);
        assert_eq!(left(used, u64::MAX), WHOLE);
    }
    assert_eq!(left(WHOLE, REFILL / 4), WHOLE / 4);
    // Two clocks that disagree give nothing back.
    assert_eq!(left(u64::MAX, 0), 0);
    let mut pool = hop(30, 10u128.pow(15), 10u128.pow(15), true);
    let whole = order(buy_back(u128::MAX, &[pool]));
    assert_eq!(whole.uses, [WHOLE]);
    let mut sold = 0;
    // However it is split.
    for part in [1, 2, 3, 5, 8, 12, 100] {
        let order = order(buy_back(whole.chunk * part / 32, &[pool]));
        sold += order.chunk;
        pool.free -= order.uses[0];
    }
    assert!(sold <= whole.chunk && sold + 10 >= whole.chunk, "{sold} of {}", whole.chunk);
    assert_eq!(buy_back(u128::MAX, &[pool]).unwrap(), Part::Hop(0));
}
