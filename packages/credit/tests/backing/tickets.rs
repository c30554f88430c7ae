//! Tickets of a bucket that loses again and again.

use amm_math::shares::Pool;
use credit::vault::LEAST_EXIT;
use credit::RuleError;

use crate::house::House;
use crate::messages::Message;
use crate::LEAST;

const THIEF: u8 = 1;
const VICTIM: u8 = 2;

/// Shares that are worth so many units, and a little.
fn worth(house: &House, units: u128) -> u128 {
    house.vault.shares.div_ceil(house.backing.assets) * (units + 1)
}

/// Without a least exit: a bucket of a unit loses it to every fraud, its tickets stay, and each further exit of a unit makes
/// twice as many. After 118 no exit fits any more.
#[test]
fn a_bucket_of_a_unit_would_lock_everybody_in() {
    let mut bucket = Pool::default();
    let mut rounds = 0;
    while let Ok((after, _)) = bucket.issue(1) {
        bucket = Pool { assets: after.assets - 1, ..after };
        rounds += 1;
    }
    assert_eq!(rounds, 118);
}

#[test]
fn an_exit_that_leaves_shares_is_of_a_thousand_units() {
    let mut house = House::default();
    house.must(0, Message::Deposit { owner: THIEF, amount: LEAST, min_shares: 0 });
    let refused = house.take(0, &Message::Exit { owner: THIEF, shares: 999_999 }).unwrap_err();
    assert_eq!(refused, RuleError::LeastExit { expected: LEAST_EXIT, got: 999 });
    assert_eq!(house.must(0, Message::Exit { owner: THIEF, shares: 1_000_000 }), 1_000);
    // A loss leaves less than that in all: it leaves at once.
    let job = house.accept(999_000);
    house.must(0, Message::Fraud { job });
    let shares = house.held(THIEF);
    assert!(house.take(0, &Message::Exit { owner: THIEF, shares: shares - 1 }).is_err());
    let left = house.must(0, Message::Exit { owner: THIEF, shares });
    assert!((1..LEAST_EXIT).contains(&left), "{left}");
}

/// A thief that provides and delegates commits fraud after fraud of a unit in one generation, and refills the bucket with the
/// smallest exits: a thousand of them multiply the tickets by a thousand, so 2,000 leave room for everybody.
#[test]
fn tiny_frauds_and_exits_lock_nobody_in() {
    let mut house = House::default();
    house.must(0, Message::Deposit { owner: THIEF, amount: 1_000 * LEAST, min_shares: 0 });
    house.must(0, Message::Deposit { owner: VICTIM, amount: 1_000_000 * LEAST, min_shares: 0 });
    let leave_little = |house: &mut House| {
        let shares = worth(house, LEAST_EXIT);
        house.must(0, Message::Exit { owner: THIEF, shares });
    };
    leave_little(&mut house);
    for _ in 0..2_000 {
        let job = house.accept(1);
        house.must(0, Message::Fraud { job });
        if house.buckets.leaving[0] == 0 {
            leave_little(&mut house);
        }
    }
    assert!(house.vault.tickets[0] < 1 << 44, "{}", house.vault.tickets[0]);
    let shares = house.held(VICTIM);
    let left = house.must(0, Message::Exit { owner: VICTIM, shares });
    house.must(0, Message::Rotate);
    house.must(0, Message::Rotate);
    let paid = house.must(0, Message::Claim { owner: VICTIM, generation: 0 });
    assert!(left - paid <= 1, "{left} {paid}");
    assert!(left >= 1_000_000 * LEAST - 2_000);
}

/// Where no exit fits any more, it is refused as a whole, and the next generation takes it.
#[test]
fn tickets_that_no_longer_fit_wait_for_the_next_generation() {
    let mut house = House::default();
    house.must(0, Message::Deposit { owner: VICTIM, amount: 10 * LEAST, min_shares: 0 });
    house.vault.tickets[0] = u128::MAX >> 4;
    house.tickets.insert((0, THIEF), u128::MAX >> 4);
    let shares = house.held(VICTIM);
    let before = (house.vault, house.backing, house.buckets);
    assert!(house.take(0, &Message::Exit { owner: VICTIM, shares }).is_err());
    assert_eq!(before, (house.vault, house.backing, house.buckets));
    house.must(0, Message::Rotate);
    assert_eq!(house.must(0, Message::Exit { owner: VICTIM, shares }), 10 * LEAST);
}
