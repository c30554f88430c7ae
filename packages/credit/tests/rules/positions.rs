use credit::position::Gpus;
use credit::{Debt, Position, RuleError};

fn bound() -> Position {
    let debt = Debt { collateral: 30, held: 20, ..Debt::default() };
    Position { bond: 100, locked: 10, debt, ..Position::default() }
}

#[test]
fn free_is_what_is_neither_locked_nor_collateral() {
    assert_eq!(bound().free_bond(), 40);
    let refused = |expected| {
        Err(RuleError::FreeBond { expected, free: 40, bond: 100, locked: 10, collateral: 30, held: 20 })
    };
    assert_eq!((bound().require_free(40), bound().require_free(41)), (Ok(()), refused(41)));
    let mut position = bound();
    assert_eq!((position.withdraw(41), position.lock(41)), (refused(41), refused(41)));
    assert_eq!(position, bound());
}

#[test]
fn free_bond_is_withdrawn_at_once_and_added_at_any_time() {
    let mut position = bound();
    position.withdraw(40).unwrap();
    assert_eq!((position.bond, position.free_bond()), (60, 0));
    position.deposit(5).unwrap();
    assert_eq!((position.bond, position.free_bond()), (65, 5));
    assert_eq!(position.deposit(u128::MAX), Err(RuleError::Range { what: "bond" }));
}

#[test]
fn a_lock_binds_and_its_end_frees_what_is_not_slashed() {
    let mut position = bound();
    position.lock(40).unwrap();
    assert_eq!((position.locked, position.free_bond()), (50, 0));
    position.unlock(40, 15).unwrap();
    assert_eq!((position.locked, position.bond, position.free_bond()), (10, 85, 25));
    position.unlock(10, 10).unwrap();
    assert_eq!((position.locked, position.bond, position.free_bond()), (0, 75, 25));
}

#[test]
fn a_slash_beyond_its_lock_is_refused() {
    assert_eq!(bound().unlock(5, 6), Err(RuleError::Range { what: "slash" }));
    assert_eq!(bound().unlock(11, 0), Err(RuleError::Range { what: "locks" }));
}

#[test]
fn jobs_take_gpus_that_are_offered_and_in_no_job() {
    let mut gpus = Gpus { offered: 8, busy: 3, called: 8, ..Gpus::default() };
    assert_eq!(gpus.require_free(6), Err(RuleError::FreeGpus { expected: 6, free: 5, offered: 8 }));
    gpus.require_free(5).unwrap();
    gpus.occupy(5).unwrap();
    assert_eq!(gpus.busy, 8);
    // Those of a called job may be in others as well.
    gpus.occupy(3).unwrap();
    assert_eq!(gpus.require_free(1), Err(RuleError::FreeGpus { expected: 1, free: 0, offered: 8 }));
    gpus.release(10).unwrap();
    gpus.end_call(6).unwrap();
    assert_eq!((gpus.busy, gpus.called), (1, 2));
    assert_eq!(gpus.release(2), Err(RuleError::Range { what: "busy GPUs" }));
    assert_eq!(gpus.end_call(3), Err(RuleError::Range { what: "called GPUs" }));
}

#[test]
fn pledged_gpus_are_busy_and_in_no_job() {
    let mut gpus = Gpus { offered: 8, busy: 3, ..Gpus::default() };
    gpus.pledge(4).unwrap();
    assert_eq!((gpus.free(), gpus.busy, gpus.pledged, gpus.in_jobs()), (1, 7, 4, 3));
    assert_eq!(gpus.end_pledge(5), Err(RuleError::Range { what: "pledged GPUs" }));
    gpus.end_pledge(4).unwrap();
    assert_eq!((gpus.free(), gpus.busy, gpus.pledged, gpus.in_jobs()), (5, 3, 0, 3));
}
