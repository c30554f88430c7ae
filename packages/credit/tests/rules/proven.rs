use credit::proven::{Proven, Shown, LEAST_SECONDS};
use credit::RuleError;

use crate::DAY;

const PERIOD: u64 = 30 * DAY;

fn verify(proven: &mut Proven, gpus: u32, busy: u32, verified: u64, now: u64) {
    proven.verify(&Shown { gpus, busy, verified, accepted: now }, now + LEAST_SECONDS).unwrap();
}

#[test]
fn a_verified_job_proves_its_gpus() {
    let mut proven = Proven::default();
    verify(&mut proven, 8, 8, 0, 0);
    assert_eq!((proven.verified, proven.most(0)), (8, 8));
    // A smaller one later takes nothing back.
    verify(&mut proven, 2, 2, 8, 5);
    assert_eq!((proven.verified, proven.most(5)), (10, 8));
}

#[test]
fn jobs_at_once_prove_their_sum_as_they_are_verified() {
    // Three jobs of 4 run at once; each knew what was busy when it was accepted.
    let mut proven = Proven::default();
    verify(&mut proven, 4, 12, 0, 10);
    assert_eq!(proven.most(10), 4);
    verify(&mut proven, 4, 8, 0, 20);
    assert_eq!(proven.most(20), 8);
    // Three times 4 are verified by now, but only 4 were busy when this one was accepted.
    verify(&mut proven, 4, 4, 0, 30);
    assert_eq!((proven.verified, proven.most(30)), (12, 8));
    // Accepted with 12 busy, and of that 8 were verified since.
    verify(&mut proven, 4, 12, 4, 40);
    assert_eq!(proven.most(40), 12);
}

#[test]
fn jobs_that_were_verified_before_count_for_nothing() {
    let mut proven = Proven { verified: 100, ..Proven::default() };
    verify(&mut proven, 1, 50, 100, 10);
    assert_eq!(proven.most(10), 1);
}

#[test]
fn what_was_proven_counts_in_its_period_and_the_next() {
    let mut proven = Proven::default();
    verify(&mut proven, 8, 8, 0, PERIOD);
    assert_eq!(proven, Proven { verified: 8, before: 0, peak: 8, period: 1 });
    assert_eq!([PERIOD, 3 * PERIOD - 1, 3 * PERIOD].map(|now| proven.most(now)), [8, 8, 0]);
    verify(&mut proven, 2, 2, 8, 2 * PERIOD);
    assert_eq!(proven, Proven { verified: 10, before: 8, peak: 2, period: 2 });
    assert_eq!([2 * PERIOD, 3 * PERIOD, 4 * PERIOD].map(|now| proven.most(now)), [8, 2, 0]);
    verify(&mut proven, 1, 1, 10, 9 * PERIOD);
    assert_eq!(proven, Proven { verified: 11, before: 0, peak: 1, period: 9 });
}

#[test]
fn a_clock_that_went_back_forgets_nothing() {
    let mut proven = Proven { verified: 8, before: 3, peak: 8, period: 5 };
    assert_eq!(proven.most(0), 8);
    verify(&mut proven, 2, 2, 8, 0);
    assert_eq!(proven, Proven { verified: 10, before: 3, peak: 8, period: 5 });
}

#[test]
fn a_sum_that_cannot_be_stored_is_refused() {
    let mut proven = Proven { verified: u64::MAX, ..Proven::default() };
    let shown = Shown { gpus: 1, busy: 1, verified: 0, accepted: 0 };
    assert_eq!(proven.verify(&shown, LEAST_SECONDS), Err(RuleError::Range { what: "verified GPUs" }));
    // What was seen since fits into no count of GPUs: what was busy limits it.
    let mut proven = Proven { verified: u64::MAX - 1, ..Proven::default() };
    verify(&mut proven, 1, 9, 0, 0);
    assert_eq!(proven.most(0), 9);
}

#[test]
fn a_job_that_ended_within_ten_minutes_of_its_acceptance_proves_nothing() {
    let verify = |accepted| {
        let mut proven = Proven::default();
        proven.verify(&Shown { gpus: 4, busy: 4, verified: 0, accepted }, DAY).unwrap();
        proven.most(DAY)
    };
    assert_eq!(verify(DAY - LEAST_SECONDS), 4);
    assert_eq!(verify(DAY - LEAST_SECONDS + 1), 0);
}
