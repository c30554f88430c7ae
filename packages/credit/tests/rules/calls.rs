use credit::call::penalty;
use credit::{Call, Damages, Debt, Job, Position, RuleError, Turn, CREDIT};

use crate::{debtor, H, HOUR};

/// An hour on 2 GPUs, half an hour to accept and as much to deliver late; worth 6,000 NET.
const JOB: Job = Job {
    credits: 7_200 * CREDIT,
    gpus: 2,
    serve_within: 2 * HOUR,
    min_damages: 0,
    value: 6_000 * CREDIT,
    horizon: H,
    now: 1_000,
};

fn called() -> (Position, Call) {
    let mut position = debtor();
    let call = position.begin_call(&JOB, &mut Turn::default()).unwrap();
    (position, call)
}

#[test]
fn a_call_holds_credits_collateral_and_gpus() {
    let mut position = debtor();
    let mut turn = Turn { due: 100, next: 9 };
    let call = position.begin_call(&JOB, &mut turn).unwrap();
    let half = 7_200 * CREDIT;
    assert_eq!(call, Call { credits: half, held: half, value: 6_000 * CREDIT, gpus: 2 });
    // Two GPUs for two hours are all of the debt: its turn comes again in H.
    let due = 1_000 + H;
    assert_eq!(position.debt, Debt { open: half, collateral: half, called: half, held: half, due });
    assert_eq!(position.gpus.called, 2);
    assert_eq!(turn, Turn { due: 500, next: 9 });
    assert_eq!(position.free_bond(), 1_000);
    // The turn never goes back.
    let mut later = Turn { due: 700, next: 9 };
    debtor().begin_call(&JOB, &mut later).unwrap();
    assert_eq!(later.due, 700);
}

#[test]
fn each_call_on_a_debt_adds_to_what_is_called() {
    let (mut position, first) = called();
    let job = Job { credits: 3_600 * CREDIT, now: position.debt.due, ..JOB };
    position.begin_call(&job, &mut Turn::default()).unwrap();
    assert_eq!((position.debt.called, position.debt.held), (10_800 * CREDIT, 10_800 * CREDIT));
    assert_eq!((position.gpus.called, position.debt.open), (4, 3_600 * CREDIT));
    position.serve(&first).unwrap();
    assert_eq!((position.debt.called, position.debt.held), (3_600 * CREDIT, 3_600 * CREDIT));
}

#[test]
fn the_pause_after_a_call_is_rounded_up() {
    let job = Job { horizon: 1, serve_within: 1, ..JOB };
    // 2 GPU-seconds of 14,400 within a second.
    let mut position = debtor();
    position.begin_call(&job, &mut Turn::default()).unwrap();
    assert_eq!(position.debt.due, 1_001);
}

#[test]
fn a_debt_is_callable_from_its_due_time_for_what_is_open_on_free_gpus() {
    let callable = |position: &Position, job: &Job| {
        let held = position.callable(job).unwrap();
        let mut after = position.clone();
        let called = after.begin_call(job, &mut Turn::default());
        assert_eq!(called.is_ok(), held.is_some());
        held
    };
    let start = debtor();
    assert_eq!(callable(&start, &Job { now: 500, ..JOB }), Some(7_200 * CREDIT));
    assert_eq!(callable(&start, &Job { now: 499, ..JOB }), None);
    assert_eq!(callable(&start, &Job { credits: 14_400 * CREDIT, ..JOB }), Some(14_400 * CREDIT));
    assert_eq!(callable(&start, &Job { credits: 14_400 * CREDIT + 1, ..JOB }), None);
    assert_eq!(callable(&start, &Job { credits: 0, ..JOB }), None);
    assert_eq!(callable(&start, &Job { gpus: 4, ..JOB }), Some(7_200 * CREDIT));
    assert_eq!(callable(&start, &Job { gpus: 5, ..JOB }), None);
    let mut busy = start.clone();
    // GPUs in other jobs do not excuse: only those of calls do.
    busy.gpus.busy = 4;
    busy.gpus.called = 2;
    assert_eq!(callable(&busy, &JOB), Some(7_200 * CREDIT));
    busy.gpus.called = 3;
    assert_eq!(callable(&busy, &JOB), None);
}

#[test]
fn a_client_may_ask_for_least_damages() {
    let want = |min_damages, value| debtor().callable(&Job { min_damages, value, ..JOB }).unwrap().is_some();
    // h is 7,200 NET: the smaller of h and v decides.
    assert!(want(6_000, 6_000) && !want(6_001, 6_000));
    assert!(want(7_200 * CREDIT, 9_000 * CREDIT) && !want(7_200 * CREDIT + 1, 9_000 * CREDIT));
}

#[test]
fn a_refused_call_says_what_is_open_and_free() {
    let mut position = debtor();
    position.gpus.called = 3;
    let before = position.clone();
    let refused = RuleError::NotCallable { open: 14_400 * CREDIT, free: 1, got: 7_200 * CREDIT, gpus: 2 };
    assert_eq!(position.begin_call(&JOB, &mut Turn::default()), Err(refused));
    assert_eq!(position, before);
}

#[test]
fn a_served_call_frees_its_collateral() {
    let (mut position, call) = called();
    position.serve(&call).unwrap();
    assert_eq!(position.free_bond(), 1_000 + 7_200 * CREDIT);
    let debt = Debt { open: 7_200 * CREDIT, collateral: 7_200 * CREDIT, due: 1_000 + H, ..Debt::default() };
    assert_eq!((position.bond, position.debt), (14_400 * CREDIT + 1_000, debt));
}

#[test]
fn a_refund_opens_the_credits_again_and_leaves_due() {
    let (mut position, call) = called();
    position.release(&call).unwrap();
    assert_eq!(position.debt, Debt { due: 1_000 + H, ..debtor().debt });
    assert_eq!(position.bond, debtor().bond);
}

#[test]
fn a_default_pays_the_owner_then_burns_the_penalty_then_frees() {
    // (v, to the owner, burned) of 7,200 NET that are held, penalty 25 %.
    let cases = [
        (0, 0, 0),
        (1, 1, 1),
        (4_000 * CREDIT, 4_000 * CREDIT, 1_000 * CREDIT),
        (6_000 * CREDIT, 6_000 * CREDIT, 1_200 * CREDIT),
        (7_200 * CREDIT, 7_200 * CREDIT, 0),
        (9_000 * CREDIT, 7_200 * CREDIT, 0),
    ];
    for (value, owner, burned) in cases {
        let mut position = debtor();
        let call = position.begin_call(&Job { value, ..JOB }, &mut Turn::default()).unwrap();
        assert_eq!(position.default_on(&call, 2_500), Ok(Damages { owner, burned }));
        assert_eq!(position.bond, debtor().bond - owner - burned);
        assert_eq!(position.free_bond(), 1_000 + 7_200 * CREDIT - owner - burned);
        assert_eq!((position.debt.called, position.debt.held), (0, 0));
    }
}

#[test]
fn a_penalty_is_a_part_of_the_value_rounded_up() {
    assert_eq!([0, 1, 4, 5].map(|value| penalty(value, 2_500).unwrap()), [0, 1, 1, 2]);
    assert!(penalty(u128::MAX, 20_000).is_err());
}

#[test]
fn an_ending_of_more_than_is_called_is_refused() {
    let (mut position, call) = called();
    let range = |what| Err(RuleError::Range { what });
    assert_eq!(position.serve(&Call { credits: call.credits + 1, ..call }), range("called credits"));
    let (mut position, call) = called();
    assert_eq!(position.serve(&Call { held: call.held + 1, ..call }), range("held collateral"));
}
