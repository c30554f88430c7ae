//! Whoever wants more than its own.

use cosmwasm_std::coins;
use cw_multi_test::Executor;

use crate::support::{fund, rotate, Fixture, COST, DAY, NET, ONE, SURE};

/// What comes by a plain transfer is in no book, so it changes no price.
#[test]
fn the_first_depositor_cannot_be_robbed_by_a_donation() {
    let mut f = Fixture::new();
    f.deposit("thief", ONE).unwrap();
    let restaking = f.restaking.clone();
    let before = f.vault();
    f.app.send_tokens(crate::support::addr("thief"), restaking, &coins(1_000_000 * ONE, NET)).unwrap();
    assert_eq!(f.vault(), before);
    // Its one other way to give, pay that streams, leaves a victim what it brought but for a share's worth.
    let mut f = Fixture::new();
    f.deposit("thief", ONE).unwrap();
    let keep = f.shares("thief") - 1_000_000;
    f.exit("thief", keep).unwrap();
    f.run("thief", &fund(DAY), &coins(1_000 * ONE, NET)).unwrap();
    f.wait(2 * DAY);
    let shares = f.deposit("bob", 100 * ONE).unwrap();
    let out = f.exit("bob", shares).unwrap();
    assert!(100 * ONE - out <= 1, "{out}");
}

/// Pay is for those who were there while it streamed.
#[test]
fn a_deposit_around_a_tick_gains_at_most_a_unit() {
    for wait in [1, 7, 3_600, DAY] {
        let mut f = Fixture::new();
        f.deposit("bob", 100 * ONE).unwrap();
        f.run("alice", &fund(10 * DAY), &coins(10 * ONE, NET)).unwrap();
        f.wait(wait);
        let shares = f.deposit("thief", 10_000 * ONE).unwrap();
        let out = f.exit("thief", shares).unwrap();
        assert!(out <= 10_000 * ONE, "after {wait} s: {out}");
        // A second later it has a second's worth of its part.
        let shares = f.deposit("thief", 10_000 * ONE).unwrap();
        f.wait(1);
        let out = f.exit("thief", shares).unwrap();
        assert!(out <= 10_000 * ONE + 13, "after {wait} s and one: {out}");
    }
}

/// A provider that takes job after job backs none of them by what leaves, so the older generation always ends.
#[test]
fn rotation_cannot_be_stalled() {
    let mut f = Fixture::new();
    let shares = f.deposit("bob", 10_000 * ONE).unwrap();
    f.deposit("carol", 10_000 * ONE).unwrap();
    let mut running = vec![f.accept(COST).0];
    f.exit("bob", shares).unwrap();
    let mut rotations = 0;
    for _ in 0..6 {
        // There is never a moment without a job, and anybody rotates whenever it goes.
        running.push(f.accept(COST).0);
        rotations += u64::from(f.rotate().is_ok());
        running.push(f.accept(COST).0);
        let oldest = running.remove(0);
        f.settle(oldest);
        rotations += u64::from(f.rotate().is_ok());
    }
    assert!(rotations >= 2, "{rotations}");
    assert_eq!(f.claim("bob", 0), Ok(10_000 * ONE));
}

/// Nor can it be hurried: whoever rotates again and again lets nothing go that a job still needs.
#[test]
fn a_bucket_pays_for_its_own_jobs_and_for_no_later_one() {
    let mut f = Fixture::new();
    let bobs = f.deposit("bob", 20 * ONE).unwrap();
    let (before, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    f.exit("bob", bobs).unwrap();
    f.rotate().unwrap();
    for _ in 0..5 {
        f.rotate().unwrap_err();
    }
    // A vault with tickets but without shares begins anew.
    f.deposit("carol", 100 * ONE).unwrap();
    let (after, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    f.fraud(after);
    assert_eq!((f.vault().leaving_before.u128(), f.vault().assets.u128()), (20 * ONE, 84 * ONE));
    f.fraud(before);
    // Of 104 NET behind it 20 wait to leave.
    let lost = (SURE * 20).div_ceil(104);
    assert_eq!(f.vault().leaving_before.u128(), 20 * ONE - lost);
}

/// An exit at whatever moment between accept and verdict loses the same.
#[test]
fn no_exit_between_accept_and_verdict_escapes() {
    for (rotations, halt) in [(0, 0), (1, 0), (1, DAY), (2, 40 * DAY), (5, 40 * DAY)] {
        for late in [false, true] {
            let mut f = Fixture::new();
            let bobs = f.deposit("bob", 40 * ONE).unwrap();
            f.deposit("carol", 40 * ONE).unwrap();
            let (job, _) = f.accept(COST);
            if late {
                let _ = f.rotate();
            }
            f.exit("bob", bobs).unwrap();
            for _ in 0..rotations {
                f.wait(halt);
                let _ = f.rotate();
            }
            let generation = u64::from(late);
            f.run("bob", &crate::support::claim(generation), &[]).unwrap_err();
            f.app.update_block(|block| block.height = 1);
            f.fraud(job);
            while f.claim("bob", generation).is_err() {
                f.run("anyone", &rotate(), &[]).unwrap();
            }
            let paid = f.net(&crate::support::addr("bob")) + 40 * ONE - crate::support::PURSE;
            assert_eq!(paid, 32 * ONE, "{rotations} rotations, halts of {halt} s, late: {late}");
        }
    }
}
