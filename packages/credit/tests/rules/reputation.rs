use amm_math::{MathError, Rounding};
use credit::reputation::{decay, Memory, Prior};
use credit::RuleError;

use crate::DAY;

const PRIOR: Prior = Prior { good: 10_000_000, bad: 90_000_000, lambda: 4 };

#[test]
fn a_newcomer_starts_with_a_tenth() {
    assert_eq!(Memory::default().score_bps(&PRIOR, 0), Ok(1_000));
}

#[test]
fn work_raises_and_faults_lower_the_score() {
    let mut memory = Memory::default();
    memory.remember_good(80_000_000, 10).unwrap();
    // (80 + 10)/(80 + 10 + 90)
    assert_eq!(memory.score_bps(&PRIOR, 10), Ok(5_000));
    memory.remember_unserved(20_000_000, 10).unwrap();
    // A quarter of 20, weighed four times: (80 + 10)/(80 + 4·5 + 10 + 90)
    assert_eq!(memory.score_bps(&PRIOR, 10), Ok(4_500));
    memory.remember_fraud(25_000_000, 10).unwrap();
    assert_eq!(memory, Memory { good: 80_000_000, bad: 30_000_000, at: 10 });
    assert_eq!(memory.score_bps(&PRIOR, 10), Ok(3_000));
}

#[test]
fn good_jobs_halve_in_thirty_days_and_faults_in_ninety() {
    let memory = Memory { good: 1_000, bad: 1_000, at: 50 };
    let faded = memory.faded(50 + 90 * DAY).unwrap();
    assert_eq!(faded, Memory { good: 125, bad: 500, at: 50 + 90 * DAY });
    // What comes later is added to what is left.
    let mut memory = memory;
    memory.remember_good(7, 50 + 90 * DAY).unwrap();
    assert_eq!(memory, Memory { good: 132, ..faded });
    memory.remember_fraud(9, 50 + 180 * DAY).unwrap();
    assert_eq!(memory, Memory { good: 16, bad: 259, at: 50 + 180 * DAY });
    // The score fades too.
    assert_eq!(
        memory.score_bps(&PRIOR, 50 + 900 * DAY),
        memory.faded(50 + 900 * DAY).unwrap().score_bps(&PRIOR, 0)
    );
}

#[test]
fn a_clock_that_went_back_fades_nothing() {
    let memory = Memory { good: 9, bad: 9, at: 50 };
    assert_eq!(memory.faded(10), Ok(memory));
}

#[test]
fn severities_round_against_the_provider() {
    let mut memory = Memory::default();
    memory.remember_unserved(1, 0).unwrap();
    memory.remember_unserved(5, 0).unwrap();
    assert_eq!(memory.bad, 3);
}

#[test]
fn sums_that_cannot_be_stored_are_refused() {
    let range = |what| Err(RuleError::Range { what });
    let mut full = Memory { good: u128::MAX, bad: u128::MAX, at: 0 };
    assert_eq!(full.remember_good(1, 0), range("good jobs"));
    assert_eq!(full.remember_fraud(1, 0), range("faults"));
    assert_eq!(full.score_bps(&PRIOR, 0), range("good jobs").map(|()| 0));
    assert_eq!(Memory { good: 0, ..full }.score_bps(&PRIOR, 0), range("faults").map(|()| 0));
    assert_eq!(decay(1, 1, 0, Rounding::Down), Err(MathError::Zero { what: "half-life" }));
    let nothing = Prior { good: 0, bad: 0, lambda: 4 };
    let refused = Err(RuleError::Math(MathError::DivisionByZero));
    assert_eq!(Memory::default().score_bps(&nothing, 0), refused);
}
