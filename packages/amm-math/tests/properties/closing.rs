use amm_math::closing::{
    auction_price, bought, exit_deposit, insurable, is_frozen, is_thin, share, wanted, Mark, RISE_PER_DAY,
};
use amm_math::{Price, Rounding};
use proptest::prelude::*;

use crate::strategies::config;

const DAY: u64 = 86_400;

fn mark() -> impl Strategy<Value = Mark> {
    (-(60i64 << 40)..(60i64 << 40), 0..1u64 << 39).prop_map(|(log, time)| Mark { log, time })
}

fn price() -> impl Strategy<Value = Price> {
    (1u128..1 << 100).prop_map(Price::from_raw)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_mark_falls_at_once_and_rises_by_a_quarter_a_day(
        mark in mark(), target in -(60i64 << 40)..(60i64 << 40), elapsed in 0u64..10 * DAY
    ) {
        let next = mark.follow(target, mark.time + elapsed);
        prop_assert_eq!(next.time, mark.time + elapsed);
        prop_assert!(next.log <= target);
        if target <= mark.log {
            prop_assert_eq!(next.log, target);
        } else {
            // However long nobody looked, one look makes up for no more than a day.
            prop_assert!(next.log - mark.log <= RISE_PER_DAY);
            prop_assert!(next.log >= mark.log);
        }
        if elapsed >= DAY {
            prop_assert_eq!(next.log, target.min(mark.log + RISE_PER_DAY));
        }
        prop_assert_eq!(next.follow(target, next.time), next);
    }

    /// Looking often is worth no more than looking once a day, but for what a day's cap takes away.
    #[test]
    fn many_looks_rise_no_faster_than_one(
        mark in mark(), up in 1i64..(60i64 << 40), looks in prop::collection::vec(1u64..DAY / 8, 1..8)
    ) {
        let target = mark.log + up;
        let mut stepped = mark;
        for seconds in &looks {
            stepped = stepped.follow(target, stepped.time + seconds);
        }
        let once = mark.follow(target, stepped.time);
        prop_assert!(stepped.log <= once.log);
        prop_assert!(once.log - stepped.log <= looks.len() as i64);
    }

    #[test]
    fn an_auction_rises_from_its_start_to_its_end_and_stays(
        p in price(), start in 5_000u32..=10_000, end in 10_000u32..=15_000, rise in 1u64..100 * DAY, at in 0u64..200 * DAY
    ) {
        let pays = |elapsed| auction_price(p, start, end, rise, elapsed).unwrap();
        prop_assert_eq!(pays(0), p.mul_bps(start, Rounding::Down).unwrap());
        prop_assert_eq!(pays(rise), p.mul_bps(end, Rounding::Down).unwrap());
        prop_assert!(pays(0) <= pays(at) && pays(at) <= pays(at + 1) && pays(at) <= pays(rise));
        if at > rise {
            prop_assert_eq!(pays(at), pays(rise));
        }
    }

    /// Whoever delivers at no more than the share leaves at least that much for each credit that is still owed.
    #[test]
    fn who_comes_first_leaves_the_rest_no_worse_covered(
        net in 0u128..1 << 90, owed in 1u128..1 << 90, taken in 0u128..1 << 90
    ) {
        prop_assert_eq!(share(net, 0), None);
        if let Some(before) = share(net, owed) {
            let taken = taken.min(owed);
            let paid = before.value(taken, Rounding::Down).unwrap();
            prop_assert!(paid <= net);
            if let Some(after) = share(net - paid, owed - taken) {
                prop_assert!(after >= before);
            }
        } else {
            prop_assert!(net >> 64 >= owed);
        }
    }

    /// Against the exact condition backing − 1.25·p·x ≥ 1.5·p·(obligation − x), at even prices, where nothing is rounded.
    #[test]
    fn as_few_credits_are_wanted_as_restore_the_margin(
        half in 1u128..1 << 40, obligation in 1u128..1 << 60, covered_bps in 0u128..20_000
    ) {
        let p = half * 2;
        let backing = p * obligation * covered_bps / 10_000;
        let restores = |x: u128| 4 * backing + 6 * p * x >= 6 * p * obligation + 5 * p * x;
        let x = wanted(backing, obligation, Price::from_raw(p << 64)).unwrap();
        prop_assert!(x <= obligation);
        if x < obligation {
            prop_assert!(restores(x));
        }
        if x > 0 {
            prop_assert!(!restores(x - 1));
        }
        if covered_bps >= 15_000 {
            prop_assert_eq!(x, 0);
        }
        // From the trigger on down nothing less than all would do.
        if is_thin(backing, obligation, Price::from_raw(p << 64)).unwrap() {
            prop_assert!(backing * 10 < 11 * p * obligation);
            prop_assert_eq!(x, obligation);
        } else {
            prop_assert!(backing * 10 >= 11 * p * obligation);
        }
    }

    #[test]
    fn bought_credits_are_paid_for_and_one_more_would_not_be(net in 0u128..1 << 100, p in price()) {
        let credits = bought(net, p);
        prop_assert!(p.value(credits, Rounding::Down).unwrap() <= net);
        if let Some(more) = credits.checked_add(1) {
            prop_assert!(p.value(more, Rounding::Up).map_or(true, |cost| cost > net || p.value(more, Rounding::Down).unwrap() >= net));
        }
        prop_assert_eq!(bought(net.max(1), Price::ZERO), u128::MAX);
    }

    #[test]
    fn an_exit_leaves_a_fifth_more_than_the_dearer_of_price_and_basis(
        half in 1u128..1 << 40, obligation in 1u128..1 << 60, basis in 0u128..1 << 110
    ) {
        let worth = half * 2 * obligation;
        let deposit = exit_deposit(obligation, Price::from_raw(half << 65), basis).unwrap();
        prop_assert_eq!(deposit, (worth.max(basis) * 12).div_ceil(10));
    }

    /// However it is asked for: a tenth of what insurance held when the day began, and no more than it holds.
    #[test]
    fn insurance_gives_a_tenth_in_a_day(held in 0u128..1 << 110, parts in proptest::collection::vec(0u128..1 << 110, 1..10)) {
        let mut given = 0;
        for part in parts {
            let can = insurable(held - given, given).unwrap();
            prop_assert_eq!(can, held / 10 - given);
            given += part.min(can);
        }
        // Another class took some of it meanwhile.
        let rest = (held - given) / 2;
        let can = insurable(rest, given).unwrap();
        prop_assert!(can <= rest && (can == 0 || given + can <= (rest + given) / 10));
    }

    #[test]
    fn a_pool_is_too_thin_below_a_fifth_of_what_is_owed(half in 1u128..1 << 40, owed in 1u128..1 << 60, net in 0u128..1 << 100) {
        let frozen = is_frozen(net, owed, Price::from_raw(half << 65)).unwrap();
        prop_assert_eq!(frozen, net * 5 < half * 2 * owed);
    }
}
