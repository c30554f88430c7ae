use credit::{Debt, Mint, Position, RuleError, Turn, CREDIT};

use crate::{debtor, mint_of, price, DAY, H, STANDARD};

#[test]
fn a_newcomer_joins_at_the_turn_with_the_next_number() {
    let mut position = Position { bond: u128::MAX, ..Position::default() };
    position.gpus.offered = 4;
    let mut turn = Turn { due: 500, next: 3 };
    assert_eq!(position.mint(&mint_of(7_200 * CREDIT), &mut turn), Ok(7_200 * CREDIT));
    let debt = Debt { open: 7_200 * CREDIT, collateral: 7_200 * CREDIT, due: 500, ..Debt::default() };
    assert_eq!((position.debt, position.sequence), (debt, 3));
    assert_eq!(turn, Turn { due: 500, next: 4 });
    // A second mint keeps the number, and takes none.
    position.mint(&mint_of(CREDIT), &mut turn).unwrap();
    assert_eq!((position.sequence, turn.next), (3, 4));
}

#[test]
fn who_owes_nothing_any_more_joins_anew() {
    let mut position = debtor();
    position.redeem(14_400 * CREDIT, Some(STANDARD)).unwrap();
    position.mint(&mint_of(7_200 * CREDIT), &mut Turn { due: 900, next: 8 }).unwrap();
    assert_eq!((position.debt.due, position.sequence), (900, 8));
}

#[test]
fn who_owes_moves_forward_by_what_it_adds() {
    // 3/4 at 1,000 and 1/4 at the turn, 500, are 875; at a turn that is later nothing moves.
    for (turn, due) in [(500, 875), (1_000, 1_000), (2_000, 1_000), (501, 875)] {
        let mut position = debtor();
        position.bond = u128::MAX;
        position.debt.due = 1_000;
        position.mint(&mint_of(4_800 * CREDIT), &mut Turn { due: turn, next: 0 }).unwrap();
        assert_eq!(position.debt.due, due);
    }
}

#[test]
fn called_credits_count_in_a_mint() {
    // Half is called: what is added is a third of all, not half.
    let mut position = debtor();
    position.bond = u128::MAX;
    position.debt = Debt { open: 7_200 * CREDIT, called: 7_200 * CREDIT, due: 800, ..position.debt };
    position.mint(&mint_of(7_200 * CREDIT), &mut Turn { due: 500, next: 0 }).unwrap();
    assert_eq!((position.debt.due, position.sequence), (700, 3));
}

#[test]
fn a_mint_is_refused_above_the_senders_bound_the_bond_and_the_capacity() {
    let start = debtor();
    let mut turn = Turn { due: 500, next: 4 };
    let mut mint = |position: &Position, mint: &Mint| {
        let mut after = position.clone();
        let result = after.mint(mint, &mut turn);
        assert!(result.is_ok() || after == *position);
        result
    };
    let one = mint_of(1_000);
    assert_eq!(mint(&start, &one), Ok(1_000));
    let bound = Mint { max_collateral: 999, ..one };
    assert_eq!(mint(&start, &bound), Err(RuleError::MaxCollateral { max: 999, got: 1_000 }));
    let (bond, collateral) = (14_400 * CREDIT + 1_000, 14_400 * CREDIT);
    let free = RuleError::FreeBond { expected: 1_001, free: 1_000, bond, locked: 0, collateral, held: 0 };
    assert_eq!(mint(&start, &mint_of(1_001)), Err(free));
    // 4 GPUs serve 14,400 s in an hour: 57,600 credits.
    let rich = Position { bond: u128::MAX, ..start };
    let within = |credits| Mint { horizon: 14_400, ..mint_of(credits) };
    assert_eq!(mint(&rich, &within(43_200 * CREDIT)), Ok(43_200 * CREDIT));
    let capacity = 57_600 * CREDIT;
    let above = RuleError::Capacity { capacity, gpus: 4, horizon: 14_400, got: capacity + 1 };
    assert_eq!(mint(&rich, &within(43_200 * CREDIT + 1)), Err(above));
}

#[test]
fn a_mint_leaves_enough_for_every_standard_job_and_its_gpus() {
    let mut position = Position { bond: u128::MAX, ..Position::default() };
    position.gpus.offered = 2;
    let few = 7_200 * CREDIT - 1;
    let small = RuleError::BelowStandard { expected: 7_200 * CREDIT, got: few };
    assert_eq!(position.mint(&mint_of(few), &mut Turn::default()), Err(small));
    assert_eq!(position.clone().mint(&mint_of(few + 1), &mut Turn::default()), Ok(few + 1));
    position.gpus.offered = 1;
    let gpus = RuleError::StandardGpus { expected: 2, got: 1 };
    assert_eq!(position.mint(&mint_of(few + 1), &mut Turn::default()), Err(gpus));
    // Without standard jobs any debt will do.
    let free = Mint { standard: None, ..mint_of(1) };
    assert_eq!(position.mint(&free, &mut Turn::default()), Ok(1));
}

#[test]
fn collateral_is_rounded_up_once() {
    let of = |credits, coverage_bps, net| {
        Mint { coverage_bps, price: price(net), ..mint_of(credits) }.collateral()
    };
    assert_eq!(of(1, 20_000, CREDIT / 2), Ok(1));
    assert_eq!(of(1, 20_001, CREDIT / 2), Ok(2));
    assert_eq!(of(3, 15_000, CREDIT / 2), Ok(3));
    assert_eq!(of(0, 20_000, CREDIT), Ok(0));
    assert!(of(u128::MAX, 20_000, CREDIT).is_err());
}

#[test]
fn a_redemption_by_choice_leaves_none_or_enough() {
    let redeem = |credits| {
        let mut position = debtor();
        let result = position.redeem(credits, Some(STANDARD));
        assert!(result.is_ok() || position == debtor());
        result
    };
    assert_eq!(redeem(7_200 * CREDIT), Ok(7_200 * CREDIT));
    assert_eq!(redeem(14_400 * CREDIT), Ok(14_400 * CREDIT));
    assert_eq!(redeem(0), Ok(0));
    let rest = RuleError::BelowStandard { expected: 7_200 * CREDIT, got: 7_200 * CREDIT - 1 };
    assert_eq!(redeem(7_200 * CREDIT + 1), Err(rest));
    let open = 14_400 * CREDIT;
    assert_eq!(redeem(open + 1), Err(RuleError::AboveOpen { open, got: open + 1 }));
}

#[test]
fn a_settlement_leaves_no_open_credits_or_the_largest_standard_job() {
    let most = STANDARD.most;
    let settle = |credits| {
        let mut position = debtor();
        (position.redeem_up_to(credits, Some(STANDARD)), position.debt.open)
    };
    let open = debtor().debt.open;
    assert_eq!(settle(open), (Ok(open), 0));
    assert_eq!(settle(open + 5), (Ok(open), 0));
    // What would leave a rest that nobody could call stays the provider's credits.
    assert_eq!(settle(open - 1), (Ok(open - most), most));
    assert_eq!(settle(1), (Ok(1.min(open - most)), open - 1.min(open - most)));
    // A rest that calls left is redeemed as a whole or not at all.
    let mut rest = debtor();
    rest.debt.open = most - 1;
    assert_eq!(rest.redeem_up_to(most - 2, Some(STANDARD)), Ok(0));
    assert_eq!(rest.redeem_up_to(most, Some(STANDARD)), Ok(most - 1));
    // Without standard jobs nothing is called, so any rest may stay.
    assert_eq!(debtor().redeem_up_to(open - 1, None), Ok(open - 1));
}

#[test]
fn only_debts_that_some_standard_job_fits_stand_in_the_queue() {
    let queued = |open, offered, standard| {
        let mut position = debtor();
        position.debt.open = open;
        position.gpus.offered = offered;
        position.is_queued(standard)
    };
    let gpus = STANDARD.gpus;
    assert!(queued(STANDARD.least, gpus, Some(STANDARD)));
    assert!(!queued(STANDARD.least - 1, gpus, Some(STANDARD)));
    assert!(!queued(STANDARD.least, gpus - 1, Some(STANDARD)));
    // Before a class has standard jobs nobody waits to be called: dust could stand in front of everybody later.
    assert!(!queued(STANDARD.least, gpus, None));
}

#[test]
fn gpus_may_fall_to_what_jobs_debts_and_standard_jobs_need() {
    let offer = |position: &Position, gpus| {
        let mut after = position.clone();
        let result = after.offer(gpus, DAY, Some(STANDARD));
        assert_eq!(after.gpus.offered, if result.is_ok() { gpus } else { position.gpus.offered });
        result
    };
    let mut position = debtor();
    assert_eq!(offer(&position, 2), Ok(()));
    assert_eq!(offer(&position, 1), Err(RuleError::StandardGpus { expected: 2, got: 1 }));
    assert_eq!(offer(&position, 40), Ok(()));
    position.gpus.busy = 3;
    assert_eq!(offer(&position, 3), Ok(()));
    assert_eq!(offer(&position, 2), Err(RuleError::BusyGpus { expected: 3, got: 2 }));
    // 3 GPUs serve three days' worth in a day.
    position.debt.open = 3 * 86_400 * CREDIT + 1;
    let capacity = 3 * 86_400 * CREDIT;
    let above = RuleError::Capacity { capacity, gpus: 3, horizon: DAY, got: capacity + 1 };
    assert_eq!(offer(&position, 3), Err(above));
    // The same number is no fewer, and more are always welcome, whatever is owed.
    position.debt.open = u128::MAX;
    assert_eq!((offer(&position, 4), offer(&position, 5)), (Ok(()), Ok(())));
    // Who owes nothing may leave.
    let free =
        Position { gpus: credit::position::Gpus { offered: 4, ..Default::default() }, ..Position::default() };
    assert_eq!(offer(&free, 0), Ok(()));
}

#[test]
fn called_credits_alone_keep_the_gpus_of_a_standard_job() {
    let mut position = debtor();
    position.debt = Debt { called: CREDIT, ..Debt::default() };
    let refused = Err(RuleError::StandardGpus { expected: 2, got: 1 });
    assert_eq!(position.offer(1, H, Some(STANDARD)), refused);
    assert_eq!(position.offer(1, H, None), Ok(()));
}
