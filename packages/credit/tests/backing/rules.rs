//! Each refusal of a vault, in figures.

use amm_math::MathError;
use credit::{Released, RuleError};

use crate::house::House;
use crate::messages::Message;
use crate::{DAY, LEAST};

fn deposit(amount: u128, min_shares: u128) -> Message {
    Message::Deposit { owner: 0, amount, min_shares }
}

#[test]
fn the_first_deposit_is_of_the_least() {
    let mut house = House::default();
    let refused = RuleError::LeastDeposit { expected: LEAST, got: LEAST - 1 };
    assert_eq!(house.take(0, &deposit(LEAST - 1, 0)), Err(refused));
    assert_eq!(house.must(0, deposit(LEAST, 0)), 1_000 * LEAST);
    // Later ones need not be, nor may they bring nothing.
    assert_eq!(house.must(0, deposit(1, 0)), 1_000);
    assert_eq!(house.take(0, &deposit(0, 0)), Err(MathError::Zero { what: "deposit" }.into()));
}

#[test]
fn a_deposit_brings_the_shares_that_its_sender_asks() {
    let mut house = House::default();
    let refused = RuleError::MinShares { expected: 1_000 * LEAST + 1, got: 1_000 * LEAST };
    assert_eq!(house.take(0, &deposit(LEAST, 1_000 * LEAST + 1)), Err(refused));
    house.must(0, deposit(LEAST, 1_000 * LEAST));
}

#[test]
fn released_exits_pay_every_ticket_and_the_last_takes_the_rest() {
    let mut released = Released { assets: 10, tickets: 3 };
    assert_eq!(released.claim(0), Err(MathError::Zero { what: "tickets" }.into()));
    assert_eq!(released.claim(4), Err(RuleError::AboveTickets { expected: 3, got: 4 }));
    assert_eq!((released.claim(1), released.claim(1), released.claim(1)), (Ok(3), Ok(3), Ok(4)));
    assert_eq!(released, Released::default());
    let mut slashed = Released { assets: 0, tickets: 3 };
    assert_eq!((slashed.claim(3), slashed), (Ok(0), Released::default()));
}

#[test]
fn what_burned_leaves_once() {
    let mut house = House::default();
    house.must(0, deposit(LEAST, 0));
    for _ in 0..2 {
        let job = house.accept(300);
        house.must(0, Message::Fraud { job });
    }
    assert_eq!((house.must(0, Message::Burn), house.must(0, Message::Burn)), (600, 0));
    let job = house.accept(7);
    house.must(0, Message::Fraud { job });
    assert_eq!(house.must(0, Message::Burn), 7);
}

#[test]
fn a_job_that_ended_otherwise_burns_nothing() {
    let mut house = House::default();
    house.must(0, deposit(LEAST, 0));
    let job = house.accept(300);
    house.must(0, Message::Rotate);
    assert_eq!(house.backing.locked, [300, 0]);
    house.must(0, Message::End { job });
    assert_eq!((house.backing.locked, house.backing.assets, house.buckets.burned), ([0, 0], LEAST, 0));
}

#[test]
fn pay_comes_evenly_and_only_to_those_who_are_there() {
    let mut house = House::default();
    house.must(0, deposit(LEAST, 0));
    house.must(0, Message::Fund { amount: 30 * LEAST, seconds: 30 * DAY });
    // Before the day's end nothing of the day after.
    house.must(DAY, deposit(LEAST, 0));
    assert_eq!(house.backing.assets, 3 * LEAST);
    assert!(house.take(DAY, &Message::Fund { amount: 1, seconds: DAY }).is_err(), "a stream was compressed");
    house.must(DAY, Message::Fund { amount: 29 * LEAST, seconds: 29 * DAY });
    house.must(2 * DAY, deposit(1, 0));
    assert_eq!(house.backing.assets, 5 * LEAST + 1);
}

/// The first to come leaves a unit's shares behind: beside them the virtual shares would take nearly all of the pay.
#[test]
fn pay_waits_while_there_are_few_shares() {
    let mut house = House::default();
    let shares = house.must(0, deposit(LEAST, 0));
    house.must(0, Message::Fund { amount: 30 * LEAST, seconds: 30 * DAY });
    house.must(0, Message::Exit { owner: 0, shares: shares - 1_000 });
    house.must(30 * DAY, deposit(LEAST, 0));
    assert_eq!((house.backing.assets, house.vault.stream.left), (LEAST + 1, 30 * LEAST));
    house.must(60 * DAY, deposit(1, 0));
    assert_eq!((house.backing.assets, house.vault.stream.left), (31 * LEAST + 2, 0));
}
