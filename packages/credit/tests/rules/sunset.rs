use credit::sunset::{Collected, NOTICE};
use credit::{Debt, Position, Pot, RuleError, CREDIT};

use crate::{debtor, price, DAY};

const OPEN: u128 = 14_400 * CREDIT;

#[test]
fn a_sunset_is_announced_ninety_days_ahead() {
    assert_eq!(NOTICE, 90 * DAY);
}

#[test]
fn without_a_mean_a_debt_leaves_what_its_credits_were_minted_at_and_a_quarter() {
    let mut position = debtor();
    let mut pot = Pot { net: 7, credits: 3 };
    // Covered twice: half of the collateral, and a quarter of that.
    let net = OPEN * 5 / 8;
    assert_eq!(position.collect(20_000, None, &mut pot), Ok(Collected { credits: OPEN, net }));
    assert_eq!(pot, Pot { net: net + 7, credits: OPEN + 3 });
    assert_eq!((position.bond, position.free_bond()), (debtor().bond - net, debtor().bond - net));
    // Where it stood is kept, so that the contract can take it out of its queue.
    assert_eq!(position.debt, Debt { due: 500, ..Debt::default() });
}

#[test]
fn a_mean_above_the_mints_price_counts_as_far_as_the_collateral_goes() {
    let collect = |net| debtor().collect(20_000, Some(price(net)), &mut Pot::default()).unwrap().net;
    assert_eq!(collect(1), OPEN * 5 / 8);
    assert_eq!(collect(CREDIT / 2), OPEN * 5 / 8);
    assert_eq!(collect(CREDIT * 3 / 4), OPEN * 15 / 16);
    assert_eq!(collect(CREDIT), OPEN);
    assert_eq!(collect(100 * CREDIT), OPEN);
}

#[test]
fn what_goes_to_the_pot_is_rounded_up() {
    let collect = |debt: Debt, mean| {
        let mut position = Position { bond: debt.collateral, debt, ..Position::default() };
        position.collect(20_000, mean, &mut Pot::default()).unwrap().net
    };
    let debt = |open, collateral| Debt { open, collateral, ..Debt::default() };
    assert_eq!(collect(debt(10, 10), None), 7);
    assert_eq!(collect(debt(1, 100), Some(price(51 * CREDIT))), 64);
    assert_eq!(collect(debt(0, 0), None), 0);
}

#[test]
fn called_jobs_end_before_their_debt_is_collected() {
    let mut position = debtor();
    position.debt.called = 1;
    let (before, mut pot) = (position.clone(), Pot::default());
    assert_eq!(position.collect(20_000, None, &mut pot), Err(RuleError::StillCalled { called: 1 }));
    assert_eq!((position, pot), (before, Pot::default()));
}

#[test]
fn a_pot_that_cannot_hold_it_changes_nothing() {
    let full = Pot { net: u128::MAX, credits: 0 };
    let (mut position, mut pot) = (debtor(), full);
    assert_eq!(position.collect(20_000, None, &mut pot), Err(RuleError::Range { what: "pot" }));
    assert_eq!((position, pot), (debtor(), full));
}

#[test]
fn a_pot_pays_each_credit_its_part_rounded_down() {
    let mut pot = Pot { net: 100, credits: 30 };
    assert_eq!(pot.claim(7), Ok(23));
    assert_eq!(pot, Pot { net: 77, credits: 23 });
    assert_eq!(pot.claim(24), Err(RuleError::AbovePot { expected: 23, got: 24 }));
    assert_eq!(pot.claim(23), Ok(77));
    assert_eq!(pot, Pot::default());
}
